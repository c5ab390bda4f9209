//! The map is true: ARCHITECTURE.md names what exists, and names every crate.

use crate::{folders, none, read, root};

/// The paths that a document names: code spans that contain a slash and nothing that no path has.
fn named_paths(text: &str) -> Vec<&str> {
    let is_path = |span: &&str| {
        span.contains('/') && span.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c))
    };
    text.lines().flat_map(|line| line.split('`').skip(1).step_by(2)).filter(is_path).collect()
}

#[test]
fn the_map_names_only_what_exists() {
    let text = read("ARCHITECTURE.md");
    let missing: Vec<String> =
        named_paths(&text)
            .into_iter()
            .filter(|path| {
                if path.ends_with('/') { !root().join(path).is_dir() } else { !root().join(path).exists() }
            })
            .map(|path| format!("ARCHITECTURE.md names `{path}`, which does not exist"))
            .collect();
    none(&missing);
}

#[test]
fn the_map_names_every_crate() {
    let text = read("ARCHITECTURE.md");
    let paths = named_paths(&text);
    let missing: Vec<String> = folders("crates")
        .into_iter()
        .map(|name| format!("crates/{name}/"))
        .filter(|path| !paths.contains(&path.as_str()))
        .map(|path| format!("ARCHITECTURE.md does not name `{path}`"))
        .collect();
    none(&missing);
}

#[test]
fn paths_are_told_from_other_code() {
    let text = "`crates/pack/` and `a / b`, `no_std`, `packs/<id>/`, `xtask/src/ci.rs`";
    assert_eq!(named_paths(text), ["crates/pack/", "xtask/src/ci.rs"]);
}
