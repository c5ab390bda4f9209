//! Who may see which word, since when, and why: one table. Whoever is not in a row must not see its words, whoever is must.

use std::collections::{BTreeMap, BTreeSet};

use super::cast::World;
use super::reads::{NOBODY, Seen};

/// When somebody looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Moment {
    /// One expert of two has sealed; the units of the other tenant are asked.
    Review,
    /// One result is on public notice with an objection; one grade is proposed.
    Notice,
}

use Moment::{Notice, Review};

type People = &'static [&'static str];

const OFFICE: People = &["lin", "zhou"];
const HARBOUR: People = &["happr", "hfill"];
const BROOK: People = &["bappr"];
const PANEL: People = &["first", "second"];
const CITY: People = &["ning", "bo"];
const EAST: People = &["east"];
const WEST: People = &["west"];
const UNITS: People = &["tax", "labour", "others"];
const QUAY: People = &["qappr", "qfill"];
const MILL: People = &["mappr"];
const EVALUATOR: People = &["evaluator"];
const ROOT: People = &["root"];

/// Words with who sees them at a moment; no row means nobody does.
struct Row {
    words: &'static [&'static str],
    at: &'static [Moment],
    by: &'static [People],
    why: &'static str,
}

const BOTH: &[Moment] = &[Review, Notice];

const ROWS: &[Row] = &[
    Row {
        words: &["answer.harbour", "file.harbour", "content.harbour", "paper.harbour", "text.harbour"],
        at: BOTH,
        by: &[OFFICE, HARBOUR, PANEL],
        why: "a claim that was submitted is seen by its enterprise, its office, and experts who declared no conflict",
    },
    Row {
        words: &["answer.brook", "file.brook", "content.brook", "paper.brook", "text.brook"],
        at: &[Notice],
        by: &[OFFICE, BROOK],
        why: "a claim that was submitted and went back has no panel yet",
    },
    Row {
        words: &["draft.brook"],
        at: &[Notice],
        by: &[BROOK],
        why: "what is being written is seen by those alone who write it, until they submit",
    },
    Row {
        words: &["supplement.brook", "extension.brook"],
        at: &[Notice],
        by: &[OFFICE, BROOK],
        why: "why a claim went back and why there is more time is told to the enterprise by its office",
    },
    Row {
        words: &[
            "answer.quay",
            "file.quay",
            "content.quay",
            "paper.quay",
            "text.quay",
            "given.quay",
            "signer.quay",
        ],
        at: &[Review],
        by: &[CITY, EAST, UNITS, QUAY],
        why: "units see the claim that they are asked about, below their own office",
    },
    Row {
        words: &[
            "answer.quay",
            "file.quay",
            "content.quay",
            "paper.quay",
            "text.quay",
            "given.quay",
            "signer.quay",
        ],
        at: &[Notice],
        by: &[CITY, EAST, UNITS, QUAY, EVALUATOR],
        why: "the evaluator sees it from the declaration on",
    },
    Row {
        words: &["answer.mill", "file.mill", "content.mill", "paper.mill", "text.mill", "signer.mill"],
        at: &[Notice],
        by: &[CITY, WEST, MILL],
        why: "a county sees its own enterprises and not those of its neighbour; no unit is asked yet",
    },
    Row {
        words: &["clearance.tax"],
        at: &[Review],
        by: &[CITY, EAST, QUAY, &["tax"]],
        why: "the answer of a unit is seen by offices, the enterprise and that unit, not by other units",
    },
    Row {
        words: &["agreed.tax"],
        at: &[Notice],
        by: &[CITY, EAST, QUAY, &["tax"]],
        why: "the same; a unit's last answer stands in the place of the one before",
    },
    Row {
        words: &["reason.first"],
        at: &[Review],
        by: &[&["first"]],
        why: "what one expert sealed is hidden from all until every expert of the layer has sealed",
    },
    Row {
        words: &["reason.second"],
        at: &[Review],
        by: &[&["second"]],
        why: "what an expert writes before sealing is theirs alone",
    },
    Row {
        words: &[
            "reason.first",
            "reason.second",
            "minutes.first",
            "minutes.second",
            "present.first",
            "present.second",
        ],
        at: &[Notice],
        by: &[OFFICE, PANEL, HARBOUR],
        why: "sealed by all, experts see what peers found; the enterprise sees it once the grade is decided",
    },
    Row {
        words: &["reason.evaluator", "minutes.evaluator", "present.evaluator"],
        at: &[Notice],
        by: &[CITY, EAST, EVALUATOR],
        why: "nothing is decided: the enterprise does not see it yet",
    },
    Row {
        words: &["proposal.quay"],
        at: &[Notice],
        by: &[CITY, EAST],
        why: "a proposal that waits for approval is seen by offices",
    },
    Row {
        words: &["enlisted.quay"],
        at: &[Notice],
        by: &[CITY],
        why: "a list of the edition is seen by the office that leads it",
    },
    Row {
        words: &["objection.harbour"],
        at: &[Notice],
        by: &[OFFICE, HARBOUR],
        why: "what is objected is told to the enterprise, which answers to it",
    },
    Row {
        words: &["objector.harbour", "contact.harbour"],
        at: &[Notice],
        by: &[OFFICE],
        why: "who objected and how to reach them is for those who rule on it, never for the public",
    },
    Row {
        words: &["basis.mill"],
        at: &[Notice],
        by: &[CITY, WEST],
        why: "an entry that waits for confirmation is seen by those who keep the register there",
    },
    Row {
        words: &["firm.harbour"],
        at: &[Review],
        by: &[OFFICE, HARBOUR, PANEL, ROOT],
        why: "nobody else learns that an enterprise applied; administrators list all organisations",
    },
    Row { words: &["firm.harbour"], at: &[Notice], by: &[], why: "on public notice: everybody sees it" },
    Row {
        words: &["firm.brook"],
        at: BOTH,
        by: &[OFFICE, BROOK, ROOT],
        why: "nobody else learns that an enterprise applied",
    },
    Row {
        words: &["firm.quay"],
        at: &[Review],
        by: &[CITY, EAST, UNITS, QUAY, ROOT],
        why: "nobody else learns that an enterprise applied",
    },
    Row {
        words: &["firm.quay"],
        at: &[Notice],
        by: &[CITY, EAST, UNITS, QUAY, EVALUATOR, ROOT],
        why: "nobody else learns that an enterprise applied",
    },
    Row {
        words: &["firm.mill"],
        at: BOTH,
        by: &[CITY, WEST, MILL, ROOT],
        why: "nobody else learns that an enterprise applied",
    },
];

