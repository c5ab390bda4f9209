//! The two READMEs say the same, and what they tell to type exists.

use crate::{none, read, root};

const ENGLISH: &str = "README.md";
const CHINESE: &str = "README.zh-CN.md";

/// The commands in the code blocks, without comments: what a reader copies.
fn commands(text: &str) -> Vec<&str> {
    let mut inside = false;
    let mut commands = Vec::new();
    for line in text.lines() {
        if line.starts_with("```") {
            inside = !inside;
        } else if inside {
            let command = line.split(" #").next().unwrap_or_default().trim();
            if !command.is_empty() && !command.starts_with('#') {
                commands.push(command);
            }
        }
    }
    commands
}

/// The numbers in the first column of the tables: the exit codes.
fn codes(text: &str) -> Vec<&str> {
    text.lines()
        .filter_map(|line| line.strip_prefix("| "))
        .filter_map(|line| line.split(" |").next())
        .filter(|cell| cell.chars().all(|c| c.is_ascii_digit()))
        .collect()
}

#[test]
fn both_languages_tell_the_same_commands() {
    assert_eq!(commands(&read(ENGLISH)), commands(&read(CHINESE)));
}

#[test]
fn both_languages_tell_the_same_exit_codes() {
    let english = read(ENGLISH);
    assert_eq!(codes(&english), ["0", "1", "2", "3", "64"]);
    assert_eq!(codes(&english), codes(&read(CHINESE)));
}

#[test]
fn the_files_that_the_readme_links_exist() {
    let mut missing = Vec::new();
    for name in [ENGLISH, CHINESE] {
        let text = read(name);
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if !target.contains("://") && !root().join(target).exists() {
                missing.push(format!("{name} links `{target}`, which does not exist"));
            }
        }
    }
    none(&missing);
}
