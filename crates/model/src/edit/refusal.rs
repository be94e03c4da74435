//! Why an edit did not happen.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Id, Object};

/// Why an edit did not happen; the design is as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The object is not there (any more): someone else removed it.
    Gone(Object),
    /// An object with this id is there already.
    Duplicate(Id),
    /// It would take something back that someone else has changed since.
    ChangedSince,
    /// A text is longer than any limit of the service would allow.
    TooLong {
        /// How many bytes it may have.
        most: usize,
    },
    /// A list is full.
    TooMany {
        /// How many it may hold.
        most: usize,
    },
    /// The document would be larger than what can be read again.
    TooLarge {
        /// How many bytes it may have.
        most: usize,
    },
    /// Lists and maps lie too deep in each other.
    TooDeep {
        /// How many levels there may be.
        most: usize,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gone(object) => {
                write!(f, "the {} is gone: someone removed it meanwhile", object.label())
            }
            Self::Duplicate(id) => write!(f, "there is already an object with the id `{id}`"),
            Self::ChangedSince => f.write_str("someone else has changed it since, and that stays"),
            Self::TooLong { most } => write!(f, "the text is too long: the most is {most} bytes"),
            Self::TooMany { most } => write!(f, "there are too many: the most is {most}"),
            Self::TooLarge { most } => {
                write!(f, "the design would be too large: the most is {most} bytes, so split it into several")
            }
            Self::TooDeep { most } => write!(f, "the value is nested too deeply: the most is {most} levels"),
        }
    }
}

impl std::error::Error for Refusal {}
