//! Lists, objects, and the `for` expressions that make them.

use std::borrow::Cow;

use super::ast::{Expr, ExprKind, For};
use super::cursor::{Cursor, Parsed};
use super::expression::expression;

/// Reads `[…]`, also with `for`.
pub(super) fn list<'a>(cursor: &mut Cursor<'a>) -> Parsed<ExprKind<'a>> {
    cursor.advance(1);
    cursor.multiline(true, |cursor| {
        cursor.space();
        if is_for(cursor) {
            return for_expression(cursor, "]", false);
        }
        let mut values = Vec::new();
        loop {
            cursor.space();
            if cursor.eat("]") {
                return Ok(ExprKind::List(values));
            }
            values.push(expression(cursor)?);
            cursor.space();
            if !cursor.eat(",") && cursor.peek() != Some(b']') {
                return Err(cursor.unexpected("`,` or `]`"));
            }
        }
    })
}

fn is_for(cursor: &Cursor<'_>) -> bool {
    let after = cursor.rest().strip_prefix("for").and_then(|rest| rest.chars().next());
    after.is_some_and(|c| c.is_whitespace() || c == '#' || c == '/')
}

/// Reads `{…}`, also with `for`.
pub(super) fn object<'a>(cursor: &mut Cursor<'a>) -> Parsed<ExprKind<'a>> {
    cursor.advance(1);
    let is_for = cursor.multiline(true, |cursor| {
        cursor.space();
        is_for(cursor)
    });
    if is_for {
        return cursor.multiline(true, |cursor| for_expression(cursor, "}", true));
    }
    let mut entries = Vec::new();
    loop {
        cursor.multiline(true, Cursor::space);
        if cursor.eat("}") {
            return Ok(ExprKind::Object(entries));
        }
        entries.push(cursor.multiline(false, entry)?);
        cursor.multiline(false, Cursor::space);
        if !cursor.eat(",") && !matches!(cursor.peek(), Some(b'}' | b'\n')) {
            return Err(cursor.unexpected("`,`, `}` or the end of the line"));
        }
    }
}

/// A bare name is the key itself; in brackets it is an expression.
fn entry<'a>(cursor: &mut Cursor<'a>) -> Parsed<(Expr<'a>, Expr<'a>)> {
    let is_expression = cursor.peek() == Some(b'(');
    let mut key = expression(cursor)?;
    if let (ExprKind::Name(name), false) = (&key.kind, is_expression) {
        key.kind = ExprKind::Text(Cow::Borrowed(name));
    }
    cursor.space();
    if !cursor.eat("=") && !cursor.eat(":") {
        return Err(cursor.unexpected("`=` or `:`"));
    }
    Ok((key, expression(cursor)?))
}

fn for_expression<'a>(cursor: &mut Cursor<'a>, close: &str, is_object: bool) -> Parsed<ExprKind<'a>> {
    cursor.advance("for".len());
    let (key_name, value_name) = for_names(cursor)?;
    let over = expression(cursor)?;
    cursor.expect(":", "`:`")?;
    let mut value = expression(cursor)?;
    let mut key = None;
    if is_object {
        cursor.expect("=>", "`=>`")?;
        key = Some(std::mem::replace(&mut value, expression(cursor)?));
    }
    cursor.space();
    let is_grouped = cursor.eat("...");
    cursor.space();
    let has_condition = cursor.starts_with("if");
    if has_condition {
        cursor.advance(2);
    }
    let condition = if has_condition { Some(expression(cursor)?) } else { None };
    cursor.expect(close, &format!("`{close}`"))?;
    Ok(ExprKind::For(Box::new(For { key_name, value_name, over, key, value, is_grouped, condition })))
}

/// `value in` or `key, value in`, for a template as well.
pub(super) fn for_names<'a>(cursor: &mut Cursor<'a>) -> Parsed<(Option<&'a str>, &'a str)> {
    let name = |cursor: &mut Cursor<'a>| {
        cursor.space();
        cursor.identifier().ok_or_else(|| cursor.unexpected("a name"))
    };
    let first = name(cursor)?;
    cursor.space();
    let second = if cursor.eat(",") { Some(name(cursor)?) } else { None };
    cursor.expect("in", "`in`")?;
    Ok(second.map_or((None, first), |second| (Some(first), second)))
}
