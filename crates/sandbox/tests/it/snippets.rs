//! The Rust code that is made of patterns: it compiles, and answers what the preview said.
//!
//! Shell, Python and JavaScript run in `cargo xtask test --only generated`.

use std::collections::{BTreeSet, HashMap};
use std::fs;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::AttributeValue as Sdk;
use serde_json::{Value as Json, json};
use tablewright_access::example::arguments;
use tablewright_access::preview::{Preview, Ran, Stopped};
use tablewright_access::value::Attributes;
use tablewright_model::{Design, PatternId, from_json};
use tablewright_sandbox::ManualClock;
use tablewright_testkit::golden;

use crate::carried_out::without_keys;
use crate::designs::prepare;
use crate::support::{Account, TestResult};
use crate::wire::Wire;

type Item = HashMap<String, Sdk>;

/// The items that a snippet gives, whatever its result is; none of a write.
trait Given {
    fn items(self) -> Option<Vec<Item>>;
}

impl Given for () {
    fn items(self) -> Option<Vec<Item>> {
        None
    }
}

impl Given for Option<Item> {
    fn items(self) -> Option<Vec<Item>> {
        Some(self.into_iter().collect())
    }
}

impl Given for Vec<Item> {
    fn items(self) -> Option<Vec<Item>> {
        Some(self)
    }
}

impl Given for Vec<Option<Item>> {
    fn items(self) -> Option<Vec<Item>> {
        Some(self.into_iter().flatten().collect())
    }
}

macro_rules! snippets {
    ($($module:ident = $file:literal :: $function:ident),+ $(,)?) => {
        $(
            #[expect(unreachable_pub, reason = "the snippet is as people get it")]
            mod $module {
                include!(concat!("../../../../fixtures/code/shop/", $file, ".rs"));
            }
        )+

        /// The patterns that are compiled here.
        const COMPILED: &[&str] = &[$($file),+];

        /// Runs the snippet of a pattern.
        async fn run(pattern: &str, client: &Client) -> Result<Option<Vec<Item>>, aws_sdk_dynamodb::Error> {
            match pattern {
                $($file => $module::$function(client).await.map(Given::items),)+
                _ => Ok(None),
            }
        }
    };
}

snippets! {
    customer = "customer"::a_customer,
    customers = "customers"::several_customers,
    orders_of_customer = "orders-of-customer"::latest_orders_of_a_customer,
    orders_since = "orders-since"::orders_since_a_day_class_of_26,
    large_orders = "large-orders"::large_orders_of_a_customer,
    orders_by_status = "orders-by-status"::orders_in_any_of_some_states,
    chosen_orders = "chosen-orders"::orders_that_are_open_or_paid,
    all_sent = "all-sent"::all_orders_that_carry_a_seal,
    place = "place"::readings_at_a_place,
    highest = "highest"::highest_readings_of_a_sensor,
    similar = "similar"::similar_texts,
    new_order = "new-order"::place_an_order,
    save_customer = "save-customer"::save_a_customer,
    next_state = "next-state"::change_an_orders_status,
    count_order = "count-order"::count_an_order,
    place_and_count = "place-and-count"::place_an_order_and_count_it,
    order = "order"::an_order,
    customer_and_order = "customer-and-order"::a_customer_and_an_order,
    erase_order = "erase-order"::erase_an_order,
}

#[tokio::test]
async fn every_rust_snippet_answers_as_the_preview_said() -> TestResult {
    let design = from_json(&fs::read_to_string(golden::path("code/shop/design.json"))?)?;
    let patterns: BTreeSet<String> = design.patterns.iter().map(|pattern| pattern.id.to_string()).collect();
    assert_eq!(patterns, COMPILED.iter().map(|name| (*name).to_owned()).collect());
    let account = Account::open(None, ManualClock::new(1_800_000_000_000), 0.0).await?;
    let mut wire = Wire::open(account.running.address()).await?;
    let preview = Preview::of(&design);
    prepare(&mut wire, &design, &preview).await?;
    // Deletes come last in the list: everything before finds what the preview found.
    for name in COMPILED {
        let given = run(name, &account.db).await;
        check(&design, &preview, name, given)?;
    }
    account.running.stop().await?;
    Ok(())
}

