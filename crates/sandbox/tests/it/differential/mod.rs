//! The preview's engine and the sandbox, request by request, on random tables and items.
//!
//! A failure prints its seed; `TABLEWRIGHT_SEED=<seed>` runs that one alone.

mod differences;
mod items;
mod random;
mod requests;
mod tables;
mod templates;

use std::collections::BTreeSet;
use std::error::Error;
use std::ops::RangeInclusive;

use serde_json::{Value as Json, json};
use tablewright_access::engine::{Refusal, Scan, Table};
use tablewright_access::value::Attributes;

use self::differences::{Case, DIFFERENCES, Difference, ELSEWHERE, ends_by_size};
use self::random::Random;
use self::requests::Request;
use crate::designs::creation;
use crate::support::{Account, LONG, TestResult};
use crate::wire::Wire;

/// Items that are put into each at first.
const ITEMS: usize = 40;
/// Requests on each after that.
const REQUESTS: usize = 70;

/// Failures that are told before the test gives up.
const ENOUGH: usize = 12;

// Four parts, since a test runner uses its cores for tests.

#[tokio::test]
async fn tables_1_to_10_answer_as_the_sandbox() -> TestResult {
    compare(1..=10).await
}

#[tokio::test]
async fn tables_11_to_20_answer_as_the_sandbox() -> TestResult {
    compare(11..=20).await
}

#[tokio::test]
async fn tables_21_to_30_answer_as_the_sandbox() -> TestResult {
    compare(21..=30).await
}

#[tokio::test]
async fn tables_31_to_40_answer_as_the_sandbox() -> TestResult {
    compare(31..=40).await
}

/// Some items are so large here that pages end by their size.
#[tokio::test]
async fn tables_with_pages_of_1_mb_answer_as_the_sandbox() -> TestResult {
    compare(101..=105).await
}

async fn compare(seeds: RangeInclusive<u64>) -> TestResult {
    let account = Account::in_memory().await?;
    let mut wire = Wire::open(account.running.address()).await?;
    let seeds: Vec<u64> = match std::env::var("TABLEWRIGHT_SEED") {
        Ok(seed) => vec![seed.parse()?],
        Err(_) => seeds.collect(),
    };
    let (is_whole, heavy) = (seeds.len() > 1, seeds.iter().all(|seed| *seed > 100));
    let mut failures = Vec::new();
    let mut tally = Tally::default();
    for seed in seeds {
        let mut random = Random::new(seed);
        let mut schema = tables::table(&mut random, format!("Table{seed}"));
        while heavy && schema.key.sort.is_empty() {
            schema = tables::table(&mut random, format!("Table{seed}"));
        }
        let made = wire.call("CreateTable", &creation(&schema)).await?;
        assert!(made.is_ok(), "seed {seed}: {made:?}");
        account.clock.advance(LONG);
        let mut run = Run { table: Table::new(schema), wire: &mut wire, heavy, tally };
        if let Err(failure) = run.all(&mut random).await {
            failures.push(format!("seed {seed}: {failure}"));
        }
        tally = run.tally;
        if failures.len() >= ENOUGH {
            break;
        }
    }
    assert!(failures.is_empty(), "{tally:?}\n\n{}", failures.join("\n\n"));
    if is_whole {
        tally.check(heavy);
    }
    Ok(())
}

#[test]
fn every_known_difference_is_written_down() {
    let document = include_str!("../../../../../docs/emulator-differences.md");
    let names: Vec<&str> = DIFFERENCES.iter().map(|difference| difference.name).chain(ELSEWHERE).collect();
    for name in &names {
        assert!(document.contains(&format!("\n## {name}\n")), "docs/emulator-differences.md lacks `{name}`");
    }
    assert_eq!(document.matches("\n## ").count(), names.len(), "the document has one section per difference");
}

struct Run<'w> {
    table: Table,
    wire: &'w mut Wire,
    /// Whether the first items are so large that pages end by their size.
    heavy: bool,
    tally: Tally,
}

/// What was compared.
#[derive(Debug, Default)]
struct Tally {
    cases: usize,
    refused: usize,
    pages_with_items: usize,
    pages_that_go_on: usize,
    ended_by_size: usize,
}

impl Tally {
    fn page(&mut self, request: &Request, answer: &Json) {
        let goes_on = answer.get("LastEvaluatedKey").is_some();
        let count = |name: &str| answer[name].as_u64().unwrap_or(0);
        self.pages_with_items += usize::from(count("Count") > 0);
        self.pages_that_go_on += usize::from(goes_on);
        self.ended_by_size += usize::from(ends_by_size(request, answer));
    }

    /// A comparison of refusals and empty answers would say little.
    fn check(&self, heavy: bool) {
        assert!(self.cases > 100 && self.refused * 4 < self.cases, "{self:?}");
        let enough = self.pages_with_items * 6 > self.cases && self.pages_that_go_on * 12 > self.cases;
        assert!(if heavy { self.ended_by_size > 3 } else { enough }, "{self:?}");
    }
}

