//! The questions of an item as fields of a form.

use std::collections::BTreeMap;

use duheng_app::claim::{Ask, AskKind, Claim, ClaimItem, Column, Earlier, Typed, typed_of};
use duheng_app::{Answer, Attachment, Question};
use duheng_pack::vocabulary::{FactKind, Vocabulary};

use super::rows::{ListView, list};
use super::said::{said, shown, titled, wrong};
use crate::forms::Fields;
use crate::frame::Frame;

/// A question with its fields.
pub(crate) struct AskView {
    /// Its name in the pack, which is also its place in the page.
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) hint: String,
    /// Other items that read it: code and title.
    pub(crate) shared: Vec<(String, String)>,
    /// Whether they count other rows of its list, so that what stands here does not answer them.
    pub(crate) is_apart: bool,
    /// Whether something is answered, so that it is answered there too.
    pub(crate) is_answered: bool,
    /// What the last filing said, while nobody has confirmed it; there are no fields then.
    pub(crate) earlier: Option<EarlierView>,
    /// Its fields, one for each period; empty for a list.
    pub(crate) fields: Vec<FieldView>,
    /// How many of them hold periods that nobody asks for; they stand at the end.
    pub(crate) unread: usize,
    /// Its rows, for a list.
    pub(crate) list: Option<ListView>,
    /// What the documents below prove: itself, with others that the same documents prove.
    pub(crate) proved: String,
    /// The documents that prove it, each with whether it must be there; empty where they stand beside another question.
    pub(crate) checklist: Vec<(String, bool)>,
    pub(crate) files: Vec<Attachment>,
}

impl AskView {
    /// The codes of other items that read it.
    pub(crate) fn codes(&self) -> String {
        self.shared.iter().map(|(code, _)| code.as_str()).collect::<Vec<_>>().join("、")
    }

    /// The fields of periods that are asked for, and those of others.
    pub(crate) fn folded(&self) -> [&[FieldView]; 2] {
        let (asked, unread) = self.fields.split_at(self.fields.len().saturating_sub(self.unread));
        [asked, unread]
    }

    /// Whether something in it is wrong.
    pub(crate) fn is_wrong(&self) -> bool {
        self.list.iter().any(ListView::is_wrong)
            || self.fields.iter().any(|field| !field.wrong.is_empty() || field.theirs.is_some())
    }
}

/// What the last filing said of a fact.
pub(crate) struct EarlierView {
    /// Where it comes from.
    pub(crate) from: String,
    /// The answers, each with its period where it has one.
    pub(crate) said: Vec<(String, String)>,
    /// The names of the files that come along.
    pub(crate) files: Vec<String>,
    /// What has ended, one sentence each.
    pub(crate) ended: Vec<String>,
}

/// One field.
pub(crate) struct FieldView {
    /// Its name, which is also its place in the page.
    pub(crate) key: String,
    /// The part of the names of the fields that go with it.
    pub(crate) stem: String,
    /// What stands before it: the period or the column; empty where the question says all.
    pub(crate) label: String,
    /// How it is filled in, by the name of its kind.
    pub(crate) kind: &'static str,
    pub(crate) typed: Typed,
    /// Codes and titles, for a choice.
    pub(crate) options: Vec<(String, String)>,
    /// Its units, each as the pack writes it and in the words of the page.
    pub(crate) units: Vec<(String, String)>,
    /// The version of the answer that is shown.
    pub(crate) version: i64,
    /// What is wrong in it, and what to do.
    pub(crate) wrong: Vec<String>,
    /// What somebody else saved since.
    pub(crate) theirs: Option<String>,
    pub(crate) optional: bool,
}

impl FieldView {
    /// Whether an option is the one typed, by code or by title.
    pub(crate) fn is(&self, code: &str) -> bool {
        self.typed.text == code
            || (code == "yes" && self.typed.text == "是")
            || (code == "no" && self.typed.text == "否")
    }

    /// Whether a unit is chosen; the first is where none was.
    pub(crate) fn has_unit(&self, unit: &str) -> bool {
        match self.typed.unit.is_empty() {
            true => self.typed.text.is_empty() && self.units.first().is_some_and(|(first, _)| first == unit),
            false => self.typed.unit == unit,
        }
    }

    /// Whether the text is one that no field for days would show.
    pub(crate) fn is_plain_day(&self) -> bool {
        let text = &self.typed.text;
        text.is_empty() || duheng_pack::calendar::Date::parse(text).is_some()
    }

    /// Whether what is typed is none of the options; it is kept among them.
    pub(crate) fn is_other(&self) -> bool {
        !self.typed.text.is_empty() && !self.options.iter().any(|(code, _)| *code == self.typed.text)
    }
}

