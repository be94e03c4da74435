//! Updates from text: the grammar, and the checks that need no item.

use super::{Action, Change, Sum, Term, Update};
use crate::expression::cursor::{Cursor, Parsed};
use crate::expression::path::overlap;
use crate::expression::token::Token;
use crate::expression::{ExpressionKind, Scope};
use crate::value::Value;

const SECTIONS: [&str; 4] = ["SET", "REMOVE", "ADD", "DELETE"];

impl Update {
    /// Reads an update.
    ///
    /// # Errors
    ///
    /// What the service would answer.
    pub fn read(text: &str, scope: &Scope<'_>) -> Parsed<Self> {
        let mut cursor = Cursor::new(ExpressionKind::Update, text, scope)?;
        let mut actions = Vec::new();
        let mut seen = Vec::new();
        while let Some(Token::Keyword(section)) = cursor.peek() {
            if !SECTIONS.contains(&section) {
                break;
            }
            if seen.contains(&section) {
                return Err(cursor.refuse(format_args!(
                    "The \"{section}\" section can only be used once in an update expression;"
                )));
            }
            seen.push(section);
            cursor.advance();
            actions.push(action(&mut cursor, section)?);
            while cursor.take(Token::Sign(",")) {
                actions.push(action(&mut cursor, section)?);
            }
        }
        if seen.is_empty() {
            return Err(cursor.syntax_error());
        }
        cursor.expect_end()?;
        match overlap(&actions.iter().map(|action| &action.path).collect::<Vec<_>>()) {
            Some(reason) => Err(cursor.refuse(reason)),
            None => Ok(Self { actions }),
        }
    }
}

fn action(cursor: &mut Cursor<'_>, section: &str) -> Parsed<Action> {
    cursor.operator()?;
    let path = cursor.path()?;
    let change = match section {
        "SET" => {
            cursor.expect(Token::Sign("="))?;
            Change::Set(sum(cursor)?)
        }
        "ADD" => Change::Add(operand(cursor, "ADD", |value| is_set(value) || matches!(value, Value::N(_)))?),
        "DELETE" => Change::Delete(operand(cursor, "DELETE", is_set)?),
        _ => Change::Remove,
    };
    Ok(Action { path, change })
}

const fn is_set(value: &Value) -> bool {
    matches!(value, Value::StringSet(_) | Value::NumberSet(_) | Value::BinarySet(_))
}

fn operand(cursor: &mut Cursor<'_>, section: &str, fits: impl Fn(&Value) -> bool) -> Parsed<Value> {
    let value = cursor.value()?;
    if fits(value) {
        return Ok(value.clone());
    }
    let kind = match value {
        Value::S(_) => "STRING",
        Value::N(_) => "NUMBER",
        Value::B(_) => "Binary",
        Value::List(_) => "LIST",
        Value::Map(_) => "MAP",
        other => other.kind().descriptor(),
    };
    Err(cursor.refuse(format_args!(
        "Incorrect operand type for operator or function; operator: {section}, operand type: {kind}, \
         typeSet: ALLOWED_FOR_{section}_OPERAND"
    )))
}

fn sum(cursor: &mut Cursor<'_>) -> Parsed<Sum> {
    let first = term(cursor)?;
    let sign = match cursor.peek() {
        Some(Token::Sign(sign @ ("+" | "-"))) => sign,
        _ => return Ok(Sum::One(first)),
    };
    cursor.advance();
    cursor.operator()?;
    let second = term(cursor)?;
    for one in [&first, &second] {
        check(cursor, one, sign, |value| matches!(value, Value::N(_)))?;
    }
    Ok(if sign == "+" { Sum::Plus(first, second) } else { Sum::Minus(first, second) })
}

fn term(cursor: &mut Cursor<'_>) -> Parsed<Term> {
    match (cursor.peek(), cursor.peek_at(1)) {
        (Some(Token::Value(_)), _) => Ok(Term::Value(cursor.value()?.clone())),
        (Some(Token::Sign("(")), _) => {
            cursor.advance();
            let inner = cursor.nested(sum)?;
            cursor.expect(Token::Sign(")"))?;
            Ok(Term::Group(Box::new(inner)))
        }
        (Some(Token::Word(name)), Some(Token::Sign("("))) => {
            cursor.operator()?;
            cursor.nested(|cursor| function(cursor, name))
        }
        _ => cursor.path().map(Term::Path),
    }
}

fn function(cursor: &mut Cursor<'_>, name: &str) -> Parsed<Term> {
    if !["if_not_exists", "list_append"].contains(&name) {
        return Err(cursor.refuse(format_args!("Invalid function name; function: {name}")));
    }
    cursor.advance();
    cursor.advance();
    let mut terms = vec![term(cursor)?];
    while cursor.take(Token::Sign(",")) {
        terms.push(term(cursor)?);
    }
    cursor.expect(Token::Sign(")"))?;
    let [first, second] = <[Term; 2]>::try_from(terms).map_err(|terms| {
        let count = terms.len();
        cursor.refuse(format_args!(
            "Incorrect number of operands for operator or function; operator or function: {name}, \
             number of operands: {count}"
        ))
    })?;
    match (name, first) {
        ("if_not_exists", Term::Path(path)) => Ok(Term::IfNotExists(path, Box::new(second))),
        ("if_not_exists", _) => Err(cursor
            .refuse("Operator or function requires a document path; operator or function: if_not_exists")),
        (_, first) => {
            for one in [&first, &second] {
                check(cursor, one, name, |value| matches!(value, Value::List(_)))?;
            }
            Ok(Term::ListAppend(Box::new(first), Box::new(second)))
        }
    }
}

fn check(cursor: &Cursor<'_>, term: &Term, name: &str, fits: impl Fn(&Value) -> bool) -> Parsed<()> {
    match term {
        Term::Value(value) if !fits(value) => Err(cursor.refuse(format_args!(
            "Incorrect operand type for operator or function; operator or function: {name}, operand type: {}",
            value.kind().descriptor()
        ))),
        _ => Ok(()),
    }
}
