//! Texts written by hand.

use alloc::string::String;
use alloc::vec::Vec;

use super::{holds, print, remarks, run, tree};
use crate::source::{FileId, Source, SourceMap};
use crate::tree::{Data, Limits, Node, Style, read};

/// The canonical text of `text`; printing it again changes nothing, comments included.
fn check(text: &str, expect: &str) {
    holds(text);
    let printed = print(&tree(text));
    assert_eq!(printed, expect, "\ngot:\n{printed}");
    let again = tree(&printed);
    assert_eq!(super::shape(&tree(text), true), super::shape(&again, true));
}

fn unchanged(text: &str) {
    check(text, text);
}

#[test]
fn canonical_text_stays() {
    unchanged(
        "\
# 深圳市可持续发展企业评价
# second line

# above the pack
pack: sz-sustainable-enterprise # beside
version: 2022.08
title: { zh: 深圳, en: Shenzhen }

imports: [common]
sources: # of clauses
  # above the first
  - id: s4
    title: { zh: '要求: 一', en: 'a # b' }

    # above dated
    dated: 2022-08
    # below the source

  - id: '- s5'
    note:
    text: |
      第一行
        第二行
      # no comment
    # below the second
  # below the list

# above the last
empty: ''
nothing:
# end

# real end
",
    );
}

#[test]
fn every_place_of_a_comment() {
    check(
        "a: [ # c1\n  x, # c2\n  # c3\n  y: 1\n  # c4\n] # c5\nb:\n",
        "a: # c1\n  # c5\n  - x # c2\n  # c3\n  - y: 1\n    # c4\nb:\n"
            .replace("  # c5\n", "")
            .replace("a: # c1", "# c5\na: # c1")
            .as_str(),
    );
    check("- - a\n  # q\n  - b\n- # z\n-\n", "- - a\n  # q\n  - b\n- # z\n-\n");
    check("- a: 1\n-\n  # own\n  k: v\n", "- a: 1\n# own\n- k: v\n");
    check("- # c\n  k: v # d\n", "- # c\n  k: v # d\n");
    check("k:\n- a\n# c\nb: 1\n", "k:\n  - a\n# c\nb: 1\n");
    check("k:\n  - a\n  # c\nb: 1\n", "k:\n  - a\n  # c\nb: 1\n");
    check(
        "a:\n  b:\n    c: 1\n    # of c\n  # of b\n# of a\n",
        "a:\n  b:\n    c: 1\n    # of c\n  # of b\n# of a\n",
    );
    check("a: | # h\n  x\n# n\nb: 1", "a: | # h\n  x\n# n\nb: 1\n");
    check("a: # c\n  v\n", "a: v # c\n");
    check("a:\n  # c\n  v\n", "# c\na: v\n");
    check("a:\n  # c\n  - v\n", "a:\n  # c\n  - v\n");
    check("--- # c\na: 1\n...\n# e\n", "# c\n\na: 1\n# e\n");
    check("# only\n#\n#  indented\n#tight\n##\n", "# only\n#\n#  indented\n# tight\n# #\n");
    check("a: {} # c\nb: [ # d\n]\n", "a: {} # c\nb: [] # d\n");
    check("b: { # d\n# e\n}\n", "# e\nb: {} # d\n");
    check("- \n# a\n- # b\n# c\n", "-\n# a\n- # b\n# c\n");
    check("text # c\n# d\n", "text # c\n# d\n");
    check("# h\n\n\n\n# k\n\na: 1\n\n\n\nb: 2\n", "# h\n\n# k\n\na: 1\n\nb: 2\n");
    check("k:\n\n  a: 1\n\n  # x\n\n  b: 2\n", "k:\n  a: 1\n\n  # x\n\n  b: 2\n");
}

#[test]
fn comments_that_meet_are_kept() {
    for text in [
        "a: # 1\n  # 2\n  v # 3\n# 4\n",
        "- # 1\n  # 2\n  - # 3\n    # 4\n    k: # 5\n      # 6\n      v # 7\n      # 8\n    # 9\n",
        "? # 1\n  # 2\n  k # 3\n  # 4\n: # 5\n  # 6\n  v # 7\n",
        "{ # 1\n a # 2\n # 3\n : # 4\n # 5\n 1 # 6\n , # 7\n # 8\n } # 9\n# 10\n",
        "[ # 1\n # 2\n [ # 3\n # 4\n ] # 5\n , # 6\n a # 7\n # 8\n ] # 9\n",
        "k:\n# 1\n- # 2\n  # 3\n  a # 4\n# 5\n-\n# 6\n# 7\nj: 1",
        "a:\n    b: 1\n  # 1\n   # 2\n # 3\nc: 2\n",
        "# 1\n\n# 2\n--- # 3\n# 4\n\n# 5\na: 1",
        "a:\r\n  # 1\r\n  - b # 2\r\n\r\n# 3\r\nc: |\r\n  x\r\n  y\r\n# 4\r\n",
    ] {
        holds(text);
        assert_eq!(remarks(&tree(text)).len(), text.matches('#').count(), "{text}\n{}", print(&tree(text)));
    }
}

#[test]
fn quotes_are_the_least() {
    check(
        r##"- "plain"
- 'it''s'
- ": "
- "a: b"
- "a #b"
- "#"
- " lead"
- "trail "
- "- x"
- "-"
- "-5"
- "yes"
- "~"
- "tab\tin"
- "line\nbreak"
- "a, [b]"
- "x:"
- "a:b"
- "中文：，"
- "　全角"
- "% of"
- "60%"
- ""
- "'text'"
"##,
        "- plain
- it's
- ': '
- 'a: b'
- 'a #b'
- '#'
- ' lead'
- 'trail '
- '- x'
- '-'
- -5
- yes
- ~
- \"tab\\tin\"
- \"line\\nbreak\"
- a, [b]
- 'x:'
- a:b
- 中文：，
- '　全角'
- '% of'
- 60%
- ''
- \"'text'\"
",
    );
    check(
        "{a: 'x, y', b: \"[c]\", d: p=q, 'e:': , f: \"a\\nb\"}",
        "{ a: 'x, y', b: '[c]', d: p=q, 'e:':, f: \"a\\nb\" }\n",
    );
    check("a: '<<'\n'<<': b\n", "a: <<\n'<<': b\n");
}

