//! Expressions, by recursive descent; the depth of the descent is limited by [`Cursor::enter`].

use super::ast::{Call, Chain, Expr, ExprKind, Operator, Operators, Step};
use super::collection::{list, object};
use super::cursor::{Cursor, Parsed};
use super::heredoc::heredoc;
use super::template::quoted;

/// The operators by precedence, loosest first; longer ones stand before their beginnings.
const OPERATORS: [&[(&str, Operator)]; 6] = [
    &[("||", Operator::Or)],
    &[("&&", Operator::And)],
    &[("==", Operator::Equal), ("!=", Operator::NotEqual)],
    &[
        ("<=", Operator::LessOrEqual),
        (">=", Operator::GreaterOrEqual),
        ("<", Operator::Less),
        (">", Operator::Greater),
    ],
    &[("+", Operator::Plus), ("-", Operator::Minus)],
    &[("*", Operator::Times), ("/", Operator::Divided), ("%", Operator::Remainder)],
];

/// Reads an expression that stands here, spaces before it aside.
pub(super) fn expression<'a>(cursor: &mut Cursor<'a>) -> Parsed<Expr<'a>> {
    cursor.space();
    cursor.enter()?;
    let expr = conditional(cursor)?;
    cursor.leave();
    Ok(expr)
}

fn conditional<'a>(cursor: &mut Cursor<'a>) -> Parsed<Expr<'a>> {
    let (start, at) = (cursor.at, cursor.loc());
    let condition = operators(cursor, 0)?;
    let end = (cursor.at, cursor.line);
    cursor.space();
    if !cursor.eat("?") {
        (cursor.at, cursor.line) = end;
        return Ok(condition);
    }
    let then = expression(cursor)?;
    cursor.expect(":", "`:`")?;
    let otherwise = expression(cursor)?;
    let kind = ExprKind::Conditional(Box::new([condition, then, otherwise]));
    finish(cursor, kind, at, start)
}

fn finish<'a>(
    cursor: &mut Cursor<'a>,
    kind: ExprKind<'a>,
    at: crate::import::value::Loc,
    start: usize,
) -> Parsed<Expr<'a>> {
    cursor.node()?;
    Ok(Expr { kind, at, text: cursor.since(start) })
}

fn operators<'a>(cursor: &mut Cursor<'a>, level: usize) -> Parsed<Expr<'a>> {
    let Some(table) = OPERATORS.get(level) else { return signed(cursor) };
    let (start, at) = (cursor.at, cursor.loc());
    let first = operators(cursor, level + 1)?;
    let mut rest = Vec::new();
    loop {
        let end = (cursor.at, cursor.line);
        cursor.space();
        let Some((token, operator)) = table.iter().find(|(token, _)| cursor.starts_with(token)) else {
            (cursor.at, cursor.line) = end;
            break;
        };
        cursor.advance(token.len());
        cursor.space();
        rest.push((*operator, operators(cursor, level + 1)?));
    }
    if rest.is_empty() {
        return Ok(first);
    }
    finish(cursor, ExprKind::Operators(Box::new(Operators { first, rest })), at, start)
}

fn signed<'a>(cursor: &mut Cursor<'a>) -> Parsed<Expr<'a>> {
    let (start, at) = (cursor.at, cursor.loc());
    let make = match cursor.peek() {
        Some(b'!') => ExprKind::Not,
        Some(b'-') => ExprKind::Negative,
        _ => return with_steps(cursor),
    };
    cursor.advance(1);
    cursor.space();
    cursor.enter()?;
    let operand = signed(cursor)?;
    cursor.leave();
    finish(cursor, make(Box::new(operand)), at, start)
}

fn with_steps<'a>(cursor: &mut Cursor<'a>) -> Parsed<Expr<'a>> {
    let (start, at) = (cursor.at, cursor.loc());
    let base = term(cursor)?;
    let mut steps = Vec::new();
    loop {
        let end = (cursor.at, cursor.line);
        cursor.space();
        let Some(step) = step(cursor)? else {
            (cursor.at, cursor.line) = end;
            break;
        };
        cursor.node()?;
        steps.push(step);
    }
    if steps.is_empty() {
        return Ok(base);
    }
    finish(cursor, ExprKind::Chain(Box::new(Chain { base, steps })), at, start)
}

