//! `duheng test`

mod differences;
mod update;
mod walks;

use std::path::{Path, PathBuf};

use clap::Args;
use duheng_pack::bundle::{FileKind, PackFile};
use duheng_pack::diagnostic::{Diagnostic, Severity};
use duheng_pack::text::{Language, Text};
use duheng_standard::cases::{Mismatch, compare, expects_refusal};
use duheng_standard::layers::layer_of;
use duheng_standard::model::Pack;
use duheng_standard::score::score;
use duheng_standard::sheet::read_sheet;
use duheng_standard::{has_errors, is_readable};
use serde_json::{Value, json};

use self::differences::{brief, groups};
use super::{Format, Show};
use crate::counted::counted;
use crate::failure::{Exit, Failure};
use crate::output::{complain, print};
use crate::report;
use crate::sheet::{Formulas, Scored};
use duheng_app::library::Library;

/// Run the cases and walks of packs
#[derive(Debug, Args)]
pub struct Test {
    /// Folders of packs
    #[arg(required = true, value_name = "PACK")]
    packs: Vec<PathBuf>,
    /// Only cases and walks whose path or title contains this text
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// Explain every failing case in full, not the first alone
    #[arg(long)]
    full: bool,
    /// Write the new results into the `expect:` of failing cases; comments and layout stay
    #[arg(long)]
    update: bool,
    /// Text to read, or JSON
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// How one case came out.
struct Outcome {
    pack: String,
    path: String,
    /// Where the case stands.
    file: PathBuf,
    title: String,
    passed: bool,
    /// Whether its facts could be scored: only then may its expectations be rewritten.
    scored: bool,
    /// Whether an expectation itself is faulty.
    has_findings: bool,
    /// Results that are not as expected.
    mismatches: Vec<Mismatch>,
    /// What people read of a failure.
    report: String,
    /// What differs.
    differences: Vec<Value>,
}

impl Test {
    pub fn run(self, show: Show) -> Result<Exit, Failure> {
        let library = Library::open(&self.packs)?;
        if !is_readable(&library.findings) {
            let (findings, sources) = (&library.findings, &library.sources);
            if self.format == Format::Json {
                print(&format!("{}\n", report::json(findings, sources, show.language)))?;
            } else {
                // what has nothing to do with the refusal stays for `check`
                let errors: Vec<Diagnostic> = errors(findings).collect();
                complain(&report::text(&errors, sources, show.language, show.colour));
                complain(&format!("{}\n", report::summary(findings, show.language)));
            }
            return Ok(Exit::InvalidPack);
        }
        let rejected: Vec<Diagnostic> = errors(&library.findings).collect();
        complain(&report::text(&rejected, &library.sources, show.language, show.colour));
        let formulas = Formulas::of(&library.bundles, &library.sources);
        let mut outcomes = Vec::new();
        let mut passed_over = Vec::new();
        for at in 0..library.named.len() {
            let (Some(pack), Some(bundle)) = (library.pack(at), library.bundle_of(at)) else { continue };
            let Some((folder, _)) = library.named.get(at) else { continue };
            let examples = bundle.of_kind(FileKind::Case).chain(bundle.of_kind(FileKind::Walk));
            for file in examples {
                let title = file.tree.get("title").map(duheng_pack::schema::text).unwrap_or_default();
                let wanted = self.filter.as_ref().is_none_or(|filter| {
                    [file.path.as_str(), &title.zh, &title.en].iter().any(|text| text.contains(filter))
                });
                if !wanted {
                    passed_over.push(file.path.as_str());
                } else {
                    let runner = Runner { library: &library, formulas: &formulas, pack, folder, show };
                    let mut outcome = match file.kind {
                        FileKind::Walk => runner.walk(file, bundle),
                        _ => runner.case(file),
                    };
                    outcome.title = title.get(show.language).to_string();
                    outcomes.push(outcome);
                }
            }
        }
        if let (Some(filter), true) = (&self.filter, outcomes.is_empty()) {
            return Err(nothing_fits(filter, &passed_over));
        }
        let update = self.update && rejected.is_empty();
        let updated = if update { update::write(&mut outcomes, &library.sources)? } else { Vec::new() };
        let failed = outcomes.iter().filter(|outcome| !outcome.passed).count();
        let passed = outcomes.len() - failed;
        print(&match self.format {
            Format::Text => {
                let mut report = update::text(&updated, show.language);
                report.push_str(&text(&outcomes, self.full, rejected.is_empty(), show.language));
                report.push_str(&match show.language {
                    Language::Zh => format!("{passed} 个通过，{failed} 个不符\n"),
                    Language::En => format!("{passed} passed, {failed} failed\n"),
                });
                report
            }
            Format::Json => as_json(&outcomes, &updated, passed, failed),
        })?;
        if !rejected.is_empty() {
            complain(rejection(self.update, show.language));
        }
        Ok(if failed == 0 && rejected.is_empty() { Exit::Done } else { Exit::Failed })
    }
}

/// What a pack that `duheng check` rejects means for its cases, whatever they give.
fn rejection(update: bool, language: Language) -> &'static str {
    match (language, update) {
        (Language::Zh, false) => "包未通过 `duheng check`（错误见上），测试不算通过\n",
        (Language::Zh, true) => {
            "包未通过 `duheng check`（错误见上），未改写任何算例；先改正包，再用 --update\n"
        }
        (Language::En, false) => {
            "`duheng check` rejects the pack (its errors stand above), so the test fails\n"
        }
        (Language::En, true) => {
            "`duheng check` rejects the pack (its errors stand above), so nothing was rewritten: mend the pack, then use --update\n"
        }
    }
}

