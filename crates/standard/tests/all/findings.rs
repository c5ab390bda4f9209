//! Every kind of finding: one file each in `tests/findings`, with a bad and a good example over a small base pack.
//!
//! A file has sections. `=== bad PATH` and `=== good PATH` change one file of the base pack: lines `- old` and `+ new`
//! replace a piece that stands there once; without such lines the section is the whole file. `facts.yaml` is the facts
//! file of an enterprise. `=== expect` lists what the bad example gives: `CODE PATH LINE:COLUMN "underlined text"`. The
//! good example gives no warning and no error, nor the code itself. `DUHENG_BLESS=1` writes the expectations anew.

use std::collections::BTreeMap;
use std::fs;

use duheng_pack::diagnostic::{Diagnostic, Severity};
use duheng_pack::source::{FileId, Source, SourceMap};
use duheng_pack::tree::{Limits, read as read_tree};
use duheng_standard::cases::compare;
use duheng_standard::layers::layer_of;
use duheng_standard::score::score;
use duheng_standard::sheet::read_sheet;

use crate::files::{Files, here, read, read_folder};

/// Codes about sizes, whose examples would be too large for files: the limit, and a text of a given size.
type Sized = (&'static str, fn(&Limits) -> usize, fn(usize) -> String);

const SIZED: [Sized; 5] = [
    ("file-too-large", |limits| limits.bytes, |size| format!("a: 1\n#{}", "x".repeat(size - 6))),
    ("scalar-too-large", |limits| limits.scalar, |size| format!("a: {}\n", "x".repeat(size))),
    ("key-too-long", |limits| limits.key, |size| format!("{}: 1\n", "键".repeat(size))),
    ("too-deep", |limits| limits.depth, |size| format!("{}{}\n", "[".repeat(size), "]".repeat(size))),
    ("too-many-nodes", |limits| limits.nodes, |size| format!("- 1\n{}", "- 1\n".repeat(size - 2))),
];

#[test]
fn each_limit_holds_to_its_size() {
    let limits = Limits::default();
    for (code, limit, text) in SIZED {
        let codes = |size: usize| -> Vec<&str> {
            let text = text(size);
            read_tree(FileId(0), &text, &limits).1.iter().map(|finding| finding.code.name).collect()
        };
        assert_eq!(codes(limit(&limits)), Vec::<&str>::new(), "{code} at its limit");
        assert_eq!(codes(limit(&limits) + 1), [code], "{code} above its limit");
    }
}

#[test]
fn each_finding_has_its_examples() {
    let base = read_folder(&here("tests/findings/base"));
    let mut failures = Vec::new();
    for entry in fs::read_dir(here("tests/findings")).unwrap() {
        let path = entry.unwrap().path();
        let Some(code) = path.file_name().unwrap().to_str().unwrap().strip_suffix(".txt") else { continue };
        let text = fs::read_to_string(&path).unwrap();
        let (changes, expect) = sections(&text);
        let found = lines(&base, &changes, "bad", code);
        let found: Vec<String> = found.into_iter().map(|(_, line)| line).collect();
        if std::env::var_os("DUHENG_BLESS").is_some() {
            let head = text.split("=== expect").next().unwrap();
            fs::write(&path, format!("{head}=== expect\n{}\n", found.join("\n"))).unwrap();
        } else if found != expect {
            failures.push(format!(
                "{code}\n  expected\n    {}\n  found\n    {}",
                expect.join("\n    "),
                found.join("\n    ")
            ));
        }
        if !found.iter().any(|line| line.split(' ').next() == Some(code)) {
            failures.push(format!("{code}: the bad example does not give it"));
        }
        let good = lines(&base, &changes, "good", code);
        if !good.is_empty() {
            let good: Vec<&str> = good.iter().map(|(_, line)| line.as_str()).collect();
            failures.push(format!("{code}: the good example gives\n    {}", good.join("\n    ")));
        }
    }
    assert!(failures.is_empty(), "\n{}\n", failures.join("\n"));
}

#[test]
fn each_code_has_a_file() {
    let codes = duheng_pack::findings::CODES.iter().chain(duheng_standard::findings::CODES);
    let missing: Vec<&str> = codes
        .map(|code| code.name)
        .filter(|name| SIZED.iter().all(|(sized, ..)| sized != name))
        .filter(|name| !here(&format!("tests/findings/{name}.txt")).is_file())
        .collect();
    assert!(missing.is_empty(), "no file in tests/findings for {missing:?}");
}

/// One change of a file.
struct Change<'t> {
    which: &'t str,
    path: &'t str,
    body: Vec<&'t str>,
}

