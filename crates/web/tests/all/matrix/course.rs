//! What happens in both tenants, by programs of the people themselves: each brings in something that is theirs, with a word
//! in it by which it is found again.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use duheng_app::jobs::NewJob;
use duheng_app::{Question, Target};
use duheng_pack::source::FileId;
use duheng_pack::tree::{Data, Limits, Node, read};
use serde_json::{Value, json};

use super::cast::{EDITION, FIRMS, NB, SZ, World, marked};

/// Where an application stands in the interface for programs.
pub(super) fn at(what: &str, firm: &str) -> String {
    let (_, uscc, _, programme) = FIRMS.iter().find(|(key, ..)| *key == firm).unwrap();
    format!("/api/v1/{what}/{programme}/{EDITION}/{uscc}")
}

/// A worked example, with other words in it.
fn case(pack: &str, name: &str, change: impl FnOnce(String) -> String) -> Node {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs").join(pack).join("cases").join(name);
    let text = change(fs::read_to_string(path).unwrap());
    read(FileId::default(), &text, &Limits::default()).0.unwrap()
}

/// The same example some years later.
fn later(text: String, years: i32) -> String {
    let text = text.replace("2020-02-29", "2020-02-28");
    (2010..=2020).rev().fold(text, |text, year| {
        let (from, to) = (year.to_string(), (year + years).to_string());
        text.replace(&format!("{from}-"), &format!("{to}-")).replace(&format!("{from}:"), &format!("{to}:"))
    })
}

/// The answers of an example.
fn answers(case: &Node) -> Vec<(Question, Node)> {
    let question = |fact: &str, period| Question::Fact { fact: fact.to_owned(), period };
    let mut found = Vec::new();
    for entry in case.get("facts").unwrap().entries() {
        match &entry.value.data {
            Data::Map(periods, _) => found.extend(
                periods.iter().map(|of| (question(&entry.key, Some(of.key.clone())), of.value.clone())),
            ),
            _ => found.push((question(&entry.key, None), entry.value.clone())),
        }
    }
    found
}

fn as_json(node: &Node) -> Value {
    match &node.data {
        Data::Scalar(scalar) => Value::String(scalar.text.clone()),
        Data::List(items, _) => items.iter().map(as_json).collect(),
        Data::Map(entries, _) => {
            Value::Object(entries.iter().map(|entry| (entry.key.clone(), as_json(&entry.value))).collect())
        }
        Data::Empty => Value::Null,
    }
}

/// The claim of Shenzhen: the department is called by the word of its enterprise.
fn claim_of_sz(firm: &str) -> Node {
    case(SZ, "average.yaml", |text| text.replace("可持续发展部", &marked("answer", firm)))
}

/// The claim of Ningbo.
fn claim_of_nb(firm: &str) -> Node {
    case("nb-harmonious-enterprise", "full-marks.yaml", |text| {
        later(text.replace("老陈工作室", &marked("answer", firm)), 7)
    })
}

impl World {
    /// Does a command as somebody.
    fn act(&self, key: &str, firm: &str, command: &str, with: Value) -> Value {
        self.send(key, "POST", &format!("{}/commands/{command}", at("applications", firm)), &with)
    }

    fn send(&self, key: &str, method: &str, path: &str, with: &Value) -> Value {
        let key = self.renamed.get(key).map_or(key, String::as_str);
        let answer = self.call(&self.people[key].writing, method, path, &with.to_string());
        assert!((200..300).contains(&answer.status), "{key} {path}: {} {}", answer.status, answer.body);
        serde_json::from_str(&answer.body).unwrap_or(Value::Null)
    }

    fn target(&self, firm: &str) -> Target {
        let (.., programme) = FIRMS.iter().find(|(key, ..)| *key == firm).unwrap();
        Target {
            programme: (*programme).to_owned(),
            edition: EDITION.to_owned(),
            organisation: Some(self.places[firm].clone()),
        }
    }

