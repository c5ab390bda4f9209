//! The one reader of commands: a name and a map of arguments become a command, or findings at the fields that are wrong.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::calendar::Date;
use duheng_pack::diagnostic::Diagnostic;
use duheng_pack::findings::not_a_value;
use duheng_pack::schema::{Fields, Shape, conform};
use duheng_pack::text::Text;
use duheng_pack::tree::Node;
use duheng_standard::has_errors;

use super::{
    CheckVerdict, Command, EditionCommand, FilingCommand, Meeting, RecordCommand, Ruling, Submission, Visit,
};
use crate::findings::unknown_command;
use crate::language;
use crate::read::names;
use crate::scoring::{entry, map};
use crate::time::Window;

/// The command of this name with these arguments, on this organisation where it is about one.
///
/// # Errors
///
/// What keeps it from being read: a name that no command has, arguments that the table of commands does not know, that
/// are missing or of another shape, each at its place in `with`.
pub fn read_command(name: &str, with: &Node, organisation: Option<&str>) -> Result<Command, Vec<Diagnostic>> {
    let Some(kind) = language::command(name) else {
        let known: Vec<&str> = language::COMMANDS.iter().map(|kind| kind.name).collect();
        return Err(Vec::from([unknown_command::at(with.span, name, &known)]));
    };
    let mut findings = Vec::new();
    conform(with, &Shape::Node(kind), &mut findings);
    if has_errors(&findings) {
        return Err(findings);
    }
    let mut reader = Reader { fields: Fields(with), findings };
    let organisation = organisation.unwrap_or_default();
    let read = reader
        .edition(name, organisation)
        .map(Command::Edition)
        .or_else(|| reader.filing(name).map(Command::Filing))
        .or_else(|| reader.result(name).map(Command::Filing))
        .or_else(|| reader.record(name).map(Command::Record));
    match read {
        Some(command) if !has_errors(&reader.findings) => Ok(command),
        // a step of walks that is no command of a programme has none
        None if !has_errors(&reader.findings) => {
            let known: Vec<&str> = language::COMMANDS.iter().map(|kind| kind.name).collect();
            Err(Vec::from([unknown_command::at(with.span, name, &known)]))
        }
        _ => Err(reader.findings),
    }
}