/// What it is, whose, who may see it beside its own person and administrators, and why.
type OfPeople = (&'static [&'static str], &'static [People], &'static [People], &'static str);

/// Words of accounts.
const OF_PEOPLE: &[OfPeople] = &[
    (
        &["name", "login"],
        &[OFFICE, PANEL, &["part", "past", "gone", "unseated", "nwit"]],
        &[OFFICE],
        "a role can be delegated to those who hold one at the same place: these are offered by name and login",
    ),
    (
        &["name", "login"],
        &[CITY, UNITS, EVALUATOR, &["spare", "fang", "yuan", "twin"]],
        &[CITY],
        "the same in the other tenant",
    ),
    (
        &["name", "login"],
        &[&["hfill"]],
        &[&["happr"]],
        "an approver looks after the colleagues of the enterprise",
    ),
    (&["name", "login"], &[&["qfill"]], &[&["qappr"]], "the same in the other tenant"),
    (&["name"], &[HARBOUR, BROOK], &[OFFICE], "an office sees who acted in what it decides on"),
    (
        &["name"],
        &[QUAY, UNITS, EAST, EVALUATOR, CITY],
        &[CITY, EAST],
        "the same; the county is an office, too",
    ),
    (&["name"], &[MILL, WEST], &[CITY, WEST], "the same for the neighbour"),
    (&["name"], &[PANEL], &[PANEL], "experts who declared see who sits beside them"),
];

