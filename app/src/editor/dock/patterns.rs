//! The access patterns of the design, a line each.

use crate::prelude::*;
use tablewright_model::{Object, Pattern, PatternId};

use crate::editor::commands;
use crate::editor::desk::{Desk, ids, slice};
use crate::editor::place::card_id;
use crate::editor::words;
use crate::ui::{Button, ButtonKind, IconButton, IconName};

#[component]
pub(super) fn Patterns(desk: Desk) -> impl IntoView {
    let patterns = memo(move |_| desk.design.with(|design| ids(&design.patterns)));
    let no_table = memo(move |_| desk.design.with(|design| design.tables.is_empty()));
    view! {
        <Show
            when=move || !patterns.with(Vec::is_empty)
            fallback=|| view! { <p class="dock-empty">"None yet. Write down what the application asks and writes: a design is right when it serves that."</p> }
        >
            <div class="grid-box">
                <table class="grid">
                    <thead>
                        <tr>
                            <th scope="col">"Access pattern"</th>
                            <th scope="col">"Kind"</th>
                            <th scope="col">"Table"</th>
                            <th scope="col">"Known"</th>
                            <th scope="col">"Order"</th>
                            <th scope="col" class="grid-number">"Per second"</th>
                            <th scope="col"><span class="visually-hidden">"Remove"</span></th>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || patterns.get() key=|id| *id let:id>
                            <Row desk id />
                        </For>
                    </tbody>
                </table>
            </div>
        </Show>
        <div class="dock-actions">
            <Button
                kind=ButtonKind::Quiet
                small=true
                icon=IconName::Plus
                disabled=Signal::derive(move || desk.read_only.get() || no_table.get())
                on_press=move |()| commands::add_pattern(desk)
            >
                "Add access pattern"
            </Button>
        </div>
    }
}

#[component]
fn Row(desk: Desk, id: PatternId) -> impl IntoView {
    let object = Object::Pattern(id);
    let whole = desk.pattern(id);
    let name = slice(whole, |pattern: &Pattern| pattern.name.clone());
    let kind = slice(whole, |pattern: &Pattern| pattern.kind.label());
    let rate =
        slice(whole, |pattern: &Pattern| pattern.peak_rate.map(|rate| rate.to_string()).unwrap_or_default());
    // In words they depend on the names in the table, too.
    let said = move |what: fn(&tablewright_model::Table, &Pattern) -> String| {
        memo(move |_| {
            let pattern = whole.get()?;
            desk.design.with(|design| design.table(pattern.table).map(|table| what(table, &pattern)))
        })
    };
    let chosen = memo(move |_| desk.shown.get() == object);
    view! {
        <tr class:is-chosen=chosen on:click=move |_| desk.select(object)>
            <th scope="row">
                <RowButton desk object chosen label=name />
            </th>
            <td>{kind}</td>
            <td><code>{said(|table, _| table.name.clone())}</code></td>
            <td><code>{said(words::conditions)}</code></td>
            <td>{said(words::order)}</td>
            <td class="grid-number">{rate}</td>
            <td class="grid-action">
                <IconButton
                    icon=IconName::Trash
                    label=Signal::derive(move || format!("Remove {}", name.get()))
                    small=true
                    disabled=desk.read_only
                    on_press=move |()| commands::remove(desk, object)
                />
            </td>
        </tr>
    }
}

/// The part of a row that has the focus.
#[component]
pub(super) fn RowButton(
    desk: Desk,
    object: Object,
    chosen: Memo<bool>,
    label: Signal<String>,
) -> impl IntoView {
    let open = move |_| {
        desk.select(object);
        desk.sheet_open.set(true);
    };
    view! {
        <button
            type="button"
            class="grid-open"
            id=card_id(object)
            aria-current=move || chosen.get().then_some("true")
            on:click=open
        >
            {move || label.with(|label| if label.is_empty() { "(no name)".to_owned() } else { label.clone() })}
        </button>
    }
}
