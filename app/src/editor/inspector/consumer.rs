//! Settings of what consumes changes: those of every consumer, then those of its kind.

use tablewright_model::{Analytics, Consumer, ConsumerKind, Delivery, Lambda, Search, TableCopy};

use super::control::{Control, Kind, Section, control};

pub(super) static CONSUMER: &[Section<Consumer>] = &[
    Section::common("Basics", BASICS),
    Section::common("Delivery", DELIVERY),
    Section::closed("Failures", FAILURES),
];

const KINDS: &[(&str, &str)] = &[
    ("Lambda function", "Lambda function"),
    ("Search index", "Search index · OpenSearch"),
    ("Copy in another region", "Copy in another region · your own"),
    ("Change analytics", "Change analytics · Kinesis or Firehose"),
];

const NEEDS: &[(&str, &str)] = &[
    ("", "Not said"),
    ("KEYS_ONLY", "KEYS_ONLY · Keys only"),
    ("NEW_IMAGE", "NEW_IMAGE · Item after the change"),
    ("OLD_IMAGE", "OLD_IMAGE · Item before the change"),
    ("NEW_AND_OLD_IMAGES", "NEW_AND_OLD_IMAGES · Item before and after"),
];

const BASICS: &[Control<Consumer>] = &[
    control!(Name, Kind::Text, "What your team calls it.", |consumer, _| &mut consumer.name),
    control!(
        Kind,
        Kind::OneOf(KINDS),
        "Another kind starts with settings of its own.",
        read | consumer,
        _ | Some(consumer.kind.label().to_owned()),
        write | consumer,
        text,
        _ | {
            if text != consumer.kind.label() {
                consumer.kind = kind(text)?;
            }
            Some(Ok(()))
        }
    ),
    control!(Needs, Kind::OneOf(NEEDS), "The least that it needs in a record.", |consumer, _| &mut consumer
        .needs),
    control!(Description, Kind::Long, "What it is for.", |consumer, _| &mut consumer.description),
];

const DELIVERY: &[Control<Consumer>] = &[
    control!(Function("Function" "FunctionName"), Kind::Name, "The name or the ARN of the function.",
        |consumer, _| function(&mut consumer.kind)?),
    control!(BatchSize("Batch size" "BatchSize"), Kind::Number(false), "Records: 1 to 10,000",
        |consumer, _| &mut lambda(consumer)?.batch_size),
    control!(Window("Batch window" "MaximumBatchingWindowInSeconds"), Kind::Number(false), "Seconds: 0 to 300",
        |consumer, _| &mut lambda(consumer)?.window),
    control!(Concurrency("Batches at once" "ParallelizationFactor"), Kind::Number(false), "For a shard: 1 to 10",
        |consumer, _| &mut lambda(consumer)?.concurrency),
    control!(TumblingWindow("Tumbling window" "TumblingWindowInSeconds"), Kind::Number(false), "Seconds: 0 to 900",
        |consumer, _| &mut lambda(consumer)?.tumbling_window),
    control!(Start("Starting position" "StartingPosition"), Kind::OneOf(&[
            ("TRIM_HORIZON", "TRIM_HORIZON · the oldest record"),
            ("LATEST", "LATEST · from now on"),
        ]), "Where a new mapping begins to read.", |consumer, _| &mut lambda(consumer)?.start),
    control!(Filters("Filters" "FilterCriteria"), Kind::Code,
        "A pattern a line, as JSON; a record must match one. Five at most.", |consumer, _| &mut lambda(consumer)?.filters),
    control!(Enabled("Running" "Enabled"), Kind::Switch, "A stopped mapping keeps its place for 24 hours.",
        |consumer, _| &mut lambda(consumer)?.enabled),
    control!(Endpoint("Endpoint" ""), Kind::Name, "The address of the OpenSearch domain or collection.",
        |consumer, _| &mut search(consumer)?.endpoint),
    control!(SearchIndex("Search index" ""), Kind::Name, "The name of the index there.",
        |consumer, _| &mut search(consumer)?.index),
    control!(Role("Role of the pipeline" ""), Kind::Name, "The ARN of the role that the pipeline takes.",
        |consumer, _| &mut search(consumer)?.role),
    control!(Bucket("Bucket of the first copy" ""), Kind::Name, "Empty begins with the changes.",
        |consumer, _| &mut search(consumer)?.export_bucket),
    control!(Region("Region" ""), Kind::Name, "The region of the copy, such as eu-west-1.",
        |consumer, _| &mut copy(consumer)?.region),
    control!(Table("Table of the copy" "TableName"), Kind::Name, "Its name there.",
        |consumer, _| &mut copy(consumer)?.table),
    control!(Delivery("Delivered by" ""), Kind::OneOf(&[
            ("kinesis", "A Kinesis data stream"),
            ("firehose", "A Firehose delivery stream"),
        ]), "How changes get there.", |consumer, _| &mut analytics(consumer)?.via),
    control!(Stream("Stream of delivery" ""), Kind::Name, "Its ARN.", |consumer, _| &mut analytics(consumer)?.stream),
    control!(Bucket("Bucket" ""), Kind::Name, "Where the changes end.", |consumer, _| &mut analytics(consumer)?.bucket),
];

