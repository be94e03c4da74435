//! List prices of one Region, read from a dated file.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use tablewright_model::TableClass;

use super::money::Ratio;

/// What DynamoDB costs in a Region.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
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
    classes: BTreeMap<String, ClassPrices>,
    /// Point-in-time recovery, for a GB in a month.
    pub recovery_gb_month: Ratio,
    /// Backups on demand, for a GB in a month.
    pub backup_gb_month: Ratio,
    /// Restoring a GB.
    pub restore_gb: Ratio,
    /// Exporting a GB.
    pub export_gb: Ratio,
    /// A hundred thousand calls of a stream's readers.
    pub stream_reads_100_thousand: Ratio,
    /// Calls of a stream's readers that are free in a month.
    pub stream_reads_free: u64,
    /// A million change records of 1 KB for a Kinesis data stream.
    pub kinesis_units_million: Ratio,
}

/// What depends on the table's class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassPrices {
    /// A million read request units.
    pub read_request_million: Ratio,
    /// A million write request units.
    pub write_request_million: Ratio,
    /// A million replicated write request units, in each Region.
    pub replicated_write_request_million: Ratio,
    /// A read capacity unit for an hour.
    pub read_capacity_hour: Ratio,
    /// A write capacity unit for an hour.
    pub write_capacity_hour: Ratio,
    /// A replicated write capacity unit for an hour, in each Region.
    pub replicated_write_capacity_hour: Ratio,
    /// A GB written into vector indexes.
    pub vector_write_gb: Ratio,
    /// A GB of tables and indexes in a month.
    pub storage_gb_month: Ratio,
}

/// Why a file has no prices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceError(String);

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

    /// What depends on the class.
    #[must_use]
    pub fn class(&self, class: TableClass) -> ClassPrices {
        // Every class is there: it was checked when the file was read.
        self.classes.get(class.term()).copied().unwrap_or(ClassPrices {
            read_request_million: Ratio::ZERO,
            write_request_million: Ratio::ZERO,
            replicated_write_request_million: Ratio::ZERO,
            read_capacity_hour: Ratio::ZERO,
            write_capacity_hour: Ratio::ZERO,
            replicated_write_capacity_hour: Ratio::ZERO,
            vector_write_gb: Ratio::ZERO,
            storage_gb_month: Ratio::ZERO,
        })
    }
}
