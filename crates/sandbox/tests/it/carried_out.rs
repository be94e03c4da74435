//! The law of the preview: what a verdict says is served, sent to the sandbox with the same items, answers what the
//! preview said: items, order, counts, the key of the last page, units, and what a write changes.
//!
//! The designs are those that the verdicts, the code and the gallery are tested with; where they have no items, items
//! are generated.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};
use tablewright_access::engine::RefusalKind;
use tablewright_access::example::arguments;
use tablewright_access::preview::{Asked, Preview, Ran, Stopped, asked};
use tablewright_access::sample::{Wanted, generate};
use tablewright_access::value::Attributes;
use tablewright_access::verdict::{Arguments, Outcome, Place, verdict, verdicts};
use tablewright_model::{Design, PatternId, TableId, apply, from_json};
use tablewright_sandbox::ManualClock;
use tablewright_testkit::golden;

use crate::designs::{called, prepare, remove};
use crate::support::{Account, TestResult};
use crate::wire::Wire;

/// Items of each table that has none.
const ITEMS: usize = 60;
/// A day in 2027.
const START: u64 = 1_800_000_000_000;

#[tokio::test]
async fn every_served_pattern_answers_as_the_preview_said() -> TestResult {
    let account = Account::open(None, ManualClock::new(START), 0.0).await?;
    let mut wire = Wire::open(account.running.address()).await?;
    let mut tally = Tally::default();
    for file in designs()? {
        let design = with_items(from_json(&fs::read_to_string(&file)?)?);
        let preview = Preview::of(&design);
        prepare(&mut wire, &design, &preview).await?;
        let mut run = Run { wire: &mut wire, design: &design, preview: &preview, tally: &mut tally };
        run.all().await.map_err(|error| format!("{}: {error}", file.display()))?;
        remove(&mut wire, &design).await?;
    }
    account.running.stop().await?;
    tally.check();
    Ok(())
}

fn designs() -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut files =
        vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/examples/game-scores.json")];
    for group in ["verdicts", "code", "single-table"] {
        let folders = golden::scenarios(group)?.into_iter();
        files.extend(folders.map(|folder| folder.join("design.json")).filter(|file| file.is_file()));
    }
    Ok(files)
}

/// The design, with items in every table that has none.
fn with_items(mut design: Design) -> Design {
    let empty = design.tables.iter().filter(|table| table.items.is_empty());
    let empty: Vec<TableId> = empty.map(|table| table.id).collect();
    for table in empty {
        let made = generate(&design, &Wanted { table, entity: None, count: ITEMS, seed: 7 });
        let edit = made.edit(&design, table);
        design = apply(&design, &edit).map_or(design, |applied| applied.design);
    }
    design
}

/// What was compared.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    calls: usize,
    items: usize,
    filtered: usize,
    changes: usize,
    refused: usize,
    pages: usize,
}

impl Tally {
    /// Answers without items would say little.
    fn check(&self) {
        assert!(self.calls > 80 && self.items > 250 && self.changes > 10, "{self:?}");
        assert!(self.filtered > 10 && self.refused > 0 && self.pages > 3, "{self:?}");
    }
}

pub(crate) struct Run<'r> {
    pub(crate) wire: &'r mut Wire,
    pub(crate) design: &'r Design,
    pub(crate) preview: &'r Preview,
    pub(crate) tally: &'r mut Tally,
}

