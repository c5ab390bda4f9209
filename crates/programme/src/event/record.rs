//! Events of a record of a register.

use alloc::string::String;

use duheng_pack::calendar::Date;
use serde::{Deserialize, Serialize};

/// Events of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "happened", rename_all = "snake_case", deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields repeat those of the command, told in the table of commands")]
pub enum RecordEvent {
    /// A state holds from a day on: given by naming, or proposed by somebody and confirmed by another.
    #[serde(rename = "record_entered")]
    Entered {
        state: String,
        from: Date,
        on: Date,
        basis: String,
        by: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        proposed_by: Option<String>,
    },
    /// A state was proposed.
    #[serde(rename = "record_proposed")]
    Proposed {
        state: String,
        from: Date,
        on: Date,
        basis: String,
        by: String,
        #[serde(default, skip_serializing_if = "core::ops::Not::not")]
        corrects: bool,
    },
    /// The last entry was struck as a mistake; the one before holds again.
    #[serde(rename = "record_corrected")]
    Corrected { state: String, on: Date, reason: String, by: String, proposed_by: String },
    /// The proposed state was taken off.
    #[serde(rename = "record_returned")]
    Returned { state: String, by: String, reason: String },
}

impl RecordEvent {
    /// The name of the event.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Entered { .. } => "record_entered",
            Self::Proposed { .. } => "record_proposed",
            Self::Corrected { .. } => "record_corrected",
            Self::Returned { .. } => "record_returned",
        }
    }

    /// The state that it is about.
    #[must_use]
    pub fn state(&self) -> &str {
        let (Self::Entered { state, .. }
        | Self::Proposed { state, .. }
        | Self::Corrected { state, .. }
        | Self::Returned { state, .. }) = self;
        state
    }
}
