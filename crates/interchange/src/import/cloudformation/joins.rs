//! What other resources of a template say about a table joins the description of that table.

use std::collections::HashMap;
use std::rc::Rc;

use crate::import::finder::Finder;
use crate::import::report::Notes;
use crate::import::table::TableSource;
use crate::import::value::{Map, Value};

use super::serverless;
use super::tables::Resource;

/// Joins each resource to its table; sources of events that are no tables are none of ours.
pub(super) fn join(tables: &mut [TableSource], resources: Vec<Resource>, notes: &mut Notes) {
    let finder = Finder::of(tables);
    let is_target = |resource: &&Resource| resource.kind.ends_with("ScalableTarget");
    let targets: HashMap<Rc<str>, Map> = resources
        .iter()
        .filter(is_target)
        .map(|resource| (resource.name.clone(), resource.properties.clone()))
        .collect();
    for resource in resources {
        let found = match &*resource.kind {
            "AWS::Serverless::Function" => {
                for mapping in serverless::mappings(&resource.properties, &resource.name, resource.at) {
                    add(tables, &finder, mapping, "EventSourceArn", "EventSourceMappings", &resource);
                }
                continue;
            }
            "AWS::Lambda::EventSourceMapping" => ("EventSourceArn", "EventSourceMappings"),
            "AWS::Pipes::Pipe" => ("Source", "Pipes"),
            "AWS::DynamoDB::ResourcePolicy" => ("ResourceArn", "ResourcePolicy"),
            _ => {
                scaling(tables, &finder, &targets, &resource, notes);
                continue;
            }
        };
        add(tables, &finder, resource.properties.clone(), found.0, found.1, &resource);
    }
}

fn add(tables: &mut [TableSource], finder: &Finder, mut of: Map, by: &str, into: &str, resource: &Resource) {
    let Some(reference) = of.remove(by) else { return };
    if let Some(table) = finder.find(&reference).and_then(|at| tables.get_mut(at)) {
        table.add(into, Value::map(resource.at, of));
    }
}

/// A target names what it scales, a policy the target or the same.
fn scaling(
    tables: &mut [TableSource],
    finder: &Finder,
    targets: &HashMap<Rc<str>, Map>,
    resource: &Resource,
    notes: &mut Notes,
) {
    let mut properties = resource.properties.clone();
    let target = properties.remove("ScalingTargetId");
    let target = target.as_ref().and_then(Value::as_unknown).and_then(|unknown| unknown.target.as_ref());
    let target = target.and_then(|target| targets.get(&target.address));
    for name in ["ResourceId", "ScalableDimension"] {
        if let Some(of_target) = target.and_then(|target| target.get(name))
            && properties.get(name).is_none()
        {
            properties.set(name, of_target.clone());
        }
    }
    let Some(id) = properties.remove("ResourceId") else { return };
    let of = |text: &str| text.contains("table/");
    let is_table =
        id.as_text().map_or_else(|| id.as_unknown().and_then(|id| id.known.as_deref()).is_some_and(of), of);
    let Some((table, index)) = finder.scaled(&id).and_then(|(at, index)| Some((tables.get_mut(at)?, index)))
    else {
        if is_table {
            let message = format!("`{}` is about a table that is not in the template", resource.name);
            notes.left_out(resource.at, message);
        }
        return;
    };
    properties.remove("ServiceNamespace");
    if let Some(index) = index {
        properties.set("IndexName", Value::text(resource.at, index));
    }
    if let Some(tracking) = properties.remove("TargetTrackingScalingPolicyConfiguration") {
        for (name, value) in tracking.as_map().into_iter().flat_map(Map::iter) {
            properties.set(name.clone(), value.clone());
        }
    }
    table.add("AutoScaling", Value::map(resource.at, properties));
}
