//! The error catalogue: an index, and one page for each kind of finding.

use duheng_pack::diagnostic::{Code, Severity};
use duheng_pack::text::Language;

use super::Pages;
use super::page::{generated, of, table};

/// All kinds of findings, by name.
pub fn codes() -> Vec<&'static Code> {
    let of_programmes = duheng_programme::findings::CODES;
    let of_standards = duheng_pack::findings::CODES.iter().chain(duheng_standard::findings::CODES);
    let mut codes: Vec<&Code> = of_standards.chain(of_programmes).copied().collect();
    codes.sort_by_key(|code| code.name);
    codes
}

fn severity(code: &Code, language: Language) -> &'static str {
    match (code.severity, language) {
        (Severity::Error, Language::Zh) => "错误",
        (Severity::Warning, Language::Zh) => "警告",
        (Severity::Note, Language::Zh) => "说明",
        (severity, Language::En) => severity.name(),
    }
}

/// The list of all kinds of findings.
pub fn index(language: Language) -> String {
    let (title, about, heads) = match language {
        Language::Zh => (
            "检查结果目录",
            "`duheng check` 及其他命令报告的每一种检查结果。代码固定不变，可用于检索和自动处理。\n\n\
             - 错误：标准包不能使用，退出码为 3；事实文件有错误的，不予受理，退出码为 2。\n\
             - 警告：可以使用，建议查看；加 `--deny-warnings` 时退出码为 1。\n\
             - 说明：仅供了解。\n\n",
            ["代码", "程度", "含义"],
        ),
        Language::En => (
            "Catalogue of findings",
            "Every kind of finding that `duheng check` and the other commands report. The codes never change, so that they can be searched for and processed.\n\n\
             - error: the pack cannot be used (exit code 3); facts with an error are refused (exit code 2).\n\
             - warning: the pack can be used, look at it; with `--deny-warnings` the exit code is 1.\n\
             - note: for information.\n\n",
            ["code", "severity", "what it says"],
        ),
    };
    let rows: Vec<Vec<String>> = codes()
        .into_iter()
        .map(|code| {
            vec![
                format!("[`{0}`]({0}.md)", code.name),
                severity(code, language).to_string(),
                of(&code.title, language).to_string(),
            ]
        })
        .collect();
    format!("# {title}\n\n{}{about}{}", generated(language), table(&heads, &rows)).trim_end().to_string()
        + "\n"
}

/// One page for each kind of finding, in both languages.
pub fn pages() -> Pages {
    let page = |code: &'static Code| {
        let [zh, en] = &code.title;
        let [why_zh, why_en] = &code.why;
        let text = format!(
            "# `{}`\n\n## {zh}\n\n程度：{}\n\n{}\n\n[全部检查结果](README.zh.md)\n\n## {en}\n\nSeverity: {}\n\n{}\n\n[all findings](README.en.md)\n",
            code.name,
            severity(code, Language::Zh),
            sentence(why_zh, "。"),
            severity(code, Language::En),
            sentence(why_en, "."),
        );
        (format!("errors/{}.md", code.name), text)
    };
    codes().into_iter().map(page).collect()
}

/// A text as a sentence: with a capital and a full stop.
fn sentence(text: &str, stop: &str) -> String {
    let mut characters = text.chars();
    let first: String = characters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    let end = if text.ends_with(['。', '.', '`', '！', '？']) && !text.ends_with('`') { "" } else { stop };
    format!("{first}{}{end}", characters.as_str())
}
