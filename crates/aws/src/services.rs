//! The clients of one account and region: DynamoDB, and the services that keep settings of its tables.

use aws_config::SdkConfig;
use aws_sdk_applicationautoscaling as autoscaling;
use aws_sdk_cloudwatch as cloudwatch;
use aws_sdk_dynamodb as dynamodb;
use aws_sdk_kms as kms;

use crate::Connection;
use crate::retry::{self, InVain};

/// A client of each service. Clones share connections and credentials.
#[derive(Debug, Clone)]
pub(crate) struct Services {
    pub(crate) dynamodb: dynamodb::Client,
    pub(crate) autoscaling: autoscaling::Client,
    pub(crate) keys: kms::Client,
    pub(crate) metrics: cloudwatch::Client,
}

impl Services {
    /// An endpoint from a variable of the environment is not the one that the plan names, so that it is set also when
    /// there is none; one that is named serves all of them.
    pub(crate) fn new(config: &SdkConfig, connection: &Connection) -> Self {
        let endpoint = &connection.endpoint;
        let in_vain = || InVain { is_aws: connection.is_aws() };
        let mut dynamodb = dynamodb::config::Builder::from(config).retry_classifier(in_vain());
        dynamodb.set_endpoint_url(endpoint.clone());
        let mut autoscaling = autoscaling::config::Builder::from(config).retry_classifier(in_vain());
        autoscaling.set_endpoint_url(endpoint.clone());
        let mut keys = kms::config::Builder::from(config).retry_classifier(in_vain());
        keys.set_endpoint_url(endpoint.clone());
        let mut metrics = cloudwatch::config::Builder::from(&retry::once(config));
        metrics.set_endpoint_url(endpoint.clone());
        Self {
            dynamodb: dynamodb::Client::from_conf(dynamodb.build()),
            autoscaling: autoscaling::Client::from_conf(autoscaling.build()),
            keys: kms::Client::from_conf(keys.build()),
            metrics: cloudwatch::Client::from_conf(metrics.build()),
        }
    }
}
