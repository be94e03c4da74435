//! What a guest link opens: one design, to people without an account.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What whoever comes by a link may do with its design, from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GuestAccess {
    /// Reads it.
    View,
    /// Reads it and speaks about it.
    Comment,
    /// Edits it, too.
    Edit,
}

impl GuestAccess {
    /// Every one, least first.
    pub const ALL: [Self; 3] = [Self::View, Self::Comment, Self::Edit];

    /// The word for it, as it is stored.
    #[must_use]
    pub const fn term(self) -> &'static str {
        match self {
            Self::View => "view",
            Self::Comment => "comment",
            Self::Edit => "edit",
        }
    }
}

impl fmt::Display for GuestAccess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.term())
    }
}

impl FromStr for GuestAccess {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|access| access.term() == text);
        found.ok_or_else(|| format!("there is no access `{text}`: use view, comment or edit"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_ordered_and_read_as_they_are_written() {
        assert!(GuestAccess::ALL.is_sorted());
        for access in GuestAccess::ALL {
            assert_eq!(access.to_string().parse(), Ok(access));
            assert_eq!(serde_json::to_value(access).unwrap(), access.term());
        }
        assert!("apply".parse::<GuestAccess>().is_err());
    }
}
