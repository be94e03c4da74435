//! Where an environment is, and with whose credentials: from settings to clients of the SDK.
//!
//! What is configured outside (environment variables, profiles) may supply credentials and nothing that would send a
//! plan elsewhere: region and endpoint are those that the plan names.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use aws_config::profile::ProfileFileCredentialsProvider;
use aws_config::provider_config::ProviderConfig;
use aws_config::sts::AssumeRoleProvider;
use aws_config::{AppName, BehaviorVersion, ConfigLoader, Region, SdkConfig};
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use aws_sdk_dynamodb::config::SharedHttpClient;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_sdk_sts::operation::assume_role::AssumeRoleError;
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};

use crate::GatewayError;
use crate::failure::{Doing, causes, innermost};

/// No endpoint that is there needs longer to accept a connection.
const CONNECT: Duration = Duration::from_secs(3);
/// No control-plane call of DynamoDB needs longer to be answered.
const ATTEMPT: Duration = Duration::from_secs(20);

/// CloudWatch, as IAM calls it; its endpoint has another name.
const METRICS: &str = "cloudwatch";

/// Where an environment is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connection {
    /// The AWS region.
    pub region: String,
    /// The URL to send requests to, if it is not the region's own.
    pub endpoint: Option<String>,
    /// Where the credentials come from.
    pub credentials: Credentials,
}

/// Where the credentials of an environment come from. They themselves are never part of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credentials {
    /// From AWS's own places: a profile or the default chain, then a role to assume with them.
    Chain {
        /// The profile of the AWS configuration files; `None` is the default chain.
        profile: Option<String>,
        /// The ARN of a role to assume.
        role: Option<String>,
    },
    /// Fixed ones that no AWS account accepts, for an endpoint that checks none, such as the sandbox.
    Sandbox,
}

impl fmt::Display for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Chain { profile: Some(profile), role: None } => write!(f, "the profile '{profile}'"),
            Self::Chain { profile: Some(profile), role: Some(role) } => {
                write!(f, "the role {role} assumed with the profile '{profile}'")
            }
            Self::Chain { profile: None, role: Some(role) } => {
                write!(f, "the role {role} assumed with the default chain")
            }
            Self::Chain { profile: None, role: None } => {
                f.write_str("the default chain (environment, profile, container, instance)")
            }
            Self::Sandbox => f.write_str("the sandbox"),
        }
    }
}

/// What the hosts of AWS end with, in all its partitions: those of an interface endpoint in a VPC do so as well.
const AWS: [&str; 14] = [
    ".amazonaws.com",
    ".api.aws",
    ".amazonaws.com.cn",
    ".api.amazonwebservices.com.cn",
    ".amazonaws.eu",
    ".api.amazonwebservices.eu",
    ".c2s.ic.gov",
    ".api.aws.ic.gov",
    ".sc2s.sgov.gov",
    ".api.aws.scloud",
    ".cloud.adc-e.uk",
    ".api.cloud-aws.adc-e.uk",
    ".csp.hci.ic.gov",
    ".api.aws.hci.ic.gov",
];

impl Connection {
    /// Whether requests go to AWS itself, by whatever name, and not to an emulator.
    pub(crate) fn is_aws(&self) -> bool {
        let Some(endpoint) = &self.endpoint else { return true };
        let rest = endpoint.split_once("://").map_or(endpoint.as_str(), |(_, rest)| rest);
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let host = authority.rsplit('@').next().and_then(|host| host.split(':').next());
        let host = host.unwrap_or_default().to_ascii_lowercase();
        AWS.iter().any(|end| host.trim_end_matches('.').ends_with(end))
    }

    /// The URL that requests go to, for messages.
    pub(crate) fn address(&self, service: &str) -> String {
        let host = if service == METRICS { "monitoring" } else { service };
        self.endpoint.clone().unwrap_or_else(|| format!("https://{host}.{}.amazonaws.com", self.region))
    }

