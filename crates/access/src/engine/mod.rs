//! Tables with their items as DynamoDB stores them, and the requests that read and write them.
//!
//! A [`Table`] is a value in memory: cloning one is cheap for its items, and nothing in it waits. Requests and answers
//! have the shape of the API, so the same request can be sent to a real endpoint. What a preview has no use for is
//! left out: throttling, parallel scans, transactions, PartiQL, the legacy parameters. Pages are evaluated as the
//! service does it (1 MB or `Limit` before the filter); the order of partitions in a scan is by partition key here,
//! where the service promises none.

mod answer;
mod check;
mod page;
mod position;
mod read;
mod refusal;
mod request;
mod start;
mod store;
mod table;
mod target;
mod write;

pub use answer::{BatchGetAnswer, GetAnswer, ReadAnswer, WriteAnswer};
pub use refusal::{Refusal, RefusalKind};
pub use request::{BatchGet, DeleteItem, GetItem, PutItem, Query, ReturnValues, Scan, Select, UpdateItem};
pub use table::{ItemChange, Table};