impl Run<'_> {
    async fn all(&mut self) -> TestResult {
        for verdict in verdicts(self.design) {
            let arguments = arguments(self.design, verdict.pattern);
            match asked(self.design, verdict.pattern, &arguments) {
                Ok(_) => self.pattern(verdict.pattern, &arguments).await?,
                Err(Stopped::NotServed | Stopped::Gone) => assert_eq!(verdict.outcome, Outcome::NotServed),
                Err(Stopped::Search) => {}
                Err(other) => return Err(format!("{}: {other}", verdict.pattern).into()),
            }
        }
        Ok(())
    }

    /// All calls of a pattern and all their pages.
    pub(crate) async fn pattern(&mut self, id: PatternId, arguments: &Arguments) -> TestResult {
        let calls = asked(self.design, id, arguments)?;
        let mut cursor = None;
        let mut at = 0;
        let mut start = None;
        loop {
            let said = self.preview.run(self.design, id, arguments, cursor.as_ref());
            let call = calls.get(at).ok_or("the preview has more calls than the request")?;
            let mut body = call.body();
            body["ReturnConsumedCapacity"] = "INDEXES".into();
            if let Some(start) = &start {
                body["ExclusiveStartKey"] = json!(start);
            }
            let sent = self.wire.call(call.operation(), &body).await?;
            let told = || format!("{id}: {} {body}", call.operation());
            self.tally.calls += 1;
            let (said, answer) = match (said, sent) {
                (Ok(said), Ok(answer)) => (said, answer),
                (Err(Stopped::Refused(refusal)), Err((exception, _))) => {
                    let is_condition = refusal.kind == RefusalKind::ConditionalCheckFailed;
                    let cancelled = is_condition && matches!(call, Asked::TransactWriteItems(_));
                    let expected =
                        if cancelled { "TransactionCanceledException" } else { refusal.kind.exception() };
                    assert_eq!(exception, expected, "{}", told());
                    self.tally.refused += 1;
                    return Ok(());
                }
                (said, sent) => return Err(format!("{}\n  said {said:?}\n  sent {sent:?}", told()).into()),
            };
            let fetches = is_fetched(self.design, id);
            let is_local = is_local(self.design, id);
            self.compare(call, &said, &answer, (fetches, is_local))
                .map_err(|why| format!("{}\n{why}", told()))?;
            self.changed(&said).await?;
            start = answer.get("LastEvaluatedKey").cloned();
            match said.next {
                None => {
                    assert!(start.is_none(), "{} has another page", told());
                    return Ok(());
                }
                Some(next) => cursor = Some(next),
            }
            at += usize::from(start.is_none());
            self.tally.pages += 1;
        }
    }

    fn compare(
        &mut self,
        call: &Asked,
        said: &Ran,
        answer: &Json,
        (fetches, is_local): (bool, bool),
    ) -> Result<(), String> {
        let equal = |what: &str, said: &Json, sent: &Json| match said == sent {
            true => Ok(()),
            false => Err(format!("  {what}\n  said {said}\n  sent {sent}")),
        };
        let mut items = items(call, answer);
        let mut mine: Vec<Json> = said.items.iter().map(|item| json!(**item)).collect();
        if matches!(call, Asked::BatchGetItem(..)) {
            for list in [&mut items, &mut mine] {
                list.sort_by_key(Json::to_string);
            }
        }
        if matches!(call, Asked::TransactGetItems(_)) {
            without_keys(&mut items, &mine);
        }
        // What is fetched behind an index is another call; its keys are what this one answers.
        if !fetches {
            equal("items", &json!(mine), &json!(items))?;
        }
        // The emulator charges local indexes otherwise: docs/emulator-differences.md.
        if !fetches && !is_local {
            equal("units", &units(said), &consumed(answer))?;
        }
        if let Some(scanned) = answer.get("ScannedCount") {
            equal("read", &json!(said.read), scanned)?;
            equal("filtered", &json!(said.filtered.len()), &json!(said.read - items.len()))?;
        }
        self.tally.items += said.items.len();
        self.tally.filtered += said.filtered.len();
        Ok(())
    }

    /// Compares what a write did and undoes it.
    async fn changed(&mut self, said: &Ran) -> TestResult {
        for (table, change) in &said.changes {
            let table = self.design.table(*table).ok_or("a table that is gone")?;
            let item = change.after.as_ref().or(change.before.as_ref()).ok_or("a change of nothing")?;
            let names = table.key.attributes().map(|id| table.attribute_name(id));
            let key: Attributes =
                names.filter_map(|name| Some((name.to_owned(), item.get(name)?.clone()))).collect();
            let get = json!({"TableName": table.name, "Key": key, "ConsistentRead": true});
            let there = called(self.wire, "GetItem", &get).await?;
            let expected = change.after.as_ref().map(|item| json!(**item));
            assert_eq!(there.get("Item").map(in_order), expected, "{}", table.name);
            let undo = match &change.before {
                Some(before) => ("PutItem", json!({"TableName": table.name, "Item": **before})),
                None => ("DeleteItem", json!({"TableName": table.name, "Key": key})),
            };
            called(self.wire, undo.0, &undo.1).await?;
            self.tally.changes += 1;
        }
        Ok(())
    }
}

