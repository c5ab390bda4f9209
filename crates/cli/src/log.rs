//! The log: lines on standard error. They hold no personal data, no address and no secret.

use tracing_subscriber::filter::LevelFilter;

/// How much is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Failures alone.
    Error,
    /// Failures and what may become one.
    Warn,
    /// Each request as well.
    Info,
    /// What a developer asks for.
    Debug,
}

impl Level {
    /// All levels, by name.
    pub const ALL: &[(&str, Self)] =
        &[("error", Self::Error), ("warn", Self::Warn), ("info", Self::Info), ("debug", Self::Debug)];

    fn filter(self) -> LevelFilter {
        match self {
            Self::Error => LevelFilter::ERROR,
            Self::Warn => LevelFilter::WARN,
            Self::Info => LevelFilter::INFO,
            Self::Debug => LevelFilter::DEBUG,
        }
    }
}

/// How a line is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// To read.
    Text,
    /// One object of JSON a line, for programs.
    Json,
}

impl Form {
    /// All forms, by name.
    pub const ALL: &[(&str, Self)] = &[("text", Self::Text), ("json", Self::Json)];
}

/// Begins to write the log. A second call changes nothing.
pub fn start(level: Level, form: Form) {
    let lines = tracing_subscriber::fmt().with_max_level(level.filter()).with_writer(std::io::stderr);
    // who has begun already goes on as they began
    let _ = match form {
        Form::Text => lines.with_ansi(false).try_init(),
        Form::Json => lines.json().try_init(),
    };
}
