//! What administrators manage: people, their roles, offices and organisations.

use crate::accounts::uscc;
use crate::browser::Browser;
use crate::deployment::{Served, after, empty};
use crate::people::{administrator, enrol, letter, member, office, set_up, sign_in};

fn deployment() -> Served {
    let served = empty();
    served.noon(2026, 3, 2);
    set_up(&served);
    served
}

#[test]
fn an_office_is_set_up_entirely_in_the_browser() {
    let served = after("objection.yaml", "- { at: 2026-06-24 09:00");
    served.noon(2026, 6, 24);
    set_up(&served);
    let mut root = administrator(&served);
    let city = office(&mut root, "虚构市主办单位");
    let above = city.rsplit('/').next().unwrap().to_owned();
    let form = root.open("/organisations/new");
    let typed = [("kind", "office"), ("name", "虚构区主办单位"), ("above", &above)];
    let page = root.send(&form, "/organisations/new", &typed);
    assert_eq!(page.texts(".done"), ["单位已登记。"]);
    assert_eq!(page.texts(".history li span")[1], "虚构市主办单位");
    // the head of a tree cannot hang below what hangs below it
    let district = root.open("/organisations").attribute(".tree .depth-1 a", "href")[0].clone();
    let head = root.open(&city);
    let circle = root.send(&head, &city, &[("above", district.rsplit('/').next().unwrap())]);
    assert_eq!((circle.status, circle.texts(".wrong strong").len()), (409, 1));
    let place = member(&served, &mut root, "lin");
    let role = format!("{place}/role");
    let form = root.open(&role);
    assert!(form.texts("optgroup option").iter().any(|title| title.contains("主办单位人员")));
    let wanted = "sz-sustainable-enterprise/office";
    assert!(form.attribute("optgroup option", "value").contains(&wanted.to_owned()), "{}", form.body);
    let missing = root.send(&form, &role, &[("role", wanted), ("until", "2026-13-01")]);
    let wrong = ["#office", "#until"].map(str::to_owned);
    assert_eq!((missing.status, missing.attribute(".wrong a", "href")), (422, wrong.to_vec()));
    assert_eq!(missing.attribute("#role option[selected]", "value"), [wanted]);
    let given = root.send(&form, &role, &[("role", wanted), ("office", &above), ("until", "2027-12-31")]);
    assert_eq!(given.texts(".done"), ["角色已授予。"]);
    let twice = root.send(&form, &role, &[("role", wanted), ("office", &above)]);
    assert_eq!((twice.status, twice.texts(".wrong strong").len()), (409, 1));
    enrol(&served, "lin");
    assert_eq!(root.open(&city).texts(".registers .issuer"), ["lin"]);
    // the second factor is lost, the role ends
    let page = root.open(&place);
    let removed = root.send(&page, &place, &[("do", "factor")]);
    assert_eq!(removed.texts(".done"), ["验证器已解除。"]);
    let ended = root.send(&page, &place, &[("do", "end")]);
    assert_eq!(ended.texts(".done"), ["角色已收回。"]);
    let again = root.send(&page, &place, &[("do", "end")]);
    assert_eq!((again.status, again.texts(".wrong strong").len()), (409, 1));
}

#[test]
fn people_are_invited_found_and_deactivated() {
    let served = deployment();
    let mut root = administrator(&served);
    let form = root.open("/people/new");
    let typed = [("login", "li"), ("name", "示例 林"), ("email", "lin@city.example")];
    let refused = root.send(&form, "/people/new", &typed);
    assert_eq!((refused.status, refused.attribute(".wrong a", "href")), (422, vec!["#login".to_owned()]));
    assert_eq!(refused.attribute("#name", "value"), ["示例 林"]);
    let invited = root.send(&form, "/people/new", &[("login", "lin"), typed[1], typed[2]]);
    assert_eq!(invited.texts(".done"), ["邀请已发出，7 天内有效。"]);
    assert_eq!(invited.texts("h1 .state"), ["已邀请"]);
    let before = letter(&served, "invitation", "lin");
    let lin = invited.attribute("a[href$='/role']", "href")[0].trim_end_matches("/role").to_owned();
    served.clock.set(served.now() + 60_000_000);
    let again = root.send(&invited, &lin, &[("do", "invite")]);
    assert_eq!(again.texts(".done"), ["已重新邀请，原链接作废。"]);
    assert_eq!(Browser::new(served.address).open(&before).status, 410, "the link before works no more");
    for number in 0..21 {
        let login = format!("clerk{number:02}");
        let email = format!("{login}@city.example");
        root.send(&form, "/people/new", &[("login", &login), ("name", &login), ("email", &email)]);
    }
    let list = root.open("/people");
    assert_eq!(list.texts("tbody tr").len(), 20);
    let next = list.attribute(".after a.btn[href*=after]", "href")[0].clone();
    assert_eq!(root.open(&next).texts("tbody tr").len(), 3);
    assert_eq!(root.open("/people?q=%E6%9E%97").texts("tbody th"), ["示例 林"]);
    assert_eq!(root.open("/people?q=%25").texts(".empty").len(), 1, "a sign of patterns is a sign");
    // the successor is named by login
    let leave = format!("{lin}/leave");
    let form = root.open(&leave);
    let unfit = root.send(&form, &leave, &[("successor", "nobody")]);
    assert_eq!((unfit.status, unfit.attribute(".wrong a", "href")), (409, vec!["#successor".to_owned()]));
    let gone = root.send(&form, &leave, &[("successor", "root")]);
    assert_eq!(
        (gone.texts(".done"), gone.texts("h1 .state")),
        (vec!["已停用。".into()], vec!["已停用".into()])
    );
    assert_eq!(gone.texts("p.empty"), ["账号停用时角色已全部收回。"], "nobody is asked to give them one");
    assert_eq!(root.open(&leave).status, 404);
    let own = root.open("/people?q=root").attribute("tbody a", "href")[0].clone();
    let leave = format!("{own}/leave");
    let form = root.open(&leave);
    let last = root.send(&form, &leave, &[]);
    assert_eq!(last.texts(".wrong strong"), ["这是最后一位管理员，不能停用或收回角色"]);
}

