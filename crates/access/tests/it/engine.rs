//! Tables: what they keep, what queries read of them, what it takes, and what is refused.

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use tablewright_access::engine::{BatchGet, DeleteItem, GetItem, PutItem, Query, Scan, Table, UpdateItem};
use tablewright_access::schema::{
    IndexProjection, IndexSchema, IndexScope, KeyAttribute, KeySchema, TableSchema,
};
use tablewright_access::value::Attributes;
use tablewright_model::AttributeType::{N, S};

fn item(json: Json) -> Attributes {
    serde_json::from_value(json).unwrap()
}

fn query(json: Json) -> Query {
    serde_json::from_value(json).unwrap()
}

fn scan(json: Json) -> Scan {
    serde_json::from_value(json).unwrap()
}

fn attribute(name: &str, kind: tablewright_model::AttributeType) -> KeyAttribute {
    KeyAttribute { name: name.to_owned(), kind }
}

/// The first example of the gallery, with one index of each kind more.
fn game_scores() -> Table {
    let index =
        |name: &str, scope, key, projection| IndexSchema { name: name.to_owned(), scope, key, projection };
    Table::new(TableSchema {
        name: "GameScores".to_owned(),
        key: KeySchema::simple(("UserId", S), Some(("GameTitle", S))),
        indexes: vec![
            index(
                "GameTitleIndex",
                IndexScope::Global,
                KeySchema::simple(("GameTitle", S), Some(("TopScore", N))),
                IndexProjection::Include(vec!["Wins".to_owned()]),
            ),
            index(
                "ByPlace",
                IndexScope::Global,
                KeySchema {
                    partition: vec![attribute("Country", S), attribute("City", S)],
                    sort: vec![attribute("Street", S), attribute("House", N)],
                },
                IndexProjection::KeysOnly,
            ),
            index(
                "ByScore",
                IndexScope::Local,
                KeySchema::simple(("UserId", S), Some(("TopScore", N))),
                IndexProjection::KeysOnly,
            ),
        ],
    })
}

fn score(user: &str, title: &str, score: i64, note: &str) -> Attributes {
    item(json!({"UserId": {"S": user}, "GameTitle": {"S": title}, "TopScore": {"N": score.to_string()},
        "Wins": {"N": "1"}, "Note": {"S": note}}))
}

fn filled() -> Table {
    let mut table = game_scores();
    for (user, title, points) in [
        ("u1", "Galaxy", 100),
        ("u2", "Galaxy", 900),
        ("u3", "Galaxy", 90),
        ("u1", "Meteor", 7),
        ("u1", "Alien", 20),
    ] {
        table.insert(score(user, title, points, "n")).unwrap();
    }
    table.insert(item(json!({"UserId": {"S": "u4"}, "GameTitle": {"S": "Galaxy"}}))).unwrap();
    table
}

fn names(items: &Option<Vec<std::sync::Arc<Attributes>>>, attribute: &str) -> Vec<Json> {
    let items = items.as_ref().unwrap();
    items.iter().map(|item| serde_json::to_value(item).unwrap()[attribute].clone()).collect()
}

#[test]
fn an_index_orders_by_its_own_key_and_leaves_out_who_lacks_it() {
    let answer = filled()
        .query(&query(json!({
            "IndexName": "GameTitleIndex", "KeyConditionExpression": "GameTitle = :t", "ScanIndexForward": false,
            "ExpressionAttributeValues": {":t": {"S": "Galaxy"}},
        })))
        .unwrap();
    assert_eq!(names(&answer.items, "UserId"), [json!({"S": "u2"}), json!({"S": "u1"}), json!({"S": "u3"})]);
    let first = serde_json::to_value(&answer.items.unwrap()[0]).unwrap();
    let keys: Vec<&String> = first.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["GameTitle", "TopScore", "UserId", "Wins"]);
    assert_eq!((answer.count, answer.scanned_count, answer.last_evaluated_key), (3, 3, None));
    assert_eq!(answer.consumed_capacity.global["GameTitleIndex"], 0.5);
    assert_eq!(answer.consumed_capacity.total(), 0.5);
}

#[test]
fn a_page_ends_at_the_limit_and_goes_on_behind_its_last_key() {
    let table = filled();
    let mut request = query(json!({
        "IndexName": "GameTitleIndex", "KeyConditionExpression": "GameTitle = :t AND TopScore < :max", "Limit": 2,
        "FilterExpression": "UserId <> :me",
        "ExpressionAttributeValues": {":t": {"S": "Galaxy"}, ":max": {"N": "900.0"}, ":me": {"S": "u3"}},
    }));
    let first = table.query(&request).unwrap();
    assert_eq!((first.count, first.scanned_count), (1, 2));
    let expected = json!({"GameTitle": {"S": "Galaxy"}, "TopScore": {"N": "100"}, "UserId": {"S": "u1"}});
    assert_eq!(serde_json::to_value(&first.last_evaluated_key).unwrap(), expected);
    request.exclusive_start_key = first.last_evaluated_key;
    let last = table.query(&request).unwrap();
    assert_eq!((last.count, last.scanned_count, last.last_evaluated_key), (0, 0, None));
    assert_eq!(last.consumed_capacity.total(), 0.5);
}

