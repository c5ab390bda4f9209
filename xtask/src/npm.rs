//! What comes from npm: the fonts that are embedded at build time.

use std::path::Path;
use std::time::SystemTime;

use crate::failure::{Failure, Outcome};
use crate::process::{Workspace, run_quietly};
use crate::tools::{self, Purpose};

/// What is to be had.
const LOCK: &str = "package-lock.json";
/// What npm writes when it has brought it.
const BROUGHT: &str = "node_modules/.package-lock.json";

/// Installs what a build needs beyond crates: the packages of the lock, unless `node_modules` is as new as that.
pub fn install(workspace: &Workspace) -> Outcome {
    if is_fresh(&workspace.path(LOCK), &workspace.path(BROUGHT)) {
        return Ok(());
    }
    tools::install_packages(workspace, Purpose::Build)?;
    eprintln!("installing the fonts: `npm ci`");
    let log = workspace.scratch("npm")?.join("npm.log");
    let mut npm = workspace.program("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    let finished = run_quietly(&mut npm, &log)?;
    if finished.success {
        return Ok(());
    }
    Err(Failure::new(
        format!("`npm ci` failed:\n{}", finished.output.trim_end()),
        "it needs the network (registry.npmjs.org); read what npm says above",
    ))
}

/// Whether the packages were brought after the lock was written.
fn is_fresh(lock: &Path, brought: &Path) -> bool {
    let written = |path: &Path| path.metadata().and_then(|of| of.modified()).ok();
    fresh(written(lock), written(brought))
}

fn fresh(lock: Option<SystemTime>, brought: Option<SystemTime>) -> bool {
    matches!((lock, brought), (Some(lock), Some(brought)) if brought >= lock)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn packages_are_fresh_when_they_came_after_the_lock() {
        let early = SystemTime::UNIX_EPOCH;
        let late = early + Duration::from_secs(1);
        assert!(fresh(Some(early), Some(late)) && fresh(Some(early), Some(early)));
        assert!(!fresh(Some(late), Some(early)) && !fresh(Some(late), None) && !fresh(None, Some(late)));
    }

    #[test]
    fn the_lock_names_no_host_but_the_public_registry() {
        let root = Workspace::locate().expect("the workspace is found");
        let lock = std::fs::read_to_string(root.path(LOCK)).expect("the lock is readable");
        for line in lock.lines().filter(|line| line.contains("\"resolved\"")) {
            assert!(line.contains("https://registry.npmjs.org/"), "{line}");
        }
    }
}
