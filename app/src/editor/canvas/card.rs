//! A table as a card: its name, its attributes with their part in the key, its indexes, its stream.
//!
//! Every line is a button that selects what it stands for. One line of the whole canvas is in the tab order; the arrow
//! keys do the rest (`walk`).

use crate::prelude::*;
use tablewright_model::{AttributeId, Billing, GlobalIndex, IndexId, Object, Table, TableId};

use super::fold::Lines;
use super::fold_line::FoldLine;
use super::name::{Name, shown_name};
use crate::editor::commands;
use crate::editor::desk::{Desk, ids, slice};
use crate::editor::place::card_id;
use crate::editor::words;
use crate::ui::{Icon, IconName};

#[component]
pub(super) fn Card(desk: Desk, id: TableId) -> impl IntoView {
    let whole = desk.table(id);
    let unfolded = desk.board.unfolded;
    let lines = memo(move |_| {
        let of = |table: &Table| Lines::of(table, &unfolded.read());
        whole.with(|whole| whole.as_deref().map(of).unwrap_or_default())
    });
    let indexes = slice(whole, |table: &Table| ids(&table.indexes));
    let name = slice(whole, |table: &Table| table.name.clone());
    let within = move || desk.is_within(id);
    let hanging = slice(whole, hanging_of);
    view! {
        <article class="card" class:is-selected=within aria-label=move || format!("Table {}", name.get())>
            <Head desk id name />
            <ul class="card-rows">
                <For each=move || lines.with(|lines| lines.listed.clone()) key=|id| *id let:attribute>
                    <AttributeRow desk table=id id=attribute />
                </For>
                <Show when=move || lines.with(|lines| lines.can_fold)>
                    <FoldLine desk table=id lines />
                </Show>
            </ul>
            <Show when=move || !indexes.with(Vec::is_empty)>
                <ul class="card-rows card-indexes">
                    <For each=move || indexes.get() key=|id| *id let:index>
                        <IndexRow desk table=id id=index />
                    </For>
                </ul>
            </Show>
            <Rest desk id />
            <Gone desk id />
            <Foot desk id />
        </article>
        <ul class="hangers">
            <For each=move || hanging.get() key=|object| *object let:object>
                <RestRow desk object class="card-row hanger" />
            </For>
        </ul>
    }
}

#[component]
fn Head(desk: Desk, id: TableId, name: Signal<String>) -> impl IntoView {
    let problems = desk.problems_in(Object::Table(id));
    let items = slice(desk.table(id), |table: &Table| table.items.len());
    view! {
        <Line desk object=Object::Table(id) class="card-head">
            <Icon name=IconName::Table />
            <Name class="card-name" name=Signal::derive(move || shown_name(&name.get())) />
            <Show when=move || { problems.get() > 0 }>
                <span class="card-problems">
                    <Icon name=IconName::Error />
                    {problems}
                    <span class="visually-hidden">" problems"</span>
                </span>
            </Show>
            <span class="card-count">{move || words::count(items.get(), "item")}</span>
        </Line>
    }
}

#[component]
fn AttributeRow(desk: Desk, table: TableId, id: AttributeId) -> impl IntoView {
    let whole = desk.table(table);
    let object = Object::Attribute(table, id);
    let name = slice(whole, move |table: &Table| shown_name(table.attribute_name(id)));
    let kind = slice(whole, move |table: &Table| {
        table.attribute(id).map(|one| one.kind.descriptor()).unwrap_or_default()
    });
    let key = slice(whole, move |table: &Table| key_of(table, id));
    let expires = slice(whole, move |table: &Table| table.ttl == Some(id));
    let problems = desk.problems_in(object);
    view! {
        <li>
            <Line desk object class="card-row">
                <KeyBadge key />
                <Name class="card-row-name" is_key=Signal::derive(move || !key.get().is_empty()) name />
                <Show when=move || expires.get()>
                    <span class="mini" title="The time of expiry">
                        <Icon name=IconName::Clock />
                        "TTL"
                    </span>
                </Show>
                <Show when=move || { problems.get() > 0 }>
                    <Problem />
                </Show>
                <span class="card-type">{kind}</span>
            </Line>
        </li>
    }
}

