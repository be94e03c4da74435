//! PartiQL: one statement for each call, with the example's values in them.
//!
//! Statements have no word for a limit, for strong reads or for pages: those are said with the call that sends them.
//! `INSERT` refuses an item that is there, so a condition on a put is left out.

use tablewright_model::{Design, Pattern, PatternId, PatternKind, Table};

use super::lines::one_line;
use super::moved::{Moved, moved};
use crate::example::arguments;
use crate::expression::{
    Comparator, Condition, ExpressionKind, Operand, Path, Placeholders, Scope, Step, parse_condition,
};
use crate::value::{Attributes, Value};
use crate::verdict::{Arguments, Call, Operation, Place, Request, Service, request, verdict};

pub(super) fn write(design: &Design, id: PatternId) -> Option<String> {
    let statements = statements(design, id, &arguments(design, id))?;
    let title = design.pattern(id).map(|pattern| one_line(&pattern.name)).unwrap_or_default();
    Some(format!("-- {title}\n{}\n", statements.join(";\n\n") + ";"))
}

fn statements(design: &Design, id: PatternId, arguments: &Arguments) -> Option<Vec<String>> {
    let pattern = design.pattern(id)?;
    if pattern.kind == PatternKind::Transaction {
        verdict(design, id)?.service?;
        let parts: Option<Vec<_>> =
            pattern.together.iter().map(|id| statements(design, *id, arguments)).collect();
        return Some(parts?.into_iter().flatten().collect());
    }
    let table = design.table(pattern.table)?;
    let Some(service) = verdict(design, id)?.service else {
        return anew(table, pattern, &moved(design, pattern)?);
    };
    let request = request(design, id)?;
    if service.operation == Operation::SearchVectors {
        return None;
    }
    let calls = request.calls(arguments).ok()?;
    let of = Statement { table, pattern, service: &service };
    let mut all: Vec<String> = calls.iter().map(|call| of.text(call)).collect::<Option<_>>()?;
    all.dedup();
    if let Some((_, then)) = &request.then {
        let keys = then.key.iter().map(|(name, _)| format!("{} = ?", quoted(name)));
        let keys = keys.collect::<Vec<_>>().join(" AND ");
        let call = Call { request: (**then).clone(), ..Call::default() };
        all.push(format!("SELECT {}\nFROM {}\nWHERE {keys}", projection(&call), quoted(&table.name)));
    }
    Some(all)
}

/// A delete and a put in the place of an update, for one transaction.
fn anew(table: &Table, pattern: &Pattern, moved: &Moved) -> Option<Vec<String>> {
    let of = |(service, request): &(Service, Request), arguments: &Arguments| {
        let calls = request.calls(arguments).ok()?;
        Statement { table, pattern, service }.text(calls.first()?)
    };
    Some(vec![of(&moved.delete, &moved.before)?, of(&moved.put, &moved.after())?])
}

/// What a statement is about.
struct Statement<'d> {
    table: &'d Table,
    pattern: &'d Pattern,
    service: &'d Service,
}

impl Statement<'_> {
    fn text(&self, call: &Call) -> Option<String> {
        let table = quoted(&self.table.name);
        let from = match self.service.place {
            Place::Table => table.clone(),
            Place::Index(id) => format!("{table}.{}", quoted(self.table.index_name(id)?)),
        };
        let selected = match call.request.whole {
            true => "*".to_owned(),
            false => projection(call),
        };
        Some(match self.service.operation {
            Operation::PutItem => {
                format!("INSERT INTO {table}\nVALUE {}", literal(&Value::Map(call.item.clone())))
            }
            Operation::UpdateItem => {
                let set = self.set(call)?;
                format!("UPDATE {table}\n{set}\nWHERE {}", conditions(call)?.join(" AND "))
            }
            Operation::DeleteItem => {
                format!("DELETE FROM {table}\nWHERE {}", conditions(call)?.join(" AND "))
            }
            _ => {
                let conditions = conditions(call)?;
                let filter = if conditions.is_empty() {
                    String::new()
                } else {
                    format!("\nWHERE {}", conditions.join(" AND "))
                };
                format!("SELECT {selected}\nFROM {from}{filter}{}", self.order(call))
            }
        })
    }

    fn set(&self, call: &Call) -> Option<String> {
        let text = call.request.update.as_deref()?.strip_prefix("SET ")?;
        let assigned = text.split(", ").map(|one| {
            let (name, value) = one.split_once(" = ")?;
            let name = call.placeholders.names.get(name).map_or(name, String::as_str);
            Some(format!("SET {} = {}", quoted(name), literal(call.placeholders.values.get(value)?)))
        });
        Some(assigned.collect::<Option<Vec<_>>>()?.join("\n"))
    }

    fn order(&self, call: &Call) -> String {
        let by = self.service.ordered_by.first().filter(|_| self.pattern.order.is_some());
        match (by, call.request.forward) {
            (Some(by), Some(forward)) => {
                let direction = if forward { "ASC" } else { "DESC" };
                format!("\nORDER BY {} {direction}", quoted(self.table.attribute_name(*by)))
            }
            _ => String::new(),
        }
    }
}

