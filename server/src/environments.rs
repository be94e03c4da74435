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

    /// Connects. Nothing is kept: credentials are read anew each time, and must be of the same account as ever.
    pub(crate) async fn connect(&self, environment: &Environment) -> Result<Connected, GatewayError> {
        let gateway = AwsGateway::connect(self.connection(environment)).await?;
        let found = match environment.kind {
            EnvironmentKind::Sandbox => None,
            EnvironmentKind::Aws => gateway.account().await?,
        };
        let identity = EnvironmentIdentity {
            name: environment.name.clone(),
            account: account(environment.account.as_deref(), found)?,
            region: environment.region.clone(),
            // The sandbox listens on another port after a restart and is the same environment all the same.
            endpoint: environment.endpoint.clone(),
            name_template: environment.name_template.clone(),
            copies: environment.copies.clone(),
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
            copies: environment.copies.as_ref().map(ToString::to_string),
            copies_owner: environment.copies.as_ref().and_then(|place| place.owner().map(str::to_owned)),
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

/// The account of an environment: the one that answers, which is the one that was found when it was added. Behind an
/// endpoint nobody is asked.
fn account(expected: Option<&str>, found: Option<String>) -> Result<String, GatewayError> {
    match (expected, found) {
        (Some(expected), Some(found)) if expected != found => {
            Err(GatewayError::OtherAccount { expected: expected.to_owned(), found })
        }
        (_, Some(account)) => Ok(account),
        (Some(account), None) => Ok(account.to_owned()),
        (None, None) => Ok("unknown".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A profile can be pointed at another account while a request waits for its approval.
    #[test]
    fn credentials_of_another_account_are_refused() {
        let of = |expected, found: Option<&str>| account(expected, found.map(ToOwned::to_owned));
        assert_eq!(of(None, Some("1")).unwrap(), "1");
        assert_eq!(of(Some("1"), Some("1")).unwrap(), "1");
        assert_eq!(of(Some("1"), None).unwrap(), "1");
        assert_eq!(of(None, None).unwrap(), "unknown");
        let refused = of(Some("1"), Some("2")).unwrap_err().to_string();
        assert!(
            refused.contains("lead to the account 2, and this environment is the account 1"),
            "{refused}"
        );
    }
}
