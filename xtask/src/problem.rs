//! What went wrong, as one sentence with what to do about it.
//!
//! Deliberately without causes and backtraces: whoever reads it wants to build the project, not to debug xtask.

use std::fmt::{Display, Formatter};

/// A failure that is shown to the person at the terminal as it is.
#[derive(Debug)]
pub(crate) struct Problem(String);

/// What every part of xtask returns.
pub(crate) type Outcome<T = ()> = Result<T, Problem>;

impl Problem {
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl Display for Problem {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Turns any error into a [`Problem`] that says what was being done.
pub(crate) trait Explain<T> {
    /// `what` is the beginning of the sentence: "cannot read style/main.css".
    fn explain(self, what: impl FnOnce() -> String) -> Outcome<T>;
}

impl<T, E: Display> Explain<T> for Result<T, E> {
    fn explain(self, what: impl FnOnce() -> String) -> Outcome<T> {
        self.map_err(|error| Problem::new(format!("{}: {error}", what())))
    }
}
