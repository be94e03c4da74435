//! List prices of one Region, read from a dated file.
//!
//! A price that the file does not have is not known, which is another thing than free.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use tablewright_model::TableClass;

use super::money::Ratio;

/// What DynamoDB costs in a Region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prices {
    /// The Region, such as `us-east-1`.
    pub region: String,
    /// The day that they are of, as 2026-01-31.
    pub date: String,
    /// The currency, by its three letters.
    pub currency: String,
    /// Where they are from.
    pub source: String,
    /// How many bytes are billed as a gigabyte.
    pub bytes_per_gb: u64,
    /// By the term of the table's class in the API.
    pub(super) classes: BTreeMap<String, ClassPrices>,
    /// Point-in-time recovery, for a GB in a month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery_gb_month: Option<Ratio>,
    /// Backups on demand, for a GB in a month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backup_gb_month: Option<Ratio>,
    /// Restoring a GB.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restore_gb: Option<Ratio>,
    /// Exporting a GB.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub export_gb: Option<Ratio>,
    /// A hundred thousand calls of a stream's readers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stream_reads_100_thousand: Option<Ratio>,
    /// Calls of a stream's readers that are free in a month.
    pub stream_reads_free: u64,
    /// A million change records of 1 KB for a Kinesis data stream.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kinesis_units_million: Option<Ratio>,
}

/// What depends on the table's class.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassPrices {
    /// A million read request units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_request_million: Option<Ratio>,
    /// A million write request units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub write_request_million: Option<Ratio>,
    /// A million replicated write request units, in each Region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replicated_write_request_million: Option<Ratio>,
    /// A read capacity unit for an hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_capacity_hour: Option<Ratio>,
    /// A write capacity unit for an hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub write_capacity_hour: Option<Ratio>,
    /// A replicated write capacity unit for an hour, in each Region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replicated_write_capacity_hour: Option<Ratio>,
    /// A GB written into vector indexes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vector_write_gb: Option<Ratio>,
    /// A GB of tables and indexes in a month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub storage_gb_month: Option<Ratio>,
}

/// Why a file has no prices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceError(pub(super) String);

impl fmt::Display for PriceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the price file can't be used: {}", self.0)
    }
}

impl std::error::Error for PriceError {}

impl Prices {
    /// Reads a price file; `assets/prices` has an example.
    ///
    /// # Errors
    ///
    /// [`PriceError`] says what is missing or wrong.
    pub fn from_json(text: &str) -> Result<Self, PriceError> {
        let prices: Self = serde_json::from_str(text).map_err(|error| PriceError(error.to_string()))?;
        let missing = TableClass::ALL.into_iter().find(|class| !prices.classes.contains_key(class.term()));
        match missing {
            Some(class) => Err(PriceError(format!("the class {} has no prices: add them", class.term()))),
            None if prices.bytes_per_gb == 0 => Err(PriceError("bytes_per_gb must not be 0".to_owned())),
            None => Ok(prices),
        }
    }

    /// The price file, as [`Self::from_json`] reads it.
    ///
    /// # Errors
    ///
    /// None that is known: all prices can be written.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(self).map(|text| text + "\n")
    }

    /// What depends on the class.
    #[must_use]
    pub fn class(&self, class: TableClass) -> ClassPrices {
        // Every class is there: it was checked when the file was read.
        self.classes.get(class.term()).copied().unwrap_or_default()
    }

    /// The prices that are not known, by their names in the file.
    #[must_use]
    pub fn unknown(&self) -> Vec<String> {
        let mut unknown = Vec::new();
        for class in TableClass::ALL {
            let names = self.class(class).named().into_iter().filter(|(_, price)| price.is_none());
            unknown.extend(names.map(|(name, _)| format!("{name} of {}", class.term())));
        }
        let names = self.named().into_iter().filter(|(_, price)| price.is_none());
        unknown.extend(names.map(|(name, _)| name.to_owned()));
        unknown
    }

    const fn named(&self) -> [(&'static str, Option<Ratio>); 6] {
        [
            ("recovery_gb_month", self.recovery_gb_month),
            ("backup_gb_month", self.backup_gb_month),
            ("restore_gb", self.restore_gb),
            ("export_gb", self.export_gb),
            ("stream_reads_100_thousand", self.stream_reads_100_thousand),
            ("kinesis_units_million", self.kinesis_units_million),
        ]
    }
}

impl ClassPrices {
    const fn named(&self) -> [(&'static str, Option<Ratio>); 8] {
        [
            ("read_request_million", self.read_request_million),
            ("write_request_million", self.write_request_million),
            ("replicated_write_request_million", self.replicated_write_request_million),
            ("read_capacity_hour", self.read_capacity_hour),
            ("write_capacity_hour", self.write_capacity_hour),
            ("replicated_write_capacity_hour", self.replicated_write_capacity_hour),
            ("vector_write_gb", self.vector_write_gb),
            ("storage_gb_month", self.storage_gb_month),
        ]
    }
}
