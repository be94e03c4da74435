//! The first example of the gallery, from its creation to its first stream record.

use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_dynamodbstreams::types::ShardIteratorType;

use crate::support::{Account, TestResult, assert_refused, game_scores, in_state};

#[tokio::test]
async fn game_scores_from_creation_to_a_stream_record() -> TestResult {
    let account = Account::in_memory().await?;
    let created = game_scores(&account.db)?.send().await?;
    let created = created.table_description.ok_or("no description")?;
    assert_eq!(created.table_status().map(|status| status.as_str()), Some("CREATING"));
    assert_eq!(created.table_arn(), Some("arn:aws:dynamodb:eu-central-1:123456789012:table/GameScores"));

    assert_eq!(account.status("GameScores").await?, "CREATING");
    assert_eq!(account.index("GameScores", "GameTitleIndex").await?, in_state("CREATING", None));
    let early = account.db.get_item().table_name("GameScores");
    let early = early.key("UserId", text("u1")).key("GameTitle", text("Chess")).send().await;
    assert_refused(early, "ResourceNotFoundException", "Requested resource not found");

    account.advance(8);
    let table = account.describe("GameScores").await?;
    assert_eq!(table.table_status().map(|status| status.as_str()), Some("ACTIVE"));
    assert_eq!(account.index("GameScores", "GameTitleIndex").await?, in_state("ACTIVE", None));
    assert_eq!(table.table_id(), created.table_id());

    let put = account.db.put_item().table_name("GameScores");
    let put = put.item("UserId", text("u1")).item("GameTitle", text("Chess"));
    put.item("TopScore", AttributeValue::N("4200".into())).send().await?;

    let found = account.db.query().table_name("GameScores").index_name("GameTitleIndex");
    let found =
        found.key_condition_expression("GameTitle = :g").expression_attribute_values(":g", text("Chess"));
    let found = found.scan_index_forward(false).send().await?;
    assert_eq!(found.items()[0]["TopScore"], AttributeValue::N("4200".into()));

    let arn = table.latest_stream_arn().ok_or("no stream")?;
    assert!(
        arn.starts_with("arn:aws:dynamodb:eu-central-1:123456789012:table/GameScores/stream/20"),
        "{arn}"
    );
    let stream = account.streams.describe_stream().stream_arn(arn).send().await?;
    let shards = stream.stream_description.as_ref().map(|stream| stream.shards()).unwrap_or_default();
    let iterator = account.streams.get_shard_iterator().stream_arn(arn);
    let iterator = iterator.shard_id(shards[0].shard_id().ok_or("no shard")?);
    let iterator = iterator.shard_iterator_type(ShardIteratorType::TrimHorizon).send().await?;
    let records = account.streams.get_records().set_shard_iterator(iterator.shard_iterator).send().await?;
    let record = &records.records()[0];
    assert_eq!(record.aws_region(), Some("eu-central-1"));
    let change = record.dynamodb.as_ref().ok_or("no change")?;
    assert!(change.old_image().is_none());
    let image = change.new_image().ok_or("no image")?;
    assert_eq!(image["TopScore"], aws_sdk_dynamodbstreams::types::AttributeValue::N("4200".into()));
    Ok(())
}

fn text(value: &str) -> AttributeValue {
    AttributeValue::S(value.to_owned())
}
