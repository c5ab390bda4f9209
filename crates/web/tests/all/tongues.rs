//! Every public page is in the language of its reader: no English word in Chinese, no Chinese sign in English, but for what
//! has no other name.

use std::collections::BTreeSet;

use duheng_web::{Capability, routes};
use scraper::{Html, Node};

use crate::browser::{Answer, Browser};
use crate::people::{PASSWORD, letter};
use crate::town::Town;

const NOTICE: &str = "/notices/sz-sustainable-enterprise/2026/914403000000000276";

/// English words that Chinese pages have: names of formats, standards and places that everybody writes so, and the door to
/// the other language.
const LATIN: &[&str] =
    &["English", "Asia", "Shanghai", "CSV", "PDF", "JSON", "Cookie", "KB", "MB", "SDG", "TOTP", "Duheng"];

/// Chinese words that English pages have: the door to the other language, as it is called there.
const HAN: &[&str] = &["中文", "度衡"];

/// What has one name in every language: organisations and people of the walk, and what somebody wrote.
const NAMES: &[&str] = &[
    "country",
    "sz",
    "someone@firm.example",
    "someone",
    "walk.lin",
    "newcomer",
    "深圳示例普通制造有限公司",
    "示例",
    "王某",
    "申报的奖项不是该企业的",
    "奖项属于母公司",
];

fn is_han(sign: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&sign)
}

/// What a page says to eyes and ears, piece by piece, but for pieces that are marked as another language.
fn said(page: &Answer) -> Vec<String> {
    let html = Html::parse_document(&page.body);
    let mut pieces = Vec::new();
    for node in html.tree.nodes() {
        let inside = |name: &str| {
            node.ancestors().any(|of| of.value().as_element().is_some_and(|element| element.name() == name))
        };
        let marked = || {
            let mut of = node.ancestors().filter_map(|of| of.value().as_element());
            of.any(|element| element.name() != "html" && element.attr("lang").is_some())
        };
        match node.value() {
            Node::Text(text) if !inside("script") && !inside("style") && !marked() => {
                pieces.push(text.to_string());
            }
            Node::Element(element) => {
                let told =
                    ["alt", "title", "aria-label", "placeholder", "data-label", "data-none", "data-large"];
                pieces.extend(told.iter().filter_map(|name| element.attr(name)).map(str::to_owned));
            }
            _ => {}
        }
    }
    pieces
}

/// What does not belong into a page of this language.
fn strange(page: &Answer, chinese: bool) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for mut piece in said(page) {
        for name in NAMES {
            piece = piece.replace(name, " ");
        }
        if chinese {
            // a word with a digit in it is a number, a code, a hash or an address
            let words = piece.split(|sign: char| !(sign.is_ascii_alphanumeric() || "-._@:/".contains(sign)));
            let words = words.filter(|word| !word.chars().any(|sign| sign.is_ascii_digit()));
            let words = words.flat_map(|word| word.split(|sign: char| !sign.is_ascii_alphabetic()));
            found.extend(words.filter(|word| word.len() > 1 && !LATIN.contains(word)).map(str::to_owned));
        } else {
            for own in HAN {
                piece = piece.replace(own, " ");
            }
            if piece.chars().any(is_han) {
                found.insert(piece.trim().to_owned());
            }
        }
    }
    found
}

/// What a reader of one language sees.
struct Reader {
    browser: Browser,
    chinese: bool,
    wrong: Vec<String>,
    read: BTreeSet<String>,
}

impl Reader {
    fn new(town: &Town, chinese: bool) -> Self {
        let language = if chinese { "zh" } else { "en" };
        // a server of its own, which has not counted yet how many forms were sent
        let browser = Browser::with(town.served.another(), "duheng_language", language);
        Self { browser, chinese, wrong: Vec::new(), read: BTreeSet::new() }
    }

