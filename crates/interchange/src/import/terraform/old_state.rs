//! Version 3 of Terraform's state, of Terraform before 0.12: every resource as a flat list of texts, in which
//! `attribute.#` says how many there are of a list and `attribute.731.name` names a part of one of its members.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::import::value::{Loc, Map, Value};

use super::resources::{Resource, is_relevant};
use super::state::written;

/// How deep parts are in each other at most: a table's are in three.
const DEEPEST: usize = 8;

/// Whether a state is of this version.
pub(super) fn is_state(value: &Value) -> bool {
    value.get("version").and_then(Value::to_whole) == Some(3) && value.get("modules").is_some()
}

/// The resources of such a state.
pub(super) fn read(state: &Value, out: &mut Vec<Resource>) {
    for module in state.get("modules").map(Value::items).unwrap_or_default() {
        let path = module.get("path").map(Value::items).unwrap_or_default();
        let folders = path.iter().skip(1).filter_map(Value::as_text);
        let folder: String = folders.map(|name| format!("module.{name}.")).collect();
        for (name, resource) in
            module.get("resources").and_then(Value::as_map).into_iter().flat_map(Map::iter)
        {
            let kind = resource.get("type").and_then(Value::to_text).filter(|kind| is_relevant(kind));
            let values = resource.path(&["primary", "attributes"]).and_then(Value::as_map);
            let (Some(kind), Some(values)) = (kind, values.filter(|_| !name.starts_with("data."))) else {
                continue;
            };
            let flat = values.iter().map(|(key, value)| (&**key, value)).collect();
            let arguments = written(&grown(resource.at, flat, 0));
            let (address, comment) = (format!("{folder}{name}").into(), String::new());
            out.push(Resource { kind, address, at: resource.at, comment, arguments });
        }
    }
}

/// Names with all that is under each.
type Groups<'v> = BTreeMap<Rank<'v>, Vec<(&'v str, &'v Value)>>;

/// Members of lists are in the order of their numbers.
type Rank<'v> = (Option<u64>, &'v str);

fn grown(at: Loc, flat: Vec<(&str, &Value)>, depth: usize) -> Map {
    let named = groups(flat).into_iter();
    let made = named.filter_map(|((_, name), below)| Some((Rc::from(name), value(at, below, depth)?)));
    Map::of(made.collect())
}

fn groups<'v>(flat: Vec<(&'v str, &'v Value)>) -> Groups<'v> {
    let mut groups = Groups::new();
    for (key, value) in flat {
        let (name, rest) = key.split_once('.').unwrap_or((key, ""));
        groups.entry((name.parse().ok(), name)).or_default().push((rest, value));
    }
    groups
}

/// What the parts under one name make.
fn value(at: Loc, below: Vec<(&str, &Value)>, depth: usize) -> Option<Value> {
    if let [("", value)] = below.as_slice() {
        return Some(Value::clone(value));
    }
    if depth >= DEEPEST {
        return None;
    }
    let counts = |sign: &str| below.iter().any(|(rest, _)| *rest == sign);
    if counts("%") {
        let named = below.into_iter().filter(|(rest, _)| *rest != "%");
        let named = named.map(|(rest, value)| (Rc::from(rest), value.clone())).collect();
        return Some(Value::map(at, Map::of(named)));
    }
    if counts("#") {
        let members = groups(below.into_iter().filter(|(rest, _)| *rest != "#").collect());
        let members = members.into_values().filter_map(|member| value(at, member, depth + 1));
        return Some(Value::list(at, members.collect()));
    }
    Some(Value::map(at, grown(at, below, depth + 1)))
}
