//! AWS's own price list of DynamoDB in a Region, read as a price file.
//!
//! What AWS publishes as an *offer file*: products, each with a usage type (`EUC1-WriteRequestUnits`), and for each the
//! ranges of use with what a unit costs in them. The first range that costs something is the price: what is free before
//! it is free for the whole account, not for a design. What can't be told for sure is not known, with a note; nothing is
//! guessed. Deliberately absent: the way to the file, reserved capacity and savings plans.
//!
//! Source: AWS Price List Bulk API; the usage types of the Developer Guide, "Understanding your AWS billing".

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde::de::IgnoredAny;
use tablewright_model::{TableClass, quoted};

use super::money::Ratio;
use super::price::{ClassPrices, PriceError, Prices};

/// What AWS calls the offer.
pub const OFFER: &str = "AmazonDynamoDB";
/// Bytes of a gigabyte, as AWS bills it. The offer does not say.
const BYTES_PER_GB: u64 = 1_000_000_000;
const CURRENCY: &str = "USD";
const NOTHING: &str = "there is no price of DynamoDB in it: take the offer file of one Region";

/// Prices as they were found in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The prices.
    pub prices: Prices,
    /// Why some of AWS's were not taken.
    pub notes: Vec<String>,
}

impl Offer {
    /// Reads a price file of ours or an offer file of AWS, whichever it is.
    ///
    /// # Errors
    ///
    /// [`PriceError`] says what is missing or wrong.
    pub fn read(text: &str) -> Result<Self, PriceError> {
        #[derive(Deserialize)]
        struct Probe {
            products: Option<IgnoredAny>,
        }
        let probe: Probe = serde_json::from_str(text).map_err(|error| PriceError(error.to_string()))?;
        if probe.products.is_none() {
            return Prices::from_json(text).map(|prices| Self { prices, notes: Vec::new() });
        }
        let file: File = serde_json::from_str(text).map_err(|error| PriceError(error.to_string()))?;
        file.offer()
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    offer_code: String,
    version: String,
    publication_date: String,
    products: BTreeMap<String, Product>,
    terms: Terms,
}

#[derive(Deserialize)]
struct Product {
    #[serde(default)]
    attributes: Attributes,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Attributes {
    // Not in camel case there.
    #[serde(rename = "usagetype")]
    usage_type: String,
    region_code: String,
    location_type: String,
}

#[derive(Deserialize)]
struct Terms {
    /// By the product, then by the term.
    #[serde(rename = "OnDemand", default)]
    on_demand: BTreeMap<String, BTreeMap<String, Term>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Term {
    effective_date: String,
    price_dimensions: BTreeMap<String, Dimension>,
}

/// A range of use, with what a unit costs in it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Dimension {
    unit: String,
    #[serde(default)]
    begin_range: String,
    price_per_unit: BTreeMap<String, String>,
}

/// What a price is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Per {
    Gigabyte,
    Hour,
    Million,
    HundredThousand,
}

impl Per {
    /// How many of AWS's units make one of ours.
    const fn units(self) -> u128 {
        match self {
            Self::Gigabyte | Self::Hour => 1,
            Self::HundredThousand => 100_000,
            Self::Million => 1_000_000,
        }
    }

