//! Conditions from text: the grammar, and the checks that need no item.

use tablewright_model::AttributeType;

use super::cursor::{Cursor, Parsed};
use super::token::Token;
use super::{Comparator, Condition, ExpressionKind, Operand, Path, Scope};
use crate::value::Value;

/// Operands of one `IN`, at most.
const MAX_IN: usize = 100;
/// The functions that are conditions, with the number of their operands.
const FUNCTIONS: [(&str, usize); 5] = [
    ("attribute_exists", 1),
    ("attribute_not_exists", 1),
    ("attribute_type", 2),
    ("begins_with", 2),
    ("contains", 2),
];

/// Reads a condition or filter; `kind` says which, for the wording of errors.
///
/// # Errors
///
/// What the service would answer.
pub fn parse_condition(kind: ExpressionKind, text: &str, scope: &Scope<'_>) -> Parsed<Condition> {
    let mut cursor = Cursor::new(kind, text, scope)?;
    let condition = any(&mut cursor)?;
    cursor.expect_end()?;
    Ok(condition)
}

fn any(cursor: &mut Cursor<'_>) -> Parsed<Condition> {
    joined(cursor, "OR", all, Condition::Any)
}

fn all(cursor: &mut Cursor<'_>) -> Parsed<Condition> {
    joined(cursor, "AND", negated, Condition::All)
}

fn joined<'t>(
    cursor: &mut Cursor<'t>,
    word: &'static str,
    part: impl Fn(&mut Cursor<'t>) -> Parsed<Condition>,
    join: impl Fn(Vec<Condition>) -> Condition,
) -> Parsed<Condition> {
    let first = part(cursor)?;
    if cursor.peek() != Some(Token::Keyword(word)) {
        return Ok(first);
    }
    let mut parts = vec![first];
    while cursor.take(Token::Keyword(word)) {
        cursor.operator()?;
        parts.push(part(cursor)?);
    }
    Ok(join(parts))
}

fn negated(cursor: &mut Cursor<'_>) -> Parsed<Condition> {
    if cursor.take(Token::Keyword("NOT")) {
        cursor.operator()?;
        return Ok(Condition::Not(Box::new(cursor.nested(negated)?)));
    }
    if cursor.take(Token::Sign("(")) {
        let inner = cursor.nested(any)?;
        cursor.expect(Token::Sign(")"))?;
        return Ok(inner);
    }
    match (cursor.peek(), cursor.peek_at(1)) {
        (Some(Token::Word(name)), Some(Token::Sign("("))) if name != "size" => function(cursor, name),
        _ => comparison(cursor),
    }
}

fn comparison(cursor: &mut Cursor<'_>) -> Parsed<Condition> {
    let left = operand(cursor)?;
    match cursor.peek() {
        Some(Token::Keyword("BETWEEN")) => {
            cursor.advance();
            cursor.operator()?;
            let low = operand(cursor)?;
            cursor.expect(Token::Keyword("AND"))?;
            let high = operand(cursor)?;
            check_bounds(cursor, &low, &high)?;
            Ok(Condition::Between(left, low, high))
        }
        Some(Token::Keyword("IN")) => {
            cursor.advance();
            cursor.operator()?;
            members(cursor).map(|members| Condition::In(left, members))
        }
        Some(Token::Sign(sign)) => {
            let comparator = Comparator::ALL.into_iter().find(|comparator| comparator.sign() == sign);
            let comparator = comparator.ok_or_else(|| cursor.syntax_error())?;
            cursor.advance();
            cursor.operator()?;
            let right = operand(cursor)?;
            check_ordered(cursor, comparator, [&left, &right])?;
            Ok(Condition::Compare(left, comparator, right))
        }
        _ => Err(cursor.syntax_error()),
    }
}

fn members(cursor: &mut Cursor<'_>) -> Parsed<Vec<Operand>> {
    let members = operands(cursor)?;
    if members.len() > MAX_IN {
        return Err(wrong_count(cursor, "IN", members.len()));
    }
    Ok(members)
}

/// Operands in brackets.
fn operands(cursor: &mut Cursor<'_>) -> Parsed<Vec<Operand>> {
    cursor.expect(Token::Sign("("))?;
    let mut found = vec![operand(cursor)?];
    while cursor.take(Token::Sign(",")) {
        found.push(operand(cursor)?);
    }
    cursor.expect(Token::Sign(")"))?;
    Ok(found)
}

fn operand(cursor: &mut Cursor<'_>) -> Parsed<Operand> {
    match (cursor.peek(), cursor.peek_at(1)) {
        (Some(Token::Value(_)), _) => Ok(Operand::Value(cursor.value()?.clone())),
        (Some(Token::Word("size")), Some(Token::Sign("("))) => size(cursor),
        (Some(Token::Word(name)), Some(Token::Sign("("))) => Err(misplaced(cursor, name)),
        _ => cursor.path().map(Operand::Path),
    }
}

fn size(cursor: &mut Cursor<'_>) -> Parsed<Operand> {
    cursor.operator()?;
    cursor.advance();
    let mut given = cursor.nested(operands)?;
    match (given.len(), given.pop()) {
        (1, Some(Operand::Path(path))) => Ok(Operand::Size(path)),
        // A value has a size that is known now: the service takes only paths.
        (1, _) => Err(wants_path(cursor, "size")),
        (count, _) => Err(wrong_count(cursor, "size", count)),
    }
}

