//! The requests that change the regions of a table.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::operation::update_table::builders::UpdateTableFluentBuilder;
use aws_sdk_dynamodb::types::{
    CreateGlobalTableWitnessGroupMemberAction, CreateReplicationGroupMemberAction,
    DeleteGlobalTableWitnessGroupMemberAction, DeleteReplicationGroupMemberAction,
    GlobalTableWitnessGroupUpdate, MultiRegionConsistency, OnDemandThroughputOverride,
    ProvisionedThroughputOverride, ReplicaGlobalSecondaryIndex, ReplicationGroupUpdate, TableClass,
    UpdateReplicationGroupMemberAction,
};
use tablewright_plan::{Overrides, ReadBound, Replication};

/// What AWS takes for "no bound any more".
const UNBOUNDED: i64 = -1;

pub(super) fn update(
    client: &Client,
    table: &str,
    change: &Replication,
) -> Result<UpdateTableFluentBuilder, BuildError> {
    let update = client.update_table().table_name(table);
    Ok(match change {
        Replication::Add { region, own } => update.replica_updates(create(region, own)?),
        Replication::Override { region, own } => update.replica_updates(overriding(region, own)?),
        Replication::Remove { region } => update.replica_updates(delete(region)?),
        Replication::Begin { replicas, witness } => {
            let creates = replicas.iter().map(|(region, own)| create(region, own));
            update
                .set_replica_updates(Some(creates.collect::<Result<_, _>>()?))
                .set_global_table_witness_updates(witness.as_deref().map(new_witness).transpose()?)
                .multi_region_consistency(MultiRegionConsistency::Strong)
        }
        Replication::End { replicas, witness } => {
            let deletes = replicas.iter().map(|region| delete(region));
            update
                .set_replica_updates(Some(deletes.collect::<Result<_, _>>()?))
                .set_global_table_witness_updates(witness.as_deref().map(old_witness).transpose()?)
        }
    })
}

fn create(region: &str, own: &Overrides) -> Result<ReplicationGroupUpdate, BuildError> {
    let create = CreateReplicationGroupMemberAction::builder()
        .region_name(region)
        .set_kms_master_key_id(own.key.clone())
        .set_provisioned_throughput_override(own.read.map(read))
        .set_on_demand_throughput_override(own.max_read.map(bound))
        .set_global_secondary_indexes(index_reads(own)?)
        .set_table_class_override(own.class.map(|class| TableClass::from(class.term())))
        .build()?;
    Ok(ReplicationGroupUpdate::builder().create(create).build())
}

fn overriding(region: &str, own: &Overrides) -> Result<ReplicationGroupUpdate, BuildError> {
    let update = UpdateReplicationGroupMemberAction::builder()
        .region_name(region)
        .set_kms_master_key_id(own.key.clone())
        .set_provisioned_throughput_override(own.read.map(read))
        .set_on_demand_throughput_override(own.max_read.map(bound))
        .set_global_secondary_indexes(index_reads(own)?)
        .set_table_class_override(own.class.map(|class| TableClass::from(class.term())))
        .build()?;
    Ok(ReplicationGroupUpdate::builder().update(update).build())
}

fn delete(region: &str) -> Result<ReplicationGroupUpdate, BuildError> {
    let delete = DeleteReplicationGroupMemberAction::builder().region_name(region).build()?;
    Ok(ReplicationGroupUpdate::builder().delete(delete).build())
}

fn units(units: u64) -> i64 {
    i64::try_from(units).unwrap_or(i64::MAX)
}

fn read(reads: u64) -> ProvisionedThroughputOverride {
    ProvisionedThroughputOverride::builder().read_capacity_units(units(reads)).build()
}

fn bound(bound: ReadBound) -> OnDemandThroughputOverride {
    let most = match bound {
        ReadBound::AtMost(most) => units(most),
        ReadBound::Unbounded => UNBOUNDED,
    };
    OnDemandThroughputOverride::builder().max_read_request_units(most).build()
}

/// An empty list is refused.
fn index_reads(own: &Overrides) -> Result<Option<Vec<ReplicaGlobalSecondaryIndex>>, BuildError> {
    let index = |(name, units): (&String, &u64)| {
        let builder = ReplicaGlobalSecondaryIndex::builder().index_name(name);
        builder.provisioned_throughput_override(read(*units)).build()
    };
    let all: Vec<_> = own.index_reads.iter().map(index).collect::<Result<_, _>>()?;
    Ok((!all.is_empty()).then_some(all))
}

fn new_witness(region: &str) -> Result<Vec<GlobalTableWitnessGroupUpdate>, BuildError> {
    let create = CreateGlobalTableWitnessGroupMemberAction::builder().region_name(region).build()?;
    Ok(vec![GlobalTableWitnessGroupUpdate::builder().create(create).build()])
}

fn old_witness(region: &str) -> Result<Vec<GlobalTableWitnessGroupUpdate>, BuildError> {
    let delete = DeleteGlobalTableWitnessGroupMemberAction::builder().region_name(region).build()?;
    Ok(vec![GlobalTableWitnessGroupUpdate::builder().delete(delete).build()])
}
