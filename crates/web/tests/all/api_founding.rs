//! A deployment brought up by programs: offices, people, experts, an enterprise. What stays with people in front of
//! a browser is done there: passwords by the link of a letter, second factors, tokens.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;

use duheng_programme::time::Moment;
use serde_json::{Value, json};

use crate::api_walk::{Body, Home, Program, Told};
use crate::browser::Browser;
use crate::deployment::{self, Served};
use crate::host::microseconds;
use crate::people::{PASSWORD, enrol, letter, set_up};
use crate::town;

const PROGRAMME: &str = "sz-sustainable-enterprise";

/// A deployment whose people were brought in by programs.
pub(crate) struct Founded {
    served: Served,
    /// The secrets of second factors, by login.
    secrets: BTreeMap<String, String>,
    /// The id of the office and of the enterprise.
    office: String,
    firm: String,
}

impl Home for Founded {
    fn address(&self) -> SocketAddr {
        self.served.address
    }

    fn browser(&self, login: &str) -> Browser {
        let secret = self.secrets.get(login).map(String::as_str);
        Browser::with(self.served.address, "duheng_session", &town::token(&self.served, login, secret))
    }
}

/// The text of an answer at a name.
fn text(told: &Told, name: &str) -> String {
    told.json[name].as_str().unwrap_or_else(|| panic!("{}", told.json)).to_owned()
}

impl Founded {
    /// The first administrator comes by the command line, and so does the pack; the rest by programs.
    pub(crate) fn on(served: Served) -> Self {
        served.clock.set(microseconds(Moment::read("2026-02-10 09:00").unwrap()));
        let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
        served.runtime.block_on(served.app.install_pack(packs.join(PROGRAMME))).unwrap();
        set_up(&served);
        let secret = enrol(&served, "root");
        let secrets = BTreeMap::from([("root".to_owned(), secret)]);
        let mut own = Self { served, secrets, office: String::new(), firm: String::new() };
        let root = Program::new(&own, "root", "administer");
        let office = json!({ "name": "示例市企业评价办公室（虚构）" });
        own.office = text(&root.call("foundOffice", &[], Some(&office)).done(), "id");
        let firm =
            json!({ "name": "深圳示例普通制造有限公司", "uscc": "914403000000000276", "above": own.office });
        own.firm = text(&root.call("enterOrganisation", &[], Some(&firm)).done(), "id");
        let office = |place: &str| json!({ "kind": "office", "role": "office", "programme": PROGRAMME, "place": place });
        for login in ["lin", "zhou"] {
            let role = office(&own.office);
            own.member(&root, login, &role);
            own.enrols(login);
        }
        let experts = [
            ("qian", "示例大学", "environment"),
            ("sun", "示例研究院", "governance"),
            ("liang", "示例研究院", "governance"),
        ];
        for (login, belongs, field) in experts {
            let role = json!({ "kind": "expert", "role": "expert", "place": belongs });
            let id = own.member(&root, login, &role);
            let new = json!({ "belongs": belongs, "fields": [field] });
            let entered = root.call("enterExpert", &[("person", &id)], Some(&new)).done();
            assert_eq!(entered.json["expert"], json!({ "belongs": belongs, "fields": [field] }));
            own.enrols(login);
        }
        let role = json!({ "kind": "enterprise", "place": own.firm, "may_submit": true });
        own.member(&root, "harbour", &role);
        own
    }

    /// Invites somebody and gives them a role; they set their password by the letter. Returns their id.
    fn member(&self, root: &Program, login: &str, role: &Value) -> String {
        let id = self.invited(root, login);
        let given = root.call("giveRole", &[("person", &id)], Some(role)).done();
        let sheet = root.call("getPerson", &[("person", &id)], None).done();
        assert_eq!(sheet.json["person"]["state"], "active");
        assert_eq!(sheet.json["person"]["roles"][0]["grant"], given.json["grant"]);
        id
    }

