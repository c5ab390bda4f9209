//! What people type is text, whatever it looks like.

use duheng_documents::documents::State;
use duheng_documents::{Language, certificate, notice, score_sheet};

use crate::samples::{self, fonts};
use crate::{dense, says, text};

/// What a template language, SVG, JSON or a shell could trip over.
const HOSTILE: &[&str] = &[
    "#import \"@preview/x:1.0.0\": *",
    "#panic(\"a\")",
    "$x^2$ \\ `raw` *b* _i_ <label> @ref [c] = h - i / t",
    "\\u{41} \\#let \\\\ \"quoted\" 'single'",
    "</text><script>alert(1)</script>&amp;&lt;",
    "{\"a\": [1, 2]} ${HOME} %s %n ../../etc/passwd",
    "第一行\n第二行\r\n第三行",
    "שלום العربية",
];

#[test]
fn markup_is_shown_as_it_was_typed() {
    for hostile in HOSTILE {
        let mut data = samples::certificate(Language::Zh);
        data.enterprise_other = (*hostile).into();
        data.statement = (*hostile).into();
        let made = data.document().expect("a document").render(&fonts()).expect("a PDF");
        assert_eq!(made.pages, 1, "{hostile}");
        if hostile.is_ascii() || hostile.contains('第') {
            says(&made, &[hostile]);
            assert!(certificate(&data, &fonts()).is_ok(), "{hostile}");
        } else {
            // letters of other scripts need a font of theirs; without one they are told
            assert!(made.missing.contains(&'ש') && made.missing.contains(&'ع'), "{:?}", made.missing);
        }
    }
}

#[test]
fn every_field_of_a_score_sheet_may_be_hostile() {
    for hostile in &HOSTILE[..7] {
        let mut data = samples::score_sheet(Language::Zh, 3, State::Partial);
        let text = (*hostile).to_string();
        (data.enterprise, data.title, data.number) = (text.clone(), text.clone(), text.clone());
        (data.grade, data.remark, data.legend) = (text.clone(), text.clone(), text.clone());
        data.series.parts[0].label.clone_from(&text);
        data.groups[0].indicators[0].1[0].title.clone_from(&text);
        data.groups[0].indicators[0].1[0].lines[0].details[0].clone_from(&text);
        data.notes[0].text.clone_from(&text);
        data.groups[0].indicators[0].1[0].evidence[0].clone_from(&text);
        data.groups[0].indicators[0].1[0].found[0].clone_from(&text);
        (data.terms[0].1, data.codes[0].1[0]) = (text.clone(), text.clone());
        let pdf = score_sheet(&data, &fonts()).expect("a score sheet");
        says(&pdf, &[hostile]);
    }
}

#[test]
fn ten_thousand_characters_are_all_there() {
    let mut data = samples::notice(Language::Zh, 2);
    let long: String = "公开透明、客观公正。".chars().cycle().take(10_000).collect();
    data.body = vec![long];
    data.rows[0].name = "长".repeat(500);
    let pdf = notice(&data, &fonts()).expect("a notice");
    let said = dense(&text(&pdf));
    assert_eq!(said.matches('观').count(), 1000);
    assert!(said.matches('长').count() >= 500);
}
