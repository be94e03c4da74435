//! YAML with the line of every value, and CloudFormation's short tags as the long form that they stand for.
//!
//! An alias shares what it points to, so that a bomb of aliases costs nothing here; whoever walks the tree spends
//! steps on it. Only the first document of a file is read.

use std::collections::HashMap;
use std::rc::Rc;

use saphyr_parser::{Event, Parser, ScalarStyle, Span, Tag};

use super::report::Problem;
use super::value::{Kind, Loc, Map, Value, number_text};

/// Levels of lists and maps within each other.
const MAX_DEPTH: usize = 100;

/// What a value costs against one of JSON: reading it takes three times as long.
const COST: usize = 3;

/// Reads a text; `left` is how many values it may still have.
///
/// # Errors
///
/// The first thing that isn't YAML, or too much.
pub(super) fn read(text: &str, file: u16, left: &mut usize) -> Result<Value, Problem> {
    let mut builder = Builder { file, left, open: Vec::new(), anchors: HashMap::new(), result: None };
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| {
            let line = u32::try_from(error.marker().line()).unwrap_or(u32::MAX);
            Problem::new(Loc { file, line }, format!("this is not YAML: {}", error.info()))
        })?;
        builder.event(event, span)?;
        if let Some(result) = builder.result.take() {
            return Ok(result);
        }
    }
    Ok(Value::null(Loc { file, line: 1 }))
}

struct Builder<'l> {
    file: u16,
    left: &'l mut usize,
    open: Vec<Open>,
    anchors: HashMap<usize, Value>,
    result: Option<Value>,
}

/// A list or map that is being read.
struct Open {
    at: Loc,
    anchor: usize,
    tag: Option<String>,
    inner: Inner,
}

enum Inner {
    List(Vec<Value>),
    Map { pairs: Vec<(Rc<str>, Value)>, key: Option<Value> },
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), Problem> {
        let at = Loc { file: self.file, line: u32::try_from(span.start.line()).unwrap_or(u32::MAX) };
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.count(at)?;
                let tag = tag.as_deref().and_then(short);
                let is_text = style != ScalarStyle::Plain || tag.is_some();
                let value = if is_text { Value::text(at, &*text) } else { plain(&text, at) };
                self.finish(tagged(value, tag.as_deref()), anchor);
            }
            Event::SequenceStart(anchor, tag) => {
                self.begin(at, anchor, tag.as_deref(), Inner::List(Vec::new()))?
            }
            Event::MappingStart(anchor, tag) => {
                self.begin(at, anchor, tag.as_deref(), Inner::Map { pairs: Vec::new(), key: None })?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(),
            Event::Alias(anchor) => {
                self.count(at)?;
                let known = self.anchors.get(&anchor).cloned();
                let value =
                    known.ok_or_else(|| Problem::new(at, "an alias stands inside of what it means"))?;
                self.finish(value, 0);
            }
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => {}
        }
        Ok(())
    }

    fn count(&mut self, at: Loc) -> Result<(), Problem> {
        *self.left = self.left.checked_sub(COST).ok_or_else(|| {
            let most = super::json::MAX_VALUES / COST;
            Problem::new(at, format!("the files have more than {most} values: import them in parts"))
        })?;
        Ok(())
    }

    fn begin(&mut self, at: Loc, anchor: usize, tag: Option<&Tag>, inner: Inner) -> Result<(), Problem> {
        self.count(at)?;
        if self.open.len() >= MAX_DEPTH {
            return Err(Problem::new(
                at,
                format!("the nesting is deeper than {MAX_DEPTH} levels: no template needs that"),
            ));
        }
        self.open.push(Open { at, anchor, tag: tag.and_then(short), inner });
        Ok(())
    }

    fn end(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let value = match open.inner {
            Inner::List(values) => Value::list(open.at, values),
            Inner::Map { pairs, .. } => Value::map(open.at, Map::of(merged(pairs))),
        };
        self.finish(tagged(value, open.tag.as_deref()), open.anchor);
    }

    /// A value is complete: it goes into what is open, as a key or a value.
    fn finish(&mut self, value: Value, anchor: usize) {
        if anchor > 0 {
            self.anchors.insert(anchor, value.clone());
        }
        match self.open.last_mut().map(|open| &mut open.inner) {
            None => self.result = Some(value),
            Some(Inner::List(values)) => values.push(value),
            Some(Inner::Map { pairs, key }) => match key.take() {
                None => *key = Some(value),
                // A key that is no scalar means nothing to anybody here.
                Some(key) => pairs.push((key.to_text().unwrap_or_else(|| "".into()), value)),
            },
        }
    }
}

