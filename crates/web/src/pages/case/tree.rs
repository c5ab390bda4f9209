//! From what was typed to the arguments of a command.

use duheng_pack::diagnostic::Diagnostic;
use duheng_pack::number::half_width;
use duheng_pack::schema::{Kind, Shape};
use duheng_pack::source::{FileId, Span};
use duheng_pack::tree::{Comments, Data, Entry, Layout, Node, Scalar, Style};

use crate::forms::Fields;

/// The arguments, and which field each place in them comes from.
pub(crate) struct Arguments {
    pub(crate) node: Node,
    names: Vec<String>,
}

impl Arguments {
    /// Reads the fields of a command. What is empty is left out.
    pub(crate) fn of(kind: &'static Kind, fields: &Fields) -> Self {
        let mut reading = Self { node: map(Vec::new()), names: vec![String::new()] };
        let entries = kind.all_fields().filter_map(|field| {
            let value = reading.value(&field.shape, field.key, fields)?;
            Some(reading.entry(field.key, value))
        });
        let entries = entries.collect();
        reading.node = map(entries);
        reading
    }

    /// Sets an argument that a page of its own reads.
    pub(crate) fn set(&mut self, key: &str, value: Node) {
        let Data::Map(entries, _) = &mut self.node.data else { return };
        entries.retain(|entry| entry.key != key);
        entries.push(Entry {
            key: key.to_owned(),
            key_span: Span::default(),
            value,
            comments: Comments::default(),
        });
    }

    /// The field that a finding is about.
    pub(crate) fn field_of(&self, finding: &Diagnostic) -> &str {
        self.names.get(finding.span.start as usize).map_or("", String::as_str)
    }

    fn entry(&self, key: &str, value: Node) -> Entry {
        Entry { key: key.to_owned(), key_span: value.span, value, comments: Comments::default() }
    }

    /// A place that stands for a field.
    fn place(&mut self, name: &str) -> Span {
        self.names.push(name.to_owned());
        let at = self.names.len() - 1;
        Span::new(FileId::default(), at, at + 1)
    }

    fn value(&mut self, shape: &'static Shape, name: &str, fields: &Fields) -> Option<Node> {
        match shape {
            Shape::Node(kind) => {
                let mut entries = Vec::new();
                for field in kind.all_fields() {
                    let value = self.value(&field.shape, &format!("{name}.{}", field.key), fields);
                    entries.extend(value.map(|value| self.entry(field.key, value)));
                }
                (!entries.is_empty()).then(|| map(entries))
            }
            Shape::Map(of) => {
                let mut entries: Vec<Entry> = Vec::new();
                for key in keys(name, of, fields) {
                    let value = self.value(of, &format!("{name}.{key}"), fields);
                    entries.extend(value.map(|value| self.entry(&key, value)));
                }
                (!entries.is_empty()).then(|| map(entries))
            }
            Shape::List(_) => {
                let lines = fields.all(name).flat_map(str::lines).map(str::trim);
                let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
                let span = self.place(name);
                let items: Vec<Node> = lines.into_iter().map(|line| scalar(line, span)).collect();
                let list =
                    Node { span, data: Data::List(items, Layout::Flow), comments: Comments::default() };
                (!list.items().is_empty()).then_some(list)
            }
            Shape::Any => None,
            _ => {
                let text = fields.tidy(name);
                let text = match shape {
                    Shape::Date => day(&text),
                    Shape::Integer | Shape::Number | Shape::Quantity => narrow(&text),
                    _ => text,
                };
                (!text.is_empty()).then(|| {
                    let span = self.place(name);
                    scalar(&text, span)
                })
            }
        }
    }
}

/// The keys of a map that were sent, in order.
fn keys(name: &str, of: &Shape, fields: &Fields) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (sent, _) in fields.iter() {
        let Some(rest) = sent.strip_prefix(name).and_then(|rest| rest.strip_prefix('.')) else { continue };
        let key = match of {
            Shape::Node(_) => rest.rsplit_once('.').map_or(rest, |(key, _)| key),
            _ => rest,
        };
        if !found.iter().any(|of| of == key) {
            found.push(key.to_owned());
        }
    }
    found
}

pub(crate) fn map(entries: Vec<Entry>) -> Node {
    Node { span: Span::default(), data: Data::Map(entries, Layout::Block), comments: Comments::default() }
}

pub(crate) fn scalar(text: &str, span: Span) -> Node {
    let scalar = Scalar { text: text.to_owned(), style: Style::Plain };
    Node { span, data: Data::Scalar(scalar), comments: Comments::default() }
}

/// Digits and signs as they are typed in Chinese, in their narrow forms.
fn narrow(text: &str) -> String {
    text.chars().map(half_width).collect()
}

/// A day as people type it: `2026-3-1`, `2026/3/1`, `2026年3月1日`; what is none stays as it is.
fn day(text: &str) -> String {
    let text = narrow(text);
    let plain = text.replace(['年', '月', '/', '.'], "-").replace('日', "");
    let parts: Vec<&str> = plain.split('-').map(str::trim).collect();
    let digits =
        |part: &&str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|of| of.is_ascii_digit());
    match parts.as_slice() {
        [year, month, day] if parts.iter().all(digits) => {
            format!("{year}-{month:0>2}-{day:0>2}")
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use duheng_programme::command::{Command, EditionCommand, read_command};
    use duheng_programme::language;

    use super::*;

    #[test]
    fn days_are_read_as_people_type_them() {
        for typed in ["2026-3-1", "2026/03/01", "２０２６年３月１日", "2026.3.1"] {
            assert_eq!(day(typed), "2026-03-01", "{typed}");
        }
        assert_eq!(day("tomorrow"), "tomorrow");
    }

    #[test]
    fn groups_lists_and_maps_are_read_from_flat_fields() {
        let fields = Fields::read(
            "stage=listing&meeting.held_on=2026-12-1&meeting.present=A%0AB%0A&meeting.minutes=x\
             &accept=one&accept=two&refuse.three=late&refuse.four=",
        );
        let arguments = Arguments::of(language::command("decide_list").unwrap(), &fields);
        let Ok(Command::Edition(EditionCommand::DecideList { meeting, accept, refuse, .. })) =
            read_command("decide_list", &arguments.node, None)
        else {
            panic!()
        };
        assert_eq!(meeting.present, ["A", "B"]);
        assert_eq!((accept.len(), refuse.len()), (2, 1));
    }

    #[test]
    fn a_finding_is_told_at_its_field() {
        let fields = Fields::read("stage=listing&meeting.held_on=never&meeting.present=A&meeting.minutes=x");
        let arguments = Arguments::of(language::command("decide_list").unwrap(), &fields);
        let findings = read_command("decide_list", &arguments.node, None).unwrap_err();
        assert_eq!(findings.len(), 1);
        assert_eq!(arguments.field_of(&findings[0]), "meeting.held_on");
    }
}
