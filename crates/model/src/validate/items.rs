//! Sample items: their keys (DDB038), values and sizes that AWS can't store (DDB039), their entity (DDB036).
//!
//! Values of attributes that are no keys may be of any type, whatever the design says of them: AWS does not ask.

use super::item_keys::KeyRules;
use super::scope::Scope;
use super::size::value_size;
use super::subject::grouped;
use super::values;
use crate::{Address, Diagnostic, Edit, Field, Item, Object, quoted};

/// Bytes of an item, names included (Developer Guide, quotas).
const MAX_ITEM: usize = 400 * 1_024;
/// Bytes of the name of an attribute.
const MAX_NAME: usize = 65_535;

pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    if scope.table.items.is_empty() {
        return;
    }
    let rules = KeyRules::of(scope);
    for item in &scope.table.items {
        found.extend(rules.missing(item).map(|problem| finding(scope, item, "DDB038", &problem)));
        let (mut size, mut in_order) = (0, rules.in_order());
        for (name, value) in &item.values {
            size += name.len() + value_size(value);
            if let Some(problem) = in_order.next(name).and_then(|rule| rule.problem(name, value)) {
                found.push(finding(scope, item, "DDB038", &problem));
            }
            if let Some(problem) = value_problem(name, value) {
                found.push(finding(scope, item, "DDB039", &problem));
            }
        }
        found.extend(too_large(size).map(|problem| finding(scope, item, "DDB039", &problem)));
        found.extend(entity(scope, item));
    }
}

fn finding(scope: &Scope<'_>, item: &Item, code: &str, problem: &str) -> Diagnostic {
    let at = Address::field(Object::Item(scope.table.id, item.id), Field::Values);
    Diagnostic::error(code, at, format!("A sample item of {} {problem}", quoted(&scope.table.name)))
}

fn value_problem(name: &str, value: &crate::AttributeValue) -> Option<String> {
    if name.is_empty() {
        return Some("has a value without a name: name it or remove it".to_owned());
    }
    if name.len() > MAX_NAME {
        let most = grouped(MAX_NAME as u64);
        return Some(format!("has {}, a name of over {most} bytes: shorten it", quoted(name)));
    }
    values::problem(value).map(|problem| format!("has {}, which {problem}", quoted(name)))
}

fn too_large(size: usize) -> Option<String> {
    (size > MAX_ITEM).then(|| {
        let (size, most) = (grouped(size as u64), grouped(MAX_ITEM as u64));
        format!("has {size} bytes: the most is {most}, names included; keep large values elsewhere")
    })
}

fn entity(scope: &Scope<'_>, item: &Item) -> Option<Diagnostic> {
    let id = item.entity?;
    if scope.table.entity(id).is_some() {
        return None;
    }
    let problem = "is of an entity that is gone: choose another or none";
    let item_without = Item { entity: None, ..item.clone() };
    let fix = Edit::SetItem { table: scope.table.id, item: item_without };
    Some(finding(scope, item, "DDB036", problem).with_fix("Take it from the entity", fix))
}
