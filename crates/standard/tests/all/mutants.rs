//! Small mistakes anywhere in the shipped packs are reported at their place, or are listed here as harmless.
//!
//! A normal run tries one mistake of 79; `DUHENG_ALL=1` tries them all.

use std::collections::BTreeMap;

use duheng_pack::bundle::{Bundle, FileKind};
use duheng_pack::diagnostic::{Diagnostic, Severity};
use duheng_pack::source::{Source, SourceMap};
use duheng_pack::tree::print;
use duheng_standard::read_packs;
use duheng_testkit::mutants::{Kind, Mutant, at, mutants, stands_at};

use crate::files::{Files, here, read_folder};

/// Why a mistake does no harm: which paths (`*` is any one step, `**` any number), which mistakes, and the reason.
struct Harmless {
    files: &'static str,
    path: &'static str,
    kinds: &'static [Kind],
    reason: &'static str,
}

use Kind::{Deleted, Retyped, Swapped};

const fn harmless_when(
    files: &'static str,
    path: &'static str,
    kinds: &'static [Kind],
    reason: &'static str,
) -> Harmless {
    Harmless { files, path, kinds, reason }
}

const TEXT: &str = "texts for people are free; only what they are about is checked";
const MARK: &str = "a number without a mark reads as stated by the source; only the source can say";
const ORDER: &str = "the order of this list has no meaning";
const OPEN: &str = "lists of what the source cites may be shorter; only the source can say";
const DEFAULT: &str = "optional; without it the default of the language holds";
const RULE: &str = "another rule, as possible as this one; points and totals stay the same";
const RECORD: &str = "what records hold and what tells them apart is for the office to say";
const VALUE: &str = "a value that no rule names is for the office to list";

/// The first that fits counts.
const HARMLESS: &[Harmless] = &[
    harmless_when("", "**.inferred|local.**", &[Deleted, Swapped], MARK),
    harmless_when("", "**.inferred|local", &[Deleted, Swapped], MARK),
    harmless_when("profiles/", "inferred.**", &[Deleted, Swapped], MARK),
    harmless_when(
        "",
        "**.title|label|note|question|reason|guidance|source_note|absent|publisher|text|printed|printed_title|corrected",
        &[Deleted, Swapped, Retyped],
        TEXT,
    ),
    harmless_when("", "**.zh|en", &[Swapped, Retyped], TEXT),
    harmless_when("facts/", "documents.*", &[Swapped], TEXT),
    harmless_when("facts/", "choices.*.values.*", &[Swapped], TEXT),
    harmless_when("", "**.title.zh", &[Swapped], TEXT),
    harmless_when(
        "",
        "**.items|evidence|method|references|sdg|sdg_goals|errata|at|anchors|sources|key.*",
        &[Swapped],
        ORDER,
    ),
    harmless_when("", "indicators.*", &[Swapped], ORDER),
    harmless_when("errata.yaml", "errata.*", &[Swapped], ORDER),
    harmless_when("", "**.best|sum|gate|accepted.*", &[Swapped], ORDER),
    harmless_when("", "gate|accepted|imports.*", &[Swapped], ORDER),
    harmless_when("", "sources.*", &[Swapped], ORDER),
    harmless_when(
        "",
        "**.method|references|sdg|sdg_goals|evidence|errata|at|anchors",
        &[Deleted, Retyped],
        OPEN,
    ),
    harmless_when(
        "",
        "**.method|references|sdg|sdg_goals|evidence|errata|at|anchors.*",
        &[Deleted, Retyped],
        OPEN,
    ),
    harmless_when("errata.yaml", "errata.*", &[Deleted], OPEN),
    harmless_when("", "**.anchors.*.id", &[Retyped], OPEN),
    harmless_when("", "sources.*", &[Deleted], OPEN),
    harmless_when("", "gate.*", &[Deleted], OPEN),
    harmless_when("", "**.of|required|for", &[Deleted], DEFAULT),
    harmless_when(
        "",
        "**.clause|binding|dated|profile|boundary|optional|min|max|per|cap|floor|below|errata|grading|year|unconfirmed|register|licence",
        &[Deleted, Swapped, Retyped],
        DEFAULT,
    ),
    harmless_when(
        "",
        "zone|binding|profile|grading|bonus|imports|sources|no_grade|declared|accepted",
        &[Deleted],
        DEFAULT,
    ),
    harmless_when("", "version|binding|dated", &[Retyped], TEXT),
    harmless_when("", "**.version|dated|boundary|printed_code", &[Retyped, Swapped, Deleted], TEXT),
    harmless_when("", "**.best|sum.*", &[Deleted], RULE),
    harmless_when("", "**.when|not_evaluated", &[Deleted, Swapped], RULE),
    harmless_when(
        "standards/",
        "**.base|total|evaluated_at_least|agree|assessors|gap|judged|facts|validity|conversion",
        &[Deleted, Swapped],
        RULE,
    ),
    harmless_when("standards/", "layers.*", &[Deleted, Swapped], RULE),
    harmless_when("facts/", "records.*.key.*", &[Deleted, Retyped], RECORD),
    harmless_when("facts/", "records.*.fields.*", &[Deleted, Swapped, Retyped], RECORD),
    harmless_when("facts/", "records.*.fields.*.*", &[Deleted, Swapped, Retyped], RECORD),
    harmless_when("facts/", "records.*.valid|key|fields", &[Swapped, Deleted], RECORD),
    harmless_when("facts/", "facts|records|choices|lists|tables.*", &[Swapped], RECORD),
    harmless_when("facts/", "facts|lists.*", &[Deleted], VALUE),
    harmless_when("facts/", "choices.*.values.*", &[Deleted], VALUE),
    harmless_when("facts/", "choices.*.values", &[Deleted], VALUE),
    harmless_when("facts/", "choices.*.order", &[Deleted], VALUE),
    harmless_when("parts/", "**.then", &[Swapped], RULE),
    harmless_when("profiles/", "conversion", &[Deleted], DEFAULT),
    harmless_when("standards/", "declared.**", &[Deleted], DEFAULT),
    harmless_when("standards/", "bonus.at_most", &[Deleted], RULE),
    harmless_when("standards/", "grades.*", &[Deleted], RULE),
    harmless_when("facts/", "tables.**", &[Deleted, Swapped, Retyped], VALUE),
];

