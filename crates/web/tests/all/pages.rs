//! What pages show.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use crate::browser::{get, get_english, send};
use crate::deployment::{after, empty};

const FIRM: &str = "深圳示例普通制造有限公司";
const CODE: &str = "914403000000000276";

/// Covers S4-10.
#[test]
fn a_valid_certificate_stands_in_register_company_page_and_verification() {
    let served = after("certified.yaml", "- { at: 2028-12-31");
    served.noon(2027, 3, 1);
    let to = served.address;
    let home = get(to, "/");
    assert_eq!(home.status, 200);
    assert!(home.texts(".held").contains(&"今日有效 1 家".to_owned()), "{:?}", home.texts(".held"));

    let register = get(to, "/registers/sz-sustainable-enterprise");
    assert_eq!(register.texts("#results tbody .who"), [FIRM]);
    assert_eq!(register.texts("#results .state"), ["有效"]);
    for (query, found) in [
        ("q=%E7%A4%BA%E4%BE%8B", 1),
        ("q=914403000000000276", 1),
        ("q=%25", 0),
        ("grade=four_star", 1),
        ("grade=five_star", 0),
        ("state=withdrawn", 0),
        ("state=all", 1),
    ] {
        let page = get(to, &format!("/registers/sz-sustainable-enterprise?{query}"));
        assert_eq!(page.texts("#results tbody tr").len(), found, "{query}");
    }
    let csv = get(to, "/registers/sz-sustainable-enterprise/csv?state=all");
    assert_eq!(csv.header("content-type"), Some("text/csv; charset=utf-8"));
    assert!(csv.body.starts_with("\u{feff}\"企业\""), "{}", csv.body);
    assert!(csv.body.contains("\"SZKC-2026-0001\",\"2026-07-01\",\"2029-07-01\",\"有效\""), "{}", csv.body);

    let found = get(to, "/companies?q=%E6%99%AE%E9%80%9A");
    assert_eq!(found.texts("#results .who"), [FIRM]);
    let exact = get(to, &format!("/companies?q={CODE}"));
    assert_eq!((exact.status, exact.header("location")), (303, Some("/companies/914403000000000276")));
    let company = get_english(to, &format!("/companies/{CODE}"));
    assert_eq!(company.texts(".state"), ["Valid"]);
    assert_eq!(company.texts(".history strong"), ["Four stars"]);

    let typed = get(to, "/verify?number=%20szkc-2026-0001");
    assert_eq!(typed.header("location"), Some("/verify/SZKC-2026-0001"));
    let answer = get(to, "/verify/SZKC-2026-0001");
    assert_eq!(answer.texts(".answer h2"), ["证书有效"]);
    assert!(
        answer.texts(".note")[0].contains("2027年3月1日 12:00（北京时间）"),
        "{:?}",
        answer.texts(".note")
    );

    // three years end on the same day, which belongs to them: that is said wherever the two days stand
    let days = "2026年7月1日至2029年7月1日（含当日）".to_owned();
    assert_eq!(register.texts("#results .days"), [days.as_str()]);
    assert!(answer.texts("dd").contains(&days), "{:?}", answer.texts("dd"));
    assert!(company.body.contains("1 July 2026 to 1 July 2029 inclusive"), "{}", company.body);
    assert!(csv.body.contains("\"有效期至（含当日）\""), "{}", csv.body);

    // its last day is included, and the day after it has run out even before the clock has ticked
    served.noon(2029, 7, 1);
    assert_eq!(get_english(to, "/verify/SZKC-2026-0001").texts(".answer h2"), ["The certificate is valid"]);
    served.noon(2029, 7, 2);
    assert_eq!(
        get_english(to, "/verify/SZKC-2026-0001").texts(".answer h2"),
        ["The certificate has expired"]
    );
    assert_eq!(
        get(to, "/registers/sz-sustainable-enterprise?state=expired").texts("#results tbody tr").len(),
        1
    );
    assert_eq!(get(to, "/registers/sz-sustainable-enterprise").texts("#results tbody tr").len(), 0);
}

///
#[test]
fn a_withdrawn_certificate_says_so_with_the_day() {
    let served = after("revoked.yaml", "");
    served.noon(2027, 3, 2);
    let answer = get(served.address, "/verify/SZKC-2026-0001");
    assert_eq!((answer.status, answer.texts(".answer h2")), (200, vec!["证书已撤销".to_owned()]));
    assert!(answer.texts(".facts dd").iter().any(|told| told.contains("2027年3月1日终止")));
    let company = get(served.address, &format!("/companies/{CODE}"));
    assert_eq!(company.texts(".history strong"), ["四星级", "不再认定"]);
}

#[test]
fn an_empty_deployment_says_what_comes() {
    let served = empty();
    served.noon(2026, 6, 1);
    for path in ["/", "/registers", "/notices", "/companies", "/verify"] {
        let page = get(served.address, path);
        assert_eq!(page.status, 200, "{path}");
        assert_eq!(page.texts("h1").len(), 1, "{path}");
    }
    let unknown = get_english(served.address, "/verify/X-1");
    assert_eq!(unknown.status, 404);
    assert_eq!(unknown.texts(".answer h2"), ["There is no certificate with this number"]);
    let none = get(served.address, "/companies?q=%3Cscript%3E");
    assert!(none.texts(".empty p")[0].contains("<script>"));
}

/// Covers S4-01.
#[test]
fn a_company_without_a_public_result_is_not_told_from_one_that_is_unknown() {
    let served = after("certified.yaml", "- { at: 2026-06-03");
    served.noon(2026, 6, 3);
    let known = get(served.address, &format!("/companies/{CODE}"));
    let unknown = get(served.address, "/companies/914403000000000999");
    assert_eq!((known.status, unknown.status), (404, 404));
    assert_eq!(known.texts("main"), unknown.texts("main"));
    assert!(get(served.address, "/companies?q=%E6%99%AE%E9%80%9A").texts("#results .who").is_empty());
}

#[test]
fn the_language_is_chosen_once() {
    let served = empty();
    let to = served.address;
    let chosen = get(to, "/verify?lang=en&x=1");
    assert_eq!((chosen.status, chosen.header("location")), (303, Some("/verify?x=1")));
    assert!(chosen.header("set-cookie").unwrap().starts_with("duheng_language=en;"));
    let page = send(to, "GET", "/verify", &[("Cookie", "duheng_language=en"), ("Accept-Language", "zh")], "");
    assert_eq!(page.attribute("html", "lang"), ["en"]);
    assert_eq!(page.attribute(".switch[hreflang]", "href"), ["/verify?lang=zh"]);
    let elsewhere = get(to, "//example.org/?lang=en");
    assert!(elsewhere.header("location").is_none_or(|place| !place.starts_with("//")));
}

#[test]
fn a_table_comes_to_its_end_when_it_is_compressed() {
    let served = after("certified.yaml", "- { at: 2028-12-31");
    served.noon(2027, 3, 1);
    let mut stream = TcpStream::connect(served.address).unwrap();
    let path = "/registers/sz-sustainable-enterprise/csv?state=all";
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {}\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n",
        served.address
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let head = String::from_utf8_lossy(&bytes).to_lowercase();
    assert!(head.contains("content-encoding: gzip"), "{head}");
    // the chunk of no bytes is sent by a body that ended, and not by one that broke off
    assert!(bytes.ends_with(b"0\r\n\r\n"), "{} bytes", bytes.len());
}
