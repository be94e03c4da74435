//! The requests that a pattern with values comes to, in the shape of the API.

use std::fmt;

use serde_json::{Value as Json, json};
use tablewright_model::{Design, Pattern, PatternId, PatternKind, Table, TableId};

use super::run::BATCH;
use crate::engine::{BatchGet, DeleteItem, GetItem, PutItem, Query, Refusal, Scan, UpdateItem};
use crate::value::Attributes;
use crate::verdict::{Arguments, Call, Operation, Place, Unfilled, request, verdict};

/// A request on one table, or several together.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the names are those of the API")]
pub enum Asked {
    GetItem(GetItem),
    BatchGetItem(String, BatchGet),
    Query(Query),
    Scan(Scan),
    PutItem(PutItem),
    UpdateItem(UpdateItem),
    DeleteItem(DeleteItem),
    TransactGetItems(Vec<(TableId, Asked)>),
    TransactWriteItems(Vec<(TableId, Asked)>),
}

/// Why a pattern can't be run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stopped {
    /// The pattern or its table is gone.
    Gone,
    /// Nothing serves it.
    NotServed,
    /// A parameter has no fitting value.
    Unfilled(Unfilled),
    /// The service refuses the request.
    Refused(Refusal),
    /// A vector search, which the preview does not carry out.
    Search,
}

impl From<Unfilled> for Stopped {
    fn from(unfilled: Unfilled) -> Self {
        Self::Unfilled(unfilled)
    }
}

impl From<Refusal> for Stopped {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gone => f.write_str("the pattern or its table is gone"),
            Self::NotServed => f.write_str("nothing serves the pattern: its verdict says why"),
            Self::Unfilled(unfilled) => unfilled.fmt(f),
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Search => f.write_str("the preview has no vector search: send it to the sandbox"),
        }
    }
}

impl std::error::Error for Stopped {}

/// The requests that carry out a pattern: one, or one for each value of what is given as a list.
///
/// What a page's end or a fetch adds depends on answers, and is not here.
///
/// # Errors
///
/// [`Stopped`] says why there are none.
pub fn asked(design: &Design, id: PatternId, arguments: &Arguments) -> Result<Vec<Asked>, Stopped> {
    let pattern = design.pattern(id).ok_or(Stopped::Gone)?;
    let table = design.table(pattern.table).ok_or(Stopped::Gone)?;
    let service = verdict(design, id).and_then(|verdict| verdict.service).ok_or(Stopped::NotServed)?;
    if pattern.kind == PatternKind::Transaction {
        return Ok(vec![together(design, pattern, service.operation, arguments)?]);
    }
    let request = request(design, id).ok_or(Stopped::NotServed)?;
    let index = match service.place {
        Place::Table => None,
        Place::Index(id) => table.index_name(id),
    };
    let calls = request.calls(arguments)?;
    if service.operation == Operation::BatchGetItem {
        return Ok(vec![batch(table, calls)]);
    }
    calls.into_iter().map(|call| single(service.operation, &table.name, index, call)).collect()
}

fn together(
    design: &Design,
    pattern: &Pattern,
    operation: Operation,
    arguments: &Arguments,
) -> Result<Asked, Stopped> {
    let mut parts = Vec::new();
    for id in &pattern.together {
        let table = design.pattern(*id).ok_or(Stopped::Gone)?.table;
        parts.extend(asked(design, *id, arguments)?.into_iter().map(|asked| (table, asked)));
    }
    Ok(match operation {
        Operation::TransactGetItems => Asked::TransactGetItems(parts),
        _ => Asked::TransactWriteItems(parts),
    })
}

fn batch(table: &Table, calls: Vec<Call>) -> Asked {
    let first = calls.first().cloned().unwrap_or_default();
    let keys = calls.into_iter().map(|call| call.key).collect();
    let batch = BatchGet {
        keys,
        projection_expression: first.request.projection,
        placeholders: first.placeholders,
        consistent_read: first.request.consistent,
    };
    Asked::BatchGetItem(table.name.clone(), batch)
}

