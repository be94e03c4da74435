//! What came of an import, for the person who started it: a value, rendered elsewhere.

use super::value::Loc;

/// What was understood, assumed and left out, each with its place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// What stands in the way: a source that can't be read, or is too large.
    pub problems: Vec<Note>,
    /// What is in the design now.
    pub understood: Vec<Note>,
    /// What the source leaves open and the design had to decide.
    pub assumed: Vec<Note>,
    /// What the design doesn't hold, or what can't be known without running something.
    pub left_out: Vec<Note>,
}

/// One line of a report.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// The path of the source.
    pub file: String,
    /// The line in it, from 1; 0 is the file as a whole.
    pub line: u32,
    /// What there is to know, in a sentence.
    pub message: String,
}

/// Something that stops the reading of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) at: Loc,
    pub(crate) message: String,
}

impl Problem {
    pub(crate) fn new(at: Loc, message: impl Into<String>) -> Self {
        Self { at, message: message.into() }
    }
}

/// The lists of a [`Report`] while they are being written.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    pub(crate) problems: Vec<Problem>,
    pub(crate) understood: Vec<Problem>,
    pub(crate) assumed: Vec<Problem>,
    pub(crate) left_out: Vec<Problem>,
}

impl Notes {
    pub(crate) fn problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    pub(crate) fn understood(&mut self, at: Loc, message: impl Into<String>) {
        self.understood.push(Problem::new(at, message));
    }

    pub(crate) fn assumed(&mut self, at: Loc, message: impl Into<String>) {
        self.assumed.push(Problem::new(at, message));
    }

    pub(crate) fn left_out(&mut self, at: Loc, message: impl Into<String>) {
        self.left_out.push(Problem::new(at, message));
    }

    pub(crate) fn append(&mut self, mut other: Self) {
        self.problems.append(&mut other.problems);
        self.understood.append(&mut other.understood);
        self.assumed.append(&mut other.assumed);
        self.left_out.append(&mut other.left_out);
    }

    /// The report, each list in the order of the sources and without repetition.
    pub(crate) fn into_report(self, path: impl Fn(u16) -> String) -> Report {
        let list = |mut entries: Vec<Problem>| {
            entries.sort_by(|a, b| (a.at, &a.message).cmp(&(b.at, &b.message)));
            entries.dedup();
            let note = |entry: Problem| Note {
                file: path(entry.at.file),
                line: entry.at.line,
                message: entry.message,
            };
            shortened(entries.into_iter().map(note).collect())
        };
        Report {
            problems: list(self.problems),
            understood: list(self.understood),
            assumed: list(self.assumed),
            left_out: list(self.left_out),
        }
    }
}

/// Nobody reads more, and a hostile source could make millions.
const MAX_NOTES: usize = 10_000;

fn shortened(mut notes: Vec<Note>) -> Vec<Note> {
    let more = notes.len().saturating_sub(MAX_NOTES);
    notes.truncate(MAX_NOTES);
    if more > 0 {
        notes.push(Note { file: String::new(), line: 0, message: format!("and {more} more like these") });
    }
    notes
}
