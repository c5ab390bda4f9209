//! Help and usage errors in both languages.

use insta::assert_snapshot;

use crate::{code, duheng, err, out, pack};

fn has_english_words(text: &str) -> bool {
    ["Usage", "Options", "Arguments", "Commands", "Print", "possible", "default:", "error", "For more"]
        .iter()
        .any(|word| text.contains(word))
}

#[test]
fn the_help_is_chinese_where_chinese_is_asked_for() {
    for arguments in [
        &["--lang", "zh", "help"][..],
        &["--lang=zh", "--help"],
        &["check", "--help", "--lang", "zh"],
        &["--lang", "zh", "help", "score"],
        &["help", "score", "--lang", "zh"],
        &["help", "--lang=zh", "score"],
        &["--lang", "zh", "test", "-h"],
    ] {
        let output = duheng(arguments, "");
        assert_eq!(code(&output), 0, "{arguments:?}");
        let text = out(&output);
        assert!(text.contains("用法: duheng"), "{arguments:?}: {text}");
        assert!(!has_english_words(&text), "{arguments:?}: {text}");
    }
    assert_snapshot!("help.zh", out(&duheng(&["--lang", "zh", "help"], "")));
    assert_snapshot!("help_check.zh", out(&duheng(&["check", "--help", "--lang", "zh"], "")));
}

#[test]
fn mistakes_in_the_command_line_are_told_in_chinese() {
    let mut told = String::new();
    for arguments in [
        &["check", "--lang", "zh"][..],
        &["--lang", "zh", "chek", "x"],
        &["--lang", "zh", "check", "x", "--formt", "json"],
        &["--lang", "zh", "check", "x", "--format", "xml"],
        &["--lang", "zh", "score", "x", "y", "--layer"],
        &["--lang", "zh", "diff", "x", "y", "z"],
        &["--lang", "zh", "check", "x", "--deny-warnings=yes"],
        &["--lang", "zh", "check", "x", "--deny-warnings", "--deny-warnings"],
    ] {
        let output = duheng(arguments, "");
        assert_eq!(code(&output), 64, "{arguments:?}");
        let text = err(&output);
        assert!(!has_english_words(&text), "{arguments:?}: {text}");
        told.push_str(&format!("$ duheng {}\n{text}\n", arguments.join(" ")));
    }
    assert_snapshot!("mistakes.zh", told);
}

#[test]
fn a_file_that_is_not_there_is_told_in_chinese() {
    let output = duheng(&["--lang", "zh", "score", &pack(), "没有.yaml"], "");
    assert_eq!(err(&output), "错误: `没有.yaml` 读不出来：文件不存在\n办法: 检查路径和权限\n");
}
