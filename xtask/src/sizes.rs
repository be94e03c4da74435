//! How much a first visit loads, as a table, against its budget.
//!
//! Deliberately in units of 1,000 bytes, like the network panel of a browser.

use std::collections::BTreeMap;

use crate::problem::{Outcome, Problem};
use crate::wasm::{BUNDLES, Bundle};
use crate::{compress, npm, say};

/// What one kind of transfer weighs.
#[derive(Clone, Copy, Default)]
pub(crate) struct Weight {
    pub(crate) raw: usize,
    pub(crate) gzip: usize,
    pub(crate) brotli: usize,
}

/// Prints the weights; a problem if a bundle is over the budget.
pub(crate) fn report_and_judge(site: &BTreeMap<String, Vec<u8>>) -> Outcome {
    let mut rows = Vec::new();
    let mut bundles = Vec::new();
    for bundle in BUNDLES {
        let mut total = Weight::default();
        for (name, content) in ["wasm", "js"].iter().filter_map(|kind| {
            let name = format!("pkg/{}.{kind}", bundle.name);
            site.get_key_value(&name)
        }) {
            let weight = weigh(content)?;
            total.add(weight);
            rows.push(row(name, weight));
        }
        rows.push(row(&format!("{}: wasm and script", bundle.name), total));
        bundles.push((bundle, total.brotli));
    }
    for (name, content) in site.iter().filter(|(name, _)| name.ends_with(".css")) {
        rows.push(row(name, weigh(content)?));
    }
    println!("{}", say::table(["first load", "raw", "gzip", "brotli"], &rows));
    bundles.into_iter().try_for_each(|(bundle, brotli)| judge(bundle, brotli))
}

/// `431.2 KB`
pub(crate) fn kilobytes(bytes: usize) -> String {
    format!("{}.{} KB", bytes / 1000, bytes % 1000 / 100)
}

/// `31.4 MB`
pub(crate) fn megabytes(bytes: usize) -> String {
    format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}

fn judge(Bundle { name: bundle, budget, .. }: Bundle, brotli: usize) -> Outcome {
    let (is, may) = (kilobytes(brotli), kilobytes(budget));
    if brotli <= budget {
        say::step(format!("the bundle `{bundle}` weighs {is}, its budget is {may}"));
        return Ok(());
    }
    if !npm::is_there() {
        say::step(format!("the budget of {may} is not judged: without Node.js nothing was optimised"));
        return Ok(());
    }
    Err(Problem::new(format!(
        "the bundle `{bundle}` weighs {is}, over its budget of {may}: find what grew it with `twiggy`, or leave a \
         dependency out"
    )))
}

impl Weight {
    fn add(&mut self, other: Self) {
        self.raw += other.raw;
        self.gzip += other.gzip;
        self.brotli += other.brotli;
    }
}

fn weigh(content: &[u8]) -> Outcome<Weight> {
    Ok(Weight {
        raw: content.len(),
        gzip: compress::gzip(content)?.len(),
        brotli: compress::brotli(content)?.len(),
    })
}

fn row(name: &str, weight: Weight) -> [String; 4] {
    [name.to_owned(), kilobytes(weight.raw), kilobytes(weight.gzip), kilobytes(weight.brotli)]
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn a_bundle_over_the_budget_is_a_problem() {
        let bundle = Bundle { name: "pages", is_first_load: true, has_later: false, budget: 1000 };
        assert!(judge(bundle, 1000).is_ok());
        assert_eq!(judge(bundle, 1001).is_err(), npm::is_there());
    }
}
