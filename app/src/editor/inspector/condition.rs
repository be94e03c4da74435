//! The conditions of an access pattern: what is known when it is asked.

use crate::prelude::*;
use tablewright_model::{AttributeId, Comparison, Condition, Field, Pattern, Table};

use super::Group;
use super::pattern::Asked;
use crate::editor::desk::slice;
use crate::editor::fresh::parameter_for;
use crate::editor::place::field_id;
use crate::editor::setting::{Focus, typing};
use crate::ui::{Button, ButtonKind, Choice, Icon, IconButton, IconName, Select, TextInput};

#[component]
pub(super) fn Conditions(asked: Asked) -> impl IntoView {
    let count = slice(asked.whole, |pattern: &Pattern| pattern.conditions.len());
    let table = asked.table();
    let error = asked.desk.error_of(asked.at(Field::Conditions));
    let add = move |()| {
        if let Some(condition) = table.get_untracked().as_deref().and_then(first_condition) {
            asked.desk.edit_now(asked.with_conditions(|conditions| conditions.push(condition)));
        }
    };
    let aside = view! {
        <Button kind=ButtonKind::Quiet small=true icon=IconName::Plus disabled=asked.desk.read_only on_press=add>
            "Add condition"
        </Button>
    };
    view! {
        <Group title="Known when asked" aside=aside.into_any()>
            <ul class="conditions" id=field_id(asked.at(Field::Conditions)) tabindex="-1">
                <For each=move || 0..count.get() key=|at| *at let:at>
                    <Row asked at />
                </For>
            </ul>
            {move || error.get().map(|message| view! {
                <p class="field-error">
                    <Icon name=IconName::Error />
                    <span>{message}</span>
                </p>
            })}
        </Group>
    }
}

#[component]
fn Row(asked: Asked, at: usize) -> impl IntoView {
    let Asked { desk, whole, .. } = asked;
    let gesture = typing(desk);
    let attribute = slice(whole, move |pattern: &Pattern| text(pattern, at, |one| one.attribute.to_string()));
    let comparison =
        slice(whole, move |pattern: &Pattern| text(pattern, at, |one| one.comparison.symbol().to_owned()));
    let parameter = slice(whole, move |pattern: &Pattern| text(pattern, at, |one| one.parameter.clone()));
    let compares = slice(whole, move |pattern: &Pattern| {
        pattern.conditions.get(at).is_some_and(|one| one.comparison.takes_parameter())
    });
    let table = asked.table();
    let change = move |change: &dyn Fn(&mut Condition)| {
        asked.with_conditions(|conditions| conditions.get_mut(at).into_iter().for_each(change))
    };
    let set_attribute = move |id: String| {
        let Ok(id) = id.parse::<AttributeId>() else { return };
        let name =
            table.get_untracked().map(|table| parameter_for(table.attribute_name(id))).unwrap_or_default();
        desk.edit_now(change(&|one| {
            one.attribute = id;
            if one.comparison.takes_parameter() {
                one.parameter.clone_from(&name);
            }
        }));
    };
    let set_comparison = move |symbol: String| {
        if let Some(comparison) = Comparison::ALL.into_iter().find(|one| one.symbol() == symbol) {
            let id = attribute.get_untracked().parse::<AttributeId>().ok();
            let named = |table: std::sync::Arc<Table>| id.map(|id| parameter_for(table.attribute_name(id)));
            let first = table.get_untracked().and_then(named).unwrap_or_default();
            desk.edit_now(change(&|one| compare(one, comparison, &first)));
        }
    };
    let set_parameter = move |text: String| {
        desk.edit(change(&|one| one.parameter.clone_from(&text)), gesture.get_value());
    };
    let remove = move |()| {
        desk.edit_now(asked.with_conditions(|conditions| {
            if at < conditions.len() {
                conditions.remove(at);
            }
        }))
    };
    let comparisons = Comparison::ALL.map(|one| Choice::new(one.symbol(), one.symbol())).to_vec();
    view! {
        <li class="condition">
            <Select
                choices=slice(table, attribute_choices)
                value=attribute
                mono=true
                small=true
                label=format!("Attribute of condition {}", at + 1)
                disabled=desk.read_only
                on_change=set_attribute
            />
            <Select
                choices=Signal::stored(comparisons)
                value=comparison
                mono=true
                small=true
                label=format!("Comparison of condition {}", at + 1)
                disabled=desk.read_only
                on_change=set_comparison
            />
            <IconButton
                icon=IconName::Close
                label=format!("Remove condition {}", at + 1)
                small=true
                disabled=desk.read_only
                on_press=remove
            />
            <Show when=move || compares.get()>
                <span class="condition-colon" aria-hidden="true">":"</span>
                <Focus desk gesture>
                    <TextInput
                        value=parameter
                        on_input=set_parameter
                        mono=true
                        label=format!("Parameter of condition {}", at + 1)
                        disabled=desk.read_only
                    />
                </Focus>
            </Show>
        </li>
    }
}

fn text(pattern: &Pattern, at: usize, part: impl Fn(&Condition) -> String) -> String {
    pattern.conditions.get(at).map(part).unwrap_or_default()
}

/// A parameter stands where something is compared with it; `first` is what it starts as.
fn compare(one: &mut Condition, comparison: Comparison, first: &str) {
    one.comparison = comparison;
    if !comparison.takes_parameter() {
        one.parameter.clear();
    } else if one.parameter.is_empty() {
        first.clone_into(&mut one.parameter);
    }
}

fn attribute_choices(table: &Table) -> Vec<Choice> {
    table.attributes.iter().map(|one| Choice::new(one.id.to_string(), one.name.clone())).collect()
}

fn first_condition(table: &Table) -> Option<Condition> {
    let attribute = table.attributes.iter().next()?;
    Some(Condition {
        attribute: attribute.id,
        comparison: Comparison::Equal,
        parameter: parameter_for(&attribute.name),
    })
}