    /// Applies and answers, with two files of evidence and the document of the stage.
    fn fills_in(&mut self, approver: &str, firm: &str, claim: &Node, only: Option<&str>, document: &str) {
        self.send(
            approver,
            "POST",
            &format!("{}/apply", at("claims", firm)),
            &json!({ "entry": "application" }),
        );
        self.later(60);
        let (who, target) = (self.signed_in(approver), self.target(firm));
        let wanted = answers(claim).into_iter().filter(|(question, _)| match question {
            Question::Fact { fact, .. } => only.is_none_or(|only| only == fact),
            _ => false,
        });
        let wanted: Vec<_> = wanted.collect();
        assert!(!wanted.is_empty());
        let organs = Question::Fact { fact: "organs".to_owned(), period: None };
        let paper = Question::Document { name: document.to_owned() };
        self.run(async |app| {
            for (question, value) in &wanted {
                app.save_answer(&who, &target, question, Some(value), 0).await.unwrap();
            }
            for (question, name, content) in [(&organs, "file", "content"), (&paper, "paper", "text")] {
                let name = format!("{}.pdf", marked(name, firm));
                let content = format!("%PDF-1.7\n{}\n%%EOF\n", marked(content, firm));
                app.attach(&who, &target, question, &name, content.into()).await.unwrap();
            }
        });
    }

    /// Answers once more what went back.
    fn writes_on(&self, approver: &str, firm: &str) {
        let path = format!("{}/answers/organs", at("claims", firm));
        let value = json!([{
            "function": "sustainability_office", "name": marked("draft", firm), "set_up_on": "2021-03-01"
        }]);
        let (token, body) = (&self.people[approver].writing, json!({ "value": value }).to_string());
        let seen = [("If-Match", "\"1\"")];
        let answer = self.call_with(token, "PUT", &path, &seen, "application/json", body.as_bytes());
        assert_eq!(answer.status, 200, "{}", answer.body);
    }

    /// The editions are open and the enterprises apply; they submit, and one of them is sent back to supplement.
    pub(super) fn apply(&mut self) {
        self.day("2026-04-11");
        for (key, programme, as_of) in [("lin", SZ, "2026-06-01"), ("ning", NB, "2026-10-15")] {
            let path = format!("/api/v1/editions/{programme}/{EDITION}/commands/open_edition");
            self.send(key, "POST", &path, &json!({ "year": 2025, "as_of": as_of }));
        }
        let (sz, nb) = (claim_of_sz("harbour"), claim_of_nb("quay"));
        self.fills_in("happr", "harbour", &sz, None, "application_form");
        self.fills_in("bappr", "brook", &claim_of_sz("brook"), Some("organs"), "application_form");
        self.fills_in("qappr", "quay", &nb, None, "self_check");
        self.fills_in("mappr", "mill", &claim_of_nb("mill"), Some("organs"), "self_check");
        let mut given = as_json(sz.get("given").unwrap());
        given["findings"] = json!([]);
        self.act(
            "lin",
            "harbour",
            "supply",
            json!({ "given": given, "lists": as_json(sz.get("lists").unwrap()) }),
        );
        let (given, lists) = (as_json(nb.get("given").unwrap()), as_json(nb.get("lists").unwrap()));
        let mut given = given;
        given["tax_credits"][0]["authority"] = json!(marked("given", "quay"));
        self.act("east", "quay", "supply", json!({ "given": given, "lists": lists }));
        let submit = |world: &Self, key: &str, firm: &str, consents: Value| {
            world.send(
                key,
                "POST",
                &format!("{}/submit", at("claims", firm)),
                &json!({ "consents": consents }),
            )
        };
        submit(self, "happr", "harbour", json!({}));
        submit(self, "bappr", "brook", json!({}));
        let consents = json!({ "voluntary": marked("signer", "quay") });
        submit(self, "qappr", "quay", consents);
        submit(self, "mappr", "mill", json!({ "voluntary": marked("signer", "mill") }));
        self.day("2026-06-02");
        self.act("lin", "harbour", "check", json!({ "verdict": "pass" }));
        let back = json!({ "verdict": "return", "reason": marked("supplement", "brook") });
        self.act("lin", "brook", "check", back);
        self.writes_on("bappr", "brook");
        self.act("east", "quay", "check", json!({ "verdict": "pass" }));
    }