/// `<<` brings the entries of other maps, which those that are written here replace.
fn merged(pairs: Vec<(Rc<str>, Value)>) -> Vec<(Rc<str>, Value)> {
    const MOST: usize = 1_000;
    if !pairs.iter().any(|(key, _)| &**key == "<<") {
        return pairs;
    }
    let (merges, own): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|(key, _)| &**key == "<<");
    let maps = merges.iter().flat_map(|(_, value)| value.items()).filter_map(Value::as_map);
    let mut all: Vec<_> = maps.flat_map(Map::iter).take(MOST).cloned().collect();
    all.extend(own);
    all
}

/// A tag of CloudFormation, without its mark; others mean nothing here.
fn short(tag: &Tag) -> Option<String> {
    (tag.handle == "!" && !tag.suffix.is_empty()).then(|| tag.suffix.clone())
}

fn tagged(value: Value, tag: Option<&str>) -> Value {
    let Some(tag) = tag else { return value };
    let name = match tag {
        "Ref" | "Condition" => tag.to_owned(),
        _ => format!("Fn::{tag}"),
    };
    Value::map(value.at, Map::of(vec![(name.into(), value)]))
}

/// What a text without quotes is; a number only when nothing of how it is written is lost.
fn plain(text: &str, at: Loc) -> Value {
    let kind = match text {
        "" | "~" | "null" | "Null" | "NULL" => Kind::Null,
        "true" | "True" | "TRUE" | "yes" | "Yes" | "on" | "On" => Kind::Bool(true),
        "false" | "False" | "FALSE" | "no" | "No" | "off" | "Off" => Kind::Bool(false),
        text => match text.parse::<f64>() {
            Ok(number) if number.is_finite() && number_text(number) == text => Kind::Number(number),
            _ => Kind::Text(text.into()),
        },
    };
    Value::new(at, kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let problem = read(text, 0, &mut 1_000).unwrap_err();
        format!("{}: {}", problem.at.line, problem.message)
    }

    #[test]
    fn values_know_their_lines_and_tags_their_long_form() {
        let value =
            read("a:\n  - 1\n  - yes\nb: !Ref X\nc: !GetAtt\n  - A\n  - B\nd: '1'\ne: 010\n", 0, &mut 99)
                .unwrap();
        assert_eq!(value.get("a").unwrap().items()[1].at.line, 3);
        assert_eq!(value.get("a").unwrap().items()[1].to_bool(), Some(true));
        assert_eq!(value.path(&["b", "Ref"]).unwrap().as_text(), Some("X"));
        assert_eq!(value.path(&["c", "Fn::GetAtt"]).unwrap().items().len(), 2);
        assert_eq!(value.get("d").unwrap().as_text(), Some("1"));
        assert_eq!(value.get("e").unwrap().as_text(), Some("010"));
    }

    #[test]
    fn aliases_and_merges_are_resolved() {
        let value = read("a: &x {p: 1, q: 2}\nb: {<<: *x, q: 3}\nc: *x\n", 0, &mut 99).unwrap();
        assert_eq!(value.path(&["b", "p"]).unwrap().to_whole(), Some(1));
        assert_eq!(value.path(&["b", "q"]).unwrap().to_whole(), Some(3));
        assert_eq!(value.path(&["c", "q"]).unwrap().to_whole(), Some(2));
    }

    #[test]
    fn what_is_no_yaml_or_too_much_is_told_with_its_line() {
        assert!(told("a: [1\nb: 2\n").starts_with("2: this is not YAML"), "{}", told("a: [1\nb: 2\n"));
        assert!(told(&"- ".repeat(100_000)).contains("deeper than 100"));
        assert!(told(&"[".repeat(100_000)).starts_with("1: "));
        assert!(told(&format!("[{}1]", "1, ".repeat(2_000))).contains("more than"));
        assert!(told("a: &a [*a]\n").contains("alias"), "{}", told("a: &a [*a]\n"));
    }
}
