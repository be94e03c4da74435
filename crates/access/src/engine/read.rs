//! Reads: one item, several, a query, a scan.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::answer::{BatchGetAnswer, GetAnswer, ReadAnswer};
use super::page::Reading;
use super::request::{BatchGet, GetItem, Query, Scan, Select};
use super::store::{Entry, range, resume, whole};
use super::target::Target;
use super::{Refusal, Table, check, start};
use crate::capacity::{Consistency, Consumed, read_units};
use crate::expression::{
    Condition, ExpressionKind, KeyCondition, Placeholders, Projection, Scope, parse_condition,
};
use crate::schema::KeySchema;
use crate::value::Attributes;

/// Keys of one batch, at most.
const MAX_BATCH: usize = 100;
/// Bytes that one batch returns, at most.
const MAX_BATCH_BYTES: usize = 16 * 1024 * 1024;

impl Table {
    /// Reads one item.
    ///
    /// # Errors
    ///
    /// As the service refuses the request.
    pub fn get(&self, request: &GetItem) -> Result<GetAnswer, Refusal> {
        let projection = only_projection(request.projection_expression.as_deref(), &request.placeholders)?;
        check::key(self.schema(), &request.key)?;
        let found = self.find(&request.key);
        let consistency = Consistency::of(request.consistent_read);
        let consumed_capacity = Consumed {
            table: read_units(found.map_or(0, |entry| entry.size), consistency),
            ..Consumed::new(&self.schema().name)
        };
        Ok(GetAnswer { item: found.map(|entry| projected(entry, projection.as_ref())), consumed_capacity })
    }

    /// Reads several items of this table; each is rounded up to units alone.
    ///
    /// # Errors
    ///
    /// As the service refuses the request.
    pub fn batch_get(&self, request: &BatchGet) -> Result<BatchGetAnswer, Refusal> {
        let projection = only_projection(request.projection_expression.as_deref(), &request.placeholders)?;
        check_batch(self, &request.keys)?;
        let consistency = Consistency::of(request.consistent_read);
        let mut answer = BatchGetAnswer {
            items: Vec::new(),
            unprocessed_keys: Vec::new(),
            consumed_capacity: Consumed::new(&self.schema().name),
        };
        let mut bytes = 0;
        for key in &request.keys {
            let found = self.find(key);
            bytes += found.map_or(0, |entry| entry.size);
            if bytes > MAX_BATCH_BYTES {
                answer.unprocessed_keys.push(key.clone());
                continue;
            }
            answer.consumed_capacity.table += read_units(found.map_or(0, |entry| entry.size), consistency);
            answer.items.extend(found.map(|entry| projected(entry, projection.as_ref())));
        }
        Ok(answer)
    }

    /// Reads a page of one partition.
    ///
    /// # Errors
    ///
    /// As the service refuses the request.
    pub fn query(&self, request: &Query) -> Result<ReadAnswer, Refusal> {
        let scope = Scope::new(&request.placeholders);
        let filter = filter(request.filter_expression.as_deref(), &scope)?;
        let target = Target::find(self, request.index_name.as_deref(), request.consistent_read)?;
        let condition = KeyCondition::read(&request.key_condition_expression, &scope, target.key)?;
        if let Some(filter) = &filter {
            check_filter(filter, target.key)?;
        }
        let asked = Asked {
            filter,
            projection: projection(request.projection_expression.as_deref(), &scope)?,
            select: request.select,
            limit: request.limit,
            consistent: request.consistent_read,
            forward: request.scan_index_forward.unwrap_or(true),
        };
        scope.finish()?;
        let reading = asked.reading(target)?;
        let mut rest = Some(range(&condition));
        if let Some(key) = &request.exclusive_start_key {
            let from = start::position(&target, key)?;
            start::check(&target, key, &condition)?;
            rest = rest.and_then(|range| resume(range, from, reading.forward));
        }
        Ok(reading.page(rest))
    }

    /// Reads a page of everything.
    ///
    /// # Errors
    ///
    /// As the service refuses the request.
    pub fn scan(&self, request: &Scan) -> Result<ReadAnswer, Refusal> {
        let scope = Scope::new(&request.placeholders);
        let asked = Asked {
            filter: filter(request.filter_expression.as_deref(), &scope)?,
            projection: projection(request.projection_expression.as_deref(), &scope)?,
            select: request.select,
            limit: request.limit,
            consistent: request.consistent_read,
            forward: true,
        };
        scope.finish()?;
        let target = Target::find(self, request.index_name.as_deref(), request.consistent_read)?;
        let reading = asked.reading(target)?;
        let mut rest = Some(whole());
        if let Some(key) = &request.exclusive_start_key {
            let from = start::position(&target, key)?;
            rest = rest.and_then(|range| resume(range, from, true));
        }
        Ok(reading.page(rest))
    }
}

