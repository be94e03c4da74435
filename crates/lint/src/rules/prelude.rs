//! What nearly every rule uses.

pub(super) use tablewright_model::Severity::{Error, Info, Warning};
pub(super) use tablewright_model::*;

pub(super) use crate::context::{Context, TableView};
pub(super) use crate::findings::Findings;
pub(super) use crate::rule::Rule;
pub(super) use crate::serving::{Path, PatternView, Source};
