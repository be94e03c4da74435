//! The tables of a template.

use std::rc::Rc;

use crate::import::budget::Budget;
use crate::import::report::{Notes, Problem};
use crate::import::table::TableSource;
use crate::import::value::{Loc, Map, Value};

use super::template::Template;
use super::{expand, global, joins, serverless};

/// A resource of a template, evaluated.
#[derive(Debug)]
pub(super) struct Resource {
    pub(super) name: Rc<str>,
    pub(super) kind: Rc<str>,
    pub(super) at: Loc,
    pub(super) properties: Map,
}

/// Kinds of resources that are tables or may belong to one.
const KINDS: [&str; 9] = [
    "AWS::DynamoDB::Table",
    "AWS::DynamoDB::GlobalTable",
    "AWS::Serverless::SimpleTable",
    "AWS::Serverless::Function",
    "AWS::Lambda::EventSourceMapping",
    "AWS::ApplicationAutoScaling::ScalableTarget",
    "AWS::ApplicationAutoScaling::ScalingPolicy",
    "AWS::Pipes::Pipe",
    "AWS::DynamoDB::ResourcePolicy",
];

/// Most resources that are looked at; a design holds no more tables.
const MOST: usize = 10_000;

/// The tables of a template, or of the resources in a file of the Serverless Framework.
pub(crate) fn tables(root: &Value, budget: &Budget, notes: &mut Notes) -> Vec<TableSource> {
    let framework = root.get("resources").filter(|inner| inner.get("Resources").is_some());
    let root = framework.unwrap_or(root);
    let template = Template::new(root, framework.is_some(), budget);
    let resources = resources(&template, notes);
    let mut tables = Vec::new();
    let mut others = Vec::new();
    for mut resource in resources {
        let properties = std::mem::take(&mut resource.properties);
        match &*resource.kind {
            "AWS::DynamoDB::Table" => tables.push(table(&resource, properties)),
            "AWS::DynamoDB::GlobalTable" => {
                tables.push(table(&resource, global::table(properties, resource.at, notes)))
            }
            "AWS::Serverless::SimpleTable" => {
                let properties = serverless::simple_table(properties, &template, resource.at);
                tables.push(table(&resource, properties));
            }
            _ => others.push(Resource { properties, ..resource }),
        }
    }
    joins::join(&mut tables, others, notes);
    if budget.is_spent() {
        notes.problem(Problem::new(
            root.at,
            "the evaluation takes too many steps: import the template in parts",
        ));
    }
    tables
}

fn resources(template: &Template<'_>, notes: &mut Notes) -> Vec<Resource> {
    let Some(section) = template.section("Resources") else { return Vec::new() };
    let mut found = Vec::new();
    for (name, value) in expand::map(template, section).as_ref().unwrap_or(section).iter() {
        let kind = value.get("Type").and_then(Value::as_text);
        let Some(kind) = kind.filter(|kind| KINDS.contains(kind)) else {
            if let Some(why) = elsewhere(name, value) {
                notes.left_out(value.at, format!("`{name}` {why}"));
            }
            continue;
        };
        if found.len() > MOST {
            let message =
                format!("there are more than {MOST} tables and what belongs to them: import them in parts");
            notes.problem(Problem::new(value.at, message));
            break;
        }
        if !is_made(template, name, value, notes) {
            continue;
        }
        let properties = value.get("Properties").map(|properties| template.value(properties));
        let properties = properties.as_ref().and_then(Value::as_map).cloned().unwrap_or_default();
        found.push(Resource { name: name.clone(), kind: kind.into(), at: value.at, properties });
    }
    found
}

/// Of what may make tables, and has its text in another place: that it is left out.
fn elsewhere<'v>(name: &str, value: &'v Value) -> Option<&'v str> {
    let kind = value.get("Type").and_then(Value::as_text).unwrap_or_default();
    if let Some(why) = value.as_unknown().filter(|_| name.starts_with("Fn::ForEach::")) {
        return Some(&why.text);
    }
    let is_stack = matches!(kind, "AWS::CloudFormation::Stack" | "AWS::Serverless::Application");
    if is_stack || kind.ends_with("::MODULE") {
        return Some("is left out, since its template is elsewhere: import that one too");
    }
    let is_made = name.starts_with("Fn::") || value.get("Fn::Transform").is_some();
    is_made.then_some("is left out, since only AWS knows what it makes")
}

/// Whether the condition of a resource holds; one that isn't known is assumed to.
fn is_made(template: &Template<'_>, name: &str, value: &Value, notes: &mut Notes) -> bool {
    let Some(condition) = value.get("Condition").and_then(Value::to_text) else { return true };
    match template.condition(&condition, value.at) {
        Some(true) => true,
        Some(false) => {
            let message =
                format!("`{name}` is left out, since its condition `{condition}` is false by default");
            notes.left_out(value.at, message);
            false
        }
        None => {
            notes.assumed(
                value.at,
                format!("`{name}`: its condition `{condition}` can't be known: taken as true"),
            );
            true
        }
    }
}

fn table(resource: &Resource, mut properties: Map) -> TableSource {
    let name = properties.get("TableName").and_then(Value::to_text);
    if let Some(stream) = properties.get_mut("StreamSpecification").filter(|stream| stream.as_map().is_some())
    {
        // Its presence is the switch.
        let mut map = stream.as_map().cloned().unwrap_or_default();
        map.set("StreamEnabled", Value::bool(stream.at, true));
        *stream = Value::map(stream.at, map);
    }
    TableSource {
        label: resource.name.to_string(),
        address: resource.name.clone(),
        aliases: name.into_iter().collect(),
        at: resource.at,
        properties,
    }
}
