//! What operators make of two values.

use crate::import::budget::Budget;
use crate::import::hcl::Operator;
use crate::import::value::{Kind, Loc, Value};

use super::evaluate::unknown_like;

pub(super) fn not(operand: &Value, at: Loc, text: &str) -> Value {
    match operand.to_bool() {
        Some(value) => Value::bool(at, !value),
        None => unknown_like(at, text, [operand]),
    }
}

pub(super) fn negative(operand: &Value, at: Loc, text: &str) -> Value {
    match operand.to_number() {
        Some(number) => Value::new(at, Kind::Number(-number)),
        None => unknown_like(at, text, [operand]),
    }
}

pub(super) fn binary(
    operator: Operator,
    left: &Value,
    right: &Value,
    at: Loc,
    text: &str,
    budget: &Budget,
) -> Value {
    let kind = match operator {
        Operator::Equal | Operator::NotEqual => {
            let is_wanted = operator == Operator::Equal;
            equal(left, right, budget, EQUAL_DEPTH).map(|is_equal| Kind::Bool(is_equal == is_wanted))
        }
        Operator::And | Operator::Or => logic(operator, left, right),
        _ => left.to_number().zip(right.to_number()).and_then(|(left, right)| numbers(operator, left, right)),
    };
    match kind {
        Some(kind) => Value::new(at, kind),
        None => unknown_like(at, text, [left, right]),
    }
}

/// Levels of lists and maps that are compared.
const EQUAL_DEPTH: usize = 64;

fn logic(operator: Operator, left: &Value, right: &Value) -> Option<Kind> {
    let decisive = operator == Operator::Or;
    match (left.to_bool(), right.to_bool()) {
        (Some(value), _) | (_, Some(value)) if value == decisive => Some(Kind::Bool(decisive)),
        (Some(_), Some(_)) => Some(Kind::Bool(!decisive)),
        _ => None,
    }
}

fn numbers(operator: Operator, left: f64, right: f64) -> Option<Kind> {
    let number = match operator {
        Operator::Plus => left + right,
        Operator::Minus => left - right,
        Operator::Times => left * right,
        Operator::Divided => left / right,
        Operator::Remainder => left % right,
        Operator::Less => return Some(Kind::Bool(left < right)),
        Operator::LessOrEqual => return Some(Kind::Bool(left <= right)),
        Operator::Greater => return Some(Kind::Bool(left > right)),
        Operator::GreaterOrEqual => return Some(Kind::Bool(left >= right)),
        Operator::Equal | Operator::NotEqual | Operator::And | Operator::Or => return None,
    };
    number.is_finite().then_some(Kind::Number(number))
}

/// Whether two values are the same; nothing when that can't be known.
pub(super) fn equal(left: &Value, right: &Value, budget: &Budget, depth: usize) -> Option<bool> {
    if depth == 0 || !budget.spend(1) {
        return None;
    }
    match (&left.kind, &right.kind) {
        (Kind::Unknown(_), _) | (_, Kind::Unknown(_)) => None,
        (Kind::Null, Kind::Null) => Some(true),
        (Kind::List(left), Kind::List(right)) => {
            let mut pairs = left.iter().zip(right.iter());
            let same = pairs.try_fold(true, |same, (l, r)| Some(same && equal(l, r, budget, depth - 1)?))?;
            Some(same && left.len() == right.len())
        }
        (Kind::Map(left), Kind::Map(right)) => {
            if left.len() != right.len() {
                return Some(false);
            }
            left.iter().try_fold(true, |same, (key, value)| {
                let other = right.get(key);
                Some(same && other.map_or(Some(false), |other| equal(value, other, budget, depth - 1))?)
            })
        }
        _ => Some(match (left.to_text(), right.to_text()) {
            (Some(left), Some(right)) => left == right,
            _ => false,
        }),
    }
}
