//! The way to each environment: a gateway, and the identity that plans and approvals name.

use tablewright_aws::{AwsGateway, Connection, Credentials, GatewayError};
use tablewright_contract::EnvironmentView;
use tablewright_plan::EnvironmentIdentity;
use tablewright_storage::{Environment, EnvironmentKind};

/// The account in the sandbox's ARNs.
pub(crate) const SANDBOX_ACCOUNT: &str = "123456789012";
/// The region in the sandbox's ARNs.
pub(crate) const SANDBOX_REGION: &str = "us-east-1";

/// Knows where the sandbox listens; AWS is where its rows say.
pub(crate) struct Environments {
    sandbox_endpoint: String,
}

/// An environment that can be talked to.
pub(crate) struct Connected {
    /// Reads and changes it.
    pub(crate) gateway: AwsGateway,
    /// What plans and approvals name.
    pub(crate) identity: EnvironmentIdentity,
}

impl Environments {
    /// With the sandbox at this endpoint.
    pub(crate) const fn new(sandbox_endpoint: String) -> Self {
        Self { sandbox_endpoint }
    }

    /// Connects. Nothing is kept: credentials are read anew each time.
    pub(crate) async fn connect(&self, environment: &Environment) -> Result<Connected, GatewayError> {
        let gateway = AwsGateway::connect(self.connection(environment)).await?;
        let account = match &environment.account {
            Some(account) => Some(account.clone()),
            None => gateway.account().await?,
        };
        let identity = EnvironmentIdentity {
            name: environment.name.clone(),
            account: account.unwrap_or_else(|| "unknown".to_owned()),
            region: environment.region.clone(),
            // The sandbox listens on another port after a restart and is the same environment all the same.
            endpoint: environment.endpoint.clone(),
            name_template: environment.name_template.clone(),
        };
        Ok(Connected { gateway, identity })
    }

    /// An environment as the API shows it.
    pub(crate) fn view(&self, environment: &Environment) -> EnvironmentView {
        let sandbox = environment.kind == EnvironmentKind::Sandbox;
        EnvironmentView {
            id: environment.id.to_string(),
            name: environment.name.clone(),
            kind: if sandbox {
                tablewright_contract::EnvironmentKind::Sandbox
            } else {
                tablewright_contract::EnvironmentKind::Aws
            },
            account: environment.account.clone(),
            region: environment.region.clone(),
            endpoint: if sandbox {
                Some(self.sandbox_endpoint.clone())
            } else {
                environment.endpoint.clone()
            },
            profile: environment.profile.clone(),
            role_arn: environment.role_arn.clone(),
            name_template: environment.name_template.clone(),
        }
    }

    fn connection(&self, environment: &Environment) -> Connection {
        let region = environment.region.clone();
        if environment.kind == EnvironmentKind::Sandbox {
            let endpoint = Some(self.sandbox_endpoint.clone());
            return Connection { region, endpoint, credentials: Credentials::Sandbox };
        }
        let (profile, role) = (environment.profile.clone(), environment.role_arn.clone());
        Connection {
            region,
            endpoint: environment.endpoint.clone(),
            credentials: Credentials::Chain { profile, role },
        }
    }
}
