//! The least of a browser: one request, one connection.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

use scraper::{ElementRef, Html, Selector};

pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(of, _)| of == name).map(|(_, value)| value.as_str())
    }

    /// The texts of what a selector finds, each on one line.
    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        let page = Html::parse_document(&self.body);
        let selector = Selector::parse(selector).unwrap();
        let found = page.select(&selector);
        found
            .map(|element| {
                element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
            })
            .collect()
    }

    pub(crate) fn attribute(&self, selector: &str, name: &str) -> Vec<String> {
        let page = Html::parse_document(&self.body);
        let selector = Selector::parse(selector).unwrap();
        let found = page.select(&selector);
        found.filter_map(|element| element.value().attr(name).map(str::to_owned)).collect()
    }
}

pub(crate) fn send(to: SocketAddr, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    send_kind(to, method, path, headers, "application/x-www-form-urlencoded", body.as_bytes())
}

pub(crate) fn send_kind(
    to: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    kind: &str,
    body: &[u8],
) -> Answer {
    let mut stream = TcpStream::connect(to).unwrap();
    let mut request = format!("{method} {path} HTTP/1.1\r\nHost: {to}\r\nConnection: close\r\n");
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    if method != "GET" {
        request.push_str(&format!("Content-Type: {kind}\r\nContent-Length: {}\r\n", body.len()));
    }
    stream.write_all(format!("{request}\r\n").as_bytes()).unwrap();
    // a server that refuses a body does not read it to its end
    let _ = stream.write_all(body);
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let pair =
        |line: &str| line.split_once(": ").map(|(name, value)| (name.to_lowercase(), value.to_owned()));
    let headers: Vec<(String, String)> = lines.filter_map(pair).collect();
    let chunked = headers.iter().any(|(name, value)| name == "transfer-encoding" && value == "chunked");
    let body = if chunked { joined(body) } else { body.to_owned() };
    Answer { status, headers, body }
}

pub(crate) fn get(to: SocketAddr, path: &str) -> Answer {
    send(to, "GET", path, &[("Accept-Language", "zh-CN")], "")
}

pub(crate) fn get_english(to: SocketAddr, path: &str) -> Answer {
    send(to, "GET", path, &[("Accept-Language", "en")], "")
}

fn joined(body: &str) -> String {
    let (mut joined, mut rest) = (String::new(), body);
    while let Some((length, after)) = rest.split_once("\r\n") {
        let length = usize::from_str_radix(length, 16).unwrap();
        if length == 0 {
            break;
        }
        joined.push_str(&after[..length]);
        rest = &after[length + 2..];
    }
    joined
}

/// A browser that keeps cookies and fills in forms as people do: all fields of the form, with some of them changed.
pub(crate) struct Browser {
    to: SocketAddr,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    pub(crate) fn new(to: SocketAddr) -> Self {
        Self { to, cookies: BTreeMap::new() }
    }

    /// The value of a cookie.
    pub(crate) fn cookie(&self, name: &str) -> &str {
        &self.cookies[name]
    }

    /// One that has a cookie already.
    pub(crate) fn with(to: SocketAddr, cookie: &str, value: &str) -> Self {
        Self { to, cookies: BTreeMap::from([(cookie.to_owned(), value.to_owned())]) }
    }

    /// Forgets a cookie, as when a session ends.
    pub(crate) fn forget(&mut self, cookie: &str) {
        self.cookies.remove(cookie);
    }

    /// Opens a page and follows where it leads.
    pub(crate) fn open(&mut self, path: &str) -> Answer {
        let answer = self.ask("GET", path, "");
        self.follow(answer)
    }

    /// Sends a form that a page shows, by its action, and follows where it leads.
    pub(crate) fn send(&mut self, page: &Answer, action: &str, changed: &[(&str, &str)]) -> Answer {
        let answer = self.ask("POST", action, &filled(page, action, changed));
        self.follow(answer)
    }

    /// Sends a file with the fields of a form that a page shows, by the id of its file field, and follows.
    pub(crate) fn upload(&mut self, page: &Answer, id: &str, name: &str, content: &[u8]) -> Answer {
        self.upload_beside(page, id, (name, content), &[])
    }

