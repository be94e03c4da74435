//! Programs of others that checks run: each made once, under the target folder, and found again.

pub(crate) mod cargo_fuzz;
pub(crate) mod python;
pub(crate) mod sandbox;
pub(crate) mod served;
