//! Heredocs: templates over several lines, up to a line that is their mark.

use std::borrow::Cow;

use crate::import::report::Problem;
use crate::import::value::Loc;

use super::ast::{ExprKind, Piece};
use super::cursor::{Cursor, Parsed};
use super::template::{End, pieces, simplest, unfinished};

/// Reads `<<MARK` or `<<-MARK` up to its last line.
pub(super) fn heredoc<'a>(cursor: &mut Cursor<'a>) -> Parsed<ExprKind<'a>> {
    cursor.advance(2);
    let is_flush = cursor.eat("-");
    let mark = cursor.identifier().ok_or_else(|| cursor.unexpected("a mark for the text's end"))?;
    if cursor.peek() == Some(b'\r') {
        cursor.at += 1;
    }
    if !cursor.eat("\n") {
        return Err(cursor.unexpected("the end of the line"));
    }
    let (start, opened) = (cursor.at, cursor.line - 1);
    let mut pieces =
        pieces(cursor, &End::Mark(mark)).map_err(|problem| begun(problem, cursor, mark, opened))?;
    if is_flush {
        dedent(&mut pieces, indent(cursor.since(start)), &mut true);
    }
    let line = cursor.rest().find(mark).unwrap_or_default() + mark.len();
    cursor.advance(line);
    Ok(simplest(pieces))
}

/// A text without an end is missed at its end, but looked for at its beginning.
fn begun(problem: Problem, cursor: &Cursor<'_>, mark: &str, line: u32) -> Problem {
    let is_unfinished = cursor.peek().is_none() && problem == unfinished(cursor, &End::Mark(mark));
    if is_unfinished { Problem { at: Loc { line, ..problem.at }, ..problem } } else { problem }
}

fn indent(text: &str) -> usize {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| line.len() - line.trim_start().len()).min().unwrap_or_default()
}

/// Takes that many spaces off the beginning of each line, also inside of directives.
fn dedent(pieces: &mut [Piece<'_>], spaces: usize, is_line_start: &mut bool) {
    for piece in pieces {
        match piece {
            Piece::Text(text) => *text = Cow::Owned(dedented(text, spaces, is_line_start)),
            Piece::Value(_) => *is_line_start = false,
            Piece::If { then, otherwise, .. } => {
                *is_line_start = false;
                dedent(then, spaces, is_line_start);
                dedent(otherwise, spaces, is_line_start);
            }
            Piece::For { body, .. } => {
                *is_line_start = false;
                dedent(body, spaces, is_line_start);
            }
        }
    }
}

fn dedented(text: &str, spaces: usize, is_line_start: &mut bool) -> String {
    let mut result = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let blank = line.bytes().take_while(|b| matches!(b, b' ' | b'\t')).count();
        let cut = if *is_line_start { blank.min(spaces) } else { 0 };
        result.push_str(line.get(cut..).unwrap_or_default());
        *is_line_start = line.ends_with('\n');
    }
    result
}
