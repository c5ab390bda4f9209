//! What somebody sees of a filing, at every step of the Shenzhen walks, compared with what the filing itself holds.

use std::collections::BTreeSet;

use duheng_pack::bundle::FileKind;
use duheng_pack::calendar::Date;
use duheng_programme::command::Needs;
use duheng_programme::event::NAMES;
use duheng_programme::refusal::Refusal;
use duheng_programme::seen::{FILING_EVENTS, PARTS, Seen, Viewer, seen};
use duheng_programme::state::{Filing, Place};
use duheng_programme::time::Moment;
use duheng_programme::walk::{Act, Cast, Done, Host, Material, Position, Scene, World, play_on};
use duheng_programme::{Actor, read_programmes};
use duheng_testkit::shipped;

const PROGRAMME: &str = "sz-sustainable-enterprise";

struct Watched<'m> {
    world: World<'m>,
    cast: Cast,
    looks: usize,
    reached: BTreeSet<&'static str>,
}

fn person(name: &str, role: &str, place: &str) -> Actor {
    Actor::Person { person: name.to_owned(), role: role.to_owned(), place: place.to_owned() }
}

impl Watched<'_> {
    fn look(&mut self, at: &Position<'_>, now: Moment) {
        let Some(firm) = at.organisation else { return };
        let Some(filing) = self.world.scene(at).filing else { return };
        let see = |actor: &Actor| self.world.show(at, &Needs::default(), |view| seen(actor, view, now));
        for stranger in [
            person("wu", "office", "elsewhere"),
            person("he", "enterprise", "another-firm"),
            person("nobody", "expert", "-"),
            person("mei", "citizen", "-"),
            person("mei", "no-such-role", "sz"),
            Actor::Public,
            Actor::Clock,
        ] {
            assert_eq!(see(&stranger), None, "{stranger:?}");
        }
        let office = see(&person("lin", "office", "sz")).unwrap();
        let enterprise = see(&person(firm, "enterprise", firm)).unwrap();
        let experts = self.cast.experts.iter().map(|expert| {
            (expert.person.clone(), see(&person(&expert.person, "expert", &expert.organisation)))
        });
        let experts: Vec<(String, Option<Seen>)> = experts.collect();
        self.of_office(&filing, &office);
        self.of_enterprise(&filing, &enterprise);
        for (name, expert) in &experts {
            self.of_expert(&filing, name, expert.as_ref());
        }
        self.looks += 1;
    }

    fn of_office(&mut self, filing: &Filing, seen: &Seen) {
        let Some(application) = filing.applications.get(PROGRAMME) else { return };
        assert_eq!(seen.viewer, Viewer::Office);
        assert_eq!(seen.proposal, application.proposal);
        assert!(seen.objections.iter().all(|of| of.objector.is_some()), "the office rules on objections");
        assert_eq!(seen.seats.len(), application.panel.as_ref().map_or(0, |panel| panel.seats.len()));
        for stage in ["document", "site"].into_iter().filter(|stage| application.is_at(stage)) {
            let others = seen.entries.get(stage).into_iter().flatten().filter(|(who, _)| *who != "lin");
            assert_eq!(others.count(), 0, "not all have sealed {stage}");
            self.reached.insert("office before all sealed");
        }
    }

    fn of_enterprise(&mut self, filing: &Filing, seen: &Seen) {
        let Some(application) = filing.applications.get(PROGRAMME) else { return };
        assert_eq!(seen.viewer, Viewer::Enterprise);
        assert!(seen.proposal.is_none() && !seen.names_authors());
        assert!(seen.objections.iter().all(|of| of.objector.is_none()), "objectors are not told");
        assert_eq!(seen.objections.len(), application.objections.len());
        let decided = application.decided.is_some()
            || application.notice.is_some()
            || matches!(application.place, Place::Ended(_));
        if !decided {
            assert!(seen.entries.is_empty() && seen.seats.is_empty() && seen.decided.is_none());
            assert!(!seen.learns("sealed", false) && !seen.learns("drawn", false));
            self.reached.insert("enterprise before the decision");
        } else if application.decided.is_some() && !seen.entries.is_empty() {
            self.reached.insert("enterprise after the decision");
        }
    }

    fn of_expert(&mut self, filing: &Filing, name: &str, seen: Option<&Seen>) {
        let Some(application) = filing.applications.get(PROGRAMME) else { return };
        let seats = application.panel.iter().flat_map(|panel| &panel.seats);
        let seat = seats.into_iter().find(|seat| seat.expert == name);
        let (Some(seat), Some(seen)) = (seat, seen) else {
            assert_eq!(seat.is_some(), seen.is_some(), "{name} reaches what they sit on");
            return;
        };
        assert_eq!(seen.viewer, Viewer::Assessor);
        assert_eq!(seen.claim.is_some(), seat.declared, "who has not declared sees no claim");
        assert!(seen.proposal.is_none() && seen.objections.is_empty() && seen.tracked.is_empty());
        for stage in ["document", "site"].into_iter().filter(|stage| application.is_at(stage)) {
            let own = filing.sealed.get(stage).is_some_and(|of| of.contains_key(name));
            let shown: Vec<&String> = seen.entries.get(stage).into_iter().flat_map(|of| of.keys()).collect();
            assert_eq!(shown, Vec::from_iter(own.then_some(&name.to_owned())), "blind at {stage}");
            self.reached.insert("expert before all sealed");
        }
        if application.is_at("site") && seat.declared {
            assert!(seen.entries["document"].len() > 1, "what all have sealed is open to them");
            self.reached.insert("expert after all sealed");
        }
    }
}