    /// Draws a panel and names who sits on it and who does not.
    fn draw(&mut self, key: &str, firm: &str, pool: &[&str], seated: &[&str], free: &str) {
        self.act(key, firm, "commit_draw", json!({}));
        self.act(key, firm, "draw", json!({}));
        let path = at("applications", firm);
        let drawn = self.send(key, "GET", &path, &Value::Null);
        let seats: Vec<&str> =
            drawn["seats"].as_array().unwrap().iter().map(|seat| seat["expert"].as_str().unwrap()).collect();
        let sits = |key: &&&str| seats.contains(&self.people[**key].id.as_str());
        let (on, off): (Vec<&str>, Vec<&str>) = (
            pool.iter().filter(|key| sits(key)).copied().collect(),
            pool.iter().filter(|key| !sits(key)).copied().collect(),
        );
        assert_eq!((on.len(), off.len()), (seated.len(), pool.len() - seated.len()), "others were drawn");
        let names = seated.iter().chain([&free]).zip(on.into_iter().chain(off));
        let names: Vec<(String, String)> =
            names.map(|(as_, key)| ((*as_).to_owned(), key.to_owned())).collect();
        self.renamed.extend(names);
        for expert in seated {
            self.act(expert, firm, "declare", json!({ "conflict": false }));
        }
    }

    fn point(&self, expert: &str, firm: &str, of: (&str, &str, &str), value: Value) {
        let (kind, name, period) = of;
        let period = if period.is_empty() { String::new() } else { format!("?period={period}") };
        let path = format!("{}/points/{kind}/{name}{period}", at("reviews", firm));
        let token = &self.people[&self.renamed[expert]].writing;
        let body = json!({ "value": value }).to_string();
        let answer = self.call_with(
            token,
            "PUT",
            &path,
            &[("If-Match", "\"0\"")],
            "application/json",
            body.as_bytes(),
        );
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    }

    /// An expert finds one figure otherwise, for a reason in their own words, takes the rest as claimed and judges.
    fn assess(&self, expert: &str, firm: &str, figure: (&str, &str, &str), judged: &[(&str, &str)]) {
        let (fact, period, value) = figure;
        self.point(expert, firm, ("found", fact, period), json!(value));
        self.point(expert, firm, ("reason", fact, ""), json!(marked("reason", expert)));
        let review = self.send(expert, "GET", &at("reviews", firm), &Value::Null);
        let items: Vec<&Value> =
            review["items"].as_array().unwrap().iter().map(|item| &item["code"]).collect();
        self.send(expert, "POST", &format!("{}/rest", at("reviews", firm)), &json!({ "items": items }));
        for (item, points) in judged {
            self.point(expert, firm, ("judged", item, ""), json!(points));
            self.point(expert, firm, ("reason", item, ""), json!(marked("reason", expert)));
        }
    }

    fn seal(&self, expert: &str, firm: &str, with: Value) {
        self.send(expert, "POST", &format!("{}/seal", at("reviews", firm)), &with);
    }

    /// One of two experts has sealed and the other has not; a unit has refused in the other tenant.
    pub(super) fn review(&mut self) {
        self.day("2026-06-04");
        self.draw("lin", "harbour", &["qian", "sun", "lee"], &["first", "second"], "unseated");
        let bonus = [("bonus.a", "5"), ("bonus.b", "4"), ("bonus.c", "3")];
        for expert in ["first", "second"] {
            self.assess(expert, "harbour", ("receivables", "2025", "481 万元"), &bonus);
        }
        self.seal("first", "harbour", json!({}));
        let refused = json!({ "agreed": false, "reason": marked("clearance", "tax") });
        self.act("tax", "quay", "clear", refused);
        let new = NewJob {
            role: "office".to_owned(),
            place: self.places["sz"].clone(),
            programme: SZ.to_owned(),
            edition: EDITION.to_owned(),
            stage: "document".to_owned(),
            command: "publish_notice".to_owned(),
            chosen: BTreeSet::default(),
        };
        let lin = self.signed_in("lin");
        let job = self.run(async |app| app.begin_job(&lin, &new).await.unwrap());
        self.names.insert("job harbour".to_owned(), job);
    }

