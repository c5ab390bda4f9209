//! When the cohort of an edition may be frozen.

use duheng_pack::bundle::{Bundle, FileKind};
use duheng_pack::diagnostic::Severity;
use duheng_pack::source::Source;
use duheng_programme::cohort::{freezes_while_open, on_the_way, waiting};
use duheng_programme::event::EditionEvent;
use duheng_programme::model::{Programmes, Stage};
use duheng_programme::read_programmes;
use duheng_programme::state::Edition;
use duheng_programme::walk::{Material, play};
use duheng_standard::model::Pack;
use duheng_testkit::shipped;

/// The tide league with a changed programme.
fn league<T>(old: &str, new: &str, look: impl FnOnce(&Programmes, &Bundle, &Pack) -> T) -> T {
    let mut shipped = shipped::named(&["common", "examples/tide-league"]);
    let path = "programmes/tide-league.yaml";
    let text = std::fs::read_to_string(shipped::folder().join("examples/tide-league").join(path)).unwrap();
    assert_eq!(text.matches(old).count(), 1, "{old}");
    let file = shipped.sources.add(Source::new(path, text.replace(old, new)));
    let mut found = Vec::new();
    let single = Bundle::read("tide-league", &[(path.to_string(), file)], &shipped.sources, &mut found);
    let bundle = shipped.bundles.last_mut().unwrap();
    bundle.files.retain(|file| file.path != path);
    bundle.files.extend(single.files);
    let bundle = shipped.bundles.last().unwrap();
    let pack = shipped.pack("tide-league").unwrap();
    let (programmes, findings) = read_programmes(bundle, &shipped.bundles, pack);
    found.extend(findings);
    found.retain(|finding| finding.code.severity > Severity::Note);
    assert!(found.is_empty(), "{found:#?}");
    look(&programmes, bundle, pack)
}

/// How the walk `time.yaml` of the tide league goes when the programme is changed: what differs, in English.
fn changed(old: &str, new: &str) -> Vec<String> {
    league(old, new, |programmes, bundle, pack| {
        let walk = bundle.of_kind(FileKind::Walk).find(|walk| walk.path.ends_with("time.yaml")).unwrap();
        let played = play(&walk.tree, Material { pack, programmes, bundle });
        assert!(played.findings.is_empty(), "{:#?}", played.findings);
        played.failures.iter().map(|failure| failure.message.en.clone()).collect()
    })
}

#[test]
fn ranks_may_be_known_before_the_last_day_where_the_programme_says_so_or_there_is_no_such_day() {
    for (old, new, expect) in [
        ("freezes: entry", "freezes: entry, while_open: no", false),
        ("freezes: entry", "freezes: entry, while_open: yes", true),
        ("opens: 10-01, closes: 10-31", "opens: 10-01", true),
    ] {
        let found = league(old, new, |programmes, _, _| {
            let programme = programmes.programme("tide-league").unwrap();
            freezes_while_open(programme, |stage| stage.window(None, 2025).closes)
        });
        assert_eq!(found, expect, "{new}");
    }
}

#[test]
fn applications_are_counted_where_they_wait_for_the_cohort_and_on_the_way_to_there() {
    league("freezes: entry", "freezes: entry, while_open: no", |programmes, _, _| {
        let programme = programmes.programme("tide-league").unwrap();
        let ranking = programme.stage("ranking").unwrap();
        let ids = |stages: Vec<&Stage>| stages.iter().map(|of| of.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(waiting(programme, ranking).collect()), ["result"]);
        assert_eq!(ids(on_the_way(programme, ranking).collect()), ["join"]);
    });
}

#[test]
fn the_cohort_waits_for_the_last_day_of_submitting_unless_the_programme_says_otherwise() {
    assert_eq!(changed("freezes: entry", "freezes: entry, while_open: no"), Vec::<String>::new());
    let told = changed("freezes: entry", "freezes: entry, while_open: yes");
    assert!(
        told.iter().any(|told| told.contains("cohort-empty") && told.contains("cohort-early")),
        "{told:#?}"
    );
    // where joining never closes there is no day to wait for
    let told = changed("opens: 10-01, closes: 10-31", "opens: 10-01");
    assert!(
        told.iter().any(|told| told.contains("cohort-empty") && told.contains("cohort-early")),
        "{told:#?}"
    );
}

#[test]
fn a_cohort_that_was_frozen_before_the_day_was_noted_is_read_as_it_was() {
    let old =
        r#"{"happened":"cohort_frozen","stage":"ranking","layer":"entry","members":["a"],"totals":["7/2"]}"#;
    let event: EditionEvent = serde_json::from_str(old).unwrap();
    assert_eq!(serde_json::to_string(&event).unwrap(), old, "the hash of an event is over these bytes");
    let cohort = Edition::new("tide-league", "2025").evolve(&event).cohort.unwrap();
    assert_eq!((cohort.members.len(), cohort.totals.len(), cohort.on, cohort.by.as_str()), (1, 1, None, ""));
}
