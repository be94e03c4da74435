//! Commands that speak to a server: `design`, `request` and `drift`.
//!
//! They are clients of `/api/v1` like any other: who may do what is decided there. The token never stands on the command
//! line, where every user of the machine could read it.

mod client;
pub(crate) mod design;
pub(crate) mod drift;
mod follow;
mod names;
pub(crate) mod request;
mod shown;

use std::future::Future;
use std::path::PathBuf;

use clap::Args;

use super::Failure;

/// What the exit codes of these commands say.
pub(crate) const EXIT_CODES: &str = "Exit code: 0 when it is done, 1 when the server refuses it or the run does not \
    succeed, 2 when the server can't be asked or a file can't be read.\n\n\
    The token is taken from TABLEWRIGHT_TOKEN, or from the file of --token-file; make one under Account in the interface.";

/// Which server, and in whose name.
#[derive(Debug, Clone, Args)]
pub(crate) struct ServerOptions {
    /// The address of the server: https://tables.example.com
    #[arg(long, value_name = "URL", env = "TABLEWRIGHT_SERVER")]
    pub(crate) server: String,

    /// The file that holds the token, when it is not in TABLEWRIGHT_TOKEN.
    #[arg(long, value_name = "FILE", env = "TABLEWRIGHT_TOKEN_FILE")]
    pub(crate) token_file: Option<PathBuf>,
}

/// Waits for work that speaks to a server.
fn waited<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime =
        runtime.map_err(|error| Failure::unreadable(format!("the system gives no threads: {error}")))?;
    runtime.block_on(work)
}