#[test]
fn mistakes_are_reported_where_they_are() {
    let packs = ["common", "sz-sustainable-enterprise"];
    let texts: Vec<Files> = packs
        .iter()
        .map(|pack| {
            let mut files = read_folder(&here(&format!("../../packs/{pack}")));
            // programmes are judged where they are read
            files.retain(|path, _| {
                FileKind::of(path).is_some_and(|kind| kind == FileKind::Data || read_here(kind))
            });
            // only the columns of the goals' tables are read; regions and industries are data for forms
            files.retain(|path, _| !path.ends_with("regions.csv") && !path.ends_with("industries.csv"));
            files
        })
        .collect();
    let every = if std::env::var_os("DUHENG_ALL").is_some() { 1 } else { 79 };
    let mut tally: BTreeMap<&str, usize> = BTreeMap::new();
    let mut left = Vec::new();
    let mut number = 0;
    for (of, pack) in packs.iter().enumerate() {
        for path in texts[of].keys().filter(|path| path.ends_with(".yaml")) {
            let mut setting = Setting::new(&packs, &texts, of, path);
            for mutant in mutants(&setting.tree.clone()) {
                number += 1;
                if number % every != 0 {
                    continue;
                }
                let verdict = setting.judge(&mutant).or_else(|| harmless(path, &mutant));
                match verdict {
                    Some(verdict) => *tally.entry(verdict).or_default() += 1,
                    None => left.push(format!("{pack}/{path} {} {:?}", mutant.path, mutant.kind)),
                }
            }
        }
    }
    println!("{} mistakes tried of {number}", number / every);
    for (verdict, count) in &tally {
        println!("{count:>6}  {verdict}");
    }
    assert!(left.is_empty(), "{} mistakes are not seen:\n{}", left.len(), left.join("\n"));
}

/// Whether this crate reads such files; those of cases have a test of their own.
fn read_here(kind: FileKind) -> bool {
    duheng_standard::language::kind_of(kind).is_some() && kind != FileKind::Case
}

