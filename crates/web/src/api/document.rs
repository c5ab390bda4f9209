//! The description of the interface, as OpenAPI 3.1, made of the table of operations and of nothing else.

use std::sync::LazyLock;

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use duheng_app::public::Standing;
use serde_json::{Map, Value, json};

use super::operation::{Answered, Asked, Operation, Schemas, of};
use super::operations;
use super::problem::{MEDIA, Written};
use super::shapes::{both, example_of, of_kind};
use crate::routes::Capability;

static DOCUMENT: LazyLock<String> = LazyLock::new(|| document().to_string());

/// `GET /api/v1/openapi.json`
pub(super) async fn served() -> Response {
    let headers = [(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "public, max-age=300")];
    (headers, DOCUMENT.as_str()).into_response()
}

/// What stands in the query or in a path, in words.
const NAMES: &[(&str, [&str; 2])] = &[
    ("after", ["上一页的 next", "the `next` of the page before"]),
    ("code", ["评价项编号", "the code of an item"]),
    ("document", ["材料名称", "the name of a document of the stage"]),
    ("edition", ["届次，如 2026", "the edition, such as 2026"]),
    ("ended", ["结局", "the end"]),
    ("fact", ["事实名称", "the name of a fact"]),
    ("from", ["公示的起始日，如 2026-06-24", "the first day of the notice, such as 2026-06-24"]),
    ("grade", ["等级", "the grade"]),
    ("grant", ["角色授予的编号", "the id of the grant of a role"]),
    ("hash", ["文件的散列值", "the hash of a file"]),
    ("id", ["成批办理的编号", "the id of a job"]),
    ("kind", ["judged、confirmed、found 或 reason", "judged, confirmed, found or reason"]),
    ("name", ["名称", "the name"]),
    ("number", ["编号", "the number"]),
    ("organisation", ["单位的编号", "the id of an organisation"]),
    ("period", ["期间，如 2025", "the period, such as 2025"]),
    ("person", ["用户的编号", "the id of a person"]),
    (
        "place",
        [
            "单位的编号；在查询中表示以其名义办理",
            "the id of a place; in a query, that in whose name one acts",
        ],
    ),
    ("programme", ["评价活动", "the programme"]),
    ("q", ["名称的一部分或统一社会信用代码", "a part of the name, or the unified social credit code"]),
    ("register", ["名录", "the register"]),
    ("role", ["以哪个角色", "in which role"]),
    ("stage", ["阶段", "the stage"]),
    ("state", ["valid、expired、withdrawn 或 renewed", "valid, expired, withdrawn or renewed"]),
    ("until", ["公示的截止日，含当日", "the last day of the notice, included"]),
    ("uscc", ["统一社会信用代码", "the unified social credit code"]),
];

fn parameter(name: &str, place: &str) -> Value {
    let about = NAMES.iter().find(|(of, _)| *of == name).map_or_else(String::new, |(_, about)| both(*about));
    let schema = match name {
        "from" | "until" => json!({ "type": "string", "format": "date" }),
        "kind" => json!({ "type": "string", "enum": ["judged", "confirmed", "found", "reason"] }),
        "state" => json!({ "type": "string", "enum": Standing::ALL.map(Standing::name) }),
        _ => json!({ "type": "string" }),
    };
    json!({ "name": name, "in": place, "required": place == "path", "description": about, "schema": schema })
}

/// The names in braces of a path.
fn named(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|rest| rest.split('}').next())
}

