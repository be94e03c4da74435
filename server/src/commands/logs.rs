//! Where log lines go: to standard error, and with the feature `otel` as spans to a collector, too.

use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, Registry, fmt};

/// Sends what is logged to standard error.
pub(super) fn log() {
    log_with(None::<fmt::Layer<Registry>>);
}

/// The first layer beside it, which sees what the filter lets through.
fn log_with(spans: Option<impl Layer<Registry> + Send + Sync>) {
    let filter =
        EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,tablewright=info"));
    let lines = fmt::layer().with_writer(std::io::stderr);
    let set = tracing_subscriber::registry().with(spans).with(lines).with(filter).try_init();
    // A logger that is there already stays.
    drop(set);
}

#[cfg(feature = "otel")]
pub(super) use traces::log_and_trace;

#[cfg(feature = "otel")]
mod traces {
    use std::sync::Arc;

    use axum::http::{Request, Response, Uri};
    use http_body_util::Full;
    use hyper::body::Bytes;
    use tablewright_telemetry::Traces;
    use tokio::runtime::Handle;

    use crate::outgoing;
    use crate::reach::Reach;

    /// The longest answer of a collector that is read.
    const MOST: usize = 100_000;

    /// Sends what is logged to standard error, and spans to the collector if there is one. Who ends lets them finish.
    pub(in crate::commands) fn log_and_trace(
        collector: Option<&str>,
        network: &Handle,
    ) -> Result<Option<Traces>, String> {
        let Some(collector) = collector else {
            super::log();
            return Ok(None);
        };
        let network = network.clone();
        // Spans are sent from a thread of their own, which has no network.
        let send: tablewright_telemetry::Send = Arc::new(move |request| {
            let sending = network.spawn(send(request));
            Box::pin(async move { sending.await.map_err(|error| error.to_string())? })
        });
        let traces = Traces::to(collector, send).map_err(|error| error.to_string())?;
        super::log_with(Some(traces.layer()));
        Ok(Some(traces))
    }

    /// Whoever starts the server says where the collector is, so it may be on this machine.
    async fn send(request: Request<Bytes>) -> Result<Response<Bytes>, String> {
        let destination = Reach { private: true }.check(&request.uri().to_string()).await?;
        let (mut parts, body) = request.into_parts();
        // One server is asked, not a proxy: the path is enough.
        parts.uri = parts.uri.path_and_query().map_or(Uri::default(), |path| path.clone().into());
        let request = Request::from_parts(parts, Full::new(body));
        let (parts, body) = outgoing::send(&destination, request).await?.into_parts();
        Ok(Response::from_parts(parts, outgoing::whole(body, MOST).await?))
    }
}
