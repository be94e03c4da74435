//! The list prices that figures are made with: those of the Region that the design names, where they are known.
//!
//! The dated file of `assets/prices` is always there; the others are the server's. Deliberately absent: what follows
//! from a price.

use tablewright_access::cost::{Prices, Rates};
use tablewright_contract::PricesView;
use tablewright_model::Design;

/// All list prices that are known.
#[derive(Debug)]
pub(crate) struct Book {
    /// The first are those of the Region that is meant where nobody names one.
    all: Vec<Prices>,
}

impl Default for Book {
    /// The embedded prices; none if their file is broken, which a test excludes.
    fn default() -> Self {
        let embedded = Prices::from_json(include_str!("../../../assets/prices/us-east-1.json"));
        Self { all: embedded.into_iter().collect() }
    }
}

impl Book {
    /// Takes in what the server knows: an answer of the API. What is none changes nothing.
    pub(crate) fn learn(&mut self, answer: &str) {
        let Ok(PricesView { regions }) = serde_json::from_str(answer) else { return };
        for new in regions.into_iter().filter_map(|one| serde_json::from_value::<Prices>(one.document).ok()) {
            match self.all.iter_mut().find(|prices| prices.region == new.region) {
                Some(prices) => *prices = new,
                None => self.all.push(new),
            }
        }
    }

    /// Every Region's.
    pub(crate) fn all(&self) -> &[Prices] {
        &self.all
    }

    /// The Region's, if they are known.
    pub(crate) fn of(&self, region: &str) -> Option<&Prices> {
        self.all.iter().find(|prices| prices.region == region)
    }

    /// What a design in the Region of these prices is billed by.
    pub(crate) fn rates<'b>(&'b self, home: &'b Prices) -> Rates<'b> {
        Rates { home, known: &self.all }
    }

    /// Those that the design goes by: of its Region if they are known, else those that are always there.
    pub(crate) fn of_design(&self, design: &Design) -> Option<&Prices> {
        design.prices.as_deref().and_then(|region| self.of(region)).or_else(|| self.all.first())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use tablewright_contract::RegionPrices;

    use super::*;

    /// What the API would answer if it knew the embedded prices in these Regions, of these days.
    pub(crate) fn answer(regions: &[(&str, &str)]) -> String {
        let told = |(region, date): &(&str, &str)| {
            let (region, date) = ((*region).to_owned(), (*date).to_owned());
            let mut document = Book::default().all.remove(0);
            (document.region, document.date) = (region.clone(), date.clone());
            RegionPrices {
                region,
                date,
                currency: document.currency.clone(),
                source: document.source.clone(),
                embedded: false,
                unknown: document.unknown(),
                document: serde_json::to_value(document).unwrap(),
            }
        };
        serde_json::to_string(&PricesView { regions: regions.iter().map(told).collect() }).unwrap()
    }

    #[test]
    fn the_price_file_is_read() {
        assert_eq!(Book::default().all()[0].region, "us-east-1");
    }

    #[test]
    fn what_the_server_knows_takes_the_place_of_what_is_embedded() {
        let mut book = Book::default();
        book.learn("the server is gone");
        assert_eq!(book.all().len(), 1);
        book.learn(&answer(&[("eu-central-1", "2030-01-01"), ("us-east-1", "2030-01-02")]));
        let regions = book.all().iter().map(|prices| (prices.region.as_str(), prices.date.as_str()));
        assert!(regions.eq([("us-east-1", "2030-01-02"), ("eu-central-1", "2030-01-01")]));
        for (wanted, used) in
            [(None, "us-east-1"), (Some("eu-central-1"), "eu-central-1"), (Some("mars-1"), "us-east-1")]
        {
            let design = Design { prices: wanted.map(str::to_owned), ..Design::blank("Shop") };
            assert_eq!(book.of_design(&design).unwrap().region, used, "{wanted:?}");
        }
    }
}