fn single(operation: Operation, table: &str, index: Option<&str>, call: Call) -> Result<Asked, Stopped> {
    let table_name = table.to_owned();
    let (placeholders, condition_expression) = (call.placeholders.clone(), call.request.condition.clone());
    Ok(match operation {
        Operation::GetItem => Asked::GetItem(GetItem {
            table_name,
            key: call.key,
            projection_expression: call.request.projection,
            placeholders,
            consistent_read: call.request.consistent,
        }),
        Operation::Query => Asked::Query(call.query(table, index)),
        Operation::Scan => Asked::Scan(call.scan(table, index)),
        Operation::PutItem => Asked::PutItem(PutItem {
            table_name,
            item: call.item,
            condition_expression,
            placeholders,
            ..PutItem::default()
        }),
        Operation::UpdateItem => Asked::UpdateItem(UpdateItem {
            table_name,
            key: call.key,
            update_expression: call.request.update,
            condition_expression,
            placeholders,
            ..UpdateItem::default()
        }),
        Operation::DeleteItem => Asked::DeleteItem(DeleteItem {
            table_name,
            key: call.key,
            condition_expression,
            placeholders,
            ..DeleteItem::default()
        }),
        _ => return Err(Stopped::Search),
    })
}

impl Asked {
    /// The operation's name in the API.
    #[must_use]
    pub const fn operation(&self) -> &'static str {
        match self {
            Self::GetItem(_) => "GetItem",
            Self::BatchGetItem(..) => "BatchGetItem",
            Self::Query(_) => "Query",
            Self::Scan(_) => "Scan",
            Self::PutItem(_) => "PutItem",
            Self::UpdateItem(_) => "UpdateItem",
            Self::DeleteItem(_) => "DeleteItem",
            Self::TransactGetItems(_) => "TransactGetItems",
            Self::TransactWriteItems(_) => "TransactWriteItems",
        }
    }

    /// The request's body in the JSON of the API.
    #[must_use]
    pub fn body(&self) -> Json {
        let json = |body: Result<Json, serde_json::Error>| body.unwrap_or_default();
        match self {
            Self::GetItem(request) => json(serde_json::to_value(request)),
            Self::BatchGetItem(table, request) => {
                json!({ "RequestItems": { table.as_str(): json(serde_json::to_value(request)) } })
            }
            Self::Query(request) => json(serde_json::to_value(request)),
            Self::Scan(request) => json(serde_json::to_value(request)),
            Self::PutItem(request) => json(serde_json::to_value(request)),
            Self::UpdateItem(request) => json(serde_json::to_value(request)),
            Self::DeleteItem(request) => json(serde_json::to_value(request)),
            Self::TransactGetItems(parts) | Self::TransactWriteItems(parts) => {
                json!({ "TransactItems": parts.iter().map(|(_, part)| part.in_transaction()).collect::<Vec<_>>() })
            }
        }
    }

    /// As a part of a transaction, which has no say of consistency and answers nothing.
    fn in_transaction(&self) -> Json {
        let mut body = self.body();
        if let Some(members) = body.as_object_mut() {
            members.retain(|name, _| name != "ConsistentRead" && name != "ReturnValues");
        }
        let name = self.operation().trim_end_matches("Item");
        json!({ name: body })
    }

    /// The same, from where a page ended.
    #[must_use]
    pub(crate) fn after(mut self, start: Option<Attributes>) -> Self {
        match &mut self {
            Self::Query(query) => query.exclusive_start_key = start,
            Self::Scan(scan) => scan.exclusive_start_key = start,
            _ => {}
        }
        self
    }

    /// Whether it answers with pages.
    pub(crate) const fn is_paged(&self) -> bool {
        matches!(self, Self::Query(_) | Self::Scan(_))
    }

    /// As many as it takes to keep within what one request may carry.
    pub(crate) fn split(self) -> Vec<Self> {
        let Self::BatchGetItem(table, batch) = self else { return vec![self] };
        let part = |keys: &[Attributes]| {
            Self::BatchGetItem(table.clone(), BatchGet { keys: keys.to_vec(), ..batch.clone() })
        };
        batch.keys.chunks(BATCH).map(part).collect()
    }

    /// The items that it writes: tables by name, each with attributes that have the key.
    pub(crate) fn written(&self) -> Vec<(String, Attributes)> {
        match self {
            Self::PutItem(put) => vec![(put.table_name.clone(), put.item.clone())],
            Self::UpdateItem(update) => vec![(update.table_name.clone(), update.key.clone())],
            Self::DeleteItem(delete) => vec![(delete.table_name.clone(), delete.key.clone())],
            Self::TransactWriteItems(parts) => parts.iter().flat_map(|(_, part)| part.written()).collect(),
            _ => Vec::new(),
        }
    }
}
