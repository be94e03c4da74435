//! `tablewright serve`: opens what is kept, starts the sandbox, listens, and stops cleanly.

use std::io::{ErrorKind, Write};
use std::net::SocketAddr;
use std::time::Duration;

use tablewright_plan::CopyPlace;
use tablewright_sandbox::{RunningSandbox, Sandbox, SandboxOptions};
use tablewright_storage::{Environment, EnvironmentId, EnvironmentKind, Store, Timestamp};
#[cfg(feature = "otel")]
use tablewright_telemetry::Traces;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use super::{logs, prices};
use crate::api::Repeats;
use crate::auth::attempts::Attempts;
use crate::cli::ServeOptions;
use crate::designs::Designs;
use crate::environments::{Environments, SANDBOX_ACCOUNT, SANDBOX_REGION};
use crate::metrics::Metrics;
use crate::oidc::{Oidc, OidcConfig};
use crate::prices::ListPrices;
use crate::reach::Reach;
use crate::runs::Runs;
use crate::state::{AppState, Shared};
use crate::time::{days, now};
use crate::trials::Trials;
use crate::webhooks::{self, Alarm};
use crate::{drift, entropy, router};

/// How long open requests and event streams may go on after the order to stop.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long the first link can be used, in days.
const SETUP_DAYS: i64 = 7;

/// Runs the server until it is told to stop.
pub(crate) fn run(options: ServeOptions) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| format!("the system gives no threads: {error}"))?;
    #[cfg(not(feature = "otel"))]
    logs::log();
    #[cfg(feature = "otel")]
    let traces = logs::log_and_trace(options.otlp_endpoint.as_deref(), runtime.handle())?;
    let outcome = runtime.block_on(serve(options));
    #[cfg(feature = "otel")]
    if let Some(Err(error)) = traces.map(Traces::finish) {
        tracing::warn!(%error, "the last traces are lost");
    }
    outcome
}

async fn serve(options: ServeOptions) -> Result<(), String> {
    // Before anything is announced: whoever reads that the server is there may tell it to stop.
    let stop = orders_to_stop()?;
    let prices = list_prices(&options)?;
    let listener = listen(options.listen).await?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let base = options.public_url.clone().unwrap_or_else(|| format!("http://{address}"));
    let store = Store::open(&options.data).await.map_err(|error| error.to_string())?;
    let sandbox = start_sandbox(&options).await?;
    let state = share(&store, &sandbox, base.trim_end_matches('/'), prices, &options).await?;
    state.runs.resume(&state).await.map_err(|error| error.to_string())?;
    tokio::spawn(drift::keep_looking(state.clone()));
    announce(&store, base.trim_end_matches('/'), sandbox.endpoint()).await?;
    if options.prices.is_some() {
        let known = state.prices.all().iter().map(|prices| format!("{} ({})", prices.region, prices.date));
        say(&format!("List prices are known of {}", known.collect::<Vec<_>>().join(", ")));
    }

    tokio::spawn(webhooks::run(state.clone()));
    let app = router::router(state, address).into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, app).with_graceful_shutdown(stopped(stop.clone()));
    tokio::select! {
        outcome = server => outcome.map_err(|error| format!("the server stopped: {error}"))?,
        () = async { stopped(stop).await; tokio::time::sleep(PATIENCE).await } => {}
    }
    sandbox.stop().await.map_err(|error| error.to_string())?;
    store.close().await;
    say("Stopped.");
    Ok(())
}

/// Takes an address, or says in a sentence why not.
pub(super) async fn listen(address: SocketAddr) -> Result<TcpListener, String> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => {
            format!(
                "{address} is in use: stop the program that listens there, or choose another with --listen"
            )
        }
        ErrorKind::PermissionDenied => {
            format!("this user may not listen on {address}: choose a port above 1023 with --listen")
        }
        _ => format!("{address} can't be listened on ({error}): choose another with --listen"),
    })
}

async fn start_sandbox(options: &ServeOptions) -> Result<RunningSandbox, String> {
    let sandbox = Sandbox::open(SandboxOptions {
        data: Some(options.data.join("sandbox")),
        region: SANDBOX_REGION.to_owned(),
        account: SANDBOX_ACCOUNT.to_owned(),
        time_scale: options.sandbox_time_scale,
        ..SandboxOptions::default()
    });
    let sandbox = sandbox.map_err(|error| error.to_string())?;
    sandbox.listen(&options.sandbox_listen.to_string()).await.map_err(|error| error.to_string())
}

