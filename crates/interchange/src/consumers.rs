//! What consumes a table's changes in the shapes of AWS's APIs, which several formats share.

use tablewright_model::{Consumer, Lambda, Search};

use crate::tree::{Map, Tree, map};

/// Adds what an event source mapping says, but for its source and function.
pub(crate) fn mapping(map: &mut Map, lambda: &Lambda) {
    let default = Lambda::default();
    let said = |value: u32, default: u32| (value != default).then_some(value);
    map.set("StartingPosition", lambda.start.term());
    map.maybe("Enabled", (!lambda.enabled).then_some(false));
    map.maybe("BatchSize", said(lambda.batch_size, default.batch_size));
    map.maybe("MaximumBatchingWindowInSeconds", said(lambda.window, default.window));
    map.maybe("ParallelizationFactor", said(lambda.concurrency, default.concurrency));
    map.maybe("MaximumRetryAttempts", lambda.retries);
    map.maybe("MaximumRecordAgeInSeconds", lambda.max_age);
    map.maybe("BisectBatchOnFunctionError", lambda.bisect.then_some(true));
    map.maybe("TumblingWindowInSeconds", said(lambda.tumbling_window, default.tumbling_window));
    map.maybe(
        "FunctionResponseTypes",
        lambda.reports_failures.then(|| Tree::texts(["ReportBatchItemFailures"])),
    );
    if !lambda.filters.is_empty() {
        let filter = |pattern: &String| crate::tree::map([("Pattern", pattern.as_str().into())]).into();
        let filters = lambda.filters.iter().map(filter).collect::<Vec<Tree>>();
        map.set("FilterCriteria", crate::tree::map([("Filters", filters.into())]));
    }
    if let Some(destination) = &lambda.on_failure {
        let destination = crate::tree::map([("Destination", destination.as_str().into())]);
        map.set("DestinationConfig", crate::tree::map([("OnFailure", destination.into())]));
    }
}

/// What a pipeline's configuration names, as the format at hand writes it.
pub(crate) struct Pipeline {
    pub(crate) table_arn: Tree,
    pub(crate) region: Tree,
    pub(crate) role: Tree,
    pub(crate) host: Tree,
    /// What stands for a part of a record.
    pub(crate) metadata: fn(&str) -> String,
}

/// The configuration of an OpenSearch Ingestion pipeline from a table to an index.
pub(crate) fn pipeline(search: &Search, table: &str, names: &Pipeline) -> Tree {
    let aws = || Tree::from(map([("sts_role_arn", names.role.clone()), ("region", names.region.clone())]));
    let begins = if search.export_bucket.is_some() { "LATEST" } else { "BEGINNING" };
    let stream = map([("start_position", begins.into())]);
    let mut source = map([("table_arn", names.table_arn.clone()), ("stream", stream.into())]);
    if let Some(bucket) = &search.export_bucket {
        let export = [("s3_bucket", bucket.as_str().into()), ("s3_region", names.region.clone())];
        source.set("export", map(export));
    }
    let index = if search.index.is_empty() { table.to_ascii_lowercase() } else { search.index.clone() };
    let sink = map([
        ("hosts", Tree::List(vec![names.host.clone()])),
        ("index", index.into()),
        ("document_id", (names.metadata)("primary_key").into()),
        ("action", (names.metadata)("opensearch_action").into()),
        ("document_version", (names.metadata)("document_version").into()),
        ("document_version_type", "external".into()),
        ("aws", aws()),
    ]);
    let tables = Tree::List(vec![source.into()]);
    let source = map([("dynamodb", map([("tables", tables), ("aws", aws())]).into())]);
    let sinks = Tree::List(vec![map([("opensearch", sink.into())]).into()]);
    let flow = map([("source", source.into()), ("sink", sinks)]);
    map([("version", "2".into()), ("dynamodb-pipeline", flow.into())]).into()
}

/// AWS takes 3 to 28 small letters, digits and dashes.
pub(crate) fn pipeline_name(name: &str) -> String {
    let mut name = crate::text::file_stem(name, "pipeline");
    name.truncate(28);
    name.trim_end_matches('-').to_owned()
}

/// The ARN of a bucket that is given by name or ARN.
pub(crate) fn bucket_arn(bucket: &str) -> String {
    if bucket.starts_with("arn:") { bucket.to_owned() } else { format!("arn:aws:s3:::{bucket}") }
}

/// What is said above a consumer.
pub(crate) fn comment(consumer: &Consumer) -> String {
    match consumer.description.as_str() {
        "" => consumer.name.clone(),
        description => format!("{}: {description}", consumer.name),
    }
}
