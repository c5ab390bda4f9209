//! To look at the pages: `DUHENG_LOOK=8090 cargo test -p duheng-web look -- --ignored`.

use crate::deployment::served;

#[test]
#[ignore = "serves for ten minutes; to look at the pages"]
fn look() {
    let port: u16 = std::env::var("DUHENG_LOOK").unwrap().parse().unwrap();
    let notice = served(Some(("objection.yaml", "- { at: 2026-06-24 09:00")), port);
    notice.noon(2026, 6, 24);
    let certified = served(Some(("certified.yaml", "- { at: 2028-12-31")), port + 1);
    certified.noon(2027, 3, 1);
    let withdrawn = served(Some(("revoked.yaml", "")), port + 2);
    withdrawn.noon(2027, 3, 2);
    let _empty = served(None, port + 3);
    std::thread::sleep(std::time::Duration::from_mins(10));
}
