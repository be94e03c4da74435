//! What differs from a version or from what AWS has: chosen here, listed here, drawn on the canvas by its marks.

use crate::prelude::*;
use tablewright_contract::judge::{ChangeLine, Seen};
use tablewright_contract::{EnvironmentView, VersionSummary};
use tablewright_model::{DifferenceKind, Object};

use super::Pane;
use super::marks::word;
use crate::client;
use crate::editor::desk::Desk;
use crate::editor::place;
use crate::ui::{Choice, Field, Select};

/// The choice of what to compare with.
pub(super) const CHOICE: &str = "compare-with";

#[component]
pub(super) fn ChangesPane(desk: Desk) -> impl IntoView {
    let against = desk.aside.against;
    let choices = RwSignal::new(Vec::new());
    Effect::new(move || leptos::task::spawn_local(fetch(desk, choices)));
    let seen = desk.judge.see(|seen| match seen {
        Seen::Changes(view) => Some(view),
        _ => None,
    });
    let list = move || match seen.get() {
        _ if against.with(String::is_empty) => view! {
            <p class="dock-empty">
                "There is nothing to compare with yet: “Save version…” keeps a state, an environment has one."
            </p>
        },
        None => view! { <p class="dock-empty">"Comparing…"</p> },
        Some(view) if view.lines.is_empty() => view! { <p class="dock-empty">"Nothing differs."</p> },
        Some(view) => view! { <Lines desk lines=view.lines /> },
    };
    view! {
        <Pane desk title="Compare with">
            <div class="beside-row">
                <Field id=CHOICE label="State">
                    <Select choices=choices value=against small=true on_change=move |chosen| against.set(chosen) />
                </Field>
            </div>
            <div class="beside-list">{list}</div>
        </Pane>
    }
}

/// Versions, the newest first, then environments; the newest version is chosen if nothing is.
async fn fetch(desk: Desk, choices: RwSignal<Vec<Choice>>) {
    let id = desk.saver.design.get_value();
    let versions = client::get::<Vec<VersionSummary>>(&format!("/designs/{id}/versions")).await;
    let environments = client::get::<Vec<EnvironmentView>>("/environments").await;
    let mut found = Vec::new();
    for version in versions.and_then(client::Json::read).unwrap_or_default() {
        let number = version.number.to_string();
        let label = format!("Version {number}: {}", version.message);
        found.push(Choice::new(number, label));
    }
    found.sort_by_key(|choice| std::cmp::Reverse(choice.value.parse::<u32>().unwrap_or_default()));
    for environment in environments.and_then(client::Json::read).unwrap_or_default() {
        found.push(Choice::new(format!("live:{}", environment.id), format!("Live in {}", environment.name)));
    }
    let first = found.first().map(|choice| choice.value.clone()).unwrap_or_default();
    if choices.try_set(found).is_none() && desk.aside.against.with_untracked(String::is_empty) {
        desk.aside.against.set(first);
    }
}

#[component]
fn Lines(desk: Desk, lines: Vec<ChangeLine>) -> impl IntoView {
    let count = |kind| lines.iter().filter(|line| line.kind == kind).count();
    let sums = [DifferenceKind::Added, DifferenceKind::Changed, DifferenceKind::Removed].map(|kind| {
        let text = format!("{} {} {}", sign(kind), count(kind), word(kind));
        view! { <span data-change=word(kind)>{text}</span> }
    });
    let rows = lines.into_iter().map(|line| view! { <Row desk line /> }).collect_view();
    view! {
        <p class="change-sums" role="status">{sums.into_iter().collect_view()}</p>
        <ul class="change-lines">{rows}</ul>
    }
}

#[component]
fn Row(desk: Desk, line: ChangeLine) -> impl IntoView {
    let ChangeLine { object, kind, subject, setting, before, after } = line;
    let values = (!before.is_empty() || !after.is_empty()).then(|| {
        view! {
            <span class="change-line-values"><del>{before}</del>" "<ins>{after}</ins></span>
        }
    });
    let go = move |_| {
        let there = desk.design.with_untracked(|design| place::exists(design, object));
        let table = object.table().map_or(Object::Design, Object::Table);
        desk.select(if there { object } else { table });
        desk.board.approach(object);
    };
    view! {
        <li>
            <button type="button" class="change-line" data-change=word(kind) on:click=go>
                <span class="change-sign" aria-hidden="true">{sign(kind)}</span>
                <span class="visually-hidden">{word(kind)}": "</span>
                <span class="mono">{subject}</span>
                <span class="muted">{setting}</span>
                {values}
            </button>
        </li>
    }
}

const fn sign(kind: DifferenceKind) -> &'static str {
    match kind {
        DifferenceKind::Added => "+",
        DifferenceKind::Changed => "~",
        DifferenceKind::Removed => "-",
    }
}
