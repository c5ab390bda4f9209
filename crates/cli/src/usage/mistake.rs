//! What is wrong with a command line, in Chinese.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// A usage error as a Chinese sentence with what to do next; none for what is no mistake, such as asking for help.
pub fn mistake(error: &Error) -> Option<String> {
    let one = |kind: ContextKind| all(error, kind).join("、");
    let (argument, value) = (one(ContextKind::InvalidArg), one(ContextKind::InvalidValue));
    let known = all(error, ContextKind::ValidValue);
    let (sentence, mut help) = match error.kind() {
        ErrorKind::UnknownArgument => {
            (format!("没有选项或参数 `{argument}`"), suggestion(error, ContextKind::SuggestedArg))
        }
        ErrorKind::InvalidSubcommand => (
            format!("没有命令 `{}`", one(ContextKind::InvalidSubcommand)),
            suggestion(error, ContextKind::SuggestedSubcommand),
        ),
        ErrorKind::MissingSubcommand => ("没有写命令".into(), None),
        ErrorKind::MissingRequiredArgument => (format!("缺少 {}", quoted(error)), None),
        ErrorKind::InvalidValue if value.is_empty() => (format!("`{argument}` 后面缺少值"), None),
        ErrorKind::InvalidValue => {
            (format!("`{argument}` 不能取 `{value}`"), suggestion(error, ContextKind::SuggestedValue))
        }
        ErrorKind::ValueValidation => (format!("`{argument}` 的值 `{value}` 读不懂"), None),
        ErrorKind::ArgumentConflict if argument == one(ContextKind::PriorArg) => {
            (format!("`{argument}` 只能写一次"), None)
        }
        ErrorKind::ArgumentConflict => {
            (format!("`{argument}` 不能与 `{}` 同时使用", one(ContextKind::PriorArg)), None)
        }
        ErrorKind::TooManyValues => (format!("`{argument}` 的值太多，多出 `{value}`"), None),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            (format!("`{argument}` 的值个数不对"), None)
        }
        ErrorKind::NoEquals => (format!("`{argument}` 的值要用 `=` 连接"), None),
        ErrorKind::InvalidUtf8 => ("参数不是 UTF-8 文本".into(), None),
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        | ErrorKind::DisplayVersion => return None,
        _ => ("命令用法有误".into(), None),
    };
    if help.is_none() && !known.is_empty() {
        let known: Vec<String> = known.iter().map(|value| format!("`{value}`")).collect();
        help = Some(format!("可用的值：{}", known.join("、")));
    }
    let usage = error.get(ContextKind::Usage).map(|usage| super::usage_in_chinese(&usage.to_string()));
    let mut text = format!("错误: {sentence}\n");
    if let Some(help) = help {
        text.push_str(&format!("办法: {help}\n"));
    }
    match usage.filter(|usage| !usage.is_empty()) {
        Some(usage) => {
            let name: Vec<&str> =
                usage.split(' ').take_while(|word| !word.starts_with(['[', '<', '-'])).collect();
            text.push_str(&format!("\n用法: {usage}\n详见 `{} --help`\n", name.join(" ")));
        }
        None => text.push_str("\n详见 `duheng --help`\n"),
    }
    Some(text)
}

fn all(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::Number(number)) => vec![number.to_string()],
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        _ => Vec::new(),
    }
}

fn quoted(error: &Error) -> String {
    let missing = all(error, ContextKind::InvalidArg);
    missing.iter().map(|argument| format!("`{argument}`")).collect::<Vec<_>>().join("、")
}

fn suggestion(error: &Error, kind: ContextKind) -> Option<String> {
    let near = all(error, kind);
    (!near.is_empty()).then(|| {
        let near: Vec<String> = near.iter().map(|name| format!("`{name}`")).collect();
        format!("是否要写 {}", near.join("、"))
    })
}