/// What a page shows beside what is saved.
#[derive(Default)]
pub(crate) struct Beside {
    /// What was typed and could not be saved.
    pub(crate) sent: Option<Fields>,
    /// What somebody else saved since, by question.
    pub(crate) theirs: BTreeMap<Question, Answer>,
    /// The list that gets one more empty row.
    pub(crate) more: String,
    /// Whether it had one that is empty.
    pub(crate) had_empty: bool,
}

/// The name of a question in a form.
pub(crate) fn stem(question: &Question) -> String {
    match question {
        Question::Fact { fact, period: None } => fact.clone(),
        Question::Fact { fact, period: Some(period) } => format!("{fact}-{period}"),
        Question::NotEvaluated { item } | Question::Document { name: item } => item.clone(),
    }
}

/// The question of a field by its name in a form, with its period, or with the number and the column of a row; none where
/// the field answers no fact.
pub(crate) fn asked_in(frame: &Frame, vocabulary: &Vocabulary, name: &str) -> Option<String> {
    let (kind, stem) = name.split_once('-')?;
    let (fact, rest) = stem.split_once('-').unwrap_or((stem, ""));
    let fact = vocabulary.fact(fact)?.of(vocabulary)?;
    let title = frame.pick(&fact.title);
    match (kind, rest) {
        ("f", "") => Some(title.to_owned()),
        ("f", period) => Some(frame.with2("given-period", "fact", title, "period", period)),
        ("r", cell) => {
            let (at, column) = cell.split_once('-')?;
            let number = (at.parse::<usize>().ok()? + 1).to_string();
            let FactKind::Records(record) = &fact.kind else { return None };
            let column = record.of(vocabulary)?.fields.iter().find(|of| of.name == column)?;
            let row = frame.with2("given-row", "number", &number, "field", frame.pick(&column.title));
            Some(format!("{title} {row}"))
        }
        _ => None,
    }
}

/// A field of a row as it was sent.
fn sent_row(fields: &Fields, stem: &str, at: usize, columns: &[Column]) -> Vec<Typed> {
    let cell = |column: &Column| Typed {
        text: fields.get(&format!("r-{stem}-{at}-{}", column.name)).to_owned(),
        unit: fields.get(&format!("ru-{stem}-{at}-{}", column.name)).to_owned(),
    };
    columns.iter().map(cell).collect()
}

/// The rows of a list as they were sent.
pub(crate) fn sent_rows(fields: &Fields, stem: &str, columns: &[Column]) -> Vec<Vec<Typed>> {
    let count: usize = fields.get(&format!("n-{stem}")).parse().unwrap_or(0);
    (0..count.min(500)).map(|at| sent_row(fields, stem, at, columns)).collect()
}

/// A field as it was sent.
pub(crate) fn sent_field(fields: &Fields, stem: &str) -> Typed {
    Typed {
        text: fields.get(&format!("f-{stem}")).to_owned(),
        unit: fields.get(&format!("u-{stem}")).to_owned(),
    }
}

/// The questions of an item.
pub(crate) fn views(frame: &Frame, claim: &Claim, item: &ClaimItem, beside: &Beside) -> Vec<AskView> {
    let asked = item.facts.iter().filter_map(|fact| claim.asks.get(fact));
    asked.map(|ask| view(frame, claim, item, ask, beside)).collect()
}

