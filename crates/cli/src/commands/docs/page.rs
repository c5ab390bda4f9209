//! Small pieces of Markdown.

use duheng_pack::text::Language;

/// One of two texts: Chinese, English.
pub fn of<'t>(texts: &[&'t str; 2], language: Language) -> &'t str {
    let [zh, en] = texts;
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}

/// A table.
pub fn table(heads: &[&str], rows: &[Vec<String>]) -> String {
    let row = |cells: &[String]| {
        let cells: Vec<String> =
            cells.iter().map(|cell| cell.replace('|', "\\|").replace('\n', " ")).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let heads: Vec<String> = heads.iter().map(|head| (*head).to_string()).collect();
    let rule: Vec<String> = heads.iter().map(|_| "---".to_string()).collect();
    let body: String = rows.iter().map(|cells| row(cells)).collect();
    format!("{}{}{body}\n", row(&heads), row(&rule))
}

/// Text in backticks.
pub fn code(text: &str) -> String {
    format!("`{text}`")
}

/// What says that a page is generated.
pub fn generated(language: Language) -> &'static str {
    match language {
        Language::Zh => "本页由程序生成，请勿直接修改。\n\n",
        Language::En => "This page is generated; do not edit it.\n\n",
    }
}
