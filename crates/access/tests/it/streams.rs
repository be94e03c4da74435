//! Stream records of every event under every view type.

use serde_json::{Value as Json, json};
use tablewright_access::engine::{ItemChange, Table};
use tablewright_access::schema::{KeySchema, TableSchema};
use tablewright_access::stream::{RecordContext, stream_record};
use tablewright_access::value::Attributes;
use tablewright_model::{AttributeType, StreamView};

fn item(json: Json) -> Attributes {
    serde_json::from_value(json).unwrap()
}

fn table() -> Table {
    let key = KeySchema::simple(("Id", AttributeType::N), None);
    Table::new(TableSchema { name: "Messages".to_owned(), key, indexes: Vec::new() })
}

fn record(table: &Table, change: &ItemChange, view: StreamView, is_expiry: bool) -> Option<Json> {
    let context = RecordContext {
        event_id: "e1".to_owned(),
        region: "eu-central-1".to_owned(),
        sequence_number: "100000000000000000001".to_owned(),
        created: 1_800_000_000.0,
        is_expiry,
    };
    stream_record(table.schema(), change, view, context).map(|record| serde_json::to_value(record).unwrap())
}

fn hello() -> Json {
    json!({"Id": {"N": "101"}, "Message": {"S": "New item!"}})
}

fn changed() -> Json {
    json!({"Id": {"N": "101"}, "Message": {"S": "This item has changed"}})
}

/// The sizes of 26, 59 and 38 bytes are those of the event that the AWS console offers for testing a function.
#[test]
fn both_images_are_carried_with_their_sizes() {
    let mut table = table();
    let view = StreamView::NewAndOldImages;
    let key = item(json!({"Id": {"N": "101"}}));

    let inserted = record(&table.clone(), &table.insert(item(hello())).unwrap(), view, false).unwrap();
    let expected = json!({
        "eventID": "e1", "eventName": "INSERT", "eventVersion": "1.1", "eventSource": "aws:dynamodb",
        "awsRegion": "eu-central-1",
        "dynamodb": {
            "ApproximateCreationDateTime": 1_800_000_000.0, "Keys": {"Id": {"N": "101"}}, "NewImage": hello(),
            "SequenceNumber": "100000000000000000001", "SizeBytes": 26, "StreamViewType": "NEW_AND_OLD_IMAGES",
        },
    });
    assert_eq!(inserted, expected);

    let modified = record(&table.clone(), &table.insert(item(changed())).unwrap(), view, false).unwrap();
    assert_eq!(modified["eventName"], "MODIFY");
    assert_eq!(modified["dynamodb"]["OldImage"], hello());
    assert_eq!(modified["dynamodb"]["NewImage"], changed());
    assert_eq!(modified["dynamodb"]["SizeBytes"], 59);

    let removed = record(&table.clone(), &table.expire(&key).unwrap(), view, true).unwrap();
    assert_eq!(removed["eventName"], "REMOVE");
    assert_eq!(removed["dynamodb"]["OldImage"], changed());
    assert_eq!(removed["dynamodb"]["SizeBytes"], 38);
    assert_eq!(removed["userIdentity"], json!({"Type": "Service", "PrincipalId": "dynamodb.amazonaws.com"}));
}

#[test]
fn each_view_carries_its_images() {
    let (before, after) = (item(hello()), item(changed()));
    let change = |before: Option<&Attributes>, after: Option<&Attributes>| ItemChange {
        before: before.cloned().map(Into::into),
        after: after.cloned().map(Into::into),
    };
    let insert = change(None, Some(&after));
    let modify = change(Some(&before), Some(&after));
    let remove = change(Some(&before), None);
    let images = |record: Json| ["OldImage", "NewImage"].map(|key| record["dynamodb"].get(key).is_some());
    for (view, inserted, modified, removed) in [
        (StreamView::KeysOnly, [false, false], [false, false], [false, false]),
        (StreamView::NewImage, [false, true], [false, true], [false, false]),
        (StreamView::OldImage, [false, false], [true, false], [true, false]),
        (StreamView::NewAndOldImages, [false, true], [true, true], [true, false]),
    ] {
        for (change, expected) in [(&insert, inserted), (&modify, modified), (&remove, removed)] {
            let record = record(&table(), change, view, false).unwrap();
            assert_eq!(record["dynamodb"]["Keys"], json!({"Id": {"N": "101"}}));
            assert_eq!(record["dynamodb"]["StreamViewType"], view.term());
            assert!(record.get("userIdentity").is_none());
            assert_eq!(images(record), expected, "{view:?}");
        }
    }
}

#[test]
fn a_write_that_changes_nothing_leaves_no_record() {
    let mut table = table();
    table.insert(item(hello())).unwrap();
    let change = table.insert(item(hello())).unwrap();
    assert_eq!(record(&table, &change, StreamView::KeysOnly, false), None);
    let nothing = table.expire(&item(json!({"Id": {"N": "5"}}))).unwrap();
    assert_eq!(record(&table, &nothing, StreamView::KeysOnly, true), None);
}