/// Reads arguments that have their shapes; what a shape cannot say becomes a finding and reads as the least there is.
struct Reader<'n> {
    fields: Fields<'n>,
    findings: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn string(&self, key: &str) -> String {
        self.fields.string(key)
    }

    fn date(&self, key: &str) -> Date {
        day(self.fields, key).unwrap_or(Date::FIRST)
    }

    /// A whole number within what the type holds.
    fn number<N: TryFrom<i64> + Default>(&mut self, key: &str, help: Text) -> N {
        let Some((text, span)) = self.fields.spanned(key) else { return N::default() };
        if let Some(number) = self.fields.whole(key) {
            return number;
        }
        self.findings.push(not_a_value::at(span, text, &Shape::Integer.describe(), help));
        N::default()
    }

    /// The number of something that is listed, from 1.
    fn listed(&mut self, key: &str) -> usize {
        self.number(key, Text::new("写它的序号，从 1 起", "write its number, from 1"))
    }

    /// A map of lines.
    fn lines(&self, key: &str) -> BTreeMap<String, String> {
        let entries = self.fields.entries(key).iter();
        entries.map(|of| (of.key.clone(), of.value.as_str().unwrap_or_default().trim().to_string())).collect()
    }

    /// A map as it stands; an empty one where there is none.
    fn map(&self, key: &str) -> Node {
        self.fields.node(key).cloned().unwrap_or_else(|| map(Vec::new()))
    }

    fn edition(&mut self, name: &str, organisation: &str) -> Option<EditionCommand> {
        let (stage, reason) = (self.string("stage"), self.string("reason"));
        let organisation = organisation.to_string();
        Some(match name {
            "open_edition" => EditionCommand::Open {
                pack: String::new(),
                year: self.number("year", Text::new("写四位数的年份", "write a year of four digits")),
                as_of: self.date("as_of"),
                windows: windows(self.fields),
            },
            "reschedule" => EditionCommand::Reschedule { stage, closes: self.date("closes"), reason },
            "start_stage" => EditionCommand::StartStage { stage },
            "file_document" => EditionCommand::FileDocument {
                stage,
                document: self.string("document"),
                title: self.string("title"),
            },
            "freeze_cohort" => EditionCommand::FreezeCohort { stage },
            "close_stage" => EditionCommand::CloseStage { stage },
            "recommend" => EditionCommand::Recommend { organisation },
            "take_back" => EditionCommand::TakeBack { organisation, reason },
            "enlist" => EditionCommand::Enlist { stage, organisation, reason },
            "delist" => EditionCommand::Delist { stage, organisation, reason },
            "decide_list" => EditionCommand::DecideList {
                stage,
                meeting: meeting(Fields(self.fields.node("meeting")?)),
                accept: names(self.fields.node("accept")),
                refuse: self.lines("refuse"),
            },
            "close_edition" => EditionCommand::Close,
            _ => return None,
        })
    }

    /// Commands up to the exchange.
    fn filing(&mut self, name: &str) -> Option<FilingCommand> {
        let reason = self.string("reason");
        Some(match name {
            "apply" => FilingCommand::Apply {
                entry: self.string("entry"),
                programmes: names(self.fields.node("programmes")),
            },
            "initiate" => {
                FilingCommand::Initiate { entry: self.string("entry"), basis: self.string("basis") }
            }
            "state_case" => FilingCommand::StateCase { text: self.string("text") },
            "submit" => FilingCommand::Submit(Submission {
                facts: self.map("facts"),
                not_evaluated: self.lines("not_evaluated"),
                documents: self.lines("documents"),
                consents: self.lines("consents"),
                evidence: BTreeMap::new(),
                reply: self.string("reply"),
            }),
            "withdraw" => FilingCommand::Withdraw { reason },
            "extend" => {
                FilingCommand::Extend { stage: self.string("stage"), until: self.date("until"), reason }
            }
            "supply" => {
                FilingCommand::Supply { given: Some(self.map("given")), lists: Some(self.map("lists")) }
            }
            "check" => {
                let verdict = match self.fields.str("verdict") {
                    Some("pass") => CheckVerdict::Pass,
                    Some("return") => CheckVerdict::Return,
                    _ => CheckVerdict::Fail,
                };
                FilingCommand::Check { verdict, reason }
            }
            "judge_request" => FilingCommand::JudgeRequest {
                item: self.string("item"),
                approved: self.fields.yes("approved"),
                reason,
            },
            "clear" => FilingCommand::Clear { agreed: self.fields.yes("agreed"), reason },
            "commit_draw" => FilingCommand::CommitDraw { commitment: self.string("commitment") },
            "draw" => FilingCommand::Draw { seed: self.string("seed") },
            "declare" => FilingCommand::Declare { conflict: self.fields.yes("conflict"), reason },
            "seal" => FilingCommand::Seal {
                entries: entries(self.fields),
                reasons: self.lines("reasons"),
                visit: self.fields.node("visit").map(|node| visit(Fields(node))),
            },
            "reopen" => FilingCommand::Reopen { assessor: self.string("assessor"), reason },
            _ => return None,
        })
    }

    /// Commands from the exchange on.
    fn result(&mut self, name: &str) -> Option<FilingCommand> {
        let (reason, text) = (self.string("reason"), self.string("text"));
        let line = |fields: Fields<'_>, key: &str| fields.str(key).map(ToString::to_string);
        Some(match name {
            "suggest" => FilingCommand::Suggest { text },
            "reply" => FilingCommand::Reply {
                suggestion: self.listed("suggestion"),
                text,
                document: line(self.fields, "document"),
            },
            "settle" => FilingCommand::Settle { suggestion: self.listed("suggestion") },
            "finish" => FilingCommand::Finish,
            "propose" => FilingCommand::Propose { grade: line(self.fields, "grade"), reason },
            "approve" => FilingCommand::Approve,
            "send_back" => FilingCommand::SendBack { reason },
            "publish_notice" => FilingCommand::PublishNotice,
            "object" => {
                FilingCommand::Object { name: self.string("name"), contact: self.string("contact"), text }
            }
            "rule" => {
                let ruling = match self.fields.str("ruling") {
                    Some("rejected") => Ruling::Rejected,
                    Some("again") => Ruling::Again,
                    _ => Ruling::Refused,
                };
                FilingCommand::Rule { objection: self.listed("objection"), ruling, reason }
            }
            "close_notice" => FilingCommand::CloseNotice,
            "issue" => FilingCommand::Issue,
            "report_event" => FilingCommand::ReportEvent {
                kind: self.string("kind"),
                happened_on: self.date("happened_on"),
                source: self.string("source"),
                text,
            },
            "rule_event" => FilingCommand::RuleEvent {
                event: self.listed("event"),
                withdraw: self.fields.yes("withdraw"),
                reason,
            },
            "revoke" => FilingCommand::Revoke { reason },
            "tick" => FilingCommand::Tick,
            _ => return None,
        })
    }

    fn record(&mut self, name: &str) -> Option<RecordCommand> {
        let (register, state) = (self.string("register"), self.string("state"));
        Some(match name {
            "enter_record" => {
                RecordCommand::Enter { register, state, from: self.date("from"), basis: self.string("basis") }
            }
            "correct_record" => RecordCommand::Correct { register, state, reason: self.string("reason") },
            "confirm_record" => RecordCommand::Confirm { register, state },
            "return_record" => RecordCommand::Return { register, state, reason: self.string("reason") },
            _ => return None,
        })
    }
}