    fn invited(&self, root: &Program, login: &str) -> String {
        let email = format!("{login}@city.example");
        let new =
            json!({ "login": login, "name": format!("示例 {login}"), "email": email, "language": "zh" });
        let id = text(&root.call("invitePerson", &[], Some(&new)).done(), "id");
        let link = letter(&self.served, "invitation", login);
        let mut own = Browser::new(self.served.another());
        let form = own.open(&link);
        let set = own.send(&form, &link, &[("password", PASSWORD), ("password_again", PASSWORD)]);
        assert_eq!(set.texts("h1"), ["登录"]);
        id
    }

    fn enrols(&mut self, login: &str) {
        self.secrets.insert(login.to_owned(), enrol(&self.served, login));
    }

    /// Puts the clock to nine o'clock of a day.
    pub(crate) fn day(&self, day: &str) {
        self.served.clock.set(microseconds(Moment::read(&format!("{day} 09:00")).unwrap()));
    }
}

/// What `field` is told to be wrong in, with the code.
fn wrong(told: &Told) -> (u16, &str, &str) {
    let error = &told.json["errors"][0];
    assert_eq!(error["in"], "body", "{}", told.json);
    assert!(error["detail"].as_str().is_some_and(|detail| !detail.is_empty()));
    (told.status, told.json["code"].as_str().unwrap(), error["field"].as_str().unwrap())
}

#[test]
fn accounts_and_places_are_managed_by_tokens_that_were_made_to() {
    let town = Founded::on(deployment::empty());
    let root = Program::new(&town, "root", "administer");
    let me = root.call("getMe", &[], None).done().json;
    assert_eq!((&me["scope"], &me["roles"][0]["kind"]), (&json!("administer"), &json!("administrator")));
    // no other token does: not of others, not of the administrator
    let person = json!({ "login": "guest", "name": "示例 客人", "email": "guest@city.example" });
    let writing = Program::new(&town, "root", "write");
    let lin = Program::new(&town, "lin", "write");
    let harbour = Program::new(&town, "harbour", "administer");
    for (other, code) in
        [(&writing, "token-not-administering"), (&lin, "token-not-administering"), (&harbour, "forbidden")]
    {
        other.call("invitePerson", &[], Some(&person)).refused(403, code);
        other.call("listPeople", &[], None).refused(403, code);
    }
    Program::of_nobody(&town).call("listPeople", &[], None).refused(401, "token-missing");
    // whoever manages nothing is not offered one
    let mut browser = town.browser("lin");
    let page = browser.open("/account/tokens");
    assert_eq!(page.attribute("select[name=scope] option[value=administer]", "value").len(), 0);
    let typed = [("name", "a"), ("scope", "administer"), ("until", "2026-03-01")];
    assert_eq!(browser.send(&page, "/account/tokens", &typed).status, 409);
    // a person is invited once, however often a program asks
    let invite =
        || root.send("invitePerson", &[], &[("Idempotency-Key", "guest")], Body::Json(&person)).done();
    let (first, again) = (invite(), invite());
    assert_eq!((&first.json, again.header("idempotency-replayed")), (&again.json, Some("true")));
    let guest = text(&first, "id");
    let found = root.call("listPeople", &[("q", "guest")], None).done().json;
    assert_eq!((found["rows"].as_array().unwrap().len(), &found["rows"][0]["state"]), (1, &json!("invited")));
    // what is wrong stands at its field, in either language
    let bad = json!({ "login": "guest", "name": "x", "email": "x@city.example" });
    assert_eq!(wrong(&root.call("invitePerson", &[], Some(&bad))), (409, "login-taken", "/login"));
    let bad = json!({ "login": "other", "name": "x", "email": "nowhere" });
    let english = root.send("invitePerson", &[], &[("Accept-Language", "en")], Body::Json(&bad));
    let chinese = root.send("invitePerson", &[], &[("Accept-Language", "zh")], Body::Json(&bad));
    for told in [&english, &chinese] {
        assert_eq!(wrong(told), (409, "email-invalid", "/email"));
    }
    assert_ne!(english.json["title"], chinese.json["title"]);
    assert_ne!(english.json["errors"][0]["detail"], chinese.json["errors"][0]["detail"]);
    let bad = root.call("invitePerson", &[], Some(&json!({ "login": 7, "mail": "x" })));
    let fields: Vec<&str> =
        bad.json["errors"].as_array().unwrap().iter().map(|of| of["field"].as_str().unwrap()).collect();
    assert_eq!((bad.status, fields), (422, vec!["/name", "/email", "/login", "/mail"]));
    // roles, with dates; administrators are made by nobody's program
    let role = |more: Value| {
        let mut role =
            json!({ "kind": "office", "role": "office", "programme": PROGRAMME, "place": town.office });
        role.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        root.call("giveRole", &[("person", &guest)], Some(&role))
    };
    assert_eq!(wrong(&role(json!({ "until": "soon" }))), (422, "fields-invalid", "/until"));
    assert_eq!(wrong(&role(json!({ "until": "2026-01-31" }))), (409, "until-past", "/until"));
    assert_eq!(wrong(&role(json!({ "place": "nowhere" }))), (409, "place-unknown", "/place"));
    assert_eq!(wrong(&role(json!({ "role": "expert" }))), (409, "role-unfit", "/role"));
    assert_eq!(wrong(&role(json!({ "kind": "administrator" }))), (403, "administrator-by-browser", "/kind"));
    let given = text(&role(json!({ "since": "2026-03-01", "until": "2026-08-31" })).done(), "grant");
    let held = root.call("getPerson", &[("person", &guest)], None).done().json["person"]["roles"][0].clone();
    assert_eq!((&held["since"], &held["until"]), (&json!("2026-03-01"), &json!("2026-08-31")));
    let of_another = [("person", guest.as_str()), ("grant", "nothing")];
    root.call("endRole", &of_another, None).refused(404, "not-found");
    root.call("endRole", &[("person", &guest), ("grant", &given)], None).done();
    root.call("inviteAgain", &[("person", &guest)], None).done();
    let roles = root.call("listRoles", &[], None).done().json;
    assert!(roles["rows"].as_array().unwrap().iter().any(|of| of["role"]["name"] == "expert"), "{roles}");
    // whoever leaves hands over
    role(json!({})).done();
    let leave = |successor: &str| {
        root.call("deactivatePerson", &[("person", &guest)], Some(&json!({ "successor": successor })))
    };
    assert_eq!(wrong(&leave("nobody")), (409, "successor-unfit", "/successor"));
    assert_eq!(leave("qian").done().json["grants"].as_array().unwrap().len(), 1);
    leave("qian").refused(409, "already-deactivated");
    let admin = root.call("listPeople", &[("q", "root")], None).done().json["rows"][0]["id"].clone();
    root.call("deactivatePerson", &[("person", admin.as_str().unwrap())], Some(&json!({})))
        .refused(403, "administrator-by-browser");
}