#[component]
fn IndexRow(desk: Desk, table: TableId, id: IndexId) -> impl IntoView {
    let whole = desk.table(table);
    let object = Object::Index(table, id);
    let of = move |part: fn(&Table, &GlobalIndex) -> String| {
        slice(whole, move |table: &Table| table.index(id).map(|index| part(table, index)).unwrap_or_default())
    };
    let problems = desk.problems_in(object);
    let sort = of(|table, index| words::names(table, &index.sort));
    view! {
        <li>
            <Line desk object class="card-row card-index">
                <Icon name=IconName::Index />
                <Name class="card-row-name" name=of(|_, index| shown_name(&index.name)) />
                <Show when=move || { problems.get() > 0 }>
                    <Problem />
                </Show>
                <span class="card-type">{of(|_, index| projection(index))}</span>
                <span class="card-index-keys">
                    <span class="card-index-key">
                        <span class="key-badge" data-key="PK">"PK"</span>
                        <span>{of(|table, index| words::names(table, &index.partition))}</span>
                    </span>
                    <Show when=move || !sort.with(String::is_empty)>
                        <span class="card-index-key">
                            <span class="key-badge" data-key="SK">"SK"</span>
                            <span>{sort}</span>
                        </span>
                    </Show>
                </span>
            </Line>
        </li>
    }
}

/// What else is in the table, by name: local and vector indexes, entities.
#[component]
fn Rest(desk: Desk, id: TableId) -> impl IntoView {
    let objects = slice(desk.table(id), rest_of);
    view! {
        <Show when=move || !objects.with(Vec::is_empty)>
            <ul class="card-rows card-rest">
                <For each=move || objects.get() key=|object| *object let:object>
                    <RestRow desk object class="card-row card-small" />
                </For>
            </ul>
        </Show>
    }
}

#[component]
fn RestRow(desk: Desk, object: Object, class: &'static str) -> impl IntoView {
    let problems = desk.problems_in(object);
    let table = object.table().map_or(Object::Design, Object::Table);
    let told = memo(move |_| {
        desk.read(table, |design| (words::short_name(design, object), words::detail(design, object)))
    });
    let icon = match object {
        Object::Entity(..) => IconName::Copy,
        Object::Consumer(..) => IconName::Stream,
        Object::Replica(..) => IconName::Environment,
        _ => IconName::Index,
    };
    view! {
        <li class="card-rest-row">
            <Line desk object class>
                <Icon name=icon />
                <Name class="card-row-name" name=Signal::derive(move || told.with(|(name, _)| name.clone())) />
                <Show when=move || { problems.get() > 0 }>
                    <Problem />
                </Show>
                <Name class="card-detail" name=Signal::derive(move || told.with(|(_, detail)| detail.clone())) />
            </Line>
        </li>
    }
}

fn rest_of(table: &Table) -> Vec<Object> {
    let id = table.id;
    let local = table.local_indexes.iter().map(|one| Object::Index(id, one.id));
    let vector = table.vector_indexes.iter().map(|one| Object::Index(id, one.id));
    let entities = table.entities.iter().map(|one| Object::Entity(id, one.id));
    local.chain(vector).chain(entities).collect()
}

/// What a table's changes go to, in shapes of their own below the card: the consumers of its stream, its replicas.
fn hanging_of(table: &Table) -> Vec<Object> {
    let id = table.id;
    let consumers = table.consumers.iter().map(|one| Object::Consumer(id, one.id));
    consumers.chain(table.replicas.iter().map(|one| Object::Replica(id, one.id))).collect()
}

/// The parts that are gone since what the design is compared with.
#[component]
fn Gone(desk: Desk, id: TableId) -> impl IntoView {
    let names = memo(move |_| desk.aside.marks.with(|marks| marks.gone_of(id)));
    view! {
        <Show when=move || !names.with(Vec::is_empty)>
            <ul class="card-rows card-gone">
                {move || names.get().into_iter().map(|name| view! {
                    <li class="card-row" data-change="removed"><del>{name}</del></li>
                }).collect_view()}
            </ul>
        </Show>
    }
}

