//! What consumes a table's changes, as far as it hangs on the table: mappings of Lambda functions, pipelines to search
//! indexes, delivery to a bucket. The functions, domains and buckets themselves are their owners'.

use tablewright_model::{Analytics, Consumer, ConsumerKind, Delivery, Lambda, Search, TableCopy};

use super::body::{Body, Expr};
use super::module::Module;
use super::neighbours::{Place, destination, document, known};
use super::table::Scope;
use crate::consumers::{self, comment};
use crate::tree::Tree;

/// Adds the resources of a table's consumers.
pub(super) fn resources(module: &mut Module<'_>, scope: Scope<'_>) {
    for consumer in &scope.table.consumers {
        let name = module.names.of(scope.resource, &consumer.name);
        match &consumer.kind {
            ConsumerKind::Lambda(lambda) => mapping(module, scope, &name, consumer, lambda),
            ConsumerKind::Copy(copy) => {
                let TableCopy { function, .. } = copy;
                mapping(
                    module,
                    scope,
                    &name,
                    consumer,
                    &Lambda { function: function.clone(), ..Lambda::default() },
                );
            }
            ConsumerKind::Search(search) => pipeline(module, scope, &name, consumer, search),
            ConsumerKind::Analytics(analytics) => delivery(module, scope, &name, consumer, analytics),
        }
    }
}

fn mapping(module: &mut Module<'_>, scope: Scope<'_>, name: &str, consumer: &Consumer, lambda: &Lambda) {
    let about = format!("Name or ARN of the Lambda function of {}.", consumer.name);
    let function = known(module, &lambda.function, &format!("{name}_function"), &about);
    let default = Lambda::default();
    module.resource("aws_lambda_event_source_mapping", name, &comment(consumer), |body| {
        body.set("event_source_arn", scope.of("stream_arn"));
        body.set("function_name", function);
        body.set("starting_position", lambda.start.term());
        body.maybe("enabled", (!lambda.enabled).then_some(false));
        for (argument, value, default) in numbers(lambda, &default) {
            body.maybe(argument, value.filter(|_| value != default));
        }
        body.maybe("bisect_batch_on_function_error", lambda.bisect.then_some(true));
        let reports = || Expr::texts(["ReportBatchItemFailures"]);
        body.maybe("function_response_types", lambda.reports_failures.then(reports));
        if !lambda.filters.is_empty() {
            body.block("filter_criteria", |body| filters(&lambda.filters, body));
        }
        if let Some(destination) = &lambda.on_failure {
            body.block("destination_config", |body| {
                body.block("on_failure", |body| body.set("destination_arn", destination.as_str()));
            });
        }
    });
}

/// The arguments that are numbers, with their defaults.
fn numbers(lambda: &Lambda, default: &Lambda) -> [(&'static str, Option<u32>, Option<u32>); 6] {
    [
        ("batch_size", Some(lambda.batch_size), Some(default.batch_size)),
        ("maximum_batching_window_in_seconds", Some(lambda.window), Some(default.window)),
        ("parallelization_factor", Some(lambda.concurrency), Some(default.concurrency)),
        ("maximum_retry_attempts", lambda.retries, None),
        ("maximum_record_age_in_seconds", lambda.max_age, None),
        ("tumbling_window_in_seconds", Some(lambda.tumbling_window), Some(default.tumbling_window)),
    ]
}

fn filters(filters: &[String], body: &mut Body) {
    for filter in filters {
        body.block("filter", |body| body.set("pattern", document(filter)));
    }
}

/// An OpenSearch Ingestion pipeline from the table to the index.
fn pipeline(module: &mut Module<'_>, scope: Scope<'_>, name: &str, consumer: &Consumer, search: &Search) {
    let role =
        known(module, &search.role, &format!("{name}_role_arn"), "ARN of the role that the pipeline takes.");
    let about = "Address of the OpenSearch domain or collection, with https://.";
    let host = known(module, &search.endpoint, &format!("{name}_endpoint"), about);
    let arn = format!("aws_dynamodb_table.{}.arn", scope.resource);
    let names = consumers::Pipeline {
        // The region of a table is part of its ARN, which spares asking for it.
        region: Tree::reference(format!("split(\":\", {arn})[3]")),
        table_arn: Tree::reference(arn),
        role: tree(role),
        host: tree(host),
        metadata: |name| format!("${{getMetadata(\"{name}\")}}"),
    };
    let body = Expr::from(&consumers::pipeline(search, scope.resource, &names));
    module.resource("aws_osis_pipeline", name, &comment(consumer), |block| {
        block.set("pipeline_name", Expr::text(consumers::pipeline_name(name)));
        block.set("min_units", 1_u32);
        block.set("max_units", 4_u32);
        block.set("pipeline_configuration_body", Expr::Call("yamlencode", vec![body]));
    });
}

fn tree(value: Expr) -> Tree {
    match value {
        Expr::Value(name) => Tree::reference(name),
        Expr::Text(text) => text.into(),
        other => other.to_line().into(),
    }
}

/// From the Kinesis data stream to the bucket. Nothing in AWS sends changes of a table to a Firehose stream of its own.
fn delivery(
    module: &mut Module<'_>,
    scope: Scope<'_>,
    name: &str,
    consumer: &Consumer,
    analytics: &Analytics,
) {
    if analytics.via != Delivery::Kinesis {
        return;
    }
    let stream = match &scope.table.kinesis {
        Some(kinesis) => &kinesis.stream,
        None => {
            let place = Place::of(scope.resource);
            destination(module, scope, &analytics.stream, None, &comment(consumer), &place);
            &analytics.stream
        }
    };
    if analytics.bucket.is_empty() {
        return;
    }
    let about = format!("ARN of the Kinesis data stream that changes of {} go to.", scope.table.name);
    let stream = known(module, stream, &format!("{}_kinesis_stream_arn", scope.resource), &about);
    let about = "ARN of the role with which Firehose reads the stream and writes to the bucket.";
    let role = module.unknown(&format!("{name}_role_arn"), about);
    let bucket = consumers::bucket_arn(&analytics.bucket);
    module.resource("aws_kinesis_firehose_delivery_stream", name, &comment(consumer), |body| {
        body.set("name", Expr::text(name.replace('_', "-")));
        body.set("destination", "extended_s3");
        body.block("kinesis_source_configuration", |body| {
            body.set("kinesis_stream_arn", stream);
            body.set("role_arn", role.clone());
        });
        body.block("extended_s3_configuration", |body| {
            body.set("bucket_arn", Expr::Text(bucket));
            body.set("role_arn", role);
        });
    });
}
