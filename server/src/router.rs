//! The whole server as one router: the API, its description, the health check, and behind them files and pages.

use std::net::SocketAddr;

use axum::routing::get;
use axum::{Json, Router, middleware};
use leptos::config::{Env, LeptosOptions};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;

use crate::api;
use crate::state::AppState;
use crate::web::pages::{self, Pages};
use crate::web::{compression, docs, headers, health, sign_in, trace};

/// The router with everything in it.
pub(crate) fn router(state: AppState, address: SocketAddr) -> Router {
    let (api, description) = api::api(&state);
    let api = api.with_state(state.clone());
    let docs = docs::page(&description);
    let pages = pages::router(Pages { api: api.clone(), options: leptos_options(address) });
    Router::new()
        .merge(health::router(state.clone()))
        .merge(sign_in::router(state.clone()))
        .route("/api/docs", get(async move || docs.clone()))
        .route("/api/openapi.json", get(async move || Json(description.clone())))
        .merge(api)
        .fallback_service(pages)
        // Requests of other sites are refused before anything looks at them; pages call the API behind this.
        .layer(CsrfLayer::new())
        .layer(compression::layer())
        .layer(middleware::from_fn(headers::add))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn_with_state(state, trace::follow))
}

fn leptos_options(address: SocketAddr) -> LeptosOptions {
    LeptosOptions::builder()
        .output_name("tablewright")
        .site_pkg_dir("pkg")
        .site_addr(address)
        .env(if cfg!(debug_assertions) { Env::DEV } else { Env::PROD })
        .build()
}
