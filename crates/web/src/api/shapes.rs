//! The arguments of commands as JSON Schema, from the table of commands.

use duheng_pack::schema::{Field, Kind, Shape};
use serde_json::{Map, Value, json};

/// The schema of a map of this kind.
pub(super) fn of_kind(kind: &'static Kind) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for field in kind.all_fields() {
        properties.insert(field.key.to_owned(), of_field(field));
        if field.required {
            required.push(field.key);
        }
    }
    json!({
        "type": "object",
        "title": kind.title[1],
        "description": both(kind.about),
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

/// Arguments that such a map takes: what it needs, each as its shape is written.
pub(super) fn example_of(kind: &'static Kind) -> Value {
    let needed = kind.all_fields().filter(|field| field.required);
    Value::Object(needed.map(|field| (field.key.to_owned(), example(&field.shape))).collect())
}

fn example(shape: &'static Shape) -> Value {
    match shape {
        Shape::Date => json!("2026-06-30"),
        Shape::PartialDate => json!("2026-06"),
        Shape::YesNo => json!(true),
        Shape::Integer => json!(2025),
        Shape::Count => json!(1),
        Shape::Number => json!("12.5"),
        Shape::Quantity => json!("1200 万元"),
        Shape::Word(words) => words.first().map_or(Value::Null, |(word, _)| json!(word)),
        Shape::List(of) => json!([example(of)]),
        Shape::Map(_) => json!({}),
        Shape::Node(kind) => example_of(kind),
        Shape::Either(shapes) => shapes.first().map_or(Value::Null, example),
        Shape::Text | Shape::Line | Shape::Name | Shape::Expression(_) | Shape::Any => json!("示例"),
    }
}

/// A sentence in both languages.
pub(super) fn both([zh, en]: [&str; 2]) -> String {
    format!("{en}\n\n{zh}")
}

fn of_field(field: &'static Field) -> Value {
    let mut schema = of_shape(&field.shape);
    if let Value::Object(schema) = &mut schema {
        schema.insert("description".to_owned(), Value::String(both(field.about)));
    }
    schema
}

fn of_shape(shape: &'static Shape) -> Value {
    match shape {
        Shape::Text | Shape::Line | Shape::PartialDate | Shape::Quantity | Shape::Expression(_) => {
            json!({ "type": "string" })
        }
        Shape::Name => json!({ "type": "string", "minLength": 1 }),
        Shape::Integer => json!({ "type": "integer" }),
        Shape::Count => json!({ "type": "integer", "minimum": 1 }),
        Shape::Number => json!({ "type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$" }),
        Shape::Date => json!({ "type": "string", "format": "date" }),
        Shape::YesNo => json!({ "type": "boolean" }),
        Shape::Word(words) => {
            let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            json!({ "type": "string", "enum": words })
        }
        Shape::List(of) => json!({ "type": "array", "items": of_shape(of) }),
        Shape::Map(of) => json!({ "type": "object", "additionalProperties": of_shape(of) }),
        Shape::Node(kind) => of_kind(kind),
        Shape::Either(shapes) => json!({ "anyOf": shapes.iter().map(of_shape).collect::<Vec<_>>() }),
        Shape::Any => json!({}),
    }
}
