//! Contributor Insights: of the table, and of each index by itself.

use serde_json::{Value, json};
use tablewright_model::InsightsMode;

use crate::TableState;

pub(super) fn request(table: &str, index: Option<&str>, mode: Option<InsightsMode>) -> Value {
    let mut body = match mode {
        Some(mode) => json!({
            "TableName": table,
            "ContributorInsightsAction": "ENABLE",
            "ContributorInsightsMode": mode.term(),
        }),
        None => json!({ "TableName": table, "ContributorInsightsAction": "DISABLE" }),
    };
    if let Some(index) = index {
        body["IndexName"] = json!(index);
    }
    body
}

pub(super) fn set(state: &mut TableState, index: Option<&str>, mode: Option<InsightsMode>) {
    match index {
        None => state.insights = mode,
        Some(name) => {
            if let Some(index) = state.indexes.get_mut(name) {
                index.insights = mode;
            }
        }
    }
}

pub(super) fn title(index: Option<&str>, mode: Option<InsightsMode>) -> String {
    let state = mode.map_or("off", InsightsMode::term);
    match index {
        None => format!("Contributor Insights {state}"),
        Some(index) => format!("Contributor Insights of index {index} {state}"),
    }
}
