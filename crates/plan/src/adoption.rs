//! What adopting a table would mean: how it differs from the design that wants it.
//!
//! A pure comparison. That somebody adopts it is a decision, and noting it is the store's.

use crate::diff::{fields, replaced_for};
use crate::open::completed;
use crate::{FieldChange, LiveTable, TableState};

/// How a live table differs from a wanted one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adoption {
    /// The settings that a plan would change afterwards.
    pub fields: Vec<FieldChange>,
    /// How many are the same.
    pub unchanged: usize,
    /// What can't be changed in place, if that differs.
    pub replaced_for: Option<&'static str>,
}

/// What a plan would have to change once the table were adopted; nothing that moves by itself or can't be read.
#[must_use]
pub fn adoption(live: &LiveTable, wanted: &TableState) -> Adoption {
    let wanted = completed(wanted, live);
    let (fields, unchanged) = fields(Some(&live.state), Some(&wanted));
    Adoption { fields, unchanged, replaced_for: replaced_for(&live.state, &wanted) }
}
