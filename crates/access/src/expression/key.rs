//! Key conditions: what a query gives for the keys of the table or index that it reads.

use std::cmp::Ordering;

use super::cursor::Parsed;
use super::evaluate::begins_with;
use super::{Comparator, Condition, ExpressionError, ExpressionKind, Operand, Scope, parse_condition};
use crate::schema::KeySchema;
use crate::value::Value;

/// A key condition that fits the key it was read for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyCondition {
    /// A value for every partition attribute, in the key's order.
    pub partition: Vec<Value>,
    /// Values for the first sort attributes, in the key's order.
    pub equal: Vec<Value>,
    /// What the sort attribute behind those must be.
    pub last: Option<SortCondition>,
}

/// A condition on a sort attribute other than `=`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SortCondition {
    /// `<`
    Less(Value),
    /// `<=`
    LessOrEqual(Value),
    /// `>`
    Greater(Value),
    /// `>=`
    GreaterOrEqual(Value),
    /// `BETWEEN`, both included
    Between(Value, Value),
    /// `begins_with`
    BeginsWith(Value),
}

/// One condition of the expression: the attribute and what is asked of it.
struct Clause {
    name: String,
    asked: Asked,
}

enum Asked {
    Equal(Value),
    Range(SortCondition),
}

impl KeyCondition {
    /// Reads a key condition for a key.
    ///
    /// # Errors
    ///
    /// What the service would answer.
    pub fn read(text: &str, scope: &Scope<'_>, key: &KeySchema) -> Parsed<Self> {
        let condition = parse_condition(ExpressionKind::KeyCondition, text, scope)?;
        let clauses = match condition {
            Condition::All(parts) => parts.into_iter().map(clause).collect::<Result<Vec<_>, _>>()?,
            single => vec![clause(single)?],
        };
        check_once(&clauses)?;
        bind(clauses, key)
    }
}

fn clause(condition: Condition) -> Parsed<Clause> {
    let (path, asked) = match condition {
        Condition::Compare(Operand::Path(path), comparator, Operand::Value(value)) => {
            (path, compared(comparator, value)?)
        }
        Condition::Compare(Operand::Value(value), comparator, Operand::Path(path)) => {
            (path, compared(comparator.flipped(), value)?)
        }
        Condition::Between(Operand::Path(path), Operand::Value(low), Operand::Value(high)) => {
            (path, Asked::Range(SortCondition::Between(low, high)))
        }
        Condition::BeginsWith(Operand::Path(path), Operand::Value(prefix)) => {
            (path, Asked::Range(SortCondition::BeginsWith(prefix)))
        }
        other => return Err(unusable(&other)),
    };
    if !path.steps.is_empty() {
        return refuse("KeyConditionExpressions cannot have conditions on nested attributes");
    }
    Ok(Clause { name: path.root, asked })
}

fn compared(comparator: Comparator, value: Value) -> Parsed<Asked> {
    Ok(match comparator {
        Comparator::Equal => Asked::Equal(value),
        Comparator::NotEqual => return Err(invalid_operator("<>")),
        Comparator::Less => Asked::Range(SortCondition::Less(value)),
        Comparator::LessOrEqual => Asked::Range(SortCondition::LessOrEqual(value)),
        Comparator::Greater => Asked::Range(SortCondition::Greater(value)),
        Comparator::GreaterOrEqual => Asked::Range(SortCondition::GreaterOrEqual(value)),
    })
}

fn unusable(condition: &Condition) -> ExpressionError {
    invalid_operator(match condition {
        Condition::Any(_) => "OR",
        Condition::Not(_) => "NOT",
        Condition::In(..) => "IN",
        Condition::Exists(_) => "attribute_exists",
        Condition::NotExists(_) => "attribute_not_exists",
        Condition::HasType(..) => "attribute_type",
        Condition::Contains(..) => "contains",
        Condition::Compare(one, _, two)
            if matches!(one, Operand::Size(_)) || matches!(two, Operand::Size(_)) =>
        {
            "size"
        }
        Condition::All(_) => return ExpressionKind::KeyCondition.refuse("Query key condition not supported"),
        Condition::Compare(..) | Condition::Between(..) | Condition::BeginsWith(..) => {
            return ExpressionKind::KeyCondition.refuse(
                "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition",
            );
        }
    })
}

