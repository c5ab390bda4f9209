//! What restricted YAML does not have.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::run;
use crate::findings::CODES;
use crate::source::FileId;
use crate::tree::{Limits, read};

/// The codes and places (as text) of the findings.
fn check(text: &str, expect: &[(&str, &str)]) {
    let (_, findings) = run(text);
    let got: Vec<(&str, &str)> = findings
        .iter()
        .map(|finding| (finding.code.name, &text[finding.span.start as usize..finding.span.end as usize]))
        .collect();
    assert_eq!(got, expect, "{text:?} {findings:#?}");
}

#[test]
fn each_has_a_finding_at_its_place() {
    check("甲: &x 1\n乙: *x\n丙: *y\n", &[("anchor", "&x"), ("alias", "*x"), ("alias", "*y")]);
    check("a: !t 1\nb: !!str x\n", &[("tag", "!t"), ("tag", "!!str")]);
    check("a: &x {}\nb:\n  <<: *x\n", &[("anchor", "&x"), ("alias", "*x"), ("merge-key", "<<")]);
    check("a: 1\n---\nb: 1\n", &[("several-documents", "---")]);
    check("a: 1\n...\n---\nb: 1\n", &[("several-documents", "---")]);
    check("%YAML 1.2\n---\na: 1\n", &[("directive", "%")]);
    check(
        "? [a]\n: b\n? {c: d}\n: e\n: f\n[g]: h\n",
        &[("key-not-text", "[a]"), ("key-not-text", "{c: d}"), ("key-not-text", ""), ("key-not-text", "[g]")],
    );
    check("a: 1\nb: 2\n'a': 3\n", &[("duplicate-key", "'a'")]);
    check(
        "{\"a\": 1, \"a\": {\"b\": 1, \"b\": 2}}",
        &[("duplicate-key", "\"b\""), ("duplicate-key", "\"a\"")],
    );
    check("a:\n\tb: 1\n", &[("tab-indent", "b")]);
    check("a: 1\n\tb: 1\n", &[("tab-indent", "\t")]);
    check("a:\n  - b: 1\n\n\t  c: 2\n", &[("tab-indent", "\t  ")]);
    check(
        "a: \u{0}\nb: \u{85}\u{feff}\n",
        &[("control-character", "\u{0}"), ("control-character", "\u{85}"), ("control-character", "\u{feff}")],
    );
    check("a: \"\\0\"\n", &[("control-character", "\"\\0\"")]);
    check("a: 1\rb: 2\n", &[("control-character", "\r")]);
    check(&format!("{}: 1\n", "键".repeat(201)), &[("key-too-long", &"键".repeat(201))]);
}

#[test]
fn a_syntax_error_has_a_sentence() {
    for (text, place) in [
        ("a: \"x", "\""),
        ("a: 'x' y\n", "y"),
        ("a: [x\nb: c\n", "["),
        ("a: b: c", ":"),
        ("a:\n  - b\n c: d", "c"),
        ("- a\nb: c\n", "b"),
        ("a: @x\n", "@"),
        ("a: ]\n", "]"),
        ("a: [}\n", "["),
        ("a: \"\\q\"\n", "\""),
        ("[[", "["),
        ("a: 1\nb\nc: 2\n", "b"),
        ("a: |x\n  y\n", "|"),
        ("a: 1\n- b\n", "b"),
        ("a: 'x'#c\n", "#"),
        ("a\n b: c\n", ":"),
        ("a: *\n", "*"),
        ("{a: 1} b", "b"),
        ("a: !<x y\n", "!"),
        ("a: {b: c, d: [e}\n", "["),
        ("'a\n", "'"),
    ] {
        let (node, findings) = run(text);
        assert!(node.is_none());
        assert_eq!(findings.len(), 1);
        let finding = &findings[0];
        let got = &text[finding.span.start as usize..finding.span.end as usize];
        assert_eq!(finding.code.name, "syntax");
        assert!(!finding.message.en.starts_with("the text cannot be read"), "{text:?} {finding:?}");
        assert_eq!(got, place, "{text:?}");
    }
}

