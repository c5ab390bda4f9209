//! Somebody who tries the demo registers an enterprise, applies, lets claim and reviews be written with examples, and comes
//! to a certificate that its number verifies: all by the forms of the pages.

use std::fs;
use std::path::{Path, PathBuf};

use crate::visitor::{Demo, Page, Visitor, demo, plain};

const PASSWORD: &str = "a-long-made-up-word-7";
const USCC: &str = "914403000000000276";

/// A city, with the folder of its data.
fn city(name: &str) -> (Demo, PathBuf) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    (demo(&folder.display().to_string()), folder)
}

/// Somebody whose enterprise has registered and applied.
fn applied(demo: &Demo) -> Visitor<'_> {
    let mut visitor = Visitor::new(demo);
    let own = [
        ("uscc", USCC),
        ("enterprise", "深圳示例新人有限公司"),
        ("home", "bridge"),
        ("name", "示例 新人"),
        ("login", "newcomer"),
        ("email", "newcomer@firm.example"),
    ];
    let page = visitor.open("/register");
    let page = visitor.send(&page, "/register", &own);
    let secret = [("password", PASSWORD), ("password_again", PASSWORD)];
    let made = visitor.send(&page, "/register/send", &[&own[..], &secret[..]].concat());
    assert_eq!(made.status, 303, "{}", made.body);
    // whoever registers is signed in
    let page = visitor.open("/apply");
    let entry = [
        ("programme", "sz-sustainable-enterprise"),
        ("edition", "2026"),
        ("uscc", USCC),
        ("entry", "application"),
    ];
    let applied = visitor.send(&page, "/apply", &entry);
    assert_eq!(applied.status, 303, "{}", applied.body);
    visitor
}

#[test]
fn a_newcomer_fills_in_a_claim_with_example_answers() {
    let (demo, folder) = city("example");
    let mut visitor = applied(&demo);
    let claim = format!("/claims/sz-sustainable-enterprise/2026/{USCC}");
    let tasks = visitor.open(&claim);
    assert!(tasks.body.contains("以示例内容填写本申报"), "{}", tasks.body);

    // what is answered stays
    let item = format!("{claim}/items/6.1.6.c");
    let page = visitor.open(&item);
    let version = page.between("name=\"v-liabilities-2025\" value=\"", "\"").to_owned();
    let own = [
        ("v-liabilities-2025", version.as_str()),
        ("f-liabilities-2025", "8888"),
        ("u-liabilities-2025", "万元"),
        ("do", "save"),
    ];
    let saved = visitor.send(&page, &item, &own);
    assert_eq!(saved.status, 303, "{}", saved.body);
    let stays = |page: &Page| page.between("name=\"f-liabilities-2025\"", ">").contains("8888");
    assert!(stays(&visitor.open(&item)));
    let filled = visitor.send(&tasks, &format!("{claim}/example"), &[]);
    assert_eq!(filled.status, 303, "{}", filled.body);
    let tasks = visitor.open(&filled.place.replace("#example", ""));
    let written = tasks.between("id=\"example\">", "</p>");
    assert!(written.contains("内容均为虚构"), "{written}");
    let number = |name: &str| -> u32 {
        let (_, rest) = filled.place.split_once(name).expect("a number");
        rest.split(['&', '#']).next().and_then(|number| number.parse().ok()).expect("a number")
    };
    assert!(number("answers=") > 50 && number("files=") > 20, "{}", filled.place);
    assert!(stays(&visitor.open(&item)));

    let review = visitor.open(&format!("{claim}/review"));
    assert!(!review.body.contains("id=\"unreadable\""), "{}", review.body);
    assert!(!review.body.contains("class=\"bars\""), "{}", review.body);
    // the first figure of the scores is the total
    let points = tasks.between("<dl class=\"scores\">", "</strong>").rsplit('>').next().expect("points");
    let points: f64 = points.trim().parse().expect("a number");
    assert!(points >= 85.0, "{points} points");

    // to whoever is not of the enterprise there is no such claim
    let mut stranger = Visitor::new(&demo);
    let page = stranger.open("/sign-in");
    stranger.send(&page, "/sign-in", &[("login", "star-office"), ("password", "try-the-demo")]);
    let page = stranger.open("/account");
    assert_eq!(stranger.send(&page, &format!("{claim}/example"), &[]).status, 404);
    drop(demo);
    fs::remove_dir_all(&folder).expect("the folder is removed");
}

