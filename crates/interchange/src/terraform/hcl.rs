//! The layout of HCL, exactly as `terraform fmt` leaves it: two spaces a level, and the `=` of neighbouring lines in one
//! column. Knows nothing of DynamoDB.

use std::fmt::Write;

use unicode_segmentation::UnicodeSegmentation;

use super::quote;

const INDENT: &str = "  ";

/// The value of an argument on one line.
#[derive(Clone, Copy)]
pub(super) enum Value<'a> {
    /// A string.
    Text(&'a str),
    /// A list of strings.
    Texts(&'a [&'a str]),
    /// A whole number.
    Number(u64),
    /// `true` or `false`.
    Bool(bool),
}

/// A text of HCL in the making.
#[derive(Default)]
pub(super) struct Writer {
    text: String,
    depth: usize,
    /// Whether what comes next belongs right here: at the start of a block, after a blank line or a comment on it.
    fresh: bool,
}

impl Writer {
    /// The whole text.
    pub(super) fn finish(self) -> String {
        self.text
    }

    /// Leaves a blank line, except where there is nothing to keep apart.
    pub(super) fn gap(&mut self) {
        if !self.fresh && !self.text.is_empty() {
            self.text.push('\n');
            self.fresh = true;
        }
    }

    /// A comment of as many lines as the text has; none for no text.
    pub(super) fn comment(&mut self, text: &str) {
        for line in text.lines() {
            let line = quote::comment_line(line);
            self.line(|out| {
                out.push('#');
                if !line.is_empty() {
                    out.push(' ');
                    out.push_str(&line);
                }
            });
        }
    }

    /// A comment, kept apart from what is before it, on what follows at once.
    pub(super) fn about(&mut self, text: &str) {
        self.gap();
        self.comment(text);
        self.fresh = true;
    }

    /// A block, kept apart from what is before it.
    pub(super) fn block(&mut self, kind: &str, labels: &[&str], body: impl FnOnce(&mut Self)) {
        self.gap();
        self.line(|out| {
            out.push_str(kind);
            for label in labels {
                out.push(' ');
                quote::quoted(out, label);
            }
            out.push_str(" {");
        });
        self.nested(body);
        self.line(|out| out.push('}'));
    }

    /// Arguments on neighbouring lines.
    pub(super) fn attributes(&mut self, run: &[(&str, Value<'_>)]) {
        let width = run.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
        for (name, value) in run {
            self.line(|out| {
                out.push_str(name);
                assign(out, width - name.len());
                write_value(out, *value);
            });
        }
    }

    /// An argument that is an object of strings.
    pub(super) fn object(&mut self, name: &str, entries: &[(&str, &str)]) {
        let keys: Vec<String> = entries.iter().map(|(key, _)| written(|out| quote::key(out, key))).collect();
        let columns = |key: &String| key.graphemes(true).count();
        let width = keys.iter().map(columns).max().unwrap_or_default();
        self.line(|out| {
            out.push_str(name);
            out.push_str(" = {");
        });
        self.nested(|writer| {
            for (key, (_, value)) in keys.iter().zip(entries) {
                writer.line(|out| {
                    out.push_str(key);
                    assign(out, width - columns(key));
                    quote::quoted(out, value);
                });
            }
        });
        self.line(|out| out.push('}'));
    }

    fn nested(&mut self, body: impl FnOnce(&mut Self)) {
        self.depth += 1;
        self.fresh = true;
        body(self);
        self.depth -= 1;
    }

    fn line(&mut self, content: impl FnOnce(&mut String)) {
        (0..self.depth).for_each(|_| self.text.push_str(INDENT));
        content(&mut self.text);
        self.text.push('\n');
        self.fresh = false;
    }
}

fn assign(out: &mut String, padding: usize) {
    out.extend(std::iter::repeat_n(' ', padding));
    out.push_str(" = ");
}

fn write_value(out: &mut String, value: Value<'_>) {
    match value {
        Value::Text(text) => quote::quoted(out, text),
        Value::Texts(texts) => {
            out.push('[');
            for (at, text) in texts.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { ", " });
                quote::quoted(out, text);
            }
            out.push(']');
        }
        // Writing into a string always succeeds.
        Value::Number(number) => drop(write!(out, "{number}")),
        Value::Bool(value) => out.push_str(if value { "true" } else { "false" }),
    }
}

fn written(write: impl FnOnce(&mut String)) -> String {
    let mut text = String::new();
    write(&mut text);
    text
}