fn harmless(file: &str, mutant: &Mutant) -> Option<&'static str> {
    let rule = HARMLESS.iter().find(|rule| {
        file.starts_with(rule.files) && rule.kinds.contains(&mutant.kind) && mutant.stands_at(rule.path)
    });
    rule.map(|rule| rule.reason)
}

/// One file of the shipped packs among all the others, which stay as they are.
struct Setting {
    sources: SourceMap,
    bundles: Vec<Bundle>,
    of: usize,
    path: String,
    tree: duheng_pack::tree::Node,
    hash: String,
    before: Vec<(String, String)>,
}

impl Setting {
    fn new(packs: &[&str], texts: &[Files], of: usize, path: &str) -> Self {
        let mut sources = SourceMap::default();
        let mut findings = Vec::new();
        let bundles: Vec<Bundle> = packs
            .iter()
            .zip(texts)
            .map(|(pack, files)| {
                let files: Vec<_> = files
                    .iter()
                    .map(|(path, text)| (path.clone(), sources.add(Source::new(path.clone(), text.clone()))))
                    .collect();
                Bundle::read(pack, &files, &sources, &mut findings)
            })
            .collect();
        let file = bundles[of].files.iter().find(|file| file.path == path).unwrap();
        let tree = file.tree.clone();
        let (packs, found) = read_packs(&bundles, &sources);
        findings.extend(found);
        let hash = packs.last().unwrap().hash.clone();
        let before = findings.iter().map(key).collect();
        Self { sources, bundles, of, path: path.to_string(), tree, hash, before }
    }

    /// What becomes of a mistake: reported at its place, without meaning, or none of both.
    fn judge(&mut self, mutant: &Mutant) -> Option<&'static str> {
        let text = print(&mutant.of(&self.tree).unwrap());
        let mut sources = self.sources.clone();
        let file = sources.add(Source::new(self.path.clone(), text));
        let mut findings = Vec::new();
        let folder = self.bundles[self.of].folder.clone();
        let single = Bundle::read(&folder, &[(self.path.clone(), file)], &sources, &mut findings);
        let bundle = &mut self.bundles[self.of];
        bundle.faulty = single.faulty;
        bundle.files.retain(|file| file.path != self.path);
        bundle.files.extend(single.files.iter().cloned());
        bundle.files.sort_by(|a, b| (a.kind, &a.path).cmp(&(b.kind, &b.path)));
        let bundles = &self.bundles;
        let (packs, found) = read_packs(bundles, &sources);
        findings.extend(found);
        let parent =
            single.files.first().and_then(|file| at(&file.tree, &mutant.above)).map(|node| node.span);
        let new = |finding: &&Diagnostic| !self.before.contains(&key(finding));
        let here = |finding: &&Diagnostic| {
            finding.span.file == file
                && parent.is_none_or(|parent| {
                    finding.span.start + 1 >= parent.start.saturating_sub(0)
                        && finding.span.end <= parent.end + 1
                })
        };
        let reported = findings.iter().filter(new);
        let mut serious = reported.clone().filter(|finding| finding.severity() > Severity::Note);
        if serious.clone().any(|finding| here(&finding)) {
            return Some("reported at its place");
        }
        let related = |finding: &Diagnostic| {
            finding.related.iter().any(|(span, _)| {
                span.file == file
                    && parent.is_none_or(|parent| span.start >= parent.start && span.end <= parent.end)
            })
        };
        if serious.clone().any(related) {
            return Some("reported elsewhere, with its place beside");
        }
        if packs.last().is_some_and(|pack| pack.hash == self.hash) {
            return Some("says the same");
        }
        if serious.next().is_some() {
            return Some("reported where it is missed");
        }
        None
    }
}

/// A finding without its place, which moves.
fn key(finding: &Diagnostic) -> (String, String) {
    (finding.code.name.to_string(), finding.message.en.clone())
}

#[test]
fn patterns_fit_paths() {
    let tried = |pattern: &str, path: &str| stands_at(pattern, path);
    assert!(tried("**.title.zh|en", "sources.0.title.zh"));
    assert!(tried("**", "a.b"));
    assert!(!tried("a.*", "a"));
}
