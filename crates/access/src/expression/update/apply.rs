//! Carrying out an update on an item.
//!
//! Every value is worked out from the item as it was. `SET`, `ADD` and `DELETE` then write in the order of their paths
//! (an index behind a list's end appends), and removals come last, the highest index first, so that every index means
//! what it meant before. Keys are not protected here: the table is the one to know them.

use super::{Action, Change, Sum, Term, Update};
use crate::expression::{ExpressionError, Path, Step};
use crate::value::{Attributes, Value, ValueError};

const BAD_PATH: &str = "The document path provided in the update expression is invalid for update";
const MISSING: &str = "The provided expression refers to an attribute that does not exist in the item";
const BAD_TYPE: &str = "An operand in the update expression has an incorrect data type";

type Applied<T> = Result<T, ExpressionError>;

impl Update {
    /// The item after the update.
    ///
    /// # Errors
    ///
    /// What the service would answer when the item does not fit the update.
    pub fn apply(&self, before: &Attributes) -> Applied<Attributes> {
        self.check_operands(before)?;
        let mut writes = Vec::new();
        let mut removals = Vec::new();
        for action in &self.actions {
            match written(action, before)? {
                Some(value) => writes.push((&action.path, value)),
                None => removals.extend(removal(action, before)?),
            }
        }
        writes.sort_by_key(|(path, _)| *path);
        removals.sort_by(|one, two| two.cmp(one));
        let mut after = before.clone();
        for (path, value) in writes {
            set(&mut after, path, value)?;
        }
        for path in removals {
            remove(&mut after, path);
        }
        Ok(after)
    }

    /// Operands of `ADD` and `DELETE` that do not fit are refused before anything else is looked at.
    fn check_operands(&self, before: &Attributes) -> Applied<()> {
        let fits = |action: &Action| match (&action.change, action.path.find(before)) {
            (Change::Add(operand) | Change::Delete(operand), Some(old)) => old.kind() == operand.kind(),
            _ => true,
        };
        if self.actions.iter().all(fits) { Ok(()) } else { refuse(BAD_TYPE) }
    }
}

/// The value to write; none if something goes instead.
fn written(action: &Action, before: &Attributes) -> Applied<Option<Value>> {
    let old = action.path.find(before);
    match &action.change {
        Change::Set(sum) => self::sum(sum, before).map(Some),
        Change::Remove => Ok(None),
        Change::Add(operand) => old.map_or_else(|| Ok(operand.clone()), |old| add(old, operand)).map(Some),
        Change::Delete(operand) => Ok(old.and_then(|old| without(old, operand))),
    }
}

/// The path to remove, if there is something. Its parent has to be there in any case.
fn removal<'a>(action: &'a Action, before: &Attributes) -> Applied<Option<&'a Path>> {
    let mut scratch = before.clone();
    place(&mut scratch, &action.path)?;
    Ok(action.path.find(before).map(|_| &action.path))
}

fn sum(sum: &Sum, item: &Attributes) -> Applied<Value> {
    let (one, two, minus) = match sum {
        Sum::One(only) => return term(only, item),
        Sum::Plus(one, two) => (one, two, false),
        Sum::Minus(one, two) => (one, two, true),
    };
    let (Value::N(one), Value::N(two)) = (term(one, item)?, term(two, item)?) else {
        return refuse(BAD_TYPE);
    };
    number(if minus { one.minus(two) } else { one.plus(two) })
}

fn number(result: Result<crate::value::Number, ValueError>) -> Applied<Value> {
    result.map(Value::N).map_err(|error| ExpressionError(error.to_string()))
}

fn term(term: &Term, item: &Attributes) -> Applied<Value> {
    match term {
        Term::Value(value) => Ok(value.clone()),
        Term::Path(path) => path.find(item).cloned().ok_or_else(|| ExpressionError(MISSING.to_owned())),
        Term::IfNotExists(path, default) => match path.find(item) {
            Some(value) => Ok(value.clone()),
            None => self::term(default, item),
        },
        Term::ListAppend(one, two) => match (self::term(one, item)?, self::term(two, item)?) {
            (Value::List(mut one), Value::List(two)) => {
                one.extend(two);
                Ok(Value::List(one))
            }
            _ => refuse(BAD_TYPE),
        },
        Term::Group(inner) => sum(inner, item),
    }
}

