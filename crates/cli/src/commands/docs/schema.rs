//! JSON Schema 2020-12 for editors, from the one table.

use std::collections::BTreeMap;

use duheng_pack::schema::{ERRATA, Field, Gives, Kind, PACK, Shape, VOCABULARY};
use duheng_pack::text::Language;
use duheng_programme::language::{CALENDAR, PROGRAMME, REGISTER, WALK};
use duheng_standard::language::{CASE, PART, PROFILE, RULE_FORMS, SHEET, STANDARD};
use serde_json::{Map, Value, json};

use super::Pages;
use super::page::{generated, table};

/// The files of a pack: the schema, the root kind, which files it is for.
const FILES: [(&str, &Kind, &str); 12] = [
    ("pack", &PACK, "pack.yaml"),
    ("errata", &ERRATA, "errata.yaml"),
    ("facts", &VOCABULARY, "facts/*.yaml"),
    ("standard", &STANDARD, "standards/*.yaml"),
    ("part", &PART, "parts/*.yaml"),
    ("profile", &PROFILE, "profiles/*.yaml"),
    ("case", &CASE, "cases/*.yaml"),
    ("programme", &PROGRAMME, "programmes/*.yaml"),
    ("register", &REGISTER, "registers/*.yaml"),
    ("calendar", &CALENDAR, "calendars/*.yaml"),
    ("walk", &WALK, "walks/*.yaml"),
    ("facts-file", &SHEET, ""),
];

/// The schema files.
pub fn files() -> Pages {
    let page = |(name, kind, _): &(&str, &'static Kind, &str)| {
        let schema = schema(name, kind);
        let text = serde_json::to_string_pretty(&schema).unwrap_or_default();
        (format!("schema/{name}.schema.json"), text + "\n")
    };
    FILES.iter().map(page).collect()
}

/// The schema of one sort of file.
fn schema(name: &str, kind: &'static Kind) -> Value {
    let mut kinds: BTreeMap<&'static str, &'static Kind> = BTreeMap::new();
    gather(kind, &mut kinds);
    let definitions: Map<String, Value> =
        kinds.into_iter().map(|(name, kind)| (name.to_string(), object(kind))).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:duheng:schema:{name}"),
        "title": heading(kind.title),
        "description": both(kind.about),
        "$ref": format!("#/$defs/{}", kind.name),
        "$defs": definitions,
    })
}

/// A kind and all that stand below it.
fn gather(kind: &'static Kind, found: &mut BTreeMap<&'static str, &'static Kind>) {
    if found.insert(kind.name, kind).is_some() {
        return;
    }
    kind.all_fields().for_each(|field| gather_shape(&field.shape, found));
}

fn gather_shape(shape: &'static Shape, found: &mut BTreeMap<&'static str, &'static Kind>) {
    match shape {
        Shape::Node(kind) => gather(kind, found),
        Shape::List(of) | Shape::Map(of) => gather_shape(of, found),
        Shape::Either(shapes) => shapes.iter().for_each(|shape| gather_shape(shape, found)),
        _ => {}
    }
}

fn object(kind: &'static Kind) -> Value {
    let properties: Map<String, Value> =
        kind.all_fields().map(|field| (field.key.to_string(), property(field))).collect();
    let required: Vec<&str> =
        kind.all_fields().filter(|field| field.required).map(|field| field.key).collect();
    let mut object = json!({
        "type": "object",
        "title": heading(kind.title),
        "description": both(kind.about),
        "properties": properties,
        "additionalProperties": false,
    });
    if let Some(object) = object.as_object_mut() {
        if !required.is_empty() {
            object.insert("required".into(), json!(required));
        }
        if kind.name == "item" {
            let forms: Vec<Value> = RULE_FORMS.iter().map(|form| json!({ "required": [form] })).collect();
            object.insert("oneOf".into(), json!(forms));
        }
    }
    object
}

fn property(field: &'static Field) -> Value {
    let mut property = value(&field.shape);
    if let Some(property) = property.as_object_mut() {
        property.insert("title".into(), json!(field.key));
        property.insert("description".into(), json!(both(field.about)));
    }
    property
}