fn errors(findings: &[Diagnostic]) -> impl Iterator<Item = Diagnostic> {
    findings.iter().filter(|finding| finding.severity() == Severity::Error).cloned()
}

/// A filter that no case or walk fits; some of those that there are show what could be written.
fn nothing_fits(filter: &str, paths: &[&str]) -> Failure {
    let some: Vec<String> = paths.iter().take(3).map(|path| format!("`{path}`")).collect();
    let help = if some.is_empty() {
        Text::new("包里没有算例，也没有走程", "the pack has neither cases nor walks")
    } else {
        Text::new(
            format!("共有 {} 个算例和走程，例如 {}", paths.len(), some.join("、")),
            format!("there are {} cases and walks, such as {}", paths.len(), some.join(", ")),
        )
    };
    Failure::new(
        Exit::Failed,
        Text::new(
            format!("没有算例或走程的路径或标题含有 `{filter}`"),
            format!("no case or walk has `{filter}` in its path or title"),
        ),
        help,
    )
}

/// The failures: what they have in common, the first in full, the others in a line each. Only what `may_update` is
/// shown the way to new results.
fn text(outcomes: &[Outcome], full: bool, may_update: bool, language: Language) -> String {
    let failed: Vec<&Outcome> = outcomes.iter().filter(|outcome| !outcome.passed).collect();
    let mut text = String::new();
    if failed.len() > 1 {
        text.push_str(&groups(&failed, language));
    }
    let (explained, short) = failed.split_at(if full { failed.len() } else { failed.len().min(1) });
    let head = |outcome: &Outcome| format!("✗ {}/{}  {}\n", outcome.pack, outcome.path, outcome.title);
    for outcome in explained {
        text.push_str(&format!("{}{}\n", head(outcome), outcome.report));
    }
    // walks that all stumble over one case say so once
    for alike in short.chunk_by(|one, next| brief(one, language) == brief(next, language)) {
        alike.iter().for_each(|outcome| text.push_str(&head(outcome)));
        let line = alike.first().map(|outcome| brief(outcome, language)).unwrap_or_default();
        text.push_str(&format!("  {line}\n"));
    }
    let hidden = short.len();
    if hidden > 0 {
        text.push_str(&match language {
            Language::Zh => format!("\n另有 {hidden} 个不符的算例只列一行；加 --full 列出全部计算过程\n"),
            Language::En => {
                format!(
                    "\n{} {}\n",
                    counted(hidden, "more failing case"),
                    if hidden == 1 {
                        "stands in one line; `--full` explains it too"
                    } else {
                        "stand in one line each; `--full` explains them all"
                    }
                )
            }
        });
    }
    let differs = |outcome: &&&Outcome| outcome.scored && !outcome.mismatches.is_empty();
    if let Some(outcome) = failed.iter().find(differs).filter(|_| may_update) {
        let pack = outcome.file.ancestors().nth(2).unwrap_or(&outcome.file).display();
        text.push_str(&match language {
            Language::Zh => {
                format!("如变化符合预期，`duheng test {pack} --update` 把新的得分写入算例；标题不会随之改变\n")
            }
            Language::En => format!(
                "if the change is meant, `duheng test {pack} --update` writes the new results into the cases; their titles stay as they are\n"
            ),
        });
    }
    if failed.iter().any(|outcome| outcome.path.starts_with("walks/")) {
        text.push_str(match language {
            Language::Zh => "走程不会自动改写：如变化符合预期，请自行修改其 events、refused 或 then\n",
            Language::En => {
                "walks are not rewritten: if the change is meant, mend their events, refused or then by hand\n"
            }
        });
    }
    text
}

fn as_json(outcomes: &[Outcome], updated: &[update::Updated], passed: usize, failed: usize) -> String {
    let cases: Vec<Value> = outcomes
        .iter()
        .map(|outcome| {
            json!({
                "pack": outcome.pack, "case": outcome.path, "title": outcome.title,
                "passed": outcome.passed, "differences": outcome.differences,
            })
        })
        .collect();
    let mut document = json!({ "passed": passed.to_string(), "failed": failed.to_string(), "cases": cases });
    if let (false, Some(document)) = (updated.is_empty(), document.as_object_mut()) {
        document.insert("updated".into(), updated.iter().map(update::Updated::json).collect());
    }
    format!("{}\n", serde_json::to_string_pretty(&document).unwrap_or_default())
}

