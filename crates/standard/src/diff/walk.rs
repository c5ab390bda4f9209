//! Walking two trees along the table of node kinds.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::schema::{Field, Fields, Gives, Kind, Shape};
use duheng_pack::text::Text;
use duheng_pack::tree::{Entry, Node};

use super::show::{bare_rule_words, has_key, is_mark, key_of, label, rule_words, same, show, show_as, title};
use super::{Change, ChangeKind, Place, heading};
use crate::language::RULE_FORMS;

/// The place at hand and the changes so far.
#[derive(Default)]
pub(super) struct Walk {
    pub(super) changes: Vec<Change>,
    pub(super) place: Place,
    path: Vec<Text>,
}

impl Walk {
    /// Notes a change at the place at hand.
    pub(super) fn note(&mut self, kind: ChangeKind, what: Text, before: Option<Text>, after: Option<Text>) {
        let path = self.path.iter().chain((!what.is_empty()).then_some(&what));
        let zh: Vec<&str> = path.clone().map(|step| step.zh.as_str()).collect();
        let en: Vec<&str> = path.map(|step| step.en.as_str()).collect();
        let what = Text::new(zh.join(" › "), en.join(" › "));
        self.changes.push(Change { kind, at: self.place.clone(), what, before, after });
    }

    fn within(&mut self, step: Text, inner: impl FnOnce(&mut Self)) {
        self.path.push(step);
        inner(self);
        self.path.pop();
    }

    /// Compares two nodes of a kind, key by key; `skip` names keys that are compared elsewhere.
    pub(super) fn fields(&mut self, kind: &'static Kind, before: &Node, after: &Node, skip: &[&str]) {
        let other_form = kind.field("judge").is_some() && form(before) != form(after);
        if other_form {
            self.note(
                ChangeKind::Rule,
                Text::new("计分规则", "rule"),
                Some(rule_words(before)),
                Some(rule_words(after)),
            );
        }
        for field in kind.all_fields() {
            let told = other_form && is_rule_key(field.key);
            if !told && !is_mark(field.key) && !skip.contains(&field.key) {
                self.value(field, &field.shape, before.get(field.key), after.get(field.key));
            }
        }
        if kind.field("inferred").is_some() {
            self.marks(before, after);
        }
    }

    fn value(
        &mut self,
        field: &'static Field,
        shape: &'static Shape,
        before: Option<&Node>,
        after: Option<&Node>,
    ) {
        match (before, after) {
            (None, None) => {}
            (Some(a), Some(b)) if same(a, b) => {}
            (Some(a), Some(b)) => self.both(field, shape, a, b),
            (a, b) => {
                let words = |node: &Node| if holds_rules(shape) { rules(node) } else { show_as(shape, node) };
                self.note(kind_of(field), label(field), a.map(words), b.map(words));
            }
        }
    }

