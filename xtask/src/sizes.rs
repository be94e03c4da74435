//! How much a first visit loads, as a table, against its budget.
//!
//! Deliberately in units of 1,000 bytes, like the network panel of a browser.

use std::collections::BTreeMap;

use crate::problem::{Outcome, Problem};
use crate::{compress, npm, say};

/// Wasm and script, brotli.
pub(crate) const BUDGET: usize = 450_000;

/// What the bundle weighs while the budget is missed: it may shrink from here, and this with it, and never grow.
/// It goes when the budget is met.
const CEILING: usize = 487_000;

/// What one kind of transfer weighs.
#[derive(Clone, Copy, Default)]
pub(crate) struct Weight {
    pub(crate) raw: usize,
    pub(crate) gzip: usize,
    pub(crate) brotli: usize,
}

/// Prints the weights; a problem if the bundle is over its budget.
pub(crate) fn report_and_judge(site: &BTreeMap<String, Vec<u8>>) -> Outcome {
    let code = code_files(site);
    let mut rows = Vec::new();
    let mut total = Weight::default();
    for (name, content) in code {
        let weight = weigh(content)?;
        total.raw += weight.raw;
        total.gzip += weight.gzip;
        total.brotli += weight.brotli;
        rows.push(row(name, weight));
    }
    rows.push(row("wasm and script", total));
    for (name, content) in site.iter().filter(|(name, _)| name.ends_with(".css")) {
        rows.push(row(name, weigh(content)?));
    }
    println!("{}", say::table(["first load", "raw", "gzip", "brotli"], &rows));
    judge(total.brotli)
}

/// `431.2 KB`
pub(crate) fn kilobytes(bytes: usize) -> String {
    format!("{}.{} KB", bytes / 1000, bytes % 1000 / 100)
}

/// `31.4 MB`
pub(crate) fn megabytes(bytes: usize) -> String {
    format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}

fn judge(brotli: usize) -> Outcome {
    let (is, may) = (kilobytes(brotli), kilobytes(BUDGET));
    if brotli <= BUDGET {
        say::step(format!("the bundle weighs {is}, its budget is {may}"));
        return Ok(());
    }
    if !npm::is_there() {
        say::step(format!("the budget of {may} is not judged: without Node.js nothing was optimised"));
        return Ok(());
    }
    let remedy = "find what grew it with `twiggy`, or leave a dependency out";
    if brotli > CEILING {
        let ceiling = kilobytes(CEILING);
        return Err(Problem::new(format!(
            "the bundle weighs {is}, over {ceiling} and its budget of {may}: {remedy}"
        )));
    }
    say::step(format!("MISSED: the bundle weighs {is} and its budget is {may}: {remedy}"));
    Ok(())
}

fn code_files(site: &BTreeMap<String, Vec<u8>>) -> impl Iterator<Item = (&str, &[u8])> {
    let is_code = |name: &str| name.ends_with(".wasm") || name.ends_with(".js");
    let files = site.iter().map(|(name, content)| (name.as_str(), content.as_slice()));
    files.filter(move |(name, _)| name.starts_with("pkg/") && is_code(name))
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
