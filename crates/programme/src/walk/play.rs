//! Playing a walk, step by step.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::bundle::{Bundle, FileKind};
use duheng_pack::calendar::Date;
use duheng_pack::schema::{Fields, Shape, conform};
use duheng_pack::text::Text;
use duheng_pack::tree::Node;
use duheng_standard::has_errors;
use duheng_standard::model::Pack;

use super::args::{Cases, arguments};
use super::cast::Cast;
use super::host::{Act, Host, Position};
use super::then;
use super::world::World;
use super::{Played, failure};
use crate::authorise::Actor;
use crate::command::read_command;
use crate::event::{self, Event};
use crate::findings::{bad_step, unknown_command, unknown_part};
use crate::language;
use crate::model::{Programme, Programmes};
use crate::places::Places;
use crate::refusal::{self, Refusal};
use crate::scoring::map;
use crate::time::Moment;

/// What a walk is played with.
#[derive(Clone, Copy)]
pub struct Material<'m> {
    /// The pack.
    pub pack: &'m Pack,
    /// Its programmes.
    pub programmes: &'m Programmes,
    /// Its files, for the cases that steps take facts from.
    pub bundle: &'m Bundle,
}

/// Plays a walk in memory.
#[must_use]
pub fn play(tree: &Node, material: Material<'_>) -> Played {
    play_on(tree, material, &mut World::new(material))
}

/// Plays a walk on a host. It goes on where a step was done and only its outcome differs; it ends where one cannot be
/// read, is refused against expectation or not refused: what follows would only repeat it.
#[must_use]
pub fn play_on(tree: &Node, material: Material<'_>, host: &mut dyn Host) -> Played {
    let mut played = Played::default();
    let fields = Fields(tree);
    let cast = Cast::declared(tree);
    hangs(fields, &mut played);
    host.enter(&cast);
    let cases: Cases<'_> = material
        .bundle
        .of_kind(FileKind::Case)
        .map(|file| {
            let name = file.path.trim_start_matches("cases/").trim_end_matches(".yaml");
            (name.to_string(), &file.tree)
        })
        .collect();
    let mut last: Option<Moment> = None;
    let steps = fields.items("steps");
    for (at, step) in steps.iter().enumerate() {
        let mut player = Player {
            walk: fields,
            material,
            cast: &cast,
            host,
            cases: &cases,
            played: &mut played,
            astray: false,
        };
        last = player.step(step, last);
        if player.is_over() {
            played.unplayed = steps.len() - at - 1;
            break;
        }
    }
    played
}

struct Player<'p> {
    walk: Fields<'p>,
    material: Material<'p>,
    cast: &'p Cast,
    host: &'p mut dyn Host,
    cases: &'p Cases<'p>,
    played: &'p mut Played,
    /// Whether the step was refused against expectation, or not refused.
    astray: bool,
}

/// One command of a step.
struct Turn<'t> {
    step: Fields<'t>,
    programme: &'t Programme,
    edition: String,
    firm: Option<String>,
    person: String,
    name: &'static str,
    now: Moment,
}

impl Turn<'_> {
    fn position(&self) -> Position<'_> {
        Position { programme: self.programme, edition: &self.edition, organisation: self.firm.as_deref() }
    }
}

/// Finds offices that hang below themselves.
fn hangs(walk: Fields<'_>, played: &mut Played) {
    let mut places = Places::default();
    for entry in walk.entries("places") {
        let above = entry.value.as_str().unwrap_or_default().trim();
        if above != "-" && places.hang(&entry.key, above, Date::FIRST).is_err() {
            played.findings.push(bad_step::at(
                entry.key_span,
                Text::new("单位不能挂在自己之下", "an office cannot hang below itself"),
                Text::new("改正上级单位", "name another office above it"),
            ));
        }
    }
}

impl<'p> Player<'p> {
    /// Whether nothing sensible can follow.
    fn is_over(&self) -> bool {
        self.astray || !self.played.findings.is_empty()
    }

