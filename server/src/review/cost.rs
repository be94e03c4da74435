//! What a version costs in a month, against the limit of an environment.
//!
//! By the rates and sizes that the design states, and the list prices that this program knows: a limit is a brake on
//! surprises and no forecast. What the design does not state is not counted.

use tablewright_access::cost::{Assumptions, Money, Prices, Ratio, bill};
use tablewright_access::verdict::verdicts;
use tablewright_model::Design;

/// The prices inside the binary; a test reads them.
const PRICES: &str = include_str!("../../../assets/prices/us-east-1.json");

/// The finding that a month costs more than so many dollars; none without a limit.
pub(super) fn over(design: &Design, limit: Option<u32>) -> Option<String> {
    let limit = limit?;
    let prices = match Prices::from_json(PRICES) {
        Ok(prices) => prices,
        Err(error) => return Some(format!("What a month costs can't be found out: {error}.")),
    };
    let total = bill(design, &verdicts(design), &prices, &Assumptions::default()).total();
    if total <= Money::of(Ratio::whole(limit.into())) {
        return None;
    }
    Some(format!(
        "A month costs {total} US dollars by the rates of the design and the prices of {} of {}, and the limit here is \
         {limit}: lower the rates or the capacity, or have the limit raised.",
        prices.region, prices.date
    ))
}

#[cfg(test)]
mod tests {
    use tablewright_model::{AttributeType, Billing, Capacity};
    use tablewright_testkit::{TableBuilder, design};

    use super::*;

    #[test]
    fn capacity_that_costs_more_than_the_limit_is_told_with_both_figures() {
        let table = TableBuilder::new("Orders").attribute("Id", AttributeType::S).partition("Id");
        let table = table.provisioned(1_000, 1_000).build();
        assert!(matches!(table.billing, Billing::Provisioned(Capacity { read: 1_000, write: 1_000 })));
        let design = design("Orders", [table]);
        assert_eq!(over(&design, None), None);
        // 730 hours of 1,000 units at 0.00013 and 0.00065 dollars.
        assert_eq!(over(&design, Some(570)), None);
        let told = over(&design, Some(569)).unwrap();
        assert!(told.contains("569.40 US dollars") && told.contains("limit here is 569"), "{told}");
        assert_eq!(over(&Design::blank("Empty"), Some(0)), None);
    }
}
