//! Who acts in a walk.

use alloc::borrow::ToOwned;
use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::calendar::Date;
use duheng_pack::schema::Fields;
use duheng_pack::tree::Node;

use crate::authorise::Actor;
use crate::read::names;
use crate::view::{Expert, Organisation};

/// The people, offices, enterprises and experts that a walk declares.
#[derive(Clone, Debug, Default)]
pub struct Cast {
    /// People of offices, by name, with their roles and places; and the clock.
    pub people: BTreeMap<String, Actor>,
    /// Enterprises, by id.
    pub firms: BTreeMap<String, Organisation>,
    /// Experts.
    pub experts: Vec<Expert>,
    /// Each place and enterprise with the place that it hangs below, in order.
    pub places: Vec<(String, String)>,
}

impl Cast {
    /// The cast as a walk declares it.
    pub(super) fn declared(tree: &Node) -> Self {
        let fields = Fields(tree);
        let mut cast = Self::default();
        for entry in fields.entries("places") {
            let above = entry.value.as_str().unwrap_or_default().trim();
            if above != "-" {
                cast.places.push((entry.key.clone(), above.to_string()));
            }
        }
        for entry in fields.entries("people") {
            let person = Fields(&entry.value);
            let actor = Actor::Person {
                person: entry.key.clone(),
                role: person.string("role"),
                place: person.string("at"),
            };
            cast.people.insert(entry.key.clone(), actor);
        }
        cast.people.insert("clock".to_owned(), Actor::Clock);
        for entry in fields.entries("firms") {
            cast.firm(&entry.key, Fields(&entry.value));
        }
        for entry in fields.entries("experts") {
            let expert = Fields(&entry.value);
            let conflicts = names(expert.node("conflicts"));
            cast.experts.push(Expert {
                person: entry.key.clone(),
                organisation: expert.string("of"),
                fields: names(expert.node("fields")).into_iter().collect(),
                conflicts: conflicts.into_iter().map(|with| (with, Date::FIRST, None)).collect(),
            });
        }
        cast
    }

    /// An enterprise, or several alike with numbers behind their names.
    fn firm(&mut self, id: &str, fields: Fields<'_>) {
        let alike = fields.whole::<usize>("like");
        let ids: Vec<String> = match alike {
            Some(count) => (1..=count).map(|at| alloc::format!("{id}-{at}")).collect(),
            None => Vec::from([id.to_string()]),
        };
        for id in ids {
            self.places.push((id.clone(), fields.string("home")));
            let organisation = Organisation {
                id: id.clone(),
                name: fields.string("name"),
                uscc: fields.string("uscc"),
                fictional: true,
            };
            self.firms.insert(id, organisation);
        }
    }
}
