//! The rules, a file each, in a folder for each group; what several rules need to know is in `shared`.

mod capacity;
mod keys;
mod meta;
mod operations;
mod prelude;
mod protection;
mod shared;

use crate::rule::Rule;

/// Every rule, by group and code.
pub(crate) const GROUPS: [&[Rule]; 5] =
    [protection::RULES, capacity::RULES, keys::RULES, operations::RULES, meta::RULES];
