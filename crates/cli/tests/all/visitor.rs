//! Somebody who looks at the demo with a browser that runs no scripts, over plain HTTP.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The demo, for as long as the test runs.
pub(crate) struct Demo {
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
pub(crate) struct Visitor<'d> {
    demo: &'d Demo,
    cookies: Vec<(String, String)>,
    /// How often a link or a button was pressed.
    pub(crate) presses: usize,
}

/// What was answered.
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) place: String,
    pub(crate) body: String,
}

impl Page {
    /// What stands between two texts, the first time.
    pub(crate) fn between(&self, from: &str, to: &str) -> &str {
        let rest = self.body.split_once(from).map(|(_, rest)| rest);
        let found = rest.and_then(|rest| rest.split_once(to)).map(|(found, _)| found);
        found.unwrap_or_else(|| panic!("no `{from}` in {}", self.body))
    }

    /// What a form of the page sends by itself, the token too: its hidden fields and what stands in its others.
    pub(crate) fn fields(&self, action: &str) -> Vec<(String, String)> {
        let form = self.between(&format!("action=\"{action}\""), "</form>");
        let mut found = Vec::new();
        for field in form.split("<input ").skip(1).filter_map(|rest| rest.split('>').next()) {
            let of = |name: &str| {
                let rest = field.split_once(&format!("{name}=\"")).map(|(_, rest)| rest)?;
                rest.split('"').next().map(plain)
            };
            if !field.contains("type=\"radio\"") && !field.contains("type=\"checkbox\"") {
                found.extend(of("name").zip(of("value")));
            }
        }
        for area in form.split("<textarea ").skip(1) {
            let name = area.split_once("name=\"").and_then(|(_, rest)| rest.split('"').next());
            let text = area.split_once('>').and_then(|(_, rest)| rest.split("</textarea>").next());
            found.extend(name.map(str::to_owned).zip(text.map(plain)));
        }
        found
    }

    pub(crate) fn token(&self) -> &str {
        self.between("name=\"token\" value=\"", "\"")
    }
}

/// A text as it stands in a page.
pub(crate) fn plain(text: &str) -> String {
    let signs =
        [("&#38;", "&"), ("&amp;", "&"), ("&#34;", "\""), ("&#39;", "'"), ("&#60;", "<"), ("&#62;", ">")];
    signs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(byte).collect()
}

impl<'d> Visitor<'d> {
    pub(crate) fn new(demo: &'d Demo) -> Self {
        Self { demo, cookies: Vec::new(), presses: 0 }
    }

    pub(crate) fn ask(&mut self, method: &str, path: &str, body: &str) -> Page {
        self.presses += 1;
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

    pub(crate) fn open(&mut self, path: &str) -> Page {
        self.ask("GET", path, "")
    }

    /// Sends a form with the token of the page that it stands on.
    pub(crate) fn send(&mut self, on: &Page, path: &str, fields: &[(&str, &str)]) -> Page {
        let own = [("token", on.token())];
        let fields = own.iter().chain(fields);
        let pairs: Vec<String> =
            fields.map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        self.ask("POST", path, &pairs.join("&"))
    }

    /// Sends a form of a page with what it holds, these fields beside it, and follows where the answer leads.
    pub(crate) fn press(&mut self, on: &Page, action: &str, fields: &[(&str, &str)]) -> Page {
        let own = on.fields(action);
        let named = |name: &str| fields.iter().any(|(of, _)| *of == name);
        let own =
            own.iter().filter(|(name, _)| !named(name)).map(|(name, value)| (name.as_str(), value.as_str()));
        let pairs: Vec<String> = own
            .chain(fields.iter().copied())
            .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
            .collect();
        let answer = self.ask("POST", action, &pairs.join("&"));
        self.follow(answer)
    }

    /// Goes where an answer leads; what follows by itself is no press.
    pub(crate) fn follow(&mut self, mut answer: Page) -> Page {
        while (300..400).contains(&answer.status) {
            let place = answer.place.split('#').next().unwrap_or_default().to_owned();
            let next = self.open(&place);
            answer = if next.place.is_empty() { Page { place, ..next } } else { next };
            self.presses -= 1;
        }
        answer
    }
}

/// A server that has started, and its host and port.
pub(crate) fn started(arguments: &[&str]) -> (Child, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_duheng"))
        .args(arguments)
        .env("LANG", "zh_CN.UTF-8")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("duheng starts");
    let lines = BufReader::new(child.stdout.take().expect("standard output is piped")).lines();
    let mut lines = lines.map(|line| line.expect("a line"));
    let address = lines.find(|line| line.starts_with("http://")).expect("an address");
    (child, address.trim_start_matches("http://").trim_end_matches('/').to_owned())
}

/// A city of three enterprises.
pub(crate) fn demo(data: &str) -> Demo {
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs").display().to_string();
    let plan = ["demo", "--port", "0", "--companies", "3", "--packs", &packs, "--data", data];
    let (child, host) = started(&plan);
    Demo { child, host }
}
