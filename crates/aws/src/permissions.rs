//! The IAM permissions that an environment needs, for the documentation and for messages.

/// The actions to allow, by what they are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequiredActions {
    /// To plan and to watch. Without some of them their settings are unknown and left alone; `DescribeTable` is a must.
    pub read: &'static [&'static str],
    /// To choose among all tables that there are, when they are imported.
    pub list: &'static [&'static str],
    /// To apply, in addition.
    pub apply: &'static [&'static str],
}

/// Exactly the actions that the gateway uses. Finding out the account (`sts:GetCallerIdentity`) needs no permission,
/// assuming a role needs `sts:AssumeRole` on that role.
pub const REQUIRED_ACTIONS: RequiredActions = RequiredActions {
    read: &[
        "application-autoscaling:DescribeScalableTargets",
        "application-autoscaling:DescribeScalingPolicies",
        "dynamodb:DescribeContinuousBackups",
        "dynamodb:DescribeKinesisStreamingDestination",
        "dynamodb:DescribeTable",
        "dynamodb:DescribeTimeToLive",
        "dynamodb:GetResourcePolicy",
        "dynamodb:ListContributorInsights",
        "dynamodb:ListTagsOfResource",
        "kms:ListAliases",
    ],
    list: &["dynamodb:ListTables"],
    apply: &[
        "application-autoscaling:DeregisterScalableTarget",
        "application-autoscaling:PutScalingPolicy",
        "application-autoscaling:RegisterScalableTarget",
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
};
