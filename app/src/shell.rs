//! The document around the interface: what the browser gets before anything of it runs.

use crate::prelude::*;
use leptos::config::LeptosOptions;
use leptos::html::link;
use leptos::hydration::{AutoReload, HydrationScripts};
use leptos::nonce::use_nonce;
use leptos_meta::MetaTags;

use crate::roots::{EditorRoot, PagesRoot, Root, awaited};

/// Runs before the first paint: the chosen theme, the faces, and a note of a button that was pressed before the page was
/// awake. That press is repeated once it is, so that no click is lost and no form is sent the browser's own way.
///
/// A face that is not there at the first paint is not used at all, so faces are asked for at once; on a slow line they
/// would come too late, and take the line from what the person waits for, so they are not asked for at all. A browser that
/// has yet to learn how its line is supposes one and a half megabits a second at 100 milliseconds, which is not slow.
const EARLY: &str = r#"(() => {
  const root = document.documentElement;
  try { const theme = localStorage.getItem("theme"); if (theme) root.dataset.theme = theme; } catch {}
  const line = navigator.connection;
  if (line?.saveData || (line?.downlink < 2 && line.rtt > 125)) root.dataset.line = "slow";
  else for (const face of ["inter-latin-wght-normal", "jetbrains-mono-latin-wght-normal"]) {
    const href = `/fonts/${face}.woff2`;
    const link = { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "anonymous", href };
    document.head.append(Object.assign(document.createElement("link"), link));
  }
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

/// The whole document of an address: a path, with its query. `options` name the bundle of [`Root::of`] that address.
pub fn shell(options: LeptosOptions, address: &str) -> impl IntoView + use<> {
    let root = match Root::of(address) {
        Root::Pages => view! { <PagesRoot /> },
        Root::Editor => view! { <EditorRoot address=address.to_owned() /> },
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
                <link rel="stylesheet" href="/pkg/tablewright.css" />
                <Awaited address=address.to_owned() />
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

/// Asks for the design beside the program that shows it, which asks for it as well once it is there, and finds the
/// answer.
#[component]
fn Awaited(address: String) -> impl IntoView {
    awaited(&address).map(|href| link().rel("preload").r#as("fetch").href(href).crossorigin("anonymous"))
}
