//! The fields of a command, made from the table of commands: what each looks like, and what may be chosen in it.

use duheng_app::InstalledPack;
use duheng_pack::schema::{Field, Kind, Shape};
use duheng_pack::text::Text;
use duheng_programme::model::{Mechanism, Programme};
use duheng_programme::refusal::Refusal;
use duheng_programme::state::Place;

use super::scene::Scene;
use crate::forms::Form;
use crate::frame::{Frame, capital};

/// A field of a form.
#[derive(Clone, Debug)]
pub(crate) struct FormField {
    /// Its name; parts of a group have that of the group before theirs.
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) hint: String,
    pub(crate) required: bool,
    pub(crate) input: Input,
}

/// How one answers.
#[derive(Clone, Debug)]
pub(crate) enum Input {
    Line,
    Area,
    Date,
    Integer,
    /// One of a few.
    Radios(Vec<Choice>),
    /// One of many.
    Select(Vec<Choice>),
    /// Any of these.
    Boxes(Vec<Choice>),
    /// One a line.
    Lines,
    /// Item by item: ticked, or refused with a reason.
    Verdicts(Vec<Choice>),
    /// What the address says already.
    Fixed(String),
    /// A heading of the fields below.
    Heading,
    /// A button for another row.
    More,
}

/// What may be chosen.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) title: String,
    /// What it is about, such as the words of an objection.
    pub(crate) note: String,
}

impl Choice {
    pub(crate) fn new(value: impl Into<String>, title: impl Into<String>) -> Self {
        Self { value: value.into(), title: title.into(), note: String::new() }
    }

    fn noted(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }
}

impl FormField {
    /// What was chosen or typed, as people read it.
    pub(crate) fn shown(&self, value: &str) -> String {
        let (Input::Radios(choices)
        | Input::Select(choices)
        | Input::Boxes(choices)
        | Input::Verdicts(choices)) = &self.input
        else {
            return value.to_owned();
        };
        choices.iter().find(|choice| choice.value == value).map_or(value, |choice| &choice.title).to_owned()
    }
}

/// One half of a pair in the reader's language, with a capital at its head.
pub(crate) fn half(frame: &Frame, pair: [&str; 2]) -> String {
    let text = Text::new(pair[0], pair[1]);
    capital(frame.pick(&text))
}

/// What a field is called: its description up to a semicolon, in English without the article at its head.
pub(crate) fn label_of(frame: &Frame, field: &Field) -> String {
    let [zh, en] = field.about;
    let head = |text: &'static str, mark| text.split_once(mark).map_or(text, |(head, _)| head);
    half(frame, [head(zh, "；"), head(en.strip_prefix("the ").unwrap_or(en), "; ")])
}

/// What the description says of a field behind a semicolon, which helps to fill it in.
fn help_of(frame: &Frame, field: &Field) -> String {
    let [zh, en] = field.about;
    match (zh.split_once('；'), en.split_once("; ")) {
        (Some((_, zh)), Some((_, en))) => half(frame, [zh, en]),
        _ => String::new(),
    }
}

/// What is said where a field has no answer: something is to be chosen in it, or written.
pub(crate) fn missing_in(frame: &Frame, field: &FormField) -> String {
    let text = match field.input {
        Input::Radios(_) | Input::Select(_) | Input::Boxes(_) | Input::Verdicts(_) => "act-missing-choice",
        _ => "act-missing",
    };
    frame.with(text, "field", &field.label)
}

/// What is wrong in a field, with its name as the form tells it.
pub(crate) fn wrong_in(frame: &Frame, fields: &[FormField], name: &str, [what, how]: [&Text; 2]) -> String {
    let (what, how) = (frame.sentence(what), frame.sentence(how));
    match fields.iter().find(|field| field.name == name) {
        Some(field) => {
            let values =
                [("field", field.label.as_str()), ("message", what.as_str()), ("help", how.as_str())];
            frame.with_all("act-wrong", &values)
        }
        None => frame.with2("act-wrong-here", "message", &what, "help", &how),
    }
}

