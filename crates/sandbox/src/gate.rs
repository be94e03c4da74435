//! Which tables and indexes a data operation names, and whether they may be used now.
//!
//! Tables named by ARN are renamed here, so that dynoxide sees names only. PartiQL is searched for names, not parsed:
//! dynoxide does that.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::arn::Place;
use crate::overlay::Overlay;
use crate::protocol::Refusal;

/// The names in one request.
#[derive(Debug, Default)]
pub(crate) struct Named {
    /// Tables, and the index of each that is read.
    used: Vec<(String, Option<String>)>,
    /// What the request called a table by ARN, by the table's name: an answer calls it the same.
    called: BTreeMap<String, String>,
}

impl Named {
    /// Finds the names, and replaces ARNs in `request` by them.
    pub(crate) fn find(place: &Place, operation: &str, request: &mut Value) -> Result<Self, Refusal> {
        let mut named = Self::default();
        named.table(place, operation, request)?;
        if let Some(Value::Object(items)) = request.get_mut("RequestItems") {
            named.keys(place, operation, items)?;
        }
        for list in ["TransactItems", "TransactStatements", "Statements"] {
            for member in request.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
                named.statement(member);
                for action in member.as_object_mut().into_iter().flat_map(Map::values_mut) {
                    named.table(place, operation, action)?;
                }
            }
        }
        named.statement(request);
        Ok(named)
    }

    fn table(&mut self, place: &Place, operation: &str, holder: &mut Value) -> Result<(), Refusal> {
        let Some(given) = holder.get("TableName").and_then(Value::as_str) else {
            return Ok(());
        };
        let table = place.table_name(operation, given)?.to_owned();
        let index = holder.get("IndexName").and_then(Value::as_str).map(str::to_owned);
        holder["TableName"] = json!(table);
        self.used.push((table, index));
        Ok(())
    }

    fn keys(
        &mut self,
        place: &Place,
        operation: &str,
        items: &mut Map<String, Value>,
    ) -> Result<(), Refusal> {
        let mut renamed = Map::new();
        for (given, value) in std::mem::take(items) {
            let table = place.table_name(operation, &given)?.to_owned();
            if table != given {
                self.called.insert(table.clone(), given);
            }
            self.used.push((table.clone(), None));
            if renamed.insert(table.clone(), value).is_some() {
                let message = format!("The request names the table twice, by name and by ARN: {table}");
                return Err(Refusal::validation(&message));
            }
        }
        *items = renamed;
        Ok(())
    }

    /// The names after FROM, INTO and UPDATE in a PartiQL statement.
    fn statement(&mut self, holder: &Value) {
        let text = holder.get("Statement").and_then(Value::as_str).unwrap_or_default();
        let mut words = text.split_whitespace();
        while let Some(word) = words.next() {
            if !["FROM", "INTO", "UPDATE"].iter().any(|keyword| word.eq_ignore_ascii_case(keyword)) {
                continue;
            }
            let Some(name) = words.next() else { return };
            let mut parts =
                name.trim_end_matches([';', ')']).split("\".\"").map(|part| part.trim_matches('"'));
            let table = parts.next().unwrap_or_default().to_owned();
            self.used.push((table, parts.next().map(str::to_owned)));
        }
    }

    /// The tables, each once for each time it is named.
    pub(crate) fn tables(&self) -> impl Iterator<Item = &str> {
        self.used.iter().map(|(table, _)| table.as_str())
    }

    /// Refuses tables that are not there yet and indexes that are not complete yet.
    pub(crate) fn check(&self, overlay: &Overlay, now: u64) -> Result<(), Refusal> {
        for (table, index) in &self.used {
            let Some(entry) = overlay.tables.get(table) else {
                continue;
            };
            if entry.is_creating(now) {
                return Err(Refusal::named("ResourceNotFoundException", "Requested resource not found"));
            }
            let building = entry.building(now).map(|(name, _)| name);
            if let Some(index) = index.as_deref().filter(|index| Some(*index) == building) {
                let vector = entry.indexes.get(index).is_some_and(|index| index.vector);
                return Err(Refusal::validation(&match vector {
                    true => format!("Cannot search backfilling vector index: {index}"),
                    false => format!("Cannot read from backfilling global secondary index: {index}"),
                }));
            }
        }
        Ok(())
    }

    /// Gives the tables of an answer the names that the request used.
    pub(crate) fn restore(&self, answer: String) -> Result<String, Refusal> {
        if self.called.is_empty() {
            return Ok(answer);
        }
        let mut answer: Value =
            serde_json::from_str(&answer).map_err(|error| Refusal::internal(&error.to_string()))?;
        for field in ["Responses", "UnprocessedKeys", "UnprocessedItems", "ItemCollectionMetrics"] {
            let Some(Value::Object(tables)) = answer.get_mut(field) else {
                continue;
            };
            let renamed = std::mem::take(tables).into_iter().map(|(table, value)| {
                let name = self.called.get(&table).cloned().unwrap_or(table);
                (name, value)
            });
            *tables = renamed.collect();
        }
        Ok(answer.to_string())
    }
}
