//! Contributor Insights of tables and indexes: the setting. Nothing is counted.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{seconds, table_of};
use crate::durations::after;
use crate::overlay::{Insights, Overlay, Phase, TABLE, TableEntry};
use crate::partition::Partition;
use crate::protocol::{Refusal, decode};

const MODES: [&str; 2] = ["ACCESSED_AND_THROTTLED_KEYS", "THROTTLED_KEYS"];
const MOST_RESULTS: usize = 100;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Wanted {
    index_name: Option<String>,
    contributor_insights_action: Option<String>,
    contributor_insights_mode: Option<String>,
}

impl Wanted {
    fn index(&self) -> &str {
        self.index_name.as_deref().unwrap_or(TABLE)
    }
}

pub(super) fn update_contributor_insights(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    let table = table_of(&partition.place, "UpdateContributorInsights", &request)?;
    let wanted: Wanted = decode("UpdateContributorInsights", request)?;
    let enable = match wanted.contributor_insights_action.as_deref() {
        Some("ENABLE") => true,
        Some("DISABLE") => false,
        other => return Err(not_in("contributorInsightsAction", other, &["ENABLE", "DISABLE"])),
    };
    if let Some(mode) = wanted.contributor_insights_mode.as_deref().filter(|mode| !MODES.contains(mode)) {
        return Err(not_in("contributorInsightsMode", Some(mode), &MODES));
    }
    partition.change(|change| {
        let (now, until) = (change.now, after(change.now, partition.durations.settle_insights));
        let entry = change.table(&table)?;
        check_index(partition, entry, &table, wanted.index(), now)?;
        let before = entry.insights.get(wanted.index());
        let mode = wanted.contributor_insights_mode.clone().or_else(|| before.map(|it| it.mode.clone()));
        let mode = mode.unwrap_or_else(|| MODES[0].to_owned());
        let is_on = before.is_some_and(|it| it.phase.after == "ENABLED");
        let phase = match (enable, before) {
            (true, Some(before)) if is_on && before.mode == mode => before.phase.clone(),
            (true, _) => Phase::new("ENABLING", until, "ENABLED"),
            (false, Some(_)) if is_on => Phase::new("DISABLING", until, "DISABLED"),
            (false, Some(before)) => before.phase.clone(),
            (false, None) => Phase::new("DISABLED", now, "DISABLED"),
        };
        // The answer names the state that begins, even where it lasts no time.
        let mut answer = named(&table, wanted.index());
        answer["ContributorInsightsStatus"] = json!(phase.during);
        answer["ContributorInsightsMode"] = json!(mode);
        let kept = Insights { phase, mode, updated: now };
        entry.insights.insert(wanted.index().to_owned(), kept);
        Ok(answer)
    })
}

pub(super) fn describe_contributor_insights(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    let table = table_of(&partition.place, "DescribeContributorInsights", &request)?;
    let wanted: Wanted = decode("DescribeContributorInsights", request)?;
    let overlay = partition.look();
    let now = partition.now();
    let entry = overlay.tables.get(&table).ok_or_else(|| Refusal::no_table(&table))?;
    check_index(partition, entry, &table, wanted.index(), now)?;
    let mut shown = named(&table, wanted.index());
    let Some(insights) = entry.insights.get(wanted.index()) else {
        shown["ContributorInsightsStatus"] = json!("DISABLED");
        return Ok(shown);
    };
    shown["ContributorInsightsStatus"] = json!(insights.phase.at(now));
    shown["ContributorInsightsMode"] = json!(insights.mode);
    shown["LastUpdateDateTime"] = json!(seconds(insights.updated));
    if insights.phase.at(now) == "ENABLED" {
        shown["ContributorInsightsRuleList"] = json!(rules(&insights.mode, &table, wanted.index()));
    }
    Ok(shown)
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ListContributorInsights {
    table_name: Option<String>,
    next_token: Option<String>,
    max_results: Option<usize>,
}

pub(super) fn list_contributor_insights(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    const OPERATION: &str = "ListContributorInsights";
    let wanted: ListContributorInsights = decode(OPERATION, request)?;
    let place = &partition.place;
    let table = wanted.table_name.as_deref().map(|given| place.table_name(OPERATION, given)).transpose()?;
    let overlay = partition.look();
    if let Some(table) = table.filter(|table| !overlay.tables.contains_key(*table)) {
        return Err(Refusal::no_table(table));
    }
    let mut all = summaries(&overlay, table, partition.now());
    let start = wanted.next_token.as_deref().map_or(Ok(0), str::parse).unwrap_or(usize::MAX).min(all.len());
    let end = (start + wanted.max_results.unwrap_or(MOST_RESULTS).clamp(1, MOST_RESULTS)).min(all.len());
    let more = end < all.len();
    let page: Vec<Value> = all.drain(start..end).collect();
    let mut answer = json!({ "ContributorInsightsSummaries": page });
    if more {
        answer["NextToken"] = json!(end.to_string());
    }
    Ok(answer)
}

fn summaries(overlay: &Overlay, table: Option<&str>, now: u64) -> Vec<Value> {
    let tables = overlay.tables.iter().filter(|(name, _)| table.is_none_or(|table| table == name.as_str()));
    let each = tables.flat_map(|(name, entry)| entry.insights.iter().map(move |it| (name, it)));
    each.map(|(name, (index, insights))| {
        let mut shown = named(name, index);
        shown["ContributorInsightsStatus"] = json!(insights.phase.at(now));
        shown["ContributorInsightsMode"] = json!(insights.mode);
        shown
    })
    .collect()
}

fn named(table: &str, index: &str) -> Value {
    let mut named = json!({ "TableName": table });
    if index != TABLE {
        named["IndexName"] = json!(index);
    }
    named
}

/// The names of the CloudWatch rules: for partition keys and for both keys, accessed and throttled.
fn rules(mode: &str, table: &str, index: &str) -> Vec<String> {
    let kinds: &[&str] =
        if mode == "THROTTLED_KEYS" { &["PKT", "SKT"] } else { &["PKC", "PKT", "SKC", "SKT"] };
    let of = if index == TABLE { table.to_owned() } else { format!("{table}-{index}") };
    kinds.iter().map(|kind| format!("DynamoDBContributorInsights-{kind}-{of}")).collect()
}

/// Refuses an index that the table does not have, or that is not there yet.
fn check_index(
    partition: &Partition,
    entry: &TableEntry,
    table: &str,
    index: &str,
    now: u64,
) -> Result<(), Refusal> {
    if index == TABLE {
        return Ok(());
    }
    let described = partition.db.table(table)?;
    let indexes = described.global_secondary_indexes.as_deref().unwrap_or_default();
    let missing = !indexes.iter().any(|it| it.index_name == index);
    if missing || entry.leaving.get(index).is_some_and(|leaving| now < leaving.until) {
        let message = format!("Requested resource not found: Index: {index} of table: {table} not found");
        return Err(Refusal::named("ResourceNotFoundException", &message));
    }
    Ok(())
}

fn not_in(at: &str, given: Option<&str>, allowed: &[&str]) -> Refusal {
    let given = given.map_or_else(|| "null".to_owned(), |given| format!("'{given}'"));
    Refusal::validation(&format!(
        "1 validation error detected: Value {given} at '{at}' failed to satisfy constraint: Member must satisfy enum \
         value set: [{}]",
        allowed.join(", ")
    ))
}
