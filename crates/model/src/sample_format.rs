//! How sample values look, for those who have them made.
//!
//! Only the wish is here; making values of it is the sample generator's.

use serde::{Deserialize, Serialize};

use crate::{AttributeId, TableId};

/// How the sample values of an attribute look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SampleFormat {
    /// A first name.
    FirstName,
    /// A last name.
    LastName,
    /// First and last name.
    FullName,
    /// An address for mail at example.com.
    Email,
    /// A telephone number.
    Phone,
    /// A street with a number.
    Street,
    /// A city.
    City,
    /// A country by its two letters.
    Country,
    /// The name of a company.
    Company,
    /// The name of a product.
    Product,
    /// A sentence of this many words.
    Words(u32),
    /// A random UUID.
    Uuid,
    /// A ULID, whose order is that of time.
    Ulid,
    /// An address in the web.
    Url,
    /// An IPv4 address.
    IpAddress,
    /// A whole number.
    Integer(Range),
    /// A number with two places, given in hundredths.
    Price(Range),
    /// A day as 2026-01-31, between two, given in seconds since 1970.
    Date(Range),
    /// A moment as 2026-01-31T12:00:00Z, between two, given in seconds since 1970.
    DateTime(Range),
    /// Seconds since 1970.
    EpochSeconds(Range),
    /// One of these.
    OneOf(Vec<String>),
    /// A value that an attribute of some item of a table has.
    Reference {
        /// The table.
        table: TableId,
        /// Its attribute.
        attribute: AttributeId,
    },
}

impl SampleFormat {
    /// What it makes, in words.
    #[must_use]
    pub const fn label(&self) -> &'static str {
        match self {
            Self::FirstName => "First name",
            Self::LastName => "Last name",
            Self::FullName => "Full name",
            Self::Email => "Email address",
            Self::Phone => "Telephone number",
            Self::Street => "Street",
            Self::City => "City",
            Self::Country => "Country",
            Self::Company => "Company",
            Self::Product => "Product",
            Self::Words(_) => "Words",
            Self::Uuid => "UUID",
            Self::Ulid => "ULID",
            Self::Url => "Web address",
            Self::IpAddress => "IPv4 address",
            Self::Integer(_) => "Whole number",
            Self::Price(_) => "Price",
            Self::Date(_) => "Day",
            Self::DateTime(_) => "Moment",
            Self::EpochSeconds(_) => "Epoch seconds",
            Self::OneOf(_) => "One of",
            Self::Reference { .. } => "Value of another table",
        }
    }
}

/// From the least to the most, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Range {
    /// The least.
    pub from: i64,
    /// The most.
    pub to: i64,
}
