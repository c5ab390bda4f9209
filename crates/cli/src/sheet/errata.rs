//! What the source prints otherwise than it is read, and standards that are no longer in force.

use duheng_standard::model::{Erratum, Item};

use super::{Scored, words};

/// The errata of the items, each once with the items that show it: what is printed, how it is read, why, and who decided.
pub fn errata(scored: Scored<'_>) -> Vec<String> {
    let standard = scored.score.standard;
    let mut found = Vec::new();
    for erratum in &scored.pack.errata {
        let of_items = standard.items().filter(|item| item.errata.contains(&erratum.id));
        let mut codes: Vec<&str> = of_items.map(|item| item.code.as_str()).collect();
        let indicators = standard.parts.iter().flat_map(|part| &part.indicators);
        let of_indicators = indicators.filter(|of| of.errata.contains(&erratum.id));
        codes.extend(of_indicators.map(|indicator| indicator.code.as_str()));
        if !codes.is_empty() {
            found.push(said(scored, erratum, &codes));
        }
    }
    found
}

fn said(scored: Scored<'_>, erratum: &Erratum, codes: &[&str]) -> String {
    let language = scored.language;
    let at = words::erratum_at(language, &codes.join(if scored.zh() { "、" } else { ", " }));
    let who = match (scored.text(&erratum.by), erratum.confirmed) {
        ("", true) => words::errata_confirmed(language).to_string(),
        ("", false) => words::errata_inferred(language).to_string(),
        (by, _) => words::erratum_by(language, by),
    };
    let when = erratum.on.map(|on| format!(" {on}")).unwrap_or_default();
    let printed = words::erratum(language, &erratum.id, &at, &erratum.printed, &erratum.corrected);
    [printed, scored.text(&erratum.reason).to_string(), format!("{who}{when}")]
        .join(words::separator(language))
}

/// What is said at an item of its errata and of references that are no longer in force.
pub fn at(scored: Scored<'_>, item: &Item) -> Vec<String> {
    let language = scored.language;
    let mut said = Vec::new();
    if !item.errata.is_empty() {
        said.push(format!("{} {}", words::errata(language), item.errata.join(" ")));
    }
    let over = item.references.iter().filter_map(|id| scored.pack.references.iter().find(|of| of.id == *id));
    for of in over.filter(|of| of.status.is_over()) {
        said.push(match of.replaced_by.is_empty() {
            true => words::withdrawn(language, &of.id),
            false => words::lapsed(language, &of.id, &of.replaced_by),
        });
    }
    said
}

/// The standard with what kind of standard it is and how far it binds.
pub fn standard(scored: Scored<'_>) -> String {
    let standard = scored.score.standard;
    let nature = standard.nature();
    let said = match scored.text(&nature) {
        "" => String::new(),
        nature => words::nature(scored.language, nature),
    };
    format!("{}{said}  {} {}", scored.text(&standard.title), standard.id, standard.version)
}
