//! Under way.

use crate::rule::Rule;

pub(super) const RULES: &[Rule] = &[];
