//! Where commands write: files, standard output and standard error; colours for terminals only.

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::Path;
use std::{env, fs};

use tablewright_model::{Severity, quoted};

use super::Failure;

/// Writes to a file, else to standard output. That nobody reads there any more is no failure.
pub(super) fn write(content: impl AsRef<[u8]>, to: Option<&Path>) -> Result<(), Failure> {
    let content = content.as_ref();
    let (written, place) = match to {
        Some(path) => (fs::write(path, content), quoted(&path.to_string_lossy())),
        None => (print(content), "standard output".to_owned()),
    };
    written.map_err(|error| {
        Failure::unreadable(format!("{place} can't be written ({error}): choose another place with -o"))
    })
}

/// Whether a person reads standard output.
pub(super) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

fn print(content: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(content).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// Writes to standard error. Where that is closed, there is nobody to tell.
pub(crate) fn tell(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// A text on one line. Names come out of files of others, and a terminal obeys control characters.
pub(crate) fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// Colours, or none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paint {
    is_on: bool,
}

impl Paint {
    /// Colours for standard output, when it is a terminal and nobody has asked for none (<https://no-color.org>).
    pub(super) fn for_output() -> Self {
        let is_unwanted = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self { is_on: is_terminal() && !is_unwanted }
    }

    /// A severity as a word of its colour, all of one width.
    pub(super) fn severity(self, severity: Severity) -> String {
        let (word, colour) = match severity {
            Severity::Error => ("error", "1;31"),
            Severity::Warning => ("warning", "33"),
            Severity::Info => ("info", "36"),
        };
        self.painted(&format!("{word:<7}"), colour)
    }

    /// What stands out.
    pub(super) fn strong(self, text: &str) -> String {
        self.painted(text, "1")
    }

    /// What is well.
    pub(super) fn good(self, text: &str) -> String {
        self.painted(text, "32")
    }

    /// What is not.
    pub(super) fn bad(self, text: &str) -> String {
        self.painted(text, "1;31")
    }

    /// What stands back.
    pub(super) fn dim(self, text: &str) -> String {
        self.painted(text, "2")
    }

    fn painted(self, text: &str, code: &str) -> String {
        if self.is_on { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminals_are_given_nothing_to_obey() {
        assert_eq!(plain("a\u{1b}[2Jb\r\nc\u{9b}é"), "a\u{fffd}[2Jb\u{fffd}\u{fffd}c\u{fffd}é");
    }

    #[test]
    fn colours_are_for_terminals() {
        let painted = |is_on| Paint { is_on }.severity(Severity::Error);
        assert_eq!(painted(false), "error  ");
        assert_eq!(painted(true), "\u{1b}[1;31merror  \u{1b}[0m");
    }
}
