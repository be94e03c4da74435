//! The subcommands; each gives a sentence for people when it fails.

pub(crate) mod audit;
pub(crate) mod export;
pub(crate) mod healthcheck;
pub(crate) mod import;
mod input;
pub(crate) mod lint;
pub(crate) mod output;
mod report;
pub(crate) mod serve;

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