#[test]
fn a_place_moves_over_the_version_that_was_seen() {
    let town = Founded::on(deployment::empty());
    let root = Program::new(&town, "root", "administer");
    let district = json!({ "name": "示例区（虚构）", "above": town.office });
    let district = text(&root.call("foundOffice", &[], Some(&district)).done(), "id");
    let offices = Program::of_nobody(&town).call("listOffices", &[], None).done().json;
    assert_eq!(
        offices["rows"][1],
        json!({ "id": district, "name": "示例区（虚构）", "above": town.office, "depth": 1 })
    );
    let nowhere = json!({ "name": "x", "above": "nowhere" });
    assert_eq!(wrong(&root.call("foundOffice", &[], Some(&nowhere))), (409, "place-unknown", "/above"));
    let bad = json!({ "name": "x", "uscc": "914403000000000277", "above": town.office });
    assert_eq!(wrong(&root.call("enterOrganisation", &[], Some(&bad))), (409, "uscc-invalid", "/uscc"));
    let listed = root.call("listOrganisations", &[("q", "普通")], None).done().json;
    assert_eq!(listed["rows"][0]["above"]["id"], town.office);
    let place = [("place", town.firm.as_str())];
    let seen = root.call("getPlace", &place, None).done();
    let tag = seen.header("etag").unwrap().to_owned();
    assert_eq!(tag, format!("\"{}\"", seen.json["version"]));
    let above = json!({ "above": district });
    root.send("movePlace", &place, &[], Body::Json(&above)).refused(428, "version-missing");
    let moves = |tag: &str| root.send("movePlace", &place, &[("If-Match", tag)], Body::Json(&above));
    town.day("2026-02-11");
    // a token outlives the session that made it
    let moved = moves(&tag).done();
    assert_eq!(moved.json["above"][1], json!({ "name": "示例区（虚构）", "since": "2026-02-11" }));
    assert_ne!(moved.header("etag"), Some(tag.as_str()));
    let late = moves(&tag);
    late.refused(409, "stale-version");
    assert_eq!((&late.json["yours"], &late.json["theirs"]["value"]), (&above, &moved.json));
    let circle = json!({ "above": district });
    let office = [("place", town.office.as_str())];
    let tag = root.call("getPlace", &office, None).done().header("etag").unwrap().to_owned();
    let round = root.send("movePlace", &office, &[("If-Match", &tag)], Body::Json(&circle));
    assert_eq!(wrong(&round), (409, "place-above-itself", "/above"));
    root.call("getPlace", &[("place", "nothing")], None).refused(404, "not-found");
}

