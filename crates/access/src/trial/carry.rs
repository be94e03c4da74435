//! The way of a trial: tables, items, the request page by page, what a write left.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};
use tablewright_model::{Design, PatternId, TableId};

use super::difference::{Compared, differences};
use super::side::{Changed, Refused, Side};
use super::{Difference, creation, loading, read};
use crate::preview::{Asked, Preview, Stopped, asked, fetches};
use crate::sample::MAX_ITEMS;
use crate::schema::IndexScope;
use crate::value::Attributes;
use crate::verdict::{Arguments, Place, verdict};

/// Who carries requests to an endpoint: the operation's name and the body, then the answer, or why it was refused.
///
/// The outer error says why there is no answer at all.
pub trait Send {
    /// Why there is no answer.
    type Lost;

    /// Sends a request.
    ///
    /// # Errors
    ///
    /// Why there is no answer.
    fn send(&mut self, operation: &'static str, body: &Json) -> Result<Result<Json, Refused>, Self::Lost>;
}

/// Why there are no two answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Failed<L> {
    /// The pattern can't be run at all.
    Stopped(Stopped),
    /// There are more sample items than are tried, this many.
    TooMany(usize),
    /// The endpoint refuses a table or its items: the operation and the reason.
    Refused(&'static str, Refused),
    /// The endpoint gave no answer.
    Lost(L),
}

/// A request that was sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Sent {
    /// The operation's name in the API.
    pub operation: &'static str,
    /// Its body.
    pub body: Json,
}

/// The two answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Trial {
    /// The page, from 0: the one that was wanted, or the last that there is.
    pub page: u64,
    /// The requests that gave the page.
    pub sent: Vec<Sent>,
    /// What the preview says.
    pub preview: Side,
    /// What the endpoint answered.
    pub endpoint: Side,
    /// What differs.
    pub differences: Vec<Difference>,
}

/// Tries a page of a pattern on an empty endpoint, whose tables are active at once.
///
/// # Errors
///
/// [`Failed`] says why there are no two answers.
pub fn carry_out<S: Send>(
    design: &Design,
    pattern: PatternId,
    arguments: &Arguments,
    page: u64,
    endpoint: &mut S,
) -> Result<Trial, Failed<S::Lost>> {
    let calls = asked(design, pattern, arguments).map_err(Failed::Stopped)?;
    let preview = Preview::of(design);
    prepare(&preview, &tables(design, pattern), endpoint)?;
    let mut pages = Pages { design, pattern, arguments, preview: &preview, calls, endpoint };
    pages.reach(page)
}

/// The tables that a pattern is about.
fn tables(design: &Design, pattern: PatternId) -> BTreeSet<TableId> {
    let pattern = design.pattern(pattern);
    let together = pattern.iter().flat_map(|pattern| &pattern.together);
    let parts = together.filter_map(|id| design.pattern(*id)).map(|part| part.table);
    pattern.iter().map(|pattern| pattern.table).chain(parts).collect()
}

/// Makes the tables and puts the items that the preview holds.
fn prepare<S: Send>(
    preview: &Preview,
    tables: &BTreeSet<TableId>,
    endpoint: &mut S,
) -> Result<(), Failed<S::Lost>> {
    let stores = || tables.iter().filter_map(|table| preview.store(*table));
    let items = stores().map(crate::engine::Table::len).sum();
    if items > MAX_ITEMS {
        return Err(Failed::TooMany(items));
    }
    for store in stores() {
        must(endpoint, "CreateTable", &creation(store.schema()))?;
        for mut body in loading(store) {
            loop {
                let answer = must(endpoint, "BatchWriteItem", &body)?;
                match rest(&answer, "UnprocessedItems") {
                    Some(rest) => body = rest,
                    None => break,
                }
            }
        }
    }
    Ok(())
}

/// The answer of a request that the endpoint has no reason to refuse.
fn must<S: Send>(endpoint: &mut S, operation: &'static str, body: &Json) -> Result<Json, Failed<S::Lost>> {
    let answer = endpoint.send(operation, body).map_err(Failed::Lost)?;
    answer.map_err(|refused| Failed::Refused(operation, refused))
}

/// The request for what a batch left out; none if it left out nothing.
fn rest(answer: &Json, member: &str) -> Option<Json> {
    let left = answer.get(member).filter(|left| left.as_object().is_some_and(|left| !left.is_empty()))?;
    Some(json!({"RequestItems": left, "ReturnConsumedCapacity": "INDEXES"}))
}

/// The pages of a pattern, on both sides.
struct Pages<'p, S> {
    design: &'p Design,
    pattern: PatternId,
    arguments: &'p Arguments,
    preview: &'p Preview,
    calls: Vec<Asked>,
    endpoint: &'p mut S,
}