fn view(frame: &Frame, claim: &Claim, item: &ClaimItem, ask: &Ask, beside: &Beside) -> AskView {
    let mut questions = ask.questions_of(&item.code);
    let is_unread = |of: &Question| matches!(of, Question::Fact { period: Some(period), .. } if ask.unread.contains(period));
    questions.sort_by_key(is_unread);
    let title = frame.pick(&ask.title);
    let question = frame.pick(&ask.question);
    let [least, most] = &ask.bounds;
    let bounds = match (frame.pick(least), frame.pick(most)) {
        ("", "") => String::new(),
        (least, "") => frame.with("ask-at-least", "least", least),
        ("", most) => frame.with("ask-at-most", "most", most),
        (least, most) => frame.with2("ask-between", "least", least, "most", most),
    };
    let hints = [if question == title { "" } else { question }, bounds.as_str()];
    let proved = item.proved_with(&ask.fact);
    let is_first = proved.first().is_none_or(|first| *first == ask.fact);
    let evidence = item.evidence.iter().filter(|of| is_first && of.fact == ask.fact);
    let titles = proved.iter().filter_map(|fact| claim.asks.get(*fact)).map(|ask| frame.pick(&ask.title));
    // what was typed instead is shown as typed
    let was_sent =
        |sent: &Fields| ask.questions().iter().any(|of| !sent.get(&format!("v-{}", stem(of))).is_empty());
    let earlier = claim.earlier.get(&ask.fact).filter(|_| !beside.sent.as_ref().is_some_and(was_sent));
    AskView {
        earlier: earlier.map(|of| earlier_view(frame, ask, of)),
        name: ask.fact.clone(),
        title: title.to_owned(),
        hint: hints.into_iter().filter(|hint| !hint.is_empty()).collect::<Vec<_>>().join(" "),
        shared: ask
            .items
            .iter()
            .filter(|code| **code != item.code)
            // what judges a group of items reads the fact too, and has no page
            .filter_map(|code| claim.item(code))
            .map(|other| (other.code.clone(), frame.pick(&other.title).to_owned()))
            .collect(),
        // that there are none holds for all of them
        is_apart: ask.is_counted_apart(&item.code) && !questions.iter().any(|of| claim.is_none(of)),
        is_answered: questions.iter().any(|question| claim.value(question).is_some()),
        unread: questions.iter().filter(|question| is_unread(question)).count(),
        fields: match ask.kind {
            _ if earlier.is_some() => Vec::new(),
            AskKind::Records(_) => Vec::new(),
            _ => questions.iter().map(|question| field(frame, claim, ask, question, beside)).collect(),
        },
        list: match &ask.kind {
            _ if earlier.is_some() => None,
            AskKind::Records(columns) => Some(list(frame, claim, item, ask, columns, beside)),
            _ => None,
        },
        checklist: evidence.map(|of| (frame.pick(&of.title).to_owned(), of.required)).collect(),
        proved: titles.collect::<Vec<_>>().join(&frame.t("list-seam")),
        files: if is_first { claim.proofs(&proved).into_iter().cloned().collect() } else { Vec::new() },
    }
}

fn earlier_view(frame: &Frame, ask: &Ask, of: &Earlier) -> EarlierView {
    let said = of.answers.iter().map(|(question, value)| {
        let label = match question {
            Question::Fact { period: Some(period), .. } => frame.with("ask-period", "period", period),
            _ => String::new(),
        };
        (label, shown(frame, &ask.kind, Some(value)))
    });
    let ended = of.ended.iter().map(|(number, day)| {
        let day = frame.day(&day.to_string());
        frame.with2("earlier-ended", "number", &number.to_string(), "day", &day)
    });
    EarlierView {
        from: match of.on {
            Some(on) => {
                frame.with2("earlier-from", "edition", &of.edition, "day", &frame.day(&on.to_string()))
            }
            None => frame.with("earlier-from-edition", "edition", &of.edition),
        },
        said: said.collect(),
        files: of.files.iter().map(|file| file.name.clone()).collect(),
        ended: ended.collect(),
    }
}

fn field(frame: &Frame, claim: &Claim, ask: &Ask, question: &Question, beside: &Beside) -> FieldView {
    let stem = stem(question);
    let label = match question {
        Question::Fact { period: Some(period), .. } => frame.with("ask-period", "period", period),
        _ => String::new(),
    };
    let typed = match &beside.sent {
        Some(sent) => sent_field(sent, &stem),
        None => typed_of(&ask.kind, claim.value(question)),
    };
    let theirs = beside.theirs.get(question);
    FieldView {
        key: format!("f-{stem}"),
        kind: ask.kind.name(),
        version: theirs.map_or_else(|| claim.version(question), |answer| answer.version),
        wrong: wrong(frame, claim, ask, question),
        theirs: theirs.map(|answer| said(frame, &ask.kind, answer)),
        ..bare(frame, &ask.kind, stem, label, typed)
    }
}

/// A field that nothing is saved of.
pub(crate) fn bare(frame: &Frame, kind: &AskKind, stem: String, label: String, typed: Typed) -> FieldView {
    let (mut options, mut units) = (Vec::new(), Vec::new());
    match kind {
        AskKind::Choice(values) => {
            options = values.iter().map(|(code, title)| (code.clone(), titled(frame, code, title))).collect();
        }
        AskKind::Number { units: of, .. } => {
            units = of.iter().map(|unit| (unit.clone(), frame.unit(unit))).collect();
        }
        _ => {}
    }
    FieldView {
        key: String::new(),
        stem,
        label,
        kind: kind.name(),
        typed,
        options,
        units,
        version: 0,
        wrong: Vec::new(),
        theirs: None,
        optional: false,
    }
}
