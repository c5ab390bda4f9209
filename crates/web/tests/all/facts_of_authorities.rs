//! What an office reads of requirements that are not clear, and the form in which it gives what authorities know.

use crate::browser::Answer;
use crate::town::Town;

const CASE: &str = "/cases/sz-sustainable-enterprise/2026/914403000000000276";
const LOOK: &str = "role=office&place=sz";

/// The requirements with how each came out and what it waits for.
fn outcomes(page: &Answer) -> Vec<String> {
    page.texts(".grounds tbody tr td:last-child")
}

#[test]
fn what_is_not_clear_says_what_it_waits_for() {
    let town = Town::new("sz-sustainable-enterprise", "objection.yaml");
    for step in ["do: open_edition", "do: apply", "do: submit"] {
        town.play_one(step);
    }
    town.day("2026-06-03");
    let mut lin = town.browser("lin");
    let check = lin.open(&format!("{CASE}/do/check?{LOOK}"));
    let open: Vec<String> = outcomes(&check).into_iter().filter(|told| told.contains("待核实")).collect();
    assert!(!open.is_empty() && open.iter().all(|told| told.contains("还没有提供：")), "{open:?}");
    // what is still to be found out is not shown as what failed
    assert!(check.texts(".basis dd.state-withdrawn").iter().all(|told| !told.contains("待核实")));
    assert!(check.texts(".basis dd.state-expired").concat().contains("待核实"), "{}", check.body);
    // each rests on a clause of a document, and how it is judged can be unfolded
    let clauses = check.texts(".grounds tbody th > span > .code");
    assert!(!clauses.is_empty() && clauses.iter().all(|told| told.starts_with("依据：《")), "{clauses:?}");
    assert!(clauses.iter().all(|told| told.chars().count() > 12), "{clauses:?}");
    assert_eq!(check.texts(".grounds .how-judged").len(), outcomes(&check).len());
    // the button leads to where that is given; a row stands there once it is asked for
    let gives = check.attribute(".gives a", "href").remove(0);
    let supply = lin.open(&gives);
    let rows = |page: &Answer| page.attribute("input[name^='given.findings.']", "name").len();
    assert_eq!(rows(&supply), 0, "{}", supply.body);
    let more = lin.send(&supply, &format!("{CASE}/do/supply"), &[("more", "findings")]);
    assert!(rows(&more) > 0, "{}", more.body);
    // once all is given nothing is left to give
    town.play_one("do: supply");
    town.day("2026-06-04");
    let mut lin = town.browser("lin");
    let check = lin.open(&format!("{CASE}/do/check?{LOOK}"));
    assert!(outcomes(&check).iter().all(|told| !told.contains("待核实")), "{:?}", outcomes(&check));
    assert!(check.attribute(".gives a", "href").is_empty());
    let english = lin.open(&format!("{CASE}/do/check?{LOOK}&lang=en"));
    assert!(english.texts(".grounds .how-judged summary").iter().all(|told| told == "How it is judged"));
}
