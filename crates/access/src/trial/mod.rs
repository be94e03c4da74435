//! A pattern sent to an endpoint, beside what the preview says: the table is made, the sample items are put, the very
//! request of the preview is sent, and the two answers are compared.
//!
//! Who carries a request to the endpoint is the caller's: here are the requests and what their answers mean. Vector
//! searches, which the preview does not carry out, can't be tried. Deliberately absent: the endpoint and its end.

mod carry;
mod create;
mod difference;
mod load;
mod read;
mod side;

pub use carry::{Failed, Send, Sent, Trial, carry_out};
pub use create::creation;
pub use difference::{Difference, Known, What};
pub use load::loading;
pub use side::{Changed, Refused, Side};
