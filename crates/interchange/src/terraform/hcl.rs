//! The layout of HCL, exactly as `terraform fmt` leaves it: two spaces a level, and the `=` of neighbouring lines in one
//! column.

use unicode_segmentation::UnicodeSegmentation as _;

use super::body::{Block, Body, Expr, Item};
use super::quote;
use crate::text::comment_line;

impl Body {
    /// The text of a file with it.
    pub(super) fn to_hcl(&self) -> String {
        let mut writer = Writer::default();
        writer.body(self);
        writer.text
    }
}

impl Expr {
    /// The expression on one line.
    pub(super) fn to_line(&self) -> String {
        let mut out = String::new();
        line(&mut out, self);
        out
    }
}

#[derive(Default)]
struct Writer {
    text: String,
    depth: usize,
    /// Whether what comes next belongs right here: at the start of a block, after a blank line or a comment on it.
    fresh: bool,
}

impl Writer {
    fn body(&mut self, body: &Body) {
        let mut rest = body.0.as_slice();
        while let Some((first, after)) = rest.split_first() {
            rest = match first {
                Item::Argument(..) => self.arguments(rest),
                Item::Gap => {
                    if after.iter().any(|item| *item != Item::Gap) {
                        self.gap();
                    }
                    after
                }
                Item::Comment(text) => {
                    self.comment(text);
                    after
                }
                Item::Block(block) => {
                    self.block(block);
                    after
                }
            };
        }
    }

    /// Leaves a blank line, except where there is nothing to keep apart.
    fn gap(&mut self) {
        if !self.fresh && !self.text.is_empty() {
            self.text.push('\n');
            self.fresh = true;
        }
    }

    /// A comment of as many lines as the text has; none for no text.
    fn comment(&mut self, text: &str) {
        for comment in text.lines() {
            let comment = comment_line(comment);
            self.line(if comment.is_empty() { "#" } else { "# " }, &comment);
        }
    }

    /// A block, kept apart from what is before it.
    fn block(&mut self, block: &Block) {
        self.gap();
        self.comment(&block.about);
        let mut head = block.kind.to_owned();
        for label in &block.labels {
            head.push(' ');
            quote::quoted(&mut head, label);
        }
        if block.body.is_empty() {
            self.line(&head, " {}");
            return;
        }
        self.line(&head, " {");
        self.nested(|writer| writer.body(&block.body));
        self.line("}", "");
    }

    /// The arguments that begin the rest; returns what is after them.
    fn arguments<'a>(&mut self, rest: &'a [Item]) -> &'a [Item] {
        let argument = |item: &'a Item| match item {
            Item::Argument(name, value) => Some((*name, value)),
            _ => None,
        };
        let run: Vec<_> = rest.iter().map_while(argument).collect();
        self.entries(run.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect(), "");
        rest.get(run.len()..).unwrap_or_default()
    }

    /// Names with values, one a line; those of one line that are neighbours are aligned.
    fn entries(&mut self, entries: Vec<(String, &Expr)>, ends: &str) {
        let columns = |name: &str| name.graphemes(true).count();
        let mut rest = entries.as_slice();
        while !rest.is_empty() {
            let run = rest.iter().take_while(|(_, value)| !is_tall(value)).count();
            let (aligned, after) = rest.split_at(run);
            let width = aligned.iter().map(|(name, _)| columns(name)).max().unwrap_or_default();
            for (name, value) in aligned {
                let padding = " ".repeat(width - columns(name));
                self.line(&format!("{name}{padding} = {}", value.to_line()), ends);
            }
            rest = after;
            if let Some(((name, value), after)) = rest.split_first() {
                self.tall(&format!("{name} = "), value, ends);
                rest = after;
            }
        }
    }

    /// A value of several lines behind what begins its first line.
    fn tall(&mut self, begins: &str, value: &Expr, ends: &str) {
        match value {
            Expr::Object(entries) if is_tall(value) => {
                self.line(begins, "{");
                let keyed = |(key, value)| (keyed(key), value);
                let entries = entries.iter().map(|(key, value)| keyed((key, value))).collect();
                self.nested(|writer| writer.entries(entries, ""));
                self.line("}", ends);
            }
            Expr::List(items) if is_tall(value) => {
                self.line(begins, "[");
                self.nested(|writer| {
                    for (at, item) in items.iter().enumerate() {
                        writer.tall("", item, if at + 1 == items.len() { "" } else { "," });
                    }
                });
                self.line("]", ends);
            }
            Expr::Call(name, arguments) if is_tall(value) => {
                // The last argument may be tall; those before it are short wherever we write calls.
                let Some((last, before)) = arguments.split_last() else { return };
                let before: String = before.iter().map(|one| format!("{}, ", one.to_line())).collect();
                self.tall(&format!("{begins}{name}({before}"), last, &format!("){ends}"));
            }
            short => self.line(&format!("{begins}{}", short.to_line()), ends),
        }
    }

    fn nested(&mut self, inner: impl FnOnce(&mut Self)) {
        self.depth += 1;
        self.fresh = true;
        inner(self);
        self.depth -= 1;
    }

    fn line(&mut self, begins: &str, ends: &str) {
        (0..self.depth).for_each(|_| self.text.push_str("  "));
        self.text.push_str(begins);
        self.text.push_str(ends);
        self.text.push('\n');
        self.fresh = false;
    }
}

/// Whether a value takes several lines: an object with anything in it does, and what such a one is in.
fn is_tall(value: &Expr) -> bool {
    match value {
        Expr::Object(entries) => !entries.is_empty(),
        Expr::List(items) => items.iter().any(is_tall),
        Expr::Call(_, arguments) => arguments.last().is_some_and(is_tall),
        _ => false,
    }
}

fn keyed(key: &str) -> String {
    let mut out = String::new();
    quote::key(&mut out, key);
    out
}

fn line(out: &mut String, value: &Expr) {
    match value {
        Expr::Text(text) => quote::quoted(out, text),
        Expr::Number(text) | Expr::Value(text) | Expr::Name(text) => out.push_str(text),
        Expr::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Expr::Null => out.push_str("null"),
        Expr::Template(parts) => {
            out.push('"');
            parts.iter().for_each(|part| template_part(out, part));
            out.push('"');
        }
        Expr::List(items) => {
            out.push('[');
            separated(out, items);
            out.push(']');
        }
        Expr::Object(entries) if entries.is_empty() => out.push_str("{}"),
        Expr::Object(entries) => {
            out.push_str("{ ");
            for (at, (key, value)) in entries.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { ", " });
                quote::key(out, key);
                out.push_str(" = ");
                line(out, value);
            }
            out.push_str(" }");
        }
        Expr::Call(name, arguments) => {
            out.push_str(name);
            out.push('(');
            separated(out, arguments);
            out.push(')');
        }
    }
}

fn separated(out: &mut String, values: &[Expr]) {
    for (at, value) in values.iter().enumerate() {
        out.push_str(if at == 0 { "" } else { ", " });
        line(out, value);
    }
}

pub(super) fn template_part(out: &mut String, part: &Expr) {
    match part {
        Expr::Text(text) => quote::unquoted(out, text),
        value => {
            out.push_str("${");
            line(out, value);
            out.push('}');
        }
    }
}
