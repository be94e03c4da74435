//! Two tables side by side, for a migration: how many items each has, and whether a sample of one is in the other.
//!
//! It reads items, and nothing else in this crate does: it needs the permissions `dynamodb:Scan` and `dynamodb:GetItem`
//! in addition. Counts read all items, strongly consistent, which is charged; tables that are written to meanwhile have
//! counts of different moments.

use std::collections::HashMap;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{AttributeValue, Select};
use serde::{Deserialize, Serialize};
use tablewright_plan::TableState;

use crate::place::Place;
use crate::{AwsGateway, GatewayError};

/// What a comparison of two tables found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// How many items the old table has.
    pub from: u64,
    /// How many the new one has.
    pub to: u64,
    /// How many items of the old table were looked for in the new one.
    pub sampled: u32,
    /// Keys of those that are not there.
    pub missing: Vec<String>,
    /// Keys of those that are there with other attributes.
    pub different: Vec<String>,
    /// Keys, in the old table, of those that lack an attribute of the new key.
    pub without_place: Vec<String>,
}

impl Comparison {
    /// Whether nothing was found that differs.
    #[must_use]
    pub fn is_same(&self) -> bool {
        let Self { from, to, sampled: _, missing, different, without_place } = self;
        from == to && missing.is_empty() && different.is_empty() && without_place.is_empty()
    }
}

type Item = HashMap<String, AttributeValue>;

impl AwsGateway {
    /// Counts the items of both tables, and looks for up to `samples` items of the old one in the new one.
    ///
    /// The samples are spread over the whole table: one from each of as many segments of a parallel scan.
    ///
    /// # Errors
    ///
    /// If one of the tables can't be read.
    pub async fn compare(
        &self,
        from: &TableState,
        to: &TableState,
        samples: u32,
    ) -> Result<Comparison, GatewayError> {
        let place = self.home();
        let (from_count, to_count) = futures::try_join!(count(place, &from.name), count(place, &to.name))?;
        let mut found = Comparison { from: from_count, to: to_count, ..Comparison::default() };
        for segment in 0..samples {
            let Some(item) = sample(place, &from.name, segment, samples).await? else { continue };
            found.sampled += 1;
            let told = key_in_words(from, &item);
            match key(to, &item) {
                None => found.without_place.push(told),
                Some(key) => match item_at(place, &to.name, key).await? {
                    None => found.missing.push(told),
                    Some(other) if other != item => found.different.push(told),
                    Some(_) => {}
                },
            }
        }
        Ok(found)
    }
}

fn client(place: &Place) -> &Client {
    &place.asking().services.dynamodb
}

async fn count(place: &Place, table: &str) -> Result<u64, GatewayError> {
    let object = format!("table {table}");
    let doing = place.connection.doing("Scan", &object);
    let (mut all, mut next) = (0, None);
    loop {
        let scan = client(place).scan().table_name(table).select(Select::Count).consistent_read(true);
        let answer = scan.set_exclusive_start_key(next).send().await;
        let page = answer.map_err(|error| doing.failed(&error))?;
        all += u64::try_from(page.count).unwrap_or_default();
        next = page.last_evaluated_key;
        if next.is_none() {
            return Ok(all);
        }
    }
}

/// The first item of a segment, if it has any.
async fn sample(place: &Place, table: &str, segment: u32, of: u32) -> Result<Option<Item>, GatewayError> {
    let object = format!("table {table}");
    let doing = place.connection.doing("Scan", &object);
    let number = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    let mut next = None;
    loop {
        let scan = client(place).scan().table_name(table).consistent_read(true).limit(1);
        let scan = scan.segment(number(segment)).total_segments(number(of)).set_exclusive_start_key(next);
        let page = scan.send().await.map_err(|error| doing.failed(&error))?;
        next = page.last_evaluated_key;
        let first = page.items.and_then(|items| items.into_iter().next());
        if first.is_some() || next.is_none() {
            return Ok(first);
        }
    }
}

async fn item_at(place: &Place, table: &str, key: Item) -> Result<Option<Item>, GatewayError> {
    let object = format!("table {table}");
    let doing = place.connection.doing("GetItem", &object);
    let get = client(place).get_item().table_name(table).consistent_read(true);
    let answer = get.set_key(Some(key)).send().await.map_err(|error| doing.failed(&error))?;
    Ok(answer.item)
}

/// The key that the item has in a table, if it has all of its attributes.
fn key(table: &TableState, item: &Item) -> Option<Item> {
    let part = |name: &String| Some((name.clone(), item.get(name)?.clone()));
    table.key.iter().map(|element| part(&element.name)).collect()
}

fn key_in_words(table: &TableState, item: &Item) -> String {
    let value = |value: &AttributeValue| match value {
        AttributeValue::S(text) => format!("\"{text}\""),
        AttributeValue::N(number) => number.clone(),
        _ => "(binary)".to_owned(),
    };
    let part = |name: &String| Some(format!("{name} = {}", value(item.get(name)?)));
    let parts: Vec<_> = table.key.iter().filter_map(|element| part(&element.name)).collect();
    parts.join(", ")
}
