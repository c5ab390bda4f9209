//! The documents that ship: how many pages, what they say, and that the same input gives the same bytes.

use duheng_documents::documents::{Line, Section, State};
use duheng_documents::{Failure, Language, certificate, notice, score_sheet};

use crate::samples::{self, LONG_ENGLISH, LONG_NAME, fonts};
use crate::{dense, says, stands_within, text};

#[test]
fn a_certificate_is_one_page_and_says_everything() {
    for lang in [Language::Zh, Language::En] {
        let data = samples::certificate(lang);
        let pdf = certificate(&data, &fonts()).expect("a certificate");
        assert_eq!(pdf.pages, 1);
        says(&pdf, &[&data.title, &data.enterprise, &data.enterprise_other, &data.uscc, &data.statement]);
        says(&pdf, &[&data.grade, "★★★★☆", &data.number, &data.issuer, &data.verify_url]);
        says(&pdf, &["扫码核验", "Scan to verify", "演示 DEMO"]);
    }
    let pdf = certificate(&samples::certificate(Language::Zh), &fonts()).expect("a certificate");
    says(&pdf, &["2026年8月1日 至 2029年7月31日（含当日）"]);
    let pdf = certificate(&samples::certificate(Language::En), &fonts()).expect("a certificate");
    says(&pdf, &["1 August 2026 to 31 July 2029 inclusive"]);
}

#[test]
fn the_longest_names_stay_on_the_page() {
    let mut data = samples::certificate(Language::Zh);
    data.enterprise = "㛃䶮𠅤".chars().chain(LONG_NAME.chars()).take(60).collect();
    data.enterprise_other = LONG_ENGLISH.chars().cycle().take(120).collect();
    data.statement = data.statement.chars().cycle().take(200).collect();
    data.grade = data.grade.chars().cycle().take(30).collect();
    data.issuer = data.issuer.chars().cycle().take(80).collect();
    data.verify_url = format!("https://verify.example.org/c/{}", "a".repeat(120));
    let pdf = certificate(&data, &fonts()).expect("a certificate");
    assert_eq!(pdf.pages, 1);
    says(&pdf, &[&data.enterprise, &data.statement, &data.issuer, &data.number]);
    stands_within(&pdf, 20);
    data.enterprise.push('长');
    assert_eq!(certificate(&data, &fonts()), Err(Failure::TooLong { field: "enterprise".into(), most: 60 }));
}

#[test]
fn a_real_enterprise_has_no_mark_of_a_demonstration() {
    let mut data = samples::certificate(Language::Zh);
    data.fictional = false;
    let pdf = certificate(&data, &fonts()).expect("a certificate");
    assert!(!text(&pdf).contains("DEMO"));
}

#[test]
fn a_score_sheet_breaks_over_pages_and_repeats_its_heads() {
    for (lang, head, page) in
        [(Language::Zh, "得分 / 满分", "第 1 页，共"), (Language::En, "Points / max", "Page 1 of")]
    {
        let data = samples::score_sheet(lang, 40, State::Unmet);
        let pdf = score_sheet(&data, &fonts()).expect("a score sheet");
        assert!((4..=9).contains(&pdf.pages), "{} pages", pdf.pages);
        assert!(pdf.missing.is_empty(), "{:?}", pdf.missing);
        says(&pdf, &[&data.enterprise, &data.grade, &data.remark, page, "6.4.10", "61.25 / 115"]);
        let text = text(&pdf);
        let pages: Vec<&str> = text.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();
        assert_eq!(pages.len(), pdf.pages);
        let group = &data.groups[0].title;
        for page in &pages[1..pages.len() - 1] {
            assert!(page.contains(&data.number), "a page without number:\n{page}");
            assert!(page.contains(group.as_str()), "a page without the head of its table:\n{page}");
        }
        assert!(text.matches(head).count() >= pages.len() - 2);
    }
}

#[test]
fn an_item_shows_its_files_and_what_was_found_and_rules_as_written_stand_at_the_end() {
    for (lang, state) in [(Language::Zh, "未知，按无计"), (Language::En, "unknown, counts as nothing")]
    {
        let data = samples::score_sheet(lang, 2, State::CountedNothing);
        let pdf = score_sheet(&data, &fonts()).expect("a score sheet");
        let item = &data.groups[0].indicators[0].1[0];
        says(&pdf, &[state, &item.evidence[0], &item.found[0]]);
        says(&pdf, &[&data.terms[0].0, &data.terms[0].1, &data.codes_title, &data.codes[0].1[0]]);
        let text = text(&pdf);
        assert!(text.find(&item.evidence[0]) < text.find(&data.codes[0].1[0]), "{text}");
    }
}