    /// The first tenant publishes and somebody objects; in the other a grade is proposed.
    pub(super) fn notice(&mut self) {
        self.day("2026-06-18");
        self.seal("second", "harbour", json!({}));
        for expert in ["first", "second"] {
            let visit = json!({
                "held_on": "2026-06-18",
                "present": [marked("present", expert)],
                "minutes": marked("minutes", expert)
            });
            self.seal(expert, "harbour", json!({ "visit": visit }));
        }
        self.act("lin", "harbour", "propose", json!({ "reason": marked("proposal", "harbour") }));
        self.act("zhou", "harbour", "approve", json!({}));
        self.act("lin", "harbour", "publish_notice", json!({}));
        self.day("2026-06-19");
        let longer =
            json!({ "stage": "apply", "until": "2026-07-31", "reason": marked("extension", "brook") });
        self.act("lin", "brook", "extend", longer);
        self.act(
            "ning",
            "quay",
            "enlist",
            json!({ "stage": "shortlist", "reason": marked("enlisted", "quay") }),
        );
        let objection = json!({
            "name": marked("objector", "harbour"),
            "contact": format!("{}@away.example", marked("contact", "harbour")),
            "text": marked("objection", "harbour")
        });
        let path = format!("{}/objections", at("notices", "harbour"));
        let received = self.call("", "POST", &path, &objection.to_string());
        assert_eq!(received.status, 200, "{}", received.body);
        let received: Value = serde_json::from_str(&received.body).unwrap();
        self.names.insert("receipt".to_owned(), received["reference"].as_str().unwrap().to_owned());
        self.act("tax", "quay", "clear", json!({ "agreed": true, "reason": marked("agreed", "tax") }));
        self.act("labour", "quay", "clear", json!({ "agreed": true }));
        for role in ["environment", "safety", "market"] {
            let path = format!("{}/commands/clear?role={role}", at("applications", "quay"));
            self.send("others", "POST", &path, &json!({ "agreed": true }));
        }
        self.draw("ning", "quay", &["fang", "yuan"], &["evaluator"], "spare");
        self.assess("evaluator", "quay", ("training_hours", "2025", "4801 hour"), &[("5.1.c", "3")]);
        let visit = json!({
            "held_on": "2026-06-19",
            "present": [marked("present", "evaluator")],
            "minutes": marked("minutes", "evaluator")
        });
        self.seal("evaluator", "quay", json!({ "visit": visit }));
        self.act("ning", "quay", "propose", json!({ "reason": marked("proposal", "quay") }));
        let entry = json!({
            "register": "harmonious_enterprises", "state": "county", "from": "2026-06-19",
            "basis": marked("basis", "mill")
        });
        self.act("west", "mill", "enter_record", entry);
    }

    /// The hashes of the evidence that was submitted.
    pub(super) fn note_evidence(&mut self) {
        for (key, firm) in [("lin", "harbour"), ("lin", "brook"), ("ning", "quay"), ("west", "mill")] {
            let dossier = self.send(key, "GET", &at("applications", firm), &Value::Null);
            let files =
                dossier["evidence"].as_object().unwrap().values().flat_map(|of| of.as_array().unwrap());
            let hashes: Vec<&str> = files.map(|file| file["hash"].as_str().unwrap()).collect();
            self.names.insert(format!("hash {firm}"), hashes.join(" "));
        }
    }

    /// What was tried in vain does for those whose it is.
    pub(super) fn owners_may(&self) {
        self.act("bo", "quay", "approve", json!({}));
        let ruling = json!({ "objection": 1, "ruling": "rejected", "reason": "x" });
        self.act("zhou", "harbour", "rule", ruling);
        let entry = json!({ "register": "harmonious_enterprises", "state": "county" });
        self.act("ning", "mill", "confirm_record", entry);
        self.send("bappr", "POST", &format!("{}/submit", at("claims", "brook")), &json!({}));
        let closing = format!("/api/v1/editions/{SZ}/{EDITION}/commands/close_edition");
        self.send("lin", "POST", &closing, &json!({}));
    }
}
