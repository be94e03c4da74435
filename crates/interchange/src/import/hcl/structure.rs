//! Files, blocks and attributes.

use std::borrow::Cow;

use crate::import::report::Problem;

use super::ast::{Attribute, Block, Body};
use super::cursor::{Cursor, Parsed};
use super::expression::expression;
use super::template::quoted_literal;

/// Reads a file; `nodes` counts the parts of all files of an import.
///
/// # Errors
///
/// The first problem with its line.
pub(crate) fn parse<'a>(text: &'a str, file: u16, nodes: &mut usize) -> Result<Body<'a>, Problem> {
    let mut cursor = Cursor::new(text, file, *nodes);
    let body = body(&mut cursor, false)?;
    *nodes = cursor.nodes;
    Ok(body)
}

fn body<'a>(cursor: &mut Cursor<'a>, is_block: bool) -> Parsed<Body<'a>> {
    let mut body = Body::default();
    loop {
        let comment = comment_above(cursor);
        match cursor.peek() {
            None if is_block => return Err(cursor.unexpected("`}`")),
            None => return Ok(body),
            Some(b'}') if is_block => return Ok(body),
            Some(_) => item(cursor, &mut body, comment)?,
        }
    }
}

/// Lines of a comment that can be a description.
const MAX_COMMENT: usize = 200;

/// Goes over spaces, line ends and comments, and keeps the whole-line comments that end on the line before.
fn comment_above(cursor: &mut Cursor<'_>) -> String {
    let mut lines: Vec<&str> = Vec::new();
    let mut last = 0;
    loop {
        cursor.space_without_comments();
        let is_line_comment = cursor.starts_with("#") || cursor.starts_with("//");
        if is_line_comment {
            let (start, line) = (cursor.at, cursor.line);
            cursor.line_comment();
            // So many lines are no description, but code that somebody has switched off.
            if line != last + 1 || lines.len() > MAX_COMMENT {
                lines.clear();
            }
            lines.push(cursor.since(start).trim_end());
            last = line;
        } else if cursor.starts_with("/*") {
            cursor.space();
            lines.clear();
        } else {
            break;
        }
    }
    if last + 1 == cursor.line { prose(&lines) } else { String::new() }
}

/// Comments as text: marks and rulers off, and orders to other tools out.
fn prose(lines: &[&str]) -> String {
    let marked = |line: &&str| {
        let text = line.trim_start_matches(['#', '/']);
        text.strip_prefix(' ').unwrap_or(text).to_owned()
    };
    let is_order =
        |line: &String| ["tfsec:", "checkov:", "trivy:", "tflint-"].iter().any(|tool| line.contains(tool));
    let is_ruler = |line: &String| !line.is_empty() && !line.chars().any(char::is_alphanumeric);
    let kept: Vec<_> = lines.iter().map(marked).filter(|line| !is_order(line) && !is_ruler(line)).collect();
    kept.join("\n").trim_matches('\n').to_owned()
}

fn item<'a>(cursor: &mut Cursor<'a>, body: &mut Body<'a>, comment: String) -> Parsed<()> {
    let at = cursor.loc();
    cursor.node()?;
    let Some(name) = cursor.identifier() else { return Err(cursor.unexpected("an argument or a block")) };
    cursor.space();
    if cursor.peek() == Some(b'=') && cursor.peek_at(1) != Some(b'=') {
        cursor.advance(1);
        cursor.space();
        let value = expression(cursor)?;
        body.attributes.push(Attribute { name: Cow::Borrowed(name), value, at });
        return end_of_item(cursor);
    }
    let labels = labels(cursor)?;
    cursor.enter()?;
    let inner = self::body(cursor, true)?;
    cursor.leave();
    cursor.advance(1);
    body.blocks.push(Block { kind: Cow::Borrowed(name), labels, body: inner, at, comment });
    end_of_item(cursor)
}

fn labels<'a>(cursor: &mut Cursor<'a>) -> Parsed<Vec<Cow<'a, str>>> {
    let mut labels = Vec::new();
    loop {
        cursor.space();
        match cursor.peek() {
            Some(b'{') => {
                cursor.advance(1);
                return Ok(labels);
            }
            Some(b'"') => labels.push(quoted_literal(cursor)?),
            _ => match cursor.identifier() {
                Some(label) => labels.push(Cow::Borrowed(label)),
                None => return Err(cursor.unexpected("`=` or `{`")),
            },
        }
    }
}

fn end_of_item(cursor: &mut Cursor<'_>) -> Parsed<()> {
    cursor.space();
    match cursor.peek() {
        None | Some(b'\n' | b'}') => Ok(()),
        Some(_) => Err(cursor.unexpected("the end of the line")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Body<'_>, String> {
        parse(text, 0, &mut 0).map_err(|problem| format!("{}: {}", problem.at.line, problem.message))
    }

    #[test]
    fn blocks_hold_labels_attributes_and_the_comment_above() {
        let text =
            "# far\n\n# Orders\n# of the shop\nresource aws \"x\" { // why\n  a = 1\n  b {}\n}\nc { d = 2 }";
        let body = read(text).unwrap();
        assert_eq!(body.blocks[0].labels, ["aws", "x"]);
        assert_eq!(body.blocks[0].comment, "Orders\nof the shop");
        assert_eq!(body.blocks[0].at.line, 5);
        assert_eq!(body.blocks[0].body.attributes[0].at.line, 6);
        assert_eq!(body.blocks[1].body.attributes[0].name, "d");
    }

    #[test]
    fn orders_to_other_tools_are_no_description() {
        let body = read("######\n# tfsec:ignore:x\nresource a b {}").unwrap();
        assert_eq!(body.blocks[0].comment, "");
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (text, told) in [
            ("a = 1\nb = ", "2: the file ends where a value is needed"),
            ("a {\n", "2: the file ends where `}` is needed"),
            ("a = 1 2", "1: `2` stands where the end of the line is needed"),
            ("a = \"x\n\"", "1: the text does not end on its line: close it with `\"`"),
            ("a = [1, 2", "1: the file ends where `,` or `]` is needed"),
            ("\n= 1", "2: `=` stands where an argument or a block is needed"),
            ("a = <<EOT\nx\n", "1: the text has no last line `EOT`"),
        ] {
            assert_eq!(read(text).unwrap_err(), told, "{text}");
        }
    }

    #[test]
    fn nesting_of_every_kind_ends_before_the_stack_does() {
        for (open, close) in [
            ("a {\n", "}\n"),
            ("[", "]"),
            ("(", ")"),
            ("{a=", "}"),
            ("!", ""),
            ("-", ""),
            ("\"${", "}\""),
            ("f(", ")"),
            ("1 ? 1 : ", ""),
            ("a[", "]"),
            ("[for x in ", ": 1]"),
            ("\"%{ if ", " }%{ endif }\""),
        ] {
            let nested = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
            let text = if open.starts_with("a {") { nested } else { format!("x = {nested}") };
            let told = read(&text).unwrap_err();
            assert!(told.contains("deeper than 64"), "{open}: {told}");
        }
    }
}
