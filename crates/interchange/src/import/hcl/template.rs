//! Quoted texts and heredocs: what is literal in them, what is an expression, what is a directive.

use std::borrow::Cow;

use crate::import::report::Problem;
use crate::import::value::Loc;

use super::ast::{ExprKind, Piece};
use super::collection::for_names;
use super::cursor::{Cursor, Parsed};
use super::expression::expression;

/// Reads a quoted text, with whatever is in it.
pub(super) fn quoted<'a>(cursor: &mut Cursor<'a>) -> Parsed<ExprKind<'a>> {
    cursor.advance(1);
    let pieces = pieces(cursor, &End::Quote)?;
    cursor.advance(1);
    Ok(simplest(pieces))
}

/// Reads a quoted text in which nothing is an expression: a label.
pub(super) fn quoted_literal<'a>(cursor: &mut Cursor<'a>) -> Parsed<Cow<'a, str>> {
    match quoted(cursor)? {
        ExprKind::Text(text) => Ok(text),
        _ => Err(cursor.problem("a label is an expression: labels are plain texts")),
    }
}

/// Reads a template that is a whole text by itself, as JSON configurations have them.
///
/// # Errors
///
/// What is wrong in it.
pub(crate) fn bare<'a>(text: &'a str, at: Loc, nodes: &mut usize) -> Result<ExprKind<'a>, Problem> {
    let mut cursor = Cursor::new(text, at.file, *nodes);
    cursor.line = at.line;
    let pieces = pieces(&mut cursor, &End::Text)?;
    *nodes = cursor.nodes;
    Ok(simplest(pieces))
}

/// A template without an expression is a text.
pub(super) fn simplest(mut pieces: Vec<Piece<'_>>) -> ExprKind<'_> {
    match pieces.as_mut_slice() {
        [] => ExprKind::Text(Cow::Borrowed("")),
        [Piece::Text(text)] => ExprKind::Text(std::mem::take(text)),
        _ => ExprKind::Template(pieces),
    }
}

/// Where a template ends.
pub(super) enum End<'a> {
    Quote,
    /// Before the line that is this mark.
    Mark(&'a str),
    /// With the text.
    Text,
}

/// What an expression or directive in a template begins with.
enum Stop {
    End,
    Value,
    Directive,
}

/// The pieces up to the end.
pub(super) fn pieces<'a>(cursor: &mut Cursor<'a>, end: &End<'_>) -> Parsed<Vec<Piece<'a>>> {
    let mut list = Vec::new();
    match sequence(cursor, end, &mut list)? {
        None => Ok(list),
        Some(word) => Err(cursor.problem(format!("`%{{ {word} }}` has no beginning: remove it"))),
    }
}

/// Reads pieces up to the end of the template, or up to a directive that ends or divides an outer one.
fn sequence<'a>(
    cursor: &mut Cursor<'a>,
    end: &End<'_>,
    list: &mut Vec<Piece<'a>>,
) -> Parsed<Option<&'a str>> {
    let mut is_trimmed = false;
    loop {
        cursor.node()?;
        let (mut text, stop) = literal(cursor, end)?;
        if is_trimmed {
            text = trimmed(text, true);
        }
        if !matches!(stop, Stop::End) {
            cursor.advance(2);
            if cursor.eat("~") {
                text = trimmed(text, false);
            }
        }
        if !text.is_empty() {
            list.push(Piece::Text(text));
        }
        match stop {
            Stop::End => return Ok(None),
            Stop::Value => is_trimmed = value(cursor, list)?,
            Stop::Directive => match directive(cursor, end, list)? {
                Directive::Whole { is_trimmed: trimmed } => is_trimmed = trimmed,
                Directive::Part(word) => return Ok(Some(word)),
            },
        }
    }
}

fn trimmed(text: Cow<'_, str>, is_start: bool) -> Cow<'_, str> {
    let trim = |text: &str| if is_start { text.trim_start().len() } else { text.trim_end().len() };
    let kept = trim(&text);
    match text {
        Cow::Borrowed(text) if is_start => Cow::Borrowed(text.get(text.len() - kept..).unwrap_or_default()),
        Cow::Borrowed(text) => Cow::Borrowed(text.get(..kept).unwrap_or_default()),
        Cow::Owned(text) if is_start => Cow::Owned(text.trim_start().to_owned()),
        Cow::Owned(text) => Cow::Owned(text.trim_end().to_owned()),
    }
}

/// Reads an expression up to `}` and tells whether the text after it is to be trimmed.
fn value<'a>(cursor: &mut Cursor<'a>, list: &mut Vec<Piece<'a>>) -> Parsed<bool> {
    let value = cursor.multiline(true, expression)?;
    list.push(Piece::Value(value));
    close(cursor)
}

