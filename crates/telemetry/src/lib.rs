//! Traces to a collector: what the server logs of a request, as spans over OTLP.
//!
//! Deliberately without a way to the network: whoever uses this says how a request is sent, so that the server has one
//! way out. Part of the server with its feature `otel` only.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use futures::future::BoxFuture;
use http::{Request, Response};
use opentelemetry::trace::TracerProvider;
use opentelemetry_http::{HttpClient, HttpError};
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing::Subscriber;
use tracing_subscriber::Layer;
use tracing_subscriber::registry::LookupSpan;

/// What this program is called where nobody says otherwise.
const SERVICE: &str = "tablewright";

/// Sends one request and gives the whole answer, or says in a sentence why there is none.
pub type Send = Arc<
    dyn Fn(Request<Bytes>) -> BoxFuture<'static, Result<Response<Bytes>, String>> + std::marker::Send + Sync,
>;

/// Spans on their way to a collector.
#[derive(Debug)]
pub struct Traces {
    provider: SdkTracerProvider,
}

/// No traces can be sent.
#[derive(Debug)]
pub struct Unusable(String);

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "traces can't be sent ({}): look at OTEL_EXPORTER_OTLP_ENDPOINT", self.0)
    }
}

impl std::error::Error for Unusable {}

impl Traces {
    /// Traces to the collector at this address, to whose path `/v1/traces` is added. `OTEL_SERVICE_NAME` and
    /// `OTEL_RESOURCE_ATTRIBUTES` are heeded.
    ///
    /// # Errors
    ///
    /// When the address is none.
    pub fn to(collector: &str, send: Send) -> Result<Self, Unusable> {
        let exporter = SpanExporter::builder()
            .with_http()
            .with_http_client(Client(send))
            .with_protocol(Protocol::HttpBinary)
            .with_endpoint(format!("{}/v1/traces", collector.trim_end_matches('/')))
            .build()
            .map_err(|error| Unusable(error.to_string()))?;
        let resource = match std::env::var("OTEL_SERVICE_NAME") {
            Ok(_) => Resource::builder(),
            Err(_) => Resource::builder().with_service_name(SERVICE),
        };
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(exporter)
            .with_resource(resource.build())
            .build();
        Ok(Self { provider })
    }

    /// The layer that takes spans.
    pub fn layer<S>(&self) -> impl Layer<S> + use<S>
    where
        S: Subscriber + for<'a> LookupSpan<'a>,
    {
        tracing_opentelemetry::layer().with_tracer(self.provider.tracer(SERVICE))
    }

    /// Sends what is left.
    ///
    /// # Errors
    ///
    /// When the collector does not take it.
    pub fn finish(self) -> Result<(), Unusable> {
        self.provider.shutdown().map_err(|error| Unusable(error.to_string()))
    }
}

struct Client(Send);

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Client")
    }
}

#[async_trait::async_trait]
impl HttpClient for Client {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        (self.0)(request).await.map_err(Into::into)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use tracing_subscriber::layer::SubscriberExt;

    use super::*;

    #[test]
    fn a_span_gets_to_the_collector_with_its_fields() {
        let sent: Arc<Mutex<Vec<Request<Bytes>>>> = Arc::default();
        let (kept, ok) = (Arc::clone(&sent), || Ok(Response::new(Bytes::new())));
        let send: Send = Arc::new(move |request| {
            kept.lock().unwrap().push(request);
            Box::pin(std::future::ready(ok()))
        });
        let traces = Traces::to("http://collector.test:4318/", send).unwrap();
        tracing::subscriber::with_default(tracing_subscriber::registry().with(traces.layer()), || {
            tracing::info_span!("request", id = "r1").in_scope(|| tracing::info!("answered"));
        });
        traces.finish().unwrap();
        let sent = sent.lock().unwrap();
        assert_eq!(sent.len(), 1);
        assert_eq!(sent[0].uri(), "http://collector.test:4318/v1/traces");
        assert_eq!(sent[0].headers()["content-type"], "application/x-protobuf");
        let body = String::from_utf8_lossy(sent[0].body());
        for part in ["tablewright", "request", "r1", "answered"] {
            assert!(body.contains(part), "{part} is not in {body}");
        }
    }

    #[test]
    fn what_is_no_address_is_said() {
        let send: Send = Arc::new(|_| Box::pin(std::future::ready(Err("not asked".to_owned()))));
        let refused = Traces::to("a collector", send).unwrap_err();
        assert!(refused.to_string().contains("OTEL_EXPORTER_OTLP_ENDPOINT"), "{refused}");
    }
}
