//! The intrinsic functions.

use std::rc::Rc;

use crate::import::gapped::Gapped;
use crate::import::value::{Kind, Loc, Unknown, Value, shown};

use super::template::Template;

type Function = fn(&Template<'_>, &Value, &Value) -> Option<Value>;

/// By name; nothing as a result means that the arguments are not what the function takes.
const FUNCTIONS: [(&str, Function); 19] = [
    ("Condition", condition),
    ("Fn::And", and),
    ("Fn::Base64", opaque),
    ("Fn::Cidr", opaque),
    ("Fn::Equals", equals),
    ("Fn::FindInMap", find_in_map),
    ("Fn::GetAZs", opaque),
    ("Fn::GetAtt", get_att),
    ("Fn::If", if_function),
    ("Fn::ImportValue", opaque),
    ("Fn::Join", join),
    ("Fn::Length", length),
    ("Fn::Not", not),
    ("Fn::Or", or),
    ("Fn::Select", select),
    ("Fn::Split", split),
    ("Fn::Sub", sub),
    ("Fn::Transform", opaque),
    ("Ref", reference),
];

/// The result of a function; nothing when the name is none.
pub(super) fn evaluate(
    template: &Template<'_>,
    name: &str,
    argument: &Value,
    whole: &Value,
) -> Option<Value> {
    let place = FUNCTIONS.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
    let (_, function) = FUNCTIONS.get(place)?;
    // `Condition` in a policy is no function.
    if name == "Condition" && argument.as_text().is_none() {
        return None;
    }
    Some(function(template, argument, whole).unwrap_or_else(|| open(name, argument, whole.at, &[])))
}

/// An expression that stays one, pointing where its parts do.
fn open(name: &str, argument: &Value, at: Loc, parts: &[&Value]) -> Value {
    let text = match argument.to_text() {
        Some(text) => format!("!{} {}", name.trim_start_matches("Fn::"), shown(&text)),
        None => format!("!{}", name.trim_start_matches("Fn::")),
    };
    let causes = parts.iter().filter_map(|part| part.as_unknown());
    let target = causes.clone().find_map(|unknown| unknown.target.clone());
    let known = causes.clone().find_map(|unknown| unknown.known.clone());
    Value::new(at, Kind::Unknown(Rc::new(Unknown { text, known, target, failed: false })))
}

fn opaque(_: &Template<'_>, _: &Value, _: &Value) -> Option<Value> {
    None
}

fn reference(template: &Template<'_>, argument: &Value, whole: &Value) -> Option<Value> {
    let argument = template.value(argument);
    Some(Value { at: whole.at, ..template.reference(&argument.to_text()?, whole.at) })
}

fn get_att(template: &Template<'_>, argument: &Value, whole: &Value) -> Option<Value> {
    let argument = template.value(argument);
    let path = match argument.as_list() {
        Some(parts) => parts.iter().map(Value::to_text).collect::<Option<Vec<_>>>()?.join("."),
        None => argument.to_text()?.to_string(),
    };
    let (resource, attribute) = path.split_once('.')?;
    Some(template.attribute(resource, attribute, format!("!GetAtt {path}"), whole.at))
}

fn condition(template: &Template<'_>, argument: &Value, whole: &Value) -> Option<Value> {
    let name: Rc<str> = argument.as_text()?.into();
    template.condition(&name, whole.at).map(|holds| Value::bool(whole.at, holds))
}

fn if_function(template: &Template<'_>, argument: &Value, whole: &Value) -> Option<Value> {
    let [name, then, otherwise] = argument.as_list()? else { return None };
    let name = name.to_text()?;
    match template.condition(&name, whole.at) {
        Some(true) => Some(template.value(then)),
        Some(false) => Some(template.value(otherwise)),
        None => Some(Value::unknown(whole.at, format!("!If {name}"))),
    }
}

fn not(template: &Template<'_>, argument: &Value, whole: &Value) -> Option<Value> {
    let value = template.value(argument.items().first()?).to_bool()?;
    Some(Value::bool(whole.at, !value))
}

/// The deciding value wins, whatever isn't known of the others.
fn decided(template: &Template<'_>, argument: &Value, whole: &Value, deciding: bool) -> Option<Value> {
    let values: Vec<Option<bool>> =
        argument.items().iter().map(|value| template.value(value).to_bool()).collect();
    if values.contains(&Some(deciding)) {
        return Some(Value::bool(whole.at, deciding));
    }
    values.iter().all(Option::is_some).then(|| Value::bool(whole.at, !deciding))
}

fn and(template: &Template<'_>, argument: &Value, whole: &Value) -> Option<Value> {
    decided(template, argument, whole, false)
}

fn or(template: &Template<'_>, argument: &Value, whole: &Value) -> Option<Value> {
    decided(template, argument, whole, true)
}

fn equals(template: &Template<'_>, argument: &Value, whole: &Value) -> Option<Value> {
    let [left, right] = argument.as_list()? else { return None };
    let (left, right) = (template.value(left).to_text()?, template.value(right).to_text()?);
    Some(Value::bool(whole.at, left == right))
}

fn find_in_map(template: &Template<'_>, argument: &Value, whole: &Value) -> Option<Value> {
    let arguments = argument.as_list()?;
    let key = |at: usize| template.value(arguments.get(at)?).to_text();
    let found = || {
        let map = template.section("Mappings")?.get(&key(0)?)?;
        map.path(&[&*key(1)?, &*key(2)?]).cloned()
    };
    let default = || {
        arguments.get(3).and_then(|options| options.get("DefaultValue")).map(|value| template.value(value))
    };
    found().or_else(default).map(|value| Value { at: whole.at, ..value })
}

fn select(template: &Template<'_>, argument: &Value, whole: &Value) -> Option<Value> {
    let [index, list] = argument.as_list()? else { return None };
    let (index, list) = (template.value(index).to_whole()?, template.value(list));
    let found = list.as_list().and_then(|list| list.get(usize::try_from(index).ok()?));
    Some(found.cloned().unwrap_or_else(|| open("Fn::Select", argument, whole.at, &[&list])))
}

fn split(template: &Template<'_>, argument: &Value, whole: &Value) -> Option<Value> {
    let [separator, text] = argument.as_list()? else { return None };
    let (separator, text) = (template.value(separator).to_text()?, template.value(text));
    let Some(whole_text) =
        text.to_text().filter(|text| !separator.is_empty() && template.budget.spend(text.len()))
    else {
        return Some(open("Fn::Split", argument, whole.at, &[&text]));
    };
    let parts = whole_text.split(&*separator).map(|part| Value::text(whole.at, part));
    Some(Value::list(whole.at, parts.collect()))
}

fn length(template: &Template<'_>, argument: &Value, whole: &Value) -> Option<Value> {
    let length = template.value(argument).as_list()?.len();
    Some(Value::new(whole.at, Kind::Number(length as f64)))
}

fn join(template: &Template<'_>, argument: &Value, whole: &Value) -> Option<Value> {
    let [separator, list] = argument.as_list()? else { return None };
    let (separator, list) = (separator.to_text()?, template.value(list));
    let mut made = Gapped::default();
    let mut text = String::from("!Join");
    for (n, part) in list.as_list()?.iter().enumerate() {
        if n > 0 {
            made.add(&Value::text(whole.at, separator.clone()));
        }
        if let Some(unknown) = part.as_unknown() {
            text = format!("{text} {}", shown(&unknown.text));
        }
        made.add(part);
        if !template.budget.spend(1 + made.text.len() / 1_024) {
            return None;
        }
    }
    Some(made.finish(whole.at, &text))
}

/// `${Name}`, `${Resource.Attribute}`, `${!Literal}`, with names of its own in the second form.
fn sub(template: &Template<'_>, argument: &Value, whole: &Value) -> Option<Value> {
    let (text, own) = match argument.as_list() {
        Some([text, own, ..]) => (text.to_text()?, Some(own)),
        Some([text]) => (text.to_text()?, None),
        Some([]) => return None,
        None => (argument.to_text()?, None),
    };
    let mut made = Gapped::default();
    let mut rest = &*text;
    while let Some((before, after)) = rest.split_once("${") {
        made.add(&Value::text(whole.at, before));
        let Some((name, after)) = after.split_once('}') else {
            rest = after;
            break;
        };
        if !template.budget.spend(1 + made.text.len() / 1_024) {
            return None;
        }
        made.add(&named(template, name.trim(), own, whole.at));
        rest = after;
    }
    made.add(&Value::text(whole.at, rest));
    Some(made.finish(whole.at, &text))
}

fn named(template: &Template<'_>, name: &str, own: Option<&Value>, at: Loc) -> Value {
    if let Some(literal) = name.strip_prefix('!') {
        return Value::text(at, format!("${{{literal}}}"));
    }
    if let Some(value) = own.and_then(|own| own.get(name)) {
        return template.value(value);
    }
    match name.split_once('.') {
        Some((resource, attribute)) => template.attribute(resource, attribute, format!("${{{name}}}"), at),
        None => template.reference(name, at),
    }
}

/// A text with variables that only another tool knows.
pub(super) fn with_gaps(text: &str, at: Loc) -> Value {
    let mut made = Gapped::default();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        made.add(&Value::text(at, before));
        made.add(&Value::unknown(at, ""));
        rest = after.split_once('}').map_or("", |(_, rest)| rest);
    }
    made.add(&Value::text(at, rest));
    made.finish(at, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(FUNCTIONS.is_sorted_by_key(|(name, _)| *name));
    }
}