    fn both(&mut self, field: &'static Field, shape: &'static Shape, a: &Node, b: &Node) {
        match shape {
            Shape::Node(kind) if a.is_map() && b.is_map() => {
                self.within(label(field), |walk| walk.fields(kind, a, b, &[]));
            }
            Shape::List(Shape::Node(kind)) if is_rule(kind) => self.rules(field, kind, a, b),
            Shape::List(Shape::Node(kind)) if has_key(kind) => {
                if is_place(kind) {
                    self.keyed(kind, a, b, &[]);
                } else {
                    self.within(label(field), |walk| walk.keyed(kind, a, b, &[]));
                }
            }
            Shape::Map(of) if a.is_map() && b.is_map() => {
                self.within(label(field), |walk| walk.map(field, of, a.entries(), b.entries()));
            }
            Shape::Either(shapes) => {
                let fits = |shape: &&'static Shape| match shape {
                    Shape::Map(_) | Shape::Node(_) => a.is_map() && b.is_map(),
                    Shape::List(_) => a.is_list() && b.is_list(),
                    _ => false,
                };
                match shapes.iter().find(fits) {
                    Some(shape) => self.both(field, shape, a, b),
                    None => self.note(kind_of(field), label(field), Some(show(a)), Some(show(b))),
                }
            }
            _ => {
                let (a, b) = (show_as(shape, a), show_as(shape, b));
                self.note(kind_of(field), label(field), Some(a), Some(b));
            }
        }
    }

    /// Compares two maps with free keys.
    fn map(&mut self, field: &'static Field, of: &'static Shape, before: &[Entry], after: &[Entry]) {
        for key in keys(before, after) {
            let (a, b) = (entry(before, &key), entry(after, &key));
            let step = Text::same(key);
            match (a, b) {
                (Some(a), Some(b)) if same(a, b) => {}
                (Some(a), Some(b)) => match of {
                    Shape::Node(kind) if a.is_map() && b.is_map() => {
                        self.within(step, |walk| walk.fields(kind, a, b, &[]));
                    }
                    Shape::Either(shapes) if a.is_map() && b.is_map() => {
                        let kind = shapes.iter().find_map(|shape| match shape {
                            Shape::Node(kind) => Some(*kind),
                            _ => None,
                        });
                        if let Some(kind) = kind {
                            self.within(step, |walk| walk.fields(kind, a, b, &[]));
                        }
                    }
                    _ => self.note(kind_of(field), step, Some(show(a)), Some(show(b))),
                },
                (a, b) => self.note(kind_of(field), step, a.map(show), b.map(show)),
            }
        }
    }

    /// Compares two lists whose things have codes, ids or names; each is a place of its own.
    pub(super) fn keyed(&mut self, kind: &'static Kind, before: &Node, after: &Node, skip: &[&str]) {
        let outer = self.place.clone();
        let codes = |node: &Node| node.items().iter().map(|item| key_of(kind, item)).collect::<Vec<_>>();
        let (old, new) = (codes(before), codes(after));
        let find = |node: &'_ Node, codes: &[String], code: &str| {
            codes.iter().position(|own| own == code).and_then(|at| node.items().get(at).cloned())
        };
        let mut all = new.clone();
        all.extend(old.iter().filter(|code| !new.contains(code)).cloned());
        for code in all {
            let (a, b) = (find(before, &old, &code), find(after, &new, &code));
            if is_place(kind) {
                let title = b.as_ref().or(a.as_ref()).map(title).unwrap_or_default();
                self.place = Place { code: code.clone(), title, ..outer.clone() };
                self.place.group = heading(kind);
            }
            let step = if is_place(kind) { Text::default() } else { Text::same(code) };
            match (&a, &b) {
                (Some(a), Some(b)) if same(a, b) => {}
                (Some(a), Some(b)) if is_place(kind) => self.fields(kind, a, b, skip),
                (Some(a), Some(b)) => self.within(step, |walk| walk.fields(kind, a, b, skip)),
                (Some(a), None) => self.note(ChangeKind::Removed, step, Some(show(a)), None),
                (None, Some(b)) => self.note(ChangeKind::Added, step, None, Some(show(b))),
                (None, None) => {}
            }
        }
        self.place = outer;
        let kept = |codes: &[String], other: &[String]| {
            codes.iter().filter(|code| other.contains(code)).cloned().collect::<Vec<_>>()
        };
        let (old, new) = (kept(&old, &new), kept(&new, &old));
        if old != new && matches!(kind.name, "layer" | "grade") {
            let place = core::mem::take(&mut self.place);
            self.place = Place { group: heading(kind), ..place.clone() };
            let (old, new) = (Text::same(old.join(" > ")), Text::same(new.join(" > ")));
            self.note(ChangeKind::Order, Text::new("先后", "order"), Some(old), Some(new));
            self.place = place;
        }
    }

    /// Compares the named things of one section of the vocabulary; each is a place of its own.
    pub(super) fn named(&mut self, section: &'static Field, before: &[Entry], after: &[Entry]) {
        let [zh, en] = section.about;
        let Shape::Map(of) = &section.shape else { return };
        for key in keys(before, after) {
            let (a, b) = (entry(before, &key), entry(after, &key));
            let title = b.or(a).map(title).unwrap_or_default();
            self.place = Place { group: Text::new(zh, en), code: key, title, ..Place::default() };
            match (a, b) {
                (Some(a), Some(b)) if same(a, b) => {}
                (Some(a), Some(b)) => match node_kind(of) {
                    Some(kind) if a.is_map() && b.is_map() => self.fields(kind, a, b, &[]),
                    _ => self.note(ChangeKind::Value, Text::default(), Some(show(a)), Some(show(b))),
                },
                (Some(a), None) => self.note(ChangeKind::Removed, Text::default(), Some(show(a)), None),
                (None, Some(b)) => self.note(ChangeKind::Added, Text::default(), None, Some(show(b))),
                (None, None) => {}
            }
        }
        self.place = Place::default();
    }

    /// Compares the rules of `sum` or `best`: by label, else by position; what has no partner is new or gone.
    fn rules(&mut self, field: &'static Field, kind: &'static Kind, before: &Node, after: &Node) {
        let (old, new) = (before.items(), after.items());
        let pairs = pair(old, new);
        for (a, b) in pairs {
            let (first, second) = (a.and_then(|at| old.get(at)), b.and_then(|at| new.get(at)));
            let at = b.or(a).unwrap_or_default() + 1;
            let name = second.or(first).map(|rule| Fields(rule).text("label")).unwrap_or_default();
            let step = match (field.key, name.is_empty()) {
                (_, false) => Text::new(format!("“{}”", name.zh), format!("\"{}\"", name.en)),
                ("best", true) => Text::new(format!("第 {at} 档"), format!("tier {at}")),
                (_, true) => Text::new(format!("第 {at} 项"), format!("part {at}")),
            };
            match (first, second) {
                (Some(a), Some(b)) if same(a, b) => {}
                (Some(a), Some(b)) => self.within(step, |walk| walk.fields(kind, a, b, &[])),
                (Some(a), None) => self.note(ChangeKind::Removed, step, Some(bare_rule_words(a)), None),
                (None, Some(b)) => self.note(ChangeKind::Added, step, None, Some(bare_rule_words(b))),
                (None, None) => {}
            }
        }
    }

    fn marks(&mut self, before: &Node, after: &Node) {
        let marked = |node: &Node| {
            let fields = Fields(node);
            let entries = fields.entries("inferred").iter().chain(fields.entries("local"));
            entries.map(|entry| entry.key.clone()).collect::<Vec<_>>()
        };
        let all: BTreeSet<String> = marked(before).into_iter().chain(marked(after)).collect();
        for key in all {
            let (a, b) = (mark(before, &key), mark(after, &key));
            if a != b {
                let what = Text::new(format!("`{key}` 的出处"), format!("provenance of `{key}`"));
                self.note(ChangeKind::Mark, what, Some(a), Some(b));
            } else if other_number(marked_value(before, &key), marked_value(after, &key)) {
                let what = Text::new(format!("`{key}` 的出处"), format!("provenance of `{key}`"));
                self.note(ChangeKind::StaleMark, what, None, Some(b));
            }
        }
    }
}

