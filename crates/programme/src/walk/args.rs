//! From the `with` of a step to the arguments of a command: walks may take them from the cases of the pack.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::schema::Fields;
use duheng_pack::tree::{Data, Entry, Node};

use crate::draw;
use crate::scoring::{entry, map, scalar};

/// Facts files by name: for walks the cases of the pack.
pub type Cases<'c> = BTreeMap<String, &'c Node>;

/// The arguments as the reader of commands takes them: what a step takes from a case stands in its place.
#[must_use]
pub fn arguments(name: &str, with: &Node, person: &str, cases: &Cases<'_>) -> Node {
    let step = Step { fields: Fields(with), cases };
    let (own, taken): (&[&str], Vec<Entry>) = match name {
        "submit" => (&["case", "facts"], Vec::from([step.laid_over("facts", step.of_case("facts"))])),
        "supply" => (
            &["case", "given", "lists"],
            ["given", "lists"].map(|key| step.laid_over(key, step.of_case(key))).into(),
        ),
        "commit_draw" => match step.fields.str("to_seed") {
            Some(seed) => {
                let commitment = scalar(&draw::commitment(seed));
                (&["to_seed", "commitment"], Vec::from([entry("commitment", commitment)]))
            }
            None => (&[], Vec::new()),
        },
        "seal" => (&["case", "like", "confirm", "facts", "judged", "reasons"], step.entries(person)),
        _ => (&[], Vec::new()),
    };
    let mut entries: Vec<Entry> =
        with.entries().iter().filter(|entry| !own.contains(&entry.key.as_str())).cloned().collect();
    entries.extend(taken);
    match &with.data {
        Data::Map(_, layout) => Node { data: Data::Map(entries, *layout), ..with.clone() },
        _ => map(entries),
    }
}

struct Step<'a> {
    fields: Fields<'a>,
    cases: &'a Cases<'a>,
}

impl<'a> Step<'a> {
    /// The node of a key in the case that the step takes from.
    fn of_case(&self, key: &str) -> Option<&'a Node> {
        self.cases.get(self.fields.str("case")?)?.get(key)
    }

    /// A map: that of the case, with the keys of the step replaced.
    fn laid_over(&self, key: &str, from: Option<&'a Node>) -> Entry {
        let mut entries = from.map(|node| node.entries().to_vec()).unwrap_or_default();
        for own in self.fields.entries(key) {
            match entries.iter_mut().find(|entry| entry.key == own.key) {
                Some(entry) => *entry = own.clone(),
                None => entries.push(own.clone()),
            }
        }
        entry(key, map(entries))
    }

    /// The entries of an assessor: those of a case, with what the step says itself.
    fn entries(&self, person: &str) -> Vec<Entry> {
        let like = self.fields.str("like").unwrap_or(person);
        let layers = self.of_case("layers").map(Node::entries).unwrap_or_default();
        let of_case = layers.iter().find_map(|layer| layer.value.get(like));
        let from = |key: &str| of_case.and_then(|entries| entries.get(key));
        let confirm = self.fields.node("confirm").or_else(|| from("confirm"));
        let mut own: Vec<Entry> =
            confirm.into_iter().map(|confirm| entry("confirm", confirm.clone())).collect();
        own.extend(["facts", "judged"].map(|key| self.laid_over(key, from(key))));
        // what is taken from a case rests on it, in its words where it has some; what the step says has its own reasons
        let taken = ["facts", "judged"].into_iter().filter_map(from).flat_map(Node::entries);
        let why = self.of_case("reason").and_then(Node::as_str).or(self.fields.str("case"));
        let why = scalar(why.unwrap_or_default());
        let taken = map(taken.map(|of| entry(&of.key, why.clone())).collect());
        let said = |of: &Entry| {
            ["facts", "judged"].iter().any(|key| self.fields.entries(key).iter().any(|own| own.key == of.key))
        };
        let mut reasons = self.laid_over("reasons", None);
        let mut others: Vec<Entry> = taken.entries().iter().filter(|of| !said(of)).cloned().collect();
        others.retain(|of| reasons.value.get(&of.key).is_none());
        others.extend(reasons.value.entries().iter().cloned());
        reasons.value = map(others);
        own.push(reasons);
        own
    }
}