impl Run<'_> {
    async fn all(&mut self, random: &mut Random) -> TestResult {
        for _ in 0..ITEMS {
            let request = requests::put(random, self.table.schema());
            self.compare(&if self.heavy { request.heavy() } else { request }).await?;
        }
        let everything = Scan { table_name: self.table.schema().name.clone(), ..Scan::default() };
        self.pages(Request::Scan(everything)).await?;
        for _ in 0..if self.heavy { REQUESTS / 4 } else { REQUESTS } {
            let request = requests::request(random, &self.table);
            self.pages(request).await?;
        }
        Ok(())
    }

    /// The request, and some pages further.
    async fn pages(&mut self, mut request: Request) -> TestResult {
        for _ in 0..4 {
            let last = self.compare(&request).await?;
            let Some(next) = last.and_then(|last| request.after(last)) else {
                break;
            };
            request = next;
        }
        Ok(())
    }

    /// Sends the request to both, and returns where a page ended.
    async fn compare(&mut self, request: &Request) -> Result<Option<Attributes>, Box<dyn Error>> {
        let mut known = known(&Case { request, table: &self.table, ours: None });
        if known.iter().any(|known| known.hides.is_empty()) {
            return Ok(None);
        }
        let body = request.body(&self.table.schema().name)?;
        let theirs = self.wire.call(request.operation(), &body).await?;
        let ours = ours(&mut self.table, request);
        self.tally.cases += 1;
        let context = || format!("{} {}\non {:?}", request.operation(), short(&body), self.table.schema());
        match (ours, theirs) {
            (Ok(ours), Ok(theirs)) => {
                self.tally.page(request, &ours);
                known.extend(self::known(&Case { request, table: &self.table, ours: Some(&ours) }));
                let (mut ours, mut theirs) = (normal(ours), normal(unwrapped(request, theirs)));
                for hidden in known.iter().flat_map(|known| known.hides) {
                    hide(&mut ours, hidden);
                    hide(&mut theirs, hidden);
                }
                if ours != theirs {
                    return Err(format!("{}\n{}", context(), differing(&ours, &theirs)).into());
                }
                Ok(ours.get("LastEvaluatedKey").cloned().map(serde_json::from_value).transpose()?)
            }
            (Err(ours), Err((exception, _))) if ours.kind.exception() == exception => {
                self.tally.refused += 1;
                Ok(None)
            }
            (ours, theirs) => {
                let ours = ours.map(|ours| short(&ours)).map_err(|refusal| refusal.to_string());
                let theirs = theirs.map(|theirs| short(&theirs));
                Err(format!("{}\n  ours: {ours:?}\n  theirs: {theirs:?}", context()).into())
            }
        }
    }
}

fn known(case: &Case<'_>) -> Vec<&'static Difference> {
    DIFFERENCES.iter().filter(|known| (known.applies)(case)).collect()
}

fn hide(answer: &mut Json, path: &str) {
    let parent = match path.rsplit_once('/') {
        Some((parent, _)) => answer.get_mut(parent),
        None => Some(answer),
    };
    let name = path.rsplit('/').next().unwrap_or_default();
    if let Some(members) = parent.and_then(Json::as_object_mut) {
        members.remove(name);
    }
}

/// The members of the answers that differ.
fn differing(ours: &Json, theirs: &Json) -> String {
    let names: BTreeSet<&String> =
        [ours, theirs].into_iter().filter_map(Json::as_object).flat_map(serde_json::Map::keys).collect();
    let differing = names.into_iter().filter(|name| ours.get(name) != theirs.get(name));
    let shown = |answer: &Json, name: &str| answer.get(name).map_or_else(|| "nothing".to_owned(), short);
    let lines = differing.map(|name| {
        format!("  ours:   {name} = {}\n  theirs: {name} = {}", shown(ours, name), shown(theirs, name))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Without the long texts.
fn short(json: &Json) -> String {
    let mut text = json.to_string();
    for length in [60_000, 9000, 4000, 1100, 900] {
        text = text.replace(&"p".repeat(length), &format!("p*{length}"));
    }
    text
}

fn ours(table: &mut Table, request: &Request) -> Result<Json, Refusal> {
    let json = |answer: Result<Json, serde_json::Error>| answer.unwrap_or_default();
    Ok(match request {
        Request::Put(request) => json(serde_json::to_value(table.put(request)?)),
        Request::Update(request) => json(serde_json::to_value(table.update(request)?)),
        Request::Delete(request) => json(serde_json::to_value(table.delete(request)?)),
        Request::Get(request) => json(serde_json::to_value(table.get(request)?)),
        Request::Batch(request) => json(serde_json::to_value(table.batch_get(request)?)),
        Request::Query(request) => json(serde_json::to_value(table.query(request)?)),
        Request::Scan(request) => json(serde_json::to_value(table.scan(request)?)),
    })
}

/// A batch on one table in the shape of our engine.
fn unwrapped(request: &Request, mut answer: Json) -> Json {
    if !matches!(request, Request::Batch(_)) {
        return answer;
    }
    let responses = answer["Responses"].as_object_mut().and_then(|tables| tables.values_mut().next());
    let items = responses.map_or_else(|| json!([]), Json::take);
    let unprocessed = answer["UnprocessedKeys"].as_object().is_none_or(serde_json::Map::is_empty);
    assert!(unprocessed, "{answer}");
    json!({"Items": items, "UnprocessedKeys": [], "ConsumedCapacity": answer["ConsumedCapacity"][0].take()})
}

/// Sets in one order, and no difference between an arm of zero units and no arm.
fn normal(mut answer: Json) -> Json {
    for key in ["Item", "Attributes", "LastEvaluatedKey"] {
        if let Some(item) = answer.get_mut(key) {
            in_order(item);
        }
    }
    if let Some(items) = answer.get_mut("Items").and_then(Json::as_array_mut) {
        items.iter_mut().for_each(in_order);
    }
    answer
}

fn in_order(item: &mut Json) {
    let read: Result<Attributes, _> = serde_json::from_value(item.clone());
    if let Ok(written) = read.and_then(serde_json::to_value) {
        *item = written;
    }
}
