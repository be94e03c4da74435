//! `GET /designs/{id}/live`: the design's live session, as a WebSocket.

use axum::body::Body;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{FromRequestParts, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Request, header};
use axum::response::Response;
use serde::Deserialize;
use tablewright_contract::{ApiError, ErrorCode, LiveNews};
use tablewright_storage::DesignId;

use super::edits_get::PAGE;
use super::extract::PathId;
use super::{Failure, views};
use crate::auth::CurrentUser;
use crate::live;
use crate::state::AppState;

/// The most bytes that a listener may say at once: where somebody is takes a few hundred.
const MOST_SAID: usize = 4 * 1024;

#[derive(Deserialize)]
struct After {
    after: u64,
}

/// Edits as they are stored, and who is where. The first message says who is here, and the edits after `after`.
///
/// It speaks the WebSocket protocol; messages are JSON. A listener sends where it is. Whoever reads too slowly is cut
/// off, comes back with the number of the last edit that it knows, and has missed nothing.
#[utoipa::path(get, path = "/designs/{id}/live", tag = "designs",
    params(("id" = String, Path), ("after" = u64, Query, description = "The last number that the caller knows")),
    responses((status = 101, description = "The socket is open"), (status = 400, body = ApiError),
        (status = 401, body = ApiError), (status = 403, body = ApiError), (status = 404, body = ApiError),
        (status = 429, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    request: Request<Body>,
) -> Result<Response, Failure> {
    let (mut parts, _) = request.into_parts();
    let user = CurrentUser::from_request_parts(&mut parts, &state).await?;
    of_this_site(&parts.headers, &state.base)?;
    let PathId(id) = PathId::<DesignId>::from_request_parts(&mut parts, &state).await?;
    let bad = |what: &str| Failure::new(ErrorCode::Malformed, what);
    let Query(After { after }) = Query::<After>::try_from_uri(&parts.uri)
        .map_err(|_| bad("Say in `after` which edit you know last, as a number."))?;
    state.designs.head(id).await?.ok_or_else(|| Failure::not_found("design"))?;
    let upgrade = WebSocketUpgrade::from_request_parts(&mut parts, &state).await;
    let upgrade = upgrade.map_err(|_| {
        bad("This call opens a WebSocket: ask for that, or read `GET /designs/{id}/edits`, which is plain HTTP.")
    })?;
    let seat = state.designs.live.join(id, &user.0.name).ok_or_else(|| {
        Failure::too_many(60, "Too many people have this design open: wait until somebody leaves.")
    })?;
    // After the seat is taken, so that no edit falls in between.
    let news = news(&state, id, after).await?;
    let welcome = LiveNews { seq: news.seq, edits: news.edits, ..seat.welcome() };
    let upgrade = upgrade.max_message_size(MOST_SAID).max_frame_size(MOST_SAID);
    Ok(upgrade.on_upgrade(async move |socket| {
        let still = || still(&parts, &state, id);
        live::serve(socket, seat, welcome, still).await;
    }))
}

/// Pages of other sites may not listen with the cookie of whoever looks at them. Only browsers say where a page is from.
fn of_this_site(headers: &HeaderMap, base: &str) -> Result<(), Failure> {
    let Some(origin) = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok()) else {
        return Ok(());
    };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let is_host = origin.split_once("://").map(|(_, origin)| origin) == host;
    if origin == base || is_host {
        return Ok(());
    }
    Err(Failure::forbidden("Another site's page may not listen here."))
}

/// The design's number and the edits after the one that the listener knows; who is further behind reads the rest.
async fn news(state: &AppState, id: DesignId, after: u64) -> Result<LiveNews, Failure> {
    let head = state.designs.head(id).await?.ok_or_else(|| Failure::not_found("design"))?;
    let edits = state.store.edits_since(id, after, PAGE).await?;
    let edits = edits.into_iter().map(views::edit).collect();
    Ok(LiveNews { seq: head.seq, edits, ..LiveNews::default() })
}

/// The design's number, as long as whoever asked would still be let in.
async fn still(parts: &Parts, state: &AppState, id: DesignId) -> Option<u64> {
    CurrentUser::from_request_parts(&mut parts.clone(), state).await.ok()?;
    let head = state.designs.head(id).await.ok()?;
    head.map(|head| head.seq)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::TestApp;

    fn allowed(origin: Option<&'static str>, host: &'static str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().unwrap());
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, origin.parse().unwrap());
        }
        of_this_site(&headers, "https://designs.example.com").is_ok()
    }

    #[tokio::test]
    async fn whoever_signs_out_may_not_listen_on() {
        let app = TestApp::new().await;
        let design = app.game_scores(&app.admin).await.parse().unwrap();
        let request = Request::builder().header(header::COOKIE, &app.admin).body(()).unwrap();
        let (parts, ()) = request.into_parts();
        assert_eq!(still(&parts, &app.state, design).await, Some(0));
        app.call("DELETE", &app.admin, "/session", Body::empty()).await;
        assert_eq!(still(&parts, &app.state, design).await, None);
    }

    #[test]
    fn only_pages_of_this_server_listen() {
        assert!(allowed(Some("https://designs.example.com"), "internal:3000"), "behind a proxy");
        assert!(allowed(Some("http://127.0.0.1:3000"), "127.0.0.1:3000"));
        assert!(allowed(None, "127.0.0.1:3000"), "a program");
        assert!(!allowed(Some("https://evil.example.com"), "designs.example.com"));
        assert!(!allowed(Some("null"), "designs.example.com"));
        assert!(!allowed(Some("https://designs.example.com.evil.com"), "designs.example.com"));
    }
}
