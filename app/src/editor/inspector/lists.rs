//! What is in a table or a design, as lists that lead to the settings of each.

use crate::prelude::*;
use tablewright_model::{Design, Object, Table, TableId};

use super::Group;
use crate::editor::commands::{self, New};
use crate::editor::desk::Desk;
use crate::editor::words;
use crate::ui::{Button, ButtonKind, Icon, IconName};

/// A list of objects.
pub(super) struct List {
    title: &'static str,
    icon: IconName,
    new: New,
    /// The button that adds one.
    add: &'static str,
    /// What is said when there is none.
    none: &'static str,
    objects: fn(&Design, Option<&Table>) -> Vec<Object>,
}

/// The lists of a table, the common ones first.
pub(super) static IN_TABLE: [List; 7] = [
    List {
        title: "Attributes",
        icon: IconName::Tag,
        new: New::Attribute,
        add: "Add attribute",
        none: "None yet.",
        objects: |_, table| {
            of(table, |table, id| table.attributes.iter().map(|one| Object::Attribute(id, one.id)).collect())
        },
    },
    List {
        title: "Global secondary indexes",
        icon: IconName::Index,
        new: New::Index,
        add: "Add index",
        none: "None. An index answers questions that the primary key can't.",
        objects: |_, table| {
            of(table, |table, id| table.indexes.iter().map(|one| Object::Index(id, one.id)).collect())
        },
    },
    List {
        title: "Local secondary indexes",
        icon: IconName::Index,
        new: New::LocalIndex,
        add: "Add local index",
        none: "",
        objects: |_, table| {
            of(table, |table, id| table.local_indexes.iter().map(|one| Object::Index(id, one.id)).collect())
        },
    },
    List {
        title: "Vector indexes",
        icon: IconName::Search,
        new: New::VectorIndex,
        add: "Add vector index",
        none: "",
        objects: |_, table| {
            of(table, |table, id| table.vector_indexes.iter().map(|one| Object::Index(id, one.id)).collect())
        },
    },
    List {
        title: "Entities",
        icon: IconName::Copy,
        new: New::Entity,
        add: "Add entity",
        none: "",
        objects: |_, table| {
            of(table, |table, id| table.entities.iter().map(|one| Object::Entity(id, one.id)).collect())
        },
    },
    List {
        title: "Stream consumers",
        icon: IconName::Stream,
        new: New::Consumer,
        add: "Add consumer",
        none: "",
        objects: |_, table| {
            of(table, |table, id| table.consumers.iter().map(|one| Object::Consumer(id, one.id)).collect())
        },
    },
    List {
        title: "Replicas",
        icon: IconName::Environment,
        new: New::Replica,
        add: "Add replica",
        none: "",
        objects: |_, table| {
            of(table, |table, id| table.replicas.iter().map(|one| Object::Replica(id, one.id)).collect())
        },
    },
];

/// The lists of a design.
pub(super) static IN_DESIGN: [List; 1] = [List {
    title: "Silenced rules",
    icon: IconName::Info,
    new: New::Silence,
    add: "Add silence",
    none: "None. A rule that does not fit here can be silenced with a reason.",
    objects: |design, _| design.silences.iter().map(|one| Object::Silence(one.id)).collect(),
}];

fn of(table: Option<&Table>, objects: fn(&Table, TableId) -> Vec<Object>) -> Vec<Object> {
    table.map(|table| objects(table, table.id)).unwrap_or_default()
}

#[component]
pub(super) fn Lists(
    desk: Desk,
    #[prop(optional)] table: Option<TableId>,
    lists: &'static [List],
) -> impl IntoView {
    let list = move |list: &'static List| {
        let objects = memo(move |_| {
            desk.design.with(|design| (list.objects)(design, table.and_then(|id| design.table(id))))
        });
        let add = view! {
            <Button
                kind=ButtonKind::Quiet
                small=true
                icon=IconName::Plus
                disabled=desk.read_only
                on_press=move |()| commands::add_new(desk, list.new, table)
            >
                {list.add}
            </Button>
        };
        view! {
            <Group title=list.title aside=add>
                <ul class="parts">
                    <For each=move || objects.get() key=|object| *object let:object>
                        <Row desk object icon=list.icon />
                    </For>
                </ul>
                <Show when=move || !list.none.is_empty() && objects.with(Vec::is_empty)>
                    <p class="group-note">{list.none}</p>
                </Show>
            </Group>
        }
    };
    view! { <div class="lists">{lists.iter().map(list).collect_view()}</div> }
}

#[component]
fn Row(desk: Desk, object: Object, icon: IconName) -> impl IntoView {
    let problems = desk.problems_in(object);
    let told = memo(move |_| {
        desk.design.with(|design| (words::short_name(design, object), words::detail(design, object)))
    });
    view! {
        <li>
            <button type="button" class="part" on:click=move |_| desk.select(object)>
                <Icon name=icon />
                <span class="part-name">{move || told.with(|(name, _)| name.clone())}</span>
                <Show when=move || { problems.get() > 0 }>
                    <span class="part-problem">
                        <Icon name=IconName::Error />
                        <span class="visually-hidden">"has problems"</span>
                    </span>
                </Show>
                <span class="part-detail">{move || told.with(|(_, detail)| detail.clone())}</span>
            </button>
        </li>
    }
}
