//! Texts that try to stop the reader.

use super::std::{self, eprintln, time::Instant};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{print, remarks, run, shape};

/// A few packs in small, with everything that the format has.
const CORPUS: &[&str] = &[
    "# 头\n\npack: sz # 旁\ntitle: { zh: 深圳, en: 'a: b' }\n\nitems:\n  # above\n  - code: 6.1.1.a\n    when: \"x > 1\"\n    text: |\n      第一\n      第二\n    # below\n  - [a, {b: c}, 'd']\n# end\n",
    "{\"a\": [1, 2.50, \"\\u4e2d\\n\"], \"b\": {\"c\": null}}",
    "? k\n: v\n- \n",
    "a: >-\n  folded\n  text\nb: 'multi\n\n  line'\nc: [ # x\n  d, # y\n]\n",
    "- - - a\n    - b\n  - c\n-\n- # c\n  k: v\n",
];

fn random(state: &mut u64) -> usize {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    usize::try_from(*state >> 33).unwrap()
}

/// Whatever can be read keeps content and comments when printed.
fn survives(text: &str) {
    let (node, findings) = run(text);
    for finding in &findings {
        assert!(finding.span.end as usize <= text.len());
        assert!(
            text.is_char_boundary(finding.span.start as usize)
                && text.is_char_boundary(finding.span.end as usize)
        );
    }
    let Some(node) = node else {
        assert!(!findings.is_empty());
        return;
    };
    if !findings.is_empty() {
        return;
    }
    let printed = print(&node);
    let (again, findings) = run(&printed);
    assert!(findings.is_empty(), "{text:?}\n=>\n{printed}\n{findings:?}");
    let again = again.unwrap();
    assert_eq!(shape(&node, false), shape(&again, false), "{text:?}\n=>\n{printed}");
    assert_eq!(remarks(&node), remarks(&again), "{text:?}\n=>\n{printed}");
    assert_eq!(print(&again), printed, "{text:?}\n=>\n{printed}");
}

#[test]
fn mutated_texts_never_stop_it() {
    let pieces = [
        "[", "]", "{", "}", ":", ": ", "- ", "? ", "#", " # c", "\n", "\n\n", "  ", "'", "\"", "|", ">",
        "|-\n", "&a ", "*a", "!t ", "%", "---", "...", "\t", "\r\n", ",", "\\", "中", "<<", "~", "\u{feff}",
        "@", "`", "- # x\n", "k: v", "  # y\n",
    ];
    let rounds =
        std::env::var("DUHENG_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(4000_u64);
    for seed in 1..=rounds {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut characters: Vec<char> = CORPUS[random(&mut state) % CORPUS.len()].chars().collect();
        for _ in 0..=random(&mut state) % 4 {
            let at = random(&mut state) % (characters.len() + 1);
            match random(&mut state) % 3 {
                0 => {
                    let until = (at + random(&mut state) % 6).min(characters.len());
                    characters.drain(at..until);
                }
                _ => {
                    let piece = pieces[random(&mut state) % pieces.len()];
                    characters.splice(at..at, piece.chars());
                }
            }
        }
        let text: String = characters.into_iter().collect();
        let before = Instant::now();
        survives(&text);
        assert!(before.elapsed().as_secs() < 5, "seed {seed}: {text:?}");
    }
}

#[test]
fn large_texts_end() {
    let n = 1 << 20;
    let texts: Vec<(&str, String)> = Vec::from([
        ("[", "[".repeat(n)),
        ("{", "{".repeat(n)),
        ("- ", "- ".repeat(n)),
        ("? ", "? ".repeat(n)),
        (": ", ": ".repeat(n)),
        ("a: ", "a: ".repeat(n)),
        ("[]", format!("[{}]", "[],".repeat(n))),
        ("comments", "#\n".repeat(n)),
        ("comments before", format!("{}a: 1", "# c\n".repeat(n / 2))),
        ("comments in value", format!("a:\n{}  - 1", "  # c\n".repeat(n / 2))),
        ("comments in flow", format!("a: [\n{}]", "  # c\n".repeat(n / 2))),
        ("one comment", format!("#{}\na: 1", "x".repeat(n))),
        ("plain", format!("a: {}", "x ".repeat(n))),
        ("plain lines", format!("a: {}", "x\n ".repeat(n))),
        ("double", format!("a: \"{}\"", "\\n".repeat(n / 2))),
        ("open quote", format!("a: \"{}", "x\n".repeat(n))),
        ("literal", format!("a: |\n{}", "  x\n".repeat(n))),
        ("blank literal", format!("a: |\n{}", "\n".repeat(n))),
        ("blank", "\n".repeat(n * 2)),
        ("spaces", " ".repeat(n * 2)),
        ("tabs", "\t".repeat(n * 2)),
        ("long key", format!("{}: 1", "k".repeat(n))),
        ("quoted key", format!("\"{}\": 1", "k".repeat(n))),
        ("keys", (0..90_000).map(|at| format!("k{at}: {{}}\n")).collect()),
        ("flow keys", format!("{{{}}}", (0..90_000).map(|at| format!("k{at}: 1, ")).collect::<String>())),
        ("same keys", "k: 1\n".repeat(90_000)),
        ("items", "- 1 # c\n".repeat(190_000)),
        ("commas", format!("[{}]", "a,".repeat(190_000))),
        ("spaced comments", format!("a: 1\n{}", format!("{}# c\n", " ".repeat(1000)).repeat(2000))),
        (
            "deep end",
            format!(
                "{}\n{}",
                (0..60).map(|at| format!("{}k:\n", " ".repeat(at))).collect::<String>(),
                "# c\n".repeat(n / 4)
            ),
        ),
        ("anchors", "- &a b\n".repeat(90_000)),
        ("aliases", format!("- &a b\n{}", "- *a\n".repeat(90_000))),
        ("documents", "---\n".repeat(n / 2)),
        ("ends", "...\n".repeat(n / 2)),
        ("percent", "%a\n".repeat(n / 2)),
        ("crlf", "a\r\n".repeat(n)),
        ("stars", "*".repeat(n)),
        ("bangs", "!".repeat(n)),
        ("dashes", "-".repeat(n)),
        ("nul", "\0".repeat(n)),
        ("chinese", format!("a: {}", "中".repeat(n / 4))),
        ("quotes", "'".repeat(n)),
        ("pairs", format!("[{}]", "a: b, ".repeat(60_000))),
        ("colons", ":".repeat(n)),
        ("json strings", format!("[{}]", "\"a\",".repeat(190_000))),
        ("key lookahead", "k ".repeat(500).repeat(1000)),
        ("multi-line quote in flow", format!("[{}]", "\"a\n b\",".repeat(90_000))),
    ]);
    for (name, text) in texts {
        let before = Instant::now();
        let (node, findings) = run(&text);
        let read = before.elapsed();
        if let Some(node) = node {
            assert!(print(&node).len() < text.len() * 8 + 16);
        }
        let all = before.elapsed();
        eprintln!(
            "{name}: read {read:?}, with print {all:?}, {} findings {:?}",
            findings.len(),
            findings.first().map(|f| f.code.name)
        );
        assert!(all.as_secs() < 30, "{name} took {all:?}");
    }
}
