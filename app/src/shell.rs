//! The document around the interface: what the browser gets before anything of it runs.

use crate::prelude::*;
use leptos::config::LeptosOptions;
use leptos::html::link;
use leptos::hydration::{AutoReload, HydrationScripts};
use leptos::nonce::use_nonce;
use leptos_meta::MetaTags;

use crate::roots::{EditorRoot, PagesRoot, Root};

/// Runs before the first paint: the chosen theme, and a note of a button that was pressed before the page was awake.
/// That press is repeated once it is, so that no click is lost and no form is sent the browser's own way.
const EARLY: &str = r#"(() => {
  const root = document.documentElement;
  try { const theme = localStorage.getItem("theme"); if (theme) root.dataset.theme = theme; } catch {}
  let early;
  addEventListener("click", event => {
    const button = event.target.closest?.("button:not([popovertarget])");
    if (!button || "hydrated" in document.body.dataset) return;
    event.preventDefault();
    event.stopPropagation();
    early = button;
  }, true);
  document.addEventListener("hydrated", () => early?.click());
})();"#;

/// The whole document of a path. `options` name the bundle of [`Root::of`] that path.
pub fn shell(options: LeptosOptions, path: &str) -> impl IntoView + use<> {
    let root = match Root::of(path) {
        Root::Pages => view! { <PagesRoot /> },
        Root::Editor => view! { <EditorRoot path=path.to_owned() /> },
    };
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <script nonce=use_nonce() inner_html=EARLY></script>
                <link rel="icon" type="image/svg+xml" href="/favicon.svg" />
                <Fonts />
                <link rel="stylesheet" href="/pkg/tablewright.css" />
                <AutoReload options=options.clone() />
                <HydrationScripts options />
                <MetaTags />
            </head>
            <body>
                {root}
            </body>
        </html>
    }
}

/// Asked for early: a face that is not there at the first paint is not used at all.
#[component]
fn Fonts() -> impl IntoView {
    ["inter-latin-wght-normal", "jetbrains-mono-latin-wght-normal"]
        .map(|name| {
            let href = format!("/fonts/{name}.woff2");
            link().rel("preload").r#as("font").r#type("font/woff2").href(href).crossorigin("anonymous")
        })
        .collect_view()
}