/// The value that a mark is about: a key, the item that a profile sets, or a path with dots.
fn marked_value<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    let set = || node.get("set").and_then(|set| set.get(key));
    let path = || key.split('.').try_fold(node, |node, step| node.get(step));
    node.get(key).or_else(set).or_else(path)
}

/// Whether two values differ in a number that stands in them.
fn other_number(before: Option<&Node>, after: Option<&Node>) -> bool {
    let numbers = |node: &Node| {
        let words = show(node).en;
        let runs = words.split(|c: char| !c.is_ascii_digit() && c != '.').map(ToString::to_string);
        runs.filter(|run| run.contains(|c: char| c.is_ascii_digit())).collect::<Vec<_>>()
    };
    match (before, after) {
        (Some(a), Some(b)) => numbers(a) != numbers(b),
        _ => false,
    }
}

/// How a key is marked, in words.
fn mark(node: &Node, key: &str) -> Text {
    let fields = Fields(node);
    let reason = |of: &str| fields.node(of).and_then(|marks| marks.get(key)).map(show);
    let first = key.split('.').next().unwrap_or_default();
    if let Some(why) = reason("inferred") {
        return Text::new(format!("推定：{}", why.zh), format!("inferred: {}", why.en));
    }
    if let Some(local) = reason("local") {
        return Text::new(format!("本地决定：{}", local.zh), format!("local: {}", local.en));
    }
    if node.get(key).is_some() || node.get(first).is_some() {
        return Text::new("来源写明", "stated by the source");
    }
    Text::new("未写", "not written")
}

