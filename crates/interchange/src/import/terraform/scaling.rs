//! Autoscaling: a target and a policy, both found by the id of what they scale, make one setting of a table or index.

use std::rc::Rc;

use crate::import::finder::Finder;
use crate::import::report::Notes;
use crate::import::table::TableSource;
use crate::import::value::{Map, Value};

use super::resources::Resource;

/// Joins targets and policies to the tables that they scale; other services' are none of ours.
pub(super) fn join(tables: &mut [TableSource], finder: &Finder, resources: &[Resource], notes: &mut Notes) {
    for resource in resources {
        let Some(id) = resource.arguments.get("resource_id") else { continue };
        let dimension = resource.arguments.get("scalable_dimension").and_then(Value::to_text);
        let Some(dimension) = dimension.filter(|dimension| dimension.starts_with("dynamodb:")) else {
            continue;
        };
        let Some((table, index)) =
            finder.scaled(id).and_then(|(at, index)| Some((tables.get_mut(at)?, index)))
        else {
            notes.left_out(
                resource.at,
                format!("`{}` is about a table that is not among the files", resource.address),
            );
            continue;
        };
        table.add("AutoScaling", Value::map(resource.at, setting(resource, index, &dimension)));
    }
}

fn setting(resource: &Resource, index: Option<String>, dimension: &Rc<str>) -> Map {
    let mut made = Map::default();
    let mut set = |name: &'static str, value: Option<&Value>| {
        if let Some(value) = value.filter(|value| !value.is_null()) {
            made.set(name, value.clone());
        }
    };
    let argument = |name: &str| resource.arguments.get(name);
    set("MinCapacity", argument("min_capacity"));
    set("MaxCapacity", argument("max_capacity"));
    set("RoleARN", argument("role_arn"));
    set("PolicyType", argument("policy_type"));
    let tracking =
        argument("target_tracking_scaling_policy_configuration").and_then(|blocks| blocks.items().first());
    set("TargetValue", tracking.and_then(|tracking| tracking.get("target_value")));
    set("ScaleInCooldown", tracking.and_then(|tracking| tracking.get("scale_in_cooldown")));
    set("ScaleOutCooldown", tracking.and_then(|tracking| tracking.get("scale_out_cooldown")));
    set("DisableScaleIn", tracking.and_then(|tracking| tracking.get("disable_scale_in")));
    made.set("ScalableDimension", Value::text(resource.at, dimension.clone()));
    if let Some(index) = index {
        made.set("IndexName", Value::text(resource.at, index));
    }
    made
}
