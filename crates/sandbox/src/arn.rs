//! ARNs of one region and account: made, and read back from requests.
//!
//! It does not know which tables exist.

use crate::protocol::Refusal;

/// The region and account that a partition of the sandbox stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) region: String,
    pub(crate) account: String,
}

/// What an ARN of DynamoDB names.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Resource {
    Table(String),
    Index { table: String, index: String },
    Stream { table: String, label: String },
}

impl Resource {
    /// The table that the resource is or belongs to.
    pub(crate) fn table(&self) -> &str {
        match self {
            Self::Table(table) | Self::Index { table, .. } | Self::Stream { table, .. } => table,
        }
    }
}

impl Place {
    pub(crate) fn table(&self, table: &str) -> String {
        format!("{}table/{table}", self.prefix("dynamodb"))
    }

    pub(crate) fn index(&self, table: &str, index: &str) -> String {
        format!("{}/index/{index}", self.table(table))
    }

    pub(crate) fn backup(&self, table: &str, label: &str) -> String {
        format!("{}/backup/{label}", self.table(table))
    }

    pub(crate) fn export(&self, table: &str, label: &str) -> String {
        format!("{}/export/{label}", self.table(table))
    }

    pub(crate) fn import(&self, table: &str, label: &str) -> String {
        format!("{}/import/{label}", self.table(table))
    }

    /// Where imports tell what they left out.
    pub(crate) fn import_log(&self) -> String {
        format!("{}log-group:/aws-dynamodb/imports:*", self.prefix("logs"))
    }

    pub(crate) fn stream(&self, table: &str, label: &str) -> String {
        format!("{}/stream/{label}", self.table(table))
    }

    /// What the ARN of every Kinesis data stream of this place begins with.
    pub(crate) fn kinesis_streams(&self) -> String {
        format!("{}stream/", self.prefix("kinesis"))
    }

    pub(crate) fn scalable_target(&self, id: &str) -> String {
        format!("{}scalable-target/{id}", self.prefix("application-autoscaling"))
    }

    pub(crate) fn scaling_policy(&self, id: &str, resource: &str, name: &str) -> String {
        format!(
            "{}scalingPolicy:{id}:resource/dynamodb/{resource}:policyName/{name}",
            self.prefix("autoscaling")
        )
    }

    pub(crate) fn alarm(&self, name: &str) -> String {
        format!("{}alarm:{name}", self.prefix("cloudwatch"))
    }

    /// The service-linked role that scales DynamoDB.
    pub(crate) fn scaling_role(&self) -> String {
        format!(
            "arn:{}:iam::{}:role/aws-service-role/dynamodb.application-autoscaling.amazonaws.com/\
             AWSServiceRoleForApplicationAutoScaling_DynamoDBTable",
            self.aws(),
            self.account
        )
    }

    /// Whether a region belongs to the same part of AWS: the public one, China, or the government's.
    pub(crate) fn shares_partition_with(&self, region: &str) -> bool {
        let other = Self { region: region.to_owned(), account: String::new() };
        self.aws() == other.aws()
    }

    pub(crate) fn kms_key(&self, id: &str) -> String {
        format!("{}key/{id}", self.prefix("kms"))
    }

    pub(crate) fn kms_alias(&self, alias: &str) -> String {
        format!("{}{alias}", self.prefix("kms"))
    }

    /// The ARN of the account's root, as messages about access name it.
    pub(crate) fn root(&self) -> String {
        format!("arn:{}:iam::{}:root", self.aws(), self.account)
    }

    /// The table that a request names, by name or by ARN.
    pub(crate) fn table_name<'a>(&self, operation: &str, given: &'a str) -> Result<&'a str, Refusal> {
        if !given.starts_with("arn:") {
            return Ok(given);
        }
        match self.resource(operation, given)?.strip_prefix("table/") {
            Some(table) if !table.contains('/') => Ok(table),
            _ => Err(invalid_arn(given)),
        }
    }

    /// The resource that an ARN of this place names.
    pub(crate) fn parse(&self, operation: &str, arn: &str) -> Result<Resource, Refusal> {
        let path = self.resource(operation, arn)?;
        let parts: Vec<&str> = path.split('/').collect();
        if parts.iter().any(|part| part.is_empty()) {
            return Err(invalid_arn(arn));
        }
        match parts.as_slice() {
            ["table", table] => Ok(Resource::Table((*table).to_owned())),
            ["table", table, "index", index] => {
                Ok(Resource::Index { table: (*table).to_owned(), index: (*index).to_owned() })
            }
            ["table", table, "stream", label] => {
                Ok(Resource::Stream { table: (*table).to_owned(), label: (*label).to_owned() })
            }
            _ => Err(invalid_arn(arn)),
        }
    }

    /// The part after region and account, if they are this place's.
    fn resource<'a>(&self, operation: &str, arn: &'a str) -> Result<&'a str, Refusal> {
        let mut parts = arn.splitn(6, ':');
        let mut next = || parts.next().unwrap_or_default();
        let (scheme, aws, service, region, account, path) = (next(), next(), next(), next(), next(), next());
        if scheme != "arn" || aws != self.aws() || service != "dynamodb" || path.is_empty() {
            return Err(invalid_arn(arn));
        }
        if region != self.region || account != self.account {
            return Err(self.denied(operation, arn));
        }
        Ok(path)
    }

    /// The refusal of a resource that this account may not see, or that does not exist where the service will not say so.
    pub(crate) fn denied(&self, operation: &str, arn: &str) -> Refusal {
        let root = self.root();
        let message =
            format!("User: {root} is not authorized to perform: dynamodb:{operation} on resource: {arn}");
        Refusal::named("AccessDeniedException", &message)
    }

    fn prefix(&self, service: &str) -> String {
        format!("arn:{}:{service}:{}:{}:", self.aws(), self.region, self.account)
    }

    fn aws(&self) -> &'static str {
        match self.region.as_str() {
            region if region.starts_with("cn-") => "aws-cn",
            region if region.starts_with("us-gov-") => "aws-us-gov",
            _ => "aws",
        }
    }
}

fn invalid_arn(arn: &str) -> Refusal {
    Refusal::validation(&format!("Invalid TableArn: Invalid ResourceArn provided as input {arn}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> Place {
        Place { region: "eu-central-1".into(), account: "123456789012".into() }
    }

    #[test]
    fn what_is_made_is_read_back() {
        let place = place();
        let table = Resource::Table("Games".into());
        assert_eq!(place.parse("X", &place.table("Games")).unwrap(), table);
        let index = Resource::Index { table: "Games".into(), index: "ByTitle".into() };
        assert_eq!(place.parse("X", &place.index("Games", "ByTitle")).unwrap(), index);
        let stream = Resource::Stream { table: "Games".into(), label: "2026-01-01T00:00:00.000".into() };
        assert_eq!(place.parse("X", &place.stream("Games", "2026-01-01T00:00:00.000")).unwrap(), stream);
    }

    #[test]
    fn another_account_is_denied_and_nonsense_is_invalid() {
        let elsewhere = "arn:aws:dynamodb:eu-central-1:999999999999:table/Games";
        assert!(place().parse("X", elsewhere).unwrap_err().body.contains("AccessDenied"));
        for nonsense in
            ["arn", "arn:", "arn:aws:s3:::bucket", "arn:aws:dynamodb:eu-central-1:123456789012:", "x:y"]
        {
            assert!(place().parse("X", nonsense).unwrap_err().body.contains("Validation"), "{nonsense}");
        }
    }
}
