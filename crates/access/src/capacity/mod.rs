//! Capacity units and stored bytes: the arithmetic of what a read, a write and an item cost.
//!
//! One rule for every user: the preview engine measures items, cost estimates go from stated sizes. Prices, rates and
//! months are not here. Source of every rule: developer guide, "Capacity unit consumption" and "Item sizes".

mod amount;
mod consumed;
mod index;
mod storage;
mod units;

pub use amount::Amount;
pub use consumed::Consumed;
pub use index::{EntryState, index_write_units};
pub use storage::{BASE_OVERHEAD, REPLICA_OVERHEAD, stored_bytes};
pub use units::{
    Consistency, TRANSACTION_FACTOR, condition_check_units, read_units, replicated_units, table_write_units,
    write_units,
};