    /// AWS names most units after what they count, and what is measured in bytes by the gigabyte.
    fn is(self, unit: &str) -> bool {
        (self == Self::Gigabyte) == unit.starts_with("GB")
    }
}

/// A usage type, what its price is for, and where that belongs.
type Usage<P> = (&'static str, Per, fn(&mut P) -> &mut Option<Ratio>);

const OF_CLASS: [Usage<ClassPrices>; 8] = [
    ("ReadRequestUnits", Per::Million, |prices| &mut prices.read_request_million),
    ("WriteRequestUnits", Per::Million, |prices| &mut prices.write_request_million),
    ("ReplWriteRequestUnits", Per::Million, |prices| &mut prices.replicated_write_request_million),
    ("ReadCapacityUnit-Hrs", Per::Hour, |prices| &mut prices.read_capacity_hour),
    ("WriteCapacityUnit-Hrs", Per::Hour, |prices| &mut prices.write_capacity_hour),
    ("ReplWriteCapacityUnit-Hrs", Per::Hour, |prices| &mut prices.replicated_write_capacity_hour),
    ("VectorWriteRequest", Per::Gigabyte, |prices| &mut prices.vector_write_gb),
    ("TimedStorage-ByteHrs", Per::Gigabyte, |prices| &mut prices.storage_gb_month),
];

const STREAM_READS: &str = "Streams-Requests";
const OF_ALL: [Usage<Prices>; 6] = [
    ("TimedPITRStorage-ByteHrs", Per::Gigabyte, |prices| &mut prices.recovery_gb_month),
    ("TimedBackupStorage-ByteHrs", Per::Gigabyte, |prices| &mut prices.backup_gb_month),
    ("RestoreDataSize-Bytes", Per::Gigabyte, |prices| &mut prices.restore_gb),
    ("ExportDataSize-Bytes", Per::Gigabyte, |prices| &mut prices.export_gb),
    (STREAM_READS, Per::HundredThousand, |prices| &mut prices.stream_reads_100_thousand),
    ("ChangeDataCaptureUnits-Kinesis", Per::Million, |prices| &mut prices.kinesis_units_million),
];

/// What AWS asks for a unit, once it is no longer free.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Paid {
    unit: String,
    price: Ratio,
    /// How many are free before.
    free: u64,
}

impl File {
    fn offer(&self) -> Result<Offer, PriceError> {
        if self.offer_code != OFFER {
            let code = quoted(&self.offer_code);
            return Err(PriceError(format!("it is the offer {code} of AWS: take that of `{OFFER}`")));
        }
        let mut notes = Vec::new();
        let found = self.found(&mut notes)?;
        let mut prices = self.blank()?;
        if found.is_empty() {
            return Err(PriceError(NOTHING.to_owned()));
        }
        for class in TableClass::ALL {
            let of_class = |usage: &'static str| found.get(&(class, usage));
            let mut own = ClassPrices::default();
            OF_CLASS.iter().for_each(|usage| put(usage, of_class(usage.0), &mut own, &mut notes));
            prices.classes.insert(class.term().to_owned(), own);
        }
        let of_all = |usage: &'static str| found.get(&(TableClass::Standard, usage));
        OF_ALL.iter().for_each(|usage| put(usage, of_all(usage.0), &mut prices, &mut notes));
        prices.stream_reads_free = of_all(STREAM_READS).map_or(0, |paid| paid.free);
        Ok(Offer { prices, notes })
    }

    /// No price yet.
    fn blank(&self) -> Result<Prices, PriceError> {
        let date = self.publication_date.get(..10).filter(|date| is_date(date));
        let date = date.ok_or_else(|| {
            PriceError(format!("its publicationDate {} is no date", quoted(&self.publication_date)))
        })?;
        let source = format!(
            "The AWS price list, offer {OFFER} {}, without free tier, reserved capacity and savings plans.",
            self.version
        );
        Ok(Prices {
            region: self.region()?,
            date: date.to_owned(),
            currency: CURRENCY.to_owned(),
            source,
            bytes_per_gb: BYTES_PER_GB,
            classes: BTreeMap::new(),
            recovery_gb_month: None,
            backup_gb_month: None,
            restore_gb: None,
            export_gb: None,
            stream_reads_100_thousand: None,
            stream_reads_free: 0,
            kinesis_units_million: None,
        })
    }

    /// The one Region that the file is of.
    fn region(&self) -> Result<String, PriceError> {
        let regions: BTreeSet<&str> =
            self.priced().map(|(_, product)| product.attributes.region_code.as_str()).collect();
        let mut regions = regions.into_iter();
        match (regions.next(), regions.next()) {
            (None, _) => Err(PriceError(NOTHING.to_owned())),
            (Some(""), _) => Err(PriceError("its products do not say their regionCode".to_owned())),
            (Some(one), Some(other)) => Err(PriceError(format!(
                "it has prices of {} and of {}: take the offer file of one Region",
                quoted(one),
                quoted(other)
            ))),
            (Some(region), None) => Ok(region.to_owned()),
        }
    }

    /// The products whose prices have a place with us. Local Zones are no Regions.
    fn priced(&self) -> impl Iterator<Item = (&str, &Product)> {
        let all = self.products.iter().map(|(sku, product)| (sku.as_str(), product));
        all.filter(|(_, product)| {
            let Attributes { usage_type, location_type, .. } = &product.attributes;
            matches!(location_type.as_str(), "" | "AWS Region") && usage(usage_type).is_some()
        })
    }

