//! From the `do` and `with` of a step to a command.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::calendar::Date;
use duheng_pack::schema::Fields;
use duheng_pack::tree::Node;

use crate::command::{
    CheckVerdict, Command, EditionCommand, FilingCommand, Meeting, RecordCommand, Ruling, Submission, Visit,
};
use crate::draw;
use crate::read::names;
use crate::scoring::{entry, map};
use crate::time::Window;

/// Facts files by name: for walks the cases of the pack.
pub type Cases<'c> = BTreeMap<String, &'c Node>;

/// The command of this name with these arguments, which conform to its kind; none where one is missing. `firm` is the
/// enterprise that lists are about, `person` the assessor whose entries a case holds.
#[must_use]
pub fn command(name: &str, with: &Node, firm: &str, person: &str, cases: &Cases<'_>) -> Option<Command> {
    let args = Args { fields: Fields(with), cases };
    edition(name, &args, firm)
        .map(Command::Edition)
        .or_else(|| filing(name, &args, person).map(Command::Filing))
        .or_else(|| record(name, &args).map(Command::Record))
}

struct Args<'a> {
    fields: Fields<'a>,
    cases: &'a Cases<'a>,
}

impl<'a> Args<'a> {
    fn string(&self, key: &str) -> String {
        self.fields.string(key)
    }

    fn date(&self, key: &str) -> Option<Date> {
        Date::read(self.fields.str(key)?).ok()
    }

    fn number(&self, key: &str) -> Option<usize> {
        self.fields.whole(key)
    }

    /// A map of lines.
    fn lines(&self, key: &str) -> BTreeMap<String, String> {
        let entries = self.fields.entries(key).iter();
        entries.map(|of| (of.key.clone(), of.value.as_str().unwrap_or_default().trim().to_string())).collect()
    }

    /// The node of a key in the case that the step takes from.
    fn of_case(&self, key: &str) -> Option<&'a Node> {
        self.cases.get(self.fields.str("case")?)?.get(key)
    }

    /// A map: that of the case, with the keys of the step replaced.
    fn laid_over(&self, key: &str, from: Option<&'a Node>) -> Node {
        let mut entries = from.map(|node| node.entries().to_vec()).unwrap_or_default();
        for own in self.fields.entries(key) {
            match entries.iter_mut().find(|entry| entry.key == own.key) {
                Some(entry) => *entry = own.clone(),
                None => entries.push(own.clone()),
            }
        }
        map(entries)
    }
}

fn edition(name: &str, args: &Args<'_>, firm: &str) -> Option<EditionCommand> {
    let (stage, reason, organisation) = (args.string("stage"), args.string("reason"), firm.to_string());
    Some(match name {
        "open_edition" => EditionCommand::Open {
            pack: String::new(),
            year: args.fields.whole("year")?,
            as_of: args.date("as_of")?,
            windows: args
                .fields
                .entries("windows")
                .iter()
                .map(|entry| {
                    let day = |key: &str| Date::read(Fields(&entry.value).str(key)?).ok();
                    (entry.key.clone(), Window { opens: day("opens"), closes: day("closes") })
                })
                .collect(),
        },
        "reschedule" => EditionCommand::Reschedule { stage, closes: args.date("closes")?, reason },
        "start_stage" => EditionCommand::StartStage { stage },
        "file_document" => EditionCommand::FileDocument {
            stage,
            document: args.string("document"),
            title: args.string("title"),
        },
        "freeze_cohort" => EditionCommand::FreezeCohort { stage },
        "close_stage" => EditionCommand::CloseStage { stage },
        "recommend" => EditionCommand::Recommend { organisation },
        "take_back" => EditionCommand::TakeBack { organisation, reason },
        "enlist" => EditionCommand::Enlist { stage, organisation, reason },
        "delist" => EditionCommand::Delist { stage, organisation, reason },
        "decide_list" => {
            let meeting = Fields(args.fields.node("meeting")?);
            EditionCommand::DecideList {
                stage,
                meeting: Meeting {
                    held_on: Date::read(meeting.str("held_on")?).ok()?,
                    present: names(meeting.node("present")),
                    minutes: meeting.string("minutes"),
                },
                accept: names(args.fields.node("accept")),
                refuse: args.lines("refuse"),
            }
        }
        "close_edition" => EditionCommand::Close,
        _ => return None,
    })
}

