//! What several rules need to know and no single one owns.

mod expiry;
mod iam;
mod indexes;
mod owner;

pub(super) use expiry::ttl_values;
pub(super) use iam::{Statement, policies};
pub(super) use indexes::{is_in, is_sparse, projection_of, served, set_projection, touches};
pub(super) use owner::{Owner, QUOTA, Side};