fn add(old: &Value, operand: &Value) -> Applied<Value> {
    Ok(match (old, operand) {
        (Value::N(old), Value::N(more)) => return number(old.plus(*more)),
        (Value::StringSet(old), Value::StringSet(more)) => Value::StringSet(old | more),
        (Value::NumberSet(old), Value::NumberSet(more)) => Value::NumberSet(old | more),
        (Value::BinarySet(old), Value::BinarySet(more)) => Value::BinarySet(old | more),
        _ => return refuse(BAD_TYPE),
    })
}

/// A set without the members of another; none if no member is left, since empty sets do not exist.
fn without(old: &Value, operand: &Value) -> Option<Value> {
    match (old, operand) {
        (Value::StringSet(old), Value::StringSet(less)) => left(old - less, Value::StringSet),
        (Value::NumberSet(old), Value::NumberSet(less)) => left(old - less, Value::NumberSet),
        (Value::BinarySet(old), Value::BinarySet(less)) => left(old - less, Value::BinarySet),
        _ => None,
    }
}

fn left<T>(
    members: std::collections::BTreeSet<T>,
    set: impl Fn(std::collections::BTreeSet<T>) -> Value,
) -> Option<Value> {
    (!members.is_empty()).then(|| set(members))
}

/// Where a path ends: in the entries of an item or map, or in a list.
enum Place<'i> {
    Entry(&'i mut Attributes, &'i str),
    Element(&'i mut Vec<Value>, usize),
}

fn place<'i>(item: &'i mut Attributes, path: &'i Path) -> Applied<Place<'i>> {
    let Some((last, parents)) = path.steps.split_last() else {
        return Ok(Place::Entry(item, &path.root));
    };
    let bad = || ExpressionError(BAD_PATH.to_owned());
    let mut value = item.get_mut(&path.root).ok_or_else(bad)?;
    for step in parents {
        value = match (step, value) {
            (Step::Name(name), Value::Map(entries)) => entries.get_mut(name),
            (Step::Index(at), Value::List(items)) => items.get_mut(*at),
            _ => None,
        }
        .ok_or_else(bad)?;
    }
    match (last, value) {
        (Step::Name(name), Value::Map(entries)) => Ok(Place::Entry(entries, name)),
        (Step::Index(at), Value::List(items)) => Ok(Place::Element(items, *at)),
        _ => Err(bad()),
    }
}

fn set(item: &mut Attributes, path: &Path, value: Value) -> Applied<()> {
    match place(item, path)? {
        Place::Entry(entries, name) => {
            entries.insert(name.to_owned(), value);
        }
        Place::Element(items, at) => match items.get_mut(at) {
            Some(slot) => *slot = value,
            None => items.push(value),
        },
    }
    Ok(())
}

fn remove(item: &mut Attributes, path: &Path) {
    match place(item, path) {
        Ok(Place::Entry(entries, name)) => {
            entries.remove(name);
        }
        Ok(Place::Element(items, at)) if at < items.len() => {
            items.remove(at);
        }
        _ => {}
    }
}