fn close(cursor: &mut Cursor<'_>) -> Parsed<bool> {
    cursor.multiline(true, Cursor::space);
    let is_trimmed = cursor.eat("~");
    if cursor.eat("}") { Ok(is_trimmed) } else { Err(cursor.unexpected("`}`")) }
}

enum Directive<'a> {
    /// All of it was read.
    Whole { is_trimmed: bool },
    /// It ends or divides an outer one: `else`, `endif`, `endfor`.
    Part(&'a str),
}

fn directive<'a>(cursor: &mut Cursor<'a>, end: &End<'_>, list: &mut Vec<Piece<'a>>) -> Parsed<Directive<'a>> {
    cursor.multiline(true, Cursor::space);
    let word = cursor.identifier().ok_or_else(|| cursor.unexpected("`if` or `for`"))?;
    match word {
        "if" => if_directive(cursor, end, list),
        "for" => for_directive(cursor, end, list),
        "else" | "endif" | "endfor" => Ok(Directive::Part(word)),
        _ => Err(cursor.problem(format!("`{word}` is no directive of a template: use `if` or `for`"))),
    }
}

fn if_directive<'a>(
    cursor: &mut Cursor<'a>,
    end: &End<'_>,
    list: &mut Vec<Piece<'a>>,
) -> Parsed<Directive<'a>> {
    cursor.enter()?;
    let condition = cursor.multiline(true, expression)?;
    let is_trimmed = close(cursor)?;
    let (mut then, mut otherwise) = (Vec::new(), Vec::new());
    let mut word = inner(cursor, end, &mut then, is_trimmed)?;
    if word == "else" {
        let is_trimmed = close(cursor)?;
        word = inner(cursor, end, &mut otherwise, is_trimmed)?;
    }
    cursor.leave();
    if word != "endif" {
        return Err(cursor.problem("`%{ if }` has no `%{ endif }`"));
    }
    list.push(Piece::If { condition, then, otherwise });
    Ok(Directive::Whole { is_trimmed: close(cursor)? })
}

fn for_directive<'a>(
    cursor: &mut Cursor<'a>,
    end: &End<'_>,
    list: &mut Vec<Piece<'a>>,
) -> Parsed<Directive<'a>> {
    cursor.enter()?;
    let (names, over) = cursor.multiline(true, |cursor| {
        let names = for_names(cursor)?;
        Ok::<_, Problem>((names, expression(cursor)?))
    })?;
    let is_trimmed = close(cursor)?;
    let mut body = Vec::new();
    let word = inner(cursor, end, &mut body, is_trimmed)?;
    cursor.leave();
    if word != "endfor" {
        return Err(cursor.problem("`%{ for }` has no `%{ endfor }`"));
    }
    list.push(Piece::For { key_name: names.0, value_name: names.1, over, body });
    Ok(Directive::Whole { is_trimmed: close(cursor)? })
}

/// The inside of a directive; an unfinished one is reported by its caller.
fn inner<'a>(
    cursor: &mut Cursor<'a>,
    end: &End<'_>,
    list: &mut Vec<Piece<'a>>,
    is_trimmed: bool,
) -> Parsed<&'a str> {
    let word = sequence(cursor, end, list)?.unwrap_or_default();
    if let (true, Some(Piece::Text(first))) = (is_trimmed, list.first_mut()) {
        *first = trimmed(std::mem::take(first), true);
    }
    Ok(word)
}

/// Literal text up to the next thing that is not.
fn literal<'a>(cursor: &mut Cursor<'a>, end: &End<'_>) -> Parsed<(Cow<'a, str>, Stop)> {
    let mut start = cursor.at;
    let mut owned: Option<String> = None;
    let stop = loop {
        let Some(byte) = cursor.peek() else {
            if matches!(end, End::Text) {
                break Stop::End;
            }
            return Err(unfinished(cursor, end));
        };
        let escape = match (byte, end) {
            (b'"', End::Quote) => break Stop::End,
            (b'\n' | b'\r', End::Quote) => return Err(unfinished(cursor, end)),
            (b'\\', End::Quote) => Some(escape(cursor)?),
            (b'$', _) if cursor.starts_with("$${") => Some(("${".to_owned(), 3)),
            (b'%', _) if cursor.starts_with("%%{") => Some(("%{".to_owned(), 3)),
            (b'$', _) if cursor.starts_with("${") => break Stop::Value,
            (b'%', _) if cursor.starts_with("%{") => break Stop::Directive,
            (_, End::Mark(mark)) if is_mark_line(cursor, mark) => break Stop::End,
            _ => None,
        };
        match escape {
            Some((text, length)) => {
                let owned = owned.get_or_insert_default();
                owned.push_str(cursor.since(start));
                owned.push_str(&text);
                cursor.advance(length);
                start = cursor.at;
            }
            None => step_over(cursor, end),
        }
    };
    let rest = cursor.since(start);
    Ok((owned.map_or(Cow::Borrowed(rest), |text| Cow::Owned(text + rest)), stop))
}