    fn bad(&mut self, step: &Node, message: Text, help: Text) {
        self.played.findings.push(bad_step::at(step.span, message, help));
    }

    /// Plays a step; returns its moment.
    fn step(&mut self, step: &'p Node, last: Option<Moment>) -> Option<Moment> {
        let fields = Fields(step);
        let Some(now) = fields.str("at").and_then(Moment::read) else {
            let at = fields.string("at");
            self.bad(
                fields.node("at").unwrap_or(step),
                Text::new(format!("`{at}` 不是时刻"), format!("`{at}` is no moment")),
                Text::new("写作 `2026-05-31 23:59:59`", "write `2026-05-31 23:59:59`"),
            );
            return last;
        };
        if let Some(last) = last.filter(|last| now < *last) {
            let place = fields.node("at").unwrap_or(step);
            self.bad(
                place,
                Text::new(
                    format!("时刻 {now} 早于前一步的 {last}"),
                    format!("the moment {now} lies before that of the step above, {last}"),
                ),
                Text::new(
                    "步骤按先后排列：改时刻，或调整顺序",
                    "put the steps in the order of time: mend the moment or move the step",
                ),
            );
            return Some(last);
        }
        let (name, span) = fields.spanned("do").unwrap_or_default();
        let Some(kind) = language::command(name) else {
            let known: Vec<&str> = language::COMMANDS.iter().map(|kind| kind.name).collect();
            self.played.findings.push(unknown_command::at(span, name, &known));
            return Some(now);
        };
        self.names(fields);
        let empty = map(Vec::new());
        let mut found = Vec::new();
        conform(fields.node("with").unwrap_or(&empty), &Shape::Node(language::in_walks(kind)), &mut found);
        if has_errors(&found) {
            self.played.findings.extend(found);
            return Some(now);
        }
        let Some(programme) = self.programme(fields) else { return Some(now) };
        let edition = fields.str("edition").map_or_else(|| self.walk.string("edition"), ToString::to_string);
        for firm in self.firms(fields) {
            let person = fields.string("by");
            let turn = Turn {
                step: fields,
                programme,
                edition: edition.clone(),
                firm,
                person,
                name: kind.name,
                now,
            };
            let before = self.played.failures.len();
            self.turn(&turn);
            for failed in self.played.failures.iter_mut().skip(before) {
                failed.message = told(&turn, &failed.message);
            }
            if self.is_over() {
                break;
            }
        }
        Some(now)
    }

    /// Events, refusals and states that a step expects must be those of the engine.
    fn names(&mut self, fields: Fields<'_>) {
        let codes: Vec<&str> = refusal::CODES.iter().map(|(code, _)| *code).collect();
        let mut unknown = |zh: &str, en: &str, name: &str, span, known: &[&str]| {
            if !known.contains(&name) {
                self.played.findings.push(unknown_part::at(span, &Text::new(zh, en), name, known));
            }
        };
        for node in fields.items("events") {
            let (name, span) = match node.entries().first() {
                Some(entry) => (entry.key.as_str(), entry.key_span),
                None => (node.as_str().unwrap_or_default().trim(), node.span),
            };
            unknown("事件", "event", name, span, event::NAMES);
        }
        if let Some((code, span)) = fields.spanned("refused") {
            unknown("拒绝", "refusal", code, span, &codes);
        }
        for entry in fields.entries("then") {
            unknown("状态", "state after a step", &entry.key, entry.key_span, then::KEYS);
        }
    }

