//! The subcommands; each gives a sentence for people when it fails.

pub(crate) mod audit;
pub(crate) mod backup;
pub(crate) mod completion;
pub(crate) mod diff;
pub(crate) mod doctor;
pub(crate) mod export;
pub(crate) mod healthcheck;
pub(crate) mod import;
mod input;
pub(crate) mod lint;
mod logs;
pub(crate) mod man;
pub(crate) mod output;
pub(crate) mod plan;
pub(crate) mod prices;
pub(crate) mod remote;
mod report;
pub(crate) mod restore;
pub(crate) mod sandbox;
pub(crate) mod serve;
pub(crate) mod verdicts;

/// Why a command gave up: a sentence for people, and the exit code that programs go by.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) message: String,
    pub(crate) code: u8,
}

impl Failure {
    /// Something can't be read or written. It is told apart from what a command has found, which is exit code 1.
    pub(crate) fn unreadable(message: impl Into<String>) -> Self {
        Self { message: message.into(), code: 2 }
    }
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Self { message, code: 1 }
    }
}
