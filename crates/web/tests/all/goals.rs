//! The goals of sustainable development over an edition: means of the office's enterprises, and nothing of a few.

use duheng_app::NewOrganisation;
use duheng_pack::calendar::Date;
use duheng_programme::view::Organisation;
use serde_json::Value;

use crate::browser::send;
use crate::town::Town;

const EDITION: &str = "/editions/sz-sustainable-enterprise/2026";

/// Enterprises that did what the one of the walk did.
fn alike(town: &Town, from: usize, until: usize) {
    let others: Vec<NewOrganisation> = (from..until)
        .map(|copy| NewOrganisation {
            organisation: Organisation {
                id: format!("alike-{copy}"),
                name: format!("虚构企业{copy}"),
                uscc: format!("alike-{copy}"),
                fictional: true,
            },
            home: "sz".to_owned(),
            since: Date::FIRST,
        })
        .collect();
    let written = town.served.runtime.block_on(town.served.app.write_alike("harbour", &others)).unwrap();
    assert_eq!(written, until - from);
}

/// Covers S4-37.
#[test]
fn an_office_sees_the_goals_of_all_together_and_never_of_a_few() {
    let town = Town::new("sz-sustainable-enterprise", "certified.yaml");
    town.play(0..44);
    town.day("2026-07-02");
    let mut lin = town.browser("lin");
    let link = lin.open(EDITION).attribute("#goals-link", "href").remove(0);
    for firms in 1..=5 {
        if firms > 1 {
            alike(&town, firms - 2, firms - 1);
        }
        let page = lin.open(&link);
        assert_eq!(page.status, 200);
        let told = page.texts("#goals tbody tr").len();
        assert_eq!(told > 10, firms == 5, "{firms} enterprises: {told} goals");
        if firms < 5 {
            assert!(
                page.texts(".empty")[0].contains("不足 5 家") && !page.body.contains("<svg class=\"chart")
            );
        }
    }
    let page = lin.open(&link);
    let of_five = page.texts("#goals tbody tr");
    assert!(page.body.contains("5 家企业合计"));
    // a sixth would be given away by the difference: it counts with the tenth
    alike(&town, 4, 5);
    let page = lin.open(&link);
    assert!(page.body.contains("5 家企业合计") && !page.body.contains("6 家企业合计"));
    // those who are alike have the same mean, however many they are: no sum is shown
    alike(&town, 5, 9);
    let page = lin.open(&link);
    assert_eq!(page.texts("#goals tbody tr"), of_five);
    assert!(page.body.contains("10 家企业合计") && !page.body.contains("虚构企业"));

    let tokens = lin.open("/account/tokens");
    let typed = [("name", "program"), ("scope", "read"), ("until", "2026-08-31")];
    let made = lin.send(&tokens, "/account/tokens", &typed);
    let bearer = format!("Bearer {}", made.texts("code.number")[0]);
    let told = send(
        town.served.address,
        "GET",
        &format!("/api/v1{EDITION}/goals"),
        &[("Authorization", &bearer)],
        "",
    );
    let told: Value = serde_json::from_str(&told.body).unwrap();
    assert_eq!(
        (told["enterprises"].as_u64(), told["goals"].as_array().unwrap().len()),
        (Some(10), of_five.len())
    );
    // an item that serves a goal gives it its most points once
    for goal in told["goals"].as_array().unwrap() {
        let number = |key: &str| goal[key].as_str().unwrap().parse::<f64>().unwrap();
        assert!(number("points") <= number("most") && goal["items"].as_u64().unwrap() > 0, "{goal}");
    }
    // neither experts nor enterprises are told
    assert_eq!(town.browser("qian").open(&format!("{EDITION}/goals")).status, 404);
    assert_eq!(town.browser("of.harbour").open(&format!("{EDITION}/goals")).status, 404);
}
