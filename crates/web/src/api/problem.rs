//! Why a request was not done, as RFC 9457 has it. The guard writes it, in the language of the request.

use std::borrow::Cow;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use duheng_app::accounts::AccountFailure;
use duheng_app::{Failure, Fault};
use duheng_pack::text::{Language, Text};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::pages::account::FIELDS;
use crate::trouble::Trouble;

/// The type of its body.
pub(crate) const MEDIA: &str = "application/problem+json";

/// Why a request was not done.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    pub(crate) status: StatusCode,
    code: Cow<'static, str>,
    title: Text,
    detail: Text,
    errors: Vec<Wrong>,
    both: Option<Box<(Value, Theirs)>>,
    /// How many seconds to wait.
    pub(crate) wait: Option<u64>,
    /// What broke, for the log alone.
    pub(crate) cause: Option<String>,
}

/// What is wrong where in a request.
#[derive(Clone, Debug)]
struct Wrong {
    part: Part,
    name: String,
    detail: Text,
}

/// A part of a request.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = PartOfRequest)]
pub(crate) enum Part {
    Body,
    Query,
    Path,
    Header,
}

/// What somebody else saved meanwhile.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = SavedMeanwhile)]
pub(crate) struct Theirs {
    /// The value that stands.
    pub(crate) value: Value,
    /// Its version.
    pub(crate) version: i64,
}

/// A problem as it is written.
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct Written {
    /// A name of the kind of problem that stays the same.
    #[serde(rename = "type")]
    kind: String,
    /// The same kind as a word: that of the refusal, where a rule said no.
    code: String,
    /// What was refused and by which rule, in the language of the request.
    title: String,
    /// The status of HTTP.
    status: u16,
    /// What to do.
    detail: String,
    /// What is wrong in which field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<WrongField>,
    /// What was sent, where somebody else saved meanwhile.
    #[serde(skip_serializing_if = "Option::is_none")]
    yours: Option<Value>,
    /// What they saved.
    #[serde(skip_serializing_if = "Option::is_none")]
    theirs: Option<Theirs>,
    /// The number to name to who runs the deployment.
    request: String,
}

/// A field with what is wrong in it.
#[derive(Serialize, ToSchema)]
pub(crate) struct WrongField {
    /// In which part of the request it stands.
    #[serde(rename = "in")]
    part: Part,
    /// In the body, the field as a JSON Pointer; elsewhere the name of the parameter.
    field: String,
    /// What is wrong and what to do.
    detail: String,
}

/// Refusals of rights: the act belongs to somebody else.
const RIGHTS: [&str; 10] = [
    "administrator-by-browser",
    "approval-by-proposer",
    "may-not-submit",
    "not-permitted",
    "not-your-role",
    "out-of-reach",
    "role-not-held",
    "second-factor-needed",
    "token-not-administering",
    "token-read-only",
];

/// Refusals of commands that are about one argument, with its pointer.
const ARGUMENTS: [(&str, &str); 3] =
    [("contact-unreachable", "/contact"), ("reason-missing", "/reason"), ("visit-missing", "/visit")];

impl Problem {
    fn new(status: StatusCode, code: &'static str, title: Text, detail: Text) -> Self {
        let code = Cow::Borrowed(code);
        Self { status, code, title, detail, errors: Vec::new(), both: None, wait: None, cause: None }
    }

    /// What is not there, and what one may not know of, are not told apart.
    pub(crate) fn not_found() -> Self {
        Self::of_status(StatusCode::NOT_FOUND)
    }

