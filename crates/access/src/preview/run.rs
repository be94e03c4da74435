//! A pattern run on the sample items: what it matches, reads, filters away, takes and changes.

use std::sync::Arc;

use tablewright_model::{Design, PatternId, TableId};

use super::asked::{Asked, Stopped, asked};
use super::{Preview, together};
use crate::capacity::{Amount, Consumed};
use crate::engine::{BatchGet, ItemChange, Query, ReadAnswer, Refusal, Scan, Table as Store};
use crate::schema::TableSchema;
use crate::value::Attributes;
use crate::verdict::{Arguments, request};

/// Keys of a batch.
pub(super) const BATCH: usize = 100;

/// What one call, or one page of it, gives.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ran {
    /// The operation's name in the API.
    pub operation: &'static str,
    /// What the application gets; what was fetched, where it fetches.
    pub items: Vec<Arc<Attributes>>,
    /// How many items or entries were read.
    pub read: usize,
    /// What was read and filtered away.
    pub filtered: Vec<Arc<Attributes>>,
    /// What it took, by table and index.
    pub units: Vec<Units>,
    /// What a write did.
    pub changes: Vec<(TableId, ItemChange)>,
    /// Where to go on, if there may be more.
    pub next: Option<Cursor>,
}

/// Units taken from a table or an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Units {
    /// The table's name.
    pub table: String,
    /// The index's name; none is the table itself.
    pub index: Option<String>,
    /// How much.
    pub amount: Amount,
}

/// A place between two pages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cursor {
    /// Which of the calls.
    call: usize,
    /// Where the page before ended.
    start: Option<Attributes>,
}

impl Cursor {
    /// Where the page before ended; none between two calls.
    #[must_use]
    pub const fn start(&self) -> Option<&Attributes> {
        self.start.as_ref()
    }
}

impl Preview {
    /// Runs a pattern, or its next page. Nothing is changed, whatever the pattern would write.
    ///
    /// # Errors
    ///
    /// [`Stopped`] says why there is no answer.
    pub fn run(
        &self,
        design: &Design,
        pattern: PatternId,
        arguments: &Arguments,
        cursor: Option<&Cursor>,
    ) -> Result<Ran, Stopped> {
        let table = design.pattern(pattern).ok_or(Stopped::Gone)?.table;
        let calls = asked(design, pattern, arguments)?;
        let start = cursor.cloned().unwrap_or_default();
        let count = calls.len();
        let Some(call) = calls.into_iter().nth(start.call) else { return Ok(Ran::default()) };
        let operation = call.operation();
        let mut ran = self.call(table, call.after(start.start))?;
        ran.operation = operation;
        let after = ran.next.take().and_then(|page| page.start);
        let call = if after.is_some() { start.call } else { start.call + 1 };
        ran.next = (call < count).then_some(Cursor { call, start: after });
        let found: Vec<Attributes> = ran.items.iter().map(|item| Attributes::clone(item)).collect();
        match fetches(design, pattern, &found)? {
            Some(fetches) => self.fetched(table, fetches, ran),
            None => Ok(ran),
        }
    }

    fn held(&self, table: TableId) -> Result<&Store, Stopped> {
        self.store(table).ok_or(Stopped::Gone)
    }

    pub(super) fn call(&self, table: TableId, asked: Asked) -> Result<Ran, Stopped> {
        let mut ran = Ran::default();
        match asked {
            Asked::GetItem(get) => {
                let answer = self.held(table)?.get(&get)?;
                ran.read = usize::from(answer.item.is_some());
                ran.items.extend(answer.item);
                ran.units = units(&answer.consumed_capacity);
            }
            Asked::BatchGetItem(_, batch) => {
                let store = self.held(table)?;
                for keys in batch.keys.chunks(BATCH) {
                    ran.batch(store, &BatchGet { keys: keys.to_vec(), ..batch.clone() })?;
                }
            }
            Asked::Query(query) => ran.query(self.held(table)?, query)?,
            Asked::Scan(scan) => ran.scan(self.held(table)?, scan)?,
            Asked::TransactGetItems(parts) => return together::read(self, parts),
            Asked::TransactWriteItems(parts) => return together::write(self, parts),
            write => together::change(self.held(table)?, &write, table, &mut ran)?,
        }
        Ok(ran)
    }

    /// Reads the items whose keys were found.
    fn fetched(&self, table: TableId, fetches: Vec<Asked>, mut ran: Ran) -> Result<Ran, Stopped> {
        let store = self.held(table)?;
        let read = ran.read;
        ran.items.clear();
        for fetch in fetches {
            if let Asked::BatchGetItem(_, batch) = fetch {
                ran.batch(store, &batch)?;
            }
        }
        ran.read = read;
        Ok(ran)
    }
}