/// Notes what the rules refused at its field; whether the form has one.
pub(crate) fn refused_in(frame: &Frame, fields: &[FormField], refusal: &Refusal, form: &mut Form) -> bool {
    let Some(name) = refusal.field.as_deref() else { return false };
    let typed = |field: &&FormField| !matches!(field.input, Input::Fixed(_) | Input::Heading | Input::More);
    // the reasons of a list stand beside its entries
    if !fields.iter().filter(typed).any(|field| field.name == name) && !name.starts_with("refuse.") {
        return false;
    }
    form.mistake(name, wrong_in(frame, fields, name, [&refusal.message, &refusal.remedy]));
    true
}

/// What the rules refuse whenever it is left empty, though a program may leave it out: the form tells it beside the field,
/// before a page asks once more.
const NEEDED: [(&str, &str); 14] = [
    ("correct_record", "reason"),
    ("delist", "reason"),
    ("extend", "reason"),
    ("judge_request", "reason"),
    ("reopen", "reason"),
    ("report_event", "source"),
    ("reschedule", "reason"),
    ("return_record", "reason"),
    ("revoke", "reason"),
    ("rule", "reason"),
    ("rule_event", "reason"),
    ("send_back", "reason"),
    ("take_back", "reason"),
    ("withdraw", "reason"),
];

/// The fields of a command.
pub(crate) fn fields_of(frame: &Frame, kind: &'static Kind, scene: &Scene) -> Vec<FormField> {
    let mut found = Vec::new();
    // some commands name the enterprise that they are about
    if scene.needs_code {
        found.push(FormField {
            name: "uscc".to_owned(),
            label: frame.t("column-code"),
            hint: frame.t("act-code-hint"),
            required: true,
            input: Input::Line,
        });
    }
    // where a programme knows no departure there is nothing to choose and nothing to give a reason for
    let departs = kind.name != "propose" || may_depart(scene);
    for field in kind.all_fields().filter(|_| departs) {
        add(frame, kind, field, "", scene, &mut found);
    }
    found
}

/// Whether the stage at which the application stands lets a grade depart from the computed one.
fn may_depart(scene: &Scene) -> bool {
    let course = scene.dossier.as_ref().and_then(|dossier| dossier.seen.course.as_ref());
    let Some(Place::At(stage)) = course.map(|course| &course.place) else { return true };
    let stage = scene.programme().and_then(|programme| programme.stage(stage));
    !matches!(stage.map(|stage| &stage.mechanism), Some(Mechanism::Decide { departure: None, .. }))
}

fn add(
    frame: &Frame,
    kind: &'static Kind,
    field: &'static Field,
    group: &str,
    scene: &Scene,
    found: &mut Vec<FormField>,
) {
    let name = if group.is_empty() { field.key.to_owned() } else { format!("{group}.{}", field.key) };
    let label = label_of(frame, field);
    let input = match (&field.shape, field.key) {
        (Shape::Node(of), _) => {
            found.push(FormField {
                name: name.clone(),
                label,
                hint: String::new(),
                required: false,
                input: Input::Heading,
            });
            for inner in of.all_fields() {
                add(frame, kind, inner, &name, scene, found);
            }
            return;
        }
        _ if scene.fixed(&name).is_some() => Input::Fixed(scene.fixed_title(frame, &name)),
        (Shape::Map(_), "refuse") => return,
        (Shape::Map(_), "windows") => {
            windows(frame, scene, found);
            return;
        }
        (Shape::List(_), "accept") => Input::Verdicts(listed(scene)),
        (Shape::List(_), "programmes") => Input::Boxes(programmes(frame, scene)),
        (Shape::List(_), _) => Input::Lines,
        (Shape::Date, _) => Input::Date,
        (Shape::YesNo, _) => {
            Input::Radios(vec![Choice::new("yes", frame.t("yes")), Choice::new("no", frame.t("no"))])
        }
        (Shape::Word(words), _) => {
            Input::Radios(words.iter().map(|(word, title)| Choice::new(*word, half(frame, *title))).collect())
        }
        (_, key) => match choices(frame, kind.name, key, scene) {
            Some(choices) if choices.len() <= 7 => Input::Radios(choices),
            Some(choices) => Input::Select(choices),
            None if matches!(field.shape, Shape::Integer) => Input::Integer,
            None if ["reason", "text", "minutes", "basis"].contains(&key) => Input::Area,
            None if matches!(field.shape, Shape::Line | Shape::Name | Shape::Text | Shape::Number) => {
                Input::Line
            }
            // what has no shape of its own has a page of its own
            None => return,
        },
    };
    let mut hint = hint(frame, kind.name, &name, scene);
    if hint.is_empty() {
        hint = help_of(frame, field);
    }
    let required = field.required || NEEDED.contains(&(kind.name, name.as_str()));
    found.push(FormField { name, label, hint, required, input });
}