    fn judge(&mut self, place: &str, page: &Answer) {
        let tag = if self.chinese { "zh-CN" } else { "en" };
        if page.attribute("html", "lang") != [tag] {
            self.wrong.push(format!("{place}: is not in {tag}"));
        }
        if page.texts("h1").len() != 1 {
            self.wrong.push(format!("{place}: headed by {:?}", page.texts("h1")));
        }
        for word in strange(page, self.chinese) {
            self.wrong.push(format!("{place}: {word}"));
        }
    }

    /// Opens a page of a route.
    fn open(&mut self, route: &str, place: &str, status: u16) -> Answer {
        let page = self.browser.open(place);
        assert!(page.status < 500, "{place}: {} for {status}", page.status);
        self.judge(place, &page);
        self.read.insert(format!("GET {route}"));
        page
    }

    /// Sends the form of a page.
    fn send(
        &mut self,
        route: &str,
        page: &Answer,
        action: &str,
        typed: &[(&str, &str)],
        status: u16,
    ) -> Answer {
        let answer = self.browser.send(page, action, typed);
        assert!(answer.status < 500, "{action}: {} for {status}", answer.status);
        self.judge(&format!("{action} {typed:?}"), &answer);
        self.read.insert(format!("POST {route}"));
        answer
    }
}

/// Pages before anybody signs in, each as full as it gets and with its form sent with mistakes.
fn portal(reader: &mut Reader, receipt: &str) {
    for place in
        ["/", "/registers", "/companies", "/verify", "/objections", "/notices", "/forgot", "/forgot/sent"]
    {
        reader.open(place, place, 200);
    }
    reader.open("/companies", "/companies?q=%E6%B7%B1%E5%9C%B3", 200);
    reader.open("/companies", "/companies?q=nobody0", 200);
    reader.open("/verify/{*number}", "/verify/X-1", 404);
    reader.open("/certificates/{*number}", "/certificates/X-1", 404);
    reader.open("/registers/{programme}", "/registers/sz-sustainable-enterprise?state=withdrawn", 200);
    reader.open("/registers/{programme}/csv", "/registers/nothing0/csv", 404);
    reader.open("/companies/{uscc}", "/companies/914403000000000999", 404);
    reader.open("/notices/{programme}/{edition}", "/notices/sz-sustainable-enterprise/2026", 200);
    reader.open("/notices/{programme}/{edition}/pdf", "/notices/sz-sustainable-enterprise/2026/pdf", 400);
    let route = "/notices/{programme}/{edition}/{uscc}";
    let form = reader.open(route, NOTICE, 200);
    reader.send(route, &form, NOTICE, &[], 422);
    reader.send(route, &form, NOTICE, &[("name", &"长".repeat(200)), ("contact", "x"), ("text", "1")], 422);
    let received = format!("{NOTICE}/received/{receipt}");
    reader.open("/notices/{programme}/{edition}/{uscc}/received/{reference}", &received, 200);
    let form = reader.open("/objections", "/objections", 200);
    reader.send("/objections", &form, "/objections", &[], 422);
    reader.send("/objections", &form, "/objections", &[("number", "1"), ("contact", "1")], 404);
    reader.send("/objections", &form, "/objections", &[("number", receipt), ("contact", "13800000000")], 200);
    reader.open("/companies/{uscc}", "/nowhere", 404);
}

