//! Controls as data: what a setting is called, where it is in its object, and how it is shown.
//!
//! Each kind of object has a table of sections with controls. A control reads and writes a place in a copy of the
//! object; the edit falls out of comparing the copy with the original (`subject`). One component draws each kind of
//! control (`sheet`), so that a setting costs the browser a line of data and not a component.

use leptos::prelude::AnyView;
use tablewright_model::{Attribute, Billing, Design, Field, Object, Table};

use crate::editor::desk::Desk;
use crate::ui::Choice;

/// Where an object stands.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) design: &'a Design,
    /// The table that it is or is in; of an access pattern the one that is asked.
    pub(super) table: Option<&'a Table>,
    pub(super) object: Object,
}

impl<'a> At<'a> {
    pub(super) fn of(design: &'a Design, object: Object) -> Self {
        let asked = match object {
            Object::Pattern(id) => design.pattern(id).map(|pattern| pattern.table),
            _ => object.table(),
        };
        Self { design, table: asked.and_then(|id| design.table(id)), object }
    }

    /// The attribute, if it is one.
    pub(super) fn attribute(&self) -> Option<&'a Attribute> {
        match self.object {
            Object::Attribute(_, id) => self.table?.attribute(id),
            _ => None,
        }
    }

    /// Whether capacity of the table is kept ready.
    pub(super) fn is_provisioned(&self) -> bool {
        self.table.is_some_and(|table| table.billing != Billing::OnDemand)
    }
}

/// How a setting is shown.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// A line of words.
    Text,
    /// A line with a name of AWS.
    Name,
    /// Several lines of words.
    Long,
    /// Several lines of code.
    Code,
    /// A number; whether there may be none.
    Number(bool),
    /// On or off.
    Switch,
    /// One of these, by value and words.
    OneOf(&'static [(&'static str, &'static str)]),
    /// One of what there is.
    Choice(fn(&At<'_>) -> Vec<Choice>),
    /// Any of what there is.
    Several(fn(&At<'_>) -> Vec<Choice>),
}

/// What a setting looks like.
pub(super) struct Face {
    pub(super) field: Field,
    /// Label and AWS term; without, those of the model.
    pub(super) name: Option<(&'static str, &'static str)>,
    pub(super) hint: &'static str,
    pub(super) kind: Kind,
}

/// What came of writing a text to a place: nothing where there is no such place.
pub(super) type Written = Option<Result<(), String>>;

/// A setting of an object.
pub(super) struct Control<T: 'static> {
    pub(super) face: Face,
    /// Its value as text; nothing where the object has no such setting now. It gets a copy that it may fill up.
    pub(super) read: fn(&mut T, &At<'_>) -> Option<String>,
    /// Changes it in a copy.
    pub(super) write: fn(&mut T, &str, &At<'_>) -> Written,
}

/// Settings that belong together.
pub(super) struct Section<T: 'static> {
    /// The heading; one without brings its own.
    pub(super) title: &'static str,
    /// Whether it is open from the start.
    pub(super) common: bool,
    pub(super) holds: Holds<T>,
}

/// What a section holds.
pub(super) enum Holds<T: 'static> {
    /// Controls, and more that come after them.
    Controls(&'static [Control<T>], &'static [Control<T>]),
    /// A view of its own, with the fields that it shows.
    Own(fn(Desk, Object) -> AnyView, &'static [Field]),
}

impl<T> Section<T> {
    pub(super) const fn common(title: &'static str, controls: &'static [Control<T>]) -> Self {
        Self { title, common: true, holds: Holds::Controls(controls, &[]) }
    }

    pub(super) const fn closed(title: &'static str, controls: &'static [Control<T>]) -> Self {
        Self { title, common: false, holds: Holds::Controls(controls, &[]) }
    }

    pub(super) const fn both(
        title: &'static str,
        controls: &'static [Control<T>],
        more: &'static [Control<T>],
    ) -> Self {
        Self { title, common: false, holds: Holds::Controls(controls, more) }
    }

    pub(super) const fn own(view: fn(Desk, Object) -> AnyView, fields: &'static [Field]) -> Self {
        Self { title: "", common: true, holds: Holds::Own(view, fields) }
    }
}

/// A control: field, label and term in parentheses where they are not the model's, kind, hint, and its place in the
/// object or the ways to read and write it.
macro_rules! control {
    (@name) => { None };
    (@name $label:literal) => { Some(($label, "")) };
    (@name $label:literal $term:literal) => { Some(($label, $term)) };
    ($field:ident $(($($name:literal)+))?, $kind:expr, $hint:expr, read $read:expr, write $write:expr) => {
        $crate::editor::inspector::control::Control {
            face: $crate::editor::inspector::control::Face {
                field: tablewright_model::Field::$field,
                name: $crate::editor::inspector::control::control!(@name $($($name)+)?),
                hint: $hint,
                kind: $kind,
            },
            read: $read,
            write: $write,
        }
    };
    (
        $field:ident $(($($name:literal)+))?, $kind:expr, $hint:expr,
        |$it:pat_param, $at:pat_param| $place:expr
    ) => {
        $crate::editor::inspector::control::control!(
            $field $(($($name)+))?, $kind, $hint,
            read |it, at| {
                let ($it, $at) = (it, at);
                Some($crate::editor::inspector::value::Value::write(&*$place, at))
            },
            write |it, text, at| {
                let ($it, $at) = (it, at);
                $crate::editor::inspector::value::put($place, text, at)
            }
        )
    };
}

pub(super) use control;
