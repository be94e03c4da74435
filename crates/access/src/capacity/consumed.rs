//! What one request took, by table and index, in the shape of `ReturnConsumedCapacity=INDEXES`.

use std::collections::BTreeMap;

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use crate::schema::IndexScope;

/// Units of one request on one table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Consumed {
    /// The table's name.
    pub table_name: String,
    /// Taken from the table for its own items.
    pub table: f64,
    /// Taken from global indexes, by name; they have their own capacity.
    pub global: BTreeMap<String, f64>,
    /// Taken from the table for its local indexes, by name.
    pub local: BTreeMap<String, f64>,
}

impl Consumed {
    /// Nothing so far.
    #[must_use]
    pub fn new(table_name: &str) -> Self {
        Self { table_name: table_name.to_owned(), ..Self::default() }
    }

    /// Adds what an index took.
    pub fn add(&mut self, scope: IndexScope, index: &str, units: f64) {
        let arm = match scope {
            IndexScope::Global => &mut self.global,
            IndexScope::Local => &mut self.local,
        };
        *arm.entry(index.to_owned()).or_default() += units;
    }

    /// All of it.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.table + self.global.values().sum::<f64>() + self.local.values().sum::<f64>()
    }
}

/// `{"CapacityUnits": 1.0}`
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Arm {
    capacity_units: f64,
}

impl Serialize for Consumed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let arm = |units: f64| Arm { capacity_units: units };
        let arms = |units: &BTreeMap<String, f64>| -> BTreeMap<String, Arm> {
            units.iter().map(|(name, units)| (name.clone(), arm(*units))).collect()
        };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("TableName", &self.table_name)?;
        map.serialize_entry("CapacityUnits", &self.total())?;
        map.serialize_entry("Table", &arm(self.table))?;
        for (key, units) in [("GlobalSecondaryIndexes", &self.global), ("LocalSecondaryIndexes", &self.local)]
        {
            if !units.is_empty() {
                map.serialize_entry(key, &arms(units))?;
            }
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_and_its_parts_are_told() {
        let mut consumed = Consumed { table: 1.0, ..Consumed::new("T") };
        consumed.add(IndexScope::Global, "G", 0.5);
        consumed.add(IndexScope::Global, "G", 0.5);
        assert_eq!(
            serde_json::to_string(&consumed).unwrap(),
            r#"{"TableName":"T","CapacityUnits":2.0,"Table":{"CapacityUnits":1.0},"GlobalSecondaryIndexes":{"G":{"CapacityUnits":1.0}}}"#
        );
    }
}
