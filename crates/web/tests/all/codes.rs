//! Boxes for the code of an enterprise: one that is not found stays on its page, with what is wrong in it.

use crate::town::Town;

#[test]
fn a_code_that_is_not_found_is_kept_with_why() {
    let town = Town::new("sz-sustainable-enterprise", "objection.yaml");
    town.play_until("do: check");
    town.day("2026-06-03");
    let mut lin = town.browser("lin");
    for page in
        ["/editions/sz-sustainable-enterprise/2026?role=office&place=sz", "/records/starred_enterprises"]
    {
        let shown = lin.open(page);
        let kept = ["role", "place", "register"].map(|name| {
            let value = shown.attribute(&format!("form.filter input[name={name}]"), "value");
            value.first().map(|value| format!("&{name}={value}")).unwrap_or_default()
        });
        let find = shown.attribute("form.filter", "action")[0].clone();
        for (code, why) in [
            ("91440300000000027", "应为 18 位"),
            ("914403000000000277", "校验码不符"),
            ("91440300000000027I", "第 18 位"),
            ("91330200000000001H", "没有这个代码的企业"),
        ] {
            let told = lin.open(&format!("{find}?uscc={code}{}", kept.concat()));
            assert_eq!((told.status, told.texts("h1")), (200, shown.texts("h1")), "{page}");
            assert_eq!(told.attribute("#uscc", "value"), [code]);
            let sentence = told.texts("#uscc-wrong").concat();
            assert!(sentence.contains(why), "{sentence}");
        }
        let found = lin.open(&format!("{find}?uscc=914403000000000276{}", kept.concat()));
        assert!(found.texts("h1")[0].contains("普通制造"), "{:?}", found.texts("h1"));
    }
}
