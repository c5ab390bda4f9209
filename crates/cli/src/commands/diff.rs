//! `duheng diff`

use std::path::PathBuf;

use clap::Args;
use duheng_pack::text::{Language, Text};
use duheng_programme::language::REVISED;
use duheng_standard::diff::{Change, ChangeKind, Difference, Piece, Side, compare, compare_words};
use duheng_standard::is_readable;
use duheng_standard::model::Pack;
use serde_json::{Value, json};

use super::{Format, Show};
use crate::counted::counted;
use crate::failure::{Exit, Failure};
use crate::{output, report};
use duheng_app::library::Library;

/// Say what a revision of a pack changes
#[derive(Debug, Args)]
pub struct Diff {
    /// The folder of the pack before
    before: PathBuf,
    /// The folder of the pack after
    after: PathBuf,
    /// How to print the changes
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

impl Diff {
    pub fn run(self, show: Show) -> Result<Exit, Failure> {
        let libraries = [Library::open(&[self.before])?, Library::open(&[self.after])?];
        let mut refused = false;
        for library in &libraries {
            if !is_readable(&library.findings) {
                eprint!("{}", report::text(&library.findings, &library.sources, show.language, show.colour));
                refused = true;
            }
        }
        let [before, after] = &libraries;
        let (Some(old), Some(new), false) = (before.pack(0), after.pack(0), refused) else {
            return Ok(Exit::InvalidPack);
        };
        let difference = compare(side(before, old), side(after, new), REVISED);
        match self.format {
            Format::Text => output::print(&text(old, new, &difference, show.language))?,
            Format::Json => output::print(&format!("{}\n", json(old, new, &difference)))?,
        }
        Ok(Exit::Done)
    }
}

fn json(before: &Pack, after: &Pack, difference: &Difference) -> Value {
    let pack = |pack: &Pack| json!({ "pack": pack.id, "version": pack.version, "hash": pack.hash });
    json!({
        "before": pack(before),
        "after": pack(after),
        "same_meaning": difference.same_meaning,
        "other_text": difference.other_text,
        "changes": difference.changes,
    })
}

fn side<'l>(library: &'l Library, pack: &'l Pack) -> Side<'l> {
    Side { pack, bundles: &library.bundles, sources: &library.sources }
}

/// The revision note.
fn text(before: &Pack, after: &Pack, difference: &Difference, language: Language) -> String {
    let name = |pack: &Pack| format!("{} {}", pack.id, pack.version);
    let versions = match (before.id == after.id, before.version == after.version) {
        (true, true) => name(after),
        (true, false) => format!("{} → {}", name(before), after.version),
        (false, _) => format!("{} → {}", name(before), name(after)),
    };
    let mut note = format!("{}\n{versions}\n", after.title.get(language));
    if difference.changes.is_empty() {
        note.push_str(&format!("\n{}\n", nothing(difference, language)));
        return note;
    }
    let several = standards(difference) > 1;
    let mut group = None;
    let mut code = None;
    for change in &difference.changes {
        let at = &change.at;
        if group != Some((&at.standard, &at.group)) {
            let standard =
                if several && !at.standard.is_empty() { format!("{} ", at.standard) } else { String::new() };
            note.push_str(&format!("\n{standard}{}\n", capital(at.group.get(language))));
            group = Some((&at.standard, &at.group));
            code = Some("");
        }
        if code != Some(at.code.as_str()) {
            note.push_str(&format!("  {}\n", heading(&at.code, &at.title, language)));
            code = Some(&at.code);
        }
        let indent = if at.code.is_empty() { "  " } else { "    " };
        note.push_str(&line(change, indent, language));
    }
    // a reason that was left as it is explains a change and is none itself
    let count = difference.changes.iter().filter(|change| change.kind != ChangeKind::StaleMark).count();
    note.push_str(&match language {
        Language::Zh => format!("\n共 {count} 处改动\n"),
        Language::En => format!("\n{}\n", counted(count, "change")),
    });
    note
}

fn standards(difference: &Difference) -> usize {
    let mut names: Vec<&str> = difference
        .changes
        .iter()
        .map(|change| change.at.standard.as_str())
        .filter(|name| !name.is_empty())
        .collect();
    names.sort_unstable();
    names.dedup();
    names.len()
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    let first: String = characters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    first + characters.as_str()
}

fn heading(code: &str, title: &Text, language: Language) -> String {
    match title.get(language) {
        "" => code.to_string(),
        title if title == code => code.to_string(),
        title => format!("{code} {title}"),
    }
}

fn nothing(difference: &Difference, language: Language) -> &'static str {
    match (difference.same_meaning, difference.other_text, language) {
        (true, false, Language::Zh) => "含义没有变化；文本完全相同",
        (true, false, Language::En) => "no change of meaning; the texts are equal",
        (true, true, Language::Zh) => "含义没有变化；改动只涉及注释、排版或算例",
        (true, true, Language::En) => "no change of meaning; only comments, layout or cases differ",
        (false, _, Language::Zh) => "内容没有变化；只是内容在文件之间的划分或罗列的先后不同",
        (false, _, Language::En) => {
            "no change of content; only the division into files or the order of enumerations differs"
        }
    }
}