/// The requests that read the items whose keys a pattern found; none where it needs no more than what it found.
pub(crate) fn fetches(
    design: &Design,
    pattern: PatternId,
    found: &[Attributes],
) -> Result<Option<Vec<Asked>>, Stopped> {
    let Some((_, fetch)) = request(design, pattern).and_then(|request| request.then) else { return Ok(None) };
    let table =
        design.pattern(pattern).and_then(|pattern| design.table(pattern.table)).ok_or(Stopped::Gone)?;
    let schema = TableSchema::of(table).ok_or(Stopped::Gone)?;
    let own = |item: &Attributes| -> Attributes {
        let key = item.iter().filter(|(name, _)| schema.key.has(name));
        key.map(|(name, value)| (name.clone(), value.clone())).collect()
    };
    let keys: Vec<Attributes> = found.iter().map(own).collect();
    let Some(first) = keys.first() else { return Ok(Some(Vec::new())) };
    let call = fetch.calls(&own_values(first))?.into_iter().next().unwrap_or_default();
    let batch = BatchGet {
        keys,
        projection_expression: fetch.projection,
        placeholders: call.placeholders,
        consistent_read: fetch.consistent,
    };
    Ok(Some(Asked::BatchGetItem(table.name.clone(), batch).split()))
}

/// The key's values as arguments, so that a call can be made of the fetch.
fn own_values(key: &Attributes) -> Arguments {
    key.iter().map(|(name, value)| (name.clone(), crate::verdict::Argument::One(value.clone()))).collect()
}

impl Ran {
    fn batch(&mut self, store: &Store, batch: &BatchGet) -> Result<(), Refusal> {
        let mut batch = batch.clone();
        while !batch.keys.is_empty() {
            let answer = store.batch_get(&batch)?;
            self.read += answer.items.len();
            self.items.extend(answer.items);
            self.add(&answer.consumed_capacity);
            batch.keys = answer.unprocessed_keys;
        }
        Ok(())
    }

    fn query(&mut self, store: &Store, query: Query) -> Result<(), Refusal> {
        let answer = store.query(&query)?;
        if query.filter_expression.is_some() {
            let everything = Query { filter_expression: None, ..query };
            self.left_out(&answer, |keep| store.query(&keep.query(everything)))?;
        }
        self.page(answer);
        Ok(())
    }

    fn scan(&mut self, store: &Store, scan: Scan) -> Result<(), Refusal> {
        let answer = store.scan(&scan)?;
        if scan.filter_expression.is_some() {
            let everything = Scan { filter_expression: None, ..scan };
            self.left_out(&answer, |keep| store.scan(&keep.scan(everything)))?;
        }
        self.page(answer);
        Ok(())
    }

    fn page(&mut self, answer: ReadAnswer) {
        self.read = answer.scanned_count;
        self.add(&answer.consumed_capacity);
        self.items = answer.items.unwrap_or_default();
        self.next = answer.last_evaluated_key.map(|start| Cursor { call: 0, start: Some(start) });
    }

    /// The same page without its filter has what was filtered away.
    fn left_out(
        &mut self,
        answer: &ReadAnswer,
        read: impl FnOnce(Unfiltered) -> Result<ReadAnswer, Refusal>,
    ) -> Result<(), Refusal> {
        let all = read(Unfiltered)?.items.unwrap_or_default();
        let mut kept = answer.items.iter().flatten().peekable();
        for item in all {
            match kept.peek() {
                Some(next) if **next == item => drop(kept.next()),
                _ => self.filtered.push(item),
            }
        }
        Ok(())
    }

    pub(super) fn add(&mut self, consumed: &Consumed) {
        for one in units(consumed) {
            let same = |other: &&mut Units| other.table == one.table && other.index == one.index;
            match self.units.iter_mut().find(same) {
                Some(known) => known.amount += one.amount,
                None => self.units.push(one),
            }
        }
    }
}

/// A request without its filter, and without the placeholders that nothing uses then.
struct Unfiltered;

impl Unfiltered {
    fn query(self, mut query: Query) -> Query {
        let used = [Some(query.key_condition_expression.as_str()), query.projection_expression.as_deref()];
        let used: Vec<String> = used.into_iter().flatten().map(str::to_owned).collect();
        retain(&mut query.placeholders, &used);
        query
    }

    fn scan(self, mut scan: Scan) -> Scan {
        let used: Vec<String> = scan.projection_expression.iter().cloned().collect();
        retain(&mut scan.placeholders, &used);
        scan
    }
}

/// Keeps the placeholders that are whole words of the expressions.
fn retain(placeholders: &mut crate::expression::Placeholders, used: &[String]) {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let has = |name: &str| {
        used.iter().any(|text| {
            text.match_indices(name)
                .any(|(at, _)| !text.get(at + name.len()..).is_some_and(|rest| rest.starts_with(is_word)))
        })
    };
    placeholders.names.retain(|name, _| has(name));
    placeholders.values.retain(|name, _| has(name));
}

fn units(consumed: &Consumed) -> Vec<Units> {
    let of = |index: Option<&String>, units: f64| Units {
        table: consumed.table_name.clone(),
        index: index.cloned(),
        amount: Amount::of_units(units),
    };
    let own = (consumed.table > 0.0).then(|| of(None, consumed.table));
    let indexes = consumed.global.iter().chain(&consumed.local);
    own.into_iter().chain(indexes.map(|(name, units)| of(Some(name), *units))).collect()
}