#[test]
fn a_page_ends_at_1_mb_before_the_filter() {
    let mut table = game_scores();
    for number in 0..30 {
        table.insert(score("u1", &format!("g{number:02}"), number, &"x".repeat(100_000))).unwrap();
    }
    let mut request = query(json!({
        "KeyConditionExpression": "UserId = :u", "FilterExpression": "TopScore < :five", "ConsistentRead": true,
        "ExpressionAttributeValues": {":u": {"S": "u1"}, ":five": {"N": "5"}},
    }));
    let mut pages = Vec::new();
    loop {
        let answer = table.query(&request).unwrap();
        pages.push((answer.scanned_count, answer.count, answer.consumed_capacity.total()));
        request.exclusive_start_key = answer.last_evaluated_key;
        if request.exclusive_start_key.is_none() {
            break;
        }
    }
    assert_eq!(pages, [(10, 5, 245.0), (10, 0, 245.0), (10, 0, 245.0)]);
}

#[test]
fn a_local_index_fetches_what_it_lacks_item_by_item() {
    let mut table = game_scores();
    for number in 0..3 {
        table.insert(score("u1", &format!("g{number}"), number, &"x".repeat(5000))).unwrap();
    }
    let ask = |more: Json| {
        let mut request = json!({
            "IndexName": "ByScore", "KeyConditionExpression": "UserId = :u", "ConsistentRead": true,
            "ExpressionAttributeValues": {":u": {"S": "u1"}},
        });
        request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        table.query(&query(request)).unwrap()
    };
    let carried = ask(json!({}));
    assert_eq!((carried.consumed_capacity.table, carried.consumed_capacity.local["ByScore"]), (0.0, 1.0));
    let whole = ask(json!({"Select": "ALL_ATTRIBUTES"}));
    assert_eq!((whole.consumed_capacity.table, whole.consumed_capacity.local["ByScore"]), (6.0, 1.0));
    assert_eq!(whole.items.unwrap()[0].len(), 5);
    let projected = ask(json!({"ProjectionExpression": "Note"}));
    assert_eq!(projected.consumed_capacity.total(), 7.0);
    assert_eq!(projected.items.unwrap()[0].len(), 1);
}

#[test]
fn several_key_attributes_are_used_left_to_right() {
    let mut table = game_scores();
    for (user, street, house) in [("a", "Elm", 10), ("b", "Elm", 9), ("c", "Ash", 1), ("d", "Elm", 100)] {
        table
            .insert(item(json!({"UserId": {"S": user}, "GameTitle": {"S": "g"}, "Country": {"S": "DE"},
                "City": {"S": "Ulm"}, "Street": {"S": street}, "House": {"N": house.to_string()}})))
            .unwrap();
    }
    let ask = |text: &str, values: Json| {
        let mut all = json!({":c": {"S": "DE"}, ":t": {"S": "Ulm"}});
        all.as_object_mut().unwrap().extend(values.as_object().unwrap().clone());
        table.query(&query(json!({"IndexName": "ByPlace", "ExpressionAttributeValues": all,
            "KeyConditionExpression": format!("Country = :c AND City = :t{text}")})))
    };
    let users = |text: &str, values: Json| names(&ask(text, values).unwrap().items, "UserId");
    let expect = |users: &[&str]| users.iter().map(|user| json!({"S": user})).collect::<Vec<_>>();
    assert_eq!(users("", json!({})), expect(&["c", "b", "a", "d"]));
    assert_eq!(users(" AND Street = :s", json!({":s": {"S": "Elm"}})), expect(&["b", "a", "d"]));
    assert_eq!(users(" AND begins_with(Street, :s)", json!({":s": {"S": "A"}})), expect(&["c"]));
    let both = json!({":s": {"S": "Elm"}, ":h": {"N": "10"}});
    assert_eq!(users(" AND Street = :s AND House <= :h", both.clone()), expect(&["b", "a"]));
    assert_eq!(users(" AND Street = :s AND House > :h", both), expect(&["d"]));
    let gap = ask(" AND House = :h", json!({":h": {"N": "1"}})).unwrap_err();
    assert!(gap.message.starts_with("RANGE key attributes Street must have equality conditions"), "{gap}");
}