    /// What is paid for, by class and usage; what has two prices is in the notes and nowhere else.
    fn found(
        &self,
        notes: &mut Vec<String>,
    ) -> Result<BTreeMap<(TableClass, &'static str), Paid>, PriceError> {
        let mut found: BTreeMap<_, Vec<(&str, Paid)>> = BTreeMap::new();
        for (sku, product) in self.priced() {
            let name = product.attributes.usage_type.as_str();
            if let (Some(of), Some(paid)) = (usage(name), self.paid(sku, name)?) {
                found.entry(of).or_default().push((name, paid));
            }
        }
        found.retain(|_, all| {
            let is_one = all.iter().all(|(_, paid)| *paid == all[0].1);
            if !is_one {
                notes.push(format!("{} has several prices", quoted(all[0].0)));
            }
            is_one
        });
        Ok(found.into_iter().filter_map(|(of, all)| Some((of, all.into_iter().next()?.1))).collect())
    }

    /// The first range of a product that costs something, in its newest term.
    fn paid(&self, sku: &str, name: &str) -> Result<Option<Paid>, PriceError> {
        let terms = self.terms.on_demand.get(sku).into_iter().flat_map(BTreeMap::values);
        let Some(term) = terms.max_by_key(|term| &term.effective_date) else { return Ok(None) };
        let mut ranges = Vec::new();
        for dimension in term.price_dimensions.values() {
            ranges.push(dimension.paid(name)?);
        }
        Ok(ranges.into_iter().flatten().min_by_key(|paid| paid.free))
    }
}

impl Dimension {
    /// Nothing if it is free.
    fn paid(&self, name: &str) -> Result<Option<Paid>, PriceError> {
        let wrong = |text: &str, what| {
            let (text, name) = (quoted(text), quoted(name));
            PriceError(format!("{text}, {what} of {name}, is no number"))
        };
        let Some(text) = self.price_per_unit.get(CURRENCY) else {
            let name = quoted(name);
            return Err(PriceError(format!(
                "{name} has no price in {CURRENCY}: other currencies are not read"
            )));
        };
        let price = Ratio::decimal(text).ok_or_else(|| wrong(text, "the price"))?;
        let begins = if self.begin_range.is_empty() { "0" } else { &self.begin_range };
        // A part of a unit is none that is free.
        let whole = begins.split('.').next().and_then(|whole| whole.parse().ok());
        let free = whole.ok_or_else(|| wrong(begins, "where a range begins"))?;
        Ok((price > Ratio::ZERO).then(|| Paid { unit: self.unit.clone(), price, free }))
    }
}

/// Puts a price where it belongs, unless it is for something else than we know.
fn put<P>(of: &Usage<P>, paid: Option<&Paid>, prices: &mut P, notes: &mut Vec<String>) {
    let (name, per, place) = of;
    let Some(Paid { unit, price, .. }) = paid else { return };
    if per.is(unit) {
        *place(prices) = Some(price.times(Ratio::whole(per.units())));
    } else {
        notes.push(format!(
            "{} is priced by the unit {}, which is not known here",
            quoted(name),
            quoted(unit)
        ));
    }
}

/// The class and the usage that a usage type is of, without the Region before it: none if we have no use for it.
fn usage(usage_type: &str) -> Option<(TableClass, &'static str)> {
    let is_region = |text: &str| {
        text != "IA" && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    let local = match usage_type.split_once('-') {
        Some((region, rest)) if is_region(region) => rest,
        _ => usage_type,
    };
    let of_class = |name: &str| OF_CLASS.iter().map(|usage| usage.0).find(|known| *known == name);
    // The guide has another name for the calls of a stream's readers than bills have.
    let of_all = |name: &str| {
        let name = if name == "Streams-RequestsCount" { STREAM_READS } else { name };
        OF_ALL.iter().map(|usage| usage.0).find(|known| *known == name)
    };
    match local.strip_prefix("IA-") {
        Some(name) => of_class(name).map(|name| (TableClass::InfrequentAccess, name)),
        None => of_class(local).or_else(|| of_all(local)).map(|name| (TableClass::Standard, name)),
    }
}

/// A day as 2026-01-31.
fn is_date(text: &str) -> bool {
    text.bytes()
        .zip(0..)
        .all(|(byte, at)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() })
}
