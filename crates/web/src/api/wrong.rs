//! What is wrong with a body of JSON, by the description that is served: all fields at once, each at its pointer.

use std::collections::BTreeMap;

use duheng_pack::text::Text;
use serde_json::Value;
use utoipa::ToSchema;

use super::operation::{Schemas, of};

/// Schemas by name.
type Named = BTreeMap<String, Value>;

/// What the schema of a type says against a value; nothing where it fits.
pub(super) fn wrong<T: ToSchema>(value: &Value) -> Vec<(String, Text)> {
    let mut schemas = Schemas::new();
    let root = of::<T>(&mut schemas);
    let written = |(name, schema)| (name, serde_json::to_value(schema).unwrap_or_default());
    let named: Named = schemas.into_iter().map(written).collect();
    let mut found = Vec::new();
    look(&root, &named, value, "", &mut found);
    found
}

fn look(schema: &Value, named: &Named, value: &Value, pointer: &str, found: &mut Vec<(String, Text)>) {
    if let Some(name) = schema.get("$ref").and_then(Value::as_str).and_then(|path| path.rsplit('/').next()) {
        if let Some(schema) = named.get(name) {
            look(schema, named, value, pointer, found);
        }
        return;
    }
    // a part that may be left out is nothing or the part itself
    if let Some(ways) = schema.get("oneOf").and_then(Value::as_array) {
        let part = ways.iter().find(|way| way.get("type").and_then(Value::as_str) != Some("null"));
        if let Some(part) = part.filter(|_| !value.is_null()) {
            look(part, named, value, pointer, found);
        }
        return;
    }
    let kinds: Vec<&str> = match schema.get("type") {
        Some(Value::String(kind)) => vec![kind],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if !kinds.is_empty() && !kinds.iter().any(|kind| fits(kind, value)) {
        let [zh, en] = kinds.first().map_or(["", ""], |kind| in_words(kind));
        found.push((pointer.to_owned(), Text::new(format!("须为{zh}"), format!("this has to be {en}"))));
        return;
    }
    match value {
        Value::Object(values) => fields(schema, named, values, pointer, found),
        Value::Array(values) => {
            for (at, value) in values.iter().enumerate() {
                if let Some(item) = schema.get("items") {
                    look(item, named, value, &format!("{pointer}/{at}"), found);
                }
            }
        }
        _ => {}
    }
}

fn fields(
    schema: &Value,
    named: &Named,
    values: &serde_json::Map<String, Value>,
    pointer: &str,
    found: &mut Vec<(String, Text)>,
) {
    let below = |key: &str| format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
    let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
    for key in required.filter_map(Value::as_str).filter(|key| !values.contains_key(*key)) {
        found.push((below(key), Text::new("必填，没有给出", "this is needed and was not sent")));
    }
    let known = schema.get("properties").and_then(Value::as_object);
    let others = schema.get("additionalProperties");
    for (key, value) in values {
        match (known.and_then(|known| known.get(key)), others) {
            (Some(field), _) => look(field, named, value, &below(key), found),
            (None, Some(Value::Bool(false))) => {
                let names: Vec<&str> = known.into_iter().flatten().map(|(name, _)| name.as_str()).collect();
                let names = names.join(", ");
                let zh = format!("没有这个字段；可用的有：{names}");
                found
                    .push((below(key), Text::new(zh, format!("there is no such field; there are: {names}"))));
            }
            (None, Some(field)) => look(field, named, value, &below(key), found),
            (None, None) => {}
        }
    }
}

fn fits(kind: &str, value: &Value) -> bool {
    match kind {
        "null" => value.is_null(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    }
}

fn in_words(kind: &str) -> [&'static str; 2] {
    match kind {
        "string" => ["文本", "a text"],
        "boolean" => [" true 或 false", "true or false"],
        "integer" => ["整数", "a whole number"],
        "number" => ["数", "a number"],
        "array" => ["列表", "a list"],
        _ => ["对象", "an object"],
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    #[derive(Deserialize, ToSchema)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "read by its schema alone")]
    struct Inner {
        list: Vec<String>,
    }

    #[derive(Deserialize, ToSchema)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "read by its schema alone")]
    struct Outer {
        name: String,
        count: Option<i64>,
        inner: Option<Inner>,
        map: BTreeMap<String, String>,
    }

    #[test]
    fn every_field_is_told_at_its_pointer() {
        let pointers = |value: Value| {
            wrong::<Outer>(&value).into_iter().map(|(pointer, _)| pointer).collect::<Vec<String>>()
        };
        assert!(pointers(json!({ "name": "a", "map": {} })).is_empty());
        assert!(
            pointers(json!({ "name": "a", "count": 1, "inner": { "list": ["x"] }, "map": { "k": "v" } }))
                .is_empty()
        );
        let sent = json!({ "count": "1", "inner": { "list": [1], "a/b": 2 }, "map": { "k": 3 }, "more": 1 });
        assert_eq!(pointers(sent), ["/name", "/count", "/inner/a~1b", "/inner/list/0", "/map/k", "/more"]);
        assert_eq!(pointers(json!([])), [""]);
    }
}
