//! What a review needs besides the plan: the checks before it, and what has changed since an earlier plan.

pub(crate) mod checks;
pub(crate) mod since;
