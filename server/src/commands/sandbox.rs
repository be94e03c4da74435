//! `tablewright sandbox`: the AWS-like account alone, for use with any SDK.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;
use tablewright_sandbox::Sandbox;

use super::logs::log;
use super::serve::{orders_to_stop, say, stopped};
use crate::environments::{SANDBOX_ACCOUNT, SANDBOX_REGION};

/// Options of `sandbox`.
#[derive(Debug, Clone, Args)]
pub(crate) struct SandboxOptions {
    /// Address and port to listen on.
    #[arg(long, default_value = "127.0.0.1:8000")]
    pub(crate) listen: SocketAddr,

    /// Folder for tables and items; without one they are in memory and end with the process.
    #[arg(long)]
    pub(crate) data: Option<PathBuf>,

    /// How long things take: 1 as long as in AWS, 0.1 a tenth of it, 0 no time at all.
    #[arg(long, default_value_t = 1.0)]
    pub(crate) time_scale: f64,

    /// The region that is there from the start; the others open when a request is signed for them.
    #[arg(long, default_value = SANDBOX_REGION)]
    pub(crate) region: String,

    /// The account in ARNs: 12 digits.
    #[arg(long, default_value = SANDBOX_ACCOUNT)]
    pub(crate) account: String,
}

/// Serves until it is told to stop.
pub(crate) fn run(options: SandboxOptions) -> Result<(), String> {
    log();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(|error| format!("the system gives no threads: {error}"))?.block_on(serve(options))
}

async fn serve(options: SandboxOptions) -> Result<(), String> {
    // Before anything is announced: whoever reads that it is there may tell it to stop.
    let stop = orders_to_stop()?;
    let SandboxOptions { listen, data, time_scale, region, account } = options;
    let options = tablewright_sandbox::SandboxOptions {
        data,
        region: region.clone(),
        account,
        time_scale,
        ..Default::default()
    };
    let sandbox = Sandbox::open(options).map_err(|error| error.to_string())?;
    let running = sandbox.listen(&listen.to_string()).await;
    let running = running.map_err(|error| format!("{error}; choose another address with --listen"))?;
    say(&format!(
        "The sandbox's DynamoDB endpoint is {} (region {region}, any credentials)",
        running.endpoint()
    ));
    stopped(stop).await;
    running.stop().await.map_err(|error| error.to_string())?;
    say("Stopped.");
    Ok(())
}
