//! `/api/docs`: the description of the API to read, made of the same document as `/api/openapi.json`.
//!
//! Plain HTML without scripts. Deliberately absent: trying calls out, which a terminal does better.

use std::fmt::Write;

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Html;
use serde_json::Value;
use utoipa::openapi::OpenApi;

/// Only the server's own style sheet.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; frame-ancestors 'none'";

/// The page with its header.
pub(crate) type Page = ([(HeaderName, HeaderValue); 1], Html<String>);

/// The page.
pub(crate) fn page(description: &OpenApi) -> Page {
    let html = render(&serde_json::to_value(description).unwrap_or_default());
    ([(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY))], Html(html))
}

fn render(api: &Value) -> String {
    let mut calls = Vec::new();
    for (path, item) in api["paths"].as_object().into_iter().flatten() {
        for (method, call) in item.as_object().into_iter().flatten() {
            calls.push((call["tags"][0].as_str().unwrap_or("more"), path, method, call));
        }
    }
    calls.sort_by_key(|(tag, path, ..)| (*tag, *path));
    let mut body =
        format!("<h1>API</h1><p>{}</p>", escaped(api["info"]["description"].as_str().unwrap_or_default()));
    body.push_str("<p><a href=\"/api/openapi.json\">The whole description as OpenAPI</a></p>");
    let mut section = "";
    for (tag, path, method, call) in calls {
        if tag != section {
            let _ = write!(body, "<h2>{}</h2>", escaped(tag));
            section = tag;
        }
        body.push_str(&entry(path, method, call));
    }
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\"><title>API · Tablewright</title><link rel=\"stylesheet\" \
         href=\"/pkg/tablewright.css\"></head><body><main class=\"page\">{body}</main></body></html>"
    )
}

fn entry(path: &str, method: &str, call: &Value) -> String {
    let mut text = format!(
        "<section class=\"section\"><h3><code>{} {}</code></h3><p>{}</p>",
        method.to_uppercase(),
        escaped(path),
        escaped(said(call))
    );
    let parameters = call["parameters"].as_array().into_iter().flatten().map(|parameter| {
        let name = parameter["name"].as_str().unwrap_or_default();
        let place = parameter["in"].as_str().unwrap_or_default();
        (format!("{name} ({place})"), parameter["description"].as_str().unwrap_or_default().to_owned())
    });
    text.push_str(&list("Takes", parameters.chain(body_of(call))));
    let answers = call["responses"].as_object().into_iter().flatten();
    text.push_str(&list(
        "Answers",
        answers.map(|(status, answer)| (status.clone(), shape(&answer["content"]))),
    ));
    text.push_str("</section>");
    text
}

fn said(call: &Value) -> &str {
    let text = |key: &str| call[key].as_str().filter(|text| !text.is_empty());
    text("description").or_else(|| text("summary")).unwrap_or_default()
}

fn body_of(call: &Value) -> Option<(String, String)> {
    let content = call.get("requestBody")?.get("content")?;
    Some(("body".to_owned(), shape(content)))
}

/// The name of a schema, or of that of the entries of a list.
fn shape(content: &Value) -> String {
    let Some(schema) =
        content.as_object().and_then(|kinds| kinds.values().next()).map(|kind| &kind["schema"])
    else {
        return String::new();
    };
    let name = |schema: &Value| {
        schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()).map(ToOwned::to_owned)
    };
    name(schema).or_else(|| name(&schema["items"]).map(|of| format!("list of {of}"))).unwrap_or_default()
}

fn list(title: &str, rows: impl Iterator<Item = (String, String)>) -> String {
    let rows: String = rows
        .map(|(name, what)| format!("<dt><code>{}</code></dt><dd>{}</dd>", escaped(&name), escaped(&what)))
        .collect();
    if rows.is_empty() {
        rows
    } else {
        format!("<details><summary>{title}</summary><dl>{rows}</dl></details>")
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
