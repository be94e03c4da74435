//! Indexes: local ones as blocks, global ones in the chosen style, vector ones as resources of their own.

use tablewright_model::{AttributeId, Billing, GlobalIndex, LocalIndex, Projection, VectorIndex};

use super::body::{Block, Body, Expr};
use super::module::{Module, Need};
use super::options::IndexStyle;
use super::table::{self, Scope};

/// Blocks of the table.
pub(super) fn blocks(module: &mut Module<'_>, scope: Scope<'_>, body: &mut Body) {
    for index in &scope.table.local_indexes {
        body.push(local(scope, index));
    }
    if module.options.indexes != IndexStyle::Standalone {
        for index in &scope.table.indexes {
            body.push(global(module, scope, index));
        }
    }
}

/// Resources beside the table.
pub(super) fn resources(module: &mut Module<'_>, scope: Scope<'_>) {
    if module.options.indexes == IndexStyle::Standalone {
        for index in &scope.table.indexes {
            module.needs(Need::KeySchema);
            let name = module.names.of(scope.resource, &index.name);
            module.resources.push(standalone(scope, index, &name));
            imported(module, scope, "aws_dynamodb_global_secondary_index", &name, &index.name);
        }
    }
    for index in &scope.table.vector_indexes {
        module.needs(Need::Vector);
        let name = module.names.of(scope.resource, &index.name);
        module.resources.push(vector(scope, index, &name));
        imported(module, scope, "aws_dynamodb_vector_index", &name, &index.name);
    }
}

fn imported(module: &mut Module<'_>, scope: Scope<'_>, kind: &str, name: &str, index: &str) {
    let id = scope.import_id(module, "", &format!(",{index}"));
    module.import(&scope.table.name, format!("{kind}.{name}"), id);
}

fn local(scope: Scope<'_>, index: &LocalIndex) -> Block {
    Block::new("local_secondary_index", &[]).about(&index.description).with(|body| {
        body.set("name", index.name.as_str());
        body.maybe("range_key", index.sort.and_then(|id| scope.name_of(id)));
        projection(scope, &index.projection, body);
    })
}

fn global(module: &mut Module<'_>, scope: Scope<'_>, index: &GlobalIndex) -> Block {
    // The older arguments, known to every provider, hold one attribute each.
    let is_wide = index.partition.len() > 1 || index.sort.len() > 1;
    let has_schema = is_wide || module.options.indexes == IndexStyle::KeySchema;
    if has_schema {
        module.needs(Need::KeySchema);
    }
    if index.warm.is_some() {
        module.needs(Need::Six);
    }
    Block::new("global_secondary_index", &[]).about(&index.description).with(|body| {
        body.set("name", index.name.as_str());
        if !has_schema {
            body.maybe("hash_key", index.partition.first().and_then(|id| scope.name_of(*id)));
            body.maybe("range_key", index.sort.first().and_then(|id| scope.name_of(*id)));
        }
        projection(scope, &index.projection, body);
        if let (Billing::Provisioned(_), Some(capacity)) = (scope.table.billing, index.capacity) {
            table::units(body, capacity);
        }
        if has_schema {
            key_schema(scope, index, false, body);
        }
        if !scope.is_provisioned() {
            table::maximum(body, index.maximum);
        }
        if let Some(warm) = index.warm {
            body.block("warm_throughput", |body| table::warm_units(body, warm));
        }
    })
}

fn standalone(scope: Scope<'_>, index: &GlobalIndex, name: &str) -> Block {
    Block::resource("aws_dynamodb_global_secondary_index", name).about(&index.description).with(|body| {
        body.set("table_name", scope.of("name"));
        body.set("index_name", index.name.as_str());
        if let Some(warm) = index.warm {
            let units =
                [("read_units_per_second", warm.read.into()), ("write_units_per_second", warm.write.into())];
            body.gap();
            body.set("warm_throughput", Expr::object(units));
        }
        key_schema(scope, index, true, body);
        body.block("projection", |body| projection(scope, &index.projection, body));
        if let (Billing::Provisioned(_), Some(capacity)) = (scope.table.billing, index.capacity) {
            body.block("provisioned_throughput", |body| {
                body.set("read_capacity_units", capacity.read);
                body.set("write_capacity_units", capacity.write);
            });
        }
        if !scope.is_provisioned() {
            table::maximum(body, index.maximum);
        }
        if index.autoscaling.is_some() {
            body.push(Block::new("lifecycle", &[]).about("Autoscaling sets it.").with(|body| {
                body.set("ignore_changes", Expr::List(vec![Expr::Name("provisioned_throughput".to_owned())]));
            }));
        }
    })
}

fn vector(scope: Scope<'_>, index: &VectorIndex, name: &str) -> Block {
    Block::resource("aws_dynamodb_vector_index", name).about(&index.description).with(|body| {
        body.set("table_name", scope.of("name"));
        body.set("index_name", index.name.as_str());
        body.gap();
        body.set("dimensions", index.dimensions);
        body.set("distance_function", index.distance.term());
        if let Some(name) = index.vector.and_then(|id| scope.name_of(id)) {
            body.gap();
            body.set("vector_attribute", Expr::object([("attribute_name", name.into())]));
        }
        body.block("projection", |body| projection(scope, &index.projection, body));
        typed(scope, index.partition.as_slice(), ["search_schema", "type"], "HASH", body);
        typed(scope, &index.filters, ["search_schema", "type"], "INLINE_FILTER", body);
    })
}

fn projection(scope: Scope<'_>, projection: &Projection, body: &mut Body) {
    body.set("projection_type", projection.term());
    let included = scope.names_of(projection.included());
    if !included.is_empty() {
        body.set("non_key_attributes", Expr::texts(included));
    }
}

/// A block for each attribute of the key, with its type where nothing else tells it.
fn key_schema(scope: Scope<'_>, index: &GlobalIndex, has_types: bool, body: &mut Body) {
    for (ids, role) in [(&index.partition, "HASH"), (&index.sort, "RANGE")] {
        if has_types {
            typed(scope, ids, ["key_schema", "key_type"], role, body);
            continue;
        }
        for name in scope.names_of(ids) {
            body.block("key_schema", |body| {
                body.set("attribute_name", name);
                body.set("key_type", role);
            });
        }
    }
}

fn typed(
    scope: Scope<'_>,
    ids: &[AttributeId],
    [block, argument]: [&'static str; 2],
    role: &str,
    body: &mut Body,
) {
    for attribute in ids.iter().filter_map(|id| scope.table.attribute(*id)) {
        body.block(block, |body| {
            body.set("attribute_name", attribute.name.as_str());
            body.set("attribute_type", attribute.kind.descriptor());
            body.set(argument, role);
        });
    }
}
