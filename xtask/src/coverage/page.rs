//! The pages of coverage: one table for each programme, with counts on top.

use std::collections::BTreeMap;

use super::claims::Claim;
use super::requirements::{Requirement, Table};

/// A language of the pages, by its place in texts of both.
#[derive(Clone, Copy)]
pub enum Language {
    Chinese,
    English,
}

/// How far a requirement is covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Its tests show all that it asks.
    Tested,
    /// Its tests leave something out.
    Partly,
    /// No test shows it.
    Open,
}

impl State {
    /// The state of a requirement with these claims.
    pub fn of(requirement: &Requirement, claims: &[Claim]) -> Self {
        match (claims.is_empty(), requirement.missing.iter().all(String::is_empty)) {
            (true, _) => Self::Open,
            (false, true) => Self::Tested,
            (false, false) => Self::Partly,
        }
    }
}

impl Language {
    fn of<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Chinese => zh,
            Self::English => en,
        }
    }

    fn state(self, state: State) -> &'static str {
        match (state, self) {
            (State::Tested, Self::Chinese) => "已验证",
            (State::Tested, Self::English) => "tested",
            (State::Partly, Self::Chinese) => "部分验证",
            (State::Partly, Self::English) => "partly",
            (State::Open, Self::Chinese) => "未验证",
            (State::Open, Self::English) => "open",
        }
    }
}

/// The page in one language.
pub fn page(language: Language, tables: &[Table], claims: &BTreeMap<String, Vec<Claim>>) -> String {
    let of = |zh, en| language.of(zh, en);
    let mut text = format!("# {}\n\n", of("需求覆盖", "Coverage of the requirements"));
    text += of(
        "本页由 `cargo xtask docs` 生成。需求的原文、条款和验证方法写在 [requirements](requirements/README.md) 中；\
         算例和走程以 `covers` 键、命令行和页面测试以 `Covers` 注释写明各自验证哪些需求。\
         只有经由命令行、HTTP、浏览器、算例或走程并核对需求本身数值的测试才算数；没有测试的即为未验证。\n\n",
        "This page is written by `cargo xtask docs`. The requirements, their clauses and how each is verified stand in \
         [requirements](requirements/README.md); cases and walks say by the key `covers`, tests of the command line and \
         of the pages by a line `Covers`, which of them they prove. A test counts only when it goes through the command \
         line, HTTP, a browser, a case or a walk and asserts what the requirement itself says; without one, the \
         requirement is open.\n\n",
    );
    text += &counts(language, tables, claims);
    for table in tables {
        let [zh, en] = &table.title;
        let [document_zh, document_en] = &table.document;
        text += &format!("\n## {}\n\n{}\n\n", of(zh, en), of(document_zh, document_en));
        text += of(
            "| 编号 | 条款 | 需求与验证方法 | 测试 | 在哪里看 | 状态 |\n",
            "| id | clause | requirement and how it is verified | tests | where to see it | state |\n",
        );
        text += "| --- | --- | --- | --- | --- | --- |\n";
        for row in &table.rows {
            text += &line(language, row, claims.get(&row.id).map_or(&[], Vec::as_slice));
        }
    }
    text
}

/// How many requirements of each table are tested, partly tested and open.
fn counts(language: Language, tables: &[Table], claims: &BTreeMap<String, Vec<Claim>>) -> String {
    let mut text = language
        .of("| 来源 | 已验证 | 部分验证 | 未验证 | 合计 |\n", "| source | tested | partly | open | all |\n")
        .to_string();
    text += "| --- | ---: | ---: | ---: | ---: |\n";
    let state = |row: &Requirement| State::of(row, claims.get(&row.id).map_or(&[], Vec::as_slice));
    let mut all = Vec::new();
    for table in tables {
        let here: Vec<State> = table.rows.iter().map(state).collect();
        let [zh, en] = &table.title;
        text += &counted(language.of(zh, en), &here);
        all.extend(here);
    }
    text + &counted(language.of("合计", "all"), &all)
}

fn counted(name: &str, states: &[State]) -> String {
    let count = |wanted| states.iter().filter(|state| **state == wanted).count();
    let [tested, partly, open] = [State::Tested, State::Partly, State::Open].map(count);
    format!("| {name} | {tested} | {partly} | {open} | {} |\n", states.len())
}

fn line(language: Language, row: &Requirement, claims: &[Claim]) -> String {
    let both = |[zh, en]: &[String; 2]| language.of(zh, en).to_string();
    let colon = language.of("：", ": ");
    let state = State::of(row, claims);
    let missing = both(&row.missing);
    let shown = match (state, missing.is_empty()) {
        (State::Tested, _) | (State::Open, true) => language.state(state).to_string(),
        (State::Partly | State::Open, _) => format!("{}{colon}{missing}", language.state(state)),
    };
    let tests: Vec<String> = claims.iter().map(test).collect();
    let cells = [
        row.id.clone(),
        row.clause.clone(),
        format!("{}<br>*{}*", both(&row.asked), both(&row.verified)),
        tests.join("<br>"),
        if row.see.is_empty() { String::new() } else { format!("`{}`", row.see.replace("; ", "`, `")) },
        shown,
    ];
    format!("| {} |\n", cells.map(|cell| cell.replace('|', "\\|")).join(" | "))
}

/// A test with a link to its file.
fn test(claim: &Claim) -> String {
    let shown = claim.file.rsplit('/').take(if claim.test.is_empty() { 2 } else { 1 }).collect::<Vec<_>>();
    let file = shown.into_iter().rev().collect::<Vec<_>>().join("/");
    let name = if claim.test.is_empty() { file } else { format!("{file} `{}`", claim.test) };
    format!("[{name}](../{})", claim.file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn requirement(missing: &str) -> Requirement {
        Requirement {
            id: "A-01".into(),
            clause: "1".into(),
            asked: ["甲".into(), "a".into()],
            verified: ["乙".into(), "b".into()],
            see: "duheng score; /verify".into(),
            missing: [missing.into(), missing.into()],
        }
    }

    fn claim() -> Claim {
        Claim { id: "A-01".into(), file: "packs/p/walks/w.yaml".into(), test: String::new() }
    }

    #[test]
    fn the_state_follows_from_claims_and_what_is_missing() {
        assert_eq!(State::of(&requirement(""), &[claim()]), State::Tested);
        assert_eq!(State::of(&requirement("c"), &[claim()]), State::Partly);
        assert_eq!(State::of(&requirement(""), &[]), State::Open);
        assert_eq!(State::of(&requirement("c"), &[]), State::Open);
    }

    #[test]
    fn a_row_links_its_tests_and_says_what_is_missing() {
        assert_eq!(
            line(Language::English, &requirement("c"), &[claim()]),
            "| A-01 | 1 | a<br>*b* | [walks/w.yaml](../packs/p/walks/w.yaml) | `duheng score`, `/verify` | partly: c |\n"
        );
    }
}
