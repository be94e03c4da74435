//! `Fn::ForEach`: entries of a map that stand for many.

use std::rc::Rc;

use crate::import::value::{Kind, Map, Value};

use super::template::Template;

/// Most entries of a map with its loops written out.
const MOST: usize = 10_000;

/// The entries of a map with its loops written out, if it has any; what a loop goes over has to be known.
pub(super) fn map(template: &Template<'_>, map: &Map) -> Option<Map> {
    if !map.iter().any(|(key, _)| key.starts_with("Fn::ForEach::")) {
        return None;
    }
    let mut pairs = Vec::new();
    for (key, value) in map.iter() {
        if key.starts_with("Fn::ForEach::") {
            if looped(template, value, &mut pairs).is_none() {
                pairs.push((key.clone(), Value::unknown(value.at, &**key)));
            }
        } else {
            pairs.push((key.clone(), value.clone()));
        }
    }
    Some(Map::of(pairs))
}

fn looped(template: &Template<'_>, value: &Value, out: &mut Vec<(Rc<str>, Value)>) -> Option<()> {
    let [name, over, body] = value.as_list()? else { return None };
    let (name, none): (Rc<str>, Map) = (name.to_text()?, Map::default());
    let over = template.value(over);
    let elements = over.as_list().filter(|elements| elements.len() <= MOST)?;
    for element in elements {
        let text = element.to_text()?;
        template.bound.borrow_mut().push((name.clone(), element.clone()));
        let body = body.as_map().unwrap_or(&none);
        let expanded = template.budget.deeper(|| self::map(template, body));
        template.bound.borrow_mut().pop();
        let expanded = expanded?;
        let inner = expanded.as_ref().unwrap_or(body);
        if out.len() + inner.len() > MOST {
            return None;
        }
        for (key, value) in inner.iter() {
            let key = replaced(key, &name, &text);
            out.push((key.into(), substituted(template, value, &name, &text)?));
        }
    }
    Some(())
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