/// Settings in badges, and what can be added. With the keyboard: `A` and `I`.
#[component]
fn Foot(desk: Desk, id: TableId) -> impl IntoView {
    let whole = desk.table(id);
    let stream = slice(whole, |table: &Table| table.stream.map(|view| view.term()).unwrap_or_default());
    let provisioned = slice(whole, |table: &Table| table.billing != Billing::OnDemand);
    let protected = slice(whole, |table: &Table| table.deletion_protection);
    view! {
        <div class="card-foot">
            <span class="mini">{move || if provisioned.get() { "Provisioned" } else { "On demand" }}</span>
            <Show when=move || !stream.get().is_empty()>
                <span class="mini mini-accent" title="Stream">
                    <Icon name=IconName::Stream />
                    <code>{stream}</code>
                </span>
            </Show>
            <Show when=move || protected.get()>
                <span class="mini" title="Deletion protection is on">
                    <Icon name=IconName::Check />
                    "Protected"
                </span>
            </Show>
            <span class="card-adders">
                <Adder desk what="Attribute" on_press=move |()| commands::add_attribute(desk, id) />
                <Adder desk what="Index" on_press=move |()| commands::add_index(desk, id) />
            </span>
        </div>
    }
}

#[component]
fn Adder(desk: Desk, what: &'static str, #[prop(into)] on_press: Callback<()>) -> impl IntoView {
    view! {
        <button
            type="button"
            class="card-add"
            tabindex="-1"
            aria-label=format!("Add {}", what.to_ascii_lowercase())
            disabled=desk.read_only
            on:click=move |_| on_press.run(())
        >
            <Icon name=IconName::Plus />
            {what}
        </button>
    }
}

/// A line of a card: selects what it stands for.
#[component]
pub(super) fn Line(desk: Desk, object: Object, class: &'static str, children: Children) -> impl IntoView {
    let chosen = memo(move |_| desk.is_shown(object));
    let in_tab_order = memo(move |_| desk.is_entry(object));
    // The head is what a card is moved by.
    let grip = matches!(object, Object::Table(_)).then(|| card_id(object));
    view! {
        <button
            type="button"
            class=class
            id=card_id(object)
            data-line=""
            data-grip=grip
            class:is-chosen=chosen
            data-change=move || desk.aside.marks.with(|marks| marks.of_place(object))
            data-comments=move || desk.talk.open_at(object)
            aria-current=move || chosen.get().then_some("true")
            tabindex=move || if in_tab_order.get() { "0" } else { "-1" }
            on:click=move |event| {
                desk.select(object);
                // A click of the keyboard has no count: it does not open the sheet of a narrow screen.
                desk.sheet_open.set(event.detail() > 0);
            }
            on:dblclick=move |_| super::walk::open_settings(desk)
        >
            {children()}
        </button>
    }
}

#[component]
fn KeyBadge(key: Signal<&'static str>) -> impl IntoView {
    view! {
        <span class="card-key">
            <Show when=move || !key.get().is_empty()>
                <span class="key-badge" data-key=key title=move || if key.get() == "PK" { "Partition key" } else { "Sort key" }>
                    {key}
                </span>
            </Show>
        </span>
    }
}

#[component]
pub(super) fn Problem() -> impl IntoView {
    view! {
        <span class="card-problems">
            <Icon name=IconName::Error />
            <span class="visually-hidden">"has problems"</span>
        </span>
    }
}

fn key_of(table: &Table, id: AttributeId) -> &'static str {
    if table.key.partition == Some(id) {
        "PK"
    } else if table.key.sort == Some(id) {
        "SK"
    } else {
        ""
    }
}

fn projection(index: &GlobalIndex) -> String {
    match index.projection.included().len() {
        0 => index.projection.term().to_owned(),
        count => format!("{} {count}", index.projection.term()),
    }
}
