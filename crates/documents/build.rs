//! Finds the fonts that npm has put into `node_modules` and names them to the compiler, which embeds them.
//!
//! It never uses the network: what is missing is fetched by `cargo xtask setup`.

use std::path::Path;
use std::process::ExitCode;

/// The folder below the workspace's root.
const FAMILY: &str = "node_modules/@expo-google-fonts/noto-sans-sc";

/// The variable that the source reads, and the file below the folder.
const FONTS: [(&str, &str); 3] = [
    ("DUHENG_FONT_REGULAR", "400Regular/NotoSansSC_400Regular.ttf"),
    ("DUHENG_FONT_MEDIUM", "500Medium/NotoSansSC_500Medium.ttf"),
    ("DUHENG_FONT_BOLD", "700Bold/NotoSansSC_700Bold.ttf"),
];

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    let Some(root) = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2) else {
        return ExitCode::FAILURE;
    };
    for (variable, file) in FONTS {
        let path = root.join(FAMILY).join(file);
        println!("cargo::rerun-if-changed={}", path.display());
        if !path.is_file() {
            println!("cargo::error=the fonts are not installed: run `cargo xtask setup`");
            return ExitCode::FAILURE;
        }
        println!("cargo::rustc-env={variable}={}", path.display());
    }
    ExitCode::SUCCESS
}
