//! Why a value is none, in the words of the service.

use std::fmt;

/// A value that DynamoDB would refuse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueError {
    /// Text that is no number.
    NotANumber(String),
    /// More than 38 significant digits.
    TooManyDigits,
    /// A magnitude of 1E+126 or more.
    Overflow,
    /// A magnitude below 1E-130.
    Underflow,
    /// Text that is not base 64.
    NotBase64(String),
    /// `NULL` with `false`.
    NullFalse,
    /// A set without members.
    EmptySet(&'static str),
    /// A set with the same member twice.
    Duplicates(Vec<String>),
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotANumber(text) => {
                write!(f, "The parameter cannot be converted to a numeric value: {text}")
            }
            Self::TooManyDigits => {
                write!(f, "Attempting to store more than 38 significant digits in a Number")
            }
            Self::Overflow => write!(
                f,
                "Number overflow. Attempting to store a number with magnitude larger than supported range"
            ),
            Self::Underflow => write!(
                f,
                "Number underflow. Attempting to store a number with magnitude smaller than supported range"
            ),
            Self::NotBase64(text) => write!(f, "Invalid Base64 in a binary value: {text}"),
            Self::NullFalse => write!(
                f,
                "One or more parameter values were invalid: Null attribute value types must have the value of true"
            ),
            Self::EmptySet(kind) => {
                write!(f, "One or more parameter values were invalid: An {kind} set  may not be empty")
            }
            Self::Duplicates(members) => write!(
                f,
                "One or more parameter values were invalid: Input collection [{}] contains duplicates.",
                members.join(", ")
            ),
        }
    }
}

impl std::error::Error for ValueError {}
