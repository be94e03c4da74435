//! The layout of YAML as people write CloudFormation: two spaces a level, lists indented, functions in their short form.
//!
//! A text is plain only where every reader of YAML 1.1 and 1.2 takes it for the same text.

use super::{Function, Map, Tree, json};
use crate::text::{comment_line, is_hidden};

impl Tree {
    /// The text, with a final newline.
    pub(crate) fn to_yaml(&self) -> String {
        let mut out = String::new();
        match self {
            Self::Map(map) if !map.is_empty() => members(&mut out, map, 0, false),
            other => {
                scalar(&mut out, other, 0);
                out.push('\n');
            }
        }
        out
    }
}

/// The members on lines of their own; the first continues its line when `goes_on`.
fn members(out: &mut String, map: &Map, depth: usize, mut goes_on: bool) {
    for member in map.members() {
        if !goes_on {
            comment(out, &member.comment, depth);
            indent(out, depth);
        }
        goes_on = false;
        plain_or_quoted(out, &member.key);
        out.push(':');
        value(out, &member.value, depth);
    }
}

fn comment(out: &mut String, text: &str, depth: usize) {
    for line in text.lines() {
        indent(out, depth);
        out.push_str(format!("# {}", comment_line(line)).trim_end());
        out.push('\n');
    }
}

/// What follows a key.
fn value(out: &mut String, tree: &Tree, depth: usize) {
    match tree {
        Tree::Map(map) if !map.is_empty() => {
            out.push('\n');
            members(out, map, depth + 1, false);
        }
        Tree::List(list) if !list.is_empty() => {
            out.push('\n');
            items(out, list, depth + 1);
        }
        other => {
            out.push(' ');
            scalar(out, other, depth + 1);
            out.push('\n');
        }
    }
}

fn items(out: &mut String, list: &[Tree], depth: usize) {
    for item in list {
        if let Tree::Map(map) = item {
            comment(out, map.members().first().map_or("", |first| &first.comment), depth);
        }
        indent(out, depth);
        out.push('-');
        match item {
            Tree::Map(map) if !map.is_empty() => {
                out.push(' ');
                members(out, map, depth + 1, true);
            }
            other => value(out, other, depth),
        }
    }
}

fn scalar(out: &mut String, tree: &Tree, depth: usize) {
    match tree {
        Tree::Text(text) if is_block(text) => block(out, text, depth),
        Tree::Text(text) => plain_or_quoted(out, text),
        Tree::Call(function, argument) => {
            out.push_str(match function {
                Function::Ref => "!Ref ",
                Function::GetAtt => "!GetAtt ",
                Function::Sub => "!Sub ",
            });
            if is_block(argument) { block(out, argument, depth) } else { plain_or_quoted(out, argument) }
        }
        other => out.push_str(&other.to_json_line()),
    }
}

/// Whether a text of several lines can be written as it is.
fn is_block(text: &str) -> bool {
    let begins = !text.starts_with([' ', '\n']);
    let ends = text.ends_with('\n') && !text.ends_with("\n\n");
    let is_clean = |line: &str| !line.ends_with(' ') && !line.chars().any(is_hidden);
    begins && ends && text.lines().count() > 1 && !text.contains('\r') && text.lines().all(is_clean)
}

fn block(out: &mut String, text: &str, depth: usize) {
    out.push('|');
    for line in text.lines() {
        out.push('\n');
        if !line.is_empty() {
            indent(out, depth);
            out.push_str(line);
        }
    }
}

fn plain_or_quoted(out: &mut String, text: &str) {
    if is_plain(text) { out.push_str(text) } else { json::text(out, text) }
}

/// Words of YAML 1.1 that are no texts.
const RESERVED: [&str; 12] =
    ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "nan", "inf"];

fn is_plain(text: &str) -> bool {
    let begins = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    let continues = text.chars().all(|c| c.is_ascii_alphanumeric() || " _-./:+()@,$".contains(c));
    let is_word = !RESERVED.contains(&text.to_ascii_lowercase().as_str());
    let is_one = !text.contains(": ") && !text.ends_with([':', ' ']);
    begins && continues && is_word && is_one
}

fn indent(out: &mut String, depth: usize) {
    (0..depth).for_each(|_| out.push_str("  "));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::map;

    #[test]
    fn yaml_is_laid_out() {
        let mut tree = map([
            ("a", Tree::List(vec![map([("b", 1_u32.into()), ("c", "x: y".into())]).into(), "d".into()])),
            ("e", Map::default().into()),
            ("f", Tree::attribute_of("T", "Arn")),
            ("g", "one\n  two\n".into()),
            ("h", Tree::List(vec![Tree::List(vec!["i".into()])])),
        ]);
        tree.about("Why\nso", "j", "on");
        let expected = "\
a:
  - b: 1
    c: \"x: y\"
  - d
e: {}
f: !GetAtt T.Arn
g: |
  one
    two
h:
  -
    - i
# Why
# so
j: \"on\"
";
        assert_eq!(Tree::from(tree).to_yaml(), expected);
    }

    #[test]
    fn what_could_be_read_as_something_else_is_quoted() {
        for text in [
            "",
            "1",
            "1e3",
            "-",
            "~",
            "Yes",
            "NULL",
            "a #b",
            "a:",
            "x: y",
            "'",
            "{a}",
            "*a",
            "é",
            "2026-01-01",
            ".5",
            "0x1f",
            "a\tb",
        ] {
            assert!(!is_plain(text), "{text}");
        }
        for text in [
            "GameScores",
            "arn:aws:sqs:eu-central-1:123456789012:failed",
            "dynamodb:table:ReadCapacityUnits",
            "A text, with words.",
        ] {
            assert!(is_plain(text), "{text}");
        }
    }
}