fn invalid_operator(name: &str) -> ExpressionError {
    ExpressionError(format!("Invalid operator used in KeyConditionExpression: {name}"))
}

fn check_once(clauses: &[Clause]) -> Parsed<()> {
    let twice = |(at, clause): (usize, &Clause)| clauses.iter().take(at).any(|one| one.name == clause.name);
    if clauses.iter().enumerate().any(twice) {
        return Err(ExpressionKind::KeyCondition
            .refuse("KeyConditionExpressions must only contain one condition per key"));
    }
    Ok(())
}

fn bind(mut clauses: Vec<Clause>, key: &KeySchema) -> Parsed<KeyCondition> {
    let mut take = |name: &str| {
        let at = clauses.iter().position(|clause| clause.name == name)?;
        Some(clauses.swap_remove(at).asked)
    };
    let mut bound = KeyCondition { partition: Vec::new(), equal: Vec::new(), last: None };
    for attribute in &key.partition {
        match take(&attribute.name) {
            Some(Asked::Equal(value)) => bound.partition.push(value),
            Some(Asked::Range(_)) => return refuse("Query key condition not supported"),
            None => return Err(missed(&attribute.name)),
        }
    }
    let mut gap: Option<&str> = None;
    for attribute in &key.sort {
        match (take(&attribute.name), gap) {
            (None, _) => gap = gap.or(Some(&attribute.name)),
            (Some(_), Some(unused)) => return Err(needs_equality(unused, &attribute.name)),
            (Some(_), None) if bound.last.is_some() => return refuse("Query key condition not supported"),
            (Some(Asked::Equal(value)), None) => bound.equal.push(value),
            (Some(Asked::Range(condition)), None) => bound.last = Some(condition),
        }
    }
    match (clauses.is_empty(), gap) {
        (true, _) => check_types(bound, key),
        (false, Some(unused)) => Err(missed(unused)),
        (false, None) => refuse("Query key condition not supported"),
    }
}

fn check_types(bound: KeyCondition, key: &KeySchema) -> Parsed<KeyCondition> {
    let exact = bound.partition.iter().zip(&key.partition).chain(bound.equal.iter().zip(&key.sort));
    let last = bound.last.iter().flat_map(SortCondition::values);
    let range = last.zip(key.sort.get(bound.equal.len()).into_iter().cycle());
    if exact.chain(range).any(|(value, attribute)| value.kind() != attribute.kind) {
        return refuse(
            "One or more parameter values were invalid: Condition parameter type does not match schema type",
        );
    }
    Ok(bound)
}

impl SortCondition {
    fn values(&self) -> Vec<&Value> {
        match self {
            Self::Less(value)
            | Self::LessOrEqual(value)
            | Self::Greater(value)
            | Self::GreaterOrEqual(value)
            | Self::BeginsWith(value) => vec![value],
            Self::Between(low, high) => vec![low, high],
        }
    }

    /// Whether a sort value is in the range.
    #[must_use]
    pub fn is_met_by(&self, value: &Value) -> bool {
        let order = |bound: &Value| value.order(bound);
        match self {
            Self::Less(bound) => order(bound).is_some_and(Ordering::is_lt),
            Self::LessOrEqual(bound) => order(bound).is_some_and(Ordering::is_le),
            Self::Greater(bound) => order(bound).is_some_and(Ordering::is_gt),
            Self::GreaterOrEqual(bound) => order(bound).is_some_and(Ordering::is_ge),
            Self::Between(low, high) => {
                order(low).is_some_and(Ordering::is_ge) && order(high).is_some_and(Ordering::is_le)
            }
            Self::BeginsWith(prefix) => begins_with(value, prefix),
        }
    }
}

fn missed(name: &str) -> ExpressionError {
    ExpressionError(format!("Query condition missed key schema element: {name}"))
}

fn needs_equality(unused: &str, used: &str) -> ExpressionError {
    ExpressionError(format!(
        "RANGE key attributes {unused} must have equality conditions specified in the query because a condition is \
         present on key attribute {used}"
    ))
}

fn refuse<T>(message: &str) -> Parsed<T> {
    Err(ExpressionError(message.to_owned()))
}