/// What queries and scans have in common.
struct Asked {
    filter: Option<Condition>,
    projection: Option<Projection>,
    select: Option<Select>,
    limit: Option<u32>,
    consistent: bool,
    forward: bool,
}

impl Asked {
    fn reading(self, target: Target<'_>) -> Result<Reading<'_>, Refusal> {
        if self.limit == Some(0) {
            return Err(Refusal::validation(
                "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have \
                 value greater than or equal to 1",
            ));
        }
        self.check_select(target.index.is_some())?;
        let fetch = target.fetches(self.select == Some(Select::AllAttributes), self.projection.as_ref())?;
        Ok(Reading {
            target,
            filter: self.filter,
            projection: self.projection,
            count_only: self.select == Some(Select::Count),
            fetch,
            limit: self.limit.and_then(|limit| usize::try_from(limit).ok()),
            forward: self.forward,
            consistency: Consistency::of(self.consistent),
        })
    }

    fn check_select(&self, has_index: bool) -> Result<(), Refusal> {
        let wrong = |what: &str| {
            Err(Refusal::parameter(format_args!(
                "Cannot specify the ProjectionExpression when choosing to get {what}"
            )))
        };
        match (self.select, &self.projection) {
            (Some(Select::SpecificAttributes), None) => Err(Refusal::parameter(
                "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES",
            )),
            (Some(Select::AllAttributes), Some(_)) => wrong("ALL_ATTRIBUTES"),
            (Some(Select::AllProjectedAttributes), Some(_)) => wrong("ALL_PROJECTED_ATTRIBUTES"),
            (Some(Select::Count), Some(_)) => wrong("only the Count"),
            (Some(Select::AllProjectedAttributes), None) if !has_index => Err(Refusal::parameter(
                "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName",
            )),
            _ => Ok(()),
        }
    }
}

fn projection(text: Option<&str>, scope: &Scope<'_>) -> Result<Option<Projection>, Refusal> {
    Ok(text.map(|text| Projection::read(text, scope)).transpose()?)
}

fn only_projection(text: Option<&str>, placeholders: &Placeholders) -> Result<Option<Projection>, Refusal> {
    let scope = Scope::new(placeholders);
    let projection = projection(text, &scope)?;
    scope.finish()?;
    Ok(projection)
}

fn filter(text: Option<&str>, scope: &Scope<'_>) -> Result<Option<Condition>, Refusal> {
    Ok(text.map(|text| parse_condition(ExpressionKind::Filter, text, scope)).transpose()?)
}

fn projected(entry: &Entry, projection: Option<&Projection>) -> Arc<Attributes> {
    projection.map_or_else(|| Arc::clone(&entry.item), |projection| Arc::new(projection.apply(&entry.item)))
}

/// What the key finds is said in the key condition; a filter on it is a mistake.
fn check_filter(filter: &Condition, key: &KeySchema) -> Result<(), Refusal> {
    let mut found = None;
    filter.for_each_path(&mut |path| {
        if key.has(&path.root) {
            found.get_or_insert(&path.root);
        }
    });
    found.map_or(Ok(()), |name| {
        Err(Refusal::validation(format!(
            "Filter Expression can only contain non-primary key attributes: Primary key attribute: {name}"
        )))
    })
}

fn check_batch(table: &Table, keys: &[Attributes]) -> Result<(), Refusal> {
    if keys.is_empty() || keys.len() > MAX_BATCH {
        return Err(Refusal::validation(format!(
            "1 validation error detected: Value at 'requestItems' failed to satisfy constraint: Member must have \
             length less than or equal to {MAX_BATCH} and greater than or equal to 1"
        )));
    }
    keys.iter().try_for_each(|key| check::key(table.schema(), key))?;
    let positions: BTreeSet<_> = keys.iter().filter_map(|key| table.position(key)).collect();
    if positions.len() < keys.len() {
        return Err(Refusal::validation("Provided list of item keys contains duplicates"));
    }
    Ok(())
}