/// Scalars are read as written, so where YAML sees a number or a boolean, that may stand too.
fn value(shape: &'static Shape) -> Value {
    match shape {
        Shape::Text => json!({
            "anyOf": [
                scalar(),
                {
                    "type": "object",
                    "properties": { "zh": scalar(), "en": scalar() },
                    "required": ["zh", "en"],
                    "additionalProperties": false,
                },
            ],
        }),
        Shape::Line | Shape::Name => scalar(),
        Shape::Date => json!({ "type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$" }),
        Shape::PartialDate => {
            json!({ "type": ["string", "number"], "pattern": "^\\d{4}(-\\d{2}(-\\d{2})?)?$" })
        }
        Shape::Count => json!({ "type": ["integer", "string"], "minimum": 1, "pattern": "^\\d+$" }),
        Shape::Integer => json!({ "type": ["integer", "string"], "pattern": "^[+-]?\\d+$" }),
        Shape::Number => json!({ "type": ["number", "string"], "pattern": "^[+-]?[\\d,.]+$" }),
        Shape::Quantity | Shape::Expression(Gives::Number) => json!({ "type": ["number", "string"] }),
        Shape::Expression(Gives::Condition) => json!({ "type": ["string", "boolean"] }),
        Shape::Expression(Gives::Records) => json!({ "type": "string" }),
        Shape::YesNo => json!({ "enum": ["yes", "no", true, false] }),
        Shape::Word(words) => {
            let words: Vec<Value> = words
                .iter()
                .map(|(word, about)| json!({ "const": word, "description": both(*about) }))
                .collect();
            json!({ "oneOf": words })
        }
        Shape::List(of) => json!({ "type": "array", "items": value(of) }),
        Shape::Map(of) => json!({ "type": "object", "additionalProperties": value(of) }),
        Shape::Node(kind) => json!({ "$ref": format!("#/$defs/{}", kind.name) }),
        Shape::Either(shapes) => json!({ "anyOf": shapes.iter().map(value).collect::<Vec<_>>() }),
        Shape::Any => json!({}),
    }
}

fn scalar() -> Value {
    json!({ "type": ["string", "number", "boolean"] })
}

fn heading([zh, en]: [&str; 2]) -> String {
    format!("{zh} · {en}")
}

fn both([zh, en]: [&str; 2]) -> String {
    format!("{zh}\n{en}")
}

/// How to use the schemas in an editor.
pub fn note(language: Language) -> String {
    let zh = language == Language::Zh;
    let rows: Vec<Vec<String>> = FILES
        .iter()
        .map(|(name, _, files)| {
            let files = match (*files, zh) {
                ("", true) => "`duheng score` 读取的事实文件".to_string(),
                ("", false) => "the facts files that `duheng score` reads".to_string(),
                (files, _) => format!("`{files}`"),
            };
            vec![format!("[`{name}.schema.json`]({name}.schema.json)"), files]
        })
        .collect();
    let settings: Map<String, Value> = FILES
        .iter()
        .filter(|(_, _, files)| !files.is_empty())
        .map(|(name, _, files)| {
            (format!("./docs/schema/{name}.schema.json"), json!([format!("packs/*/{files}")]))
        })
        .collect();
    let settings = serde_json::to_string_pretty(&json!({ "yaml.schemas": settings })).unwrap_or_default();
    if zh {
        format!(
            "# 供编辑器使用的 JSON Schema\n\n{}编写标准包时，编辑器可以据此提示键名、显示说明、标出写错的键。名称、类型、单位、分值等由 `duheng check` 检查。\n\n{}支持 YAML 语言服务器（yaml-language-server）的编辑器都可以使用。在 VS Code 中安装 YAML 扩展后，在工作区设置中写：\n\n```json\n{settings}\n```\n\n也可以在单个文件的第一行写明：\n\n```yaml\n# yaml-language-server: $schema=../../../docs/schema/part.schema.json\n```\n",
            generated(language),
            table(&["文件", "用于"], &rows)
        )
    } else {
        format!(
            "# JSON Schema for editors\n\n{}While you write a pack, an editor can complete keys, show what they mean and mark those that are wrong. Names, types, units and points are checked by `duheng check`.\n\n{}Every editor with the YAML language server (yaml-language-server) can use them. In VS Code, install the YAML extension and put into the settings of the workspace:\n\n```json\n{settings}\n```\n\nA single file can name its schema in its first line too:\n\n```yaml\n# yaml-language-server: $schema=../../../docs/schema/part.schema.json\n```\n",
            generated(language),
            table(&["file", "for"], &rows)
        )
    }
}
