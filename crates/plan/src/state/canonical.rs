//! One form for values that AWS takes in several.

use tablewright_model::{Kinesis, TimePrecision};

/// A policy as two of the same meaning are the same text: its JSON without white space, names in order. What is no
/// JSON stays as it is.
#[must_use]
pub fn canonical_policy(text: &str) -> String {
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(mut policy) => {
            policy.sort_all_objects();
            policy.to_string()
        }
        Err(_) => text.to_owned(),
    }
}

/// A destination as two of the same meaning are equal: milliseconds are what AWS takes when nothing is said.
#[must_use]
pub fn canonical_kinesis(kinesis: Kinesis) -> Kinesis {
    Kinesis { precision: kinesis.precision.filter(|exact| *exact != TimePrecision::Millisecond), ..kinesis }
}