/// The longest name with rare characters, no bonus, forty unmet items, a reason without end.
#[test]
fn the_hardest_score_sheet_is_whole() {
    let reason: String = "公开透明、客观公正。".chars().cycle().take(3000).collect();
    for lang in [Language::Zh, Language::En] {
        let mut data = samples::score_sheet(lang, 40, State::Unmet);
        data.enterprise = "㛃䶮𠅤".chars().chain(LONG_NAME.chars()).take(60).collect();
        data.figures.truncate(2);
        data.groups[0].indicators[0].1[3].found = vec![reason.clone()];
        data.groups[0].indicators[0].1[4].lines[0].details = vec![reason.clone()];
        data.after.push(Section {
            title: "评审意见".into(),
            state: String::new(),
            lines: vec![Line::sentence("", reason.clone())],
        });
        let pdf = score_sheet(&data, &fonts()).expect("a score sheet");
        assert!(pdf.missing.is_empty(), "{:?}", pdf.missing);
        assert!((8..=16).contains(&pdf.pages), "{} pages", pdf.pages);
        let said = text(&pdf);
        // the name stands at the head of each page
        assert_eq!(dense(&said).matches(&data.enterprise).count(), pdf.pages, "{said}");
        assert_eq!(dense(&said).matches('观').count(), 3 * 300);
        assert!(!said.contains("加分") && !said.contains("Bonus"), "{said}");
        stands_within(&pdf, 20);
    }
}

#[test]
fn a_score_sheet_may_be_short() {
    let mut data = samples::score_sheet(Language::Zh, 0, State::Met);
    data.series = duheng_documents::documents::Series::default();
    data.groups.clear();
    data.before.clear();
    data.after.clear();
    data.targets.clear();
    data.notes.clear();
    assert!(score_sheet(&data, &fonts()).expect("a score sheet").pages <= 2);
}

#[test]
fn a_notice_says_who_when_and_how_to_object() {
    for lang in [Language::Zh, Language::En] {
        let data = samples::notice(lang, 40);
        let pdf = notice(&data, &fonts()).expect("a notice");
        assert!((3..=8).contains(&pdf.pages), "{} pages", pdf.pages);
        says(&pdf, &[&data.head, &data.number, &data.title, &data.body[0], &data.objection[0]]);
        says(&pdf, &["91440300MA5F0039XX", &data.contact[0].1, &data.issuer, "24:00", "— 1 —", "— 2 —"]);
        stands_within(&pdf, 20);
    }
}

/// A code, a grade and a name that are as long as they may be keep to their columns.
#[test]
fn the_longest_row_of_a_notice_stays_in_its_table() {
    let mut data = samples::notice(Language::Zh, 2);
    data.rows[0].name = "㛃䶮𠅤".chars().chain(LONG_NAME.chars()).take(60).collect();
    data.rows[0].grade = "四星级可持续发展企业（复评）".into();
    data.rows[0].remark = "公开透明、客观公正。".chars().cycle().take(300).collect();
    data.issuer = "虚构市可持续发展评价办公室".chars().cycle().take(80).collect();
    let pdf = notice(&data, &fonts()).expect("a notice");
    assert!((1..=4).contains(&pdf.pages), "{} pages", pdf.pages);
    says(&pdf, &[&data.rows[0].name, &data.rows[0].grade, &data.issuer]);
    // it goes on over the end of a page
    assert_eq!(dense(&text(&pdf)).matches('观').count(), 30);
    stands_within(&pdf, 20);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let data = samples::certificate(Language::Zh);
    let first = certificate(&data, &fonts()).expect("a certificate");
    certificate(&samples::certificate(Language::En), &fonts()).expect("another between");
    assert_eq!(first, certificate(&data, &fonts()).expect("a certificate"));
    let sheet = samples::score_sheet(Language::En, 12, State::Partial);
    assert_eq!(score_sheet(&sheet, &fonts()), score_sheet(&sheet, &fonts()));
    let list = samples::notice(Language::Zh, 9);
    assert_eq!(notice(&list, &fonts()), notice(&list, &fonts()));
}

#[test]
fn a_pdf_is_tagged_and_has_title_language_and_date() {
    let data = samples::certificate(Language::Zh);
    let pdf = certificate(&data, &fonts()).expect("a certificate");
    let bytes = String::from_utf8_lossy(&pdf.bytes);
    for key in ["/StructTreeRoot", "/Lang", "/MarkInfo", "D:20260801"] {
        assert!(bytes.contains(key), "no {key}");
    }
    assert!(!bytes.contains("/home/") && !bytes.contains("node_modules"));
}
