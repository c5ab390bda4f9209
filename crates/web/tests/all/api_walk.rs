//! The course of Shenzhen by programs alone, which know nothing but the description that is served.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;

use duheng_pack::source::FileId;
use duheng_pack::tree::{Data, Limits, Node, read};
use serde_json::{Map, Value, json};

use crate::api_founding::Founded;
use crate::browser::{Browser, send, send_kind};
use crate::databases::{self, KINDS};
use crate::deployment;
use crate::town::Town;

/// A deployment whose people sign in.
pub(crate) trait Home {
    fn address(&self) -> SocketAddr;
    /// A browser in which somebody is signed in.
    fn browser(&self, login: &str) -> Browser;
}

impl Home for Town {
    fn address(&self) -> SocketAddr {
        self.served.address
    }

    fn browser(&self, login: &str) -> Browser {
        self.browser(login)
    }
}

/// A token, made on the page.
pub(crate) fn token(home: &impl Home, login: &str, scope: &str) -> String {
    let mut browser = home.browser(login);
    let page = browser.open("/account/tokens");
    // what administers is not made for long
    let until = if scope == "administer" { "2026-04-30" } else { "2026-12-31" };
    let typed = [("name", "walk"), ("scope", scope), ("until", until)];
    let made = browser.send(&page, "/account/tokens", &typed);
    assert_eq!(made.status, 200, "{:?}", made.texts(".wrong"));
    made.texts("code.number")[0].clone()
}

/// A program of a person, or of nobody.
pub(crate) struct Program {
    to: SocketAddr,
    document: Value,
    token: Option<String>,
}

pub(crate) struct Told {
    pub(crate) status: u16,
    pub(crate) json: Value,
    pub(crate) text: String,
    headers: Vec<(String, String)>,
}

impl Told {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(of, _)| of == name).map(|(_, value)| value.as_str())
    }

    #[track_caller]
    pub(crate) fn done(self) -> Self {
        assert!((200..300).contains(&self.status), "{} {}", self.status, self.json);
        self
    }

    #[track_caller]
    pub(crate) fn refused(&self, status: u16, code: &str) {
        assert_eq!((self.status, self.json["code"].as_str()), (status, Some(code)), "{}", self.json);
        assert_eq!(self.json["type"], format!("urn:duheng:problem:{code}"));
        assert!(!self.json["detail"].as_str().unwrap().is_empty());
    }
}

pub(crate) enum Body<'b> {
    None,
    Json(&'b Value),
    Bytes(&'b [u8]),
}

impl Program {
    pub(crate) fn new(home: &impl Home, login: &str, scope: &str) -> Self {
        let token = Some(token(home, login, scope));
        Self { token, ..Self::of_nobody(home) }
    }

    pub(crate) fn of_nobody(home: &impl Home) -> Self {
        let to = home.address();
        let served = send(to, "GET", "/api/v1/openapi.json", &[], "");
        Self { to, document: serde_json::from_str(&served.body).unwrap(), token: None }
    }

    /// Method and path of an operation, as the description says.
    fn find(&self, id: &str) -> (String, String, Vec<String>) {
        for (path, item) in self.document["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                if operation["operationId"] == id {
                    let queries = operation["parameters"].as_array().unwrap().iter();
                    let queries = queries.filter(|of| of["in"] == "query");
                    let names = queries.map(|of| of["name"].as_str().unwrap().to_owned()).collect();
                    return (method.to_uppercase(), path.clone(), names);
                }
            }
        }
        panic!("no operation is called `{id}`")
    }

    pub(crate) fn call(&self, id: &str, values: &[(&str, &str)], body: Option<&Value>) -> Told {
        self.send(id, values, &[], body.map_or(Body::None, Body::Json))
    }

    pub(crate) fn send(
        &self,
        id: &str,
        values: &[(&str, &str)],
        headers: &[(&str, &str)],
        body: Body<'_>,
    ) -> Told {
        let (method, mut path, queries) = self.find(id);
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in values {
            let place = format!("{{{name}}}");
            if path.contains(&place) {
                let encoded: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
                path = path.replace(&place, &encoded);
            } else {
                assert!(queries.iter().any(|of| of == name), "`{id}` takes no `{name}`");
                query.append_pair(name, value);
            }
        }
        assert!(!path.contains('{'), "{path}");
        let query = query.finish();
        let path = if query.is_empty() { path } else { format!("{path}?{query}") };
        let bearer = self.token.as_ref().map(|token| format!("Bearer {token}"));
        let mut sent: Vec<(&str, &str)> = headers.to_vec();
        sent.extend(bearer.as_deref().map(|bearer| ("Authorization", bearer)));
        let text;
        let (kind, bytes): (&str, &[u8]) = match body {
            Body::None => ("application/json", b""),
            Body::Json(value) => {
                text = value.to_string();
                ("application/json", text.as_bytes())
            }
            Body::Bytes(bytes) => ("application/octet-stream", bytes),
        };
        let answer = send_kind(self.to, &method, &path, &sent, kind, bytes);
        let json = serde_json::from_str(&answer.body).unwrap_or(Value::Null);
        Told { status: answer.status, json, text: answer.body, headers: answer.headers }
    }

    /// Does a command on the application.
    fn act(&self, command: &str, with: Value) -> Told {
        self.call(command, &CASE, Some(&with))
    }

    fn save(&self, fact: &str, period: Option<&str>, version: i64, value: &Value) -> Told {
        let mut values = CASE.to_vec();
        values.push(("fact", fact));
        values.extend(period.map(|period| ("period", period)));
        let tag = format!("\"{version}\"");
        let body = json!({ "value": value });
        self.send("saveAnswer", &values, &[("If-Match", &tag)], Body::Json(&body))
    }
}