fn is_fetched(design: &Design, id: PatternId) -> bool {
    tablewright_access::verdict::request(design, id).is_some_and(|request| request.then.is_some())
}

fn is_local(design: &Design, id: PatternId) -> bool {
    let place = verdict(design, id).and_then(|verdict| verdict.place());
    let table = design.pattern(id).and_then(|pattern| design.table(pattern.table));
    match (place, table) {
        (Some(Place::Index(index)), Some(table)) => table.local_indexes.get(index).is_some(),
        _ => false,
    }
}

/// Leaves out what only the emulator adds to a projected read in a transaction.
pub(crate) fn without_keys(items: &mut [Json], said: &[Json]) {
    for (item, said) in items.iter_mut().zip(said) {
        if let (Some(members), Some(said)) = (item.as_object_mut(), said.as_object()) {
            members.retain(|name, _| said.contains_key(name));
        }
    }
}

/// The items of an answer, whatever it is of.
fn items(call: &Asked, answer: &Json) -> Vec<Json> {
    let list =
        |json: &Json| json.as_array().map(|items| items.iter().map(in_order).collect()).unwrap_or_default();
    match call {
        Asked::BatchGetItem(table, _) => list(&answer["Responses"][table]),
        Asked::TransactGetItems(_) => {
            let parts = answer["Responses"].as_array().map(Vec::as_slice).unwrap_or_default();
            parts.iter().filter_map(|part| part.get("Item")).map(in_order).collect()
        }
        Asked::GetItem(_) => answer.get("Item").map(in_order).into_iter().collect(),
        _ => list(&answer["Items"]),
    }
}

/// Sets in one order.
fn in_order(item: &Json) -> Json {
    let read: Result<Attributes, _> = serde_json::from_value(item.clone());
    read.and_then(serde_json::to_value).unwrap_or_else(|_| item.clone())
}

/// Units in halves by table and index, without what is zero.
fn units(said: &Ran) -> Json {
    let mut all: Vec<String> = said
        .units
        .iter()
        .filter(|one| one.amount.halves() > 0)
        .map(|one| format!("{} {} {}", one.table, one.index.as_deref().unwrap_or("-"), one.amount))
        .collect();
    all.sort();
    json!(all)
}

fn consumed(answer: &Json) -> Json {
    let one = &answer["ConsumedCapacity"];
    let tables = one.as_array().cloned().unwrap_or_else(|| vec![one.clone()]);
    let mut all = Vec::new();
    for table in &tables {
        let name = table["TableName"].as_str().unwrap_or_default();
        let mut add = |index: &str, arm: &Json| {
            let units = arm["CapacityUnits"].as_f64().unwrap_or_default();
            if units > 0.0 {
                all.push(format!("{name} {index} {units}"));
            }
        };
        add("-", &table["Table"]);
        for list in ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"] {
            let arms = table[list].as_object().into_iter().flatten();
            arms.for_each(|(index, arm)| add(index, arm));
        }
    }
    all.sort();
    json!(all)
}
