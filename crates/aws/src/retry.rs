//! Who repeats what: the SDK repeats reads, and nobody but the engine repeats a change.
//!
//! A read may be repeated blindly, so throttling and faults of the service are dealt with by the SDK. A change must not:
//! the journal has an entry for every request, and before a second one the engine looks whether the first took effect.
//! What is only nice to know is asked once and not waited for.

use std::time::Duration;

use aws_config::SdkConfig;
use aws_sdk_dynamodb::config::interceptors::InterceptorContext;
use aws_sdk_dynamodb::config::retry::{ClassifyRetry, RetryAction, RetryConfig};
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;

use crate::failure::never_connected;

const READ_ATTEMPTS: u32 = 4;
/// A read with all its repetitions.
const READ: Duration = Duration::from_secs(30);
/// What is only nice to know: a network may well lead to DynamoDB and not to the service that has it.
const ONCE: Duration = Duration::from_secs(5);

/// What clients for reads are made from.
pub(crate) fn reading(config: &SdkConfig) -> SdkConfig {
    let timeouts = config.timeout_config().cloned().unwrap_or_else(TimeoutConfig::disabled);
    let timeouts = timeouts.to_builder().operation_timeout(READ).build();
    let retries = RetryConfig::standard().with_max_attempts(READ_ATTEMPTS);
    config.clone().into_builder().retry_config(retries).timeout_config(timeouts).build()
}

/// What clients for changes are made from.
pub(crate) fn changing(config: &SdkConfig) -> SdkConfig {
    config.clone().into_builder().retry_config(RetryConfig::disabled()).build()
}

/// What clients are made from for what is asked again anyway.
pub(crate) fn once(config: &SdkConfig) -> SdkConfig {
    let timeouts = config.timeout_config().cloned().unwrap_or_else(TimeoutConfig::disabled);
    let timeouts = timeouts.to_builder().operation_timeout(ONCE).build();
    config.clone().into_builder().retry_config(RetryConfig::disabled()).timeout_config(timeouts).build()
}

/// What it is no use to repeat, since the answer would be the same and a person may be waiting for the plan: a connection
/// that is refused, and the page by which an emulator says that it does not have an operation. From AWS's own endpoints
/// such a page is a passing fault.
#[derive(Debug)]
pub(crate) struct InVain {
    pub(crate) is_aws: bool,
}

impl ClassifyRetry for InVain {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        let is_refused = matches!(context.output_or_error(), Some(Err(error)) if never_connected(error));
        if is_refused || (!self.is_aws && is_page(context)) {
            return RetryAction::RetryForbidden;
        }
        RetryAction::NoActionIndicated
    }

    fn name(&self) -> &'static str {
        "nobody answers at the endpoint, or it does not have the operation"
    }
}

fn is_page(context: &InterceptorContext) -> bool {
    context.response().is_some_and(|answer| {
        let kind = answer.headers().get("content-type").unwrap_or_default();
        matches!(answer.status().as_u16(), 500 | 501) && kind.starts_with("text/html")
    })
}
