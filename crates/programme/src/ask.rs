//! What the right to a command depends on: its name and the few arguments that decide whose it is.

use alloc::string::String;

use crate::authorise::Capability;
use crate::command::{Command, EditionCommand, FilingCommand, RecordCommand};

/// A command without the arguments that its right does not depend on.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ask {
    /// The name of the command.
    pub command: &'static str,
    /// The entry by which an application enters.
    pub entry: Option<String>,
    /// The item that is asked not to be evaluated.
    pub item: Option<String>,
    /// A register and the state that is to be entered.
    pub record: Option<(String, String)>,
    /// The stage of the edition.
    pub stage: Option<String>,
    /// Whether the record of a visit comes with it.
    pub(crate) visit: bool,
}

impl Ask {
    /// The ask for a command of this name.
    #[must_use]
    pub fn of(command: &'static str) -> Self {
        Self { command, ..Self::default() }
    }

    /// What it needs.
    #[must_use]
    pub fn capability(&self) -> Capability {
        match self.command {
            "open_edition" | "reschedule" | "close_edition" | "extend" | "reopen" => Capability::Manage,
            "apply" | "initiate" => Capability::Enter,
            "state_case" | "withdraw" | "reply" => Capability::ActForOwn,
            "supply" => Capability::Supply,
            "judge_request" => Capability::JudgeRequest,
            "object" => Capability::Object,
            "tick" => Capability::Clock,
            "enter_record" | "correct_record" | "confirm_record" | "return_record" => Capability::Register,
            // a name that no stage takes belongs to no role
            _ => Capability::Act,
        }
    }
}

impl Command {
    /// What the right to it depends on.
    #[must_use]
    pub fn ask(&self) -> Ask {
        let ask = Ask::of(self.name());
        match self {
            Self::Edition(
                EditionCommand::StartStage { stage }
                | EditionCommand::FileDocument { stage, .. }
                | EditionCommand::FreezeCohort { stage }
                | EditionCommand::CloseStage { stage }
                | EditionCommand::Enlist { stage, .. }
                | EditionCommand::Delist { stage, .. }
                | EditionCommand::DecideList { stage, .. },
            ) => Ask { stage: Some(stage.clone()), ..ask },
            Self::Filing(FilingCommand::Apply { entry, .. } | FilingCommand::Initiate { entry, .. }) => {
                Ask { entry: Some(entry.clone()), ..ask }
            }
            Self::Filing(FilingCommand::JudgeRequest { item, .. }) => Ask { item: Some(item.clone()), ..ask },
            Self::Filing(FilingCommand::Seal { visit, .. }) => Ask { visit: visit.is_some(), ..ask },
            Self::Record(
                RecordCommand::Enter { register, state, .. }
                | RecordCommand::Correct { register, state, .. }
                | RecordCommand::Confirm { register, state }
                | RecordCommand::Return { register, state, .. },
            ) => Ask { record: Some((register.clone(), state.clone())), ..ask },
            Self::Edition(_) | Self::Filing(_) => ask,
        }
    }

    /// Its name, as in the table of commands.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Edition(command) => command.name(),
            Self::Filing(command) => command.name(),
            Self::Record(RecordCommand::Enter { .. }) => "enter_record",
            Self::Record(RecordCommand::Correct { .. }) => "correct_record",
            Self::Record(RecordCommand::Confirm { .. }) => "confirm_record",
            Self::Record(RecordCommand::Return { .. }) => "return_record",
        }
    }
}

impl EditionCommand {
    fn name(&self) -> &'static str {
        match self {
            Self::Open { .. } => "open_edition",
            Self::Reschedule { .. } => "reschedule",
            Self::StartStage { .. } => "start_stage",
            Self::FileDocument { .. } => "file_document",
            Self::FreezeCohort { .. } => "freeze_cohort",
            Self::CloseStage { .. } => "close_stage",
            Self::Recommend { .. } => "recommend",
            Self::TakeBack { .. } => "take_back",
            Self::Enlist { .. } => "enlist",
            Self::Delist { .. } => "delist",
            Self::DecideList { .. } => "decide_list",
            Self::Close => "close_edition",
        }
    }
}

impl FilingCommand {
    fn name(&self) -> &'static str {
        match self {
            Self::Apply { .. } => "apply",
            Self::Initiate { .. } => "initiate",
            Self::StateCase { .. } => "state_case",
            Self::Submit(_) => "submit",
            Self::Withdraw { .. } => "withdraw",
            Self::Extend { .. } => "extend",
            Self::Supply { .. } => "supply",
            Self::Check { .. } => "check",
            Self::JudgeRequest { .. } => "judge_request",
            Self::Clear { .. } => "clear",
            Self::CommitDraw { .. } => "commit_draw",
            Self::Draw { .. } => "draw",
            Self::Declare { .. } => "declare",
            Self::Seal { .. } => "seal",
            Self::Reopen { .. } => "reopen",
            Self::Suggest { .. } => "suggest",
            Self::Reply { .. } => "reply",
            Self::Settle { .. } => "settle",
            Self::Finish => "finish",
            Self::Propose { .. } => "propose",
            Self::Approve => "approve",
            Self::SendBack { .. } => "send_back",
            Self::PublishNotice => "publish_notice",
            Self::Object { .. } => "object",
            Self::Rule { .. } => "rule",
            Self::CloseNotice => "close_notice",
            Self::Issue => "issue",
            Self::ReportEvent { .. } => "report_event",
            Self::RuleEvent { .. } => "rule_event",
            Self::Revoke { .. } => "revoke",
            Self::Tick => "tick",
        }
    }
}
