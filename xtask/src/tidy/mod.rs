//! `cargo xtask tidy`: the rules of the house that no compiler knows.
//!
//! Each rule is a file with its own tests; all findings are shown, not the first.
//! Deliberately no exceptions by comment: a rule that needs one is changed here, where a reviewer sees it.

mod aws_sdk;
mod browser_api;
mod code;
mod edges;
mod expect;
mod length;
mod module_doc;
mod sql;
mod textarea;

use crate::files;
use crate::places;
use crate::problem::{Outcome, Problem};
use crate::say;

/// One Rust file, as written and as code alone.
pub(crate) struct Source {
    /// From the root, with forward slashes.
    path: String,
    text: String,
    /// The same length and lines, with comments and the insides of literals blanked.
    code: String,
}

/// One breach of a rule.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    path: String,
    line: usize,
    message: String,
}

type Rule = fn(&Source) -> Vec<Finding>;

const RULES: [Rule; 7] = [
    aws_sdk::check,
    browser_api::check,
    expect::check,
    length::check,
    module_doc::check,
    sql::check,
    textarea::check,
];

const FOLDERS: [&str; 5] = ["app", "crates", "frontend", "server", "xtask"];

/// Checks the whole checkout.
pub(crate) fn run() -> Outcome {
    let sources = sources()?;
    let mut findings: Vec<String> = edges::check()?;
    for source in &sources {
        findings.extend(RULES.iter().flat_map(|rule| rule(source)).map(|finding| finding.shown()));
    }
    if findings.is_empty() {
        say::step(format!("tidy: {} files and every dependency edge are in order", sources.len()));
        return Ok(());
    }
    let count = findings.len();
    Err(Problem::new(format!("{}\ntidy: {count} finding(s) to mend", findings.join("\n"))))
}

impl Source {
    fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let code = code::only(&text);
        Self { path: path.into(), text, code }
    }

    /// Test files, and the rest of a file from its first `#[cfg(test)]` on.
    fn is_test(&self, at: usize) -> bool {
        self.is_test_file() || self.code.find("#[cfg(test)]").is_some_and(|tests| at > tests)
    }

    fn is_test_file(&self) -> bool {
        self.path.contains("/tests/") || self.path.ends_with("/tests.rs") || self.path.ends_with("_tests.rs")
    }

    fn is_in(&self, folders: &[&str]) -> bool {
        folders.iter().any(|folder| self.path.starts_with(folder))
    }

    /// Where these words stand in the code as whole identifiers, or as their beginnings if they end in `_`.
    fn words<'a>(&'a self, words: &'a [&str]) -> impl Iterator<Item = usize> + 'a {
        words.iter().flat_map(|word| self.code.match_indices(word)).filter_map(|(at, word)| {
            let before = self.code[..at].chars().next_back();
            let after = self.code[at + word.len()..].chars().next();
            let whole = word.ends_with('_') || !after.is_some_and(is_word);
            (whole && !before.is_some_and(is_word)).then_some(at)
        })
    }

    fn finding(&self, at: usize, message: impl Into<String>) -> Finding {
        let line = self.code[..at].matches('\n').count() + 1;
        Finding { path: self.path.clone(), line, message: message.into() }
    }
}

impl Finding {
    fn shown(&self) -> String {
        format!("{}:{}: {}", self.path, self.line, self.message)
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn sources() -> Outcome<Vec<Source>> {
    let root = places::root();
    let mut found = Vec::new();
    for folder in FOLDERS {
        for file in files::below(&root.join(folder))? {
            if file.extension().is_some_and(|kind| kind == "rs") {
                found.push(Source::new(files::relative(&file, &root), files::read_text(&file)?));
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn words_are_whole() {
        let source = Source::new("a.rs", "sqlx sqlxx my_sqlx aws_sdk_s3");
        assert_eq!(source.words(&["sqlx"]).count(), 1);
        assert_eq!(source.words(&["aws_sdk_"]).count(), 1);
    }

    #[test]
    fn lines_are_counted_from_one() {
        let source = Source::new("a.rs", "one\ntwo");
        assert_eq!(source.finding(4, "").line, 2);
    }
}