async fn share(
    store: &Store,
    sandbox: &RunningSandbox,
    base: &str,
    prices: ListPrices,
    options: &ServeOptions,
) -> Result<AppState, String> {
    let id = entropy::id().map_err(|error| error.to_string())?;
    store.ensure_sandbox(&sandbox_environment(EnvironmentId(id))).await.map_err(|error| error.to_string())?;
    Ok(AppState::new(Shared {
        designs: Designs::new(store.clone()),
        environments: Environments::new(sandbox.endpoint().to_owned()),
        runs: Runs::new(),
        attempts: Attempts::default(),
        prices,
        trials: Trials::default(),
        metrics: Metrics::default(),
        repeats: Repeats::default(),
        tour: tokio::sync::Mutex::default(),
        alarm: Alarm::default(),
        store: store.clone(),
        base: base.to_owned(),
        oidc: OidcConfig::of(&options.oidc)?.map(|config| Oidc::new(config, base)),
        reach: Reach { private: options.allow_private_addresses },
        secure_cookies: base.starts_with("https://"),
        proxies: options.trusted_proxy.clone(),
    }))
}

/// The embedded prices, and those of the folder if there is one.
fn list_prices(options: &ServeOptions) -> Result<ListPrices, String> {
    let found = options.prices.as_deref().map(prices::folder).transpose();
    ListPrices::new(found.map_err(|failure| failure.message)?.unwrap_or_default())
}

/// Every name is a bucket of the sandbox's own, so that a migration is carried out there as on AWS.
const SANDBOX_COPIES: &str = "s3://tablewright-sandbox/copies";

/// The environment that is there from the first start on.
pub(crate) fn sandbox_environment(id: EnvironmentId) -> Environment {
    Environment {
        id,
        name: "Sandbox".to_owned(),
        kind: EnvironmentKind::Sandbox,
        region: SANDBOX_REGION.to_owned(),
        account: Some(SANDBOX_ACCOUNT.to_owned()),
        endpoint: None,
        profile: None,
        role_arn: None,
        name_template: "{table}".to_owned(),
        copies: CopyPlace::parse(SANDBOX_COPIES, None).ok(),
        revision: 1,
        created_at: now(),
    }
}

/// Says where to go. While there is nobody yet, that is a link that makes the administrator, a new one at each start.
async fn announce(store: &Store, base: &str, sandbox: &str) -> Result<(), String> {
    if store.user_count().await.map_err(|error| error.to_string())? == 0 {
        let secret = entropy::Secret::new().map_err(|error| error.to_string())?;
        let (created, expires) = (now(), Timestamp(now().0 + days(SETUP_DAYS)));
        let replaced = store.replace_setup_invitation(&secret.hash(), created, expires).await;
        replaced.map_err(|error| error.to_string())?;
        say(&format!("Open this link once to set Tablewright up: {base}/join/{}", secret.text()));
    } else {
        say(&format!("Tablewright is at {base}"));
    }
    say(&format!("The sandbox's DynamoDB endpoint is {sandbox} (region {SANDBOX_REGION}, any credentials)"));
    Ok(())
}

/// Prints a line for whoever started the server. That nobody reads it any more is no reason to stop.
pub(super) fn say(line: &str) {
    let mut out = std::io::stdout();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// Turns true when the process is told to stop, by SIGTERM or by Ctrl-C.
pub(super) fn orders_to_stop() -> Result<watch::Receiver<bool>, String> {
    let listen = |kind| signal(kind).map_err(|error| format!("the system gives no signals: {error}"));
    let (mut terminate, mut interrupt) = (listen(SignalKind::terminate())?, listen(SignalKind::interrupt())?);
    let (order, orders) = watch::channel(false);
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        order.send_replace(true);
    });
    Ok(orders)
}

/// Ends with the order to stop.
pub(super) async fn stopped(mut orders: watch::Receiver<bool>) {
    // The sender is kept until it has sent, so that waiting can't fail.
    let _ = orders.wait_for(|stop| *stop).await;
}
