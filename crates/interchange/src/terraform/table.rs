//! One table as an `aws_dynamodb_table` resource, with the variables of a complete module where environments differ.
//!
//! Settings at their default are left out. So is a reference to an attribute that is gone: such a design has a
//! diagnostic, and Terraform would say nothing better about it.

use tablewright_model::{
    Attribute, AttributeId, Billing, Capacity, Encryption, Maximum, Recovery, Table, TableClass, Warm,
};

use super::body::{Block, Body, Expr};
use super::index;
use super::module::{Module, Need};
use super::options::IndexStyle;
use super::replica;

/// A table with its names.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub(super) table: &'a Table,
    /// The name of its resource.
    pub(super) resource: &'a str,
    /// Its name in AWS, where no variable makes it.
    pub(super) aws_name: &'a str,
}

impl Scope<'_> {
    /// An attribute of the resource: `aws_dynamodb_table.orders.arn`.
    pub(super) fn of(&self, attribute: &str) -> Expr {
        Expr::value(format!("aws_dynamodb_table.{}.{attribute}", self.resource))
    }

    /// The attribute's name, if it is there.
    pub(super) fn name_of(&self, id: AttributeId) -> Option<&str> {
        self.table.attribute(id).map(|attribute| attribute.name.as_str())
    }

    /// The names of those that are there.
    pub(super) fn names_of(&self, ids: &[AttributeId]) -> Vec<&str> {
        ids.iter().filter_map(|id| self.name_of(*id)).collect()
    }

    /// The id that something of the table has for `import`: its name in AWS, with what is around it.
    pub(super) fn import_id(&self, module: &Module<'_>, before: &str, after: &str) -> Expr {
        if module.is_complete() {
            let parts = [
                Expr::text(before),
                Expr::value("var.name_prefix"),
                Expr::text(format!("{}{after}", self.aws_name)),
            ];
            return Expr::Template(parts.into_iter().filter(|part| *part != Expr::text("")).collect());
        }
        Expr::text(format!("{before}{}{after}", self.aws_name))
    }

    pub(super) const fn is_provisioned(&self) -> bool {
        matches!(self.table.billing, Billing::Provisioned(_))
    }
}

/// The resource.
pub(super) fn block(module: &mut Module<'_>, scope: Scope<'_>) -> Block {
    let table = scope.table;
    let mut body = Body::default();
    settings(module, scope, &mut body);
    protection(module, scope, &mut body);
    stream(table, &mut body);
    for attribute in defined(module, table) {
        definition(attribute, &mut body);
    }
    throughput(module, table, &mut body);
    index::blocks(module, scope, &mut body);
    if let Some(name) = table.ttl.and_then(|id| scope.name_of(id)) {
        body.block("ttl", |body| {
            body.set("attribute_name", name);
            body.set("enabled", true);
        });
    }
    recovery(module, table, &mut body);
    encryption(module, scope, &mut body);
    replica::blocks(module, scope, &mut body);
    tags(module, table, &mut body);
    lifecycle(module, table, &mut body);
    Block { body, ..Block::resource("aws_dynamodb_table", scope.resource).about(&table.description) }
}

fn settings(module: &mut Module<'_>, scope: Scope<'_>, body: &mut Body) {
    let table = scope.table;
    body.set("name", aws_name(module, scope));
    body.set("billing_mode", if scope.is_provisioned() { "PROVISIONED" } else { "PAY_PER_REQUEST" });
    match table.billing {
        Billing::OnDemand => {}
        Billing::Provisioned(capacity) if module.is_complete() => chosen_units(module, scope, capacity, body),
        Billing::Provisioned(capacity) => units(body, capacity),
    }
    body.maybe("hash_key", table.key.partition.and_then(|id| scope.name_of(id)));
    body.maybe("range_key", table.key.sort.and_then(|id| scope.name_of(id)));
    if table.class != TableClass::Standard {
        body.set("table_class", table.class.term());
    }
}