fn refuse<T>(message: &str) -> Applied<T> {
    Err(ExpressionError(message.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expression::{Placeholders, Scope};

    /// Applies an update whose values are written as JSON.
    fn update(text: &str, values: &str, item: &str) -> Result<String, String> {
        let placeholders = Placeholders {
            names: std::collections::BTreeMap::new(),
            values: serde_json::from_str(values).unwrap(),
        };
        let scope = Scope::new(&placeholders);
        let update = Update::read(text, &scope).map_err(|error| error.to_string())?;
        scope.finish().map_err(|error| error.to_string())?;
        let item: Attributes = serde_json::from_str(item).unwrap();
        let after = update.apply(&item).map_err(|error| error.to_string())?;
        Ok(serde_json::to_string(&after).unwrap())
    }

    #[test]
    fn set_reads_the_item_as_it_was() {
        let after = update("SET a = b, b = a", "{}", r#"{"a": {"N": "1"}, "b": {"N": "2"}}"#);
        assert_eq!(after.unwrap(), r#"{"a":{"N":"2"},"b":{"N":"1"}}"#);
        let counted = update(
            "SET n = if_not_exists(n, :zero) + :one, l = list_append(:l, if_not_exists(l, :l))",
            r#"{":zero": {"N": "0"}, ":one": {"N": "1"}, ":l": {"L": [{"S": "x"}]}}"#,
            "{}",
        );
        assert_eq!(counted.unwrap(), r#"{"l":{"L":[{"S":"x"},{"S":"x"}]},"n":{"N":"1"}}"#);
    }

    #[test]
    fn indexes_mean_what_they_meant_before() {
        let list = r#"{"l": {"L": [{"S": "0"}, {"S": "1"}, {"S": "2"}]}}"#;
        let gone = update("REMOVE l[0], l[2]", "{}", list).unwrap();
        assert_eq!(gone, r#"{"l":{"L":[{"S":"1"}]}}"#);
        let value = r#"{":v": {"S": "v"}}"#;
        let appended = update("SET l[9] = :v REMOVE l[1]", value, list).unwrap();
        assert_eq!(appended, r#"{"l":{"L":[{"S":"0"},{"S":"2"},{"S":"v"}]}}"#);
    }

    #[test]
    fn add_and_delete_work_on_numbers_and_sets() {
        let item = r#"{"n": {"N": "1.5"}, "s": {"SS": ["a", "b"]}}"#;
        let values = r#"{":n": {"N": "-2"}, ":s": {"SS": ["b", "c"]}}"#;
        let added = update("ADD n :n, s :s", values, item).unwrap();
        assert_eq!(added, r#"{"n":{"N":"-0.5"},"s":{"SS":["a","b","c"]}}"#);
        let deleted = update("DELETE s :s", r#"{":s": {"SS": ["b", "a"]}}"#, item).unwrap();
        assert_eq!(deleted, r#"{"n":{"N":"1.5"}}"#);
        let new = update("ADD x :n DELETE y :s", values, "{}").unwrap();
        assert_eq!(new, r#"{"x":{"N":"-2"}}"#);
    }

    #[test]
    fn what_does_not_fit_the_item_is_refused() {
        let v = r#"{":v": {"N": "1"}}"#;
        for (text, message) in [
            ("SET a.b = :v", BAD_PATH),
            ("SET s[0] = :v", BAD_PATH),
            ("REMOVE a.b", BAD_PATH),
            ("SET x = gone + :v", MISSING),
            ("SET x = s + :v", BAD_TYPE),
            ("ADD s :v", BAD_TYPE),
        ] {
            let values = if text.contains(":v") { v } else { "{}" };
            assert_eq!(update(text, values, r#"{"s": {"S": "x"}}"#).unwrap_err(), message, "{text}");
        }
    }

    #[test]
    fn what_needs_no_item_is_refused_at_once() {
        for (text, message) in [
            ("SET a = :v SET b = :v", "The \"SET\" section can only be used once in an update expression;"),
            (
                "SET a = :v REMOVE a.b",
                "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: \
                 [a], path two: [a, b]",
            ),
            ("SET a = size(:v)", "Invalid function name; function: size"),
            (
                "SET a = list_append(:v, b)",
                "Incorrect operand type for operator or function; operator or function: list_append, operand type: N",
            ),
            (
                "DELETE a :v",
                "Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER, typeSet: \
                 ALLOWED_FOR_DELETE_OPERAND",
            ),
            ("SET a = :v, status = :v", "Attribute name is a reserved keyword; reserved keyword: status"),
            ("a = :v", "Syntax error; token: \"a\", near: \"a =\""),
        ] {
            let refused = update(text, r#"{":v": {"N": "1"}}"#, "{}").unwrap_err();
            assert_eq!(refused, format!("Invalid UpdateExpression: {message}"), "{text}");
        }
    }
}
