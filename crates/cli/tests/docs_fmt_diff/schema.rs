//! The JSON Schema knows every key of the shipped packs and cases.

use std::fs;
use std::path::Path;

use duheng_pack::bundle::FileKind;
use duheng_pack::source::FileId;
use duheng_pack::tree::{Limits, Node, read};
use serde_json::Value;

use super::{duheng, names, packs, yaml};

/// Follows `$ref` and notes the keys of `node` that the schema does not allow.
fn check(node: &Node, schema: &Value, root: &Value, path: &str, unknown: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let target = root.pointer(name.trim_start_matches('#')).expect("the definition is there");
        return check(node, target, root, path, unknown);
    }
    if let Some(options) = schema["anyOf"].as_array() {
        let mut best: Option<Vec<String>> = None;
        for option in options {
            let mut found = Vec::new();
            check(node, option, root, path, &mut found);
            if best.as_ref().is_none_or(|best| found.len() < best.len()) {
                best = Some(found);
            }
        }
        unknown.extend(best.unwrap_or_default());
        return;
    }
    let is = |wanted: &str| schema["type"].as_str().is_none_or(|of| of == wanted);
    if node.is_map() && !is("object")
        || node.is_list() && !is("array")
        || schema["type"].is_array() && node.as_str().is_none()
    {
        unknown.push(format!("{path}: wrong sort"));
        return;
    }
    for entry in node.entries() {
        let path = format!("{path}/{}", entry.key);
        match (&schema["properties"][&entry.key], &schema["additionalProperties"]) {
            (Value::Null, Value::Bool(false)) => unknown.push(path),
            (Value::Null, rest) => check(&entry.value, rest, root, &path, unknown),
            (property, _) => check(&entry.value, property, root, &path, unknown),
        }
    }
    for key in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if node.get(key).is_none() {
            unknown.push(format!("{path}: lacks {key}"));
        }
    }
    for item in node.items() {
        check(item, &schema["items"], root, path, unknown);
    }
}

fn schema_for(path: &Path, folder: &Path) -> Option<&'static str> {
    let below = path.strip_prefix(folder).ok()?.to_string_lossy().replace('\\', "/");
    Some(match FileKind::of(&below)? {
        FileKind::Pack => "pack",
        FileKind::Errata => "errata",
        FileKind::Facts => "facts",
        FileKind::Standard => "standard",
        FileKind::Part => "part",
        FileKind::Profile => "profile",
        FileKind::Case => "case",
        FileKind::Programme => "programme",
        FileKind::Register => "register",
        FileKind::Calendar => "calendar",
        FileKind::Walk => "walk",
        FileKind::Data => return None,
    })
}

#[test]
fn the_schema_knows_every_key_of_the_packs() {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("schema-docs");
    assert_eq!(duheng(&["docs", "--out", &out.display().to_string()]).code, 0);
    let mut files = 0;
    for name in names() {
        let folder = packs().join(name);
        for path in yaml(&folder) {
            let Some(schema) = schema_for(&path, &folder) else { continue };
            let schema =
                fs::read_to_string(out.join(format!("schema/{schema}.schema.json"))).expect("written");
            let schema: Value = serde_json::from_str(&schema).expect("JSON");
            let text = fs::read_to_string(&path).expect("readable");
            let tree = read(FileId(0), &text, &Limits::default()).0.expect("it can be read");
            let mut unknown = Vec::new();
            check(&tree, &schema, &schema, "", &mut unknown);
            assert!(unknown.is_empty(), "{}: {unknown:?}", path.display());
            files += 1;
        }
    }
    assert!(files > 50, "only {files} files were compared");
}
