//! `cargo xtask docs`: the documents that `duheng` writes about itself.
//!
//! Language reference, error catalogue, JSON Schema, help, man pages and completions stand under `docs/`, so that
//! they can be read without building anything; beside them the pages of coverage, from the requirements and their tests. Each folder into which the program writes is wholly generated;
//! a file that stands directly in `docs/` and that the program does not write was written by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::coverage;
use crate::failure::{Failure, Outcome};
use crate::npm;
use crate::process::{Workspace, cannot, run_quietly};
use crate::test;

const REMEDY: &str = "run `cargo xtask docs` and commit what it writes";
const MEND: &str = "mend what stands above, then run `cargo xtask docs` again";

/// Files by their path below a folder, in order.
type Files = BTreeMap<PathBuf, Vec<u8>>;

/// Writes the generated documents, or with `--check` compares them.
pub fn run(workspace: &Workspace, arguments: &[String]) -> Outcome {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => write(workspace),
        ["--coverage"] => write_coverage(workspace),
        ["--check"] => match check(workspace)? {
            None => Ok(()),
            Some(failure) => Err(failure),
        },
        _ => Err(Failure::usage(
            format!("`cargo xtask docs` does not know `{}`", words.join(" ")),
            "run `cargo xtask docs` to write, with `--coverage` the pages of coverage alone, or with `--check` to compare",
        )),
    }
}

/// Names the first stale file with the remedy, or says that the generator failed; `None` when all are fresh.
pub fn check(workspace: &Workspace) -> Result<Option<Failure>, Failure> {
    let fresh = match generate(workspace)? {
        Ok(fresh) => fresh,
        Err(output) => return Ok(Some(Failure::new(output, MEND))),
    };
    let present = read(&workspace.path("docs"))?;
    Ok(first_difference(&fresh, &present).map(|difference| Failure::new(difference, REMEDY)))
}

fn write(workspace: &Workspace) -> Outcome {
    let fresh = generate(workspace)?.map_err(|output| Failure::new(output, MEND))?;
    let docs = workspace.path("docs");
    let present = read(&docs)?;
    let mut changed = put(&docs, &fresh, &present)?;
    for name in leftovers(&fresh, &present) {
        let path = docs.join(name);
        fs::remove_file(&path).map_err(|error| cannot("remove", &path, &error))?;
        println!("removed docs/{}", name.display());
        changed += 1;
    }
    println!("{} generated documents, {changed} changed", fresh.len());
    Ok(())
}

/// Writes the pages of coverage alone, for which nothing is built.
fn write_coverage(workspace: &Workspace) -> Outcome {
    let fresh = coverage::pages(workspace)?.map_err(|breaches| Failure::new(breaches, MEND))?;
    let docs = workspace.path("docs");
    put(&docs, &fresh, &read(&docs)?).map(|_| ())
}

/// Writes what differs and says so; how many those are.
fn put(docs: &Path, fresh: &Files, present: &Files) -> Result<usize, Failure> {
    let mut changed = 0;
    for (name, content) in fresh {
        if present.get(name) == Some(content) {
            continue;
        }
        let path = docs.join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| cannot("make the folder", folder, &error))?;
        }
        fs::write(&path, content).map_err(|error| cannot("write", &path, &error))?;
        println!("wrote docs/{}", name.display());
        changed += 1;
    }
    Ok(changed)
}