fn step<'a>(cursor: &mut Cursor<'a>) -> Parsed<Option<Step<'a>>> {
    if cursor.starts_with("...") {
        return Ok(None);
    }
    if cursor.eat(".*") {
        return Ok(Some(Step::AttributeSplat));
    }
    if cursor.eat(".") {
        let (start, at) = (cursor.at, cursor.loc());
        let digits = cursor.rest().bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            cursor.advance(digits);
            let number = cursor.since(start).parse().unwrap_or_default();
            let expr = Expr { kind: ExprKind::Number(number), at, text: cursor.since(start) };
            return Ok(Some(Step::Index(expr)));
        }
        let name = cursor.identifier().ok_or_else(|| cursor.unexpected("the name of an attribute"))?;
        return Ok(Some(Step::Attribute(name)));
    }
    if !cursor.eat("[") {
        return Ok(None);
    }
    let step = cursor.multiline(true, |cursor| {
        cursor.space();
        if cursor.eat("*") {
            return Ok(Step::FullSplat);
        }
        let index = expression(cursor)?;
        cursor.space();
        Ok(Step::Index(index))
    })?;
    cursor.multiline(true, |cursor| cursor.expect("]", "`]`"))?;
    Ok(Some(step))
}

fn term<'a>(cursor: &mut Cursor<'a>) -> Parsed<Expr<'a>> {
    let (start, at) = (cursor.at, cursor.loc());
    let kind = match cursor.peek() {
        Some(b'"') => quoted(cursor)?,
        Some(b'<') if cursor.starts_with("<<") => heredoc(cursor)?,
        Some(b'0'..=b'9') => number(cursor)?,
        Some(b'(') => return parenthesis(cursor),
        Some(b'[') => list(cursor)?,
        Some(b'{') => object(cursor)?,
        _ => match function_name(cursor) {
            Some(name) => named(cursor, name)?,
            None => return Err(cursor.unexpected("a value")),
        },
    };
    finish(cursor, kind, at, start)
}

/// An identifier, or several joined by `::`.
fn function_name<'a>(cursor: &mut Cursor<'a>) -> Option<&'a str> {
    let start = cursor.at;
    cursor.identifier()?;
    while cursor.starts_with("::") {
        cursor.advance(2);
        cursor.identifier()?;
    }
    Some(cursor.since(start))
}

fn named<'a>(cursor: &mut Cursor<'a>, name: &'a str) -> Parsed<ExprKind<'a>> {
    if cursor.peek() == Some(b'(') {
        cursor.advance(1);
        return cursor.multiline(true, |cursor| call(cursor, name));
    }
    Ok(match name {
        "null" => ExprKind::Null,
        "true" => ExprKind::Bool(true),
        "false" => ExprKind::Bool(false),
        name => ExprKind::Name(name),
    })
}

fn call<'a>(cursor: &mut Cursor<'a>, name: &'a str) -> Parsed<ExprKind<'a>> {
    let mut call = Call { name, arguments: Vec::new(), is_spread: false };
    loop {
        cursor.space();
        if cursor.eat(")") {
            return Ok(ExprKind::Call(Box::new(call)));
        }
        call.arguments.push(expression(cursor)?);
        cursor.space();
        call.is_spread = cursor.eat("...");
        cursor.space();
        if !cursor.eat(",") && cursor.peek() != Some(b')') {
            return Err(cursor.unexpected("`,` or `)`"));
        }
    }
}

fn number<'a>(cursor: &mut Cursor<'a>) -> Parsed<ExprKind<'a>> {
    let start = cursor.at;
    let digits = |cursor: &mut Cursor<'_>| {
        let count = cursor.rest().bytes().take_while(u8::is_ascii_digit).count();
        cursor.advance(count);
    };
    digits(cursor);
    if cursor.peek() == Some(b'.') && cursor.peek_at(1).is_some_and(|b| b.is_ascii_digit()) {
        cursor.advance(1);
        digits(cursor);
    }
    if let Some(b'e' | b'E') = cursor.peek() {
        let is_signed = matches!(cursor.peek_at(1), Some(b'+' | b'-'));
        cursor.advance(if is_signed { 2 } else { 1 });
        digits(cursor);
    }
    match cursor.since(start).parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(ExprKind::Number(number)),
        _ => Err(cursor.problem("the number is too large or incomplete: write it in full")),
    }
}

fn parenthesis<'a>(cursor: &mut Cursor<'a>) -> Parsed<Expr<'a>> {
    let (start, at) = (cursor.at, cursor.loc());
    cursor.advance(1);
    let inner = cursor.multiline(true, |cursor| {
        let inner = expression(cursor)?;
        cursor.expect(")", "`)`")?;
        Ok(inner)
    })?;
    Ok(Expr { kind: inner.kind, at, text: cursor.since(start) })
}
