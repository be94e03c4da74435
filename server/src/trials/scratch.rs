//! A sandbox for one trial, in memory and without a listener: it is gone with its value.

use std::time::Instant;

use serde_json::Value;
use tablewright_access::trial::{Refused, Send};
use tablewright_sandbox::{Exception, Sandbox, SandboxError, SandboxOptions};

/// The sandbox, and until when it may be asked.
pub(super) struct Scratch {
    sandbox: Sandbox,
    until: Instant,
}

/// Why there is no answer.
#[derive(Debug)]
pub(crate) enum Lost {
    /// It takes too long.
    TooLong,
    /// There is no sandbox.
    Unopened(SandboxError),
}

impl Scratch {
    /// Opens one whose tables are active at once.
    pub(super) fn open(until: Instant) -> Result<Self, Lost> {
        let options = SandboxOptions { time_scale: 0.0, ..SandboxOptions::default() };
        let sandbox = Sandbox::open(options).map_err(Lost::Unopened)?;
        Ok(Self { sandbox, until })
    }
}

impl Send for Scratch {
    type Lost = Lost;

    fn send(&mut self, operation: &'static str, body: &Value) -> Result<Result<Value, Refused>, Lost> {
        if Instant::now() >= self.until {
            return Err(Lost::TooLong);
        }
        let answer = self.sandbox.ask(operation, body.clone());
        Ok(answer.map_err(|Exception { name, message }| Refused { exception: name, message }))
    }
}