/// The document.
pub(crate) fn document() -> Value {
    let mut schemas = Schemas::new();
    let problem = of::<Written>(&mut schemas);
    let mut paths: Map<String, Value> = Map::new();
    for operation in operations() {
        // a number may hold slashes; a template says nothing of that
        let path = operation.path.replace("{*", "{");
        let item = paths.entry(path.clone()).or_insert_with(|| json!({}));
        if let Value::Object(item) = item {
            item.insert(operation.method.to_lowercase(), described(operation, &path, &mut schemas));
        }
    }
    let schemas: Map<String, Value> = schemas
        .into_iter()
        .map(|(name, schema)| (name, serde_json::to_value(schema).unwrap_or_default()))
        .collect();
    let retry =
        json!({ "Retry-After": { "description": "Seconds to wait.", "schema": { "type": "integer" } } });
    let bearer = json!({ "WWW-Authenticate": { "description": "Bearer.", "schema": { "type": "string" } } });
    let told = |about: [&str; 2], headers: Value| json!({ "description": both(about), "headers": headers, "content": { MEDIA: { "schema": problem } } });
    let plain = json!({});
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Duheng 度衡",
            "version": env!("CARGO_PKG_VERSION"),
            "description": both([
                "页面能办的事，程序也能办：同一用例，同一规则。令牌在“我的账号 › 接口令牌”新建。",
                "What a page can do a program can: the same use-cases, the same rules. Tokens are made under My account › Tokens.",
            ]),
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": "/", "description": "This deployment." }],
        "security": [{ "token": ["read"] }],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": both([
                        "以 dh_ 开头的令牌。权限依次为 read（只读）、write（读写）、administer（读写并管理账号和单位），后者含前者",
                        "A token that begins with dh_. Its scope is `read`, `write`, or `administer`, which manages accounts and places too; each holds those before it.",
                    ]),
                },
            },
            "parameters": {
                "key": {
                    "name": "Idempotency-Key", "in": "header", "required": false,
                    "description": both([
                        "同一键、同一内容的请求一天内只办一次",
                        "a request with the same key and the same content is done once within a day",
                    ]),
                    "schema": { "type": "string", "minLength": 1, "maxLength": 200 },
                },
                "version": {
                    "name": "If-Match", "in": "header", "required": true,
                    "description": both(["所见的版本；尚无时为 \"0\"", "the version that was seen; \"0\" where there was none"]),
                    "schema": { "type": "string" },
                },
            },
            "responses": {
                "400": told(["请求读不出来", "The request cannot be read."], plain.clone()),
                "401": told(["没有有效的令牌", "There is no token that holds."], bearer),
                "403": told(["无权办理", "It is not yours to do."], plain.clone()),
                "404": told(["没有，或无权查看", "There is no such thing, or you may not see it."], plain.clone()),
                "409": told(["规则不允许，或他人已先保存", "A rule said no, or somebody else saved meanwhile."], plain.clone()),
                "413": told(["内容过大", "What was sent is too large."], plain.clone()),
                "415": told(["不支持这种内容类型", "Content of this type is not taken."], plain.clone()),
                "422": told(["填写有误", "Fields cannot be read."], plain.clone()),
                "428": told(["缺少 If-Match", "If-Match is missing."], plain),
                "429": told(["请求过多", "Too many requests."], retry.clone()),
                "default": told(["系统出错", "Something broke."], retry),
            },
        },
    })
}

fn described(operation: &Operation, path: &str, schemas: &mut Schemas) -> Value {
    let mut parameters: Vec<Value> = named(path).map(|name| parameter(name, "path")).collect();
    parameters.extend(operation.query.iter().map(|name| parameter(name, "query")));
    let writes = operation.method != "GET";
    let open = operation.capability == Capability::Open;
    if operation.method == "POST" && !open {
        parameters.push(json!({ "$ref": "#/components/parameters/key" }));
    }
    if operation.versioned && writes {
        parameters.push(json!({ "$ref": "#/components/parameters/version" }));
    }
    let content = match operation.answered {
        Answered::Json(describe) => json!({ "application/json": { "schema": describe(schemas) } }),
        Answered::Description => json!({ "application/json": { "schema": { "type": "object" } } }),
        Answered::File => json!({ "application/octet-stream": { "schema": {} } }),
        Answered::Paper => json!({ "application/pdf": { "schema": {} } }),
        Answered::Table => json!({ "text/csv": { "schema": { "type": "string" } } }),
        Answered::Nothing => json!({}),
    };
    let mut answer = json!({ "description": both(["已办", "Done."]), "content": content });
    if let (true, Value::Object(answer)) = (operation.versioned, &mut answer) {
        let version = json!({ "description": "The version.", "schema": { "type": "string" } });
        answer.insert("headers".to_owned(), json!({ "ETag": version }));
    }
    let mut responses = Map::new();
    let done = if matches!(operation.answered, Answered::Nothing) { "204" } else { "200" };
    responses.insert(done.to_owned(), answer);
    let mut told = vec!["400", "404", "default"];
    if !open {
        told.extend(["401", "403"]);
    }
    if writes {
        told.extend(["409", "413", "429"]);
    }
    if writes || !operation.query.is_empty() {
        told.push("422");
    }
    if !matches!(operation.asked, Asked::Nothing) {
        told.push("415");
    }
    if operation.versioned && writes {
        told.push("428");
    }
    for status in told {
        responses.insert(status.to_owned(), json!({ "$ref": format!("#/components/responses/{status}") }));
    }
    let mut described = json!({
        "operationId": operation.id,
        "summary": operation.about[1],
        "description": format!("{}\n\n{}", operation.about[1], operation.about[0]),
        "parameters": parameters,
        "responses": responses,
    });
    if let Value::Object(described) = &mut described {
        let security = operation.scope().map_or(json!([]), |scope| json!([{ "token": [scope.name()] }]));
        described.insert("security".to_owned(), security);
        let body = match operation.asked {
            Asked::Nothing => None,
            Asked::Json(describe) => {
                let schema = describe(schemas);
                let example =
                    schemas.last().map(|(_, schema)| serde_json::to_value(schema).unwrap_or_default());
                let example = example.and_then(|schema| schema.get("example").cloned());
                Some(json!({ "application/json": { "schema": schema, "example": example } }))
            }
            Asked::Arguments(kind) => {
                Some(json!({ "application/json": { "schema": of_kind(kind), "example": example_of(kind) } }))
            }
            Asked::File => Some(json!({ "application/octet-stream": { "schema": {} } })),
        };
        if let Some(content) = body {
            described.insert("requestBody".to_owned(), json!({ "required": true, "content": content }));
        }
    }
    described
}