    /// Fields that cannot be read.
    pub(crate) fn fields(errors: Vec<(String, Text)>) -> Self {
        let title = Text::new("填写有误", "the request cannot be read");
        let detail = Text::new("按 errors 逐项更正后再发送", "mend what `errors` lists and send it again");
        let wrong = |(name, detail)| Wrong { part: Part::Body, name, detail };
        let errors = errors.into_iter().map(wrong).collect();
        Self { errors, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, "fields-invalid", title, detail) }
    }

    /// A single field that cannot be read.
    pub(crate) fn field(field: &str, zh: &str, en: &str) -> Self {
        Self::fields(vec![(field.to_owned(), Text::new(zh, en))])
    }

    /// A parameter that cannot be read.
    pub(crate) fn parameter(part: Part, name: &str, zh: &str, en: &str) -> Self {
        Self {
            errors: vec![Wrong { part, name: name.to_owned(), detail: Text::new(zh, en) }],
            ..Self::fields(Vec::new())
        }
    }

    /// A refusal that is about one field, with its pointer.
    pub(crate) fn at(self, pointer: &str) -> Self {
        let zh = format!("{}；{}", self.title.zh, self.detail.zh);
        let en = format!("{}; {}", self.title.en, self.detail.en);
        let errors = vec![Wrong { part: Part::Body, name: pointer.to_owned(), detail: Text::new(zh, en) }];
        Self { errors, ..self }
    }

    /// Its stable code.
    pub(crate) fn code(&self) -> &str {
        &self.code
    }

    /// Somebody else saved meanwhile.
    pub(crate) fn stale(yours: Value, theirs: Value, version: i64) -> Self {
        let title =
            Text::new("他人已先保存，本次没有保存", "somebody else saved meanwhile; nothing was changed");
        let detail = Text::new(
            "比较 yours 与 theirs，再以 theirs 的版本作 If-Match 发送",
            "compare `yours` and `theirs` and send again with the version of `theirs` in If-Match",
        );
        let both = Some(Box::new((yours, Theirs { value: theirs, version })));
        Self { both, ..Self::new(StatusCode::CONFLICT, "stale-version", title, detail) }
    }

    /// `If-Match` is missing.
    pub(crate) fn unversioned() -> Self {
        let title = Text::new("缺少 If-Match", "If-Match is missing");
        let detail = Text::new(
            "写所见的版本，如 \"3\"；尚无答案时写 \"0\"",
            "send the version that was seen, such as \"3\"; \"0\" where there was none",
        );
        Self::new(StatusCode::PRECONDITION_REQUIRED, "version-missing", title, detail)
    }

    /// No token, or one that does not hold any more.
    pub(crate) fn unauthorised(sent: bool) -> Self {
        let title = match sent {
            true => Text::new("令牌无效、已撤销或已到期", "the token is unknown, revoked or over"),
            false => Text::new("需要令牌", "a token is needed"),
        };
        let detail = Text::new(
            "登录后在“我的账号 › 接口令牌”新建，再以 Authorization: Bearer 发送",
            "sign in, make one under My account › Tokens, and send it as Authorization: Bearer",
        );
        Self::new(
            StatusCode::UNAUTHORIZED,
            if sent { "token-invalid" } else { "token-missing" },
            title,
            detail,
        )
    }

    /// A token that may only read.
    pub(crate) fn read_only() -> Self {
        let title = Text::new("此令牌只能读取", "this token may only read");
        let detail = Text::new("换用可写的令牌", "take one that may write");
        Self::new(StatusCode::FORBIDDEN, "token-read-only", title, detail)
    }

    /// A token that was not made to administer.
    pub(crate) fn not_administering() -> Self {
        let title = Text::new("此令牌不能管理账号和单位", "this token may not manage accounts and places");
        let detail =
            Text::new("请平台管理员新建一个“管理”令牌", "take one that an administrator made to administer");
        Self::new(StatusCode::FORBIDDEN, "token-not-administering", title, detail)
    }

    /// Something broke; the log says what.
    pub(crate) fn broken(cause: String) -> Self {
        Self { cause: Some(cause), ..Self::of_status(StatusCode::INTERNAL_SERVER_ERROR) }
    }

    /// Too many requests.
    pub(crate) fn too_many(seconds: u64) -> Self {
        Self { wait: Some(seconds), ..Self::of_status(StatusCode::TOO_MANY_REQUESTS) }
    }

    /// A key that another request had.
    pub(crate) fn other_request() -> Self {
        let title =
            Text::new("此 Idempotency-Key 已用于另一请求", "this Idempotency-Key belongs to another request");
        let detail = Text::new("新的请求换用新的键", "take a new key for a new request");
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "idempotency-key-reused", title, detail)
    }

    /// The same request runs.
    pub(crate) fn running() -> Self {
        let title = Text::new("同一请求正在办理", "the same request runs at this moment");
        let detail = Text::new("稍后以同一键再发送", "send it again with the same key in a moment");
        let made = Self::new(StatusCode::CONFLICT, "request-running", title, detail);
        Self { wait: Some(1), ..made }
    }

    /// A rule said no.
    pub(crate) fn refused(code: &'static str, title: Text, detail: Text) -> Self {
        let status = match code {
            "signed-out" => StatusCode::UNAUTHORIZED,
            "claim-invalid" => StatusCode::UNPROCESSABLE_ENTITY,
            code if RIGHTS.contains(&code) => StatusCode::FORBIDDEN,
            _ => StatusCode::CONFLICT,
        };
        let made = Self::new(status, code, title, detail);
        match ARGUMENTS.iter().find(|(of, _)| *of == code) {
            Some((_, pointer)) => made.at(pointer),
            None => made,
        }
    }

    /// What a status says by itself.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        let (code, [zh, en], [help_zh, help_en]) = match status {
            StatusCode::NOT_FOUND => (
                "not-found",
                ["没有这项内容，或无权查看", "there is no such thing, or you may not see it"],
                ["核对地址；路径见 /api/v1/openapi.json", "compare the address with /api/v1/openapi.json"],
            ),
            StatusCode::METHOD_NOT_ALLOWED => (
                "method-not-allowed",
                ["此地址不支持这种方法", "this address does not take this method"],
                ["见 /api/v1/openapi.json", "see /api/v1/openapi.json"],
            ),
            StatusCode::PAYLOAD_TOO_LARGE => (
                "too-large",
                ["内容过大", "what was sent is too large"],
                ["缩小后再发送", "make it smaller and send it again"],
            ),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => (
                "media-type",
                ["不支持这种内容类型", "content of this type is not taken"],
                [
                    "用 application/json；文件用 application/octet-stream",
                    "send application/json; files as application/octet-stream",
                ],
            ),
            StatusCode::TOO_MANY_REQUESTS => (
                "too-many",
                ["请求过多", "too many requests"],
                ["按 Retry-After 稍后再发送", "wait as long as Retry-After says"],
            ),
            StatusCode::FORBIDDEN => (
                "forbidden",
                ["无权办理", "this is not yours to do"],
                ["请有权的人办理", "ask somebody who may"],
            ),
            status if status.is_server_error() => (
                "broken",
                ["系统出错，没有保存", "something broke; nothing was saved"],
                [
                    "稍后再试，仍有问题请告知 request 的编号",
                    "try again; name the number in `request` if it stays",
                ],
            ),
            _ => (
                "bad-request",
                ["请求读不出来", "the request cannot be read"],
                ["见 /api/v1/openapi.json", "see /api/v1/openapi.json"],
            ),
        };
        Self::new(status, code, Text::new(zh, en), Text::new(help_zh, help_en))
    }

    /// As it is written.
    pub(crate) fn written(&self, language: Language, request: &str) -> Written {
        let say = |text: &Text| text.get(language).to_owned();
        let wrong =
            |of: &Wrong| WrongField { part: of.part, field: of.name.clone(), detail: say(&of.detail) };
        let both = self.both.as_deref().cloned();
        let (yours, theirs) = both.map_or((None, None), |(yours, theirs)| (Some(yours), Some(theirs)));
        Written {
            kind: format!("urn:duheng:problem:{}", self.code),
            code: self.code.to_string(),
            title: say(&self.title),
            status: self.status.as_u16(),
            detail: say(&self.detail),
            errors: self.errors.iter().map(wrong).collect(),
            yours,
            theirs,
            request: request.to_owned(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        Self::broken(fault.to_string())
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(refusal) => Self::refused(refusal.code, refusal.message, refusal.remedy),
            Failure::Broken(fault) => fault.into(),
        }
    }
}

