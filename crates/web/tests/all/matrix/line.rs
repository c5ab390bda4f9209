//! A connection that is kept from one request to the next, one for each thread: so many requests are too slow otherwise.

use std::cell::RefCell;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

use crate::browser::Answer;

thread_local! {
    static LINE: RefCell<Option<(SocketAddr, BufReader<TcpStream>)>> = const { RefCell::new(None) };
}

/// What a server answers.
pub(super) fn ask(
    to: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    kind: &str,
    body: &[u8],
) -> Answer {
    let mut request = format!("{method} {path} HTTP/1.1\r\nHost: {to}\r\n");
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    if method != "GET" {
        request.push_str(&format!("Content-Type: {kind}\r\nContent-Length: {}\r\n", body.len()));
    }
    let request = [request.as_bytes(), b"\r\n", if method == "GET" { b"" } else { body }].concat();
    LINE.with_borrow_mut(|line| {
        // a server may have given a connection up that lay idle
        let kept = line.take().filter(|(at, _)| *at == to);
        let again = kept.and_then(|(_, mut kept)| Some((sent(&mut kept, &request)?, kept)));
        let (answer, kept) = again.unwrap_or_else(|| {
            let stream = TcpStream::connect(to).unwrap();
            stream.set_nodelay(true).unwrap();
            let mut fresh = BufReader::new(stream);
            let answer = sent(&mut fresh, &request);
            (answer.unwrap_or_else(|| panic!("{method} {path} is not answered")), fresh)
        });
        if answer.header("connection") != Some("close") {
            *line = Some((to, kept));
        }
        answer
    })
}

/// Sends a request; nothing where the connection is over.
fn sent(line: &mut BufReader<TcpStream>, request: &[u8]) -> Option<Answer> {
    line.get_mut().write_all(request).ok()?;
    let mut head = Vec::new();
    loop {
        let mut one = String::new();
        if line.read_line(&mut one).ok()? == 0 {
            return None;
        }
        match one.trim_end() {
            "" => break,
            text => head.push(text.to_owned()),
        }
    }
    let status = head.first()?.split(' ').nth(1)?.parse().ok()?;
    let pair =
        |line: &String| line.split_once(": ").map(|(name, value)| (name.to_lowercase(), value.to_owned()));
    let headers: Vec<(String, String)> = head.iter().skip(1).filter_map(pair).collect();
    let mut answer = Answer { status, headers, body: String::new() };
    let mut body = Vec::new();
    if answer.header("transfer-encoding") == Some("chunked") {
        loop {
            let mut length = String::new();
            line.read_line(&mut length).ok()?;
            let length = usize::from_str_radix(length.trim(), 16).ok()?;
            let mut part = vec![0; length + 2];
            line.read_exact(&mut part).ok()?;
            if length == 0 {
                break;
            }
            body.extend_from_slice(&part[..length]);
        }
    } else {
        let length = answer.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        body.resize(length, 0);
        line.read_exact(&mut body).ok()?;
    }
    answer.body = String::from_utf8_lossy(&body).into_owned();
    Some(answer)
}
