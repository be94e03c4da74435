//! A table of one region as the properties of `AWS::DynamoDB::Table`.

use tablewright_model::{Billing, ConsumerKind, Delivery, Encryption, Kinesis, Table, TableClass};

use super::{Scope, Template, settings};
use crate::api;
use crate::tree::{Map, map};

pub(super) fn properties(template: &mut Template, scope: &Scope<'_>) -> Map {
    let table = scope.table;
    let mut map = common(scope);
    let capacity = match table.billing {
        Billing::OnDemand => None,
        Billing::Provisioned(capacity) => Some(capacity),
    };
    api::throughput(&mut map, table, capacity, table.maximum, table.warm);
    map.list("LocalSecondaryIndexes", api::local_indexes(table));
    let indexes = api::global_indexes(table, |index, map| {
        api::throughput(map, table, index.capacity, index.maximum, index.warm);
        map.maybe("ContributorInsightsSpecification", settings::insights(index.insights));
    });
    map.list("GlobalSecondaryIndexes", indexes);
    map.list("VectorIndexes", api::vector_indexes(table));
    stream(&mut map, table);
    let kinesis = settings::kinesis(template, sink(table).as_ref(), &scope.logical);
    map.maybe("KinesisStreamSpecification", kinesis);
    map.maybe("TimeToLiveSpecification", settings::ttl(table));
    map.maybe("PointInTimeRecoverySpecification", settings::recovery(table.recovery));
    map.maybe("SSESpecification", encryption(template, scope));
    map.maybe("TableClass", (table.class != TableClass::Standard).then(|| table.class.term()));
    map.maybe("DeletionProtectionEnabled", table.deletion_protection.then_some(true));
    map.maybe("ContributorInsightsSpecification", settings::insights(table.insights));
    map.maybe("ResourcePolicy", settings::policy(table.policy.as_ref()));
    map.list("Tags", api::tags(table));
    map
}

/// What both kinds of table begin with.
pub(super) fn common(scope: &Scope<'_>) -> Map {
    let table = scope.table;
    let mut map = map([("TableName", scope.aws_name.as_str().into())]);
    map.set("AttributeDefinitions", api::attribute_definitions(table));
    map.set("KeySchema", api::table_key(table));
    map.set("BillingMode", api::billing_mode(table));
    map
}

/// Where changes go by Kinesis: as the table says, or as a consumer needs it.
pub(super) fn sink(table: &Table) -> Option<Kinesis> {
    let needed = || {
        table.consumers.iter().find_map(|consumer| match &consumer.kind {
            ConsumerKind::Analytics(analytics) if analytics.via == Delivery::Kinesis => {
                Some(Kinesis { stream: analytics.stream.clone(), precision: None })
            }
            _ => None,
        })
    };
    table.kinesis.clone().or_else(needed)
}

pub(super) fn stream(map: &mut Map, table: &Table) {
    let view =
        |view: tablewright_model::StreamView| crate::tree::map([("StreamViewType", view.term().into())]);
    map.maybe("StreamSpecification", table.stream.map(view));
}

fn encryption(template: &mut Template, scope: &Scope<'_>) -> Option<Map> {
    let mut shape = map([("SSEEnabled", true.into())]);
    match &scope.table.encryption {
        Encryption::AwsOwned => return None,
        Encryption::AwsManaged => {}
        Encryption::Customer(key) => {
            shape.set("SSEType", "KMS");
            let about = "Id, ARN or alias of the key that encrypts the table.";
            shape.set("KMSMasterKeyId", template.known(key, &format!("{}KmsKey", scope.logical), about));
        }
    }
    Some(shape)
}
