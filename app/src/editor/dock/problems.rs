//! Everything that AWS would refuse and everything that a good engineer would not do, each with the way to its place,
//! the edit that mends it where one does, why it matters, and a way to silence it with a reason.

use std::sync::Arc;

use crate::prelude::*;
use tablewright_contract::judge::Finding;
use tablewright_model::{Object, Severity};

use super::why::Why;
use crate::editor::desk::Desk;
use crate::editor::judge::Health;
use crate::editor::{place, words};
use crate::ui::{Button, ButtonKind, Icon, IconButton, IconName, Prose};

/// So many rows at first, and again each time that more are asked for. All below one that goes are painted anew: a
/// hundred took the frame of an edit 14 ms.
const AT_ONCE: usize = 30;

/// The severities in words, the grave first.
const SEVERITIES: [(Severity, IconName, &str, &str); 3] = [
    (Severity::Error, IconName::Error, "Error", "Errors"),
    (Severity::Warning, IconName::Warning, "Warning", "Warnings"),
    (Severity::Info, IconName::Info, "Note", "Notes"),
];

#[component]
pub(super) fn Problems(desk: Desk) -> impl IntoView {
    let wanted = RwSignal::new(None::<Severity>);
    let most = RwSignal::new(AT_ONCE);
    let open = RwSignal::new(None::<Arc<Finding>>);
    let all = desk.judge.findings;
    let fits = move |finding: &Finding| wanted.get().is_none_or(|severity| finding.severity == severity);
    let rows = move || {
        let findings = all.get();
        findings.list.iter().filter(|finding| fits(finding)).take(most.get()).cloned().collect::<Vec<_>>()
    };
    let more = memo(move |_| {
        all.with(|all| all.list.iter().filter(|one| fits(one)).count()).saturating_sub(most.get())
    });
    // A finding that stays is the same value after the next word of the judge, and keeps its row.
    let key = |finding: &Arc<Finding>| Arc::as_ptr(finding) as usize;
    view! {
        <Show
            when=move || all.with(|all| !all.list.is_empty())
            fallback=move || view! { <Nothing desk /> }
        >
            <Filter desk wanted />
            <ul class="problems">
                <For each=rows key=key let:finding>
                    <Row desk finding open />
                </For>
            </ul>
            <Show when=move || { more.get() > 0 }>
                <div class="dock-actions">
                    <Button kind=ButtonKind::Quiet small=true on_press=move |()| most.update(|most| *most += AT_ONCE)>
                        {move || format!("{} more", more.get())}
                    </Button>
                </div>
            </Show>
        </Show>
    }
}

/// What stands here when nothing is found, or when nobody looks.
#[component]
fn Nothing(desk: Desk) -> impl IntoView {
    move || match desk.judge.health.get() {
        Health::Starting => view! { <p class="dock-empty">"Checking…"</p> },
        Health::Well => view! {
            <p class="dock-empty">
                <Icon name=IconName::Check />
                "Nothing that AWS would refuse, and nothing to do otherwise."
                <Silenced desk />
            </p>
        },
        Health::Gone => view! { <super::NotJudged /> },
    }
}

/// How many there are of each severity, to see one kind only.
#[component]
fn Filter(desk: Desk, wanted: RwSignal<Option<Severity>>) -> impl IntoView {
    let all = desk.judge.findings;
    let chip = move |severity: Option<Severity>, name: &'static str| {
        let count =
            memo(move |_| all.with(|all| severity.map_or(all.list.len(), |severity| all.count_of(severity))));
        let is_on = move || wanted.get() == severity;
        view! {
            <button
                type="button"
                class="chip"
                aria-pressed=move || if is_on() { "true" } else { "false" }
                disabled=move || count.get() == 0 && !is_on()
                on:click=move |_| wanted.set(severity)
            >
                {name}
                " "
                <span class="chip-count">{count}</span>
            </button>
        }
    };
    view! {
        <div class="chips" role="group" aria-label="Which problems are shown">
            {chip(None, "All")}
            {SEVERITIES.map(|(severity, _, _, name)| chip(Some(severity), name)).collect_view()}
            <span class="spacer"></span>
            <Silenced desk />
        </div>
    }
}

/// What the design's silences take away, with the way to them.
#[component]
fn Silenced(desk: Desk) -> impl IntoView {
    let silenced = memo(move |_| desk.judge.findings.with(|all| all.silenced));
    view! {
        <Show when=move || { silenced.get() > 0 }>
            <Button
                kind=ButtonKind::Quiet
                small=true
                on_press=move |()| {
                    desk.select(Object::Design);
                    desk.sheet_open.set(true);
                }
            >
                {move || format!("{} silenced", silenced.get())}
            </Button>
        </Show>
    }
}

#[component]
fn Row(desk: Desk, finding: Arc<Finding>, open: RwSignal<Option<Arc<Finding>>>) -> impl IntoView {
    let Finding { code, severity, address, message, fix, .. } = Finding::clone(&finding);
    let (icon, word) = SEVERITIES
        .into_iter()
        .find(|(one, ..)| *one == severity)
        .map_or((IconName::Info, ""), |(_, icon, word, _)| (icon, word));
    let place = desk.design.with_untracked(|design| place::described(design, address.object));
    let key = Arc::as_ptr(&finding) as usize;
    let is_open =
        memo(move |_| open.with(|open| open.as_ref().is_some_and(|open| Arc::as_ptr(open) as usize == key)));
    let kept = finding.clone();
    let toggle = move |()| open.set((!is_open.get_untracked()).then(|| kept.clone()));
    let label = format!("More about {code}");
    let fix = fix.map(|fix| {
        let press = move |()| {
            desk.take(&fix.edit);
        };
        view! { <Button small=true disabled=desk.read_only on_press=press>{fix.label}</Button> }
    });
    view! {
        <li class="problem" data-severity=word>
            <div class="problem-line">
                <button type="button" class="problem-go" on:click=move |_| desk.go_to(address)>
                    <Icon name=icon />
                    <span class="visually-hidden">{word} ": "</span>
                    <span class="problem-text"><Prose text=words::sentence(&message) /></span>
                    <span class="problem-place">{place}</span>
                    <code class="problem-code">{code}</code>
                </button>
                {fix}
                <IconButton
                    icon=Signal::derive(move || if is_open.get() { IconName::ChevronDown } else { IconName::ChevronRight })
                    label
                    small=true
                    expanded=Signal::derive(move || Some(is_open.get()))
                    on_press=toggle
                />
            </div>
            <Show when=move || is_open.get()>
                <Why desk finding=finding.clone() />
            </Show>
        </li>
    }
}
