//! Playing the walks of a pack.

use duheng_pack::bundle::{Bundle, PackFile};
use duheng_pack::text::Language;
use duheng_programme::walk::{Failure, Material, play};
use serde_json::json;

use super::{Outcome, Runner};
use crate::counted::counted;
use crate::report;

impl Runner<'_> {
    /// Plays a walk; it ends where what follows would only repeat a difference.
    pub(super) fn walk(&self, file: &PackFile, bundle: &Bundle) -> Outcome {
        let mut outcome = self.outcome(file);
        let Some(programmes) = self.library.programmes.get(&self.pack.id) else { return outcome };
        let played = play(&file.tree, Material { pack: self.pack, programmes, bundle });
        let (sources, language) = (&self.library.sources, self.show.language);
        outcome.passed = played.passed();
        outcome.has_findings = !played.findings.is_empty();
        outcome.report = report::text(&played.findings, sources, language, self.show.colour);
        if outcome.has_findings {
            outcome.differences.push(report::json(&played.findings, sources, language));
        }
        for Failure { span, message, help } in &played.failures {
            let (path, line, column) = report::place(*span, sources);
            let (message, help) = (message.get(language), help.get(language));
            outcome.report.push_str(&format!("  {message}\n    {path}:{line}:{column}\n"));
            if !help.is_empty() {
                outcome.report.push_str(&format!("    {help}\n"));
            }
            outcome.differences.push(json!({
                "message": message, "help": help, "file": path, "line": line, "column": column,
            }));
        }
        if played.unplayed > 0 {
            outcome.report.push_str(&match language {
                Language::Zh => format!("  其后 {} 步未再执行\n", played.unplayed),
                Language::En => format!("  {} behind it not played\n", counted(played.unplayed, "step")),
            });
        }
        outcome
    }
}
