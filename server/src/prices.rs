//! The list prices that this server knows: those inside the binary, and those of the folder that it was started with.
//!
//! Deliberately absent: where files are, which is the command line's, and what follows from a price.

use std::collections::BTreeMap;

use tablewright_access::cost::{PriceError, Prices};
use tablewright_contract::{PricesView, RegionPrices};
use tablewright_model::quoted;

/// The prices inside the binary; a test reads them.
const EMBEDDED: &str = include_str!("../../assets/prices/us-east-1.json");
/// The currency of limits.
const CURRENCY: &str = "USD";

/// The prices inside the binary.
pub(crate) fn embedded() -> Result<Prices, PriceError> {
    Prices::from_json(EMBEDDED)
}

/// List prices by the names of their Regions.
#[derive(Debug)]
pub(crate) struct ListPrices {
    embedded: Prices,
    /// Of each Region once, the usual ones first.
    all: Vec<Prices>,
}

impl ListPrices {
    /// The embedded prices and those that somebody has brought, which go before them; a sentence says why they can't be
    /// used together.
    pub(crate) fn new(found: Vec<Prices>) -> Result<Self, String> {
        let embedded = embedded().map_err(|error| error.to_string())?;
        let mut brought = BTreeMap::new();
        for prices in found {
            let Prices { region, currency, .. } = &prices;
            if currency != CURRENCY {
                let (region, currency) = (quoted(region), quoted(currency));
                return Err(format!(
                    "the prices of {region} are in {currency}: limits are in {CURRENCY}, so prices must be"
                ));
            }
            if let Some(other) = brought.insert(region.clone(), prices) {
                let region = quoted(&other.region);
                return Err(format!("there are two price files of {region}: keep one of them"));
            }
        }
        let usual = brought.remove(&embedded.region).unwrap_or_else(|| embedded.clone());
        Ok(Self { embedded, all: std::iter::once(usual).chain(brought.into_values()).collect() })
    }

    /// The Region's, if they are known.
    pub(crate) fn of(&self, region: &str) -> Option<&Prices> {
        self.all.iter().find(|prices| prices.region == region)
    }

    /// Those that are taken where the Region's are not known.
    pub(crate) fn usual(&self) -> &Prices {
        self.all.first().unwrap_or(&self.embedded)
    }

    /// Every Region's.
    pub(crate) fn all(&self) -> &[Prices] {
        &self.all
    }

    /// As the API tells them.
    pub(crate) fn view(&self) -> PricesView {
        let view = |prices: &Prices| RegionPrices {
            region: prices.region.clone(),
            date: prices.date.clone(),
            currency: prices.currency.clone(),
            source: prices.source.clone(),
            embedded: *prices == self.embedded,
            unknown: prices.unknown(),
            document: serde_json::to_value(prices).unwrap_or_default(),
        };
        let mut regions: Vec<_> = self.all.iter().map(view).collect();
        regions.sort_by(|one, other| one.region.cmp(&other.region));
        PricesView { regions }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prices(region: &str, currency: &str) -> Prices {
        let mut prices = Prices::from_json(EMBEDDED).unwrap();
        (prices.region, prices.currency) = (region.to_owned(), currency.to_owned());
        prices.date = "2030-01-01".to_owned();
        prices
    }

    #[test]
    fn what_is_brought_goes_before_what_is_embedded() {
        let alone = ListPrices::new(Vec::new()).unwrap();
        assert!(alone.view().regions[0].embedded);
        assert_eq!(alone.of("eu-central-1"), None);
        let both = ListPrices::new(vec![prices("us-east-1", "USD"), prices("eu-central-1", "USD")]).unwrap();
        assert_eq!((both.usual().date.as_str(), both.usual()), ("2030-01-01", both.of("us-east-1").unwrap()));
        let told = both.view().regions;
        let told: Vec<_> = told.iter().map(|one| (one.region.as_str(), one.embedded)).collect();
        assert_eq!(told, [("eu-central-1", false), ("us-east-1", false)]);
    }

    #[test]
    fn prices_that_can_not_be_used_together_are_told() {
        let twice = ListPrices::new(vec![prices("eu-west-1", "USD"), prices("eu-west-1", "USD")]);
        assert!(twice.unwrap_err().contains("two price files of `eu-west-1`"));
        let foreign = ListPrices::new(vec![prices("cn-north-1", "CNY")]);
        assert!(foreign.unwrap_err().contains("the prices of `cn-north-1` are in `CNY`"));
    }
}
