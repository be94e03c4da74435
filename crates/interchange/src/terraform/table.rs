//! One table as an `aws_dynamodb_table` resource.
//!
//! Settings at their default are left out. So is a reference to an attribute that is gone: such a design has a
//! diagnostic, and Terraform would say nothing better about it. Settings that are not written yet are named in a comment.

use tablewright_model::{Attribute, AttributeId, Billing, Capacity, Field, GlobalIndex, Table, uncovered};

use super::has_wide_key;
use super::hcl::{Value, Writer};

/// The fields of tables and global indexes that are written.
const WRITTEN: [Field; 10] = [
    Field::Name,
    Field::PartitionKey,
    Field::SortKey,
    Field::Projection,
    Field::Billing,
    Field::Capacity,
    Field::Stream,
    Field::Ttl,
    Field::DeletionProtection,
    Field::Tags,
];

/// Writes the resource under its own name, for a table that has this name in AWS.
pub(super) fn write(writer: &mut Writer, table: &Table, resource: &str, aws_name: &str) {
    writer.about(&table.description);
    writer.block("resource", &["aws_dynamodb_table", resource], |writer| {
        left_out(writer, table);
        settings(writer, table, aws_name);
        for attribute in defined(table) {
            definition(writer, attribute);
        }
        for index in &table.indexes {
            global_index(writer, table, index);
        }
        if let Some(attribute) = table.ttl.and_then(|id| table.attribute(id)) {
            let name = Value::Text(&attribute.name);
            writer.block("ttl", &[], |writer| {
                writer.attributes(&[("attribute_name", name), ("enabled", Value::Bool(true))]);
            });
        }
        if !table.tags.is_empty() {
            writer.gap();
            let tags: Vec<_> = table.tags.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
            writer.object("tags", &tags);
        }
    });
}

fn left_out(writer: &mut Writer, table: &Table) {
    let missing = uncovered(table, &WRITTEN);
    if !missing.is_empty() {
        writer.comment("The design also says what is not written here yet:");
        for one in missing {
            writer.comment(&format!("- {}: {}", one.subject, one.what));
        }
        writer.gap();
    }
}

/// Terraform wants exactly the attributes of the keys that are written.
fn defined(table: &Table) -> impl Iterator<Item = &Attribute> {
    let written = |id: &AttributeId| {
        table
            .key
            .attributes()
            .chain(table.indexes.iter().flat_map(|index| index.keys()))
            .any(|key| key == *id)
    };
    table.key_attributes().into_iter().filter(written).filter_map(|id| table.attribute(id))
}

fn settings(writer: &mut Writer, table: &Table, aws_name: &str) {
    let mode = match table.billing {
        Billing::OnDemand => "PAY_PER_REQUEST",
        Billing::Provisioned(_) => "PROVISIONED",
    };
    let mut main = vec![("name", Value::Text(aws_name)), ("billing_mode", Value::Text(mode))];
    if let Billing::Provisioned(capacity) = table.billing {
        main.extend(units(capacity));
    }
    main.extend(table.key.partition.and_then(|id| reference("hash_key", table, id)));
    main.extend(table.key.sort.and_then(|id| reference("range_key", table, id)));
    writer.attributes(&main);
    if table.deletion_protection {
        writer.gap();
        writer.attributes(&[("deletion_protection_enabled", Value::Bool(true))]);
    }
    if let Some(view) = table.stream {
        writer.gap();
        let view = Value::Text(view.term());
        writer.attributes(&[("stream_enabled", Value::Bool(true)), ("stream_view_type", view)]);
    }
}

fn definition(writer: &mut Writer, attribute: &Attribute) {
    writer.about(&attribute.description);
    writer.block("attribute", &[], |writer| {
        let kind = Value::Text(attribute.kind.descriptor());
        writer.attributes(&[("name", Value::Text(&attribute.name)), ("type", kind)]);
    });
}

fn global_index(writer: &mut Writer, table: &Table, index: &GlobalIndex) {
    let key = KeyStyle::of(index);
    writer.block("global_secondary_index", &[], |writer| {
        let mut settings = vec![("name", Value::Text(&index.name))];
        if key == KeyStyle::Arguments {
            settings.extend(index.partition.first().and_then(|id| reference("hash_key", table, *id)));
            settings.extend(index.sort.first().and_then(|id| reference("range_key", table, *id)));
        }
        settings.push(("projection_type", Value::Text(index.projection.term())));
        let included: Vec<_> = names(table, index.projection.included()).collect();
        if !included.is_empty() {
            settings.push(("non_key_attributes", Value::Texts(&included)));
        }
        if let (Billing::Provisioned(_), Some(capacity)) = (table.billing, index.capacity) {
            settings.extend(units(capacity));
        }
        writer.attributes(&settings);
        if key == KeyStyle::Blocks {
            key_schema(writer, names(table, &index.partition), "HASH");
            key_schema(writer, names(table, &index.sort), "RANGE");
        }
    });
}

/// The two ways in which the provider takes the key of an index; one index uses one of them.
#[derive(PartialEq, Eq)]
enum KeyStyle {
    /// `hash_key` and `range_key`.
    Arguments,
    /// A `key_schema` block for each attribute.
    Blocks,
}

impl KeyStyle {
    fn of(index: &GlobalIndex) -> Self {
        if has_wide_key(index) { Self::Blocks } else { Self::Arguments }
    }
}

fn key_schema<'a>(writer: &mut Writer, names: impl Iterator<Item = &'a str>, kind: &str) {
    for name in names {
        writer.block("key_schema", &[], |writer| {
            writer.attributes(&[("attribute_name", Value::Text(name)), ("key_type", Value::Text(kind))]);
        });
    }
}

fn units(capacity: Capacity) -> [(&'static str, Value<'static>); 2] {
    [("read_capacity", Value::Number(capacity.read)), ("write_capacity", Value::Number(capacity.write))]
}

fn reference<'a>(
    argument: &'static str,
    table: &'a Table,
    id: AttributeId,
) -> Option<(&'static str, Value<'a>)> {
    Some((argument, Value::Text(&table.attribute(id)?.name)))
}

fn names<'a>(table: &'a Table, ids: &'a [AttributeId]) -> impl Iterator<Item = &'a str> {
    ids.iter().filter_map(|id| table.attribute(*id)).map(|attribute| attribute.name.as_str())
}
