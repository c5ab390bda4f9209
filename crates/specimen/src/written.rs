//! Sheets as facts files: the same entries, as people write them.

use duheng_pack::calendar::DateRange;
use duheng_pack::number::Rational;
use duheng_pack::source::Span;
use duheng_pack::tree::{Comments, Data, Entry as KeyEntry, Layout, Node, Scalar, Style};
use duheng_pack::vocabulary::{FactKind, Flavour, RecordType, Value, ValueType, Vocabulary};
use duheng_standard::sheet::{Assessor, Entries, Entry, Fields, Sheet};

/// What the enterprise states: the map `facts` of a facts file.
#[must_use]
pub fn claims(sheet: &Sheet, vocabulary: &Vocabulary) -> Node {
    entries(&sheet.claims, vocabulary)
}

/// What authorities give: the map `given`.
#[must_use]
pub fn given(sheet: &Sheet, vocabulary: &Vocabulary) -> Node {
    entries(&sheet.given, vocabulary)
}

/// Whether it stands on official lists: the map `lists`.
#[must_use]
pub fn lists(sheet: &Sheet, vocabulary: &Vocabulary) -> Node {
    let listed = sheet.lists.iter().filter_map(|(list, listed)| {
        let name = &list.of(vocabulary)?.name;
        Some(key(name, text(if *listed { "listed" } else { "not_listed" })))
    });
    map(listed.collect())
}

/// What assessors say: the map `layers`.
#[must_use]
pub fn layers(sheet: &Sheet) -> Node {
    let of = |(layer, assessors): (&String, &std::collections::BTreeMap<String, Assessor>)| {
        let named = assessors.iter().map(|(name, assessor)| key(name, opinion(assessor)));
        key(layer, map(named.collect()))
    };
    map(sheet.layers.iter().map(of).collect())
}

/// What one assessor says who confirms all claims.
fn opinion(assessor: &Assessor) -> Node {
    let judged = assessor.judged.iter().map(|(item, points)| key(item, text(&decimal(points))));
    let mut own = Vec::new();
    if assessor.confirm_all {
        own.push(key("confirm", text("all")));
    }
    own.push(key("judged", map(judged.collect())));
    map(own)
}

fn entries(entries: &Entries, vocabulary: &Vocabulary) -> Node {
    let written = entries.iter().filter_map(|(id, entry)| {
        let fact = id.of(vocabulary)?;
        let value = match (&fact.kind, entry) {
            (FactKind::Value(of, _), Entry::State(dated)) => state(of, dated, vocabulary),
            (FactKind::Value(of, _), Entry::Periods(values)) => {
                let periods = values.iter();
                map(periods.map(|(at, own)| key(&at.to_string(), value(of, own, vocabulary))).collect())
            }
            (FactKind::Records(record), Entry::Records(rows)) => {
                let record = record.of(vocabulary)?;
                list(rows.iter().map(|fields| row(record, fields, vocabulary)).collect())
            }
            _ => return None,
        };
        Some(key(&fact.name, value))
    });
    map(written.collect())
}

fn state(of: &ValueType, dated: &[(Value, DateRange)], vocabulary: &Vocabulary) -> Node {
    let one = |(own, range): &(Value, DateRange)| {
        let mut keys = vec![key("value", value(of, own, vocabulary))];
        keys.extend(range.from.map(|day| key("from", text(&day.to_string()))));
        keys.extend(range.until.map(|day| key("until", text(&day.to_string()))));
        map(keys)
    };
    match dated {
        [(own, DateRange { from: None, until: None })] => value(of, own, vocabulary),
        several => list(several.iter().map(one).collect()),
    }
}

fn row(record: &RecordType, fields: &Fields, vocabulary: &Vocabulary) -> Node {
    let pairs = record.fields.iter().zip(fields);
    let stated = pairs.filter_map(|(field, own)| {
        own.as_ref().map(|own| key(&field.name, value(&field.value, own, vocabulary)))
    });
    map(stated.collect())
}

/// A value as it is written: numbers with their unit, shares in per cent.
fn value(of: &ValueType, own: &Value, vocabulary: &Vocabulary) -> Node {
    text(&match (of, own) {
        (_, Value::YesNo(yes)) => if *yes { "yes" } else { "no" }.to_owned(),
        (ValueType::Choice(choice), Value::Choice(at)) => {
            let values = choice.of(vocabulary).map(|choice| choice.values.as_slice()).unwrap_or_default();
            values.get(*at).map(|(code, _)| code.clone()).unwrap_or_default()
        }
        (_, Value::Date(date)) => date.to_string(),
        (_, Value::Text(words)) => words.clone(),
        (ValueType::Number(number), Value::Number(amount)) => match number.flavour {
            Flavour::Ratio => format!("{}%", decimal(&(amount.clone() * Rational::from_int(100)))),
            Flavour::Count => decimal(amount),
            Flavour::Plain => {
                let shown = amount.checked_div(number.unit.scale()).unwrap_or_default();
                format!("{} {}", decimal(&shown), number.unit.symbol()).trim_end().to_owned()
            }
        },
        // a value of another type is none that a sheet holds
        _ => String::new(),
    })
}

/// A number without more places than people write.
fn decimal(number: &Rational) -> String {
    let rounded = number.round(4, duheng_pack::number::Rounding::HalfUp);
    rounded.to_decimal().unwrap_or_default()
}

fn node(data: Data) -> Node {
    Node { span: Span::default(), data, comments: Comments::default() }
}

fn map(keys: Vec<KeyEntry>) -> Node {
    node(Data::Map(keys, Layout::Block))
}

fn list(items: Vec<Node>) -> Node {
    node(Data::List(items, Layout::Block))
}

fn text(words: &str) -> Node {
    node(Data::Scalar(Scalar { text: words.to_owned(), style: Style::Plain }))
}

fn key(name: &str, value: Node) -> KeyEntry {
    KeyEntry { key: name.to_owned(), key_span: Span::default(), value, comments: Comments::default() }
}