/// What the enterprise learns of its panel once its grade is decided.
const AFTERWARDS: (People, People) = (PANEL, HARBOUR);

fn of_people(world: &World, word: &str, moment: Moment) -> Option<[BTreeSet<String>; 2]> {
    let (what, key) = word.split_once('.')?;
    if !["name", "login", "mail", "token"].contains(&what) {
        return None;
    }
    let own = |key: &str| world.actors().iter().any(|actor| world.called(actor) == key);
    assert!(own(key), "{word} is nobody's");
    // who was deactivated sees nothing any more
    let must: BTreeSet<String> = [key].into_iter().filter(|key| *key != "gone").map(str::to_owned).collect();
    let mut may = must.clone();
    if what != "token" {
        may.insert("root".to_owned());
    }
    for (words, whose, by, _) in OF_PEOPLE {
        if words.contains(&what) && whose.iter().any(|group| group.contains(&key)) {
            may.extend(by.iter().flat_map(|group| group.iter()).map(|name| (*name).to_owned()));
        }
    }
    if moment == Notice && what == "name" && AFTERWARDS.0.contains(&key) {
        may.extend(AFTERWARDS.1.iter().map(|name| (*name).to_owned()));
    }
    Some([must, may])
}

/// Whoever must and whoever may see a word at a moment, with the reason.
fn of_word(world: &World, word: &str, moment: Moment) -> Option<([BTreeSet<String>; 2], &'static str)> {
    if let Some(sets) = of_people(world, word, moment) {
        return Some((sets, "accounts are for their own person and for administrators"));
    }
    let row = ROWS.iter().find(|row| row.at.contains(&moment) && row.words.contains(&word))?;
    let everybody = || world.actors().iter().map(|actor| world.called(actor)).collect::<BTreeSet<String>>();
    let named = row.by.iter().flat_map(|group| group.iter()).map(|name| (*name).to_owned()).collect();
    let by: BTreeSet<String> = if row.by.is_empty() { everybody() } else { named };
    Some(([by.clone(), by], row.why))
}

/// Compares what was seen with the table; every line of the result names actor, word and address.
/// Where not the whole was asked for, some will not have found what is theirs.
pub(super) fn compared(world: &World, seen: &Seen, moment: Moment, whole: bool) -> Vec<String> {
    let mut wrong = Vec::new();
    let none = BTreeMap::new();
    for (word, by) in seen {
        let Some(([_, may], why)) = of_word(world, word, moment) else {
            wrong.push(format!("{moment:?}: `{word}` is in no row, and was seen: {by:?}"));
            continue;
        };
        for (name, path) in by.iter().filter(|(name, _)| !may.contains(*name)) {
            wrong.push(format!("{moment:?}: {name} sees `{word}` at {path}; {why}"));
        }
    }
    if !whole {
        return wrong;
    }
    let rows = ROWS.iter().filter(|row| row.at.contains(&moment)).flat_map(|row| row.words).copied();
    let people = world.actors().into_iter().filter(|actor| actor != NOBODY && actor != "root");
    let of_people = people.flat_map(|actor| {
        ["name", "login", "mail", "token"].map(|what| format!("{what}.{}", world.called(&actor)))
    });
    for word in rows.map(str::to_owned).chain(of_people) {
        let by = seen.get(&word).unwrap_or(&none);
        let Some(([must, _], _)) = of_word(world, &word, moment) else { continue };
        for name in must.iter().filter(|name| !by.contains_key(*name)) {
            wrong.push(format!(
                "{moment:?}: {name} does not find `{word}`, which is theirs: the search is blind"
            ));
        }
    }
    wrong
}

/// How many words are searched for.
pub(super) fn count(world: &World) -> usize {
    let rows: BTreeSet<&str> = ROWS.iter().flat_map(|row| row.words).copied().collect();
    rows.len() + 4 * (world.people.len() - 1)
}
