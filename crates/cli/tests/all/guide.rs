//! The guide to writing a programme pack: its files are those of the example, its commands print what it shows.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::test::copy_folder;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A block of the guide: what stands behind its three signs, and its lines.
fn blocks(guide: &str) -> Vec<(String, String)> {
    let mut blocks: Vec<(String, String)> = Vec::new();
    let mut inside = false;
    for line in guide.lines() {
        match line.strip_prefix("```") {
            Some(of) if !inside => blocks.push((of.to_string(), String::new())),
            Some(_) => {}
            None if inside => {
                let (_, text) = blocks.last_mut().expect("a block has begun");
                text.push_str(line);
                text.push('\n');
            }
            None => {}
        }
        inside ^= line.starts_with("```");
    }
    blocks
}

/// Whether what is shown is what was printed; a line `…` stands for any number of lines.
fn agrees(shown: &[&str], printed: &[&str]) -> bool {
    match (shown, printed) {
        ([], _) => printed.is_empty(),
        (["…", rest @ ..], [_, after @ ..]) => agrees(rest, printed) || agrees(shown, after),
        (["…", rest @ ..], []) => agrees(rest, printed),
        ([line, rest @ ..], [first, after @ ..]) => line == first && agrees(rest, after),
        (_, []) => false,
    }
}

#[test]
fn a_line_of_dots_stands_for_any_lines() {
    assert!(agrees(&["a", "…", "d"], &["a", "b", "c", "d"]));
    assert!(agrees(&["…", "d"], &["d"]));
    assert!(!agrees(&["a", "…"], &["b"]));
    assert!(!agrees(&["a"], &["a", "b"]));
}

/// Plays the guide from an empty folder.
fn play(guide: &str, language: &str) {
    let text = fs::read_to_string(root().join("docs").join(guide)).expect("the guide can be read");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("guide-{language}"));
    let _ = fs::remove_dir_all(&folder);
    copy_folder(&root().join("packs/common"), &folder.join("common"));
    let (mut files, mut commands) = (0, 0);
    for (of, block) in blocks(&text) {
        match of.split_once(' ') {
            Some(("yaml", path)) => {
                let shipped = root().join("packs/examples").join(path);
                let shipped = fs::read_to_string(shipped).expect("the example has this file");
                assert_eq!(block, shipped, "{guide}: {path} is not that of the example");
                let path = folder.join(path);
                fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
                fs::write(path, block).expect("a file can be written");
                files += 1;
            }
            // a file that goes beyond the example
            Some(("file", path)) => {
                let path = folder.join(path);
                fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
                fs::write(path, block).expect("a file can be written");
            }
            Some(("edit", path)) => {
                let path = folder.join(path);
                let (from, into) = block.trim_end().split_once('\n').expect("two lines");
                let before = fs::read_to_string(&path).expect("it was written before");
                assert_eq!(before.matches(from).count(), 1, "{guide}: `{from}`");
                fs::write(path, before.replace(from, into)).expect("a file can be written");
            }
            _ if of == "console" => {
                let (call, shown) = block.split_once('\n').expect("a command and its output");
                let arguments = call.strip_prefix("$ duheng ").expect("a command of duheng").split(' ');
                let run = Command::new(env!("CARGO_BIN_EXE_duheng"))
                    .args(arguments)
                    .current_dir(&folder)
                    .env("LANG", if language == "zh" { "zh_CN.UTF-8" } else { "en_US.UTF-8" })
                    .env_remove("LC_ALL")
                    .env_remove("LC_MESSAGES")
                    .output()
                    .expect("duheng runs");
                let printed = [run.stdout, run.stderr].concat();
                let printed = String::from_utf8(printed).expect("UTF-8");
                let printed: Vec<&str> = printed.trim_end().lines().collect();
                let shown: Vec<&str> = shown.trim_end().lines().collect();
                assert!(agrees(&shown, &printed), "{guide}: {call} prints\n{}", printed.join("\n"));
                commands += 1;
            }
            _ => {}
        }
    }
    assert_eq!((files, commands), (8, 11), "{guide}");
}

#[test]
fn the_guide_is_played_in_english() {
    play("programme-pack.md", "en");
}

#[test]
fn the_guide_is_played_in_chinese() {
    play("programme-pack.zh-CN.md", "zh");
}