/// Capacity that environments may choose.
fn chosen_units(module: &mut Module<'_>, scope: Scope<'_>, capacity: Capacity, body: &mut Body) {
    let name = format!("{}_capacity", scope.resource);
    let about = format!("Capacity units per second of {}.", scope.table.name);
    let default = Expr::object([("read", capacity.read.into()), ("write", capacity.write.into())]);
    module.variable(&name, about, "object({ read = number, write = number })", Some(default));
    body.set("read_capacity", Expr::value(format!("var.{name}.read")));
    body.set("write_capacity", Expr::value(format!("var.{name}.write")));
}

fn aws_name(module: &mut Module<'_>, scope: Scope<'_>) -> Expr {
    let name = Expr::text(scope.aws_name);
    if !module.is_complete() {
        return name;
    }
    let about = "Put before the name of every table, for example \"dev-\".";
    Expr::Template(vec![module.variable("name_prefix", about, "string", Some("".into())), name])
}

fn protection(module: &mut Module<'_>, scope: Scope<'_>, body: &mut Body) {
    let is_on = scope.table.deletion_protection;
    body.gap();
    if module.is_complete() {
        let about = "Whether AWS refuses to delete the tables; null is as each table says.";
        let chosen = module.variable("deletion_protection", about, "bool", Some(Expr::Null));
        body.set("deletion_protection_enabled", Expr::Call("coalesce", vec![chosen, is_on.into()]));
    } else if is_on {
        body.set("deletion_protection_enabled", true);
    }
}

fn stream(table: &Table, body: &mut Body) {
    if let Some(view) = table.stream {
        body.gap();
        body.set("stream_enabled", true);
        body.set("stream_view_type", view.term());
    }
}

/// The attributes of the keys that are written on the table: Terraform wants exactly these.
fn defined<'a>(module: &Module<'_>, table: &'a Table) -> impl Iterator<Item = &'a Attribute> + use<'a> {
    let own = table.key.attributes().chain(table.local_indexes.iter().filter_map(|index| index.sort));
    let mut used: Vec<_> = own.collect();
    if module.options.indexes != IndexStyle::Standalone {
        used.extend(table.indexes.iter().flat_map(|index| index.keys().collect::<Vec<_>>()));
    }
    let keys = table.key_attributes().into_iter().filter(move |id| used.contains(id));
    keys.filter_map(|id| table.attribute(id))
}

fn definition(attribute: &Attribute, body: &mut Body) {
    body.push(Block::new("attribute", &[]).about(&attribute.description).with(|body| {
        body.set("name", attribute.name.as_str());
        body.set("type", attribute.kind.descriptor());
    }));
}

fn throughput(module: &mut Module<'_>, table: &Table, body: &mut Body) {
    if table.billing == Billing::OnDemand {
        maximum(body, table.maximum);
    }
    if let Some(warm) = table.warm {
        module.needs(Need::Six);
        body.block("warm_throughput", |body| warm_units(body, warm));
    }
}

fn recovery(module: &mut Module<'_>, table: &Table, body: &mut Body) {
    let is_on = table.recovery.is_some();
    if !is_on && !module.is_complete() {
        return;
    }
    let enabled = if module.is_complete() {
        let about = "Whether the tables can be restored to any second; null is as each table says.";
        let chosen = module.variable("point_in_time_recovery", about, "bool", Some(Expr::Null));
        Expr::Call("coalesce", vec![chosen, is_on.into()])
    } else {
        is_on.into()
    };
    let days = table.recovery.map(|recovery| recovery.days);
    let days = days.filter(|days| *days != Recovery::MAX_DAYS);
    if days.is_some() {
        module.needs(Need::Six);
    }
    body.block("point_in_time_recovery", |body| {
        body.set("enabled", enabled);
        body.maybe("recovery_period_in_days", days);
    });
}

