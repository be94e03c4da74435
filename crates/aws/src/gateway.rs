//! What the engine asks of AWS, so that its tests can put faults in between.

use std::collections::BTreeSet;
use std::ops::Range;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use tablewright_plan::{Call, LiveState, LiveTable};

use crate::GatewayError;

/// One account and region, as far as plans need it.
pub trait Gateway: Send + Sync + 'static {
    /// Reads the tables with these names; one that does not exist is not in the answer.
    ///
    /// # Errors
    ///
    /// If any of them can't be read completely: a state with holes would be taken for a difference.
    fn read(&self, names: &BTreeSet<String>) -> impl Future<Output = Result<LiveState, GatewayError>> + Send;

    /// Reads one table; `None` when it does not exist.
    ///
    /// # Errors
    ///
    /// If it can't be read completely.
    fn read_table(&self, name: &str) -> impl Future<Output = Result<Option<LiveTable>, GatewayError>> + Send;

    /// Reads the table of a call with all that tells how far the call has come: for most that is the table alone.
    ///
    /// # Errors
    ///
    /// If it can't be read completely.
    fn read_for(&self, call: &Call) -> impl Future<Output = Result<Option<LiveTable>, GatewayError>> + Send {
        self.read_table(call.table())
    }

    /// How much of an index that is being made is filled, in percent: the newest figure that AWS has published of this
    /// time, which may be minutes old. `None` when there is none. Nothing may depend on it.
    ///
    /// # Errors
    ///
    /// If AWS refuses to tell, or does not answer at once.
    fn filling(
        &self,
        table: &str,
        index: &str,
        time: Range<SystemTime>,
    ) -> impl Future<Output = Result<Option<u8>, GatewayError>> + Send;

    /// Makes the call once, without repeating it and without waiting for its end. `live` is the table as last read.
    ///
    /// # Errors
    ///
    /// If AWS refuses it, or if no answer came: then it may have happened all the same.
    fn perform(
        &self,
        call: &Call,
        live: Option<&LiveTable>,
    ) -> impl Future<Output = Result<Receipt, GatewayError>> + Send;
}

/// The proof that AWS took a call.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The id that AWS gave to the request; its support and CloudTrail know the request by it.
    pub request_id: Option<String>,
}