fn filing(name: &str, args: &Args<'_>, person: &str) -> Option<FilingCommand> {
    let reason = args.string("reason");
    Some(match name {
        "apply" => FilingCommand::Apply {
            entry: args.string("entry"),
            programmes: names(args.fields.node("programmes")),
        },
        "initiate" => FilingCommand::Initiate { entry: args.string("entry"), basis: args.string("basis") },
        "state_case" => FilingCommand::StateCase { text: args.string("text") },
        "submit" => FilingCommand::Submit(Submission {
            facts: args.laid_over("facts", args.of_case("facts")),
            not_evaluated: args.lines("not_evaluated"),
            documents: args.lines("documents"),
            consents: args.lines("consents"),
            evidence: BTreeMap::new(),
        }),
        "withdraw" => FilingCommand::Withdraw { reason },
        "extend" => FilingCommand::Extend { stage: args.string("stage"), until: args.date("until")?, reason },
        "supply" => FilingCommand::Supply {
            given: Some(args.laid_over("given", args.of_case("given"))),
            lists: Some(args.laid_over("lists", args.of_case("lists"))),
        },
        "check" => {
            let verdict = match args.fields.str("verdict")? {
                "pass" => CheckVerdict::Pass,
                "return" => CheckVerdict::Return,
                _ => CheckVerdict::Fail,
            };
            FilingCommand::Check { verdict, reason }
        }
        "judge_request" => FilingCommand::JudgeRequest {
            item: args.string("item"),
            approved: args.fields.yes("approved"),
            reason,
        },
        "clear" => FilingCommand::Clear { agreed: args.fields.yes("agreed"), reason },
        "commit_draw" => FilingCommand::CommitDraw {
            commitment: match args.fields.str("to_seed") {
                Some(seed) => draw::commitment(seed),
                None => args.string("commitment"),
            },
        },
        "draw" => FilingCommand::Draw { seed: args.string("seed") },
        "declare" => FilingCommand::Declare { conflict: args.fields.yes("conflict"), reason },
        "seal" => FilingCommand::Seal { entries: entries(args, person), visit: visit(args) },
        "reopen" => FilingCommand::Reopen { assessor: args.string("assessor"), reason },
        _ => return result(name, args),
    })
}

/// Commands from the exchange on.
fn result(name: &str, args: &Args<'_>) -> Option<FilingCommand> {
    let (reason, text) = (args.string("reason"), args.string("text"));
    Some(match name {
        "suggest" => FilingCommand::Suggest { text },
        "reply" => FilingCommand::Reply {
            suggestion: args.number("suggestion")?,
            text,
            document: args.fields.str("document").map(ToString::to_string),
        },
        "settle" => FilingCommand::Settle { suggestion: args.number("suggestion")? },
        "finish" => FilingCommand::Finish,
        "propose" => {
            FilingCommand::Propose { grade: args.fields.str("grade").map(ToString::to_string), reason }
        }
        "approve" => FilingCommand::Approve,
        "send_back" => FilingCommand::SendBack { reason },
        "publish_notice" => FilingCommand::PublishNotice,
        "object" => {
            FilingCommand::Object { name: args.string("name"), contact: args.string("contact"), text }
        }
        "rule" => {
            let ruling = match args.fields.str("ruling")? {
                "rejected" => Ruling::Rejected,
                "again" => Ruling::Again,
                _ => Ruling::Refused,
            };
            FilingCommand::Rule { objection: args.number("objection")?, ruling, reason }
        }
        "close_notice" => FilingCommand::CloseNotice,
        "issue" => FilingCommand::Issue,
        "report_event" => FilingCommand::ReportEvent {
            kind: args.string("kind"),
            happened_on: args.date("happened_on")?,
            source: args.string("source"),
            text,
        },
        "rule_event" => FilingCommand::RuleEvent {
            event: args.number("event")?,
            withdraw: args.fields.yes("withdraw"),
            reason,
        },
        "revoke" => FilingCommand::Revoke { reason },
        "tick" => FilingCommand::Tick,
        _ => return None,
    })
}

/// The entries of an assessor: those of a case, with what the step says itself.
fn entries(args: &Args<'_>, person: &str) -> Node {
    let like = args.fields.str("like").unwrap_or(person);
    let layers = args.of_case("layers").map(Node::entries).unwrap_or_default();
    let of_case = layers.iter().find_map(|layer| layer.value.get(like));
    let from = |key: &str| of_case.and_then(|entries| entries.get(key));
    let mut own = Vec::new();
    if let Some(confirm) = args.fields.node("confirm").or_else(|| from("confirm")) {
        own.push(entry("confirm", confirm.clone()));
    }
    for key in ["facts", "judged"] {
        let node = args.laid_over(key, from(key));
        if !node.entries().is_empty() {
            own.push(entry(key, node));
        }
    }
    map(own)
}

fn visit(args: &Args<'_>) -> Option<Visit> {
    let visit = Fields(args.fields.node("visit")?);
    Some(Visit {
        held_on: Date::read(visit.str("held_on")?).ok()?,
        present: names(visit.node("present")),
        minutes: visit.string("minutes"),
    })
}

fn record(name: &str, args: &Args<'_>) -> Option<RecordCommand> {
    (name == "enter_record").then_some(())?;
    Some(RecordCommand::Enter {
        register: args.string("register"),
        state: args.string("state"),
        from: args.date("from")?,
        basis: args.string("basis"),
    })
}
