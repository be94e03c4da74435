//! What a review needs besides the plan: the checks before it, and what has changed since an earlier plan.

pub(crate) mod checks;
mod cost;
pub(crate) mod since;