fn form(node: &Node) -> Vec<&'static str> {
    RULE_FORMS.iter().copied().filter(|form| node.get(form).is_some()).collect()
}

fn is_rule_key(key: &str) -> bool {
    RULE_FORMS.contains(&key) || matches!(key, "max" | "min" | "then" | "else" | "when" | "cap" | "floor")
}

fn is_rule(kind: &Kind) -> bool {
    kind.name == "rule"
}

/// Kinds whose nodes have a place of their own in a revision note.
fn is_place(kind: &Kind) -> bool {
    !matches!(kind.name, "evidence" | "anchor")
}

fn holds_rules(shape: &Shape) -> bool {
    match shape {
        Shape::Node(kind) | Shape::List(Shape::Node(kind)) => is_rule(kind),
        _ => false,
    }
}

fn rules(node: &Node) -> Text {
    let list: Vec<Text> = match node.items() {
        [] => Vec::from([rule_words(node)]),
        items => items.iter().map(rule_words).collect(),
    };
    let zh: Vec<&str> = list.iter().map(|rule| rule.zh.as_str()).collect();
    let en: Vec<&str> = list.iter().map(|rule| rule.en.as_str()).collect();
    Text::new(zh.join("；"), en.join("; "))
}

fn node_kind(shape: &'static Shape) -> Option<&'static Kind> {
    match shape {
        Shape::Node(kind) => Some(kind),
        Shape::Either(shapes) => shapes.iter().find_map(node_kind),
        _ => None,
    }
}

/// The sort of a change of one key.
fn kind_of(field: &Field) -> ChangeKind {
    match (field.key, &field.shape) {
        ("points" | "max" | "min" | "cap" | "floor" | "from" | "to" | "step" | "top", _) => {
            ChangeKind::Points
        }
        ("sum" | "best" | "each" | "judge" | "then" | "else", _) => ChangeKind::Rule,
        (_, Shape::Expression(Gives::Number)) => ChangeKind::Formula,
        (_, Shape::Expression(_)) => ChangeKind::Condition,
        (_, Shape::Text) => ChangeKind::Text,
        _ => ChangeKind::Value,
    }
}

fn keys(before: &[Entry], after: &[Entry]) -> Vec<String> {
    let all: BTreeSet<&str> = before.iter().chain(after).map(|entry| entry.key.as_str()).collect();
    all.into_iter().map(ToString::to_string).collect()
}

fn entry<'n>(entries: &'n [Entry], key: &str) -> Option<&'n Node> {
    entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
}

/// Positions of rules that belong together: equal ones first, then those of one label, then one after the other.
fn pair(old: &[Node], new: &[Node]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut partner: Vec<Option<usize>> = new.iter().map(|_| None).collect();
    let mut free: BTreeSet<usize> = (0..old.len()).collect();
    let label = |node: &Node| Fields(node).text("label");
    let labelled = |a: &Node, b: &Node| !label(a).is_empty() && label(a) == label(b);
    for by_label in [false, true] {
        for (slot, b) in partner.iter_mut().zip(new).filter(|(slot, _)| slot.is_none()) {
            let found = free
                .iter()
                .copied()
                .find(|at| old.get(*at).is_some_and(|a| if by_label { labelled(a, b) } else { same(a, b) }));
            if let Some(at) = found {
                free.remove(&at);
                *slot = Some(at);
            }
        }
    }
    let alone = partner.iter().filter(|slot| slot.is_none()).count();
    if alone == free.len() {
        for slot in partner.iter_mut().filter(|slot| slot.is_none()) {
            *slot = free.pop_first();
        }
    }
    let gone = free.into_iter().map(|at| (Some(at), None));
    partner.into_iter().enumerate().map(|(at, slot)| (slot, Some(at))).chain(gone).collect()
}