impl<S: Send> Pages<'_, S> {
    fn reach(&mut self, wanted: u64) -> Result<Trial, Failed<S::Lost>> {
        let mut cursor = None;
        let (mut page, mut at) = (0, 0);
        let mut start: Option<Attributes> = None;
        loop {
            let said = self.preview.run(self.design, self.pattern, self.arguments, cursor.as_ref());
            let call = self.calls.get(at).cloned().ok_or(Failed::Stopped(Stopped::Gone))?;
            let mut sent = Vec::new();
            let endpoint = self.ask(call.clone().after(start), &mut sent)?;
            let next = said.as_ref().ok().and_then(|ran| ran.next.clone());
            let goes_on = endpoint.last_key.is_some() || at + 1 < self.calls.len();
            if page == wanted || next.is_none() || !goes_on {
                return self.trial(page, &call, said, endpoint, sent);
            }
            at += usize::from(endpoint.last_key.is_none());
            (cursor, start, page) = (next, endpoint.last_key, page + 1);
        }
    }

    fn trial(
        &self,
        page: u64,
        call: &Asked,
        said: Result<crate::preview::Ran, Stopped>,
        endpoint: Side,
        sent: Vec<Sent>,
    ) -> Result<Trial, Failed<S::Lost>> {
        let name = |id: &TableId| self.design.table(*id).map(|table| table.name.clone()).unwrap_or_default();
        let preview = Side::said(call, said.as_ref().map_err(Clone::clone), name).map_err(Failed::Stopped)?;
        let fetches = fetches(self.design, self.pattern, &[]).map_err(Failed::Stopped)?;
        let compared = Compared { call, is_local: self.is_local(), is_fetched: fetches.is_some() };
        let differences = differences(&compared, &preview, &endpoint);
        Ok(Trial { page, sent, preview, endpoint, differences })
    }

    /// One page of a call: its request, what is fetched behind it, and what a write leaves.
    fn ask(&mut self, call: Asked, sent: &mut Vec<Sent>) -> Result<Side, Failed<S::Lost>> {
        let written = call.written();
        let before = self.held(&written)?;
        let mut side = Side::default();
        for part in call.split() {
            if let Err(refused) = self.send(&part, &mut side, sent)? {
                return Ok(Side::refused(refused));
            }
        }
        let after = self.held(&written)?;
        let items = written.into_iter().zip(before.into_iter().zip(after));
        side.changes = items.map(|((table, _), (before, after))| Changed { table, before, after }).collect();
        let keys = std::mem::take(&mut side.items);
        match fetches(self.design, self.pattern, &keys).map_err(Failed::Stopped)? {
            None => side.items = keys,
            Some(fetches) => {
                for fetch in fetches {
                    if let Err(refused) = self.send(&fetch, &mut side, sent)? {
                        return Ok(Side::refused(refused));
                    }
                }
            }
        }
        Ok(side)
    }

    /// Sends one request, and again for what a batch left out; adds its answer to the side.
    fn send(
        &mut self,
        part: &Asked,
        side: &mut Side,
        sent: &mut Vec<Sent>,
    ) -> Result<Result<(), Refused>, Failed<S::Lost>> {
        let mut body = part.body();
        if let Some(members) = body.as_object_mut() {
            members.insert("ReturnConsumedCapacity".to_owned(), "INDEXES".into());
        }
        loop {
            let operation = part.operation();
            sent.push(Sent { operation, body: body.clone() });
            let answer = match self.endpoint.send(operation, &body).map_err(Failed::Lost)? {
                Ok(answer) => answer,
                Err(refused) => return Ok(Err(refused)),
            };
            side.items.extend(read::items(part, &answer));
            side.took(&answer);
            if part.is_paged() {
                (side.scanned, side.last_key) =
                    (read::scanned(&answer), read::one(&answer, "LastEvaluatedKey"));
            }
            match rest(&answer, "UnprocessedKeys") {
                Some(rest) => body = rest,
                None => return Ok(Ok(())),
            }
        }
    }

    /// What the endpoint holds under the keys of what is written.
    fn held(&mut self, written: &[(String, Attributes)]) -> Result<Vec<Option<Attributes>>, Failed<S::Lost>> {
        let mut held = Vec::with_capacity(written.len());
        for (table, attributes) in written {
            let schema = self.design.tables.iter().find(|one| one.name == *table);
            let store = schema.and_then(|table| self.preview.store(table.id));
            let is_key = |name: &str| store.is_some_and(|store| store.schema().key.has(name));
            let key: Attributes = attributes
                .iter()
                .filter(|(name, _)| is_key(name))
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect();
            let get = json!({"TableName": table, "Key": key, "ConsistentRead": true});
            // A key that the service does not take has no item.
            let answer = self.endpoint.send("GetItem", &get).map_err(Failed::Lost)?;
            held.push(answer.ok().and_then(|answer| read::one(&answer, "Item")));
        }
        Ok(held)
    }

    /// Whether a local index is read.
    fn is_local(&self) -> bool {
        let place = verdict(self.design, self.pattern).and_then(|verdict| verdict.place());
        let table = self.design.pattern(self.pattern).and_then(|pattern| self.design.table(pattern.table));
        let (Some(Place::Index(id)), Some(table)) = (place, table) else { return false };
        let store = self.preview.store(table.id);
        let index = table.index_name(id).and_then(|name| store?.schema().index(name));
        index.is_some_and(|index| index.scope == IndexScope::Local)
    }
}
