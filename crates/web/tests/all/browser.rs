//! The least of a browser: one request, one connection.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

use scraper::{Html, Selector};

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
        let html = Html::parse_document(&page.body);
        let field = Selector::parse(&format!("#{id}")).unwrap();
        let field = html.select(&field).next().unwrap_or_else(|| panic!("no `{id}` in {}", page.body));
        let forms = field.ancestors().filter_map(scraper::ElementRef::wrap);
        let form = forms.into_iter().find(|of| of.value().name() == "form").unwrap();
        let mut body = Vec::new();
        for hidden in form.select(&Selector::parse("input[type=hidden]").unwrap()) {
            let (name, value) = (hidden.value().attr("name").unwrap(), hidden.value().attr("value").unwrap());
            let part =
                format!("--SEAM\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!(
            "--SEAM\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n--SEAM--\r\n");
        let action = form.value().attr("action").unwrap().to_owned();
        let answer = self.ask_kind("POST", &action, "multipart/form-data; boundary=SEAM", &body);
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

/// The fields of a form as a browser would send them, with some of them changed.
fn filled(page: &Answer, action: &str, changed: &[(&str, &str)]) -> String {
    let html = Html::parse_document(&page.body);
    let form = Selector::parse(&format!("form[action=\"{action}\"]")).unwrap();
    let form = html.select(&form).next().unwrap_or_else(|| panic!("no form `{action}` in {}", page.body));
    let mut fields: Vec<(String, String)> = Vec::new();
    for field in form.select(&Selector::parse("input, select, textarea").unwrap()) {
        let value = field.value();
        let Some(name) = value.attr("name") else { continue };
        let ticked = value.attr("checked").is_some();
        let content = match (value.name(), value.attr("type")) {
            ("textarea", _) => field.text().collect::<String>().trim_start_matches('\n').to_owned(),
            ("select", _) => {
                let chosen = Selector::parse("option[selected]").unwrap();
                let first = Selector::parse("option").unwrap();
                let option = field.select(&chosen).next().or_else(|| field.select(&first).next());
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
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}