#[test]
fn a_write_costs_what_it_changes_in_each_index() {
    let mut table = game_scores();
    let put = |table: &mut Table, item: Attributes| {
        table.put(&PutItem { item, ..PutItem::default() }).unwrap().consumed_capacity
    };
    let added = put(&mut table, score("u1", "g", 1, "x"));
    assert_eq!((added.table, added.global["GameTitleIndex"], added.local["ByScore"]), (1.0, 1.0, 1.0));
    assert!(!added.global.contains_key("ByPlace"));
    // The indexes do not carry the note, so only the table is written.
    let untouched = put(&mut table, score("u1", "g", 1, &"x".repeat(1500)));
    assert_eq!((untouched.table, untouched.total()), (2.0, 2.0));
    // A new score moves the entry in both: out and in.
    let moved = put(&mut table, score("u1", "g", 2, "x"));
    assert_eq!((moved.table, moved.global["GameTitleIndex"], moved.local["ByScore"]), (2.0, 2.0, 2.0));
    let key = item(json!({"UserId": {"S": "u1"}, "GameTitle": {"S": "g"}}));
    let removed = table.delete(&DeleteItem { key: key.clone(), ..DeleteItem::default() }).unwrap();
    assert_eq!(removed.consumed_capacity.total(), 3.0);
    let nothing = table.delete(&DeleteItem { key, ..DeleteItem::default() }).unwrap();
    assert_eq!(nothing.consumed_capacity.total(), 1.0);
}

#[test]
fn updates_make_change_and_answer() {
    let mut table = game_scores();
    let update = |table: &mut Table, more: Json| {
        let mut request = json!({"Key": {"UserId": {"S": "u1"}, "GameTitle": {"S": "g"}}});
        request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let request: UpdateItem = serde_json::from_value(request).unwrap();
        table.update(&request).map(|answer| serde_json::to_value(answer.attributes).unwrap())
    };
    let one = json!({":one": {"N": "1"}});
    let counted = json!({"UpdateExpression": "SET Wins = if_not_exists(Wins, :one) + :one",
        "ExpressionAttributeValues": one, "ReturnValues": "UPDATED_NEW"});
    assert_eq!(update(&mut table, counted.clone()), Ok(json!({"Wins": {"N": "2"}})));
    assert_eq!(update(&mut table, counted), Ok(json!({"Wins": {"N": "3"}})));
    let refused = update(
        &mut table,
        json!({"UpdateExpression": "ADD Wins :one", "ConditionExpression": "Wins < :one",
        "ExpressionAttributeValues": one}),
    );
    assert_eq!(refused.unwrap_err().kind.exception(), "ConditionalCheckFailedException");
    let key = update(&mut table, json!({"UpdateExpression": "REMOVE UserId"})).unwrap_err();
    assert!(
        key.message.ends_with("Cannot update attribute UserId. This attribute is part of the key"),
        "{key}"
    );
    let kind = update(
        &mut table,
        json!({"UpdateExpression": "SET TopScore = :s",
        "ExpressionAttributeValues": {":s": {"S": "many"}}}),
    );
    assert!(kind.unwrap_err().message.ends_with(
        "Type mismatch for Index Key TopScore Expected: N Actual: S IndexName: \
        GameTitleIndex"
    ));
    assert_eq!(table.len(), 1);
}

#[test]
fn items_are_read_by_their_keys() {
    let table = filled();
    let key = |user: &str, title: &str| item(json!({"UserId": {"S": user}, "GameTitle": {"S": title}}));
    let get = |key: Attributes, consistent_read| {
        let request = GetItem { key, consistent_read, ..GetItem::default() };
        table.get(&request).unwrap()
    };
    assert_eq!(get(key("u1", "Alien"), true).consumed_capacity.total(), 1.0);
    let missing = get(key("u1", "none"), false);
    assert_eq!((missing.item, missing.consumed_capacity.total()), (None, 0.5));
    let keys = vec![key("u3", "Galaxy"), key("u9", "Galaxy"), key("u1", "Meteor")];
    let batch = table.batch_get(&BatchGet { keys: keys.clone(), ..BatchGet::default() }).unwrap();
    assert_eq!(names(&Some(batch.items), "UserId"), [json!({"S": "u3"}), json!({"S": "u1"})]);
    assert_eq!(batch.consumed_capacity.total(), 1.5);
    let twice = BatchGet { keys: [keys.clone(), keys].concat(), ..BatchGet::default() };
    assert_eq!(
        table.batch_get(&twice).unwrap_err().message,
        "Provided list of item keys contains duplicates"
    );
}

