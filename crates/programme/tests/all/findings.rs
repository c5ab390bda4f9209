//! Every kind of finding about programmes: one file each in `tests/findings`, a change of the Shenzhen pack that gives it.
//!
//! `=== PATH`, then lines `- old` and `+ new` that replace a piece standing there once; `=== expect` with what the change
//! gives: `CODE LINE "underlined text"`. The pack as shipped gives none of them. `DUHENG_BLESS=1` writes the
//! expectations anew.

use std::fs;
use std::path::Path;

use duheng_pack::bundle::{Bundle, FileKind};
use duheng_pack::source::{FileId, Source, SourceMap};
use duheng_programme::walk::{Material, play};
use duheng_programme::{findings, read_programmes};
use duheng_standard::read_packs;
use duheng_testkit::shipped;

const PACKS: [&str; 2] = ["common", "sz-sustainable-enterprise"];

/// The files of a pack's folder, by their paths in it.
fn files(folder: &Path, below: &str, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder.join(below)).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let path = if below.is_empty() { name.clone() } else { format!("{below}/{name}") };
        if entry.path().is_dir() {
            files(folder, &path, found);
        } else if name.ends_with(".yaml") || name.ends_with(".csv") {
            found.push((path, fs::read_to_string(entry.path()).unwrap()));
        }
    }
}

/// The findings of the Shenzhen pack with one file changed: code, line, underlined text.
fn found(changed: &str, change: impl Fn(&str) -> String) -> Vec<String> {
    let mut sources = SourceMap::default();
    let mut reported = Vec::new();
    let bundles: Vec<Bundle> = PACKS
        .iter()
        .map(|pack| {
            let mut texts = Vec::new();
            files(&shipped::folder().join(pack), "", &mut texts);
            texts.sort();
            let files: Vec<(String, FileId)> = texts
                .into_iter()
                .map(|(path, text)| {
                    let text = if path == changed && *pack != "common" { change(&text) } else { text };
                    (path.clone(), sources.add(Source::new(path, text)))
                })
                .collect();
            Bundle::read(pack, &files, &sources, &mut reported)
        })
        .collect();
    let (packs, _) = read_packs(&bundles, &sources);
    let (bundle, pack) = (bundles.last().unwrap(), packs.last().unwrap());
    let (programmes, findings) = read_programmes(bundle, &bundles, pack);
    reported.extend(findings);
    if let Some(walk) = bundle.of_kind(FileKind::Walk).find(|walk| walk.path == changed) {
        reported.extend(play(&walk.tree, Material { pack, programmes: &programmes, bundle }).findings);
    }
    let line = |finding: &duheng_pack::diagnostic::Diagnostic| {
        let (line, _) = sources.get(finding.span.file).unwrap().line_column(finding.span.start);
        let text = sources.text(finding.span).lines().next().unwrap_or_default();
        format!("{} {line} {text:?}", finding.code.name)
    };
    reported.iter().map(line).collect()
}

#[test]
fn each_finding_has_its_example() {
    let mut failures = Vec::new();
    for code in findings::CODES {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/findings/{}.txt", code.name));
        let Ok(text) = fs::read_to_string(&path) else {
            failures.push(format!("no example of {}", code.name));
            continue;
        };
        let (change, expect) = text.split_once("=== expect\n").unwrap();
        let (head, body) = change.split_once('\n').unwrap();
        let lines = |sign: &str| -> String {
            body.lines().filter_map(|line| line.strip_prefix(sign)).map(|line| format!("{line}\n")).collect()
        };
        let (old, new) = (lines("- "), lines("+ "));
        let found = found(head.trim_start_matches("=== "), |text| {
            // a piece of a line may be replaced too
            let (old, new) =
                if text.contains(&old) { (&*old, &*new) } else { (old.trim_end(), new.trim_end()) };
            assert!(text.contains(old), "{}: `{old}` does not stand there", code.name);
            text.replacen(old, new, 1)
        });
        if std::env::var_os("DUHENG_BLESS").is_some() {
            fs::write(&path, format!("{change}=== expect\n{}\n", found.join("\n"))).unwrap();
        } else if found.join("\n") != expect.trim_end() {
            failures.push(format!("{}\n  expected\n{expect}  found\n{}", code.name, found.join("\n")));
        }
        if !found.iter().any(|line| line.split(' ').next() == Some(code.name)) {
            failures.push(format!("{}: the example does not give it, but\n{}", code.name, found.join("\n")));
        }
    }
    assert!(failures.is_empty(), "\n{}\n", failures.join("\n"));
}

#[test]
fn the_shipped_pack_gives_none() {
    assert_eq!(found("", str::to_string), Vec::<String>::new());
}

const PROGRAMME: &str = "programmes/sz-sustainable-enterprise.yaml";

#[test]
fn a_slip_in_a_programme_is_one_finding() {
    for (old, new, expected) in [
        // with the reason why it is inferred, which names the right key
        ("    seats: 2\n", "    seat: 2\n", "unknown-key 55 \"seat\""),
        ("next: document\n", "next: 申报材料文审\n", "unknown-target 57 \"申报材料文审\""),
        (
            "next: { done: gate, late: lapsed }",
            "next: { dane: gate, late: lapsed }",
            "unknown-outcome 35 \"dane\"",
        ),
        ("for: 5 workdays", "for: 5 workday", "bad-span 102 \"5 workday\""),
        ("    seats: 2\n", "    seats: -1\n", "not-a-value 55 \"-1\""),
        ("    kind: check\n", "    kind: chek\n", "not-a-value 41 \"chek\""),
        ("[five_star, four_star,", "[five_star, four_stars,", "unknown-part 18 \"four_stars\""),
    ] {
        assert_eq!(found(PROGRAMME, |text| text.replacen(old, new, 1)), [expected], "{new}");
    }
}

#[test]
fn a_stage_without_a_next_is_told_once() {
    let found = found(PROGRAMME, |text| text.replacen("    next: settle\n", "", 1));
    let told = found.iter().filter(|line| line.contains("missing"));
    assert_eq!(told.collect::<Vec<_>>(), ["key-missing-for-kind 70 \"site\""], "{found:?}");
}

#[test]
fn a_step_out_of_order_is_told_at_its_moment() {
    let (old, new) = ("- { at: 2026-03-01 00:00,", "- { at: 2026-02-01 00:00,");
    let found = found("walks/certified.yaml", |text| text.replacen(old, new, 1));
    assert_eq!(found, ["bad-step 19 \"2026-02-01 00:00\""]);
}