/// What is said beside a label.
fn hint(frame: &Frame, command: &str, name: &str, scene: &Scene) -> String {
    match (command, name) {
        (_, "meeting.present" | "visit.present") => frame.t("act-lines-hint"),
        ("decide_list", "accept") if listed(scene).is_empty() => frame.t("list-empty"),
        ("decide_list", "accept") => match exactly(scene) {
            Some(exactly) => frame.with("act-exactly", "count", exactly),
            None => frame.t("act-accept-hint"),
        },
        ("propose", "grade") => match &scene.computed {
            Some(computed) => frame.with("act-computed", "grade", frame.pick(computed)),
            None => String::new(),
        },
        ("propose", "reason") => frame.t("act-departure-hint"),
        ("check", "reason") => frame.t("act-check-hint"),
        ("open_edition", "year") => frame.t("act-year-hint"),
        _ => String::new(),
    }
}

fn titled(frame: &Frame, pairs: impl Iterator<Item = (String, Text)>) -> Vec<Choice> {
    pairs.map(|(value, title)| Choice::new(value, frame.pick(&title))).collect()
}

/// What may be chosen in a field; nothing where people type.
fn choices(frame: &Frame, command: &str, key: &str, scene: &Scene) -> Option<Vec<Choice>> {
    let programme = scene.programme()?;
    let seen = scene.dossier.as_ref().map(|dossier| &dossier.seen);
    match (command, key) {
        ("propose", "grade") => Some(grades(frame, programme, &scene.rules, scene)),
        (_, "stage") => {
            let has_day = |id: &String| scene.windows.get(id).is_some_and(|window| window.closes.is_some());
            // a stage that the application has behind it is given no more time
            let helps = |id: &String| command != "extend" || scene.extensible.contains(id);
            let dated = programme.stages.iter().filter(|stage| has_day(&stage.id) && helps(&stage.id));
            let choice = |stage: &duheng_programme::model::Stage| {
                let closes = scene.windows.get(&stage.id).and_then(|window| window.closes);
                let closes = closes.map(|day| frame.with("act-closes", "day", frame.day(&day.to_string())));
                Choice::new(&stage.id, frame.pick(&stage.title)).noted(closes.unwrap_or_default())
            };
            Some(dated.map(choice).collect())
        }
        (_, "entry") => {
            Some(titled(frame, programme.entries.iter().map(|(id, entry)| (id.clone(), entry.title.clone()))))
        }
        ("file_document", "document") => {
            let stage = programme.stage(scene.fixed("stage")?)?;
            let Mechanism::Run { documents, .. } = &stage.mechanism else { return None };
            let needed = |required: bool| if required { frame.t("act-required") } else { String::new() };
            let choice = |(id, of): (&String, &duheng_programme::model::Document)| {
                Choice::new(id, frame.pick(&of.title)).noted(needed(of.required))
            };
            Some(documents.iter().map(choice).collect())
        }
        ("report_event", "kind") => {
            let tracks = programme.stages.iter().find_map(|stage| match &stage.mechanism {
                Mechanism::Track { events, .. } => Some(events),
                _ => None,
            })?;
            Some(titled(frame, tracks.iter().map(|(id, title)| (id.clone(), title.clone()))))
        }
        ("reopen", "assessor") => {
            let people = seen?.entries.values().flat_map(|of| of.keys());
            let sealed: std::collections::BTreeSet<&String> = people.collect();
            Some(sealed.into_iter().map(|id| Choice::new(id, scene.person(id))).collect())
        }
        ("reply" | "settle", "suggestion") => {
            let open = seen?.suggestions.iter().filter(|of| !of.settled);
            let choice = |of: &duheng_programme::seen::SeenSuggestion| {
                let title = frame.with("number-of", "number", of.number);
                Choice::new(of.number.to_string(), title).noted(&of.text)
            };
            Some(open.map(choice).collect())
        }
        ("rule", "objection") => {
            let open = seen?.objections.iter().filter(|of| of.ruling.is_none());
            let choice = |of: &duheng_programme::seen::SeenObjection| {
                let title = frame.with("number-of", "number", of.number);
                Choice::new(of.number.to_string(), title).noted(&of.text)
            };
            Some(open.map(choice).collect())
        }
        ("rule_event", "event") => {
            let open = (1..).zip(&seen?.tracked).filter(|(_, of)| of.ruling.is_none());
            let choice = |(number, of): (usize, &duheng_programme::state::Tracked)| {
                let title = frame.with("number-of", "number", number);
                Choice::new(number.to_string(), title).noted(&of.text)
            };
            Some(open.map(choice).collect())
        }
        _ => None,
    }
}

