//! Who repeats what: the SDK repeats reads, and nobody but the engine repeats a change.
//!
//! A read may be repeated blindly, so throttling and faults of the service are dealt with by the SDK. A change must not:
//! the journal has an entry for every request, and before a second one the engine looks whether the first took effect.

use std::time::Duration;

use aws_config::SdkConfig;
use aws_sdk_dynamodb::config::interceptors::InterceptorContext;
use aws_sdk_dynamodb::config::retry::{ClassifyRetry, RetryAction, RetryConfig};
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;

use crate::failure::never_connected;

const READ_ATTEMPTS: u32 = 4;
/// A read with all its repetitions.
const READ: Duration = Duration::from_secs(30);

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

/// An endpoint that refuses the connection is said to do so at once: a person may be waiting for the plan.
#[derive(Debug)]
pub(crate) struct NobodyThere;

impl ClassifyRetry for NobodyThere {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        match context.output_or_error() {
            Some(Err(error)) if never_connected(error) => RetryAction::RetryForbidden,
            _ => RetryAction::NoActionIndicated,
        }
    }

    fn name(&self) -> &'static str {
        "nobody answers at the endpoint"
    }
}