    fn programme(&mut self, fields: Fields<'p>) -> Option<&'p Programme> {
        let (name, span) = fields.spanned("programme").or_else(|| self.walk.spanned("programme"))?;
        let found = self.material.programmes.programme(name);
        if found.is_none() {
            let known: Vec<&str> =
                self.material.programmes.programmes.iter().map(|programme| programme.id.as_str()).collect();
            let what = Text::new("评价活动", "programme");
            self.played.findings.push(unknown_part::at(span, &what, name, &known));
        }
        found
    }

    /// The enterprises of a step: one, each alike, or none.
    fn firms(&mut self, fields: Fields<'_>) -> Vec<Option<String>> {
        let alike = fields.str("each").map(|name| format!("{name}-"));
        if let Some(prefix) = alike {
            let mut names: Vec<String> =
                self.cast.firms.keys().filter(|id| id.starts_with(&prefix)).cloned().collect();
            names.sort_by_key(|name| (name.len(), name.clone()));
            return names.into_iter().map(Some).collect();
        }
        match fields.spanned("on") {
            Some((firm, span)) if !self.cast.firms.contains_key(firm) => {
                let known: Vec<&str> = self.cast.firms.keys().map(String::as_str).collect();
                let what = Text::new("企业", "enterprise");
                self.played.findings.push(unknown_part::at(span, &what, firm, &known));
                Vec::new()
            }
            Some((firm, _)) => Vec::from([Some(firm.to_string())]),
            None => Vec::from([None]),
        }
    }

    /// The actor: somebody of the walk, an expert, the enterprise's own people, the public.
    fn actor(&self, turn: &Turn<'_>) -> Option<Actor> {
        if let Some(actor) = self.cast.people.get(&turn.person) {
            return Some(actor.clone());
        }
        let role = |reach| {
            let mut roles = turn.programme.roles.iter();
            roles.find(|(_, role)| role.reach == reach).map(|(id, _)| id.clone())
        };
        let person = |role: String, place: &str| Actor::Person {
            person: turn.person.clone(),
            role,
            place: place.to_string(),
        };
        if turn.person == "public" {
            return Some(Actor::Public);
        }
        let seat = self.cast.experts.iter().find(|expert| expert.person == turn.person);
        if let Some(expert) = seat {
            return Some(person(role(crate::model::Reach::Assigned)?, &expert.organisation));
        }
        let own = if turn.person == "firm" { turn.firm.as_deref() } else { Some(turn.person.as_str()) };
        let own = own.filter(|own| self.cast.firms.contains_key(*own))?;
        Some(person(role(crate::model::Reach::Own)?, own))
    }

    fn turn(&mut self, turn: &Turn<'_>) {
        if turn.name == "move_place" {
            return self.move_place(turn);
        }
        let Some(actor) = self.actor(turn) else {
            let by = &turn.person;
            return self.bad(
                turn.step.0,
                Text::new(format!("走程没有声明 `{by}`"), format!("the walk does not declare `{by}`")),
                Text::new("在 people、firms 或 experts 中写上", "declare it under people, firms or experts"),
            );
        };
        let empty = map(Vec::new());
        let with = turn.step.node("with").unwrap_or(&empty);
        let with = arguments(turn.name, with, &turn.person, self.cases);
        let command = match read_command(turn.name, &with, turn.firm.as_deref()) {
            Ok(command) => command,
            Err(findings) => return self.played.findings.extend(findings),
        };
        let at = turn.position();
        let result = self.host.act(Act { actor: &actor, at, command, now: turn.now });
        self.played.commands += 1;
        match result {
            Ok(done) => {
                self.played.touched.mechanisms.extend(done.mechanism);
                self.done(turn, &done.events);
            }
            Err(refusal) => self.refused(turn, &refusal),
        }
    }

    fn done(&mut self, turn: &Turn<'_>, events: &[Event]) {
        self.played.touched.commands.push(turn.name);
        self.played.touched.events.extend(events.iter().map(Event::name));
        if let Some((code, span)) = turn.step.spanned("refused") {
            let happened = bracketed(&events.iter().map(in_full).collect::<Vec<_>>());
            let wanted = failure(
                span,
                format!("应以 {code} 拒绝，实际办成：{happened}"),
                format!("expected to be refused with {code}, but it was done: {happened}"),
            );
            self.astray = true;
            return self.played.failures.push(wanted);
        }
        if let Some(node) = turn.step.node("events") {
            let wanted: Vec<String> = node.items().iter().map(wanted).collect();
            let found: Vec<String> = events
                .iter()
                .enumerate()
                .map(|(at, event)| {
                    let detailed = wanted.get(at).is_some_and(|wanted| wanted.contains(": "));
                    if detailed {
                        format!("{}: {}", event.name(), event.detail())
                    } else {
                        event.name().to_string()
                    }
                })
                .collect();
            if wanted != found {
                let (wanted, found) = (bracketed(&wanted), bracketed(&found));
                self.played.failures.push(failure(
                    node.span,
                    format!("应发生 {wanted}，实际发生 {found}"),
                    format!("expected the events {wanted}, found {found}"),
                ));
            }
        }
        self.then(turn);
    }

    fn refused(&mut self, turn: &Turn<'_>, refusal: &Refusal) {
        let span = turn.step.spanned("refused").map_or(turn.step.span(), |(_, span)| span);
        if turn.step.str("refused") == Some(refusal.code) {
            self.played.touched.refusals.push(refusal.code);
            return self.then(turn);
        }
        let instead = match turn.step.str("refused") {
            Some(code) => Text::new(
                format!("应以 {code} 拒绝，实际"),
                format!("expected to be refused with {code}, but "),
            ),
            None => Text::default(),
        };
        let mut failed = failure(
            span,
            format!("{}被拒（{}）：{}", instead.zh, refusal.code, refusal.message.zh),
            format!("{}refused ({}): {}", instead.en, refusal.code, refusal.message.en),
        );
        failed.help = refusal.remedy.clone();
        self.astray = true;
        self.played.failures.push(failed);
    }

    fn then(&mut self, turn: &Turn<'_>) {
        let Some(node) = turn.step.node("then") else { return };
        let scene = self.host.scene(&turn.position());
        let after = then::After { scene: &scene, programme: &turn.programme.id, now: turn.now };
        self.played.failures.extend(then::compare(node, &after));
    }

    /// Hangs a place below another: a change of the organisation tree, which is no programme's.
    fn move_place(&mut self, turn: &Turn<'_>) {
        let with = Fields(turn.step.node("with").unwrap_or(turn.step.0));
        let from = with.str("from").and_then(|text| Date::read(text).ok()).unwrap_or(turn.now.date);
        if !self.host.hang(&with.string("place"), &with.string("under"), from) {
            self.bad(
                turn.step.0,
                Text::new("不能这样变更隶属", "the place cannot be moved so"),
                Text::new(
                    "上级不能在自己之下，日期不能早于上次变更",
                    "not below itself, and not before its last move",
                ),
            );
        }
        self.played.touched.commands.push(turn.name);
    }
}

/// An event as a walk writes it: its name, or its name with what it is mainly about.
fn wanted(node: &Node) -> String {
    match node.entries().first() {
        Some(entry) => format!("{}: {}", entry.key, entry.value.as_str().unwrap_or_default().trim()),
        None => node.as_str().unwrap_or_default().trim().to_string(),
    }
}

/// A sentence about a step, with the moment, the actor and the command.
fn told(turn: &Turn<'_>, message: &Text) -> Text {
    let on = turn.firm.as_ref().map(|firm| format!(" {firm}")).unwrap_or_default();
    let step = format!("{} {} {}{on}", turn.now, turn.person, turn.name);
    Text::new(format!("{step}：{}", message.zh), format!("{step}: {}", message.en))
}

/// Names of events as a list that can be told from the sentence around it.
fn bracketed(names: &[String]) -> String {
    format!("[{}]", names.join(" | "))
}

/// An event with what it is mainly about.
fn in_full(event: &Event) -> String {
    match event.detail() {
        detail if detail.is_empty() => event.name().to_string(),
        detail => format!("{}: {detail}", event.name()),
    }
}
