//! Events as stores keep them: the tag is the name of the event, and what is read back is what happened.

use duheng_pack::bundle::FileKind;
use duheng_pack::calendar::Date;
use duheng_programme::command::Submission;
use duheng_programme::event::{EditionEvent, Event, FilingEvent, RecordEvent};
use duheng_programme::read_programmes;
use duheng_programme::refusal::Refusal;
use duheng_programme::scoring::map;
use duheng_programme::walk::{Act, Cast, Done, Host, Material, Position, Scene, World, play_on};
use duheng_testkit::shipped;
use serde_json::Value;

/// A world whose events are written and read before anybody sees them.
struct Stored<'m> {
    world: World<'m>,
    count: usize,
}

/// An event written and read, with the JSON in between.
fn through_json(event: &Event) -> (Event, Value) {
    match event {
        Event::Edition(event) => {
            let json = serde_json::to_value(event).unwrap();
            (Event::Edition(serde_json::from_value::<EditionEvent>(json.clone()).unwrap()), json)
        }
        Event::Filing(whose, event) => {
            let json = serde_json::to_value(event).unwrap();
            let read = serde_json::from_value::<FilingEvent>(json.clone()).unwrap();
            (Event::Filing(whose.clone(), read), json)
        }
        Event::Record(register, event) => {
            let json = serde_json::to_value(event).unwrap();
            let read = serde_json::from_value::<RecordEvent>(json.clone()).unwrap();
            (Event::Record(register.clone(), read), json)
        }
    }
}

impl Host for Stored<'_> {
    fn enter(&mut self, cast: &Cast) {
        self.world.enter(cast);
    }

    fn hang(&mut self, place: &str, above: &str, from: Date) -> bool {
        self.world.hang(place, above, from)
    }

    fn act(&mut self, act: Act<'_>) -> Result<Done, Refusal> {
        let (at, now) = (act.at, act.now);
        let done = self.world.decide(act)?;
        let read: Vec<Event> = done
            .events
            .iter()
            .map(|event| {
                let (read, json) = through_json(event);
                assert_eq!(json.get("happened").and_then(Value::as_str), Some(event.name()));
                assert_eq!(through_json(&read).1, json, "{} changes when it is read again", event.name());
                read
            })
            .collect();
        self.count += read.len();
        self.world.apply(&at, &read, now);
        Ok(done)
    }

    fn scene(&mut self, at: &Position<'_>) -> Scene {
        self.world.scene(at)
    }
}

#[test]
fn walks_go_the_same_way_on_events_that_were_stored() {
    let shipped = shipped::packs();
    let mut count = 0;
    for bundle in &shipped.bundles {
        let Some(pack) = shipped.pack(&bundle.folder) else { continue };
        let (programmes, _) = read_programmes(bundle, &shipped.bundles, pack);
        let material = Material { pack, programmes: &programmes, bundle };
        for file in bundle.of_kind(FileKind::Walk) {
            let mut host = Stored { world: World::new(material), count: 0 };
            let played = play_on(&file.tree, material, &mut host);
            let told: Vec<&str> = played.failures.iter().map(|failure| failure.message.en.as_str()).collect();
            assert!(played.passed(), "{}: {told:?}", file.path);
            count += host.count;
        }
    }
    assert!(count > 500, "only {count} events were stored");
}

#[test]
fn a_submission_without_a_reply_is_stored_as_before_there_were_any() {
    let submission = |reply: &str| Submission {
        facts: map(Vec::new()),
        not_evaluated: Default::default(),
        documents: Default::default(),
        consents: Default::default(),
        evidence: Default::default(),
        reply: reply.to_owned(),
    };
    for (reply, is_kept) in [("", false), ("已补充", true)] {
        let event = FilingEvent::Submitted { stage: "apply".to_owned(), submission: submission(reply) };
        let json = serde_json::to_value(&event).unwrap();
        assert_eq!(json.pointer("/submission/reply").is_some(), is_kept, "{json}");
        assert_eq!(serde_json::from_value::<FilingEvent>(json).unwrap(), event);
    }
}
