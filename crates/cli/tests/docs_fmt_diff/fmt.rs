//! `duheng fmt`

use std::fs;

use duheng_pack::source::FileId;
use duheng_pack::tree::{Data, Layout, Limits, Node, print, read};

use super::{Copy, duheng, names, yaml};

fn tree(text: &str) -> Node {
    let (tree, findings) = read(FileId(0), text, &Limits::default());
    assert!(findings.is_empty(), "{findings:?}");
    tree.expect("it can be read")
}

/// Keys the other way round, everything in blocks: the same meaning in the worst layout.
fn disarrange(node: &mut Node) {
    match &mut node.data {
        Data::Map(entries, layout) => {
            *layout = Layout::Block;
            entries.reverse();
            entries.iter_mut().for_each(|entry| disarrange(&mut entry.value));
        }
        Data::List(items, layout) => {
            *layout = Layout::Block;
            items.iter_mut().for_each(disarrange);
        }
        Data::Empty | Data::Scalar(_) => {}
    }
}

fn comments(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = text.lines().filter_map(|line| line.trim().strip_prefix('#')).collect();
    found.sort_unstable();
    found
}

#[test]
fn shipped_packs_are_in_the_canonical_layout() {
    for name in names() {
        let copy = Copy::new(&format!("canonical-{name}"));
        let run = duheng(&["fmt", "--check", &copy.pack(&name)]);
        assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{name}: {}", run.stderr);
    }
}

#[test]
fn any_layout_comes_back_with_its_comments_and_its_meaning() {
    let copy = Copy::new("disarranged");
    let before = Copy::new("arranged");
    for name in names() {
        for path in yaml(&copy.0.join(&name)) {
            let text = fs::read_to_string(&path).expect("readable");
            let mut node = tree(&text);
            disarrange(&mut node);
            let marked = format!("# above\n\n{}# below\n", print(&node));
            fs::write(&path, &marked).expect("writable");
            let run = duheng(&["fmt", &path.display().to_string()]);
            assert_eq!(run.code, 0, "{}", run.stderr);
            let once = fs::read_to_string(&path).expect("readable");
            assert_eq!(comments(&once), comments(&marked), "{}", path.display());
        }
        let again = duheng(&["fmt", &copy.pack(&name)]);
        assert_eq!((again.code, again.stdout.as_str()), (0, ""), "twice is once: {}", again.stderr);
        let diff = duheng(&["diff", &before.pack(&name), &copy.pack(&name), "--format", "json"]);
        assert_eq!(diff.code, 0, "{}", diff.stderr);
        let diff: serde_json::Value = serde_json::from_str(&diff.stdout).expect("JSON");
        assert_eq!(diff["same_meaning"], true, "{name}");
        assert_eq!(diff["before"]["hash"], diff["after"]["hash"], "{name}");
    }
}

#[test]
fn check_lists_and_writes_nothing() {
    let copy = Copy::new("check-lists");
    copy.edit("common/pack.yaml", "pack: common", "pack:   common");
    let path = copy.0.join("common/pack.yaml");
    let before = fs::read_to_string(&path).expect("readable");
    let run = duheng(&["fmt", "--check", &copy.pack("common")]);
    assert_eq!((run.code, run.stdout), (1, format!("{}\n", path.display())));
    assert_eq!(fs::read_to_string(&path).expect("readable"), before);
    let run = duheng(&["fmt", &copy.pack("common")]);
    assert_eq!((run.code, run.stdout), (0, format!("{}\n", path.display())));
    assert!(fs::read_to_string(&path).expect("readable").contains("pack: common\n"));
}

#[test]
fn a_file_with_mistakes_is_reported_and_left_alone() {
    let copy = Copy::new("mistakes");
    let text = "pack:   common\nversion: [1\n";
    let path = copy.0.join("common/pack.yaml");
    fs::write(&path, text).expect("writable");
    let run = duheng(&["fmt", &copy.pack("common")]);
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains("error"), "{}", run.stderr);
    assert_eq!(fs::read_to_string(&path).expect("readable"), text);
}

#[test]
fn digits_of_numbers_become_half_width() {
    let copy = Copy::new("digits");
    let path = copy.0.join("digits.yaml");
    let case = "title: { zh: 第１例, en: １ }\nas_of: ２０２６-06-01\nyear: ２０２５\nexpect: {}\n";
    fs::write(&path, case).expect("writable");
    assert_eq!(duheng(&["fmt", &path.display().to_string()]).code, 0);
    let text = fs::read_to_string(&path).expect("readable");
    assert_eq!(text, "title: { zh: 第１例, en: １ }\nas_of: 2026-06-01\nyear: 2025\nexpect: {}\n");
    let written = "mean(debt_ratio, 3 years) < 60%";
    copy.edit("sz-sustainable-enterprise/parts/6.1.yaml", written, "mean(debt_ratio, ３ years) < ６０%");
    let path = copy.0.join("sz-sustainable-enterprise/parts/6.1.yaml");
    assert_eq!(duheng(&["fmt", &path.display().to_string()]).code, 0);
    assert!(fs::read_to_string(&path).expect("readable").contains(written));
}

#[test]
fn expressions_stay_as_written() {
    let copy = Copy::new("expressions");
    let written = "any(organs   where function = sustainability_office  and valid)";
    copy.edit(
        "sz-sustainable-enterprise/parts/6.1.yaml",
        "any(organs where function = sustainability_office and valid)",
        written,
    );
    let path = copy.0.join("sz-sustainable-enterprise/parts/6.1.yaml");
    assert_eq!(duheng(&["fmt", &path.display().to_string()]).code, 0);
    assert!(fs::read_to_string(&path).expect("readable").contains(written));
}
