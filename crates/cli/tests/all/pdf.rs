//! `duheng score --pdf`, and rendering in a child process.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use duheng_documents::child::{Limits, Request, render_in_child};
use duheng_documents::{Asset, Date, Document, Failure, Fonts, Pdf, Template};
use serde_json::{Value, json};

use crate::{case, code, duheng, err, out, pack};

/// A file of this test in the system's temporary folder.
fn scratch(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("duheng-{}-{name}", std::process::id()))
}

fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The text of a PDF file without blanks; the cross that the font lacks is read as the page writes it.
fn text_of(file: &Path) -> String {
    let output = Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(file).arg("-").output();
    let output = output.expect("pdftotext is installed: run `cargo xtask setup`");
    dense(&String::from_utf8(output.stdout).expect("UTF-8")).replace('×', "✗")
}

/// Writes the sheet of a case as a PDF and gives its text, with the sheet as text.
fn both(language: &str, name: &str) -> (String, String) {
    let file = scratch(&format!("{name}.{language}.pdf"));
    let path = file.display().to_string();
    let output = duheng(&["--lang", language, "score", &pack(), &case(name), "--pdf", &path], "");
    assert_eq!(code(&output), 0, "{}", err(&output));
    let said = out(&output);
    assert!(said.contains(&path) && err(&output).is_empty(), "{said}{}", err(&output));
    let pdf = text_of(&file);
    let first = fs::read(&file).expect("the file");
    let again = duheng(&["--lang", language, "score", &pack(), &case(name), "--pdf", &path], "");
    assert_eq!(code(&again), 0);
    assert_eq!(first, fs::read(&file).expect("the file"), "another run gives other bytes");
    fs::remove_file(&file).expect("removed");
    let sheet = duheng(&["--lang", language, "score", &pack(), &case(name)], "");
    (pdf, out(&sheet))
}

///
#[test]
fn the_pdf_says_what_the_sheet_says() {
    for (language, name) in
        [("zh", "conversion"), ("en", "conversion"), ("zh", "grade-78-30"), ("en", "average")]
    {
        let (pdf, sheet) = both(language, name);
        // a line of the sheet is cut by its columns: its pieces must all be there, signs and order of columns aside
        let pieces = sheet.lines().filter(|line| !line.starts_with(['─', '═'])).flat_map(|line| {
            let signs = ['✓', '✗', '△', '?', '—', '…', '·', '•', '→'];
            line.split("  ").map(move |piece| dense(piece).trim_start_matches(signs).to_string())
        });
        let pieces: Vec<String> = pieces.filter(|piece| piece.chars().count() > 3).collect();
        let missing: Vec<&String> = pieces.iter().filter(|piece| !pdf.contains(piece.as_str())).collect();
        // a few are broken by the end of a page
        assert!(missing.len() * 50 <= pieces.len(), "{language} {name}, {}: {missing:#?}", pieces.len());
    }
}

#[test]
fn items_points_grade_and_hash_of_the_json_are_in_the_pdf() {
    let (pdf, _) = both("zh", "average");
    let output = duheng(&["--lang", "zh", "score", &pack(), &case("average"), "--format", "json"], "");
    let score: Value = serde_json::from_str(&out(&output)).expect("JSON");
    for item in score["items"].as_array().expect("items") {
        let [code, title] = ["code", "title"].map(|key| item[key].as_str().expect("a text"));
        let said = dense(&format!("{code}{title}"));
        assert!(pdf.contains(&said), "no item {said}");
    }
    assert!(pdf.contains(score["hash"].as_str().expect("the hash")), "no {}", score["hash"]);
}

#[test]
fn a_folder_that_is_missing_is_told() {
    let file = scratch("no.pdf").display().to_string();
    let bad = ["score", &pack(), &case("average"), "--pdf", "/no/such/folder/a.pdf"];
    let output = duheng(&bad, "");
    assert_eq!(code(&output), 1);
    assert!(err(&output).contains("`/no/such/folder/a.pdf` cannot be written"), "{}", err(&output));
    let output = duheng(&["score", &pack(), &case("average"), "--pdf", &file, "--fonts", "/no/such"], "");
    assert_eq!(code(&output), 1);
    assert!(err(&output).contains("the font file `/no/such` cannot be read"), "{}", err(&output));
}

// ── in a child ────────────────────────────────────────────────────────────────────────────────────────────────────

fn request(text: &str) -> Request {
    let document = Document {
        template: Template::new("main.typ", text),
        data: json!({ "name": "度衡" }),
        assets: vec![Asset::new("a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>")],
        today: Date::constant(2026, 8, 1),
    };
    Request { document, fonts: None, limits: Limits::default() }
}

fn rendered(request: &Request) -> Result<Pdf, Failure> {
    render_in_child(Path::new(env!("CARGO_BIN_EXE_duheng")), request)
}

#[test]
fn a_child_gives_the_same_bytes() {
    let request =
        request("#set text(font: \"Noto Sans SC\")\n#json(\"/data.json\").name #image(\"/a.svg\") 😀");
    let here = request.document.render(&Fonts::embedded());
    assert_eq!(here.as_ref().map(|pdf| pdf.missing.clone()), Ok(vec!['😀']));
    assert_eq!(rendered(&request), here);
}

#[test]
fn a_mistake_in_a_template_comes_back() {
    let failed = rendered(&request("\n#panic(\"no\")")).expect_err("it fails");
    assert!(matches!(failed, Failure::Template { line: Some(2), .. }), "{failed:?}");
}

/// A template that computes for hours.
const ENDLESS: &str = "#let n = 0\n#for a in range(100000) { for b in range(100000) { n = n + 1 } }";

#[test]
fn an_endless_template_is_killed_by_the_clock() {
    let mut request = request(ENDLESS);
    request.limits.time_ms = 1500;
    assert_eq!(rendered(&request), Err(Failure::Time { limit_ms: 1500 }));
}

#[test]
fn an_endless_template_is_killed_by_its_computing_time() {
    let mut request = request(ENDLESS);
    request.limits = Limits { time_ms: 60_000, cpu_seconds: 1, ..Limits::default() };
    assert_eq!(rendered(&request), Err(Failure::Ended));
}

#[test]
fn a_template_that_wants_all_memory_is_stopped() {
    let mut request = request("#let s = \"a\" * 1000000\n#let all = range(100000).map(i => s + str(i))");
    request.limits.time_ms = 60_000;
    let failed = rendered(&request).expect_err("it fails");
    assert!(matches!(failed, Failure::Ended), "{failed:?}");
}

#[test]
fn a_program_that_is_none_is_told() {
    let failed = render_in_child(Path::new("/no/such/program"), &request("")).expect_err("it fails");
    assert!(matches!(failed, Failure::Start(_)), "{failed:?}");
    let failed = render_in_child(Path::new("/bin/echo"), &request("")).expect_err("it fails");
    assert!(matches!(failed, Failure::Protocol(_)), "{failed:?}");
}

#[test]
fn a_request_that_is_none_is_answered() {
    let output = duheng(&["render-document"], "{}");
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(out(&output).starts_with("{\"failed\":{\"protocol\":"), "{}", out(&output));
}
