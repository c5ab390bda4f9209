//! Certificates and notices as documents.

use duheng_app::Head;

use crate::browser::get;
use crate::deployment::after;

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
