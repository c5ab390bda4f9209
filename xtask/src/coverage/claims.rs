//! Which tests say that they cover which requirements: walks and cases by their key `covers`, tests of the command line
//! and of the pages by a line `/// Covers S4-12, S4-13.` above them.

use std::fs;
use std::path::Path;

use crate::failure::Failure;
use crate::process::{Workspace, cannot};

/// The folders of Rust tests that go through the command line, HTTP or a browser; elsewhere a claim is a breach.
const OUTER: [&str; 2] = ["crates/cli/tests/", "crates/web/tests/"];
const SIGN: &str = "/// Covers ";

/// One test that covers one requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The id of the requirement.
    pub id: String,
    /// The file below the root, with `/`.
    pub file: String,
    /// The function of a Rust test; empty for walks and cases.
    pub test: String,
}

/// All claims in the order of files, and what is wrong with them.
pub fn gather(workspace: &Workspace) -> Result<(Vec<Claim>, Vec<String>), Failure> {
    let mut files = Vec::new();
    for folder in ["crates", "packs"] {
        collect(&workspace.path(folder), folder, &mut files)?;
    }
    files.sort();
    let (mut claims, mut breaches) = (Vec::new(), Vec::new());
    for file in files {
        let path = workspace.path(&file);
        let text = fs::read_to_string(&path).map_err(|error| cannot("read", &path, &error))?;
        let found = if file.ends_with(".rs") { of_rust(&file, &text) } else { of_pack(&file, &text) };
        match found {
            Ok(found) => claims.extend(found),
            Err(breach) => breaches.push(breach),
        }
    }
    Ok((claims, breaches))
}

/// Rust files, and the walks and cases of packs.
fn collect(folder: &Path, below: &str, files: &mut Vec<String>) -> Result<(), Failure> {
    for entry in fs::read_dir(folder).map_err(|error| cannot("list", folder, &error))? {
        let path = entry.map_err(|error| cannot("list", folder, &error))?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        let here = format!("{below}/{name}");
        if path.is_dir() {
            if name != "target" {
                collect(&path, &here, files)?;
            }
        } else if name.ends_with(".rs")
            || (name.ends_with(".yaml") && (below.ends_with("/walks") || below.ends_with("/cases")))
        {
            files.push(here);
        }
    }
    Ok(())
}

/// The key `covers` of a walk or a case, written on one line or as a list below it.
fn of_pack(file: &str, text: &str) -> Result<Vec<Claim>, String> {
    let mut lines = text.lines().skip_while(|line| !line.starts_with("covers:"));
    let Some(first) = lines.next() else { return Ok(Vec::new()) };
    let inline = first.trim_start_matches("covers:").trim();
    let ids: Vec<String> = if inline.is_empty() {
        lines.map_while(|line| line.trim_start().strip_prefix("- ")).map(|id| id.trim().to_string()).collect()
    } else {
        ids(inline.trim_start_matches('[').trim_end_matches(']'))
    };
    if ids.is_empty() {
        return Err(format!("{file}: `covers` names no requirement"));
    }
    Ok(ids.into_iter().map(|id| Claim { id, file: file.to_string(), test: String::new() }).collect())
}

/// The lines `/// Covers …` of Rust tests.
fn of_rust(file: &str, text: &str) -> Result<Vec<Claim>, String> {
    let mut claims = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut is_test = false;
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if let Some(rest) = line.strip_prefix(SIGN) {
            open.extend(ids(rest.trim_end_matches('.')));
            if !OUTER.iter().any(|folder| file.starts_with(folder)) {
                return Err(format!(
                    "{file}:{}: only tests through the command line, HTTP or a browser cover requirements ({})",
                    at + 1,
                    OUTER.join(", ")
                ));
            }
        } else if line.starts_with("#[") {
            is_test |= line.contains("test");
        } else if !line.starts_with("///") {
            let name = line.split("fn ").nth(1).and_then(|rest| rest.split(['(', '<']).next()).unwrap_or("");
            if !open.is_empty() && (!is_test || name.is_empty()) {
                return Err(format!("{file}:{}: `Covers` stands above something that is no test", at + 1));
            }
            claims.extend(open.drain(..).map(|id| Claim {
                id,
                file: file.to_string(),
                test: name.to_string(),
            }));
            is_test = false;
        }
    }
    Ok(claims)
}

fn ids(list: &str) -> Vec<String> {
    list.split(',').map(|id| id.trim().to_string()).filter(|id| !id.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::{of_pack, of_rust};

    const WEB: &str = "crates/web/tests/all/a.rs";

    #[test]
    fn a_walk_claims_by_a_key_on_one_line_or_below_it() {
        let ids = |text| -> Vec<String> {
            of_pack("packs/p/walks/a.yaml", text)
                .unwrap_or_default()
                .into_iter()
                .map(|claim| claim.id)
                .collect()
        };
        assert_eq!(ids("title: 1\ncovers: [S4-12, S4-13]\n"), ["S4-12", "S4-13"]);
        assert_eq!(ids("covers:\n  - S4-12\n  - S4-13\nsteps:\n  - a\n"), ["S4-12", "S4-13"]);
        assert_eq!(ids("title: 1\n"), Vec::<String>::new());
        assert!(of_pack("packs/p/walks/a.yaml", "covers:\nsteps: []\n").is_err());
    }

    #[test]
    fn a_rust_test_claims_by_a_line_above_it() {
        let text = "/// Says.\n/// Covers X-01, X-02.\n#[tokio::test]\nasync fn walks() {\n}\n";
        let found = of_rust(WEB, text).expect("sound");
        assert_eq!(found.iter().map(|claim| claim.id.as_str()).collect::<Vec<_>>(), ["X-01", "X-02"]);
        assert!(found.iter().all(|claim| claim.test == "walks"));
    }

    #[test]
    fn what_is_no_outer_test_claims_nothing() {
        let text = "/// Covers X-01.\n#[test]\nfn inner() {}\n";
        assert!(of_rust("crates/standard/src/a.rs", text).is_err());
        assert!(of_rust(WEB, "/// Covers X-01.\nfn helper() {}\n").is_err());
        assert!(of_rust(WEB, "/// Covers X-01.\n#[test]\nfn t() {}\n").is_ok());
    }
}