fn function(cursor: &mut Cursor<'_>, name: &str) -> Parsed<Condition> {
    let Some((name, wanted)) = FUNCTIONS.into_iter().find(|(known, _)| *known == name) else {
        return Err(cursor.refuse(format_args!("Invalid function name; function: {name}")));
    };
    cursor.operator()?;
    cursor.advance();
    let given = operands(cursor)?;
    if given.len() != wanted {
        return Err(wrong_count(cursor, name, given.len()));
    }
    let mut given = given.into_iter();
    let (Some(first), second) = (given.next(), given.next()) else {
        return Err(wrong_count(cursor, name, 0));
    };
    build(cursor, name, first, second)
}

fn build(
    cursor: &Cursor<'_>,
    name: &'static str,
    first: Operand,
    second: Option<Operand>,
) -> Parsed<Condition> {
    Ok(match (name, second) {
        ("attribute_exists", _) => Condition::Exists(only_path(cursor, name, first)?),
        ("attribute_not_exists", _) => Condition::NotExists(only_path(cursor, name, first)?),
        ("attribute_type", Some(second)) => {
            Condition::HasType(only_path(cursor, name, first)?, type_name(cursor, second)?)
        }
        ("begins_with", Some(second)) => {
            for operand in [&first, &second] {
                check_type(cursor, name, operand, |value| matches!(value, Value::S(_) | Value::B(_)))?;
            }
            Condition::BeginsWith(first, second)
        }
        ("contains", Some(second)) if first == second => {
            return Err(cursor.refuse(format_args!(
                "The first operand must be distinct from the remaining operands for this operator or function; \
                 operator: contains, first operand: {}",
                first.path().map_or_else(String::new, ToString::to_string)
            )));
        }
        (_, Some(second)) => Condition::Contains(first, second),
        (_, None) => return Err(wrong_count(cursor, name, 1)),
    })
}

fn only_path(cursor: &Cursor<'_>, name: &str, operand: Operand) -> Parsed<Path> {
    match operand {
        Operand::Path(path) => Ok(path),
        Operand::Value(_) | Operand::Size(_) => Err(wants_path(cursor, name)),
    }
}

/// The second operand of `attribute_type`: a string that names a type.
fn type_name(cursor: &Cursor<'_>, operand: Operand) -> Parsed<Value> {
    check_type(cursor, "attribute_type", &operand, |value| matches!(value, Value::S(_)))?;
    match operand {
        Operand::Value(Value::S(name)) if AttributeType::from_descriptor(&name).is_some() => {
            Ok(Value::S(name))
        }
        Operand::Value(Value::S(name)) => Err(cursor.refuse(format_args!(
            "Invalid attribute type name found; type: {name}, valid types: {{B,NULL,SS,BOOL,L,BS,N,NS,S,M}}"
        ))),
        _ => Err(cursor.syntax_error()),
    }
}

fn check_type(
    cursor: &Cursor<'_>,
    name: &str,
    operand: &Operand,
    fits: impl Fn(&Value) -> bool,
) -> Parsed<()> {
    match operand {
        Operand::Value(value) if !fits(value) => Err(cursor.refuse(format_args!(
            "Incorrect operand type for operator or function; operator or function: {name}, operand type: {}",
            value.kind().descriptor()
        ))),
        _ => Ok(()),
    }
}

fn check_ordered(cursor: &Cursor<'_>, comparator: Comparator, operands: [&Operand; 2]) -> Parsed<()> {
    if matches!(comparator, Comparator::Equal | Comparator::NotEqual) {
        return Ok(());
    }
    let has_order = |value: &Value| value.kind().is_key_type();
    operands.into_iter().try_for_each(|operand| check_type(cursor, comparator.sign(), operand, has_order))
}

fn check_bounds(cursor: &Cursor<'_>, low: &Operand, high: &Operand) -> Parsed<()> {
    let has_order = |value: &Value| value.kind().is_key_type();
    check_type(cursor, "BETWEEN", low, has_order)?;
    check_type(cursor, "BETWEEN", high, has_order)?;
    let (Operand::Value(low), Operand::Value(high)) = (low, high) else {
        return Ok(());
    };
    let wrong = match low.order(high) {
        None => "same data type for lower and upper bounds",
        Some(std::cmp::Ordering::Greater) => "upper bound to be greater than or equal to lower bound",
        Some(_) => return Ok(()),
    };
    Err(cursor.refuse(format_args!(
        "The BETWEEN operator requires {wrong}; lower bound operand: AttributeValue: {{{}}}, \
         upper bound operand: AttributeValue: {{{}}}",
        shown(low),
        shown(high)
    )))
}

/// A scalar as messages show it: `S:text`.
fn shown(value: &Value) -> String {
    let text = match value {
        Value::S(text) => text.clone(),
        Value::N(number) => number.to_string(),
        _ => "...".to_owned(),
    };
    format!("{}:{text}", value.kind().descriptor())
}

fn misplaced(cursor: &Cursor<'_>, name: &str) -> super::ExpressionError {
    if FUNCTIONS.iter().any(|(known, _)| *known == name) {
        return cursor.refuse(format_args!(
            "The function is not allowed to be used this way in an expression; function: {name}"
        ));
    }
    cursor.refuse(format_args!("Invalid function name; function: {name}"))
}

fn wants_path(cursor: &Cursor<'_>, name: &str) -> super::ExpressionError {
    cursor.refuse(format_args!("Operator or function requires a document path; operator or function: {name}"))
}

fn wrong_count(cursor: &Cursor<'_>, name: &str, count: usize) -> super::ExpressionError {
    cursor.refuse(format_args!(
        "Incorrect number of operands for operator or function; operator or function: {name}, \
         number of operands: {count}"
    ))
}
