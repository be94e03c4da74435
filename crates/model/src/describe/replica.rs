//! Settings of a replica that are its own.

use super::spec::settings;
use super::text::{self, NONE, plain};
use super::{Described, Spec};
use crate::Replica;

impl Described for Replica {
    const SETTINGS: &'static [Spec<Self>] = REPLICA;

    fn title(&self) -> String {
        format!("replica in {}", plain(&self.region))
    }
}

const AS_TABLE: &str = "as the table's";

settings! {
    REPLICA of Replica, told by (scope, replica) {
        Identity {
            Region "region" "RegionName": replica.region, required, plain(&replica.region);
        }
        Capacity {
            Capacity "read capacity" "ProvisionedThroughputOverride": replica.read_capacity, unset,
                text::counted(replica.read_capacity, "read units", AS_TABLE);
            Autoscaling "read autoscaling" "ReplicaProvisionedReadCapacityAutoScalingUpdate":
                replica.read_scaling, unset,
                replica.read_scaling.map_or_else(|| AS_TABLE.to_owned(), text::scaling);
            Maximum "on-demand read maximum" "OnDemandThroughputOverride": replica.max_read, unset,
                text::counted(replica.max_read, "read units", AS_TABLE);
            IndexReads "read capacity of indexes" "GlobalSecondaryIndexes": replica.index_reads, unset,
                text::listed(
                    replica.index_reads.iter().map(|read| {
                        format!("{}: {} read units", scope.index(read.index), read.capacity)
                    }),
                    AS_TABLE,
                );
            Class "table class" "TableClassOverride": replica.class, unset,
                replica.class.map_or(AS_TABLE, |class| class.term()).to_owned();
        }
        Streams {
            Kinesis "Kinesis data stream" "KinesisStreamingDestination": replica.kinesis, unset,
                text::kinesis(replica.kinesis.as_ref());
        }
        Protection {
            Recovery "point-in-time recovery" "PointInTimeRecoverySpecification": replica.recovery, unset,
                text::recovery(replica.recovery);
            DeletionProtection "deletion protection" "DeletionProtectionEnabled":
                replica.deletion_protection, unset, text::switch(replica.deletion_protection);
            Encryption "encryption" "KMSMasterKeyId": replica.encryption, unset,
                replica.encryption.as_ref().map_or_else(|| AS_TABLE.to_owned(), text::encryption);
            Policy "resource policy" "ResourcePolicy": replica.policy, unset,
                replica.policy.as_deref().unwrap_or(NONE).to_owned();
        }
        Operation {
            Insights "Contributor Insights" "ContributorInsightsMode": replica.insights, unset,
                text::insights(replica.insights);
            Tags "tags of the table" "Tags": replica.copies_tags, unset,
                if replica.copies_tags { "carried over" } else { "not carried over" }.to_owned();
        }
    }
}
