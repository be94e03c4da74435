//! Terraform's state, the JSON of `terraform show`, and plans: resources that Terraform evaluated itself.
//!
//! Version 4 of the state, which Terraform writes since 0.12; the one before it is read by `old_state`.

use std::rc::Rc;

use crate::import::report::Notes;
use crate::import::value::{Map, Value};

use super::old_state;
use super::resources::{Resource, is_relevant};

/// Whether a JSON value is a state, a shown state or a plan.
pub(crate) fn is_state(value: &Value) -> bool {
    let has_resources = || value.get("resources").is_some() || old_state::is_state(value);
    shown(value).is_some() || value.get("terraform_version").is_some() && has_resources()
}

fn shown(value: &Value) -> Option<&Value> {
    value.path(&["planned_values", "root_module"]).or_else(|| value.path(&["values", "root_module"]))
}

/// The resources of a state or plan.
pub(crate) fn read(value: &Value, notes: &mut Notes) -> Vec<Resource> {
    let mut resources = Vec::new();
    match shown(value) {
        Some(module) => shown_module(module, &mut resources),
        None => instances(value, &mut resources, notes),
    }
    resources
}

fn shown_module(module: &Value, out: &mut Vec<Resource>) {
    for resource in module.get("resources").map(Value::items).unwrap_or_default() {
        let is_managed = resource.get("mode").and_then(Value::as_text) != Some("data");
        let (Some(kind), Some(address)) = (text(resource, "type"), text(resource, "address")) else {
            continue;
        };
        if is_managed && is_relevant(&kind) {
            out.push(made(kind, address, resource, resource.get("values")));
        }
    }
    // As deep as the JSON, which is limited.
    for child in module.get("child_modules").map(Value::items).unwrap_or_default() {
        shown_module(child, out);
    }
}

fn instances(state: &Value, out: &mut Vec<Resource>, notes: &mut Notes) {
    match state.get("version").and_then(Value::to_whole) {
        Some(4) => {}
        Some(3) => return old_state::read(state, out),
        _ => {
            let message = "only versions 3 and 4 of Terraform's state are read: run `terraform refresh` with a current one";
            return notes.left_out(state.at, message);
        }
    }
    for resource in state.get("resources").map(Value::items).unwrap_or_default() {
        let is_managed = resource.get("mode").and_then(Value::as_text) == Some("managed");
        let (Some(kind), Some(name)) = (text(resource, "type"), text(resource, "name")) else { continue };
        if !is_managed || !is_relevant(&kind) {
            continue;
        }
        let module = text(resource, "module").map(|module| format!("{module}.")).unwrap_or_default();
        for instance in resource.get("instances").map(Value::items).unwrap_or_default() {
            let index = instance.get("index_key").map(|key| match key.to_number() {
                Some(_) => format!("[{}]", key.to_text().unwrap_or_default()),
                None => format!("[\"{}\"]", key.to_text().unwrap_or_default()),
            });
            let address = format!("{module}{kind}.{name}{}", index.unwrap_or_default());
            out.push(made(kind.clone(), address.into(), instance, instance.get("attributes")));
        }
    }
}

fn text(value: &Value, key: &str) -> Option<Rc<str>> {
    value.get(key)?.to_text()
}

fn made(kind: Rc<str>, address: Rc<str>, at: &Value, values: Option<&Value>) -> Resource {
    let arguments = values.and_then(Value::as_map).map(written).unwrap_or_default();
    Resource { kind, address, at: at.at, comment: String::new(), arguments }
}

/// A state tells of everything, also of what is at rest: empty texts and lists, zeroes where nothing is set.
pub(super) fn written(values: &Map) -> Map {
    let is_set = |value: &Value| match value.as_text() {
        Some(text) => !text.is_empty(),
        None => !value.is_null() && value.as_list().is_none_or(|list| !list.is_empty()),
    };
    let computed = ["arn", "id", "stream_arn"];
    let kept =
        |(key, value): &&(Rc<str>, Value)| is_set(value) && (computed.contains(&&**key) || !is_computed(key));
    let cleaned = |(key, value): &(Rc<str>, Value)| (key.clone(), cleaned(value, 0));
    Map::of(values.iter().filter(kept).map(cleaned).collect())
}

fn is_computed(key: &str) -> bool {
    matches!(key, "stream_label" | "tags_all" | "timeouts" | "region")
}

/// The same for nested blocks.
fn cleaned(value: &Value, depth: usize) -> Value {
    const BLOCKS: usize = 4;
    if depth > BLOCKS {
        return value.clone();
    }
    if let Some(list) = value.as_list() {
        return Value::list(value.at, list.iter().map(|value| cleaned(value, depth + 1)).collect());
    }
    let Some(map) = value.as_map().filter(|_| depth > 0) else { return value.clone() };
    let is_set = |value: &Value| {
        let is_empty_text = value.as_text() == Some("");
        !value.is_null() && !is_empty_text && value.as_list().is_none_or(|list| !list.is_empty())
    };
    let entries = map.iter().filter(|(_, value)| is_set(value));
    let entries = entries.map(|(key, value)| (key.clone(), cleaned(value, depth + 1)));
    Value::map(value.at, Map::of(entries.collect()))
}
