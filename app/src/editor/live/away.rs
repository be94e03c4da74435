//! What happened while one was away: a short list, once, when one is back.
//!
//! How far one had seen is kept in this browser. The words are the server's.

use crate::prelude::*;
use leptos::task::spawn_local;
use tablewright_contract::{AwayLine, AwayView};

use crate::client;
use crate::editor::desk::Desk;
use crate::editor::{browser, place};
use crate::ui::{IconButton, IconName};

/// In milliseconds: who looks elsewhere for less has not been away.
const LONG: f64 = 60_000.0;

/// What is remembered of the time away.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Left(f64);

/// Notes how far one has seen; called when the page goes out of sight.
pub(in crate::editor) fn leaves(desk: Desk) {
    desk.live.left.try_set_value(Left(js_sys::Date::now()));
    note(desk);
}

/// Back in this window.
pub(in crate::editor) fn returned(desk: Desk) {
    let left = desk.live.left.try_get_value().unwrap_or_default();
    if left.0 > 0.0 && js_sys::Date::now() - left.0 > LONG {
        look(desk);
    }
}

/// Asks what happened since; notes that it was seen.
pub(super) fn look(desk: Desk) {
    let Some(design) = desk.saver.design.try_get_value() else { return };
    let seen = browser::kept(&key(&design)).pop().map(|(_, seen)| seen);
    note(desk);
    // On a first visit, everything was before.
    let Some(seen) = seen else { return };
    spawn_local(async move {
        let path = format!("/designs/{design}/away?after={seen}");
        if let Ok(away) = client::get::<AwayView>(&path).await.and_then(client::Json::read)
            && !away.lines.is_empty()
        {
            desk.live.away.try_set(Some(away));
        }
    });
}

fn note(desk: Desk) {
    let seq = desk.with_session(|session| session.seq());
    if let (Some(seq), Some(design)) = (seq, desk.saver.design.try_get_value()) {
        browser::keep(&key(&design), &seq.to_string());
    }
}

fn key(design: &str) -> String {
    format!("tablewright-seen:{design}")
}

#[component]
pub(in crate::editor) fn Away(desk: Desk) -> impl IntoView {
    let away = desk.live.away;
    let lines = move || away.with(|away| away.as_ref().map(|away| away.lines.clone())).unwrap_or_default();
    view! {
        <Show when=move || away.with(Option::is_some)>
            <aside class="live-away" aria-label="While you were away">
                <h2>"While you were away"</h2>
                <ul>
                    {lines().into_iter().map(|line| view! { <Line desk line /> }).collect_view()}
                </ul>
                <IconButton icon=IconName::Close label="Close the list" small=true on_press=move |()| away.set(None) />
            </aside>
        </Show>
    }
}

#[component]
fn Line(desk: Desk, line: AwayLine) -> impl IntoView {
    let AwayLine { author, text, object, .. } = line;
    let what = match object.as_deref().and_then(place::from_link) {
        Some(object) => {
            view! { <button type="button" class="live-link" on:click=move |_| desk.select(object)>{text}</button> }
        }
        None => view! { <span>{text}</span> },
    };
    view! { <li><strong>{author}</strong> " " {what}</li> }
}
