//! `Fn::ForEach`: entries of a map that stand for many.

use std::rc::Rc;

use crate::import::value::{Kind, Map, Value};

use super::template::Template;

/// Most entries of a map with its loops written out.
const MOST: usize = 10_000;

/// Why a loop, or a part of it, is left out.
const OPEN: &str = "is left out, since what it goes over can't be known here";
const PARTLY_OPEN: &str = "is left out in part, since not all that it goes over can be known here";
const TOO_MANY: &str = "is left out, since it stands for more than can be imported: go over fewer";

/// The entries of a map with its loops written out, if it has any; what a loop goes over has to be known. In the place
/// of what is left out of a loop stands an unknown value under the loop's name, with the reason.
pub(super) fn map(template: &Template<'_>, map: &Map) -> Option<Map> {
    if !map.iter().any(|(key, _)| key.starts_with("Fn::ForEach::")) {
        return None;
    }
    let mut pairs = Vec::new();
    for (key, value) in map.iter() {
        if key.starts_with("Fn::ForEach::") {
            let (entries, missing) = looped(template, value, MOST.saturating_sub(pairs.len()));
            pairs.extend(entries);
            pairs.extend(missing.map(|why| (key.clone(), Value::unknown(value.at, why))));
        } else {
            pairs.push((key.clone(), value.clone()));
        }
    }
    Some(Map::of(pairs))
}

/// What a loop stands for, and what is to be said of the rest.
type Looped = (Vec<(Rc<str>, Value)>, Option<&'static str>);

fn looped(template: &Template<'_>, value: &Value, most: usize) -> Looped {
    let none = |why| (Vec::new(), Some(why));
    let Some([name, over, body]) = value.as_list() else { return none(OPEN) };
    let (Some(name), empty) = (name.to_text(), Map::default()) else { return none(OPEN) };
    let over = template.value(over);
    let Some(elements) = over.as_list() else { return none(OPEN) };
    if elements.len() > most {
        return none(TOO_MANY);
    }
    let (mut out, mut missing) = (Vec::new(), None);
    for element in elements {
        let Some(text) = element.to_text() else {
            missing = Some(PARTLY_OPEN);
            continue;
        };
        let body = body.as_map().unwrap_or(&empty);
        match turn(template, body, &name, (element, &text)) {
            Some(entries) if out.len() + entries.len() <= most => out.extend(entries),
            _ => return none(TOO_MANY),
        }
    }
    (out, missing)
}

/// What the body is for one element; nothing when that takes too many steps.
fn turn(
    template: &Template<'_>,
    body: &Map,
    name: &Rc<str>,
    (element, text): (&Value, &Rc<str>),
) -> Option<Vec<(Rc<str>, Value)>> {
    template.bound.borrow_mut().push((name.clone(), element.clone()));
    let expanded = template.budget.deeper(|| self::map(template, body));
    template.bound.borrow_mut().pop();
    let expanded = expanded?;
    let entry = |(key, value): &(Rc<str>, Value)| {
        Some((Rc::from(replaced(key, name, text)), substituted(template, value, name, text)?))
    };
    expanded.as_ref().unwrap_or(body).iter().map(entry).collect()
}

fn replaced(text: &str, name: &str, with: &str) -> String {
    text.replace(&format!("${{{name}}}"), with).replace(&format!("&{{{name}}}"), with)
}

/// The body with the loop's name replaced, since it is evaluated after the loop.
fn substituted(template: &Template<'_>, value: &Value, name: &str, with: &Rc<str>) -> Option<Value> {
    template.budget.spend(1).then_some(())?;
    let inner = |value: &Value| template.budget.deeper(|| substituted(template, value, name, with)).flatten();
    let kind = match &value.kind {
        Kind::Text(text) if text.contains(name) => Kind::Text(replaced(text, name, with).into()),
        Kind::List(list) => Kind::List(Rc::new(list.iter().map(inner).collect::<Option<_>>()?)),
        Kind::Map(map) if map.len() == 1 && map.get("Ref").and_then(Value::as_text) == Some(name) => {
            Kind::Text(with.clone())
        }
        Kind::Map(map) => {
            let pair =
                |(key, value): &(Rc<str>, Value)| Some((Rc::from(replaced(key, name, with)), inner(value)?));
            Kind::Map(Rc::new(Map::of(map.iter().map(pair).collect::<Option<_>>()?)))
        }
        other => other.clone(),
    };
    Some(Value::new(value.at, kind))
}
