//! What may not be read: told apart from what is not there, and from what failed.

use std::collections::BTreeMap;

use tablewright_plan::Topic;

use crate::GatewayError;
use crate::failure::NOT_THERE;

/// An answer about a topic, or why there will be none.
#[derive(Debug, Clone)]
pub(super) enum Known<T> {
    Is(T),
    Unknown(Topic, String),
}

impl<T> Known<T> {
    /// The answer, unless the permission for it is missing or the endpoint does not have the operation: such a topic is
    /// left alone and keeps no plan from being made.
    pub(super) fn of(topic: Topic, answer: Result<T, GatewayError>) -> Result<Self, GatewayError> {
        match answer {
            Ok(answer) => Ok(Self::Is(answer)),
            Err(GatewayError::Denied { permission, .. }) => {
                Ok(Self::Unknown(topic, format!("the permission `{permission}` is missing")))
            }
            Err(GatewayError::Service(refusal)) if is_not_there(&refusal.code) => {
                Ok(Self::Unknown(topic, format!("the endpoint does not know {}", refusal.operation)))
            }
            Err(error) => Err(error),
        }
    }

    pub(super) fn as_ref(&self) -> Known<&T> {
        match self {
            Self::Is(answer) => Known::Is(answer),
            Self::Unknown(topic, why) => Known::Unknown(*topic, why.clone()),
        }
    }

    pub(super) fn map<U>(self, then: impl FnOnce(T) -> U) -> Known<U> {
        match self {
            Self::Is(answer) => Known::Is(then(answer)),
            Self::Unknown(topic, why) => Known::Unknown(topic, why),
        }
    }
}

impl<T: Default> Known<T> {
    /// The answer, or none with a note why.
    pub(super) fn or_note(self, unknown: &mut BTreeMap<Topic, String>) -> T {
        match self {
            Self::Is(answer) => answer,
            Self::Unknown(topic, why) => {
                unknown.insert(topic, why);
                T::default()
            }
        }
    }
}

/// What emulators say to operations that they don't have.
fn is_not_there(code: &str) -> bool {
    says_unknown(code) || matches!(code, NOT_THERE | "HTTP 501")
}

/// Whether it is one of the codes that say so; a page of a web server may be there for another reason.
pub(super) fn says_unknown(code: &str) -> bool {
    matches!(code, "UnknownOperationException" | "NotImplemented" | "InvalidAction")
}