/// What a page would say: who may not, and what is not there, is not told apart.
impl From<Trouble> for Problem {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Broken(cause) => Self::broken(cause),
            _ => Self::not_found(),
        }
    }
}

impl From<AccountFailure> for Problem {
    fn from(failure: AccountFailure) -> Self {
        Failure::from(failure).into()
    }
}

/// A refusal of accounts beside the field that it is about: by the table that forms have, and by what else is named here.
pub(crate) fn about(failure: AccountFailure, more: &[(&str, &str)]) -> Problem {
    let problem = Problem::from(failure);
    let own = more.iter().find(|(code, _)| *code == problem.code()).map(|(_, field)| *field);
    let known = || FIELDS.iter().find(|(_, codes)| codes.contains(&problem.code())).map(|(field, _)| *field);
    match own.or_else(known) {
        Some(field) => problem.at(&format!("/{field}")),
        None => problem,
    }
}

/// What a failure of looking means: what is not there, and what is refused but by the scope of a token, is not told apart.
pub(crate) fn unseen(failure: AccountFailure) -> Problem {
    let problem = Problem::from(failure);
    let told = ["signed-out", "not-permitted", "token-not-administering", "broken"];
    if told.contains(&problem.code()) { problem } else { Problem::not_found() }
}

/// What a failure of reading means: who is refused learns nothing.
pub(crate) fn hidden(failure: Failure) -> Problem {
    match failure {
        Failure::Refused(refusal) if refusal.code == "signed-out" => Failure::Refused(refusal).into(),
        Failure::Refused(_) => Problem::not_found(),
        Failure::Broken(fault) => fault.into(),
    }
}
