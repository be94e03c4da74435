//! The parts of CreateTable and UpdateTable requests that the sandbox judges itself, as types.
//!
//! The rest of a request goes to dynoxide as it came.

use serde::Deserialize;
use serde_json::Value;

use super::warm::WarmWanted;
use crate::overlay::Throughput;
use crate::protocol::Refusal;

/// The `StreamSpecification` of a request.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct StreamSpecification {
    pub(super) stream_enabled: bool,
    pub(super) stream_view_type: Option<String>,
}

/// The `SSESpecification` of a request.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct SseSpecification {
    #[serde(rename = "Enabled")]
    pub(super) enabled: Option<bool>,
    #[serde(rename = "SSEType")]
    pub(super) kind: Option<String>,
    #[serde(rename = "KMSMasterKeyId")]
    pub(super) key: Option<String>,
}

/// The `ProvisionedThroughput` of a request.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ThroughputWanted {
    pub(super) read_capacity_units: Option<i64>,
    pub(super) write_capacity_units: Option<i64>,
}

impl ThroughputWanted {
    /// Both units, which must be positive.
    pub(super) fn units(self, at: &str) -> Result<Throughput, Refusal> {
        let positive = |value: Option<i64>, field: &str| match value {
            None => Err(Refusal::validation(&format!(
                "1 validation error detected: Value null at '{at}.{field}' failed to satisfy constraint: \
                 Member must not be null"
            ))),
            Some(value) if value < 1 => Err(Refusal::validation(&format!(
                "1 validation error detected: Value '{value}' at '{at}.{field}' failed to satisfy constraint: \
                 Member must have value greater than or equal to 1"
            ))),
            Some(value) => Ok(value),
        };
        Ok(Throughput {
            read: positive(self.read_capacity_units, "readCapacityUnits")?,
            write: positive(self.write_capacity_units, "writeCapacityUnits")?,
        })
    }
}

/// One entry of `GlobalSecondaryIndexUpdates` or of `VectorIndexUpdates`, which have no `Update`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct IndexUpdate {
    pub(super) create: Option<IndexWanted>,
    pub(super) update: Option<IndexWanted>,
    pub(super) delete: Option<IndexWanted>,
}

/// What a request says of an index beyond its keys, which dynoxide reads.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct IndexWanted {
    pub(super) index_name: String,
    pub(super) provisioned_throughput: Option<ThroughputWanted>,
    pub(super) on_demand_throughput: Option<Value>,
    pub(super) warm_throughput: Option<WarmWanted>,
    pub(super) projection: Option<Value>,
    pub(super) search_schema: Option<Vec<Value>>,
    pub(super) vector_attribute: Option<Value>,
}

/// One entry of `AttributeDefinitions`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct Definition {
    pub(super) attribute_name: String,
    pub(super) attribute_type: String,
}

/// What of an UpdateTable request the sandbox judges.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct UpdateWanted {
    pub(super) attribute_definitions: Option<Vec<Definition>>,
    pub(super) billing_mode: Option<String>,
    pub(super) provisioned_throughput: Option<ThroughputWanted>,
    pub(super) on_demand_throughput: Option<Value>,
    pub(super) warm_throughput: Option<WarmWanted>,
    pub(super) global_secondary_index_updates: Option<Vec<IndexUpdate>>,
    pub(super) vector_index_updates: Option<Vec<IndexUpdate>>,
    pub(super) stream_specification: Option<StreamSpecification>,
    #[serde(rename = "SSESpecification")]
    pub(super) sse_specification: Option<SseSpecification>,
    pub(super) table_class: Option<String>,
    pub(super) deletion_protection_enabled: Option<bool>,
    pub(super) replica_updates: Option<Vec<ReplicaUpdate>>,
    pub(super) global_table_witness_updates: Option<Vec<WitnessUpdate>>,
    pub(super) multi_region_consistency: Option<String>,
}

/// One entry of `ReplicaUpdates`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct ReplicaUpdate {
    pub(super) create: Option<Replica>,
    pub(super) update: Option<Replica>,
    pub(super) delete: Option<Replica>,
    pub(super) disassociate: Option<Value>,
}

