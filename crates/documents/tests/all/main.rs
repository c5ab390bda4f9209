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
    let mut child = Command::new("pdftotext")
        .args(["-raw", "-enc", "UTF-8", "-", "-"])
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
    String::from_utf8(output.stdout).expect("UTF-8")
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