#[test]
fn approvers_look_after_their_colleagues_and_officials_delegate() {
    let town = Founded::on(deployment::empty());
    let firm = [("organisation", town.firm.as_str())];
    let new = json!({ "login": "filler", "name": "示例 填报", "email": "filler@firm.example", "may_submit": false });
    Program::new(&town, "harbour", "write")
        .call("inviteColleague", &firm, Some(&new))
        .refused(403, "token-not-administering");
    let harbour = Program::new(&town, "harbour", "administer");
    harbour.call("inviteColleague", &firm, Some(&new)).done();
    assert_eq!(wrong(&harbour.call("inviteColleague", &firm, Some(&new))), (409, "login-taken", "/login"));
    let listed = harbour.call("listColleagues", &firm, None).done().json;
    assert_eq!(listed["uscc"], "914403000000000276");
    let of = |login: &str| {
        let rows = listed["rows"].as_array().unwrap().iter();
        let row = rows.clone().find(|row| row["person"]["login"] == login).unwrap();
        (row["grant"].as_str().unwrap().to_owned(), row["invited"].clone())
    };
    let ((filler, invited), (own, _)) = (of("filler"), of("harbour"));
    assert_eq!(invited, true);
    let at = |grant: &str| [("organisation", town.firm.clone()), ("grant", grant.to_owned())];
    let call = |id: &str, grant: &str| {
        let values = at(grant);
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        harbour.call(id, &values, None)
    };
    call("inviteColleagueAgain", &filler).done();
    call("endColleague", &own).refused(409, "colleague-self");
    call("endColleague", "nothing").refused(404, "not-found");
    call("endColleague", &filler).done();
    call("endColleague", &filler).refused(404, "not-found");
    // a role of one's own, until a day
    let lin = Program::new(&town, "lin", "write");
    let account = lin.call("getOwnAccount", &[], None).done().json;
    let grant = account["roles"][0]["grant"].as_str().unwrap().to_owned();
    let role = [("grant", grant.as_str())];
    let fellows = lin.call("listFellows", &role, None).done().json;
    let zhou =
        fellows["rows"].as_array().unwrap().iter().find(|of| of["login"] == "zhou").unwrap()["id"].clone();
    let to =
        |to: &Value, until: &str| lin.call("delegateRole", &role, Some(&json!({ "to": to, "until": until })));
    assert_eq!(wrong(&to(&json!("nobody"), "2026-03-01")), (422, "fields-invalid", "/to"));
    assert_eq!(wrong(&to(&zhou, "2026-01-01")), (409, "until-past", "/until"));
    let reading = Program::new(&town, "lin", "read");
    let wish = json!({ "to": zhou, "until": "2026-03-01" });
    reading.call("delegateRole", &role, Some(&wish)).refused(403, "token-read-only");
    let given = text(&to(&zhou, "2026-03-01").done(), "grant");
    let account = reading.call("getOwnAccount", &[], None).done().json;
    assert_eq!(account["delegated"][0]["login"], "zhou");
    let zhou = Program::new(&town, "zhou", "write");
    zhou.call("endDelegation", &[("grant", &given)], None).refused(404, "not-found");
    lin.call("endDelegation", &[("grant", &given)], None).done();
    zhou.call("listFellows", &role, None).refused(404, "not-found");
}
