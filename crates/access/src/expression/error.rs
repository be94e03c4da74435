//! What is wrong with an expression, in the words of the service.

use std::fmt;

/// Which parameter of a request an expression is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExpressionKind {
    /// `KeyConditionExpression`
    KeyCondition,
    /// `FilterExpression`
    Filter,
    /// `ConditionExpression`
    Condition,
    /// `ProjectionExpression`
    Projection,
    /// `UpdateExpression`
    Update,
}

impl ExpressionKind {
    /// The parameter's name in a request.
    #[must_use]
    pub const fn parameter(self) -> &'static str {
        match self {
            Self::KeyCondition => "KeyConditionExpression",
            Self::Filter => "FilterExpression",
            Self::Condition => "ConditionExpression",
            Self::Projection => "ProjectionExpression",
            Self::Update => "UpdateExpression",
        }
    }

    /// The error that names this parameter in front of the reason.
    pub(crate) fn refuse(self, reason: impl fmt::Display) -> ExpressionError {
        ExpressionError(format!("Invalid {}: {reason}", self.parameter()))
    }
}

/// A whole message of the service about an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpressionError(pub(crate) String);

impl ExpressionError {
    /// The message.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ExpressionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ExpressionError {}
