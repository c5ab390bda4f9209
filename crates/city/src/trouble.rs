//! Why a city was not made.

use std::fmt;

use duheng_app::accounts::AccountFailure;
use duheng_app::{Failure, Fault};
use duheng_pack::text::Text;
use duheng_programme::refusal::Refusal;

/// Why a city was not made.
#[derive(Debug)]
pub enum Trouble {
    /// The plan cannot be followed.
    Plan(Text),
    /// The data of the city cannot be read; it is part of the program.
    Data(String),
    /// The rules refuse a step of a plot.
    Refused {
        /// Which step.
        step: String,
        /// Why.
        refusal: Box<Refusal>,
    },
    /// The rules of accounts refuse something, or something broke there.
    Account(AccountFailure),
    /// Something broke.
    Broken(Fault),
}

impl Trouble {
    /// Why, in a sentence, with what to do next.
    #[must_use]
    pub fn text(&self) -> [Text; 2] {
        let again = Text::new("换一个 `--as-of` 再试", "try another `--as-of`");
        match self {
            Self::Plan(why) => [why.clone(), Text::new("改正后再试", "mend it and try again")],
            Self::Data(why) => [Text::same(why), again],
            Self::Refused { step, refusal } => [
                Text::new(
                    format!("{step} 被拒：{}", refusal.message.zh),
                    format!("{step} is refused: {}", refusal.message.en),
                ),
                // days of which the calendar of a pack knows nothing are all that a date can bring about
                if refusal.code == "calendar-unknown" { again } else { refusal.remedy.clone() },
            ],
            Self::Account(failure) => [
                Text::same(failure.to_string()),
                Text::new("换一个空文件夹再试", "try again with an empty folder"),
            ],
            Self::Broken(fault) => [
                Text::same(fault.to_string()),
                Text::new("检查标准包的文件夹和磁盘", "check the folder of the packs, and the disk"),
            ],
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [message, help] = self.text();
        write!(f, "{}; {}", message.en, help.en)
    }
}

impl std::error::Error for Trouble {}

impl From<AccountFailure> for Trouble {
    fn from(failure: AccountFailure) -> Self {
        Self::Account(failure)
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self::Broken(fault)
    }
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Broken(fault) => Self::Broken(fault),
            Failure::Refused(refusal) => {
                Self::Refused { step: "a step".to_owned(), refusal: Box::new(refusal) }
            }
        }
    }
}
