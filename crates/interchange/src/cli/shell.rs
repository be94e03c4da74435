//! The text of a script for `sh`. Knows nothing of DynamoDB.

use crate::text::comment_line;
use crate::tree::{Map, Tree};

/// A script in the making.
pub(super) struct Script {
    text: String,
}

impl Script {
    pub(super) fn new(name: &str) -> Self {
        let mut script = Self { text: "#!/bin/sh\n".to_owned() };
        script.comment(name);
        script.comment("Makes the tables in the account and region that the AWS CLI is set up for, and stops at the first");
        script.comment("call that fails.");
        script.text.push_str("set -eu\n");
        script
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    /// A new part.
    pub(super) fn part(&mut self, heading: &str) {
        self.text.push('\n');
        self.comment(heading);
    }

    fn comment(&mut self, text: &str) {
        for line in text.lines() {
            self.text.push_str(format!("# {}", comment_line(line)).trim_end());
            self.text.push('\n');
        }
    }

    /// A call whose whole input is JSON; a large one is laid out over lines.
    pub(super) fn call(&mut self, call: &str, region: Option<&str>, input: Map) {
        let tree = Tree::from(input);
        let line = tree.to_json_line();
        let json = if line.len() > 160 { tree.to_json().trim_end().to_owned() } else { line };
        self.line(&format!("{call}{} --cli-input-json {}", in_region(region), quoted(&json)));
    }

    /// A call with arguments that are words of the shell.
    pub(super) fn line(&mut self, line: &str) {
        self.text.push_str("aws ");
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// Waits until a table is active.
    pub(super) fn wait(&mut self, table: &str, region: Option<&str>) {
        self.line(&format!("dynamodb wait table-exists{} --table-name {}", in_region(region), word(table)));
    }
}

/// The answer of a call about a table.
pub(super) fn answer(table: &str, region: Option<&str>, query: &str) -> String {
    let (table, region) = (word(table), in_region(region));
    format!("\"$(aws dynamodb describe-table{region} --table-name {table} --query {query} --output text)\"")
}

pub(super) fn in_region(region: Option<&str>) -> String {
    region.map(|region| format!(" --region {}", word(region))).unwrap_or_default()
}

/// A word of the shell, quoted when it must be.
pub(super) fn word(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_./:=,@-".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) { text.to_owned() } else { quoted(text) }
}

pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_when_they_must_be() {
        for (text, expected) in [
            ("Orders-2.x_y", "Orders-2.x_y"),
            ("", "''"),
            ("a b", "'a b'"),
            ("$(rm)", "'$(rm)'"),
            ("it's", "'it'\\''s'"),
        ] {
            assert_eq!(word(text), expected);
        }
    }
}
