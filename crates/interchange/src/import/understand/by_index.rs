//! What sources write beside a table and its indexes, sorted by what it is about.

use crate::import::value::Value;

use super::reading::Reading;

/// Entries of one kind, for the table and for each index.
#[derive(Debug, Default)]
pub(super) struct ByIndex {
    of_table: Vec<Value>,
    of_indexes: Vec<(String, Value)>,
}

impl ByIndex {
    pub(super) fn of(list: Option<Value>) -> Self {
        /// More are nonsense: an index has four at most.
        const MOST: usize = 10_000;
        let mut sorted = Self::default();
        for value in list.as_ref().map(Value::items).unwrap_or_default().iter().take(MOST) {
            match value.get("IndexName").and_then(Value::to_text).filter(|name| !name.is_empty()) {
                Some(name) => sorted.of_indexes.push((name.to_string(), value.clone())),
                None => sorted.of_table.push(value.clone()),
            }
        }
        sorted
    }

    pub(super) fn of_table(&mut self) -> Vec<Value> {
        std::mem::take(&mut self.of_table)
    }

    /// Those of an index, and those that stand with the index itself.
    pub(super) fn of_index(&mut self, name: &str, own: Option<&Value>) -> Vec<Value> {
        let mut found: Vec<Value> = own.map(Value::items).unwrap_or_default().to_vec();
        self.of_indexes.retain(|(index, value)| {
            if index == name {
                found.push(value.clone());
            }
            index != name
        });
        found
    }

    /// Tells of those that are about no index of the table.
    pub(super) fn tell(self, what: &str, reading: &mut Reading<'_>) {
        for (index, value) in self.of_indexes {
            let message = format!("{what} of `{index}` is left out, since the table has no such index");
            reading.left_out(value.at, &message);
        }
    }
}
