//! What somebody may do is told as the rules say it: at every step of every shipped walk, what is done was an opening, and
//! what is refused for the role or for reach was none.

use std::collections::{BTreeMap, BTreeSet};

use duheng_pack::bundle::FileKind;
use duheng_pack::calendar::Date;
use duheng_programme::command::Needs;
use duheng_programme::refusal::Refusal;
use duheng_programme::walk::{Act, Cast, Done, Host, Material, Position, Scene, World, play_on};
use duheng_programme::{openings, read_programmes, waiting};
use duheng_testkit::shipped;

struct Watched<'m> {
    world: World<'m>,
    wrong: Vec<String>,
    done: BTreeSet<&'static str>,
    blocked: BTreeMap<&'static str, usize>,
}

impl Host for Watched<'_> {
    fn enter(&mut self, cast: &Cast) {
        self.world.enter(cast);
    }

    fn hang(&mut self, place: &str, above: &str, from: Date) -> bool {
        self.world.hang(place, above, from)
    }

    fn act(&mut self, act: Act<'_>) -> Result<Done, Refusal> {
        let (at, now, ask, actor) = (act.at, act.now, act.command.ask(), act.actor.clone());
        let before = self.world.show(&at, &Needs::default(), |view| openings(&actor, view, now));
        // where the visit belongs to a seal is no matter of right
        let found = before.iter().find(|opening| {
            let same = (&opening.ask.entry, &opening.ask.item, &opening.ask.record, &opening.ask.stage);
            opening.ask.command == ask.command && same == (&ask.entry, &ask.item, &ask.record, &ask.stage)
        });
        let awaited = self.world.show(&at, &Needs::default(), waiting);
        let result = self.world.act(act);
        let told = format!("{now} {actor:?} {ask:?} on {:?}", at.organisation);
        match (&result, found) {
            (Ok(_), None) => self.wrong.push(format!("done without an opening: {told}")),
            (Ok(_), Some(opening)) if !opening.is_open() => {
                self.wrong.push(format!("done though {:?}: {told}", opening.blocked));
            }
            (Ok(_), Some(opening)) => {
                self.done.insert(ask.command);
                let actor_role = match &actor {
                    duheng_programme::Actor::Person { person, role, .. } => Some((person, role)),
                    _ => None,
                };
                let theirs = actor_role.is_some_and(|(person, role)| {
                    awaited
                        .iter()
                        .any(|of| of.role == *role && of.person.as_ref().is_none_or(|named| named == person))
                });
                // entries of registers wait in the list of the register
                let of_application = at.organisation.is_some() && ask.stage.is_none() && ask.record.is_none();
                if opening.awaited && of_application && !theirs {
                    self.wrong.push(format!("nobody waited for it: {told} {awaited:?}"));
                }
            }
            (Err(refusal), Some(_)) if ["not-your-role", "out-of-reach"].contains(&refusal.code) => {
                self.wrong.push(format!("an opening refused as {}: {told}", refusal.code));
            }
            (Err(refusal), Some(opening)) if !opening.is_open() => {
                *self.blocked.entry(refusal.code).or_default() += 1;
            }
            _ => {}
        }
        result
    }

    fn scene(&mut self, at: &Position<'_>) -> Scene {
        self.world.scene(at)
    }
}

#[test]
fn what_is_done_was_an_opening() {
    let shipped = shipped::packs();
    let (mut wrong, mut done, mut blocked) = (Vec::new(), BTreeSet::new(), BTreeMap::new());
    for bundle in &shipped.bundles {
        let Some(pack) = shipped.pack(&bundle.folder) else { continue };
        let (programmes, _) = read_programmes(bundle, &shipped.bundles, pack);
        for walk in bundle.of_kind(FileKind::Walk) {
            let material = Material { pack, programmes: &programmes, bundle };
            let mut host = Watched {
                world: World::new(material),
                wrong: Vec::new(),
                done: BTreeSet::new(),
                blocked: BTreeMap::new(),
            };
            assert!(play_on(&walk.tree, material, &mut host).passed(), "{}", walk.path);
            wrong.extend(host.wrong.into_iter().map(|told| format!("{}: {told}", walk.path)));
            done.extend(host.done);
            for (code, count) in host.blocked {
                *blocked.entry(code).or_insert(0) += count;
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    let commands = duheng_programme::language::COMMANDS.iter().map(|kind| kind.name);
    let missing: Vec<&str> = commands.filter(|name| *name != "move_place" && !done.contains(name)).collect();
    assert_eq!(missing, Vec::<&str>::new(), "no walk does these");
    for code in ["window-closed", "window-early", "notice-running", "approval-by-proposer", "hearing-running"]
    {
        assert!(blocked.contains_key(code), "{code} is not foretold: {blocked:?}");
    }
}
