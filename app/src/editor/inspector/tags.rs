//! Tags of a table. A pair becomes a tag once its key is written; one row is always free for the next.

use std::collections::BTreeMap;

use crate::prelude::*;
use tablewright_model::{Address, Edit, Field, Object, Table, TableField, TableId};
use tablewright_model::{validate_tag_key, validate_tag_value};

use crate::editor::desk::{Desk, slice};
use crate::editor::place::field_id;
use crate::editor::setting::{Focus, typing};
use crate::ui::{Button, ButtonKind, Icon, IconButton, IconName, TextInput};

type Tags = BTreeMap<String, String>;

#[component]
pub(super) fn TagSettings(desk: Desk, table: TableId) -> impl IntoView {
    let tags = slice(desk.table(table), |table: &Table| table.tags.clone());
    let keys = memo(move |_| tags.with(|tags| tags.keys().cloned().collect::<Vec<_>>()));
    let error = desk.error_of(Address::field(Object::Table(table), Field::Tags));
    view! {
        <div class="controls">
            <ul class="tags" id=field_id(Address::field(Object::Table(table), Field::Tags)) tabindex="-1">
                <For each=move || keys.get() key=Clone::clone let:key>
                    <Tag desk table tags key />
                </For>
            </ul>
            {move || error.get().map(|message| view! { <Wrong message /> })}
            <NewTag desk table tags />
        </div>
    }
}

#[component]
fn Tag(desk: Desk, table: TableId, tags: Signal<Tags>, key: String) -> impl IntoView {
    let gesture = typing(desk);
    let key = StoredValue::new(key);
    let value = Signal::derive(move || {
        key.with_value(|key| tags.with(|tags| tags.get(key).cloned().unwrap_or_default()))
    });
    let typed = move |value: String| {
        let mut tags = tags.get_untracked();
        tags.insert(key.get_value(), value);
        desk.edit(set(table, tags), gesture.get_value());
    };
    let remove = move |()| {
        let mut tags = tags.get_untracked();
        key.with_value(|key| tags.remove(key));
        desk.edit_now(set(table, tags));
    };
    view! {
        <li class="tag">
            <code class="tag-key">{key.get_value()}</code>
            <Focus desk gesture>
                <TextInput
                    value=value
                    on_input=typed
                    label=format!("Value of the tag {}", key.get_value())
                    disabled=desk.read_only
                />
            </Focus>
            <IconButton
                icon=IconName::Close
                label=format!("Remove the tag {}", key.get_value())
                small=true
                disabled=desk.read_only
                on_press=remove
            />
        </li>
    }
}

#[component]
fn NewTag(desk: Desk, table: TableId, tags: Signal<Tags>) -> impl IntoView {
    let (key, value) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let problem = memo(move |_| tags.with(|tags| refused(tags, &key.get(), &value.get())));
    let incomplete = memo(move |_| key.with(String::is_empty) || problem.with(Option::is_some));
    let add = move || {
        if !incomplete.get_untracked() {
            let mut tags = tags.get_untracked();
            tags.insert(key.get_untracked(), value.get_untracked());
            desk.edit_now(set(table, tags));
            key.set(String::new());
            value.set(String::new());
        }
    };
    let on_enter = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            add();
        }
    };
    view! {
        <div class="tag tag-new" on:keydown=on_enter>
            <TextInput value=key on_input=move |text| key.set(text) label="Key of a new tag" placeholder="Key" disabled=desk.read_only />
            <TextInput value=value on_input=move |text| value.set(text) label="Value of a new tag" placeholder="Value" disabled=desk.read_only />
            <Button kind=ButtonKind::Quiet small=true icon=IconName::Plus disabled=incomplete on_press=move |()| add()>
                "Add"
            </Button>
        </div>
        {move || problem.get().map(|message| view! { <Wrong message /> })}
    }
}

#[component]
fn Wrong(message: String) -> impl IntoView {
    view! {
        <p class="field-error" role="status">
            <Icon name=IconName::Error />
            <span>{message}</span>
        </p>
    }
}

/// Why the pair can't become a tag; an untouched row is no mistake.
fn refused(tags: &Tags, key: &str, value: &str) -> Option<String> {
    if key.is_empty() && value.is_empty() {
        return None;
    }
    if tags.contains_key(key) {
        return Some("There is a tag with this key already: change its value above.".to_owned());
    }
    validate_tag_key(key).and_then(|()| validate_tag_value(value)).err()
}

const fn set(table: TableId, tags: Tags) -> Edit {
    Edit::SetTable { table, field: TableField::Tags(tags) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_is_judged_before_it_becomes_a_tag() {
        let tags = Tags::from([("team".to_owned(), "blue".to_owned())]);
        assert_eq!(refused(&tags, "", ""), None);
        assert_eq!(refused(&tags, "stage", ""), None);
        for (key, value) in [("", "x"), ("team", "x"), ("aws:x", ""), ("k", "x".repeat(257).as_str())] {
            assert!(refused(&tags, key, value).is_some(), "{key}");
        }
    }
}
