//! Which rows of a shared list each item counts, read from the rules of the shipped packs.

use std::collections::BTreeMap;

use duheng_pack::vocabulary::ValueType;
use duheng_standard::counted::{Picks, counted};
use duheng_standard::dictionary::columns;
use duheng_standard::model::Pack;
use duheng_testkit::shipped::packs;

/// What each item picks, as `function = volunteer_team`, by its code and the list.
fn picked(pack: &Pack) -> BTreeMap<(String, String), String> {
    let vocabulary = &pack.vocabulary;
    let mut found = BTreeMap::new();
    for standard in pack.standards.iter().filter(|standard| standard.is_default) {
        for (code, lists) in counted(standard, vocabulary) {
            for (list, picks) in lists {
                let list = list.of(vocabulary).unwrap();
                let said = |picks: &Picks| {
                    let field = |(at, values): (&usize, &std::collections::BTreeSet<usize>)| {
                        let field = &columns(list, vocabulary)[*at];
                        let ValueType::Choice(choice) = &field.value else {
                            panic!("{} is no choice", field.name)
                        };
                        let codes = values
                            .iter()
                            .map(|value| choice.of(vocabulary).unwrap().values[*value].0.as_str());
                        format!("{} = {}", field.name, codes.collect::<Vec<_>>().join(" | "))
                    };
                    picks.iter().map(field).collect::<Vec<_>>().join(", ")
                };
                let said = picks.iter().map(said).collect::<Vec<_>>().join("; ");
                found.insert((code.clone(), list.name.clone()), said);
            }
        }
    }
    found
}

#[test]
fn an_item_counts_the_rows_that_its_rule_names() {
    let shipped = packs();
    let of = |pack: &str| picked(shipped.pack(pack).unwrap());
    let (shenzhen, ningbo) = (of("sz-sustainable-enterprise"), of("nb-harmonious-enterprise"));
    for (found, item, list, expected) in [
        (&shenzhen, "6.1.1.a", "organs", Some("function = sustainability_office")),
        (&shenzhen, "6.1.4.b", "organs", Some("function = innovation_centre")),
        // one that needs two kinds counts both
        (&shenzhen, "6.1.2.b", "certificates", Some("standard = environment_system")),
        (
            &ningbo,
            "2.1.c",
            "negotiations",
            Some("topic = welfare | education_training | hardship_relief | other_topic"),
        ),
        (
            &ningbo,
            "1.3.a",
            "organs",
            Some("function = mediation_committee | joint_mediation; function = union_mediation_room"),
        ),
        // what is counted whatever it says is not among them
        (&shenzhen, "6.1.4.c", "patents", None),
    ] {
        let key = (item.to_owned(), list.to_owned());
        assert_eq!(found.get(&key).map(String::as_str), expected, "{item} {list}: {:?}", found.keys());
    }
}