#[test]
fn a_key_too_far_in_is_told_with_its_column() {
    for (text, spaces, column) in [
        ("id: x\n    title: y\n", "    ", 1),
        ("id: x\r\n    title: y\r\n", "    ", 1),
        ("a:\n  - id: x\n      title: y\n", "  ", 5),
        ("a:\n  b: 1\n   c: 2\n", " ", 3),
        ("id: 'x'\n  title: y\n", "  ", 1),
        ("id: [x]\n  title: y\n", "  ", 1),
        ("id: { a: b }\n  title: y\n", "  ", 1),
        ("id: x # z\n  title: y\n", "  ", 1),
        ("id: x\n\n# z\n  title: y\n", "  ", 1),
        ("id: x\n  title:\n    zh: y\n", "  ", 1),
        ("id: x\n  - title: y\n", "  - ", 1),
        ("标识: 甲：乙\n  标题: 丙\n", "  ", 1),
    ] {
        let (_, findings) = run(text);
        let [finding] = findings.as_slice() else { panic!("{text:?} {findings:#?}") };
        let got = &text[finding.span.start as usize..finding.span.end as usize];
        assert_eq!((finding.code.name, got), ("syntax", spaces), "{text:?} {finding:?}");
        assert!(finding.message.zh.contains(&format!("从第 {column} 列写起")), "{text:?} {finding:?}");
        assert!(finding.message.en.contains(&format!("begins in column {column}")), "{text:?} {finding:?}");
        assert_eq!(finding.related.len(), 1, "{text:?}");
    }
}

#[test]
fn what_is_not_a_key_too_far_in_is_not_called_one() {
    for text in ["a\n b: c", "a:\n   b: 1\n  c: 2\n", "a: {\n    b: c\n", "a: b: c\n", "a: 'x\n  b: c\n"] {
        let (_, findings) = run(text);
        assert!(
            findings.iter().all(|finding| !finding.message.en.contains("column")),
            "{text:?} {findings:?}"
        );
    }
}

#[test]
fn limits_hold() {
    let limits = Limits { bytes: 100, scalar: 10, key: 5, depth: 3, nodes: 6 };
    let name = |text: &str| -> String {
        let (node, findings) = read(FileId(0), text, &limits);
        findings.first().map_or("none".into(), |finding| {
            assert!(node.is_none() || finding.code.name == "key-too-long");
            finding.code.name.into()
        })
    };
    assert_eq!(name(&"#".repeat(101)), "file-too-large");
    assert_eq!(name("a: 12345678901"), "scalar-too-large");
    assert_eq!(name("a: \"1234567890\""), "scalar-too-large");
    assert_eq!(name("a: 1234567890"), "none");
    assert_eq!(name("abcdef: 1"), "key-too-long");
    assert_eq!(name("[[[1]]]"), "none");
    assert_eq!(name("[[[[1]]]]"), "too-deep");
    assert_eq!(name("- - - - 1"), "too-deep");
    assert_eq!(name("a:\n b:\n  c:\n   d: 1"), "too-deep");
    assert_eq!(name("[1, 2, 3, 4, 5]"), "none");
    assert_eq!(name("[1, 2, 3, 4, 5, 6]"), "too-many-nodes");
}

#[test]
fn codes_are_named_once_and_speak_both_languages() {
    for pair in CODES.windows(2) {
        assert!(pair[0].name < pair[1].name);
    }
    for code in CODES {
        assert!(code.name.chars().all(|character| character.is_ascii_lowercase() || character == '-'));
        for text in code.title.iter().chain(&code.why) {
            assert!(!text.is_empty() && !text.contains('\n'), "{}", code.name);
        }
        assert!(code.why[0].chars().any(|character| character > '\u{3000}'), "{}", code.name);
    }
}