fn line(change: &Change, indent: &str, language: Language) -> String {
    let what = change.what.get(language);
    let label = match (change.kind, language) {
        (ChangeKind::Added, Language::Zh) => "新增",
        (ChangeKind::Added, Language::En) => "added",
        (ChangeKind::Removed, Language::Zh) => "删去",
        (ChangeKind::Removed, Language::En) => "removed",
        (ChangeKind::Renumbered, Language::Zh) => "改号",
        (ChangeKind::Renumbered, Language::En) => "renumbered",
        (ChangeKind::Moved, Language::Zh) => "移动",
        (ChangeKind::Moved, Language::En) => "moved",
        _ => "",
    };
    let label = match (label, what) {
        ("", "") if language == Language::Zh => "内容".to_string(),
        ("", "") => "content".to_string(),
        ("", what) => what.to_string(),
        (label, _) if matches!(change.kind, ChangeKind::Renumbered | ChangeKind::Moved) => label.to_string(),
        (label, "") => label.to_string(),
        (label, what) => format!("{what} {label}"),
    };
    let (colon, absent) = match language {
        Language::Zh => ("：", "（无）"),
        Language::En => (": ", "(none)"),
    };
    let of = |text: &Text| text.get(language).split_whitespace().collect::<Vec<_>>().join(" ");
    let values = match (change.kind, &change.before, &change.after) {
        (_, None, None) => return format!("{indent}{label}\n"),
        (ChangeKind::Added, _, Some(after)) => of(after),
        (ChangeKind::StaleMark, _, Some(after)) => match language {
            Language::Zh => format!("数已改而理由未改，请核对理由说的是否仍是原来的数（{}）", of(after)),
            Language::En => format!(
                "the number changed and its reason did not; check whether the reason still speaks of the old number ({})",
                of(after)
            ),
        },
        (ChangeKind::Removed, Some(before), _) => of(before),
        (_, Some(before), Some(after)) => {
            return both(change, indent, &(label + colon), before, after, language);
        }
        (_, before, after) => {
            let side = |text: &Option<Text>| text.as_ref().map_or_else(|| absent.to_string(), of);
            format!("{} → {}", side(before), side(after))
        }
    };
    format!("{indent}{label}{colon}{values}\n")
}

/// A change with both sides: short ones beside each other, texts with the changed words marked.
fn both(
    change: &Change,
    indent: &str,
    label: &str,
    before: &Text,
    after: &Text,
    language: Language,
) -> String {
    let of = |text: &Text, language| text.get(language).split_whitespace().collect::<Vec<_>>().join(" ");
    let (mut old, mut new) = (of(before, language), of(after, language));
    let mut note = "";
    if old == new {
        let other = if language == Language::Zh { Language::En } else { Language::Zh };
        (old, new) = (of(before, other), of(after, other));
        note = if language == Language::Zh { "（英文）" } else { "(Chinese) " };
    }
    let long = old.chars().count() + new.chars().count() > 60;
    let words = matches!(change.kind, ChangeKind::Text | ChangeKind::Mark)
        || long && matches!(change.kind, ChangeKind::Value);
    if words {
        let pieces = compare_words(&old, &new);
        let kept = |piece: &Piece| match piece {
            Piece::Kept(text) => text.chars().count(),
            Piece::Removed(_) | Piece::Added(_) => 0,
        };
        // Where little is kept, the words marked one by one are harder to read than both texts.
        if 4 * pieces.iter().map(kept).sum::<usize>() >= old.chars().count() + new.chars().count() {
            return format!("{indent}{label}{note}{}\n", marked(pieces));
        }
    }
    if long {
        let label = format!("{label}{note}");
        return format!("{indent}{}\n{indent}  - {old}\n{indent}  + {new}\n", label.trim_end());
    }
    format!("{indent}{label}{note}{old} → {new}\n")
}

/// Removed words in `[-…-]`, added ones in `{+…+}`.
fn marked(pieces: Vec<Piece>) -> String {
    pieces.into_iter().map(|piece| piece.to_string()).collect()
}
