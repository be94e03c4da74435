//! What consumes a table's changes, as far as it hangs on the table.

use tablewright_model::{Analytics, Consumer, ConsumerKind, Delivery, Lambda, Search};

use super::table::sink;
use super::{Scope, Template};
use crate::consumers;
use crate::tree::{Function, Map, Tree, map};

pub(super) fn resources(template: &mut Template, scope: &Scope<'_>) {
    for consumer in &scope.table.consumers {
        let logical = template.names.within(&scope.logical, &[&consumer.name]);
        match &consumer.kind {
            ConsumerKind::Lambda(lambda) => mapping(template, scope, logical, consumer, lambda),
            ConsumerKind::Copy(copy) => {
                let lambda = Lambda { function: copy.function.clone(), ..Lambda::default() };
                mapping(template, scope, logical, consumer, &lambda);
            }
            ConsumerKind::Search(search) => pipeline(template, scope, logical, consumer, search),
            ConsumerKind::Analytics(analytics) => delivery(template, scope, logical, consumer, analytics),
        }
    }
}

fn mapping(
    template: &mut Template,
    scope: &Scope<'_>,
    logical: String,
    consumer: &Consumer,
    lambda: &Lambda,
) {
    let about = format!("Name or ARN of the Lambda function of {}.", consumer.name);
    let function = template.known(&lambda.function, &format!("{logical}Function"), &about);
    let mut properties = map([
        ("EventSourceArn", Tree::attribute_of(&scope.logical, "StreamArn")),
        ("FunctionName", function),
    ]);
    consumers::mapping(&mut properties, lambda);
    template.resource(&consumers::comment(consumer), logical, "AWS::Lambda::EventSourceMapping", properties);
}

/// An OpenSearch Ingestion pipeline, whose own configuration is a text of YAML in the template.
fn pipeline(
    template: &mut Template,
    scope: &Scope<'_>,
    logical: String,
    consumer: &Consumer,
    search: &Search,
) {
    let about = "ARN of the role that the pipeline takes.";
    let role = named(template.known(&search.role, &format!("{logical}RoleArn"), about));
    let about = "Address of the OpenSearch domain or collection, with https://.";
    let host = named(template.known(&search.endpoint, &format!("{logical}Endpoint"), about));
    let places = consumers::Pipeline {
        table_arn: format!("${{{}.Arn}}", scope.logical).into(),
        region: "${AWS::Region}".into(),
        role: role.into(),
        host: host.into(),
        metadata: |name| format!("${{!getMetadata(\"{name}\")}}"),
    };
    let body = consumers::pipeline(search, &scope.table.name, &places).to_yaml();
    let properties = map([
        ("PipelineName", consumers::pipeline_name(&format!("{}-{}", scope.table.name, consumer.name)).into()),
        ("MinUnits", 1_u32.into()),
        ("MaxUnits", 4_u32.into()),
        ("PipelineConfigurationBody", Tree::Call(Function::Sub, body)),
    ]);
    template.resource(&consumers::comment(consumer), logical, "AWS::OSIS::Pipeline", properties);
}

/// A value in the text of `Fn::Sub`.
fn named(value: Tree) -> String {
    match value {
        Tree::Call(_, name) => format!("${{{name}}}"),
        Tree::Text(text) => text.replace("${", "${!"),
        other => other.to_json_line(),
    }
}

/// From the Kinesis data stream to the bucket.
fn delivery(
    template: &mut Template,
    scope: &Scope<'_>,
    logical: String,
    consumer: &Consumer,
    analytics: &Analytics,
) {
    if analytics.via != Delivery::Kinesis || analytics.bucket.is_empty() {
        return;
    }
    let stream = sink(scope.table).map(|kinesis| kinesis.stream).unwrap_or_default();
    let about = "ARN of the Kinesis data stream that changes go to.";
    let stream = template.known(&stream, &format!("{}KinesisStreamArn", scope.logical), about);
    let about = "ARN of the role with which Firehose reads the stream and writes to the bucket.";
    let role = template.known("", &format!("{logical}RoleArn"), about);
    let mut properties = Map::default();
    properties.set("DeliveryStreamType", "KinesisStreamAsSource");
    let source = map([("KinesisStreamARN", stream), ("RoleARN", role.clone())]);
    properties.set("KinesisStreamSourceConfiguration", source);
    let bucket = consumers::bucket_arn(&analytics.bucket);
    properties
        .set("ExtendedS3DestinationConfiguration", map([("BucketARN", bucket.into()), ("RoleARN", role)]));
    template.resource(
        &consumers::comment(consumer),
        logical,
        "AWS::KinesisFirehose::DeliveryStream",
        properties,
    );
}