/// Runs the cases of one pack.
struct Runner<'l> {
    library: &'l Library,
    formulas: &'l Formulas<'l>,
    pack: &'l Pack,
    folder: &'l Path,
    show: Show,
}

impl Runner<'_> {
    /// A case or walk before it is run.
    fn outcome(&self, file: &PackFile) -> Outcome {
        Outcome {
            pack: self.pack.id.clone(),
            path: file.path.clone(),
            file: self.folder.join(&file.path),
            title: String::new(),
            passed: true,
            scored: false,
            has_findings: false,
            mismatches: Vec::new(),
            report: String::new(),
            differences: Vec::new(),
        }
    }

    fn case(&self, file: &PackFile) -> Outcome {
        let language = self.show.language;
        let mut outcome = self.outcome(file);
        let (read, findings) = read_sheet(&file.tree, self.pack, None, None);
        if let Some(code) = expects_refusal(&file.tree) {
            outcome.passed = findings.iter().any(|finding| finding.code.name == code);
            if !outcome.passed {
                let names: Vec<&str> = findings.iter().map(|finding| finding.code.name).collect();
                outcome.report = match language {
                    Language::Zh => format!("  应以 {code} 拒绝，实际发现：{}\n", names.join("，")),
                    Language::En => {
                        format!("  expected to be refused with {code}, found: {}\n", names.join(", "))
                    }
                };
                outcome.differences.push(json!({ "key": "refused", "expected": code, "found": names }));
            }
            return outcome;
        }
        let sources = &self.library.sources;
        let Some((entered, standard)) = read.filter(|_| !has_errors(&findings)) else {
            outcome.passed = false;
            outcome.report = report::text(&findings, sources, language, self.show.colour);
            outcome.differences.push(report::json(&findings, sources, language));
            return outcome;
        };
        let score = score(standard, &self.pack.vocabulary, &entered, layer_of(standard, &entered));
        let (mismatches, findings) = compare(&file.tree, &score);
        outcome.passed = mismatches.is_empty() && findings.is_empty();
        outcome.scored = true;
        outcome.has_findings = !findings.is_empty();
        outcome.report = report::text(&findings, sources, language, self.show.colour);
        if !findings.is_empty() {
            outcome.differences.push(report::json(&findings, sources, language));
        }
        let scored = Scored {
            score: &score,
            pack: self.pack,
            entered: &entered,
            formulas: self.formulas,
            language,
            decided: None,
        };
        let mut explained: Vec<String> = Vec::new();
        for mismatch in &mismatches {
            let (path, line, column) = report::place(mismatch.span, sources);
            let sentence = match language {
                Language::Zh => {
                    format!("{}：应为 {}，算得 {}", mismatch.key, mismatch.expected, mismatch.found)
                }
                Language::En => {
                    format!("{}: expected {}, found {}", mismatch.key, mismatch.expected, mismatch.found)
                }
            };
            outcome.report.push_str(&format!("  {sentence}\n    {path}:{line}:{column}\n"));
            let because = because(scored, mismatch);
            if !because.is_empty() && !explained.contains(&because) {
                for line in because.trim_end().lines() {
                    outcome.report.push_str(format!("    {line}").trim_end());
                    outcome.report.push('\n');
                }
                explained.push(because);
            }
            outcome.differences.push(json!({
                "key": mismatch.key, "expected": mismatch.expected, "found": mismatch.found,
                "file": path, "line": line, "column": column, "why": why(scored, mismatch),
            }));
        }
        outcome.mismatches = mismatches;
        outcome
    }
}

/// The step of the trace that a mismatch is about, as on the score sheet.
fn because(scored: Scored<'_>, mismatch: &Mismatch) -> String {
    match (mismatch.item, mismatch.key.as_str()) {
        (Some(at), _) => scored.item(at),
        (None, "gate") => scored.gate(),
        (None, "grade" | "grade_by_points" | "demoted_from") => scored.grade(),
        (None, part) if scored.score.standard.parts.iter().any(|of| of.code == part) => scored.part(part),
        _ => scored.sums(),
    }
}

fn why(scored: Scored<'_>, mismatch: &Mismatch) -> Vec<String> {
    let Some(item) = mismatch.item.and_then(|at| scored.score.items.get(at)) else {
        let text = because(scored, mismatch);
        return text
            .lines()
            .map(|line| line.trim().to_string())
            .filter(|line| !line.starts_with('─'))
            .collect();
    };
    crate::sheet::explain_item(scored, item)
        .iter()
        .map(|line| crate::sheet::sentence(line, scored.language))
        .collect()
}
