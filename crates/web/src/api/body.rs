//! What a request brings: JSON to the trees that commands and answers are read from, and back.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use duheng_app::accounts::SignedInPerson;
use duheng_pack::diagnostic::Diagnostic;
use duheng_pack::source::{FileId, Span};
use duheng_pack::text::Text;
use duheng_pack::tree::{Comments, Data, Entry, Layout, Node, Scalar, Style};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use utoipa::ToSchema;

use super::problem::Problem;
use super::wrong::wrong;
use crate::forms::Fields;
use crate::site::Site;

/// Who asks, by a token. Only operations that need one may take it.
pub(crate) struct Caller(pub(crate) Arc<SignedInPerson>);

impl FromRequestParts<Arc<Site>> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Site>) -> Result<Self, Problem> {
        parts.extensions.get().cloned().map(Self).ok_or_else(|| Problem::unauthorised(false))
    }
}

/// What stands behind `?`.
pub(crate) struct Query(pub(crate) Fields);

impl FromRequestParts<Arc<Site>> for Query {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Site>) -> Result<Self, Problem> {
        Ok(Self(Fields::read(parts.uri.query().unwrap_or_default())))
    }
}

impl Query {
    /// A value; nothing where it was not sent or is empty.
    pub(crate) fn given(&self, name: &str) -> Option<String> {
        Some(self.0.tidy(name)).filter(|value| !value.is_empty())
    }
}

/// A body of JSON that is read by its schema.
pub(crate) struct Sent<T>(pub(crate) T);

impl<T: DeserializeOwned + ToSchema> FromRequest<Arc<Site>> for Sent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, site: &Arc<Site>) -> Result<Self, Problem> {
        let Arguments(value) = Arguments::from_request(request, site).await?;
        // what the schema says against it, else what the reader says
        T::deserialize(&value).map(Self).map_err(|error| match wrong::<T>(&value) {
            found if found.is_empty() => unreadable(&error),
            found => Problem::fields(found),
        })
    }
}

/// The arguments of a command: JSON that the table of commands reads.
pub(crate) struct Arguments(pub(crate) Value);

impl FromRequest<Arc<Site>> for Arguments {
    type Rejection = Problem;