/// What `duheng docs` writes and the pages of coverage, or what went wrong.
fn generate(workspace: &Workspace) -> Result<Result<Files, String>, Failure> {
    let coverage = match coverage::pages(workspace)? {
        Ok(pages) => pages,
        Err(breaches) => return Ok(Err(breaches)),
    };
    npm::install(workspace)?;
    let scratch = workspace.scratch("docs")?;
    let out = scratch.join("out");
    if out.exists() {
        fs::remove_dir_all(&out).map_err(|error| cannot("empty the folder", &out, &error))?;
    }
    fs::create_dir_all(&out).map_err(|error| cannot("make the folder", &out, &error))?;
    let built = run_quietly(&mut test::command_without_running(workspace), &scratch.join("build.log"))?;
    if !built.success {
        return Ok(Err(built.output));
    }
    let mut command = workspace.tested_duheng();
    command.args(["docs", "--out"]).arg(&out);
    let finished = run_quietly(&mut command, &scratch.join("docs.log"))?;
    if !finished.success {
        return Ok(Err(format!("`duheng docs` failed:\n{}", finished.output.trim_end())));
    }
    let mut files = read(&out)?;
    if files.is_empty() {
        return Ok(Err("`duheng docs` wrote no document".into()));
    }
    files.extend(coverage);
    Ok(Ok(files))
}

/// All files below a folder; none when the folder is missing.
fn read(folder: &Path) -> Result<Files, Failure> {
    let mut files = Files::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(below) = folders.pop() {
        let here = folder.join(&below);
        if !here.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&here).map_err(|error| cannot("list", &here, &error))? {
            let entry = entry.map_err(|error| cannot("list", &here, &error))?;
            let (name, path) = (below.join(entry.file_name()), entry.path());
            if path.is_dir() {
                folders.push(name);
            } else {
                let content = fs::read(&path).map_err(|error| cannot("read", &path, &error))?;
                files.insert(name, content);
            }
        }
    }
    Ok(files)
}

/// The first file, by name, that is missing, differs or is no longer written.
fn first_difference(fresh: &Files, present: &Files) -> Option<String> {
    let stale = fresh.iter().find_map(|(name, content)| match present.get(name) {
        Some(old) if old == content => None,
        Some(_) => Some((name, "is stale")),
        None => Some((name, "is missing")),
    });
    let left = leftovers(fresh, present).into_iter().next().map(|name| (name, "is no longer written"));
    let (name, state) = stale.into_iter().chain(left).min()?;
    Some(format!("docs/{} {state}", name.display()))
}

/// Files that nobody writes any more, in folders that are wholly generated.
fn leftovers<'a>(fresh: &Files, present: &'a Files) -> Vec<&'a PathBuf> {
    let top = |name: &Path| name.components().next().map(|part| part.as_os_str().to_os_string());
    let nested = |name: &&PathBuf| name.components().count() > 1;
    let generated: BTreeSet<_> = fresh.keys().filter(nested).map(|name| top(name)).collect();
    let unwritten =
        |name: &&PathBuf| nested(name) && !fresh.contains_key(*name) && generated.contains(&top(name));
    present.keys().filter(unwritten).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(list: &[(&str, &str)]) -> Files {
        list.iter().map(|(name, text)| (PathBuf::from(name), text.as_bytes().to_vec())).collect()
    }

    fn check(fresh: &[(&str, &str)], present: &[(&str, &str)], expect: Option<&str>) {
        assert_eq!(first_difference(&files(fresh), &files(present)).as_deref(), expect);
    }

    #[test]
    fn equal_documents_are_fresh() {
        check(&[("errors/e.md", "1"), ("help.md", "2")], &[("errors/e.md", "1"), ("help.md", "2")], None);
    }

    #[test]
    fn the_first_stale_file_is_named() {
        let fresh = [("errors/a.md", "1"), ("help.md", "2")];
        check(&fresh, &[("errors/a.md", "0"), ("help.md", "0")], Some("docs/errors/a.md is stale"));
        check(&fresh, &[("errors/a.md", "1")], Some("docs/help.md is missing"));
    }

    #[test]
    fn a_leftover_in_a_generated_folder_is_stale() {
        let present = [("errors/a.md", "1"), ("errors/old.md", "1")];
        check(&[("errors/a.md", "1")], &present, Some("docs/errors/old.md is no longer written"));
    }

    #[test]
    fn documents_written_by_hand_are_left_alone() {
        check(
            &[("errors/a.md", "1")],
            &[("README.md", "x"), ("errors/a.md", "1"), ("guide/b.md", "x")],
            None,
        );
    }
}
