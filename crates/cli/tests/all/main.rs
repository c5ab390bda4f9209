//! The command line as people use it: exit codes, standard output, standard error.
#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot run must fail")]

mod check;
mod demo;
mod example;
mod facts;
mod guide;
mod keep;
mod pdf;
mod requirements;
mod score;
mod test;
mod usage;
mod visitor;
mod words;

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// The folder of the Shenzhen pack.
fn pack() -> String {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../packs/sz-sustainable-enterprise");
    root.display().to_string()
}

/// A case of the Shenzhen pack.
fn case(name: &str) -> String {
    format!("{}/cases/{name}.yaml", pack())
}

/// Runs `duheng` with `arguments` and `input` on standard input.
fn duheng(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_duheng"))
        .args(arguments)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", "en_US.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("duheng starts");
    let mut stdin = child.stdin.take().expect("standard input is piped");
    // a command that ends before it reads leaves a broken pipe
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    child.wait_with_output().expect("duheng ends")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("output is UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("messages are UTF-8")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("it ends by itself")
}

/// The lines from the one that starts with `from` up to the one that starts with `to`.
fn between<'t>(text: &'t str, from: &str, to: &str) -> Vec<&'t str> {
    let start = text.lines().position(|line| line.starts_with(from));
    let start = start.unwrap_or_else(|| panic!("no line starts with `{from}`"));
    text.lines().skip(start).take_while(|line| !line.starts_with(to)).collect()
}