    async fn from_request(request: Request, site: &Arc<Site>) -> Result<Self, Problem> {
        let kind = media(request.headers()).to_owned();
        let bytes = bytes(request, site).await?;
        let empty = bytes.is_empty();
        if !empty && kind != "application/json" {
            return Err(Problem::of_status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        let text: &[u8] = if empty { b"{}" } else { &bytes };
        serde_json::from_slice(text).map(Self).map_err(|error| unreadable(&error))
    }
}

fn unreadable(error: &serde_json::Error) -> Problem {
    let why = error.to_string();
    Problem::field("", &format!("不是所要的 JSON：{why}"), &format!("not the JSON that is needed: {why}"))
}

/// The bytes of a file.
pub(crate) struct File(pub(crate) Bytes);

impl FromRequest<Arc<Site>> for File {
    type Rejection = Problem;

    async fn from_request(request: Request, site: &Arc<Site>) -> Result<Self, Problem> {
        if media(request.headers()) != "application/octet-stream" {
            return Err(Problem::of_status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        bytes(request, site).await.map(Self)
    }
}

async fn bytes(request: Request, site: &Arc<Site>) -> Result<Bytes, Problem> {
    use axum::response::IntoResponse as _;
    let read = Bytes::from_request(request, site).await;
    read.map_err(|error| Problem::of_status(error.into_response().status()))
}

fn media(headers: &HeaderMap) -> &str {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim()
}

/// The version that `If-Match` says was seen.
pub(crate) fn seen(headers: &HeaderMap) -> Result<i64, Problem> {
    let sent = headers.get(header::IF_MATCH).and_then(|value| value.to_str().ok());
    let version = sent.map(|sent| sent.trim().trim_matches('"'));
    version.and_then(|version| version.parse().ok()).ok_or_else(Problem::unversioned)
}

/// A value that is saved; `null` clears it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "value": "1200 万元" }))]
pub(crate) struct NewValue {
    /// A text, `true` or `false`, a whole number, or a list of records. Numbers with a fraction or a unit are texts.
    pub(crate) value: Value,
}

/// JSON as a tree, and the pointer to each of its places.
pub(crate) struct Tree {
    pub(crate) node: Node,
    pointers: Vec<String>,
}

impl Tree {
    /// Reads JSON. A number with a fraction is refused: as a text it is exact.
    pub(crate) fn of(value: &Value) -> Result<Self, Problem> {
        let mut pointers = Vec::new();
        let node = node(value, String::new(), &mut pointers)?;
        Ok(Self { node, pointers })
    }

    /// What is wrong where.
    pub(crate) fn problem(&self, findings: &[Diagnostic]) -> Problem {
        let told = |finding: &Diagnostic| {
            let at = usize::try_from(finding.span.start).unwrap_or(usize::MAX);
            let pointer = self.pointers.get(at).cloned().unwrap_or_default();
            let zh = format!("{}；{}", finding.message.zh, finding.help.zh);
            let en = format!("{}; {}", finding.message.en, finding.help.en);
            (pointer, Text::new(zh, en))
        };
        Problem::fields(findings.iter().map(told).collect())
    }
}

fn node(value: &Value, pointer: String, pointers: &mut Vec<String>) -> Result<Node, Problem> {
    let at = pointers.len();
    let span = Span::new(FileId::default(), at, at + 1);
    let inexact = || {
        Problem::field(
            &pointer,
            "带小数的数须写成文本，如 \"12.5\"",
            "write a number with a fraction as a text, such as \"12.5\"",
        )
    };
    let text = |text: &str| Data::Scalar(Scalar { text: text.to_owned(), style: Style::Plain });
    pointers.push(pointer.clone());
    let data = match value {
        Value::Null => Data::Empty,
        Value::Bool(yes) => text(if *yes { "yes" } else { "no" }),
        Value::Number(number) if number.is_f64() => return Err(inexact()),
        Value::Number(number) => text(&number.to_string()),
        Value::String(words) => text(words.trim()),
        Value::Array(values) => {
            let items =
                values.iter().zip(0..).map(|(value, at)| node(value, format!("{pointer}/{at}"), pointers));
            Data::List(items.collect::<Result<_, _>>()?, Layout::Block)
        }
        Value::Object(values) => {
            let mut entries = Vec::new();
            for (key, value) in values.iter().filter(|(_, value)| !value.is_null()) {
                let place = format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
                let value = node(value, place, pointers)?;
                let comments = Comments::default();
                entries.push(Entry { key: key.clone(), key_span: value.span, value, comments });
            }
            Data::Map(entries, Layout::Block)
        }
    };
    Ok(Node { span, data, comments: Comments::default() })
}

/// A value as it is saved: without places, so that the same value is the same wherever it comes from. Nothing where it
/// clears.
pub(crate) fn saved(value: &Value) -> Result<Option<Node>, Problem> {
    let empty = value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty());
    if empty {
        return Ok(None);
    }
    let mut node = Tree::of(value)?.node;
    node.forget_places();
    Ok(Some(node))
}

/// A tree as JSON: texts, lists and maps.
pub(crate) fn json(node: &Node) -> Value {
    match &node.data {
        Data::Scalar(scalar) => Value::String(scalar.text.clone()),
        Data::List(items, _) => items.iter().map(json).collect(),
        Data::Map(entries, _) => {
            Value::Object(entries.iter().map(|entry| (entry.key.clone(), json(&entry.value))).collect())
        }
        Data::Empty => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use duheng_programme::command::read_command;
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_wrong_is_told_at_its_pointer() {
        let sent = json!({ "stage": "listing", "meeting": { "held_on": "never", "present": ["A"], "minutes": "x" } });
        let tree = Tree::of(&sent).unwrap();
        let findings = read_command("decide_list", &tree.node, None).unwrap_err();
        let written =
            serde_json::to_value(tree.problem(&findings).written(duheng_pack::text::Language::En, ""))
                .unwrap();
        assert_eq!(written["errors"][0]["field"], "/meeting/held_on");
    }

    #[test]
    fn a_number_with_a_fraction_is_a_text() {
        assert!(Tree::of(&json!({ "a": 0.1 })).is_err());
        let tree = Tree::of(&json!({ "a": "0.1", "b": 3, "c": true, "d": null })).unwrap();
        assert_eq!(json(&tree.node), json!({ "a": "0.1", "b": "3", "c": "yes" }));
    }
}