/// What an action on a replica says.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Replica {
    pub(super) region_name: String,
    #[serde(rename = "KMSMasterKeyId")]
    pub(super) key: Option<String>,
    pub(super) provisioned_throughput_override: Option<Value>,
    pub(super) on_demand_throughput_override: Option<Value>,
    pub(super) table_class_override: Option<String>,
    pub(super) global_secondary_indexes: Option<Value>,
}

/// One entry of `GlobalTableWitnessUpdates`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct WitnessUpdate {
    pub(super) create: Option<WitnessRegion>,
    pub(super) delete: Option<WitnessRegion>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct WitnessRegion {
    pub(super) region_name: String,
}

impl UpdateWanted {
    pub(super) fn index_updates(&self) -> &[IndexUpdate] {
        self.global_secondary_index_updates.as_deref().unwrap_or_default()
    }

    pub(super) fn creates(&self) -> impl Iterator<Item = &IndexWanted> {
        self.index_updates().iter().filter_map(|update| update.create.as_ref())
    }

    pub(super) fn updates(&self) -> impl Iterator<Item = &IndexWanted> {
        self.index_updates().iter().filter_map(|update| update.update.as_ref())
    }

    pub(super) fn deletes(&self) -> impl Iterator<Item = &IndexWanted> {
        self.index_updates().iter().filter_map(|update| update.delete.as_ref())
    }

    pub(super) fn vector_updates(&self) -> &[IndexUpdate] {
        self.vector_index_updates.as_deref().unwrap_or_default()
    }

    pub(super) fn vector_creates(&self) -> impl Iterator<Item = &IndexWanted> {
        self.vector_updates().iter().filter_map(|update| update.create.as_ref())
    }

    /// Deletions of global secondary and vector indexes.
    pub(super) fn drops(&self) -> impl Iterator<Item = &IndexWanted> {
        self.deletes().chain(self.vector_updates().iter().filter_map(|update| update.delete.as_ref()))
    }

    /// Index creations and deletions, those of vector indexes included.
    pub(super) fn online_index_operations(&self) -> usize {
        self.creates().count() + self.vector_creates().count() + self.drops().count()
    }

    pub(super) fn replicas(&self) -> &[ReplicaUpdate] {
        self.replica_updates.as_deref().unwrap_or_default()
    }

    /// The witness that comes.
    pub(super) fn new_witness(&self) -> Option<&str> {
        self.witnesses().find_map(|update| Some(update.create.as_ref()?.region_name.as_str()))
    }

    /// The witness that goes.
    pub(super) fn old_witness(&self) -> Option<&str> {
        self.witnesses().find_map(|update| Some(update.delete.as_ref()?.region_name.as_str()))
    }

    fn witnesses(&self) -> impl Iterator<Item = &WitnessUpdate> {
        self.global_table_witness_updates.iter().flatten()
    }

    /// Whether the request is about the regions of the table.
    pub(super) fn is_about_replicas(&self) -> bool {
        !self.replicas().is_empty()
            || self.witnesses().next().is_some()
            || self.multi_region_consistency.is_some()
    }

    /// How many different things the request changes.
    pub(super) fn parts(&self) -> usize {
        let given = [
            self.billing_mode.is_some() || self.provisioned_throughput.is_some(),
            self.on_demand_throughput.is_some(),
            self.warm_throughput.is_some(),
            !self.index_updates().is_empty(),
            !self.vector_updates().is_empty(),
            self.stream_specification.is_some(),
            self.sse_specification.is_some(),
            self.table_class.is_some(),
            self.deletion_protection_enabled.is_some(),
            self.is_about_replicas(),
        ];
        given.into_iter().filter(|given| *given).count()
    }
}

/// What of a CreateTable request the sandbox judges.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct CreateWanted {
    pub(super) billing_mode: Option<String>,
    pub(super) provisioned_throughput: Option<ThroughputWanted>,
    pub(super) warm_throughput: Option<WarmWanted>,
    pub(super) global_secondary_indexes: Option<Vec<IndexWanted>>,
    pub(super) local_secondary_indexes: Option<Vec<IndexWanted>>,
    pub(super) vector_indexes: Option<Vec<IndexWanted>>,
    pub(super) stream_specification: Option<StreamSpecification>,
    #[serde(rename = "SSESpecification")]
    pub(super) sse_specification: Option<SseSpecification>,
    pub(super) resource_policy: Option<String>,
    pub(super) tags: Option<Vec<Value>>,
}
