//! Findings as text, JSON and SARIF.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use duheng_pack::diagnostic::{Diagnostic, Severity};
use duheng_pack::source::{SourceMap, Span};
use duheng_pack::text::Language;
use serde_json::{Value, json};

use crate::counted::counted;

/// Findings as people read them, with the lines they are about: notes, then warnings, then errors, so that what must
/// be mended stands last, where the reader looks.
pub fn text(findings: &[Diagnostic], sources: &SourceMap, language: Language, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut shown = String::new();
    let mut findings: Vec<&Diagnostic> = findings.iter().collect();
    findings.sort_by_key(|finding| match finding.severity() {
        Severity::Note => 0,
        Severity::Warning => 1,
        Severity::Error => 2,
    });
    for finding in findings {
        let level = level(finding.severity(), language);
        let message = finding.message.get(language);
        let mut group = Group::with_title(level.primary_title(message).id(finding.code.name));
        group = with_snippet(group, finding, sources, language);
        let help = finding.help.get(language);
        if !help.is_empty() {
            let word = if language == Language::Zh { "办法" } else { "help" };
            group = group.element(Level::HELP.with_name(word).message(help));
        }
        shown.push_str(&renderer.render(&[group]));
        shown.push_str("\n\n");
    }
    shown
}

fn level(severity: Severity, language: Language) -> Level<'static> {
    let (level, zh) = match severity {
        Severity::Error => (Level::ERROR, "错误"),
        Severity::Warning => (Level::WARNING, "警告"),
        Severity::Note => (Level::NOTE, "说明"),
    };
    if language == Language::Zh { level.with_name(zh) } else { level }
}

fn with_snippet<'a>(
    group: Group<'a>,
    finding: &'a Diagnostic,
    sources: &'a SourceMap,
    language: Language,
) -> Group<'a> {
    let Some(source) = sources.get(finding.span.file) else { return group };
    let mut snippet = Snippet::source(source.text.as_str()).path(source.path.as_str()).fold(true).annotation(
        AnnotationKind::Primary.span(range(first_line(finding.span, &source.text), &source.text)),
    );
    for (span, label) in finding.related.iter().filter(|(span, _)| span.file == finding.span.file) {
        let range = range(first_line(*span, &source.text), &source.text);
        snippet = snippet.annotation(AnnotationKind::Context.span(range).label(label.get(language)));
    }
    group.element(snippet)
}

/// The part of a span on its first line: a finding about a long node points at where it starts.
fn first_line(span: Span, text: &str) -> Span {
    let covered = text.get(span.start as usize..span.end as usize).unwrap_or("");
    match covered.find('\n') {
        Some(end) => Span::new(span.file, span.start as usize, span.start as usize + end),
        None => span,
    }
}

fn range(span: Span, text: &str) -> std::ops::Range<usize> {
    let start = (span.start as usize).min(text.len());
    start..(span.end as usize).clamp(start, text.len())
}

/// How many there are of each weight, in words.
pub fn summary(findings: &[Diagnostic], language: Language) -> String {
    let count = |severity: Severity| findings.iter().filter(|finding| finding.severity() == severity).count();
    let (errors, warnings, notes) = (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
    match language {
        Language::Zh => format!("{errors} 个错误，{warnings} 个警告，{notes} 个说明"),
        Language::En => {
            let words = [counted(errors, "error"), counted(warnings, "warning"), counted(notes, "note")];
            words.join(", ")
        }
    }
}

/// Findings as `{"diagnostics":[…]}`.
pub fn json(findings: &[Diagnostic], sources: &SourceMap, language: Language) -> Value {
    let list: Vec<Value> = findings
        .iter()
        .map(|finding| {
            let (file, line, column) = place(finding.span, sources);
            json!({
                "code": finding.code.name,
                "severity": finding.severity().name(),
                "message": finding.message.get(language),
                "help": finding.help.get(language),
                "file": file,
                "line": line,
                "column": column,
            })
        })
        .collect();
    json!({ "diagnostics": list })
}

/// Findings as a SARIF 2.1.0 log, for code scanning.
pub fn sarif(findings: &[Diagnostic], sources: &SourceMap, language: Language) -> Value {
    let at = if language == Language::Zh { 0 } else { 1 };
    let mut rules: Vec<&'static duheng_pack::diagnostic::Code> =
        findings.iter().map(|finding| finding.code).collect();
    rules.sort_by_key(|code| code.name);
    rules.dedup_by_key(|code| code.name);
    let rules: Vec<Value> = rules
        .into_iter()
        .map(|code| {
            json!({
                "id": code.name,
                "shortDescription": { "text": code.title.get(at).copied().unwrap_or_default() },
                "fullDescription": { "text": code.why.get(at).copied().unwrap_or_default() },
            })
        })
        .collect();
    let results: Vec<Value> = findings
        .iter()
        .map(|finding| {
            let (file, line, column) = place(finding.span, sources);
            let level = if finding.severity() == Severity::Note { "note" } else { finding.severity().name() };
            let text = format!("{} ({})", finding.message.get(language), finding.help.get(language));
            json!({
                "ruleId": finding.code.name,
                "level": level,
                "message": { "text": text },
                "locations": [{ "physicalLocation": {
                    "artifactLocation": { "uri": file.replace('\\', "/") },
                    "region": { "startLine": line, "startColumn": column },
                } }],
            })
        })
        .collect();
    json!({
        "version": "2.1.0",
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "runs": [{
            "tool": { "driver": { "name": "duheng", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

/// The file, line and column (both from 1) of a span.
pub fn place(span: Span, sources: &SourceMap) -> (String, usize, usize) {
    let Some(source) = sources.get(span.file) else { return (String::new(), 0, 0) };
    let (line, column) = source.line_column(span.start);
    (source.path.clone(), line, column)
}
