//! Trees made at random are printed and read again.

use alloc::string::String;
use alloc::vec::Vec;

use proptest::prelude::*;

use super::{print, remarks, shape, tree};
use crate::source::Span;
use crate::tree::{Comments, Data, Entry, Layout, Line, Node, Scalar, Style};

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{0,6}",
        "[-?:,\\[\\]{}#&*!|>'\"%@`~ .ab0中，\n\t\\\\]{0,8}",
        "(- |: | #|\\? |---|\\.\\.\\.|<<|'|\"|中|　| |\n|  |x|#){0,5}",
        "[0-9]{1,4}(-[0-9]{2}|\\.[0-9]+| 万元|%)?",
        "\\PC{0,12}".prop_map(|text| text.chars().filter(|c| !crate::tree::is_unseen(*c)).collect()),
        "([a-z]{1,9} ){20,40}",
        "[中文环境，。]{60,100}",
    ]
}

fn comment() -> impl Strategy<Value = String> {
    "[#a中:' -]{0,8}".prop_map(|text| text.trim_end().into())
}

fn lines() -> impl Strategy<Value = Vec<Line>> {
    let line = prop_oneof![3 => comment().prop_map(Line::Comment), 1 => Just(Line::Empty)];
    prop_oneof![3 => Just(Vec::new()), 1 => prop::collection::vec(line, 0..4)]
}

fn comments() -> impl Strategy<Value = Comments> {
    (lines(), prop::option::weighted(0.2, comment()), lines()).prop_map(|(above, beside, below)| Comments {
        above,
        beside,
        below,
    })
}

fn style() -> impl Strategy<Value = Style> {
    prop_oneof![
        Just(Style::Plain),
        Just(Style::Single),
        Just(Style::Double),
        Just(Style::Literal),
        Just(Style::Folded)
    ]
}

fn layout() -> impl Strategy<Value = Layout> {
    prop_oneof![Just(Layout::Block), Just(Layout::Flow)]
}

fn node(with: bool) -> impl Strategy<Value = Node> {
    let place = move || comments().prop_map(move |place| if with { place } else { Comments::default() });
    let leaf = prop_oneof![
        1 => Just(Data::Empty),
        6 => (text(), style()).prop_map(|(text, style)| Data::Scalar(Scalar { text, style })),
    ];
    let leaf = (leaf, place()).prop_map(|(data, comments)| Node { span: Span::default(), data, comments });
    leaf.prop_recursive(5, 40, 5, move |inner| {
        let entry = (text(), inner.clone(), place()).prop_map(|(key, value, comments)| Entry {
            key: key.chars().take(200).collect(),
            key_span: Span::default(),
            value,
            comments,
        });
        let map = (prop::collection::vec(entry, 0..5), layout()).prop_map(|(mut entries, layout)| {
            let mut seen = Vec::new();
            entries.retain(|entry| {
                let new = !seen.contains(&entry.key);
                seen.push(entry.key.clone());
                new
            });
            Data::Map(entries, layout)
        });
        let list = (prop::collection::vec(inner, 0..5), layout())
            .prop_map(|(items, layout)| Data::List(items, layout));
        (prop_oneof![map, list], place()).prop_map(|(data, comments)| Node {
            span: Span::default(),
            data,
            comments,
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn content_is_kept(node in node(false)) {
        let printed = print(&node);
        let again = tree(&printed);
        prop_assert_eq!(shape(&again, true), shape(&node, true), "{}", printed);
        prop_assert_eq!(print(&again), printed);
    }

    #[test]
    fn comments_are_kept(node in node(true)) {
        let printed = print(&node);
        let again = tree(&printed);
        prop_assert_eq!(shape(&again, false), shape(&node, false), "{}", printed);
        prop_assert_eq!(remarks(&again), remarks(&node), "{}", printed);
        let second = print(&again);
        prop_assert_eq!(&second, &printed);
        prop_assert_eq!(shape(&tree(&second), true), shape(&again, true));
    }
}
