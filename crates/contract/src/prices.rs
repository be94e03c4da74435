//! List prices that the server knows.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// `GET /prices`: the list prices that the server knows, a Region each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PricesView {
    /// By the names of the Regions.
    pub regions: Vec<RegionPrices>,
}

/// What DynamoDB costs in a Region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegionPrices {
    /// The Region, such as `us-east-1`.
    pub region: String,
    /// The day that the prices are of, as 2026-01-31.
    pub date: String,
    /// The currency, by its three letters.
    pub currency: String,
    /// Where they are from.
    pub source: String,
    /// Whether they are those inside the program.
    pub embedded: bool,
    /// The prices that are not known, by their names in the document.
    pub unknown: Vec<String>,
    /// The price file, which has a format of its own.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub document: Value,
}