/// All that is wrong is told at once, in the order of the fields, each beside its own.
#[test]
fn forms_of_administration_tell_all_that_is_wrong() {
    let served = deployment();
    let mut root = administrator(&served);
    let lin = member(&served, &mut root, "lin");
    let mut tells = |page: &str, typed: &[(&str, &str)], fields: &[&str]| {
        let form = root.open(page);
        let wrong = root.send(&form, page, typed);
        let links: Vec<String> = fields.iter().map(|field| format!("#{field}")).collect();
        assert_eq!((wrong.status, wrong.attribute(".wrong a", "href")), (422, links), "{page}");
        for field in fields {
            assert_eq!(wrong.texts(&format!("#{field}-wrong")).len(), 1, "{page} {field}");
        }
    };
    tells("/people/new", &[("login", "a b"), ("name", " "), ("email", "x")], &["name", "login", "email"]);
    let role = format!("{lin}/role");
    tells(&role, &[("role", ""), ("since", "soon"), ("until", "2020-01-01")], &["role", "since", "until"]);
    tells(&role, &[("role", "filler"), ("until", "2020-01-01")], &["unit", "until"]);
    tells("/account/tokens", &[("name", "")], &["name", "scope", "until"]);
}

#[test]
fn enterprises_and_experts_are_entered() {
    let served = deployment();
    let mut root = administrator(&served);
    assert_eq!(root.open("/organisations").texts(".empty").len(), 2);
    let home = office(&mut root, "虚构市主办单位");
    let home = home.rsplit('/').next().unwrap().to_owned();
    let form = root.open("/organisations/new");
    let code = uscc(700_000_001);
    // all at once, in the order of the fields
    let empty = root.send(&form, "/organisations/new", &[]);
    assert_eq!(empty.attribute(".wrong a", "href"), ["#kind", "#name"]);
    let typed = [("kind", "organisation"), ("name", "虚构制造厂"), ("uscc", "123"), ("above", &home)];
    let wrong = root.send(&form, "/organisations/new", &typed);
    assert_eq!((wrong.status, wrong.attribute(".wrong a", "href")), (422, vec!["#uscc".to_owned()]));
    let typed = [typed[0], typed[1], ("uscc", &code), typed[3]];
    assert_eq!(root.send(&form, "/organisations/new", &typed).texts(".done"), ["单位已登记。"]);
    let twice = root.send(&form, "/organisations/new", &typed);
    assert_eq!((twice.status, twice.attribute(".wrong a", "href")), (409, vec!["#uscc".to_owned()]));
    let found = root.open("/organisations?q=%E5%88%B6%E9%80%A0");
    assert_eq!(found.texts("tbody .number"), [code.as_str()]);
    let place = member(&served, &mut root, "mei");
    let role = format!("{place}/role");
    let form = root.open(&role);
    let unknown = root.send(&form, &role, &[("role", "approver"), ("unit", &uscc(700_000_009))]);
    assert_eq!((unknown.status, unknown.attribute(".wrong a", "href")), (422, vec!["#unit".to_owned()]));
    let given = root.send(&form, &role, &[("role", "approver"), ("unit", &code)]);
    assert!(given.texts("tbody th")[0].contains("企业审批人"), "{:?}", given.texts("tbody"));
    let expert = format!("{place}/expert");
    let form = root.open(&expert);
    assert_eq!(root.send(&form, &expert, &[]).status, 422);
    let entered = root.send(&form, &expert, &[("belongs", &code), ("fields", "环境、治理")]);
    assert_eq!(entered.texts(".done"), ["已纳入专家库。"]);
    assert!(
        entered.texts(".facts").concat().contains("虚构制造厂治理 · 环境"),
        "{:?}",
        entered.texts(".facts")
    );
    assert_eq!(root.send(&form, &expert, &[("belongs", "学院")]).status, 409);
}

#[test]
fn pages_of_administration_are_for_administrators() {
    let served = deployment();
    let mut root = administrator(&served);
    let place = member(&served, &mut root, "lin");
    let city = office(&mut root, "虚构市主办单位");
    let mut lin = Browser::new(served.address);
    sign_in(&mut lin, "lin");
    let token = lin.open("/account").attribute("input[name=token]", "value")[0].clone();
    for path in ["/people", "/people/new", "/organisations", "/organisations/new", &place, &city] {
        assert_eq!(lin.open(path).status, 403, "{path}");
    }
    for path in ["/people/new", "/organisations/new", &place, &city, &format!("{place}/role")] {
        assert_eq!(lin.ask("POST", path, &format!("token={token}")).status, 403, "{path}");
    }
    for path in ["/people/nobody", "/organisations/nowhere", "/people/nobody/role", "/people/nobody/leave"] {
        assert_eq!(root.open(path).status, 404, "{path}");
    }
    assert_eq!(root.open("/people?lang=en").texts("h1"), ["People"]);
    assert_eq!(root.open(&format!("{place}/role")).texts("label")[0], "Role");
}
