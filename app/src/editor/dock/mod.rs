//! The dock below the canvas: problems, access patterns, coverage, sample items, streams, costs. Lists and figures only;
//! settings are in the inspector.

mod coverage;
mod grid;
mod items;
mod paper;
mod patterns;
mod problems;
mod verdict;
mod ways;
mod why;
mod window;

use crate::prelude::*;
use tablewright_contract::paper::{Given, Topic};
use tablewright_model::TableId;

use self::window::Window;
use super::desk::{Desk, Panel, slice};
use super::{browser, commands};
use crate::ui::{Icon, IconButton, IconName, TabPanel, Tabs};

#[component]
pub(super) fn Dock(desk: Desk) -> impl IntoView {
    // Whoever chooses a tab wants to see it.
    Effect::new(move |before: Option<usize>| {
        let now = desk.panel.get();
        if before.is_some_and(|before| before != now) {
            desk.panel_open.set(true);
        }
        now
    });
    let window = Window::new();
    Effect::new(move || browser::watch_size(window::BODY, move || window.look()));
    // How much each table holds is asked once, whatever is looked at meanwhile.
    let volumes = RwSignal::new(Vec::new());
    let label = move || if desk.panel_open.get() { "Hide the panel" } else { "Show the panel" }.to_owned();
    let icon = move || if desk.panel_open.get() { IconName::ChevronDown } else { IconName::ChevronUp };
    view! {
        <section
            class="dock"
            class:is-closed=move || !desk.panel_open.get()
            class:is-tall=desk.panel_tall
            aria-label="Problems, access patterns, coverage, items, stream, cost"
        >
            <div class="dock-head">
                <Heads desk />
                <Show when=move || desk.panel_open.get()>
                    <IconButton
                        icon=Signal::derive(move || if desk.panel_tall.get() { IconName::ArrowDown } else { IconName::ArrowUp })
                        label=Signal::derive(move || if desk.panel_tall.get() { "Make the panel lower" } else { "Make the panel taller" }.to_owned())
                        small=true
                        on_press=move |()| desk.panel_tall.update(|tall| *tall = !*tall)
                    />
                </Show>
                <IconButton
                    icon=Signal::derive(icon)
                    label=Signal::derive(label)
                    small=true
                    on_press=move |()| desk.panel_open.update(|open| *open = !*open)
                />
            </div>
            <div class="dock-body" id=window::BODY on:scroll=move |_| window.look()>
                <TabPanel id="dock" index=Panel::Problems as usize selected=desk.panel>
                    <problems::Problems desk />
                </TabPanel>
                <TabPanel id="dock" index=Panel::Patterns as usize selected=desk.panel>
                    <patterns::Patterns desk window />
                </TabPanel>
                <TabPanel id="dock" index=Panel::Coverage as usize selected=desk.panel>
                    <coverage::Coverage desk window />
                </TabPanel>
                <TabPanel id="dock" index=Panel::Items as usize selected=desk.panel>
                    <items::Items desk window />
                </TabPanel>
                <TabPanel id="dock" index=Panel::Stream as usize selected=desk.panel>
                    <OfTable desk topic=Topic::Stream given=RwSignal::new(Vec::new()) />
                </TabPanel>
                <TabPanel id="dock" index=Panel::Cost as usize selected=desk.panel>
                    <OfTable desk topic=Topic::Cost given=volumes />
                </TabPanel>
            </div>
        </section>
    }
}

/// The tabs with their counts.
#[component]
fn Heads(desk: Desk) -> impl IntoView {
    let problems = memo(move |_| desk.judge.findings.with(|findings| findings.list.len()));
    let patterns = memo(move |_| desk.design.with(|design| design.patterns.len()));
    let items = memo(move |_| {
        let table = shown_table(desk);
        desk.design
            .with(|design| table.and_then(|table| design.table(table)).map_or(0, |table| table.items.len()))
    });
    let counted = |name: &'static str, count: Memo<usize>| {
        Signal::derive(move || match count.get() {
            0 => name.to_owned(),
            count => format!("{name} {count}"),
        })
    };
    let plain = |name: &str| Signal::stored(name.to_owned());
    let names = vec![
        counted("Problems", problems),
        counted("Access patterns", patterns),
        plain("Coverage"),
        counted("Items", items),
        plain("Stream"),
        plain("Cost"),
    ];
    view! { <Tabs id="dock" label="Panels" names selected=desk.panel /> }
}

/// What the judge lays out about the table that is looked at.
#[component]
fn OfTable(desk: Desk, topic: fn(TableId) -> Topic, given: RwSignal<Given>) -> impl IntoView {
    let table = memo(move |_| shown_table(desk));
    move || match table.get() {
        Some(table) => view! { <paper::Paper desk topic=topic(table) given /> },
        None => view! { <p class="dock-empty">"There is no table yet: add one first."</p> },
    }
}

/// What stands in the place of findings and verdicts when the judge is gone.
#[component]
fn NotJudged() -> impl IntoView {
    view! {
        <p class="dock-empty">
            <Icon name=IconName::Info />
            "Checks and verdicts do not run in this browser now. Editing and saving go on; reload the page to try again."
        </p>
    }
}

/// The table that the panels are about; it follows the selection.
pub(super) fn shown_table(desk: Desk) -> Option<TableId> {
    desk.shown.track();
    desk.design.track();
    commands::current_table(desk)
}

/// The name of a table as a signal.
pub(super) fn table_name(desk: Desk, id: TableId) -> Signal<String> {
    slice(desk.table(id), |table: &tablewright_model::Table| table.name.clone())
}
