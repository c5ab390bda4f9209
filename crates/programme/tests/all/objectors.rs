//! Who may object to a result on notice.

use duheng_programme::read_programmes;
use duheng_testkit::shipped;

#[test]
fn anybody_may_object_only_where_a_programme_names_a_role_that_anybody_has() {
    let shipped = shipped::packs();
    let mut heard = Vec::new();
    for bundle in &shipped.bundles {
        let Some(pack) = shipped.pack(&bundle.folder) else { continue };
        for programme in read_programmes(bundle, &shipped.bundles, pack).0.programmes {
            let mut closed = programme.clone();
            closed.roles.retain(|role, _| role != "citizen");
            assert!(!closed.hears_anyone(), "{}: nobody is left but those who take part", programme.id);
            heard.push((programme.id.clone(), programme.hears_anyone()));
        }
    }
    heard.sort();
    let open: Vec<&str> = heard.iter().filter(|(_, open)| *open).map(|(id, _)| id.as_str()).collect();
    assert_eq!(open, ["nb-creation", "nb-csr", "sz-sustainable-enterprise"]);
}