fn encryption(module: &mut Module<'_>, scope: Scope<'_>, body: &mut Body) {
    let key = match &scope.table.encryption {
        Encryption::AwsOwned => return,
        Encryption::AwsManaged => None,
        Encryption::Customer(key) => Some(customer_key(module, scope.resource, key)),
    };
    body.block("server_side_encryption", |body| {
        body.set("enabled", true);
        body.maybe("kms_key_arn", key);
    });
}

/// The ARN of a key. One that is named by id or alias is looked up.
pub(super) fn customer_key(module: &mut Module<'_>, resource: &str, key: &str) -> Expr {
    if key.is_empty() {
        return module
            .unknown(&format!("{resource}_kms_key_arn"), format!("ARN of the key of `{resource}`."));
    }
    if key.starts_with("arn:") && !key.contains(":alias/") {
        return key.into();
    }
    module
        .resources
        .push(Block::new("data", &["aws_kms_key", resource]).with(|body| body.set("key_id", key)));
    Expr::value(format!("data.aws_kms_key.{resource}.arn"))
}

fn tags(module: &mut Module<'_>, table: &Table, body: &mut Body) {
    let entry = |(key, value): (&String, &String)| (key.clone(), Expr::text(value));
    let own = Expr::Object(table.tags.iter().map(entry).collect());
    body.gap();
    if module.is_complete() {
        let about = "Tags of every table, beside its own.";
        let common = module.variable("tags", about, "map(string)", Some(Expr::Object(Vec::new())));
        let merged = Expr::Call("merge", vec![common.clone(), own]);
        body.set("tags", if table.tags.is_empty() { common } else { merged });
    } else if !table.tags.is_empty() {
        body.set("tags", own);
    }
}

/// What something else moves must not be moved back.
fn lifecycle(module: &Module<'_>, table: &Table, body: &mut Body) {
    let scaled = scaled(module, table);
    let mut about = Vec::new();
    if scaled.contains(&INDEXES) {
        about.push(
            "Autoscaling sets these. Capacities of single indexes can't be ignored, so other changes of indexes are too;\n\
             indexes as resources of their own are free of this.",
        );
    } else if !scaled.is_empty() {
        about.push("Autoscaling sets these.");
    }
    let mut ignored = scaled;
    if replica::are_standalone(table) {
        about.push("Replicas are resources of their own.");
        ignored.push("replica");
    }
    if ignored.is_empty() {
        return;
    }
    body.push(Block::new("lifecycle", &[]).about(&about.join("\n")).with(|body| {
        let names = ignored.into_iter().map(|name| Expr::Name(name.to_owned()));
        body.set("ignore_changes", Expr::List(names.collect()));
    }));
}

/// The blocks of indexes.
const INDEXES: &str = "global_secondary_index";

/// The arguments that autoscaling sets.
fn scaled(module: &Module<'_>, table: &Table) -> Vec<&'static str> {
    let Billing::Provisioned(_) = table.billing else { return Vec::new() };
    let scaled = table.autoscaling.unwrap_or_default();
    let has_blocks = module.options.indexes != IndexStyle::Standalone;
    let has_index = has_blocks && table.indexes.iter().any(|index| index.autoscaling.is_some());
    let read = scaled.read.map(|_| "read_capacity");
    let write = scaled.write.map(|_| "write_capacity");
    [read, write, has_index.then_some(INDEXES)].into_iter().flatten().collect()
}

pub(super) fn units(body: &mut Body, capacity: Capacity) {
    body.set("read_capacity", capacity.read);
    body.set("write_capacity", capacity.write);
}

pub(super) fn maximum(body: &mut Body, maximum: Option<Maximum>) {
    let Some(maximum) = maximum.filter(|bounds| *bounds != Maximum::default()) else { return };
    body.block("on_demand_throughput", |body| {
        body.maybe("max_read_request_units", maximum.read);
        body.maybe("max_write_request_units", maximum.write);
    });
}

pub(super) fn warm_units(body: &mut Body, warm: Warm) {
    body.set("read_units_per_second", warm.read);
    body.set("write_units_per_second", warm.write);
}
