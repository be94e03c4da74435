//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Design DynamoDB tables together, see what serves each query, and ship exactly what was approved.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What the binary can do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Start the server.
    Serve(ServeOptions),
    /// Ask a running server whether it is well; for container health checks.
    Healthcheck(HealthcheckOptions),
}

/// Options of `serve`.
#[derive(Debug, Clone, Args)]
pub(crate) struct ServeOptions {
    /// Address and port to listen on.
    #[arg(long, default_value = "127.0.0.1:3000", env = "TABLEWRIGHT_LISTEN")]
    pub(crate) listen: SocketAddr,

    /// Folder for the database and the sandbox; it is made when missing.
    #[arg(long, default_value = "data", env = "TABLEWRIGHT_DATA")]
    pub(crate) data: PathBuf,

    /// The address that people type, when it is not the one listened on: https://tables.example.com
    #[arg(long, env = "TABLEWRIGHT_PUBLIC_URL")]
    pub(crate) public_url: Option<String>,

    /// Address and port of the sandbox's endpoint; by default a free port of the loopback interface.
    #[arg(long, default_value = "127.0.0.1:0", env = "TABLEWRIGHT_SANDBOX_LISTEN")]
    pub(crate) sandbox_listen: SocketAddr,

    /// How fast the sandbox is: 1 takes as long as AWS does, 0.1 a tenth of it, 0 no time at all.
    #[arg(long, default_value_t = 0.1, env = "TABLEWRIGHT_SANDBOX_TIME_SCALE")]
    pub(crate) sandbox_time_scale: f64,
}

/// Options of `healthcheck`.
#[derive(Debug, Clone, Args)]
pub(crate) struct HealthcheckOptions {
    /// Address and port that the server listens on.
    #[arg(long, default_value = "127.0.0.1:3000", env = "TABLEWRIGHT_LISTEN")]
    pub(crate) listen: SocketAddr,
}
