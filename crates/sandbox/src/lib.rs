//! An AWS-like DynamoDB account in a box.
//!
//! `dynoxide` holds tables and items; this crate stands in front of it with the control plane that it lacks: table and
//! index states that last, the refusals of the service, ARNs of a real region and account, and the settings that
//! dynoxide does not know. It is served over HTTP on a loopback listener, so that an unmodified AWS SDK client or the
//! AWS CLI talks to it. Nothing else in Tablewright knows that an environment is a sandbox.
//!
//! What it deliberately does not do: it checks no signature, throttles nobody unless told to, runs no background task (a
//! state ends when a request looks at it after its deadline), and writes no SQL.
//!
//! ```no_run
//! # async fn demo() -> Result<(), tablewright_sandbox::SandboxError> {
//! use tablewright_sandbox::{Sandbox, SandboxOptions};
//!
//! let sandbox = Sandbox::open(SandboxOptions { region: "eu-central-1".into(), ..SandboxOptions::default() })?;
//! let running = sandbox.listen("127.0.0.1:0").await?;
//! println!("aws dynamodb list-tables --endpoint-url {}", running.endpoint());
//! running.stop().await
//! # }
//! ```

mod arn;
mod ask;
mod buckets;
mod cbor;
mod clock;
mod control;
mod data;
mod db;
mod durations;
mod expiry;
mod faults;
mod gate;
mod keys;
mod lag;
mod line;
mod metrics;
mod options;
mod overlay;
mod partition;
mod partitions;
mod protocol;
mod reconcile;
mod regions;
mod replication;
mod sandbox;
mod scaling;
mod server;
mod state_file;
mod stream_records;
mod streams;
mod wire;

pub use ask::Exception;
pub use clock::{Clock, ManualClock, SystemClock};
pub use durations::Durations;
pub use faults::{Calls, Fault, FaultRule, Faults, RecordedCall, When};
pub use options::{SandboxError, SandboxOptions};
pub use sandbox::{RunningSandbox, Sandbox};
