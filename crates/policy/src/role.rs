//! The roles, from least to most.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What a user may do, from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reads everything.
    Viewer,
    /// Edits designs, saves versions, opens change requests.
    Designer,
    /// Approves change requests.
    Reviewer,
    /// Applies approved ones.
    Operator,
    /// Manages users and environments.
    Administrator,
}

impl Role {
    /// Every role, least first.
    pub const ALL: [Self; 5] =
        [Self::Viewer, Self::Designer, Self::Reviewer, Self::Operator, Self::Administrator];

    /// The word for it, as it is stored.
    #[must_use]
    pub const fn term(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Designer => "designer",
            Self::Reviewer => "reviewer",
            Self::Operator => "operator",
            Self::Administrator => "administrator",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.term())
    }
}

impl FromStr for Role {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|role| role.term() == text).ok_or_else(|| {
            format!("there is no role `{text}`: use viewer, designer, reviewer, operator or administrator")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_ordered_and_read_as_they_are_written() {
        assert!(Role::ALL.is_sorted());
        for role in Role::ALL {
            assert_eq!(role.to_string().parse(), Ok(role));
            assert_eq!(serde_json::to_value(role).unwrap(), role.term());
        }
        assert!("owner".parse::<Role>().is_err());
    }
}
