//! Settings of what consumes changes: those of every consumer, then those of its kind.

use super::spec::settings;
use super::text::{self, NONE, plain};
use super::{Described, Spec, Visit};
use crate::{Analytics, Consumer, ConsumerKind, Delivery, Lambda, Search, StartPosition, TableCopy};

impl Described for Consumer {
    const SETTINGS: &'static [Spec<Self>] = CONSUMER;

    fn title(&self) -> String {
        self.name.clone()
    }

    fn visit(before: Option<&Self>, after: Option<&Self>, visit: &mut impl Visit) {
        visit.settings(CONSUMER, before, after);
        visit.settings(LAMBDA, before.and_then(lambda), after.and_then(lambda));
        visit.settings(SEARCH, before.and_then(search), after.and_then(search));
        visit.settings(COPY, before.and_then(copy), after.and_then(copy));
        visit.settings(ANALYTICS, before.and_then(analytics), after.and_then(analytics));
    }
}

settings! {
    CONSUMER of Consumer, told by (scope, consumer) {
        Identity {
            Name "name": consumer.name, required, plain(&consumer.name);
            Kind "kind": consumer.kind.label(), required, consumer.kind.label().to_owned();
            Description "description": consumer.description, unset, plain(&consumer.description);
        }
        Streams {
            Needs "needed stream view": consumer.needs, unset,
                consumer.needs.map_or("not said", |view| view.term()).to_owned();
        }
    }
}

settings! {
    LAMBDA of Lambda, told by (scope, lambda) {
        Delivery {
            Function "function" "FunctionName": lambda.function, required, plain(&lambda.function);
            BatchSize "batch size" "BatchSize": lambda.batch_size, is(DEFAULT_BATCH),
                format!("{} records", lambda.batch_size);
            Window "batch window" "MaximumBatchingWindowInSeconds": lambda.window, unset,
                format!("{} s", lambda.window);
            Start "starting position" "StartingPosition": lambda.start, is(StartPosition::TrimHorizon),
                lambda.start.term().to_owned();
            Filters "filters" "FilterCriteria": lambda.filters, unset,
                text::joined(&lambda.filters, " or ", NONE);
            Concurrency "batches at once for a shard" "ParallelizationFactor": lambda.concurrency, is(1),
                lambda.concurrency.to_string();
            TumblingWindow "tumbling window" "TumblingWindowInSeconds": lambda.tumbling_window, unset,
                format!("{} s", lambda.tumbling_window);
            Enabled "running" "Enabled": lambda.enabled, is(true), text::switch(lambda.enabled);
        }
        Failures {
            Retries "retries" "MaximumRetryAttempts": lambda.retries, unset,
                text::counted(lambda.retries, "times", "until the records expire");
            MaxAge "oldest record" "MaximumRecordAgeInSeconds": lambda.max_age, unset,
                text::counted(lambda.max_age, "s", "until it expires");
            Bisect "halving of failed batches" "BisectBatchOnFunctionError": lambda.bisect, unset,
                text::switch(lambda.bisect);
            ReportsFailures "report of failed records" "FunctionResponseTypes": lambda.reports_failures, unset,
                text::switch(lambda.reports_failures);
            OnFailure "destination on failure" "DestinationConfig": lambda.on_failure, unset,
                text::maybe(lambda.on_failure.as_ref());
        }
    }
}

settings! {
    SEARCH of Search, told by (scope, search) {
        Delivery {
            Endpoint "endpoint": search.endpoint, unset, plain(&search.endpoint);
            SearchIndex "search index": search.index, unset, plain(&search.index);
            Role "role of the pipeline": search.role, unset, plain(&search.role);
            Bucket "bucket of the first copy": search.export_bucket, unset,
                text::maybe(search.export_bucket.as_ref());
        }
    }
}

settings! {
    COPY of TableCopy, told by (scope, copy) {
        Delivery {
            Region "region": copy.region, unset, plain(&copy.region);
            Table "table of the copy": copy.table, unset, plain(&copy.table);
            Function "function": copy.function, unset, plain(&copy.function);
        }
    }
}

settings! {
    ANALYTICS of Analytics, told by (scope, analytics) {
        Delivery {
            Delivery "delivered by": analytics.via, required, delivery(analytics.via).to_owned();
            Stream "stream of delivery": analytics.stream, unset, plain(&analytics.stream);
            Bucket "bucket": analytics.bucket, unset, plain(&analytics.bucket);
        }
    }
}

/// Lambda's own.
const DEFAULT_BATCH: u32 = 100;

const fn delivery(via: Delivery) -> &'static str {
    match via {
        Delivery::Kinesis => "Kinesis data stream",
        Delivery::Firehose => "Firehose delivery stream",
    }
}

fn lambda(consumer: &Consumer) -> Option<&Lambda> {
    if let ConsumerKind::Lambda(lambda) = &consumer.kind { Some(lambda) } else { None }
}

fn search(consumer: &Consumer) -> Option<&Search> {
    if let ConsumerKind::Search(search) = &consumer.kind { Some(search) } else { None }
}

fn copy(consumer: &Consumer) -> Option<&TableCopy> {
    if let ConsumerKind::Copy(copy) = &consumer.kind { Some(copy) } else { None }
}

fn analytics(consumer: &Consumer) -> Option<&Analytics> {
    if let ConsumerKind::Analytics(analytics) = &consumer.kind { Some(analytics) } else { None }
}
