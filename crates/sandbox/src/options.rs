//! How a sandbox is opened, and why it cannot be.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use crate::clock::{Clock, SystemClock};
use crate::faults::Faults;

/// How a sandbox is opened.
#[derive(Clone, Debug)]
pub struct SandboxOptions {
    /// The folder that keeps the tables; `None` keeps them in memory.
    pub data: Option<PathBuf>,
    /// The region that is there from the start. The others of AWS are opened when a request is signed for them.
    pub region: String,
    /// The account in the ARNs: 12 digits. A request whose access key has 12 digits is for that account instead.
    pub account: String,
    /// Multiplies [`Durations::REALISTIC`](crate::Durations::REALISTIC): 1 lasts as on AWS, 0 is immediate.
    pub time_scale: f64,
    /// Where the time comes from.
    pub clock: Arc<dyn Clock>,
    /// Switches for failures; none is on at first.
    pub faults: Faults,
}

impl Default for SandboxOptions {
    /// In memory, `us-east-1`, account `000000000000`, realistic durations, the machine's time.
    fn default() -> Self {
        Self {
            data: None,
            region: "us-east-1".to_owned(),
            account: "000000000000".to_owned(),
            time_scale: 1.0,
            clock: Arc::new(SystemClock),
            faults: Faults::default(),
        }
    }
}

impl SandboxOptions {
    /// Refuses options that make no sense.
    pub(crate) fn check(&self) -> Result<(), SandboxError> {
        let wrong =
            |option, value: &str, why| Err(SandboxError::Option { option, value: value.to_owned(), why });
        let region = self.region.as_str();
        if region.is_empty()
            || !region.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        {
            return wrong(
                "region",
                region,
                "use lower-case letters, digits and '-', for example eu-central-1",
            );
        }
        let account = self.account.as_str();
        if account.len() != 12 || !account.bytes().all(|b| b.is_ascii_digit()) {
            return wrong("account", account, "an account has 12 digits");
        }
        if !self.time_scale.is_finite() || self.time_scale < 0.0 {
            return wrong("time scale", &self.time_scale.to_string(), "use a number that is not negative");
        }
        Ok(())
    }
}

/// Why a sandbox cannot be opened or served.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// An option has a value that makes no sense.
    #[error("the sandbox's {option} cannot be '{value}': {why}")]
    Option {
        /// The name of the option.
        option: &'static str,
        /// What was given.
        value: String,
        /// What is expected.
        why: &'static str,
    },
    /// The data folder cannot be made, read or written.
    #[error("the sandbox cannot use {}: {source}", path.display())]
    Data {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Another process works on the data folder.
    #[error("another sandbox is using {}; stop it or choose another folder", path.display())]
    Locked {
        /// The folder.
        path: PathBuf,
    },
    /// The tables cannot be opened.
    #[error("the sandbox cannot open its tables in {}: {why}", path.display())]
    Tables {
        /// The database file, or `memory`.
        path: PathBuf,
        /// What dynoxide says.
        why: String,
    },
    /// The address cannot be listened on.
    #[error("the sandbox cannot listen on {address}: {source}")]
    Listen {
        /// The address.
        address: String,
        /// What the system says.
        source: io::Error,
    },
    /// The server ended in an unforeseen way.
    #[error("the sandbox's server failed: {0}")]
    Serve(String),
}