/// The key, the key condition, the filter and the condition, each as it is joined by `AND`.
fn conditions(call: &Call) -> Option<Vec<String>> {
    let equal = |(name, value): (&String, &Value)| format!("{} = {}", quoted(name), literal(value));
    let mut all: Vec<String> = key(&call.key).map(equal).collect();
    let request = &call.request;
    for text in [&request.key_condition, &request.filter, &request.condition].into_iter().flatten() {
        all.push(compared(text, &call.placeholders)?);
    }
    Some(all)
}

fn key(key: &Attributes) -> impl Iterator<Item = (&String, &Value)> {
    key.iter()
}

fn compared(text: &str, placeholders: &Placeholders) -> Option<String> {
    let scope = Scope::new(placeholders);
    parse_condition(ExpressionKind::Filter, text, &scope).ok().map(|parsed| condition(&parsed))
}

fn condition(of: &Condition) -> String {
    let joined = |parts: &[Condition], word: &str| {
        let inner = |part: &Condition| match part {
            Condition::Any(_) => format!("({})", condition(part)),
            _ => condition(part),
        };
        parts.iter().map(inner).collect::<Vec<_>>().join(word)
    };
    match of {
        Condition::Compare(one, comparator, two) => {
            format!("{} {} {}", operand(one), sign(*comparator), operand(two))
        }
        Condition::Between(value, low, high) => {
            format!("{} BETWEEN {} AND {}", operand(value), operand(low), operand(high))
        }
        Condition::In(value, members) => {
            let members: Vec<String> = members.iter().map(operand).collect();
            format!("{} IN [{}]", operand(value), members.join(", "))
        }
        Condition::Exists(path) => format!("{} IS NOT MISSING", self::path(path)),
        Condition::NotExists(path) => format!("{} IS MISSING", self::path(path)),
        Condition::HasType(path, kind) => format!("attribute_type({}, {})", self::path(path), literal(kind)),
        Condition::BeginsWith(value, prefix) => {
            format!("begins_with({}, {})", operand(value), operand(prefix))
        }
        Condition::Contains(value, wanted) => format!("contains({}, {})", operand(value), operand(wanted)),
        Condition::All(parts) => joined(parts, " AND "),
        Condition::Any(parts) => joined(parts, " OR "),
        Condition::Not(inner) => format!("NOT ({})", condition(inner)),
    }
}

const fn sign(comparator: Comparator) -> &'static str {
    comparator.sign()
}

fn operand(of: &Operand) -> String {
    match of {
        Operand::Path(path) => self::path(path),
        Operand::Value(value) => literal(value),
        Operand::Size(path) => format!("size({})", self::path(path)),
    }
}

fn path(of: &Path) -> String {
    let step = |step: &Step| match step {
        Step::Name(name) => format!(".{}", quoted(name)),
        Step::Index(at) => format!("[{at}]"),
    };
    quoted(&of.root) + &of.steps.iter().map(step).collect::<String>()
}

/// The attributes of a projection, which has names and nothing inside them.
fn projection(call: &Call) -> String {
    let Some(text) = &call.request.projection else { return "*".to_owned() };
    let name = |name: &str| quoted(call.request.names.get(name).map_or(name, String::as_str));
    text.split(", ").map(name).collect::<Vec<_>>().join(", ")
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn text(of: &str) -> String {
    format!("'{}'", of.replace('\'', "''"))
}

/// A value; binaries have no form, and stand as a parameter.
fn literal(value: &Value) -> String {
    let joined = |parts: Vec<String>| parts.join(", ");
    match value {
        Value::S(text) => self::text(text),
        Value::N(number) => number.to_string(),
        Value::B(_) | Value::BinarySet(_) => "?".to_owned(),
        Value::Bool(truth) => truth.to_string(),
        Value::Null => "null".to_owned(),
        Value::StringSet(members) => {
            format!("<<{}>>", joined(members.iter().map(|member| self::text(member)).collect()))
        }
        Value::NumberSet(members) => {
            format!("<<{}>>", joined(members.iter().map(ToString::to_string).collect()))
        }
        Value::List(items) => format!("[{}]", joined(items.iter().map(literal).collect())),
        Value::Map(entries) => {
            let pair = |(name, value): (&String, &Value)| format!("{}: {}", self::text(name), literal(value));
            format!("{{{}}}", joined(entries.iter().map(pair).collect()))
        }
    }
}
