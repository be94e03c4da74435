//! The sample items of a design as DynamoDB would store them, and what its patterns find in them.
//!
//! A [`Preview`] is a value: making one reads the items, running a pattern changes nothing. [`asked`] is the request
//! that a pattern comes to, in the shape of the API, so that the same can be sent to a real endpoint. Vector searches
//! are not carried out here.

mod asked;
mod blocks;
mod changes;
pub mod filter;
mod load;
mod run;
mod together;

pub use asked::{Asked, Stopped, asked};
pub use blocks::{Absence, Absent, Block, Entry, Group};
pub use changes::{Change, Delivery, Happened, NotDelivered, changes};
pub use load::{Preview, Refused, Why};
pub(crate) use run::fetches;
pub use run::{Cursor, Ran, Units};
