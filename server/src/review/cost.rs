//! What a version costs in a month, against the limit of an environment.
//!
//! By the rates and sizes that the design states, and the list prices of the environment's Region if this server knows
//! them: a limit is a brake on surprises and no forecast. What the design does not state is not counted; what has no
//! price is told.

use tablewright_access::cost::{Assumptions, Bill, Money, Omitted, Prices, Rates, Ratio, bill, render};
use tablewright_access::verdict::verdicts;
use tablewright_model::Design;

use crate::prices::ListPrices;

/// What a month costs, as far as it matters to a limit.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Month {
    /// Whether it is more than the limit.
    pub(super) is_over: bool,
    /// What is to be said of it.
    pub(super) findings: Vec<String>,
}

/// What a month costs in a Region against so many dollars; nothing is said without a limit.
pub(super) fn month(design: &Design, limit: Option<u32>, region: &str, known: &ListPrices) -> Month {
    let Some(limit) = limit else { return Month::default() };
    let prices = known.of(region).unwrap_or_else(|| known.usual());
    let rates = Rates { home: prices, known: known.all() };
    let bill = bill(design, &verdicts(design), rates, &Assumptions::default());
    let over = over(&bill, prices, limit);
    let is_over = over.is_some();
    let findings = over.into_iter().chain(elsewhere(&bill, prices, region)).chain(unpriced(design, &bill));
    Month { is_over, findings: findings.collect() }
}

fn over(bill: &Bill, prices: &Prices, limit: u32) -> Option<String> {
    let total = bill.total();
    (total > Money::of(Ratio::whole(limit.into()))).then(|| {
        format!(
            "A month costs {total} US dollars by the rates of the design and the prices of {} of {}, and the limit \
             here is {limit}: lower the rates or the capacity, or have the limit raised.",
            prices.region, prices.date
        )
    })
}

/// That the prices are those of another Region, if anything is priced.
fn elsewhere(bill: &Bill, prices: &Prices, region: &str) -> Option<String> {
    (prices.region != region && bill.total() > Money::ZERO).then(|| {
        format!(
            "What a month costs goes by the prices of {} of {}, since those of {region} are not known to this server: \
             have it started with a folder of prices.",
            prices.region, prices.date
        )
    })
}

/// What the limit can't be held against.
fn unpriced(design: &Design, bill: &Bill) -> impl Iterator<Item = String> {
    let unpriced = bill.omitted.iter().filter(|omitted| matches!(omitted, Omitted::NoPrice(..)));
    unpriced.map(|omitted| format!("Not in what a month costs: {}.", render::omitted(design, *omitted)))
}

#[cfg(test)]
mod tests {
    use tablewright_model::{AttributeType, Billing, Capacity};
    use tablewright_testkit::{TableBuilder, design};

    use super::*;

    fn orders() -> Design {
        let table = TableBuilder::new("Orders").attribute("Id", AttributeType::S).partition("Id");
        let table = table.provisioned(1_000, 1_000).build();
        assert!(matches!(table.billing, Billing::Provisioned(Capacity { read: 1_000, write: 1_000 })));
        design("Orders", [table])
    }

    /// Those of us-east-1, as if they were of another Region.
    fn prices(region: &str, change: fn(String) -> String) -> Prices {
        let text = ListPrices::new(Vec::new()).unwrap().usual().to_json().unwrap();
        Prices::from_json(&change(text).replace("us-east-1", region)).unwrap()
    }

    #[test]
    fn capacity_that_costs_more_than_the_limit_is_told_with_both_figures() {
        let (design, known) = (orders(), ListPrices::new(Vec::new()).unwrap());
        let over = |design, limit| month(design, limit, "us-east-1", &known);
        assert_eq!(over(&design, None), Month::default());
        // 730 hours of 1,000 units at 0.00013 and 0.00065 dollars.
        assert_eq!(over(&design, Some(570)), Month::default());
        let Month { is_over, findings } = over(&design, Some(569));
        assert!(is_over && findings[0].contains("569.40 US dollars"), "{findings:?}");
        assert!(findings[0].contains("limit here is 569") && findings.len() == 1, "{findings:?}");
        assert_eq!(over(&Design::blank("Empty"), Some(0)), Month::default());
    }

    #[test]
    fn the_prices_are_those_of_the_environments_region() {
        let dearer = prices("eu-central-1", |text| text.replace("\"0.00065\"", "\"0.00100\""));
        let known = ListPrices::new(vec![dearer]).unwrap();
        let Month { is_over, findings } = month(&orders(), Some(600), "eu-central-1", &known);
        assert!(is_over && findings.len() == 1, "{findings:?}");
        assert!(
            findings[0].contains("824.90") && findings[0].contains("prices of eu-central-1"),
            "{findings:?}"
        );
        assert_eq!(month(&orders(), Some(600), "us-east-1", &known), Month::default());
        let Month { is_over, findings } = month(&orders(), Some(600), "eu-west-1", &known);
        assert!(!is_over && findings.len() == 1, "{findings:?}");
        assert!(findings[0].contains("those of eu-west-1 are not known"), "{findings:?}");
        assert_eq!(month(&Design::blank("Empty"), Some(0), "eu-west-1", &known), Month::default());
    }

    #[test]
    fn what_has_no_price_is_told_and_not_held_against_the_limit() {
        let without = |text: String| text.replace("\"write_capacity_hour\": \"0.00065\",", "");
        let known = ListPrices::new(vec![prices("eu-central-1", without)]).unwrap();
        let Month { is_over, findings } = month(&orders(), Some(100), "eu-central-1", &known);
        assert!(!is_over && findings.len() == 1, "{findings:?}");
        assert!(findings[0].contains("write capacity of `Orders`"), "{findings:?}");
    }
}