#[test]
fn a_digit_that_is_a_key_without_a_value_splits_no_number() {
    unchanged("- { a: 0, 0: }\n- { a: 1, 200: }\n");
}

#[test]
fn long_flow_becomes_a_block() {
    let long = "每".repeat(64);
    check(
        &alloc::format!("a: {{ zh: {long}, en: [x, y], n: '' }}\nb: {{ zh: {long} }}\n"),
        &alloc::format!("a: {{ zh: {long}, en: [x, y], n: '' }}\nb: {{ zh: {long} }}\n"),
    );
    let longer = "每".repeat(75);
    check(
        &alloc::format!("a: {{ zh: {longer}, en: [x, y] }}\n"),
        &alloc::format!("a:\n  zh: {longer}\n  en: [x, y]\n"),
    );
    check(
        &alloc::format!("- [{{ zh: {longer}, en: [x, y] }}, {{a, b: 1}}]\n"),
        &alloc::format!("- - zh: {longer}\n    en: [x, y]\n  - {{ a:, b: 1 }}\n"),
    );
}

#[test]
fn blocks_of_text() {
    check(
        "a: |-\n  x\n  y\nb: >-\n  p\n  q\nc: >\n  p\n\n  q\n",
        "a: |-\n  x\n  y\nb: p q\nc: |\n  p\n  q\n",
    );
    check("a: 'x\n\n  y'\n", "a: |-\n  x\n  y\n");
    check("- |2\n   x\n  y\n", "- |2\n   x\n  y\n");
    check("a: |+\n  x\n\n\nb: 1\n", "a: \"x\\n\\n\\n\"\n\nb: 1\n");
    let words = "average_growth(revenue, 3 years) > 10% and ".repeat(6);
    holds(&alloc::format!("a:\n  - when: >-\n      {words}\n"));
}

#[test]
fn json_is_read() {
    check(
        "{\n\t\"code\": \"6.1\",\n\t\"n\": 17.10,\n\t\"list\": [1, true, null, \"\\u4e2d\"],\n\t\"o\": {}\n}\n",
        "{ code: 6.1, n: 17.10, list: [1, true, null, 中], o: {} }\n",
    );
}

#[test]
fn places_are_bytes() {
    let text = "标题: '中 > 1' # 注\n式: \"数 + 1\"\n文: |\n  第一\n末: [甲, 乙]\n";
    let mut map = SourceMap::default();
    let file = map.add(Source::new("a.yaml", text));
    let (node, findings) = read(file, text, &Limits::default());
    assert!(findings.is_empty());
    let node = node.unwrap();
    let value = |key: &str| -> Node { node.get(key).unwrap().clone() };
    assert_eq!(map.text(value("标题").span), "'中 > 1'");
    assert_eq!(map.text(node.entry("式").unwrap().key_span), "式");
    assert_eq!(map.text(value("文").span), "|\n  第一");
    assert_eq!(map.text(value("末").span), "[甲, 乙]");
    assert_eq!(map.text(value("末").items()[1].span), "乙");
    let Data::Scalar(scalar) = value("式").data else { panic!() };
    assert_eq!(map.text(scalar.inner_span(value("式").span)), "数 + 1");
    assert!(scalar.is_verbatim(value("式").span));
    assert_eq!(map.text(scalar.place(value("式").span, 0, 3)), "数");
    assert_eq!(scalar.style, Style::Double);
    assert_eq!(node.span.file, FileId(0));
}

#[test]
fn empty_files_are_empty_nodes() {
    for text in ["", "\n\n", "# c\n", "\u{feff}", "---\n", "--- # c\n...\n"] {
        let (node, findings) = run(text);
        assert!(findings.is_empty(), "{findings:?}");
        assert!(node.unwrap().is_empty());
        holds(text);
    }
}

#[test]
fn a_byte_order_mark_at_the_start_is_no_content() {
    check("\u{feff}# c\na: 1\n", "# c\na: 1\n");
    check("\u{feff}a: 1\n", "a: 1\n");
}

#[test]
fn a_comment_anywhere_stays() {
    let text = "a:\n  - b: 1\n    c:\n      - d\n      - [e, f]\n  -\n  - - g\n    - h:\n        i: |\n          j\n\nk: { l: m }\nn: [\n  o,\n  p: q\n]\nr: >-\n  s\n\n";
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for at in 0..=lines.len() {
        for indent in 0..=10 {
            let mut with: String = lines[..at].concat();
            with.push_str(&" ".repeat(indent));
            with.push_str("# own\n");
            with.push_str(&lines[at..].concat());
            if run(&with).1.is_empty() {
                holds(&with);
                let printed = print(&tree(&with));
                assert_eq!(
                    super::shape(&tree(&with), true),
                    super::shape(&tree(&printed), true),
                    "{with}\n=>\n{printed}"
                );
            }
        }
        if let Some(line) = at.checked_sub(1).and_then(|at| lines.get(at)) {
            let mut with: String = lines[..at - 1].concat();
            with.push_str(&line.replace('\n', " # beside\n"));
            with.push_str(&lines[at..].concat());
            holds(&with);
        }
    }
}
