//! A setting without its frame, for a cell of a table: the same control, written by the same tables of data.

use crate::prelude::*;
use tablewright_model::{Address, Field, Object};

use super::control::{At, Kind};
use super::sheet::choices;
use super::sheet_of;
use crate::editor::desk::Desk;
use crate::editor::place::field_id;
use crate::editor::setting::{Draft, Focus, drafted, typing};
use crate::ui::{Select, TextInput};

/// The first control of a field of an object.
#[component]
pub(in crate::editor) fn Cell(
    desk: Desk,
    object: Object,
    field: Field,
    /// Its name for assistive technology: the head of the column does not name a control.
    label: String,
) -> impl IntoView {
    let sheet = desk.design.with_untracked(|design| sheet_of(design, object).0);
    let Some((number, face)) = sheet.faces().into_iter().enumerate().find(|(_, face)| face.field == field)
    else {
        return ().into_any();
    };
    let value = memo(move |_| {
        let values = desk.design.with(|design| sheet.values(&At::of(design, object)));
        values.into_iter().nth(number).flatten().unwrap_or_default()
    });
    let write = Callback::new(move |text: String| {
        desk.design.with_untracked(|design| sheet.edit(&At::of(design, object), number, &text))
    });
    let gesture = typing(desk);
    let Draft { text, unread, typed } = drafted(desk, value.into(), write, gesture);
    let chosen = move |text: String| {
        gesture.set_value(desk.gesture());
        typed.run(text);
        desk.saver.now(desk);
    };
    let control = match face.kind {
        Kind::OneOf(_) | Kind::Choice(_) => {
            let choices =
                memo(move |_| desk.design.with(|design| choices(face.kind, &At::of(design, object))));
            view! { <Select choices value=text on_change=chosen small=true label disabled=desk.read_only /> }
        }
        _ => view! {
            <Focus desk gesture>
                <TextInput value=text on_input=typed label disabled=desk.read_only />
            </Focus>
        },
    };
    view! {
        <div class="cell" class:is-wrong=move || unread.with(Option::is_some) id=format!("cell-{}", field_id(Address::field(object, field)))>
            {control}
            {move || unread.get().map(|message| view! { <span class="cell-wrong" role="status">{message}</span> })}
        </div>
    }
}
