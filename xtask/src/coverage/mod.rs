//! `docs/coverage.md`: each requirement with the tests that show it, or open.

mod claims;
mod page;
mod requirements;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use claims::Claim;
use page::Language;
use requirements::Table;

use crate::failure::Failure;
use crate::process::Workspace;

/// The pages by their path below `docs/`, or all that is wrong with requirements and claims.
pub fn pages(workspace: &Workspace) -> Result<Result<BTreeMap<PathBuf, Vec<u8>>, String>, Failure> {
    let tables = requirements::read(workspace)?;
    let (claims, mut breaches) = claims::gather(workspace)?;
    breaches.extend(wrong(&tables, &claims));
    if !breaches.is_empty() {
        return Ok(Err(breaches.join("\n")));
    }
    let mut by_id: BTreeMap<String, Vec<Claim>> = BTreeMap::new();
    for claim in claims {
        by_id.entry(claim.id.clone()).or_default().push(claim);
    }
    let page = |language| page::page(language, &tables, &by_id).into_bytes();
    Ok(Ok(BTreeMap::from([
        (PathBuf::from("coverage.md"), page(Language::English)),
        (PathBuf::from("coverage.zh-CN.md"), page(Language::Chinese)),
    ])))
}

/// Ids that stand twice, claims of ids that do not exist, texts in one language only, what is missing without an end.
fn wrong(tables: &[Table], claims: &[Claim]) -> Vec<String> {
    let mut known = BTreeSet::new();
    let mut breaches = Vec::new();
    for row in tables.iter().flat_map(|table| &table.rows) {
        if !known.insert(row.id.as_str()) {
            breaches.push(format!("the requirement `{}` stands twice", row.id));
        }
        for [zh, en] in [&row.asked, &row.verified, &row.missing] {
            if zh.is_empty() != en.is_empty() {
                breaches.push(format!("`{}` says something in one language only", row.id));
            }
        }
    }
    let mut seen = BTreeSet::new();
    for claim in claims {
        if !known.contains(claim.id.as_str()) {
            breaches.push(format!("{} covers `{}`, which is no requirement", claim.file, claim.id));
        }
        if !seen.insert((&claim.id, &claim.file, &claim.test)) {
            breaches.push(format!("{} covers `{}` twice", claim.file, claim.id));
        }
    }
    breaches
}

#[cfg(test)]
mod tests {
    use super::requirements::Requirement;
    use super::*;

    fn table(ids: &[&str]) -> Table {
        let text = || ["甲".to_string(), "a".to_string()];
        let row = |id: &&str| Requirement {
            id: (*id).into(),
            clause: "1".into(),
            asked: text(),
            verified: text(),
            see: String::new(),
            missing: [String::new(), String::new()],
        };
        Table { title: text(), document: text(), rows: ids.iter().map(row).collect() }
    }

    fn claim(id: &str) -> Claim {
        Claim { id: id.into(), file: "packs/p/walks/w.yaml".into(), test: String::new() }
    }

    #[test]
    fn a_claim_of_an_unknown_id_is_wrong() {
        assert!(wrong(&[table(&["A-01"])], &[claim("A-01")]).is_empty());
        assert_eq!(
            wrong(&[table(&["A-01"])], &[claim("A-02")]),
            ["packs/p/walks/w.yaml covers `A-02`, which is no requirement"]
        );
    }

    #[test]
    fn what_stands_twice_is_wrong() {
        assert_eq!(wrong(&[table(&["A-01", "A-01"])], &[]), ["the requirement `A-01` stands twice"]);
        let twice = wrong(&[table(&["A-01"])], &[claim("A-01"), claim("A-01")]);
        assert_eq!(twice, ["packs/p/walks/w.yaml covers `A-01` twice"]);
    }

    #[test]
    fn the_pages_of_this_repository_are_fresh() {
        let workspace = Workspace::locate().expect("the workspace is found");
        let pages = pages(&workspace).expect("the tables are readable").expect("all claims are sound");
        for (name, fresh) in pages {
            let path = workspace.path("docs").join(&name);
            let present = std::fs::read(&path).unwrap_or_default();
            assert!(present == fresh, "docs/{} is stale: run `cargo xtask docs`", name.display());
        }
    }
}