/// The results that the entry permits, else those of the standard.
fn grades(frame: &Frame, programme: &Programme, rules: &InstalledPack, scene: &Scene) -> Vec<Choice> {
    let standard = programme
        .standard
        .as_deref()
        .and_then(|standard| rules.pack.standard(Some(standard), programme.profile.as_deref()));
    let bands: Vec<(String, Text)> = standard
        .into_iter()
        .flat_map(|standard| &standard.grades)
        .map(|band| (band.code.clone(), band.title.clone()))
        .collect();
    let entry = scene.dossier.as_ref().and_then(|dossier| dossier.seen.course.as_ref());
    let permitted = entry.and_then(|course| programme.entries.get(&course.entry)).map(|entry| &entry.results);
    let names: Vec<String> = match permitted.filter(|permitted| !permitted.is_empty()) {
        Some(permitted) => permitted.clone(),
        None => bands.iter().map(|(id, _)| id.clone()).collect(),
    };
    let title = |name: &String| match bands.iter().find(|(id, _)| id == name) {
        Some((_, title)) => frame.pick(title).to_owned(),
        None if name == "none" => frame.t("grade-none"),
        None => frame.pick(&super::scene::grade_title(rules, Some(programme), name)).to_owned(),
    };
    names.iter().map(|name| Choice::new(name, title(name))).collect()
}

/// The enterprises on the list that is decided.
fn listed(scene: &Scene) -> Vec<Choice> {
    let list = scene.fixed("stage").and_then(|stage| scene.edition.as_ref()?.lists.get(stage));
    let entries = list.into_iter().flat_map(|list| &list.entries);
    entries.map(|(id, reason)| Choice::new(id, scene.enterprise(id)).noted(reason)).collect()
}

/// How many have to be accepted.
pub(crate) fn exactly(scene: &Scene) -> Option<usize> {
    let stage = scene.programme()?.stage(scene.fixed("stage")?)?;
    match &stage.mechanism {
        Mechanism::List { exactly, .. } => *exactly,
        _ => None,
    }
}

/// The programmes that share the filing.
fn programmes(frame: &Frame, scene: &Scene) -> Vec<Choice> {
    let Some(own) = scene.programme() else { return Vec::new() };
    let sharing = scene.rules.programmes.programmes.iter().filter(|of| of.filing == own.filing);
    sharing.map(|of| Choice::new(&of.id, frame.pick(&of.title))).collect()
}

/// Two days for each stage.
fn windows(frame: &Frame, scene: &Scene, found: &mut Vec<FormField>) {
    let Some(programme) = scene.programme() else { return };
    for stage in programme.stages.iter().filter(|stage| stage.opens.is_some() || stage.closes.is_some()) {
        found.push(FormField {
            name: format!("windows.{}", stage.id),
            label: frame.pick(&stage.title).to_owned(),
            hint: String::new(),
            required: false,
            input: Input::Heading,
        });
        for (key, text) in [("opens", "window-opens"), ("closes", "window-closes")] {
            found.push(FormField {
                name: format!("windows.{}.{key}", stage.id),
                label: frame.t(text),
                hint: String::new(),
                required: false,
                input: Input::Date,
            });
        }
    }
}
