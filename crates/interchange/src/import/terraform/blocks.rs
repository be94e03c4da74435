//! Blocks: how many there are of one, and what is in it.

use std::rc::Rc;

use crate::import::hcl::{Block, Body, Expr};
use crate::import::value::{Kind, Map, Value, shown};

use super::evaluate::{ADDRESS, Evaluator, REST, elements};
use super::scope::{Binding, Env};

/// Most instances of one block; a design holds no more tables.
const MAX_INSTANCES: usize = 10_000;

/// Arguments and blocks that say nothing of what a resource is.
const META: [&str; 8] =
    ["count", "for_each", "provider", "providers", "depends_on", "lifecycle", "provisioner", "connection"];

/// One of what `count` or `for_each` makes of a block.
pub(crate) struct Instance {
    /// The key or number; none when there is neither `count` nor `for_each`.
    pub(crate) key: Option<Value>,
    /// What `each` or `count` is in it.
    pub(crate) bound: Option<(&'static str, Value)>,
    /// As in its address: `["a"]`, `[0]` or nothing.
    pub(crate) suffix: String,
}

impl Instance {
    pub(crate) const fn single() -> Self {
        Self { key: None, bound: None, suffix: String::new() }
    }
}

/// Whether a block is made as often as `count` or `for_each` says.
pub(crate) fn is_multiple(block: &Block<'_>) -> bool {
    block.body.attribute("count").is_some() || block.body.attribute("for_each").is_some()
}

/// What a block is made into.
pub(crate) fn instances<'a>(
    evaluator: &Evaluator<'_, 'a>,
    block: &Block<'a>,
    env: Env<'_, 'a>,
) -> Vec<Instance> {
    if let Some(count) = block.body.attribute("count") {
        return counted(evaluator, block, &count.value, env);
    }
    match block.body.attribute("for_each") {
        Some(over) => for_each(evaluator, block, &over.value, env),
        None => vec![Instance::single()],
    }
}

fn counted<'a>(
    evaluator: &Evaluator<'_, 'a>,
    block: &Block<'a>,
    count: &Expr<'a>,
    env: Env<'_, 'a>,
) -> Vec<Instance> {
    let value = evaluator.value(count, env);
    let number = value.to_whole().map(|count| usize::try_from(count).unwrap_or(usize::MAX));
    let number = number.unwrap_or_else(|| {
        assume(evaluator, block, env, &format!("`count = {}` can't be known: taken as 1", shown(count.text)));
        1
    });
    if number > MAX_INSTANCES || !evaluator.budget.spend(number) {
        too_many(evaluator, block, env, number);
        return Vec::new();
    }
    let instance = |index: usize| {
        let number = Value::new(value.at, Kind::Number(index as f64));
        let bound = Map::of(vec![("index".into(), number.clone())]);
        let bound = Some(("count", Value::map(value.at, bound)));
        Instance { key: Some(number), bound, suffix: format!("[{index}]") }
    };
    (0..number).map(instance).collect()
}

fn for_each<'a>(
    evaluator: &Evaluator<'_, 'a>,
    block: &Block<'a>,
    over: &Expr<'a>,
    env: Env<'_, 'a>,
) -> Vec<Instance> {
    let value = evaluator.value(over, env);
    let is_set = value.as_list().is_some();
    let elements = elements(&value).unwrap_or_else(|| {
        let message = format!("`for_each = {}` can't be known: taken as one of them", shown(over.text));
        assume(evaluator, block, env, &message);
        vec![(
            super::names::open(value.at, "each.key", &value),
            super::names::open(value.at, "each.value", &value),
        )]
    });
    if elements.len() > MAX_INSTANCES || !evaluator.budget.spend(elements.len()) {
        too_many(evaluator, block, env, elements.len());
        return Vec::new();
    }
    let instance = |(key, value): (Value, Value)| {
        let key = if is_set { value.clone() } else { key };
        let suffix = key.to_text().map_or_else(|| "[each.key]".to_owned(), |key| format!("[\"{key}\"]"));
        let bound = Map::of(vec![("key".into(), key.clone()), ("value".into(), value)]);
        Instance { bound: Some(("each", Value::map(key.at, bound))), key: Some(key), suffix }
    };
    elements.into_iter().map(instance).collect()
}

fn too_many(evaluator: &Evaluator<'_, '_>, block: &Block<'_>, env: Env<'_, '_>, count: usize) {
    let message = format!(
        "`{}` is made {count} times, more than the {MAX_INSTANCES} that a design holds: import parts of it",
        block.labels.join(".")
    );
    evaluator.names.notes.borrow_mut().left_out(env.seen(block.at), message);
}

