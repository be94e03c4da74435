//! Document paths: `address.lines[0]`.

use std::fmt;

use crate::value::{Attributes, Value};

/// Where in an item something is: a top-level attribute, and steps into it. Placeholders are already replaced.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Path {
    /// The top-level attribute's name.
    pub root: String,
    /// From there on.
    pub steps: Vec<Step>,
}

/// One step into a map or list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// An entry of a map.
    Name(String),
    /// An element of a list, from 0.
    Index(usize),
}

impl Path {
    /// The path of a top-level attribute; dots in the name are part of it.
    #[must_use]
    pub fn attribute(name: impl Into<String>) -> Self {
        Self { root: name.into(), steps: Vec::new() }
    }

    /// What is there.
    #[must_use]
    pub fn find<'i>(&self, item: &'i Attributes) -> Option<&'i Value> {
        let top = item.get(&self.root)?;
        self.steps.iter().try_fold(top, |value, step| match (step, value) {
            (Step::Name(name), Value::Map(entries)) => entries.get(name),
            (Step::Index(at), Value::List(items)) => items.get(*at),
            _ => None,
        })
    }

    /// Whether one of the two lies in the other, or both are the same.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.root == other.root && self.steps.iter().zip(&other.steps).all(|(one, two)| one == two)
    }
}

impl fmt::Display for Path {
    /// As messages of the service show paths: `[address, lines, [0]]`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}", self.root)?;
        for step in &self.steps {
            match step {
                Step::Name(name) => write!(f, ", {name}")?,
                Step::Index(at) => write!(f, ", [{at}]")?,
            }
        }
        f.write_str("]")
    }
}

/// The reason for refusing paths of which two overlap, the first pair in the order of writing.
pub(super) fn overlap<'p>(paths: &[&'p Path]) -> Option<String> {
    let pairs = paths.iter().enumerate().flat_map(|(at, one)| {
        let later = paths.get(at + 1..).unwrap_or_default();
        later.iter().map(move |two| (*one, *two))
    });
    let found: Option<(&'p Path, &'p Path)> = pairs.into_iter().find(|(one, two)| one.overlaps(two));
    found.map(|(one, two)| {
        format!(
            "Two document paths overlap with each other; must remove or rewrite one of these paths; \
             path one: {one}, path two: {two}"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(root: &str, steps: &[Step]) -> Path {
        Path { root: root.to_owned(), steps: steps.to_vec() }
    }

    #[test]
    fn paths_lead_into_maps_and_lists() {
        let item: Attributes =
            serde_json::from_str(r#"{"a": {"M": {"b": {"L": [{"S": "x"}]}}}, "c.d": {"S": "dot"}}"#).unwrap();
        let inside = path("a", &[Step::Name("b".to_owned()), Step::Index(0)]);
        assert_eq!(inside.find(&item), Some(&Value::from("x")));
        assert_eq!(path("a", &[Step::Index(0)]).find(&item), None);
        assert_eq!(path("a", &[Step::Name("b".to_owned()), Step::Index(1)]).find(&item), None);
        assert_eq!(Path::attribute("c.d").find(&item), Some(&Value::from("dot")));
        assert_eq!(inside.to_string(), "[a, b, [0]]");
    }

    #[test]
    fn a_path_overlaps_what_it_leads_into() {
        let (outer, inner, other) =
            (path("a", &[]), path("a", &[Step::Index(1)]), path("a", &[Step::Index(2)]));
        assert!(outer.overlaps(&inner) && inner.overlaps(&outer) && inner.overlaps(&inner));
        assert!(!inner.overlaps(&other));
        assert!(overlap(&[&inner, &other]).is_none());
        assert!(overlap(&[&other, &inner, &outer]).unwrap().ends_with("path one: [a, [2]], path two: [a]"));
    }
}