/// Goes on to the next byte that may mean something.
fn step_over(cursor: &mut Cursor<'_>, end: &End<'_>) {
    let is_special = |b: u8| match end {
        End::Quote => matches!(b, b'"' | b'\n' | b'\r' | b'\\' | b'$' | b'%'),
        End::Mark(_) | End::Text => matches!(b, b'\n' | b'$' | b'%'),
    };
    if cursor.peek() == Some(b'\n') {
        cursor.advance(1);
        return;
    }
    let plain = cursor.rest().bytes().skip(1).take_while(|b| !is_special(*b)).count();
    cursor.at += 1 + plain;
}

/// The text ends before it should.
pub(super) fn unfinished(cursor: &Cursor<'_>, end: &End<'_>) -> Problem {
    match end {
        End::Quote | End::Text => cursor.problem("the text does not end on its line: close it with `\"`"),
        End::Mark(mark) => cursor.problem(format!("the text has no last line `{mark}`")),
    }
}

fn escape(cursor: &Cursor<'_>) -> Parsed<(String, usize)> {
    let plain = |text: &str| Ok((text.to_owned(), 2));
    match cursor.peek_at(1) {
        Some(b'n') => plain("\n"),
        Some(b'r') => plain("\r"),
        Some(b't') => plain("\t"),
        Some(b'"') => plain("\""),
        Some(b'\\') => plain("\\"),
        Some(b'u') => unicode(cursor, 4),
        Some(b'U') => unicode(cursor, 8),
        _ => {
            Err(cursor.problem("`\\` begins no escape that is known: write `\\\\` for the character itself"))
        }
    }
}

fn unicode(cursor: &Cursor<'_>, digits: usize) -> Parsed<(String, usize)> {
    let code = cursor.rest().get(2..2 + digits).and_then(|code| u32::from_str_radix(code, 16).ok());
    let c = code.and_then(char::from_u32);
    let c =
        c.ok_or_else(|| cursor.problem(format!("`\\u` needs {digits} hexadecimal digits of a character")))?;
    Ok((c.to_string(), 2 + digits))
}

/// Whether a line that is the mark begins here.
fn is_mark_line(cursor: &Cursor<'_>, mark: &str) -> bool {
    if !cursor.is_line_start() {
        return false;
    }
    let line = cursor.rest().split('\n').next().unwrap_or_default();
    line.trim() == mark
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    fn text(source: &str) -> String {
        let source = format!("a = {source}\n");
        let body = parse(&source, 0, &mut 0).unwrap();
        match &body.attributes[0].value.kind {
            ExprKind::Text(text) => text.to_string(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn texts_are_read_with_their_escapes() {
        assert_eq!(text(r#""a\n\"\\\u00e9 $${x} %%{y} $5 50%""#), "a\n\"\\é ${x} %{y} $5 50%");
        assert_eq!(text("<<EOT\n  a\n  $5 \"q\" \\n\nEOT"), "  a\n  $5 \"q\" \\n\n");
        assert_eq!(text("<<-EOT\n    a\n\n      b\n    EOT"), "a\n\n  b\n");
        assert_eq!(text("<<EOT\r\na\r\nEOT\r"), "a\r\n");
    }

    #[test]
    fn trimming_takes_the_space_around_an_expression() {
        let body = parse("a = \"x ${~ y ~} z\"\n", 0, &mut 0).unwrap();
        let ExprKind::Template(pieces) = &body.attributes[0].value.kind else { panic!() };
        assert!(matches!(&pieces[0], Piece::Text(text) if text == "x"));
        assert!(matches!(&pieces[2], Piece::Text(text) if text == "z"));
    }

    #[test]
    fn directives_nest() {
        let source = "a = \"%{ for k, v in m ~}\n\"\n".replace('\n', "");
        assert!(parse(&source, 0, &mut 0).is_err());
        let source = "a = \"%{ for v in m }%{ if v }y%{ else }n%{ endif }%{ endfor }\"\n";
        let body = parse(source, 0, &mut 0).unwrap();
        let ExprKind::Template(pieces) = &body.attributes[0].value.kind else { panic!() };
        assert!(matches!(&pieces[0], Piece::For { body, .. } if matches!(&body[0], Piece::If { .. })));
    }
}