    /// The same, with some of the fields changed.
    pub(crate) fn upload_beside(
        &mut self,
        page: &Answer,
        id: &str,
        (name, content): (&str, &[u8]),
        changed: &[(&str, &str)],
    ) -> Answer {
        let html = Html::parse_document(&page.body);
        let field = html.select(&selector(&format!("#{id}"))).next();
        let field = field.unwrap_or_else(|| panic!("no `{id}` in {}", page.body));
        let area = field.ancestors().filter_map(ElementRef::wrap);
        let mut area = area.filter_map(|area| area.select(&selector("button")).next());
        let button = area.next().expect("a button beside the file");
        let form = form_of(&html, field);
        let mut body = Vec::new();
        let pressed = button.value().attr("name").zip(button.value().attr("value"));
        let pressed = pressed.map(|(name, value)| (name.to_owned(), value.to_owned()));
        for (name, value) in fields(form, changed).into_iter().chain(pressed) {
            let part =
                format!("--SEAM\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!(
            "--SEAM\r\nContent-Disposition: form-data; name=\"{}\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n",
            field.value().attr("name").unwrap()
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n--SEAM--\r\n");
        let action = button.value().attr("formaction").or_else(|| form.value().attr("action"));
        let answer = self.ask_kind("POST", action.unwrap(), "multipart/form-data; boundary=SEAM", &body);
        self.follow(answer)
    }

    fn follow(&mut self, answer: Answer) -> Answer {
        let mut answer = answer;
        while answer.status == 303 {
            let place = answer.header("location").unwrap().split('#').next().unwrap_or_default().to_owned();
            answer = self.ask("GET", &place, "");
        }
        answer
    }

    pub(crate) fn ask(&mut self, method: &str, path: &str, body: &str) -> Answer {
        self.ask_kind(method, path, "application/x-www-form-urlencoded", body.as_bytes())
    }

    fn ask_kind(&mut self, method: &str, path: &str, kind: &str, body: &[u8]) -> Answer {
        let pairs: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let (cookies, origin) = (pairs.join("; "), format!("http://{}", self.to));
        let headers = [("Accept-Language", "zh-CN"), ("Cookie", &cookies), ("Origin", &origin)];
        let answer = send_kind(self.to, method, path, &headers, kind, body);
        for (_, cookie) in answer.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let (name, rest) = cookie.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            match value.is_empty() {
                true => self.cookies.remove(name),
                false => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        answer
    }
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).unwrap_or_else(|_| panic!("`{text}` is no selector"))
}

/// The form that a field or a button belongs to: the one that it names, or the one around it.
fn form_of<'h>(html: &'h Html, field: ElementRef<'h>) -> ElementRef<'h> {
    let named = field.value().attr("form").and_then(|id| html.select(&selector(&format!("#{id}"))).next());
    let around = || field.ancestors().filter_map(ElementRef::wrap).find(|of| of.value().name() == "form");
    named.or_else(around).expect("a form")
}

/// The body of a form that a page shows, by its action or by that of one of its buttons.
fn filled(page: &Answer, action: &str, changed: &[(&str, &str)]) -> String {
    let html = Html::parse_document(&page.body);
    let by_form = html.select(&selector(&format!("form[action=\"{action}\"]"))).next();
    let button = selector(&format!("button[formaction=\"{action}\"]"));
    let by_button = || html.select(&button).next().map(|button| form_of(&html, button));
    let form = by_form.or_else(by_button).unwrap_or_else(|| panic!("no form `{action}` in {}", page.body));
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields(form, changed)).finish()
}

/// The fields of a form but its files, with some of them changed.
fn fields(form: ElementRef<'_>, changed: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for field in form.select(&selector("input:not([type=file]), select, textarea")) {
        let value = field.value();
        let Some(name) = value.attr("name") else { continue };
        let ticked = value.attr("checked").is_some();
        let content = match (value.name(), value.attr("type")) {
            ("textarea", _) => field.text().collect::<String>().trim_start_matches('\n').to_owned(),
            ("select", _) => {
                let chosen = field.select(&selector("option[selected]")).next();
                let option = chosen.or_else(|| field.select(&selector("option")).next());
                option.and_then(|option| option.value().attr("value")).unwrap_or_default().to_owned()
            }
            (_, Some("checkbox" | "radio")) if !ticked => continue,
            _ => value.attr("value").unwrap_or_default().to_owned(),
        };
        if !changed.iter().any(|(of, _)| *of == name) {
            fields.push((name.to_owned(), content));
        }
    }
    fields.extend(changed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    fields
}
