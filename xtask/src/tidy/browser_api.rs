//! The browser's own interfaces are used in three folders of the app, so that everything else renders on a server.

use super::{Finding, Source};

const FOLDERS: [&str; 6] = [
    "app/src/ui/",
    "app/src/ui.rs",
    "app/src/editor/",
    "app/src/editor.rs",
    "app/src/client/",
    "app/src/client.rs",
];

pub(super) fn check(source: &Source) -> Vec<Finding> {
    if source.is_in(&FOLDERS) {
        return Vec::new();
    }
    let message = "web_sys and gloo_net stay in app/src/ui, app/src/editor and app/src/client";
    source.words(&["web_sys", "gloo_net"]).map(|at| source.finding(at, message)).collect()
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn pages_do_not_touch_the_window() {
        let call = "let w = leptos::web_sys::window();";
        assert_eq!(check(&Source::new("app/src/pages/a.rs", call)).len(), 1);
        assert_eq!(check(&Source::new("app/src/ui/dialog.rs", call)).len(), 0);
    }
}
