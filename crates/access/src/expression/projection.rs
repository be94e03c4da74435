//! Projections: which attributes, and which parts of them, an answer carries.

use std::collections::BTreeMap;

use super::cursor::{Cursor, Parsed};
use super::path::overlap;
use super::token::Token;
use super::{ExpressionKind, Path, Scope, Step};
use crate::value::{Attributes, Value};

/// The paths to return, in the order of writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Projection {
    /// Top-level attributes and parts of them; none overlaps another.
    pub paths: Vec<Path>,
}

impl Projection {
    /// Reads a projection.
    ///
    /// # Errors
    ///
    /// What the service would answer.
    pub fn read(text: &str, scope: &Scope<'_>) -> Parsed<Self> {
        let mut cursor = Cursor::new(ExpressionKind::Projection, text, scope)?;
        let mut paths = vec![cursor.path()?];
        while cursor.take(Token::Sign(",")) {
            paths.push(cursor.path()?);
        }
        cursor.expect_end()?;
        match overlap(&paths.iter().collect::<Vec<_>>()) {
            Some(reason) => Err(cursor.refuse(reason)),
            None => Ok(Self { paths }),
        }
    }

    /// What of the item an answer carries. Elements of a list keep their order and close up.
    #[must_use]
    pub fn apply(&self, item: &Attributes) -> Attributes {
        let mut wanted: BTreeMap<&String, Vec<&[Step]>> = BTreeMap::new();
        for path in &self.paths {
            wanted.entry(&path.root).or_default().push(&path.steps);
        }
        let found =
            wanted.into_iter().filter_map(|(name, tails)| Some((name, pick(item.get(name)?, &tails)?)));
        found.map(|(name, value)| (name.clone(), value)).collect()
    }
}

/// The wanted parts of a value; none if it has none of them.
fn pick(value: &Value, wanted: &[&[Step]]) -> Option<Value> {
    if wanted.iter().any(|steps| steps.is_empty()) {
        return Some(value.clone());
    }
    let mut below: BTreeMap<&Step, Vec<&[Step]>> = BTreeMap::new();
    for (step, tail) in wanted.iter().filter_map(|steps| steps.split_first()) {
        below.entry(step).or_default().push(tail);
    }
    match value {
        Value::Map(entries) => {
            let picked = below.iter().filter_map(|(step, tails)| match step {
                Step::Name(name) => Some((name.clone(), pick(entries.get(name)?, tails)?)),
                Step::Index(_) => None,
            });
            let picked: Attributes = picked.collect();
            (!picked.is_empty()).then_some(Value::Map(picked))
        }
        Value::List(items) => {
            let picked = below.iter().filter_map(|(step, tails)| match step {
                Step::Index(at) => pick(items.get(*at)?, tails),
                Step::Name(_) => None,
            });
            let picked: Vec<Value> = picked.collect();
            (!picked.is_empty()).then_some(Value::List(picked))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expression::Placeholders;

    fn apply(text: &str, json: &str) -> Result<String, String> {
        let placeholders =
            Placeholders { names: [("#n".to_owned(), "name".to_owned())].into(), ..Placeholders::default() };
        let projection =
            Projection::read(text, &Scope::new(&placeholders)).map_err(|error| error.to_string())?;
        let item = serde_json::from_str(json).unwrap();
        Ok(serde_json::to_string(&projection.apply(&item)).unwrap())
    }

    const ITEM: &str = r#"{"name": {"S": "x"}, "a": {"M": {"b": {"N": "1"}, "c": {"N": "2"}}},
        "l": {"L": [{"S": "0"}, {"M": {"p": {"S": "1"}, "q": {"S": "2"}}}, {"S": "3"}]}}"#;

    #[test]
    fn parts_of_documents_are_returned_in_place() {
        assert_eq!(apply("#n, gone", ITEM).unwrap(), r#"{"name":{"S":"x"}}"#);
        assert_eq!(apply("a.c, a.x", ITEM).unwrap(), r#"{"a":{"M":{"c":{"N":"2"}}}}"#);
        assert_eq!(apply("a.x, l[9], l.y", ITEM).unwrap(), "{}");
        let expected = r#"{"l":{"L":[{"S":"0"},{"M":{"p":{"S":"1"},"q":{"S":"2"}}}]}}"#;
        assert_eq!(apply("l[1].q, l[1].p, l[0]", ITEM).unwrap(), expected);
    }

    #[test]
    fn what_the_service_refuses_is_refused() {
        let refused = |text: &str| apply(text, ITEM).unwrap_err();
        assert_eq!(
            refused("name"),
            "Invalid ProjectionExpression: Attribute name is a reserved keyword; reserved keyword: name"
        );
        assert_eq!(
            refused("a, a.b"),
            "Invalid ProjectionExpression: Two document paths overlap with each other; must remove or rewrite one of \
             these paths; path one: [a], path two: [a, b]"
        );
        assert_eq!(
            refused("a,"),
            "Invalid ProjectionExpression: Syntax error; token: \"<EOF>\", near: \",\""
        );
        assert_eq!(refused(""), "Invalid ProjectionExpression: The expression can not be empty;");
        assert!(refused("#x").ends_with("attribute name: #x"));
    }
}