/// How often a newcomer presses a link or a button, from the start page to the verified certificate, at most.
const PRESSES: usize = 62;

#[test]
fn a_newcomer_comes_to_a_certificate_that_its_number_verifies() {
    let (demo, folder) = city("certificate");
    let mut visitor = applied(&demo);
    let own = format!("sz-sustainable-enterprise/2026/{USCC}");
    let (claim, case) = (format!("/claims/{own}"), format!("/cases/{own}"));
    let tasks = visitor.open(&claim);
    visitor.press(&tasks, &format!("{claim}/example"), &[]);
    let review = visitor.open(&format!("{claim}/review"));
    let sure = visitor.press(&review, &format!("{claim}/review"), &[("truthful", "yes")]);
    let mut page = visitor.press(&sure, &format!("{claim}/review"), &[]);
    assert!(page.place.contains("/submitted/"), "{}", page.body);
    let mut steps = Vec::new();
    while !page.place.ends_with("did=issue") {
        assert!(steps.len() < 40, "{steps:#?}");
        page = go_on(&mut visitor, &page, &case);
        steps.push(page.place.split('?').next().unwrap_or_default().to_owned());
        page = step(&mut visitor, page, &own);
    }
    let number = page.between("href=\"/verify/", "\"").to_owned();
    let mut anybody = Visitor::new(&demo);
    let verified = anybody.open(&format!("/verify/{number}"));
    assert!(verified.body.contains("今天仍在有效期内"), "{}", verified.body);
    assert!(verified.body.contains("五星级"), "{}", verified.body);
    let presses = visitor.presses + anybody.presses;
    assert!(presses <= PRESSES, "{presses} presses: {steps:#?}");
    drop(demo);
    fs::remove_dir_all(&folder).expect("the folder is removed");
}

/// Presses the button that leads on: to what this person does next, to whoever is next, or to the day that has to come.
fn go_on(visitor: &mut Visitor<'_>, page: &Page, case: &str) -> Page {
    if page.body.contains("action=\"/demo/go-on\"") {
        return visitor.press(page, "/demo/go-on", &[("at", case)]);
    }
    if page.body.contains("name=\"to\"") {
        let day = page.between("name=\"to\" value=\"", "\"").to_owned();
        return visitor.press(page, "/demo/time", &[("to", &day), ("next", case)]);
    }
    // the next review of the same expert begins where the last one ended
    if page.body.contains("/example\"") {
        return Page { status: page.status, place: page.place.clone(), body: page.body.clone() };
    }
    let place = page.between("<p class=\"primary\"><a class=\"btn btn-primary\" href=\"", "\"").to_owned();
    let next = visitor.open(&plain(&place));
    visitor.follow(Page { place: if next.place.is_empty() { plain(&place) } else { next.place }, ..next })
}

/// Does what the page asks for.
fn step(visitor: &mut Visitor<'_>, page: Page, own: &str) -> Page {
    let command = page.place.split("/do/").nth(1).and_then(|rest| rest.split('?').next());
    let review = format!("/assess/{own}");
    match command {
        Some("check") => {
            let supply = format!("/cases/{own}/do/supply");
            let form = visitor.open(&page.place.replace("/do/check", "/do/supply"));
            let lists = [("lists.carbon_controlled", "not_listed"), ("lists.key_energy_user", "not_listed")];
            let sure = visitor.press(&form, &supply, &[("given.findings", "none"), lists[0], lists[1]]);
            visitor.press(&sure, &supply, &[("confirmed", "yes")]);
            let form = visitor.open(&page.place);
            visitor.press(
                &form,
                &format!("/cases/{own}/do/check"),
                &[("verdict", "pass"), ("confirmed", "yes")],
            )
        }
        Some(command) => visitor.press(&page, &format!("/cases/{own}/do/{command}"), &[("confirmed", "yes")]),
        None if page.body.contains("name=\"conflict\"") => {
            visitor.press(&page, &format!("{review}/declare"), &[("conflict", "no")])
        }
        None if page.place.contains("/assess/") => {
            let seal = visitor.press(&page, &format!("{review}/example"), &[]);
            let sealed = visitor.press(&seal, &format!("{review}/seal"), &[]);
            match sealed.body.contains("name=\"sure\"") {
                true => visitor.press(&sealed, &format!("{review}/seal"), &[]),
                false => sealed,
            }
        }
        // the day has come
        None => page,
    }
}
