//! Settings of a design and of its tables.

use super::spec::settings;
use super::text::{self, NONE, plain};
use super::{Described, Spec};
use crate::{Design, Table};

impl Described for Design {
    const SETTINGS: &'static [Spec<Self>] = DESIGN;

    fn title(&self) -> String {
        self.name.clone()
    }
}

impl Described for Table {
    const SETTINGS: &'static [Spec<Self>] = TABLE;

    fn title(&self) -> String {
        self.name.clone()
    }
}

settings! {
    DESIGN of Design, told by (scope, design) {
        Identity {
            Name "name": design.name, required, plain(&design.name);
            Description "description": design.description, unset, plain(&design.description);
        }
        Capacity {
            Prices "Region of prices": design.prices, unset, text::maybe(design.prices.clone());
        }
    }
}

settings! {
    TABLE of Table, told by (scope, table) {
        Identity {
            Name "name" "TableName": table.name, required, plain(&table.name);
            Description "description": table.description, unset, plain(&table.description);
        }
        Keys {
            PartitionKey "partition key" "KeySchema": table.key.partition, required,
                scope.maybe_attribute(table.key.partition, NONE);
            SortKey "sort key" "KeySchema": table.key.sort, unset, scope.maybe_attribute(table.key.sort, NONE);
        }
        Capacity {
            Billing "billing" "BillingMode": table.billing, unset, text::billing(table.billing);
            Autoscaling "autoscaling" "ScalableTarget": table.autoscaling, unset,
                text::maybe(table.autoscaling.map(text::autoscaling));
            Maximum "on-demand maximum" "OnDemandThroughput": table.maximum, unset,
                text::maybe(table.maximum.map(text::maximum));
            Warm "warm throughput" "WarmThroughput": table.warm, unset, text::maybe(table.warm.map(text::warm));
            Class "table class" "TableClass": table.class, unset, table.class.term().to_owned();
            Volume "expected volume": table.volume, unset, text::volume(table.volume);
        }
        Streams {
            Stream "stream" "StreamSpecification": table.stream, unset,
                table.stream.map_or("off", |view| view.term()).to_owned();
            Kinesis "Kinesis data stream" "KinesisStreamingDestination": table.kinesis, unset,
                text::kinesis(table.kinesis.as_ref());
        }
        Protection {
            Ttl "TTL attribute" "TimeToLiveSpecification": table.ttl, unset,
                scope.maybe_attribute(table.ttl, "off");
            Recovery "point-in-time recovery" "PointInTimeRecoverySpecification": table.recovery, unset,
                text::recovery(table.recovery);
            DeletionProtection "deletion protection" "DeletionProtectionEnabled":
                table.deletion_protection, unset, text::switch(table.deletion_protection);
            Encryption "encryption" "SSESpecification": table.encryption, unset,
                text::encryption(&table.encryption);
            Policy "resource policy" "ResourcePolicy": table.policy, unset, text::maybe(table.policy.as_ref());
        }
        Replication {
            Consistency "consistency between regions" "MultiRegionConsistency": table.consistency, unset,
                table.consistency.term().to_owned();
            Witness "witness region" "GlobalTableWitnesses": table.witness, unset,
                text::maybe(table.witness.as_ref());
        }
        Operation {
            Insights "Contributor Insights" "ContributorInsightsMode": table.insights, unset,
                text::insights(table.insights);
            Tags "tags" "Tags": table.tags, unset, text::tags(&table.tags);
        }
        Canvas {
            Position "place on the canvas": table.position, unset, text::position(table.position);
        }
    }
}
