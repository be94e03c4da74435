//! Renders a page the way the server does, with an API that answers from a table.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use leptos::config::LeptosOptions;
use leptos::prelude::provide_context;
use serde::Serialize;
use tablewright_app::client::{InProcess, Method, Reply, Transport};
use tablewright_app::{Answer, PagesRoot, Root, shell};
use tablewright_contract::{ApiError, ErrorCode};

/// What each call answers: method and path to status and body.
#[derive(Clone, Default)]
pub(crate) struct Site {
    answers: BTreeMap<String, (u16, String)>,
}

/// What a browser gets.
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) location: Option<String>,
    pub(crate) html: String,
}

impl Site {
    pub(crate) fn get(self, path: &str, body: &impl Serialize) -> Self {
        self.answer(&format!("GET {path}"), 200, body)
    }

    pub(crate) fn post(self, path: &str, body: &impl Serialize) -> Self {
        self.answer(&format!("POST {path}"), 200, body)
    }

    pub(crate) fn refuses(self, path: &str, status: u16, code: ErrorCode, message: &str) -> Self {
        let (message, request_id) = (message.to_owned(), "request-7".to_owned());
        self.answer(&format!("GET {path}"), status, &ApiError { code, message, field: None, request_id })
    }

    fn answer(mut self, call: &str, status: u16, body: &impl Serialize) -> Self {
        self.answers.insert(call.to_owned(), (status, serde_json::to_string(body).unwrap()));
        self
    }

    pub(crate) async fn page(&self, path: &str) -> Page {
        routes();
        let options = LeptosOptions::builder().output_name(Root::of(path).bundle()).build();
        let transport = Transport(Arc::new(self.clone()));
        let status = Arc::new(Mutex::new(None));
        let (set, at) = (Arc::clone(&status), path.to_owned());
        let handler = leptos_axum::render_app_async_with_context(
            move || {
                let set = Arc::clone(&set);
                provide_context(transport.clone());
                let status = move |status| *set.lock().unwrap() = Some(status);
                provide_context(Answer {
                    status: Arc::new(status),
                    redirect: Arc::new(leptos_axum::redirect),
                });
            },
            move || shell(options.clone(), &at),
        );
        let response =
            handler(Request::get(path).header("accept", "text/html").body(Body::empty()).unwrap()).await;
        let location = response.headers().get("location").map(|value| value.to_str().unwrap().to_owned());
        let own = response.status().as_u16();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        let status = status.lock().unwrap().unwrap_or(own);
        Page { status, location, html: String::from_utf8(bytes.to_vec()).unwrap() }
    }
}

/// The paths of the routes. The server asks for them once at its start, without a request; that also starts what
/// renders pages.
pub(crate) fn routes() -> Vec<String> {
    let listed = leptos_axum::generate_route_list(PagesRoot);
    listed.iter().map(|route| route.path().to_owned()).collect()
}

impl InProcess for Site {
    fn send(&self, method: Method, path: &str, _: Option<String>) -> Reply {
        let call = format!("{} {path}", method.as_str());
        let answer = self.answers.get(&call).cloned();
        Box::pin(async move { answer.unwrap_or_else(|| (404, not_found(&call))) })
    }
}

fn not_found(call: &str) -> String {
    let error = ApiError {
        code: ErrorCode::NotFound,
        message: format!("There is no {call}."),
        field: None,
        request_id: String::new(),
    };
    serde_json::to_string(&error).unwrap()
}

impl Page {
    /// The title of the window.
    pub(crate) fn title(&self) -> &str {
        let (_, rest) = self.html.split_once("<title>").unwrap();
        rest.split_once("</title>").unwrap().0
    }

    /// The text of the page's main part: what is between the tags, with one space for any gap.
    pub(crate) fn text(&self) -> String {
        let (_, main) = self.html.split_once("<main").unwrap();
        let main = main.split_once("</main>").unwrap().0;
        let mut text = String::new();
        for part in main.split('<').skip(1) {
            text.push_str(part.split_once('>').map_or("", |(_, text)| text));
            text.push(' ');
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