/// Signing in, registering, links of letters.
fn doors(reader: &mut Reader, invitation: &str, reset: &str) {
    let page = reader.open("/sign-in", "/sign-in?next=%2Fdesk", 200);
    reader.send("/sign-in", &page, "/sign-in", &[], 422);
    reader.send("/sign-in", &page, "/sign-in", &[("login", "root"), ("password", "wrong")], 409);
    let known = [("login", "walk.lin"), ("password", PASSWORD)];
    let code = reader.send("/sign-in", &page, "/sign-in", &known, 200);
    reader.send("/sign-in/code", &code, "/sign-in/code", &[("code", "000000")], 409);
    let page = reader.open("/forgot", "/forgot", 200);
    reader.send("/forgot", &page, "/forgot", &[], 422);
    reader.open("/sign-in/code", "/sign-in/code", 200);
    let page = reader.open("/register", "/register", 200);
    reader.send("/register", &page, "/register", &[], 422);
    let uscc = "914403000000001017";
    let home = page.attribute("#home option[value]:not([value=''])", "value").remove(0);
    let typed = [
        ("uscc", uscc),
        ("enterprise", "示例"),
        ("home", &home),
        ("name", "王某"),
        ("login", "someone"),
        ("email", "someone@firm.example"),
    ];
    let wrong = typed.map(|(name, value)| (name, if name == "uscc" { "91440300000000101X" } else { value }));
    reader.send("/register", &page, "/register", &wrong, 422);
    let check = reader.send("/register", &page, "/register", &typed, 200);
    reader.send("/register/change", &check, "/register/change", &[], 200);
    reader.send("/register/send", &check, "/register/send", &[("password", "short")], 422);
    reader.open("/register/send", "/register/send", 200);
    for (route, link) in [("/invitation/{token}", invitation), ("/reset/{token}", reset)] {
        let page = reader.open(route, link, 200);
        reader.send(route, &page, link, &[], 422);
        reader.send(route, &page, link, &[("password", "short"), ("password_again", "shorter")], 422);
        let dead = format!("{}/{}", link.rsplit_once('/').unwrap().0, "0".repeat(64));
        reader.open(route, &dead, 404);
    }
}

/// The links of an invitation and of a reset.
fn letters(town: &Town) -> [String; 2] {
    let mut root = town.browser("root");
    let form = root.open("/people/new");
    root.send(
        &form,
        "/people/new",
        &[("login", "newcomer"), ("name", "示例"), ("email", "newcomer@city.example")],
    );
    let mut lin = Browser::new(town.served.address);
    let form = lin.open("/forgot");
    lin.send(&form, "/forgot", &[("login", "walk.lin")]);
    [letter(&town.served, "invitation", "newcomer"), letter(&town.served, "reset", "walk-lin")]
}

///
#[test]
fn every_public_page_is_in_the_language_of_its_reader() {
    let town = Town::new("sz-sustainable-enterprise", "objection.yaml");
    town.play(0..16);
    town.day("2026-06-24");
    let mut citizen = Browser::new(town.served.address);
    let page = citizen.open(NOTICE);
    let typed = [("name", "王某"), ("contact", "13800000000"), ("text", "申报的奖项不是该企业的")];
    let receipt = citizen.send(&page, NOTICE, &typed).texts(".reference").remove(0);
    let [invitation, reset] = letters(&town);
    let mut readers = [true, false].map(|chinese| Reader::new(&town, chinese));
    for reader in &mut readers {
        portal(reader, &receipt);
        doors(reader, &invitation, &reset);
    }
    // what comes of it: a certificate that holds
    let certified = Town::new("sz-sustainable-enterprise", "certified.yaml");
    certified.play(0..49);
    certified.day("2027-03-01");
    for mut reader in readers {
        reader.browser = Reader::new(&certified, reader.chinese).browser;
        for place in ["/", "/registers"] {
            reader.open(place, place, 200);
        }
        let register =
            reader.open("/registers/{programme}", "/registers/sz-sustainable-enterprise?state=all", 200);
        for (route, selector) in [("/companies/{uscc}", ".who"), ("/verify/{*number}", "a[href^='/verify/']")]
        {
            let place = register.attribute(&format!("#results {selector}"), "href").remove(0);
            reader.open(route, &place, 200);
        }
        assert!(reader.wrong.is_empty(), "{:#?}", reader.wrong);
        // the pages of a demo, which this deployment is not, are read where they are tested
        let machines = [
            "/assets/{file}",
            "/healthz",
            "/readyz",
            "/metrics",
            "/demo",
            "/demo/time",
            "/demo/sign-in",
            "/demo/go-on",
        ];
        let open =
            routes().filter(|route| route.capability == Capability::Open && !machines.contains(&route.path));
        let open = open.map(|route| format!("{} {}", route.method, route.path));
        let unread: Vec<String> = open.filter(|route| !reader.read.contains(route)).collect();
        assert!(unread.is_empty(), "nobody read {unread:?}");
    }
}
