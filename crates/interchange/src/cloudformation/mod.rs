//! CloudFormation: a design as a template, in which a table with replicas is an `AWS::DynamoDB::GlobalTable`.
//!
//! The template is a tree that is laid out as YAML or JSON; only YAML has a place for descriptions. Deliberately absent:
//! functions, buckets and roles, which are other stacks' and come in as parameters.

mod consumers;
mod global;
mod names;
mod scaling;
mod settings;
mod table;

use tablewright_model::{Design, Object, Table};

use crate::export::Holds;
use crate::tree::{Map, Tree, map};
use names::Names;

/// What a template has a place for.
pub(crate) const HOLDS: Holds = Holds { more: too_large, ..Holds::RESOURCES };
/// The same in JSON, which has no comments.
pub(crate) const HOLDS_JSON: Holds = Holds { descriptions: false, ..HOLDS };

/// AWS takes so many resources in a stack; a design has a table for each at least.
const MAX_RESOURCES: usize = 500;

fn too_large(design: &Design) -> Vec<(Object, String)> {
    let count = design.tables.len();
    let told = format!(
        "{count} tables in one template: AWS takes {MAX_RESOURCES} resources in a stack, so split it"
    );
    if count > MAX_RESOURCES { vec![(Object::Design, told)] } else { Vec::new() }
}

/// The design as a template; `aws_name` makes the name of a table in AWS of its name in the design.
pub(crate) fn write(design: &Design, aws_name: &dyn Fn(&str) -> String) -> Tree {
    let mut template =
        Template::new(&design.tables.iter().map(|table| table.name.as_str()).collect::<Vec<_>>());
    let mut outputs = Map::default();
    for (number, table) in design.tables.iter().enumerate() {
        let scope = Scope { table, logical: template.names.table(number), aws_name: aws_name(&table.name) };
        template.table(&scope);
        outputs.set(format!("{}Arn", scope.logical), output(&scope, "Arn", "ARN of the table"));
        if table.stream.is_some() {
            outputs
                .set(format!("{}StreamArn", scope.logical), output(&scope, "StreamArn", "ARN of the stream"));
        }
    }
    let mut whole = map([("AWSTemplateFormatVersion", "2010-09-09".into())]);
    whole.set("Description", description(design));
    whole.map("Parameters", template.parameters);
    whole.set("Resources", template.resources);
    whole.map("Outputs", outputs);
    whole.into()
}

/// A table with its names.
struct Scope<'a> {
    table: &'a Table,
    /// Its name in the template.
    logical: String,
    aws_name: String,
}

/// A template in the making.
struct Template {
    names: Names,
    parameters: Map,
    resources: Map,
    /// The table with an index that came last: AWS makes few such tables at once.
    last_indexed: Option<String>,
}

impl Template {
    fn new(tables: &[&str]) -> Self {
        let names = Names::of(tables);
        Self { names, parameters: Map::default(), resources: Map::default(), last_indexed: None }
    }

    /// A table with all that hangs on it.
    fn table(&mut self, scope: &Scope<'_>) {
        let table = scope.table;
        let is_global = !table.replicas.is_empty();
        let kind = if is_global { "AWS::DynamoDB::GlobalTable" } else { "AWS::DynamoDB::Table" };
        let properties =
            if is_global { global::properties(self, scope) } else { table::properties(self, scope) };
        let mut resource = map([("Type", kind.into())]);
        let has_index = !table.indexes.is_empty();
        if has_index {
            resource.maybe("DependsOn", self.last_indexed.replace(scope.logical.clone()));
        }
        if has_searched_only(table) {
            resource.about(UNKNOWN_TO_LINT, "Metadata", ignoring("E3039"));
        }
        resource.set("DeletionPolicy", "Retain");
        resource.set("UpdateReplacePolicy", "Retain");
        resource.set("Properties", properties);
        self.resources.about(&table.description, scope.logical.clone(), resource);
        if !is_global {
            scaling::resources(self, scope);
        }
        consumers::resources(self, scope);
    }

    /// Adds a resource.
    fn resource(&mut self, about: &str, logical: String, kind: &str, properties: Map) {
        self.resources.about(about, logical, map([("Type", kind.into()), ("Properties", properties.into())]));
    }

    /// The text, or a parameter for it when the design does not know it.
    fn known(&mut self, text: &str, parameter: &str, about: &str) -> Tree {
        if !text.is_empty() {
            return text.into();
        }
        if self.parameters.get_mut(parameter).is_none() {
            let shape = map([("Type", "String".into()), ("Description", about.into())]);
            self.parameters.set(parameter.to_owned(), shape);
        }
        Tree::reference(parameter)
    }
}

/// Why a check of cfn-lint is switched off.
const UNKNOWN_TO_LINT: &str = "cfn-lint does not count the attributes of search schemas as used.";

/// Whether an attribute is defined for vector indexes alone.
fn has_searched_only(table: &Table) -> bool {
    let global = table.indexes.iter().flat_map(|index| index.keys().collect::<Vec<_>>());
    let local = table.local_indexes.iter().filter_map(|index| index.sort);
    let keys: Vec<_> = table.key.attributes().chain(global).chain(local).collect();
    table
        .vector_indexes
        .iter()
        .flat_map(|index| index.searched().collect::<Vec<_>>())
        .any(|id| !keys.contains(&id))
}

fn ignoring(check: &str) -> Map {
    let checks = map([("ignore_checks", Tree::texts([check]))]);
    map([("cfn-lint", map([("config", checks.into())]).into())])
}

fn output(scope: &Scope<'_>, attribute: &str, what: &str) -> Map {
    let about = format!("{what} {}.", scope.table.name);
    map([("Description", about.into()), ("Value", Tree::attribute_of(&scope.logical, attribute))])
}

/// AWS takes 1,024 bytes.
fn description(design: &Design) -> String {
    const MAX: usize = 1024;
    let mut text = design.name.clone();
    if !design.description.is_empty() {
        text = format!("{text}: {}", design.description);
    }
    while text.len() > MAX {
        text.pop();
    }
    text
}