fn day(fields: Fields<'_>, key: &str) -> Option<Date> {
    Date::read(fields.str(key)?).ok()
}

fn windows(fields: Fields<'_>) -> BTreeMap<String, Window> {
    let window = |of: &Node| Window { opens: day(Fields(of), "opens"), closes: day(Fields(of), "closes") };
    fields.entries("windows").iter().map(|entry| (entry.key.clone(), window(&entry.value))).collect()
}

fn meeting(of: Fields<'_>) -> Meeting {
    Meeting {
        held_on: day(of, "held_on").unwrap_or(Date::FIRST),
        present: names(of.node("present")),
        minutes: of.string("minutes"),
    }
}

fn visit(of: Fields<'_>) -> Visit {
    Visit {
        held_on: day(of, "held_on").unwrap_or(Date::FIRST),
        present: names(of.node("present")),
        minutes: of.string("minutes"),
    }
}

/// The entries of an assessor, as in a facts file.
fn entries(fields: Fields<'_>) -> Node {
    let keys = ["confirm", "facts", "judged"];
    let given = keys.iter().filter_map(|key| Some(entry(key, fields.node(key)?.clone())));
    let whole = |of: &duheng_pack::tree::Entry| of.key == "confirm" || !of.value.entries().is_empty();
    map(given.filter(whole).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::scalar;
    use duheng_pack::tree::{Data, Layout};

    fn told(name: &str, with: &[(&str, &str)]) -> Vec<String> {
        let with = map(with.iter().map(|(key, value)| entry(key, scalar(value))).collect());
        let read = read_command(name, &with, Some("harbour"));
        read.err().into_iter().flatten().map(|finding| finding.message.en).collect()
    }

    #[test]
    fn what_cannot_be_read_is_told_in_a_sentence() {
        assert!(told("approve", &[]).is_empty());
        assert!(told("check", &[("verdict", "pass")]).is_empty());
        let check: &[(&str, &[(&str, &str)])] = &[
            ("fly", &[]),
            ("move_place", &[("place", "a"), ("under", "b"), ("from", "2026-01-01")]),
            ("check", &[]),
            ("check", &[("verdict", "perhaps")]),
            ("check", &[("verdict", "pass"), ("case", "one")]),
            ("settle", &[("suggestion", "-1")]),
            ("open_edition", &[("year", "99999"), ("as_of", "2026-02-30")]),
            ("open_edition", &[("year", "99999"), ("as_of", "2026-02-28")]),
        ];
        for (name, with) in check {
            assert_eq!(told(name, with).len(), 1, "{name} {with:?}");
        }
    }

    #[test]
    fn every_command_of_the_table_is_read() {
        for kind in language::COMMANDS.iter().filter(|kind| kind.name != "move_place") {
            let needed = kind.all_fields().filter(|field| field.required);
            let with = map(needed.map(|field| entry(field.key, least(&field.shape))).collect());
            let read = read_command(kind.name, &with, Some("harbour"));
            assert_eq!(read.map(|command| command.name()), Ok(kind.name));
        }
    }

    /// The least that a shape takes.
    fn least(shape: &Shape) -> Node {
        match shape {
            Shape::Integer => scalar("1"),
            Shape::Date => scalar("2026-03-01"),
            Shape::YesNo => scalar("yes"),
            Shape::Word(words) => scalar(words[0].0),
            Shape::List(_) => Node { data: Data::List(Vec::new(), Layout::Flow), ..scalar("") },
            Shape::Node(kind) => {
                map(kind.all_fields().map(|field| entry(field.key, least(&field.shape))).collect())
            }
            _ => scalar("name"),
        }
    }
}