fn assume(evaluator: &Evaluator<'_, '_>, block: &Block<'_>, env: Env<'_, '_>, what: &str) {
    let message = format!("`{}`: {what}", block.labels.join("."));
    evaluator.names.notes.borrow_mut().assumed(env.seen(block.at), message);
}

/// What is written in an instance of a block, nested blocks as lists of maps.
pub(crate) fn arguments<'a>(
    evaluator: &Evaluator<'_, 'a>,
    block: &Block<'a>,
    instance: &Instance,
    env: Env<'_, 'a>,
) -> Map {
    let bound = instance.bound.as_ref();
    let binding = bound.map(|(name, value)| Binding { name, value: value.clone(), outer: env.bound });
    body(evaluator, &block.body, Env { bound: binding.as_ref().or(env.bound), ..env })
}

fn body<'a>(evaluator: &Evaluator<'_, 'a>, body: &Body<'a>, env: Env<'_, 'a>) -> Map {
    let mut map = Map::default();
    for attribute in &body.attributes {
        if !META.contains(&&*attribute.name) {
            let value = evaluator.value(&attribute.value, env);
            // In a module of ours only the places of what the call gives mean something.
            let at = if env.module.seen_at.is_some() { value.at } else { attribute.at };
            map.set(&*attribute.name, Value { at, ..value });
        }
    }
    let mut nested: Vec<(&str, Vec<Value>)> = Vec::new();
    for block in &body.blocks {
        let is_dynamic = block.kind == "dynamic";
        let kind = if is_dynamic { block.label(0) } else { &*block.kind };
        if META.contains(&kind) {
            continue;
        }
        let place = nested.iter().position(|(name, _)| *name == kind).unwrap_or_else(|| {
            nested.push((kind, Vec::new()));
            nested.len() - 1
        });
        if let Some((_, list)) = nested.get_mut(place) {
            if is_dynamic {
                dynamic(evaluator, block, env, list)
            } else {
                list.push(inner(evaluator, block, block, env))
            }
        }
    }
    for (kind, list) in nested {
        let at = list.first().map(|value| value.at).unwrap_or_default();
        map.set(kind, Value::list(at, list));
    }
    map
}

fn inner<'a>(evaluator: &Evaluator<'_, 'a>, block: &Block<'a>, place: &Block<'a>, env: Env<'_, 'a>) -> Value {
    let at = env.seen(place.at);
    evaluator.budget.spend(1);
    let map = evaluator.budget.deeper(|| body(evaluator, &block.body, env)).unwrap_or_default();
    let map = if block.comment.is_empty() {
        map
    } else {
        let mut map = map;
        map.set(COMMENT, Value::text(at, &*block.comment));
        map
    };
    Value::map(at, map)
}

/// In the map of a nested block, the key of the comment above it.
pub(crate) const COMMENT: &str = "\u{0}comment";

/// Whether a key of a map is one of ours and not of the source.
pub(crate) fn is_own_key(key: &str) -> bool {
    [COMMENT, ADDRESS, REST].contains(&key)
}

fn dynamic<'a>(evaluator: &Evaluator<'_, 'a>, block: &Block<'a>, env: Env<'_, 'a>, list: &mut Vec<Value>) {
    let (Some(over), Some(content)) =
        (block.body.attribute("for_each"), block.body.blocks.iter().find(|inner| inner.kind == "content"))
    else {
        return;
    };
    let value = evaluator.value(&over.value, env);
    let name: Rc<str> = match block.body.attribute("iterator") {
        Some(iterator) => iterator.value.text.trim_matches('"').into(),
        None => block.label(0).into(),
    };
    let Some(elements) = elements(&value) else {
        if !value.is_null() {
            let text = format!("for_each = {}", shown(over.value.text));
            list.push(Value::unknown(env.seen(block.at), text));
        }
        return;
    };
    for (key, element) in elements {
        if !evaluator.budget.spend(1) {
            return;
        }
        let is_open = key.as_unknown().is_some();
        if is_open || element.as_unknown().is_some() {
            list.push(Value::unknown(env.seen(block.at), format!("for_each = {}", shown(over.value.text))));
            continue;
        }
        let pair = Map::of(vec![("key".into(), key), ("value".into(), element)]);
        let binding = Binding { name: &name, value: Value::map(value.at, pair), outer: env.bound };
        list.push(inner(evaluator, content, block, Env { bound: Some(&binding), ..env }));
    }
}
