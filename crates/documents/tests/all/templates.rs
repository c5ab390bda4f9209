//! Templates as code: what they may read, and what is said when they are wrong.

use duheng_documents::{Asset, Failure, Template, render};
use serde_json::json;

use crate::samples::TODAY;
use crate::says;

/// What a template of these lines fails with.
fn fails(text: &str) -> Failure {
    let failed = render(&Template::new("main.typ", text), &json!({}), &[], TODAY);
    failed.expect_err("the template fails")
}

#[test]
fn a_mistake_names_file_and_line() {
    let Failure::Template { file, line, message } = fails("= 标题\n\n#let a = 1\n#(a + none.b)\n") else {
        panic!("another failure")
    };
    assert_eq!((file.as_str(), line), ("main.typ", Some(4)), "{message}");
    let template =
        Template::new("main.typ", "#import \"part.typ\": f\n#f()").with("part.typ", "\n#let f() = panic()");
    let failed = render(&template, &json!({}), &[], TODAY).expect_err("the template fails");
    assert!(
        matches!(&failed, Failure::Template { file, line: Some(2), .. } if file == "part.typ"),
        "{failed:?}"
    );
    assert!(failed.zh().contains("第 2 行") && failed.en().contains("line 2"));
}

#[test]
fn there_is_no_file_and_no_package() {
    for text in [
        "#read(\"/etc/passwd\")",
        "#read(\"../Cargo.toml\")",
        "#import \"@preview/example:0.1.0\": add",
        "#image(\"https://example.org/a.png\")",
        "#bibliography(\"works.bib\")",
    ] {
        assert!(matches!(fails(text), Failure::Template { line: Some(1), .. }), "{text}");
    }
}

#[test]
fn names_that_lead_out_are_refused() {
    for name in ["../a.svg", "/a.svg", "a\\b.svg", "", "a//b.svg", "./a.svg"] {
        let asset = Asset::new(name, "<svg/>");
        let failed = render(&Template::new("main.typ", ""), &json!({}), &[asset], TODAY);
        assert_eq!(failed, Err(Failure::Name(name.into())));
    }
    let none = Template { files: Vec::new() };
    assert_eq!(render(&none, &json!({}), &[], TODAY), Err(Failure::NoTemplate));
}

#[test]
fn values_and_the_date_are_arguments() {
    let text = "#let data = json(\"/data.json\")\n#data.a #datetime.today().display() #sys.inputs.len()";
    let template = Template::new("main.typ", format!("#set text(font: \"Noto Sans SC\")\n{text}"));
    let pdf = render(&template, &json!({ "a": "度衡" }), &[], TODAY).expect("a document");
    says(&pdf, &["度衡 2026-08-01 0"]);
}

#[test]
fn failures_speak_both_languages() {
    for failure in [
        Failure::Template { file: "a.typ".into(), line: None, message: "m".into() },
        Failure::Name("a".into()),
        Failure::NoTemplate,
        Failure::MissingGlyphs(vec!['犇', '\u{7}']),
        Failure::Font("a.ttf".into()),
        Failure::Pages { found: 2, wanted: 1 },
        Failure::TooLong { field: "grade".into(), most: 30 },
        Failure::QrCode,
        Failure::Start("m".into()),
        Failure::Time { limit_ms: 1 },
        Failure::Ended,
        Failure::Protocol("m".into()),
    ] {
        for text in [failure.zh(), failure.help_zh().into()] {
            assert!(!text.ends_with('。') && text.chars().any(|c| c > '\u{2000}'), "{text}");
        }
        for text in [failure.en(), failure.help_en().into()] {
            assert!(
                !text.ends_with('.') && text.starts_with(|c: char| c.is_lowercase() || c == '`'),
                "{text}"
            );
        }
        let sent = serde_json::to_string(&failure).expect("JSON");
        assert_eq!(serde_json::from_str::<Failure>(&sent).expect("the same"), failure);
    }
}
