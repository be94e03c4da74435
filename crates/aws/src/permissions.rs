//! The IAM permissions that an environment needs, for the documentation and for messages.

/// The actions to allow, by what they are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequiredActions {
    /// To plan and to see that a call has happened. Without some of them their settings are unknown and left alone;
    /// `DescribeTable` is a must.
    pub read: &'static [&'static str],
    /// To say in a run how far an index is filled; without it that is unknown.
    pub watch: &'static [&'static str],
    /// To choose among all tables that there are, when they are imported.
    pub list: &'static [&'static str],
    /// To apply, in addition.
    pub apply: &'static [&'static str],
    /// To compare two tables of a migration: the only ones that read items.
    pub compare: &'static [&'static str],
    /// To copy a table that is replaced by an export and an import: of DynamoDB, and what AWS asks of the caller for the
    /// bucket and for the log of an import (developer guide, "Requesting a table export" and "Requesting a table import").
    pub copy: &'static [&'static str],
    /// What AWS asks of whoever adds and removes replicas, in their regions too (developer guide, "Using IAM with
    /// DynamoDB global tables").
    pub replicate: &'static [&'static str],
    /// What AWS asks of whoever has capacity scaled: the alarms are made with the rights of the caller (developer guide,
    /// "Managing throughput capacity automatically").
    pub scale: &'static [&'static str],
    /// What AWS asks, of the Kinesis data stream, of whoever sends changes there (developer guide, "Using IAM policies for
    /// Kinesis Data Streams and DynamoDB").
    pub stream: &'static [&'static str],
    /// What AWS asks, of the key, of whoever encrypts a table with a customer's key (developer guide, "Encryption at rest
    /// usage notes").
    pub encrypt: &'static [&'static str],
    /// To have AWS make its service-linked roles: once in an account for replicas, scaling, Kinesis and insights.
    pub roles: &'static [&'static str],
}

impl RequiredActions {
    /// The statements of the policy in the README, by their names there.
    #[must_use]
    pub fn statements(&self) -> [(&'static str, Vec<&'static str>); 9] {
        [
            ("TablewrightReads", [self.read, self.watch, self.list].concat()),
            ("TablewrightApplies", self.apply.to_vec()),
            ("TablewrightCompares", self.compare.to_vec()),
            ("TablewrightCopies", self.copy.to_vec()),
            ("TablewrightReplicates", self.replicate.to_vec()),
            ("TablewrightScales", self.scale.to_vec()),
            ("TablewrightStreams", self.stream.to_vec()),
            ("TablewrightEncrypts", self.encrypt.to_vec()),
            ("TablewrightMakesRoles", self.roles.to_vec()),
        ]
    }
}

/// Exactly the actions that the gateway uses, and those that AWS asks for beside them. Finding out the account
/// (`sts:GetCallerIdentity`) needs no permission, assuming a role needs `sts:AssumeRole` on that role.
pub const REQUIRED_ACTIONS: RequiredActions = RequiredActions {
    read: &[
        "application-autoscaling:DescribeScalableTargets",
        "application-autoscaling:DescribeScalingPolicies",
        "dynamodb:DescribeContinuousBackups",
        "dynamodb:DescribeKinesisStreamingDestination",
        "dynamodb:DescribeTable",
        "dynamodb:DescribeTimeToLive",
        "dynamodb:GetResourcePolicy",
        "dynamodb:ListBackups",
        "dynamodb:ListContributorInsights",
        "dynamodb:ListTagsOfResource",
        "kms:ListAliases",
    ],
    watch: &["cloudwatch:GetMetricStatistics"],
    list: &["dynamodb:ListTables"],
    apply: &[
        "application-autoscaling:DeregisterScalableTarget",
        "application-autoscaling:PutScalingPolicy",
        "application-autoscaling:RegisterScalableTarget",
        "dynamodb:CreateBackup",
        "dynamodb:CreateTable",
        "dynamodb:DeleteResourcePolicy",
        "dynamodb:DeleteTable",
        "dynamodb:DisableKinesisStreamingDestination",
        "dynamodb:EnableKinesisStreamingDestination",
        "dynamodb:PutResourcePolicy",
        "dynamodb:TagResource",
        "dynamodb:UntagResource",
        "dynamodb:UpdateContinuousBackups",
        "dynamodb:UpdateContributorInsights",
        "dynamodb:UpdateKinesisStreamingDestination",
        "dynamodb:UpdateTable",
        "dynamodb:UpdateTimeToLive",
    ],
    compare: &["dynamodb:GetItem", "dynamodb:Scan"],
    copy: &[
        "dynamodb:DescribeExport",
        "dynamodb:DescribeImport",
        "dynamodb:ExportTableToPointInTime",
        "dynamodb:ImportTable",
        "dynamodb:ListExports",
        "dynamodb:ListImports",
        "logs:CreateLogGroup",
        "logs:CreateLogStream",
        "logs:DescribeLogGroups",
        "logs:DescribeLogStreams",
        "logs:PutLogEvents",
        "logs:PutRetentionPolicy",
        "s3:AbortMultipartUpload",
        "s3:GetObject",
        "s3:ListBucket",
        "s3:PutObject",
        "s3:PutObjectAcl",
    ],
    replicate: &[
        "dynamodb:BatchWriteItem",
        "dynamodb:CreateGlobalTableWitness",
        "dynamodb:CreateTableReplica",
        "dynamodb:DeleteGlobalTableWitness",
        "dynamodb:DeleteItem",
        "dynamodb:DeleteTableReplica",
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:Query",
        "dynamodb:Scan",
        "dynamodb:UpdateItem",
    ],
    scale: &["cloudwatch:DeleteAlarms", "cloudwatch:DescribeAlarms", "cloudwatch:PutMetricAlarm"],
    stream: &[
        "kinesis:DescribeStream",
        "kinesis:DescribeStreamSummary",
        "kinesis:ListStreams",
        "kinesis:PutRecords",
    ],
    encrypt: &[
        "kms:CreateGrant",
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:Encrypt",
        "kms:GenerateDataKey*",
        "kms:ReEncrypt*",
    ],
    roles: &["iam:CreateServiceLinkedRole"],
};