impl Host for Watched<'_> {
    fn enter(&mut self, cast: &Cast) {
        self.cast = cast.clone();
        self.world.enter(cast);
    }

    fn hang(&mut self, place: &str, above: &str, from: Date) -> bool {
        self.world.hang(place, above, from)
    }

    fn act(&mut self, act: Act<'_>) -> Result<Done, Refusal> {
        let (at, now) = (act.at, act.now);
        let result = self.world.act(act);
        self.look(&at, now);
        result
    }

    fn scene(&mut self, at: &Position<'_>) -> Scene {
        self.world.scene(at)
    }
}

#[test]
fn everybody_sees_what_the_table_lets_through_and_no_more() {
    let shipped = shipped::named(&["common", PROGRAMME]);
    let pack = shipped.pack(PROGRAMME).unwrap();
    let bundle = shipped.bundles.last().unwrap();
    let (programmes, _) = read_programmes(bundle, &shipped.bundles, pack);
    let (mut looks, mut reached) = (0, BTreeSet::new());
    for walk in bundle.of_kind(FileKind::Walk) {
        let material = Material { pack, programmes: &programmes, bundle };
        let mut host = Watched {
            world: World::new(material),
            cast: Cast::default(),
            looks: 0,
            reached: BTreeSet::new(),
        };
        assert!(play_on(&walk.tree, material, &mut host).passed(), "{}", walk.path);
        looks += host.looks;
        reached.extend(host.reached);
    }
    assert!(looks > 100, "only {looks} looks");
    assert_eq!(reached.len(), 5, "{reached:?}");
}

#[test]
fn the_table_has_every_part_and_every_event_of_filings() {
    let parts: BTreeSet<_> = PARTS.iter().map(|(part, _)| *part).collect();
    assert_eq!(parts.len(), PARTS.len(), "a part stands twice");
    let events: BTreeSet<&str> = FILING_EVENTS.iter().map(|(name, ..)| *name).collect();
    assert!(FILING_EVENTS.is_sorted_by_key(|(name, ..)| *name));
    assert!(FILING_EVENTS.iter().all(|(.., part)| parts.contains(part)));
    // the others are events of editions and of records
    let others: Vec<&&str> = NAMES.iter().filter(|name| !events.contains(**name)).collect();
    assert_eq!(
        others,
        [
            &"cohort_frozen",
            &"delisted",
            &"document_filed",
            &"edition_closed",
            &"edition_opened",
            &"enlisted",
            &"list_decided",
            &"number_taken",
            &"recommended",
            &"record_corrected",
            &"record_entered",
            &"record_proposed",
            &"record_returned",
            &"rescheduled",
            &"stage_closed",
            &"stage_started",
            &"taken_back"
        ]
    );
}
