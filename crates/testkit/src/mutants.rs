//! Every small mistake in a file of a pack: each node deleted, doubled, exchanged with its neighbour, or given another
//! type.

use duheng_pack::source::Span;
use duheng_pack::tree::{Comments, Data, Entry, Layout, Node, Scalar, Style};

/// What was done to a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It is gone.
    Deleted,
    /// It stands there twice.
    Doubled,
    /// It and the next one have changed places: of a list the items, of a map the values.
    Swapped,
    /// It is of another type: a text became a map, a map a list, a list a text, a number a word.
    Retyped,
}

/// One step of the way to a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The value of the entry at this position.
    Entry(usize),
    /// The item at this position.
    Item(usize),
}

/// One mistake.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// What was done.
    pub kind: Kind,
    /// The way to the node as people write it: `indicators.0.items.2.points`.
    pub path: String,
    /// The way to the node above it, in both trees.
    pub above: Vec<Step>,
    at: usize,
}

impl Mutant {
    /// Whether it stands at a place that a pattern names: see [`stands_at`].
    #[must_use]
    pub fn stands_at(&self, pattern: &str) -> bool {
        stands_at(pattern, &self.path)
    }

    /// The tree with the mistake; none where `tree` is not the one that the mistake was thought up for.
    #[must_use]
    pub fn of(&self, tree: &Node) -> Option<Node> {
        let mut tree = tree.clone();
        change(&mut tree, &self.above, self.at, self.kind)?;
        Some(tree)
    }
}

/// Whether a path fits a pattern: `*` is any one step, `**` any number, `a|b` one of these.
#[must_use]
pub fn stands_at(pattern: &str, path: &str) -> bool {
    fits(&pattern.split('.').collect::<Vec<_>>(), &path.split('.').collect::<Vec<_>>())
}

fn fits(pattern: &[&str], path: &[&str]) -> bool {
    match (pattern, path) {
        ([], []) => true,
        (["**", rest @ ..], _) => {
            (0..=path.len()).any(|skip| path.get(skip..).is_some_and(|path| fits(rest, path)))
        }
        ([first, pattern @ ..], [step, path @ ..]) => {
            (*first == "*" || first.split('|').any(|one| one == *step)) && fits(pattern, path)
        }
        _ => false,
    }
}

/// All mistakes of one file, in the order of its text.
#[must_use]
pub fn mutants(tree: &Node) -> Vec<Mutant> {
    let mut found = Vec::new();
    below(tree, &mut Vec::new(), "", &mut found);
    found
}

/// The node at the end of a way.
#[must_use]
pub fn at<'n>(tree: &'n Node, way: &[Step]) -> Option<&'n Node> {
    way.iter().try_fold(tree, |node, step| match step {
        Step::Entry(at) => node.entries().get(*at).map(|entry| &entry.value),
        Step::Item(at) => node.items().get(*at),
    })
}

fn below(node: &Node, way: &mut Vec<Step>, path: &str, found: &mut Vec<Mutant>) {
    let children: Vec<(Step, String)> = match &node.data {
        Data::Map(entries, _) => {
            let keys = entries.iter().enumerate();
            keys.map(|(at, entry)| (Step::Entry(at), entry.key.clone())).collect()
        }
        Data::List(items, _) => (0..items.len()).map(|at| (Step::Item(at), at.to_string())).collect(),
        Data::Empty | Data::Scalar(_) => Vec::new(),
    };
    for (at, (step, name)) in children.iter().enumerate() {
        let inner = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        for kind in [Kind::Deleted, Kind::Doubled, Kind::Swapped, Kind::Retyped] {
            if kind != Kind::Swapped || at + 1 < children.len() {
                found.push(Mutant { kind, path: inner.clone(), above: way.clone(), at });
            }
        }
        way.push(*step);
        if let Some(child) = self::at(node, &[*step]) {
            below(child, way, &inner, found);
        }
        way.pop();
    }
}

/// Makes the mistake at the child `at` of the node at the end of `way`; none where it cannot be made.
fn change(tree: &mut Node, way: &[Step], at: usize, kind: Kind) -> Option<()> {
    let mut node = tree;
    for step in way {
        node = match (step, &mut node.data) {
            (Step::Entry(at), Data::Map(entries, _)) => &mut entries.get_mut(*at)?.value,
            (Step::Item(at), Data::List(items, _)) => items.get_mut(*at)?,
            _ => return None,
        };
    }
    match &mut node.data {
        Data::Map(entries, _) => match kind {
            Kind::Deleted => drop(entries.remove(at)),
            Kind::Doubled => entries.insert(at, entries.get(at)?.clone()),
            Kind::Swapped => {
                let next = entries.get(at + 1)?.value.clone();
                let own = std::mem::replace(&mut entries.get_mut(at)?.value, next);
                entries.get_mut(at + 1)?.value = own;
            }
            Kind::Retyped => retype(&mut entries.get_mut(at)?.value),
        },
        Data::List(items, _) => match kind {
            Kind::Deleted => drop(items.remove(at)),
            Kind::Doubled => items.insert(at, items.get(at)?.clone()),
            Kind::Swapped if at + 1 < items.len() => items.swap(at, at + 1),
            Kind::Swapped => return None,
            Kind::Retyped => retype(items.get_mut(at)?),
        },
        Data::Empty | Data::Scalar(_) => return None,
    }
    Some(())
}

fn retype(node: &mut Node) {
    let plain = |text: &str| Data::Scalar(Scalar { text: text.to_string(), style: Style::Plain });
    let inner = |data: Data| Node { span: Span::default(), data, comments: Comments::default() };
    node.comments = Comments::default();
    node.data = match std::mem::replace(&mut node.data, Data::Empty) {
        Data::Scalar(scalar) if scalar.text.starts_with(|c: char| c.is_ascii_digit()) => plain("some"),
        scalar @ (Data::Scalar(_) | Data::Empty) => {
            let entry = Entry {
                key: "value".to_string(),
                key_span: Span::default(),
                value: inner(scalar),
                comments: Comments::default(),
            };
            Data::Map(vec![entry], Layout::Block)
        }
        Data::Map(entries, _) => {
            let values = entries.into_iter().map(|entry| entry.value);
            Data::List(values.collect(), Layout::Block)
        }
        Data::List(..) => plain("some"),
    };
}
