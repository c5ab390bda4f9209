//! How long a file may be.

use crate::{none, root, rust_files};

/// No Rust file passes this length, in lines; 400 is the aim.
const LONGEST: usize = 800;

/// Where Rust files stand.
const FOLDERS: &[&str] = &["crates", "xtask", "fuzz"];

#[test]
fn no_rust_file_is_too_long() {
    let mut found = Vec::new();
    let mut seen = 0;
    for path in FOLDERS.iter().flat_map(|folder| rust_files(&root().join(folder))) {
        let text = std::fs::read_to_string(&path).expect("a readable file");
        let lines = text.lines().count();
        seen += 1;
        if lines > LONGEST {
            let name = path.strip_prefix(root()).expect("below the root").display();
            found.push(format!(
                "{name} has {lines} lines: split it by what its parts are about ({LONGEST} at most)"
            ));
        }
    }
    assert!(seen > 10, "only {seen} Rust files were found");
    none(&found);
}
