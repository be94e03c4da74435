//! The input of `CreateTable`.

use tablewright_model::{Billing, Encryption, Table, TableClass};

use crate::api;
use crate::tree::{Map, map};

/// All that `CreateTable` takes of a table.
pub(super) fn create_table(table: &Table, aws_name: &str) -> Map {
    let mut input = map([("TableName", aws_name.into())]);
    input.set("AttributeDefinitions", api::attribute_definitions(table));
    input.set("KeySchema", api::table_key(table));
    input.list("LocalSecondaryIndexes", api::local_indexes(table));
    let indexes = api::global_indexes(table, |index, map| {
        api::throughput(map, table, index.capacity, index.maximum, index.warm);
    });
    input.list("GlobalSecondaryIndexes", indexes);
    input.list("VectorIndexes", api::vector_indexes(table));
    input.set("BillingMode", api::billing_mode(table));
    let capacity = match table.billing {
        Billing::OnDemand => None,
        Billing::Provisioned(capacity) => Some(capacity),
    };
    api::throughput(&mut input, table, capacity, table.maximum, table.warm);
    if let Some(view) = table.stream {
        let view = [("StreamEnabled", true.into()), ("StreamViewType", view.term().into())];
        input.set("StreamSpecification", map(view));
    }
    input.maybe("SSESpecification", encryption(&table.encryption));
    input.list("Tags", api::tags(table));
    input.maybe("TableClass", (table.class != TableClass::Standard).then(|| table.class.term()));
    input.maybe("DeletionProtectionEnabled", table.deletion_protection.then_some(true));
    input.maybe("ResourcePolicy", table.policy.as_deref());
    input
}

fn encryption(encryption: &Encryption) -> Option<Map> {
    let enabled = ("Enabled", true.into());
    match encryption {
        Encryption::AwsOwned => None,
        Encryption::AwsManaged => Some(map([enabled, ("SSEType", "KMS".into())])),
        Encryption::Customer(key) => {
            Some(map([enabled, ("SSEType", "KMS".into()), ("KMSMasterKeyId", key.as_str().into())]))
        }
    }
}