const EDITION: [(&str, &str); 2] = [("programme", "sz-sustainable-enterprise"), ("edition", "2026")];
const CASE: [(&str, &str); 3] =
    [("programme", "sz-sustainable-enterprise"), ("edition", "2026"), ("uscc", "914403000000000276")];

/// A worked example of the pack.
fn case(name: &str) -> Node {
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let path = packs.join("sz-sustainable-enterprise/cases").join(name);
    read(FileId::default(), &fs::read_to_string(path).unwrap(), &Limits::default()).0.unwrap()
}

fn as_json(node: &Node) -> Value {
    match &node.data {
        Data::Scalar(scalar) => Value::String(scalar.text.clone()),
        Data::List(items, _) => items.iter().map(as_json).collect(),
        Data::Map(entries, _) => {
            let entries = entries.iter().map(|entry| (entry.key.clone(), as_json(&entry.value)));
            Value::Object(entries.collect::<Map<_, _>>())
        }
        Data::Empty => Value::Null,
    }
}

#[test]
fn a_course_from_the_opening_of_an_edition_to_a_verified_certificate() {
    for kind in KINDS {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let address = runtime.block_on(databases::empty(kind));
        course(&Founded::on(deployment::on(address)));
    }
}

fn course(town: &Founded) {
    let [lin, zhou] = ["lin", "zhou"].map(|login| Program::new(town, login, "write"));
    let firm = Program::new(town, "harbour", "write");
    let public = Program::of_nobody(town);
    town.day("2026-02-20");
    // an edition, once however often it is asked for
    let opening = json!({ "year": 2025, "as_of": "2026-06-01" });
    let open =
        |body: &Value| lin.send("open_edition", &EDITION, &[("Idempotency-Key", "one")], Body::Json(body));
    let first = open(&opening).done();
    let again = open(&opening).done();
    assert_eq!((again.header("idempotency-replayed"), &again.json), (Some("true"), &first.json));
    open(&json!({ "year": 2024, "as_of": "2026-06-01" })).refused(422, "idempotency-key-reused");
    assert_eq!(lin.call("open_edition", &EDITION, Some(&opening)).status, 409);
    // the enterprise applies
    town.day("2026-03-01");
    let claims = firm.call("listClaims", &[], None).done();
    assert_eq!(claims.json["rows"][0]["entries"][0]["entry"]["name"], "application");
    firm.call("apply", &CASE, Some(&json!({ "entry": "application" }))).done();
    // others may not know of it
    let [qian, sun, liang] =
        ["qian", "sun", "liang"].map(|login| (login, Program::new(town, login, "write")));
    qian.1.call("getApplication", &CASE, None).refused(404, "not-found");
    qian.1.call("getClaim", &CASE, None).refused(404, "not-found");
    qian.1.act("check", json!({ "verdict": "pass" })).refused(404, "not-found");
    // facts of authorities
    town.day("2026-03-02");
    let average = case("average.yaml");
    let given = average.get("given").map_or(Value::Null, as_json);
    lin.act("supply", json!({ "given": given, "lists": as_json(average.get("lists").unwrap()) })).done();
    // what the office said of official lists stands at the item that asks about them
    let claim = firm.call("getClaim", &CASE, None).done().json.to_string();
    let told =
        r#""lists":[{"listed":true,"title":{"en":"List of key energy users","zh":"重点用能单位名单"}}]"#;
    assert!(claim.contains(told), "{claim}");
    // answers, one stale
    town.day("2026-05-20");
    let mut last = None;
    for entry in average.get("facts").unwrap().entries() {
        match &entry.value.data {
            Data::Map(periods, _) => {
                for period in periods {
                    firm.save(&entry.key, Some(&period.key), 0, &as_json(&period.value)).done();
                    last = Some((entry.key.clone(), period.key.clone(), as_json(&period.value)));
                }
            }
            _ => {
                let saved = firm.save(&entry.key, None, 0, &as_json(&entry.value)).done();
                assert_eq!(saved.header("etag"), Some("\"1\""));
            }
        }
    }
    let (fact, period, stands) = last.unwrap();
    let stale = firm.save(&fact, Some(&period), 0, &json!("1"));
    stale.refused(409, "stale-version");
    assert_eq!((&stale.json["yours"], &stale.json["theirs"]["value"]), (&json!("1"), &stands));
    let mut values = CASE.to_vec();
    values.extend([("fact", fact.as_str()), ("period", period.as_str())]);
    let shown = firm.call("getAnswer", &values, None).done();
    assert_eq!((shown.header("etag"), &shown.json["value"]), (Some("\"1\""), &stands));
    let unversioned = firm.send("saveAnswer", &values, &[], Body::Json(&json!({ "value": "1" })));
    unversioned.refused(428, "version-missing");
    let score = firm.call("getScore", &CASE, None).done().json;
    assert_eq!(score["base"]["points"], "84");
    let advice = &score["advice"];
    let lift = (&advice["kind"], &advice["grade"]["en"], &advice["total"]);
    assert_eq!(lift, (&json!("steps"), &json!("Three stars"), &json!("85")), "{advice}");
    let step = &advice["steps"][0];
    assert_eq!([&step["code"], &step["from"], &step["to"]], ["6.1.3.a", "2", "3"], "{advice}");
    // evidence, the document of the stage, submitting
    assert_eq!(firm.call("submitClaim", &CASE, Some(&json!({}))).status, 409);
    let mut values = CASE.to_vec();
    values.extend([("name", "申请书.pdf"), ("document", "application_form")]);
    let file = firm.send("addFile", &values, &[], Body::Bytes(b"%PDF-1.7\n%%EOF\n")).done();
    let number = file.json["number"].to_string();
    let mut values = CASE.to_vec();
    values.push(("number", &number));
    firm.call("getFile", &values, None).done();
    firm.call("submitClaim", &CASE, Some(&json!({}))).done();
    // the office checks
    town.day("2026-06-03");
    lin.act("check", json!({ "verdict": "return" })).refused(409, "reason-missing");
    lin.act("check", json!({ "verdict": "perhaps" })).refused(422, "fields-invalid");
    lin.act("check", json!({ "verdict": "pass" })).done();
    town.day("2026-06-04");
    lin.act("commit_draw", json!({})).done();
    town.day("2026-06-05");
    let pool = lin.call("listCandidates", &CASE, None).done().json;
    assert_eq!((&pool["seats"], pool["rows"].as_array().unwrap().len()), (&json!(2), 3), "{pool}");
    firm.call("listCandidates", &CASE, None).refused(404, "not-found");
    lin.act("draw", json!({})).done();
    let drawn = lin.call("getDraw", &CASE, None).done().json;
    assert_eq!(drawn["drawn"]["seats"].as_array().unwrap().len(), 2);
    assert_ne!(drawn["commitment"], drawn["drawn"]["seed"]);
    firm.call("getDraw", &CASE, None).refused(404, "not-found");
    let dossier = lin.call("getApplication", &CASE, None).done();
    let seats: Vec<&Value> =
        dossier.json["seats"].as_array().unwrap().iter().map(|seat| &seat["name"]).collect();
    let has_seat = |login: &str| seats.iter().any(|name| **name == format!("示例 {login}"));
    let (seated, free): (Vec<_>, Vec<_>) =
        [qian, sun, liang].into_iter().partition(|(login, _)| has_seat(login));
    assert_eq!((seated.len(), free.len()), (2, 1));
    free[0].1.call("getReview", &CASE, None).refused(404, "not-found");
    for (_, expert) in &seated {
        expert.act("declare", json!({ "conflict": false })).done();
    }
    // both layers
    let visit = json!({ "held_on": "2026-06-18", "present": ["企业负责人"], "minutes": "座谈" });
    for (day, sealing) in [("2026-06-12", json!({})), ("2026-06-18", json!({ "visit": visit }))] {
        town.day(day);
        for (_, expert) in &seated {
            assess(expert);
            expert.call("sealReview", &CASE, Some(&sealing)).done();
        }
    }
    // two people decide
    town.day("2026-06-22");
    let dossier = lin.call("getApplication", &CASE, None).done();
    assert_eq!(dossier.json["score"]["grade"], "four_star");
    let grounds = lin.call("getGrounds", &CASE, None).done().json;
    let opinions: Vec<&Value> =
        grounds["opinions"].as_array().unwrap().iter().map(|of| &of["grade"]).collect();
    assert_eq!(opinions, ["four_star"; 4], "two experts in two layers: {grounds}");
    assert_eq!(
        (&grounds["grades"][0]["total"], &grounds["gate"][0]["passes"]),
        (&json!("105"), &json!(true))
    );
    let nothing = json!({ "gate": [], "grades": [], "opinions": [] });
    assert_eq!(firm.call("getGrounds", &CASE, None).done().json, nothing);
    lin.act("propose", json!({})).done();
    lin.act("approve", json!({})).refused(403, "approval-by-proposer");
    firm.act("approve", json!({})).refused(403, "not-your-role");
    zhou.act("approve", json!({})).done();
    town.day("2026-06-23");
    lin.act("publish_notice", json!({})).done();
    // the public
    town.day("2026-06-24");
    let notices = public.call("listNotices", &[], None).done();
    assert_eq!(notices.json["rows"][0]["enterprise"]["uscc"], CASE[2].1);
    assert_eq!(public.call("listNoticesOfEdition", &EDITION, None).done().json, notices.json);
    let notice = public.call("getNotice", &CASE, None).done();
    assert_eq!(notice.json["notice"], notices.json["rows"][0]);
    let paper = notice.json["document"].as_str().unwrap();
    let paper = send(town.address(), "GET", paper, &[], "");
    assert_eq!((paper.status, paper.header("content-type")), (200, Some("application/pdf")));
    let own = &notice.json["notice"];
    let period = [("from", own["from"].as_str().unwrap()), ("until", own["until"].as_str().unwrap())];
    let document = public.call("getNoticeDocument", &[&EDITION[..], &period[..]].concat(), None).done();
    assert_eq!(document.header("content-type"), Some("application/pdf"));
    let dayless = public.call("getNoticeDocument", &EDITION, None);
    dayless.refused(422, "fields-invalid");
    assert_eq!(dayless.json["errors"][0]["in"], "query");
    assert_eq!(dayless.json["errors"][0]["field"], "from");
    let objection = json!({ "name": "王某", "contact": "138 0000 0000", "text": "该企业评级证书存疑" });
    let nowhere = json!({ "name": "王某", "contact": "示例电话", "text": "该企业评级证书存疑" });
    public.call("objectToResult", &CASE, Some(&nowhere)).refused(409, "contact-unreachable");
    let receipt = public.call("objectToResult", &CASE, Some(&objection)).done().json["reference"].clone();
    let with = |contact: &str| json!({ "number": receipt, "contact": contact });
    public.call("lookUpObjection", &[], Some(&with("139 0000 0000"))).refused(404, "not-found");
    public.call("lookUpObjection", &[], Some(&with("who knows"))).refused(422, "fields-invalid");
    let open = public.call("lookUpObjection", &[], Some(&with("+86 13800000000"))).done();
    assert_eq!((&open.json["edition"], &open.json["ruling"]), (&json!("2026"), &Value::Null));
    town.day("2026-07-01");
    lin.act("close_notice", json!({})).refused(409, "objection-open");
    let ruling = json!({ "objection": 1, "ruling": "rejected", "reason": "已向评级机构核实" });
    lin.act("rule", ruling).done();
    let ruled = public.call("lookUpObjection", &[], Some(&with("13800000000"))).done();
    assert_eq!(ruled.json["ruling"]["ruling"], "rejected");
    lin.act("close_notice", json!({})).done();
    lin.act("issue", json!({})).done();
    let dossier = lin.call("getApplication", &CASE, None).done();
    let number = dossier.json["number"].as_str().unwrap();
    let certificate = public.call("verifyCertificate", &[("number", number)], None).done();
    let certified = &certificate.json["honours"][0];
    assert_eq!(certified["honour"]["standing"], "valid");
    assert_eq!(certified["honour"]["grade"]["name"], "four_star");
    assert!(certified["document"].as_str().unwrap().starts_with("/certificates/"), "{certified}");
    assert!(certified["issuer"]["zh"].as_str().is_some_and(|issuer| !issuer.is_empty()), "{certified}");
    let kept = lin.call("listRegisters", &[], None).done().json;
    let register = kept["rows"][0]["register"]["name"].as_str().unwrap();
    let waiting = lin.call("listProposedRecords", &[("register", register)], None).done();
    assert_eq!(waiting.json["rows"], json!([]));
    firm.call("listProposedRecords", &[("register", register)], None).refused(404, "not-found");
    public.call("verifyCertificate", &[("number", "X-1")], None).refused(404, "not-found");
    let document = public.call("getCertificateDocument", &[("number", number)], None).done();
    assert_eq!(document.header("content-type"), Some("application/pdf"));
    public.call("getCertificateDocument", &[("number", "X-1")], None).refused(404, "not-found");
    let table = public.call("exportHonours", &EDITION[..1], None).done();
    assert_eq!(table.header("content-type"), Some("text/csv; charset=utf-8"));
    assert!(table.text.contains(number) && table.text.contains(CASE[2].1), "{}", table.text);
    let table = lin.call("exportApplications", &EDITION, None).done();
    assert!(table.text.contains(CASE[2].1), "{}", table.text);
    firm.call("exportApplications", &[("programme", "nothing"), ("edition", "2026")], None)
        .refused(404, "not-found");
    let programmes = public.call("listProgrammes", &[], None).done().json;
    let named = programmes["rows"].as_array().unwrap().iter().find(|of| of["programme"] == EDITION[0].1);
    assert_eq!(named.unwrap()["valid"], 1);
    let honours = public.call("listHonours", &EDITION[..1], None).done();
    assert_eq!(honours.json["rows"].as_array().unwrap().len(), 1);
    assert_eq!(public.call("getCompany", &CASE[2..], None).done().json["honours"][0]["number"], number);
}

/// An assessor confirms all that is claimed and judges as the worked example does.
fn assess(expert: &Program) {
    let review = expert.call("getReview", &CASE, None).done();
    let mut done = std::collections::BTreeSet::new();
    for item in review.json["items"].as_array().unwrap() {
        for fact in item["facts"].as_array().unwrap() {
            let name = fact["fact"].as_str().unwrap();
            if !fact["claim"].as_object().unwrap().is_empty() && done.insert(name.to_owned()) {
                point(expert, "confirmed", name, &json!(true));
            }
        }
    }
    for (item, points) in [("bonus.a", "5"), ("bonus.b", "4"), ("bonus.c", "3")] {
        point(expert, "judged", item, &json!(points));
        point(expert, "reason", item, &json!("材料齐全"));
    }
}

fn point(expert: &Program, kind: &str, name: &str, value: &Value) {
    let mut values = CASE.to_vec();
    values.extend([("kind", kind), ("name", name)]);
    let body = json!({ "value": value });
    expert.send("savePoint", &values, &[("If-Match", "\"0\"")], Body::Json(&body)).done();
}
