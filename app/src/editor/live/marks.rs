//! Rings in people's colours around what they have selected and the field that they have open.
//!
//! They are attributes of elements that other parts draw: those parts need to know nothing of people.

use crate::prelude::*;
use tablewright_model::Object;
use web_sys::Element;

use super::Other;
use crate::editor::desk::Desk;
use crate::editor::place;

/// The attribute that names whose ring it is.
const OTHER: &str = "data-other";
const HUE: &str = "data-hue";

/// A ring: the id of the element, whose, and in which colour.
type Mark = (String, String, u8);

/// Keeps the rings where they belong.
pub(super) fn keep(desk: Desk) {
    let marks =
        memo(move |_| desk.live.others.with(|others| others.iter().flat_map(marks_of).collect::<Vec<_>>()));
    Effect::new(move |before: Option<bool>| {
        let marks = marks.get();
        let is_bare = marks.is_empty();
        // Whatever of it is painted anew has to show them again.
        desk.design.track();
        desk.shown.track();
        desk.panel.track();
        desk.board.view();
        desk.board.unfolded.track();
        if !(is_bare && before != Some(false)) {
            request_animation_frame(move || draw(&marks));
        }
        is_bare
    });
}

fn marks_of(other: &Other) -> impl Iterator<Item = Mark> {
    let object = place::from_link(&other.spot.object).map(place::card_id);
    let field = Some(other.spot.field.clone()).filter(|field| !field.is_empty());
    let (name, hue) = (other.person.name.clone(), other.person.hue);
    object.into_iter().chain(field).map(move |id| (id, name.clone(), hue))
}

fn draw(marks: &[Mark]) {
    if let Ok(old) = document().query_selector_all("[data-other]") {
        use wasm_bindgen::JsCast;
        let old = (0..old.length()).filter_map(|at| old.get(at)?.dyn_into::<Element>().ok());
        old.for_each(|element| {
            let _ = element.remove_attribute(OTHER);
            let _ = element.remove_attribute(HUE);
        });
    }
    for (id, name, hue) in marks {
        let folded = || match place::of_card(id)? {
            Object::Attribute(table, _) => document().get_element_by_id(&place::fold_id(table)),
            _ => None,
        };
        if let Some(element) = document().get_element_by_id(id).or_else(folded) {
            // The name stands beside a control, not in it.
            let around = element.closest(".setting").ok().flatten().unwrap_or(element);
            let _ = around.set_attribute(OTHER, name);
            let _ = around.set_attribute(HUE, &hue.to_string());
        }
    }
}
