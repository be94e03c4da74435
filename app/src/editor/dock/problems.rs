//! Everything that AWS would refuse, each with the way to its place and, where one edit mends it, that edit.

use crate::prelude::*;
use tablewright_model::{Diagnostic, Fix, Severity};

use crate::editor::desk::Desk;
use crate::editor::place;
use crate::ui::{Button, Icon, IconName};

#[component]
pub(super) fn Problems(desk: Desk) -> impl IntoView {
    let rows = move || {
        desk.problems.get().iter().cloned().map(|problem| view! { <Row desk problem /> }).collect_view()
    };
    view! {
        <Show
            when=move || desk.problems.with(|problems| !problems.is_empty())
            fallback=|| {
                view! {
                    <p class="dock-empty">
                        <Icon name=IconName::Check />
                        "Nothing that AWS would refuse."
                    </p>
                }
            }
        >
            <ul class="problems">{rows}</ul>
        </Show>
    }
}

#[component]
fn Row(desk: Desk, problem: Diagnostic) -> impl IntoView {
    let Diagnostic { code, severity, address, message, fix } = problem;
    let (icon, word) = match severity {
        Severity::Error => (IconName::Error, "Error"),
        Severity::Warning => (IconName::Warning, "Warning"),
        Severity::Info => (IconName::Info, "Note"),
    };
    let place = desk.design.with_untracked(|design| place::described(design, address.object));
    view! {
        <li class="problem" data-severity=word>
            <button type="button" class="problem-go" on:click=move |_| desk.go_to(address)>
                <Icon name=icon />
                <span class="visually-hidden">{word} ": "</span>
                <span class="problem-text">{message}</span>
                <span class="problem-place">{place}</span>
                <code class="problem-code">{code}</code>
            </button>
            {fix.map(|fix| view! { <FixButton desk fix=*fix /> })}
        </li>
    }
}

#[component]
fn FixButton(desk: Desk, fix: Fix) -> impl IntoView {
    let Fix { label, edit } = fix;
    view! {
        <Button small=true disabled=desk.read_only on_press=move |()| desk.edit_now(edit.clone())>
            {label}
        </Button>
    }
}
