//! Somebody who tries the demo registers an enterprise, applies, lets the claim be filled in with examples, and could submit
//! it: all by the forms of the pages.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The demo, for as long as the test runs.
struct Demo {
    child: Child,
    host: String,
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Who looks at it, with what the pages gave to keep.
struct Visitor<'d> {
    demo: &'d Demo,
    cookies: Vec<(String, String)>,
}

/// What was answered.
struct Page {
    status: u16,
    place: String,
    body: String,
}

impl Page {
    /// What stands between two texts, the first time.
    fn between(&self, from: &str, to: &str) -> &str {
        let rest = self.body.split_once(from).map(|(_, rest)| rest);
        let found = rest.and_then(|rest| rest.split_once(to)).map(|(found, _)| found);
        found.unwrap_or_else(|| panic!("no `{from}` in {}", self.body))
    }

    fn token(&self) -> &str {
        self.between("name=\"token\" value=\"", "\"")
    }
}

fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(byte).collect()
}

impl Visitor<'_> {
    fn ask(&mut self, method: &str, path: &str, body: &str) -> Page {
        let host = &self.demo.host;
        let kept: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut stream = TcpStream::connect(host).expect("it listens");
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nAccept-Language: zh\r\nCookie: {}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            kept.join("; "),
            body.len()
        )
        .expect("it reads");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("it answers");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        let mut place = String::new();
        for (name, value) in head.lines().filter_map(|line| line.split_once(": ")) {
            match (name.to_lowercase().as_str(), value.split_once('=')) {
                ("set-cookie", Some((name, rest))) => {
                    let value = rest.split(';').next().unwrap_or_default().to_owned();
                    self.cookies.retain(|(of, _)| of != name);
                    self.cookies.push((name.to_owned(), value));
                }
                ("location", _) => place = value.to_owned(),
                _ => {}
            }
        }
        Page { status, place, body: body.to_owned() }
    }

    fn open(&mut self, path: &str) -> Page {
        self.ask("GET", path, "")
    }

    /// Sends a form with the token of the page that it stands on.
    fn send(&mut self, on: &Page, path: &str, fields: &[(&str, &str)]) -> Page {
        let own = [("token", on.token())];
        let fields = own.iter().chain(fields);
        let pairs: Vec<String> =
            fields.map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        self.ask("POST", path, &pairs.join("&"))
    }
}

fn demo(data: &str) -> Demo {
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs").display().to_string();
    let mut child = Command::new(env!("CARGO_BIN_EXE_duheng"))
        .args(["demo", "--port", "0", "--companies", "3", "--packs", &packs, "--data", data])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("duheng starts");
    let lines = BufReader::new(child.stdout.take().expect("standard output is piped")).lines();
    let mut lines = lines.map(|line| line.expect("a line"));
    let address = lines.find(|line| line.starts_with("http://")).expect("an address");
    let host = address.trim_start_matches("http://").trim_end_matches('/').to_owned();
    Demo { child, host }
}

const PASSWORD: &str = "a-long-made-up-word-7";
const USCC: &str = "914403000000000276";

#[test]
fn a_newcomer_fills_in_a_claim_with_example_answers() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("example-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    let demo = demo(&folder.display().to_string());
    let mut visitor = Visitor { demo: &demo, cookies: Vec::new() };
    let own = [
        ("uscc", USCC),
        ("enterprise", "深圳示例新人有限公司"),
        ("home", "bridge"),
        ("name", "示例 新人"),
        ("login", "newcomer"),
        ("email", "newcomer@firm.example"),
    ];
    let page = visitor.open("/register");
    let page = visitor.send(&page, "/register", &own);
    let secret = [("password", PASSWORD), ("password_again", PASSWORD)];
    let made = visitor.send(&page, "/register/send", &[&own[..], &secret[..]].concat());
    assert_eq!(made.status, 303, "{}", made.body);
    let page = visitor.open("/sign-in");
    let signed = visitor.send(&page, "/sign-in", &[("login", "newcomer"), ("password", PASSWORD)]);
    assert_eq!(signed.status, 303, "{}", signed.body);
    let page = visitor.open("/apply");
    let entry = [
        ("programme", "sz-sustainable-enterprise"),
        ("edition", "2026"),
        ("uscc", USCC),
        ("entry", "application"),
    ];
    let applied = visitor.send(&page, "/apply", &entry);
    assert_eq!(applied.status, 303, "{}", applied.body);
    let claim = format!("/claims/sz-sustainable-enterprise/2026/{USCC}");
    let tasks = visitor.open(&claim);
    assert!(tasks.body.contains("以示例内容填写本申报"), "{}", tasks.body);

    // what is answered stays
    let item = format!("{claim}/items/6.1.6.c");
    let page = visitor.open(&item);
    let version = page.between("name=\"v-liabilities-2025\" value=\"", "\"").to_owned();
    let own = [
        ("v-liabilities-2025", version.as_str()),
        ("f-liabilities-2025", "8888"),
        ("u-liabilities-2025", "万元"),
        ("do", "save"),
    ];
    let saved = visitor.send(&page, &item, &own);
    assert_eq!(saved.status, 303, "{}", saved.body);
    let stays = |page: &Page| page.between("name=\"f-liabilities-2025\"", ">").contains("8888");
    assert!(stays(&visitor.open(&item)));
    let filled = visitor.send(&tasks, &format!("{claim}/example"), &[]);
    assert_eq!(filled.status, 303, "{}", filled.body);
    let tasks = visitor.open(&filled.place.replace("#example", ""));
    let written = tasks.between("id=\"example\">", "</p>");
    assert!(written.contains("内容均为虚构"), "{written}");
    let number = |name: &str| -> u32 {
        let (_, rest) = filled.place.split_once(name).expect("a number");
        rest.split(['&', '#']).next().and_then(|number| number.parse().ok()).expect("a number")
    };
    assert!(number("answers=") > 50 && number("files=") > 20, "{}", filled.place);
    assert!(stays(&visitor.open(&item)));

    let review = visitor.open(&format!("{claim}/review"));
    assert!(!review.body.contains("id=\"unreadable\""), "{}", review.body);
    assert!(!review.body.contains("class=\"bars\""), "{}", review.body);
    // the first figure of the scores is the total
    let points = tasks.between("<dl class=\"scores\">", "</strong>").rsplit('>').next().expect("points");
    let points: f64 = points.trim().parse().expect("a number");
    assert!(points >= 85.0, "{points} points");

    // to whoever is not of the enterprise there is no such claim
    let mut stranger = Visitor { demo: &demo, cookies: Vec::new() };
    let page = stranger.open("/sign-in");
    stranger.send(&page, "/sign-in", &[("login", "star-office"), ("password", "try-the-demo")]);
    let page = stranger.open("/account");
    assert_eq!(stranger.send(&page, &format!("{claim}/example"), &[]).status, 404);
    drop(demo);
    fs::remove_dir_all(&folder).expect("the folder is removed");
}