fn sections(text: &str) -> (Vec<Change<'_>>, Vec<String>) {
    let mut changes: Vec<Change<'_>> = Vec::new();
    let mut expect = Vec::new();
    let mut in_expect = false;
    for line in text.lines() {
        if let Some(head) = line.strip_prefix("=== ") {
            let (which, path) = head.split_once(' ').unwrap_or((head, ""));
            in_expect = which == "expect";
            if !in_expect {
                changes.push(Change { which, path, body: Vec::new() });
            }
        } else if in_expect {
            expect.push(line.to_string());
        } else if let Some(change) = changes.last_mut() {
            change.body.push(line);
        }
    }
    (changes, expect)
}

/// The base pack with the changes of one example.
fn changed(base: &Files, changes: &[Change<'_>], which: &str) -> Files {
    let mut files = base.clone();
    for change in changes.iter().filter(|change| change.which == which) {
        let edits = change.body.iter().all(|line| line.starts_with("- ") || line.starts_with("+ "))
            && change.body.iter().any(|line| line.starts_with("- "));
        if !edits {
            files.insert(change.path.to_string(), change.body.join("\n") + "\n");
            continue;
        }
        let mut old: Vec<&str> = Vec::new();
        let mut new: Vec<&str> = Vec::new();
        let text = files.get_mut(change.path).unwrap_or_else(|| panic!("no file {}", change.path));
        for (at, line) in change.body.iter().enumerate() {
            let (side, rest) = line.split_at(2);
            if side == "- " {
                old.push(rest)
            } else {
                new.push(rest)
            }
            if change.body.get(at + 1).is_none_or(|next| next.starts_with("- ") && side == "+ ") {
                let piece = old.join("\n");
                assert_eq!(text.matches(&piece).count(), 1, "{piece:?} in {}", change.path);
                *text = text.replacen(&piece, &new.join("\n").replace("\\u{7}", "\u{7}"), 1);
                old.clear();
                new.clear();
            }
        }
    }
    files
}

/// What an example gives, errors and warnings and whatever has the code of the file.
fn lines(base: &Files, changes: &[Change<'_>], which: &str, code: &str) -> Vec<(&'static str, String)> {
    let (findings, sources) = found(changed(base, changes, which));
    findings
        .iter()
        .filter(|finding| finding.severity() > Severity::Note || finding.code.name == code)
        .map(|finding| (finding.code.name, line(finding, &sources)))
        .collect()
}

/// All findings of a pack and of the facts file beside it, in the order of their places.
pub fn found(mut files: Files) -> (Vec<Diagnostic>, SourceMap) {
    let facts = files.remove("facts.yaml").unwrap();
    // files in a folder `second` are another pack beside it
    let mut second = BTreeMap::new();
    for path in files.keys().cloned().collect::<Vec<_>>() {
        if let Some(inner) = path.strip_prefix("second/") {
            second.insert(inner.to_string(), files.remove(&path).unwrap());
        }
    }
    let mut packs = vec![("base", &files)];
    if !second.is_empty() {
        packs.push(("second", &second));
    }
    let mut read = read(&packs);
    let mut findings = std::mem::take(&mut read.findings);
    if findings.iter().all(|finding| finding.severity() != Severity::Error)
        && let Some(pack) = read.packs.iter().find(|pack| pack.id == "base")
    {
        let file = read.sources.add(Source::new("base/facts.yaml", facts.clone()));
        let (tree, found) = read_tree(file, &facts, &Limits::default());
        findings.extend(found);
        if let Some(tree) = tree {
            let (sheet, found) = read_sheet(&tree, pack, None, None);
            let sound = found.iter().all(|finding| finding.severity() != Severity::Error);
            findings.extend(found);
            if let Some((sheet, standard)) = sheet.filter(|_| sound) {
                let scored = score(standard, &pack.vocabulary, &sheet, layer_of(standard, &sheet));
                findings.extend(compare(&tree, &scored).1);
            }
        }
    }
    findings.sort_by_key(|finding| (finding.span.file, finding.span.start));
    (findings, read.sources)
}

fn line(finding: &Diagnostic, sources: &SourceMap) -> String {
    let source = sources.get(finding.span.file).unwrap();
    let (line, column) = source.line_column(finding.span.start);
    let text = sources.text(finding.span);
    let first = text.lines().next().unwrap_or_default();
    let more = if text.lines().count() > 1 { " …" } else { "" };
    let path = source.path.strip_prefix("base/").unwrap_or(&source.path);
    format!("{} {path} {line}:{column} {:?}", finding.code.name, format!("{first}{more}"))
}
