//! What several rules need to know and no single one owns.

mod conditions;
mod expiry;
mod iam;
mod indexes;
mod owner;
mod streams;
mod values;

pub(super) use conditions::{out_of_order, refused_partition};
pub(super) use expiry::ttl_values;
pub(super) use iam::{Statement, policies};
pub(super) use indexes::{global, is_sparse, projection_of, served, set_projection, touches};
pub(super) use owner::{Owner, QUOTA, Side};
pub(super) use streams::{needed_view, reads_stream};
pub(super) use values::{is_time, scalar, type_of, values_of};
