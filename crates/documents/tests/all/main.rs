//! Documents as people get them: pages, text, bytes.
#![cfg(test)]

mod forms;
mod glyphs;
mod hostile;
mod pages;
mod samples;
mod templates;

use std::io::Write;
use std::process::{Command, Stdio};

use duheng_documents::Pdf;

/// The text of a PDF as `pdftotext` (Debian package poppler-utils) reads it.
fn text(pdf: &Pdf) -> String {
    read(pdf, &["-raw"])
}

/// What `pdftotext` says of a PDF.
fn read(pdf: &Pdf, how: &[&str]) -> String {
    let mut child = Command::new("pdftotext")
        .args(how)
        .args(["-enc", "UTF-8", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pdftotext is installed: run `cargo xtask setup`");
    let mut stdin = child.stdin.take().expect("a pipe");
    let bytes = pdf.bytes.clone();
    let writer = std::thread::spawn(move || stdin.write_all(&bytes));
    let output = child.wait_with_output().expect("pdftotext ends");
    writer.join().expect("the writer ends").expect("pdftotext reads");
    assert!(output.status.success(), "pdftotext fails");
    // with `-bbox` it writes half of a character beyond the first plane
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Fails unless each word stands within its page, with a margin of so many points.
#[track_caller]
fn stands_within(pdf: &Pdf, margin: i64) {
    let told = read(pdf, &["-bbox"]);
    // in thousandths of a point
    let number = |line: &str, name: &str| -> Option<i64> {
        let (_, after) = line.split_once(&format!("{name}=\""))?;
        let (written, _) = after.split_once('"')?;
        let (whole, rest) = written.split_once('.').unwrap_or((written, ""));
        format!("{whole}{}", format!("{rest:0<3}").get(..3)?).parse().ok()
    };
    let margin = 1000 * margin;
    let (mut width, mut height, mut words) = (0, 0, 0);
    for line in told.lines() {
        if let (Some(of_page), Some(high)) = (number(line, "width"), number(line, "height")) {
            (width, height) = (of_page, high);
        }
        let edges = ["xMin", "yMin", "xMax", "yMax"].map(|name| number(line, name));
        let [Some(left), Some(top), Some(right), Some(bottom)] = edges else { continue };
        words += 1;
        let fits = left >= margin && top >= margin && right <= width - margin && bottom <= height - margin;
        assert!(fits, "beyond a page of {width} by {height}: {line}");
    }
    assert!(words > 20, "only {words} words were found");
}

/// A text without blanks, for lines break where they must.
fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Fails unless the PDF says all of these, blanks aside.
#[track_caller]
fn says(pdf: &Pdf, all: &[&str]) {
    let text = dense(&text(pdf));
    for said in all {
        assert!(text.contains(&dense(said)), "the document does not say `{said}`:\n{text}");
    }
}