    /// What is being done, for messages.
    pub(crate) fn doing<'a>(&'a self, operation: &'static str, object: &'a str) -> Doing<'a> {
        Doing { service: service_of(operation), operation, object, connection: self }
    }

    /// The configuration of all clients, with credentials that were seen to be there.
    pub(crate) async fn configure(&self) -> Result<SdkConfig, GatewayError> {
        let base = self.base();
        let provider = match &self.credentials {
            Credentials::Sandbox => {
                return Ok(base.credentials_provider(sandbox_credentials()).load().await);
            }
            Credentials::Chain { profile: Some(profile), .. } => {
                base.profile_name(profile).credentials_provider(self.profile(profile))
            }
            Credentials::Chain { profile: None, .. } => base,
        };
        let config = self.with_role(provider.load().await).await;
        self.check(&config).await?;
        Ok(config)
    }

    fn base(&self) -> ConfigLoader {
        let base = aws_config::defaults(BehaviorVersion::v2026_01_12())
            .region(Region::new(self.region.clone()))
            .http_client(http_client())
            .timeout_config(timeouts());
        match AppName::new("tablewright") {
            Ok(name) => base.app_name(name),
            Err(_) => base,
        }
    }

    /// The profile and nothing else: the default chain would prefer the environment's variables to it.
    fn profile(&self, name: &str) -> ProfileFileCredentialsProvider {
        let config = ProviderConfig::without_region()
            .with_region(Some(Region::new(self.region.clone())))
            .with_behavior_version(Some(BehaviorVersion::v2026_01_12()))
            .with_http_client(http_client())
            .with_timeout_config(timeouts());
        ProfileFileCredentialsProvider::builder().configure(&config).profile_name(name).build()
    }

    async fn with_role(&self, config: SdkConfig) -> SdkConfig {
        let Credentials::Chain { role: Some(role), .. } = &self.credentials else {
            return config;
        };
        let provider =
            AssumeRoleProvider::builder(role).session_name("tablewright").configure(&config).build().await;
        config.into_builder().credentials_provider(SharedCredentialsProvider::new(provider)).build()
    }

    /// A wrong profile or role is said at once, not at the first request.
    async fn check(&self, config: &SdkConfig) -> Result<(), GatewayError> {
        let missing = |why| GatewayError::Credentials { origin: self.credentials.to_string(), why };
        let provider =
            config.credentials_provider().ok_or_else(|| missing("none are configured".to_owned()))?;
        provider.provide_credentials().await.map(drop).map_err(|error| missing(reason(&error)))
    }
}

/// What AWS says about the role, or the innermost cause.
fn reason(error: &(dyn Error + 'static)) -> String {
    let refusal = causes(error).find_map(|cause| cause.downcast_ref::<AssumeRoleError>()?.meta().message());
    refusal.map_or_else(|| innermost(error), str::to_owned)
}

/// The service that has the operation, as IAM calls it.
const fn service_of(operation: &str) -> &'static str {
    match operation.as_bytes() {
        b"DescribeScalableTargets"
        | b"DescribeScalingPolicies"
        | b"RegisterScalableTarget"
        | b"DeregisterScalableTarget"
        | b"PutScalingPolicy" => "application-autoscaling",
        b"ListAliases" => "kms",
        b"GetMetricStatistics" => METRICS,
        _ => "dynamodb",
    }
}

fn sandbox_credentials() -> aws_credential_types::Credentials {
    aws_credential_types::Credentials::new("tablewright", "sandbox", None, None, "sandbox")
}

fn timeouts() -> TimeoutConfig {
    TimeoutConfig::builder().connect_timeout(CONNECT).operation_attempt_timeout(ATTEMPT).build()
}

/// TLS with ring, which builds without a C toolchain for aws-lc; plain HTTP works with it as well.
fn http_client() -> SharedHttpClient {
    aws_smithy_http_client::Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_aws(endpoint: Option<&str>) -> bool {
        let (region, endpoint) = ("eu-central-1".to_owned(), endpoint.map(str::to_owned));
        Connection { region, endpoint, credentials: Credentials::Sandbox }.is_aws()
    }

    #[test]
    fn aws_is_known_by_every_name_that_it_has() {
        assert!(is_aws(None));
        for url in [
            "https://dynamodb.eu-central-1.amazonaws.com",
            "https://dynamodb-fips.us-gov-west-1.amazonaws.com:443/",
            "https://vpce-1a2b3c.dynamodb.us-east-1.vpce.amazonaws.com",
            "https://123456789012.ddb.eu-central-1.amazonaws.com",
            "https://dynamodb.cn-north-1.amazonaws.com.cn",
            "HTTPS://DYNAMODB.EU-CENTRAL-1.API.AWS.",
            "https://x@dynamodb.eusc-de-east-1.amazonaws.eu/path",
        ] {
            assert!(is_aws(Some(url)), "{url}");
        }
        for url in [
            "http://127.0.0.1:8000",
            "http://[::1]:8000",
            "http://localhost",
            "https://dynamodb.example.com/dynamodb.eu-central-1.amazonaws.com",
            "https://amazonaws.com.example.com",
            "https://notamazonaws.com",
        ] {
            assert!(!is_aws(Some(url)), "{url}");
        }
    }
}
