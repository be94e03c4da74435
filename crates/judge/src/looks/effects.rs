//! What an edit that is offered would do besides what it is for: to other patterns, and to the month's bill.

use tablewright_access::cost::{Assumptions, Money, Prices, Rates, bill};
use tablewright_access::verdict::render::outcome;
use tablewright_access::verdict::{Verdict, verdicts};
use tablewright_model::{Design, Edit, apply};

use crate::prices::Book;

/// What is known of the design before any edit.
pub(super) struct Effects<'d> {
    design: &'d Design,
    verdicts: &'d [Verdict],
    rates: Option<Rates<'d>>,
}

impl<'d> Effects<'d> {
    pub(super) fn of(design: &'d Design, prices: &'d Book, verdicts: &'d [Verdict]) -> Self {
        let rates = prices.of_design(design).map(|home| prices.rates(home));
        Self { design, verdicts, rates }
    }

    /// The patterns that are served otherwise, and the money; a line each.
    pub(super) fn all(&self, edit: &Edit) -> Vec<String> {
        self.told(edit, true)
    }

    /// The money alone.
    pub(super) fn money(&self, edit: &Edit) -> Vec<String> {
        self.told(edit, false)
    }

    fn told(&self, edit: &Edit, with_patterns: bool) -> Vec<String> {
        let Ok(applied) = apply(self.design, edit) else { return Vec::new() };
        let after = verdicts(&applied.design);
        let served = if with_patterns { self.patterns(&after) } else { Vec::new() };
        served.into_iter().chain(self.difference(&applied.design, &after)).collect()
    }

    fn patterns(&self, after: &[Verdict]) -> Vec<String> {
        let pairs = self.verdicts.iter().zip(after).filter(|(old, new)| old.pattern == new.pattern);
        let changed = pairs.filter(|(old, new)| old.outcome != new.outcome);
        let told = changed.filter_map(|(old, new)| {
            let name = &self.design.pattern(old.pattern)?.name;
            Some(format!("{name}: {} -> {}", outcome(old.outcome), outcome(new.outcome)))
        });
        told.collect()
    }

    fn difference(&self, design: &Design, after: &[Verdict]) -> Option<String> {
        let rates = self.rates?;
        let month = Assumptions::default();
        let old = bill(self.design, self.verdicts, rates, &month).total();
        let new = bill(design, after, rates, &month).total();
        let (amount, word) = if new > old { (new - old, "more") } else { (old - new, "less") };
        (amount > Money::ZERO && !amount.is_nothing()).then(|| {
            let Prices { currency, region, date, .. } = rates.home;
            format!("{amount} {currency} a month {word} for requests, at the prices of {region} of {date}")
        })
    }
}
