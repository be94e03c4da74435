//! The IAM permissions that an environment needs, for the documentation and for messages.

/// The actions to allow, by what they are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequiredActions {
    /// To plan and to watch: on every table of the designs.
    pub read: &'static [&'static str],
    /// To apply, in addition.
    pub apply: &'static [&'static str],
}

/// Exactly the actions that the gateway uses. Finding out the account (`sts:GetCallerIdentity`) needs no permission,
/// assuming a role needs `sts:AssumeRole` on that role.
pub const REQUIRED_ACTIONS: RequiredActions = RequiredActions {
    read: &[
        "dynamodb:DescribeTable",
        "dynamodb:DescribeTimeToLive",
        "dynamodb:ListTagsOfResource",
        "dynamodb:DescribeContinuousBackups",
    ],
    apply: &[
        "dynamodb:CreateTable",
        "dynamodb:UpdateTable",
        "dynamodb:DeleteTable",
        "dynamodb:UpdateTimeToLive",
        "dynamodb:TagResource",
        "dynamodb:UntagResource",
    ],
};
