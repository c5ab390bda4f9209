//! Gathers what browsers load: Tabler and htmx from `node_modules`, our own style and script, and one sprite of icons.
//!
//! It never uses the network: what is missing is fetched by `cargo xtask setup`. Each file is named by the hash of what
//! it holds, so that a browser may keep it for ever.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use sha2::{Digest as _, Sha256};

/// Names in templates, file endings, files below the workspace's root.
const FILES: [(&str, &str, &str); 5] = [
    ("tabler", "css", "node_modules/@tabler/core/dist/css/tabler.min.css"),
    ("htmx", "js", "node_modules/htmx.org/dist/htmx.min.js"),
    ("duheng-style", "css", "crates/web/assets/duheng.css"),
    ("duheng-script", "js", "crates/web/assets/duheng.js"),
    ("emblem", "svg", "crates/web/assets/emblem.svg"),
];

/// The icons of the sprite.
const ICONS: [&str; 21] = [
    "alert-triangle",
    "arrow-right",
    "building",
    "calendar",
    "chart-radar",
    "certificate",
    "circle-check",
    "circle-x",
    "clock",
    "download",
    "file-text",
    "home",
    "language",
    "plus",
    "printer",
    "refresh",
    "search",
    "speakerphone",
    "trash",
    "upload",
    "users",
];

fn main() -> ExitCode {
    match gather() {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            println!("cargo::error={sentence}");
            ExitCode::FAILURE
        }
    }
}

fn gather() -> Result<(), String> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=texts");
    println!("cargo::rerun-if-changed=templates");
    // asked when it runs: where it was compiled may be another checkout
    let own = std::env::var_os("CARGO_MANIFEST_DIR").ok_or("cargo names no CARGO_MANIFEST_DIR")?;
    let root = Path::new(&own).ancestors().nth(2).ok_or("the workspace has no root")?;
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo names no OUT_DIR")?);
    let sprite = out.join("icons.svg");
    fs::write(&sprite, icons(root)?).map_err(|error| error.to_string())?;
    let mut table = String::from(
        "/// All files, by the names that templates use.\npub(crate) static ASSETS: &[Asset] = &[\n",
    );
    let files = FILES.iter().map(|(name, ending, file)| (*name, *ending, root.join(file)));
    for (_, _, path) in files.clone() {
        println!("cargo::rerun-if-changed={}", path.display());
    }
    // the sprite is written here: its parts are watched, not itself
    for (name, ending, path) in files.chain([("icons", "svg", sprite)]) {
        let bytes = fs::read(&path).map_err(|_| missing())?;
        let hash: String = Sha256::digest(&bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let row = format!(
            "    Asset {{ name: {name:?}, file: \"{name}.{hash}.{ending}\", bytes: include_bytes!({path:?}) }},"
        );
        writeln!(table, "{row}").map_err(|error| error.to_string())?;
    }
    table.push_str("];\n");
    fs::write(out.join("assets.rs"), table).map_err(|error| error.to_string())
}

fn missing() -> String {
    "the styles and scripts are not installed: run `cargo xtask setup`".to_owned()
}

/// All icons as symbols of one picture.
fn icons(root: &Path) -> Result<String, String> {
    let mut sprite = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\">");
    for name in ICONS {
        let path = root.join(format!("node_modules/@tabler/icons/icons/outline/{name}.svg"));
        println!("cargo::rerun-if-changed={}", path.display());
        let text = fs::read_to_string(&path).map_err(|_| missing())?;
        let inside = text.split_once("<svg").and_then(|(_, rest)| rest.split_once('>')).map(|(_, rest)| rest);
        let inside = inside.and_then(|rest| rest.split_once("</svg>")).map(|(inside, _)| inside);
        let inside = inside.ok_or_else(|| format!("{name}.svg is no icon"))?;
        write!(sprite, "<symbol id=\"{name}\" viewBox=\"0 0 24 24\">{}</symbol>", inside.trim())
            .map_err(|error| error.to_string())?;
    }
    sprite.push_str("</svg>\n");
    Ok(sprite)
}