const FAILURES: &[Control<Consumer>] = &[
    control!(Retries("Retries" "MaximumRetryAttempts"), Kind::Number(true), "Empty: until records expire",
        |consumer, _| &mut lambda(consumer)?.retries),
    control!(MaxAge("Oldest record" "MaximumRecordAgeInSeconds"), Kind::Number(true), "Seconds; empty: any age",
        |consumer, _| &mut lambda(consumer)?.max_age),
    control!(Bisect("Halve failed batches" "BisectBatchOnFunctionError"), Kind::Switch,
        "Finds the record that fails in a few calls.", |consumer, _| &mut lambda(consumer)?.bisect),
    control!(ReportsFailures("Report failed records" "FunctionResponseTypes"), Kind::Switch,
        "The function says which records failed; the others are not tried again.",
        |consumer, _| &mut lambda(consumer)?.reports_failures),
    control!(OnFailure("Destination on failure" "DestinationConfig"), Kind::Name,
        "The ARN of a queue, topic or bucket that is told of what was given up.",
        |consumer, _| &mut lambda(consumer)?.on_failure),
];

fn kind(label: &str) -> Option<ConsumerKind> {
    let analytics = || Analytics { via: Delivery::Kinesis, stream: String::new(), bucket: String::new() };
    Some(match label {
        "Lambda function" => ConsumerKind::Lambda(Box::default()),
        "Search index" => ConsumerKind::Search(Search::default()),
        "Copy in another region" => ConsumerKind::Copy(TableCopy::default()),
        "Change analytics" => ConsumerKind::Analytics(analytics()),
        _ => return None,
    })
}

fn function(kind: &mut ConsumerKind) -> Option<&mut String> {
    match kind {
        ConsumerKind::Lambda(lambda) => Some(&mut lambda.function),
        ConsumerKind::Copy(copy) => Some(&mut copy.function),
        ConsumerKind::Search(_) | ConsumerKind::Analytics(_) => None,
    }
}

fn lambda(consumer: &mut Consumer) -> Option<&mut Lambda> {
    if let ConsumerKind::Lambda(lambda) = &mut consumer.kind { Some(lambda) } else { None }
}

fn search(consumer: &mut Consumer) -> Option<&mut Search> {
    if let ConsumerKind::Search(search) = &mut consumer.kind { Some(search) } else { None }
}

fn copy(consumer: &mut Consumer) -> Option<&mut TableCopy> {
    if let ConsumerKind::Copy(copy) = &mut consumer.kind { Some(copy) } else { None }
}

fn analytics(consumer: &mut Consumer) -> Option<&mut Analytics> {
    if let ConsumerKind::Analytics(analytics) = &mut consumer.kind { Some(analytics) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_can_be_chosen() {
        for (label, _) in KINDS {
            assert_eq!(kind(label).map(|kind| kind.label()), Some(*label));
        }
    }
}