#[test]
fn reads_that_cannot_be_are_refused() {
    let table = filled();
    let values = json!({":t": {"S": "Galaxy"}});
    for (request, message) in [
        (json!({"IndexName": "None"}), "The table does not have the specified index: None"),
        (json!({"ConsistentRead": true}), "Consistent reads are not supported on global secondary indexes"),
        (
            json!({"Select": "ALL_ATTRIBUTES"}),
            "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global \
             secondary index GameTitleIndex because its projection type is not ALL",
        ),
        (
            json!({"ProjectionExpression": "Wins, Note"}),
            "One or more parameter values were invalid: Global secondary index GameTitleIndex does not project [Note]",
        ),
        (
            json!({"FilterExpression": "TopScore = :t"}),
            "Filter Expression can only contain non-primary key attributes: Primary key attribute: TopScore",
        ),
        (
            json!({"ExclusiveStartKey": {"GameTitle": {"S": "Galaxy"}}}),
            "The provided starting key is invalid",
        ),
        (
            json!({"ExclusiveStartKey": {"GameTitle": {"S": "X"}, "TopScore": {"N": "1"}, "UserId": {"S": "u"}}}),
            "The provided starting key is outside query boundaries based on provided conditions",
        ),
    ] {
        let mut whole = json!({"IndexName": "GameTitleIndex", "KeyConditionExpression": "GameTitle = :t",
            "ExpressionAttributeValues": values});
        whole.as_object_mut().unwrap().extend(request.as_object().unwrap().clone());
        assert_eq!(table.query(&query(whole)).unwrap_err().message, message, "{request}");
    }
}

#[test]
fn items_that_cannot_be_are_refused() {
    let mut table = game_scores();
    let key = |user: Json| json!({"UserId": user, "GameTitle": {"S": "g"}});
    for (wrong, message) in [
        (
            json!({"UserId": {"S": "u"}}),
            "One or more parameter values were invalid: Missing the key GameTitle in the item",
        ),
        (
            key(json!({"N": "1"})),
            "One or more parameter values were invalid: Type mismatch for key UserId expected: S actual: N",
        ),
        (
            key(json!({"S": ""})),
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty \
             string value. Key: UserId",
        ),
        (
            key(json!({"S": "u".repeat(2049)})),
            "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes",
        ),
        (
            json!({"UserId": {"S": "u"}, "GameTitle": {"S": "g"}, "big": {"S": "x".repeat(400 * 1024)}}),
            "Item size has exceeded the maximum allowed size",
        ),
    ] {
        assert_eq!(table.insert(item(wrong)).unwrap_err().message, message);
    }
    assert!(table.is_empty());
}

/// Writes as small numbers: which user, which title, which score, and whether to delete.
fn any_writes() -> impl Strategy<Value = Vec<(u8, u8, Option<i64>, bool)>> {
    prop::collection::vec((0_u8..4, 0_u8..5, prop::option::of(0_i64..4), prop::bool::weighted(0.2)), 1..60)
}

fn written(writes: &[(u8, u8, Option<i64>, bool)]) -> Table {
    let mut table = game_scores();
    for (user, title, points, gone) in writes {
        let mut new = score(&format!("u{user}"), &format!("g{title}"), points.unwrap_or(0), "n");
        if points.is_none() {
            new.remove("TopScore");
        }
        if *gone {
            new.retain(|name, _| name == "UserId" || name == "GameTitle");
            table.expire(&new).unwrap();
        } else {
            table.insert(new).unwrap();
        }
    }
    table
}

proptest! {
    /// However often entries came, moved and went, an index holds what a new one over the same items would.
    #[test]
    fn indexes_follow_their_table(writes in any_writes()) {
        let table = written(&writes);
        let mut again = game_scores();
        for one in table.entries_of(None) {
            again.insert((**one).clone()).unwrap();
        }
        for index in [None, Some("GameTitleIndex"), Some("ByPlace"), Some("ByScore")] {
            let entries: Vec<_> = table.entries_of(index).collect();
            prop_assert_eq!(entries, again.entries_of(index).collect::<Vec<_>>());
        }
    }

    /// Small pages one after the other are the whole, in either direction.
    #[test]
    fn pages_add_up(writes in any_writes(), limit in 1_u32..5, forward in any::<bool>(), low in 0_i64..4) {
        let table = written(&writes);
        let mut request = query(json!({
            "IndexName": "GameTitleIndex", "KeyConditionExpression": "GameTitle = :t AND TopScore >= :low",
            "ScanIndexForward": forward,
            "ExpressionAttributeValues": {":t": {"S": "g1"}, ":low": {"N": low.to_string()}},
        }));
        let whole = table.query(&request).unwrap().items.unwrap();
        request.limit = Some(limit);
        let mut found = Vec::new();
        loop {
            let answer = table.query(&request).unwrap();
            found.extend(answer.items.unwrap());
            request.exclusive_start_key = answer.last_evaluated_key;
            if request.exclusive_start_key.is_none() {
                break;
            }
        }
        prop_assert_eq!(&found, &whole);
        let all = table.scan(&scan(json!({"IndexName": "GameTitleIndex"}))).unwrap().items.unwrap();
        prop_assert!(whole.iter().all(|one| all.contains(one)));
    }
}
