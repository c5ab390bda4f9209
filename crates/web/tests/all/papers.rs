//! Certificates and notices as documents.

use std::sync::Arc;

use duheng_app::Head;
use duheng_web::{CertificatePaper, FormPaper, NoticePaper, Press, SheetPaper, Unprinted};
use tokio::net::TcpListener;

use crate::browser::{get, get_english};
use crate::deployment::after;

/// A printer that lacks a character of everything.
struct Lacking;

impl Press for Lacking {
    fn certificate(&self, _: &CertificatePaper) -> Result<Vec<u8>, Unprinted> {
        Err(Unprinted::Glyphs(vec!['𪚥']))
    }

    fn notice(&self, _: &NoticePaper) -> Result<Vec<u8>, Unprinted> {
        Err(Unprinted::Glyphs(vec!['𪚥']))
    }

    fn application_form(&self, _: &FormPaper) -> Result<Vec<u8>, Unprinted> {
        Err(Unprinted::Glyphs(vec!['𪚥']))
    }

    fn score_sheet(&self, _: &SheetPaper) -> Result<Vec<u8>, Unprinted> {
        Err(Unprinted::Glyphs(vec!['𪚥']))
    }
}

#[test]
fn a_character_that_no_font_has_is_named_on_a_page() {
    let served = after("certified.yaml", "- { at: 2028-12-31");
    served.noon(2027, 3, 1);
    let listener = served.runtime.block_on(TcpListener::bind(("127.0.0.1", 0))).unwrap();
    let address = listener.local_addr().unwrap();
    let settings = duheng_web::Settings { press: Some(Arc::new(Lacking)), ..duheng_web::Settings::default() };
    let app = Arc::clone(&served.app);
    served.runtime.spawn(duheng_web::serve(listener, app, settings, std::future::pending()));
    let page = get(address, "/certificates/SZKC-2026-0001");
    assert_eq!((page.status, page.texts("h1")), (503, vec!["这份文书暂时不能生成".to_owned()]));
    assert!(page.texts("main").concat().contains("缺少的字：𪚥 (U+2A6A5)"), "{}", page.body);
    let page = get_english(address, "/certificates/SZKC-2026-0001");
    assert!(page.texts("main").concat().contains("Missing: 𪚥 (U+2A6A5)"), "{}", page.body);
}

#[test]
fn a_notice_as_a_document_names_those_of_one_period_alone() {
    let served = after("objection.yaml", "- { at: 2026-06-24 09:00");
    served.noon(2026, 6, 24);
    let page = get(served.address, "/notices/sz-sustainable-enterprise/2026");
    let links = page.attribute("main a[href*='/pdf?']", "href");
    assert_eq!(links.len(), 1);
    let notice = get(served.address, &links[0]);
    assert_eq!((notice.status, notice.header("content-type")), (200, Some("application/pdf")));
    assert!(notice.body.contains("914403000000000276"), "{}", notice.body);
    let (start, _) = links[0].split_once("until=").unwrap();
    assert_eq!(get(served.address, &format!("{start}until=2026-12-31")).status, 404);
}

#[test]
fn a_certificate_is_a_document_while_it_holds() {
    let served = after("certified.yaml", "- { at: 2028-12-31");
    served.noon(2027, 3, 1);
    let register = get(served.address, "/registers/sz-sustainable-enterprise");
    let verify = register.attribute("a[href^='/verify/']", "href")[0].clone();
    let link = get(served.address, &verify).attribute("main a[href^='/certificates/']", "href")[0].clone();
    let certificate = get(served.address, &link);
    assert_eq!(certificate.status, 200);
    // the code on it leads to the page that says whether it holds
    assert!(certificate.body.contains(&format!("http://{}{verify}", served.address)), "{}", certificate.body);
    // no sequencer has run here: what a certificate publishes was in the log with the act itself, and the line on page and
    // paper is a head that the deployment is verified against
    let shown = get(served.address, &verify).texts(".facts .number");
    let line = shown.iter().find(|said| said.contains(':')).unwrap();
    assert!(certificate.body.contains(line), "{}", certificate.body);
    let (position, root) = line.split_once(':').unwrap();
    let head = Head { position: position.parse().unwrap(), root: root.to_owned() };
    let verified = |head| served.runtime.block_on(served.app.verify(Some(&head))).unwrap().discrepancies;
    assert_eq!(verified(head.clone()), []);
    assert_ne!(verified(Head { root: root.replace('0', "1"), ..head }), []);
    served.noon(2036, 3, 1);
    assert_eq!(get(served.address, &link).status, 404);
}