fn check(
    design: &Design,
    preview: &Preview,
    name: &str,
    given: Result<Option<Vec<Item>>, aws_sdk_dynamodb::Error>,
) -> TestResult {
    let id: PatternId = name.parse()?;
    let said = match everything(design, preview, id) {
        Ok(said) => said,
        Err(Stopped::Refused(refusal)) => {
            let told = format!("{given:?}");
            assert!(
                given.is_err() && told.contains("ConditionalCheckFailed"),
                "{refusal}, and {name} gave {told}"
            );
            return Ok(());
        }
        Err(Stopped::Search) => {
            let found = given?.unwrap_or_default();
            let texts: Vec<Json> = found.into_iter().map(|item| json(item)["doc"]["S"].clone()).collect();
            assert_eq!(texts, ["d0", "d1"], "{name}");
            return Ok(());
        }
        Err(other) => return Err(other.into()),
    };
    let Some(given) = given? else {
        assert!(
            said.changes.iter().any(|(_, change)| change.before.is_some() || change.after.is_some()),
            "{name}"
        );
        return Ok(());
    };
    let most = design.pattern(id).and_then(|pattern| pattern.limit).map_or(usize::MAX, |most| most as usize);
    let said: Vec<Json> = said.items.iter().take(most).map(|item| json!(**item)).collect();
    let sorted = |mut items: Vec<Json>| {
        items.sort_by_key(Json::to_string);
        items
    };
    let mut given: Vec<Json> = given.into_iter().map(json).collect();
    if name == "customer-and-order" {
        without_keys(&mut given, &said);
    }
    assert!(!said.is_empty(), "{name} finds nothing");
    assert_eq!(sorted(given), sorted(said), "{name}");
    Ok(())
}

/// All calls and pages of a pattern.
fn everything(design: &Design, preview: &Preview, id: PatternId) -> Result<Ran, Stopped> {
    let arguments = arguments(design, id);
    let mut all = preview.run(design, id, &arguments, None)?;
    while let Some(cursor) = all.next.take() {
        let next = preview.run(design, id, &arguments, Some(&cursor))?;
        all.items.extend(next.items);
        all.next = next.next;
    }
    Ok(all)
}

/// An item in DynamoDB's JSON, its sets in order.
fn json(item: Item) -> Json {
    let item: Json = item
        .into_iter()
        .map(|(name, value)| (name, value_json(value)))
        .collect::<serde_json::Map<_, _>>()
        .into();
    let read: Result<Attributes, _> = serde_json::from_value(item.clone());
    read.and_then(serde_json::to_value).unwrap_or(item)
}

fn value_json(value: Sdk) -> Json {
    match value {
        Sdk::S(text) => json!({"S": text}),
        Sdk::N(number) => json!({"N": number}),
        Sdk::Bool(truth) => json!({"BOOL": truth}),
        Sdk::Null(_) => json!({"NULL": true}),
        Sdk::Ss(members) => json!({"SS": members}),
        Sdk::Ns(members) => json!({"NS": members}),
        Sdk::B(blob) => json!({"B": aws_sdk_dynamodb::primitives::Blob::into_inner(blob).encoded()}),
        Sdk::L(items) => json!({"L": items.into_iter().map(value_json).collect::<Vec<_>>()}),
        Sdk::M(entries) => {
            let entries = entries.into_iter().map(|(name, value)| (name, value_json(value)));
            json!({"M": entries.collect::<serde_json::Map<_, _>>()})
        }
        other => json!({"unknown": format!("{other:?}")}),
    }
}

/// Base 64, as our own values write it.
trait Encoded {
    fn encoded(self) -> Json;
}

impl Encoded for Vec<u8> {
    fn encoded(self) -> Json {
        let value = tablewright_access::value::Value::B(self);
        serde_json::to_value(value).map_or(Json::Null, |written| written["B"].clone())
    }
}
