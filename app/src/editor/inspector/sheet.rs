//! Draws the tables of controls: sections that fold, and one component for each kind of control.
//!
//! All values of an object are read at once, each time that the design changes; a control looks at its own. What a
//! closed section holds is made when it is first opened.

use std::collections::BTreeMap;

use crate::prelude::*;
use tablewright_model::{Address, Design, Edit, Field, Object, describe};

use super::Group;
use super::control::{At, Face, Holds, Kind, Section};
use super::subject::{Subject, together};
use super::value::ON;
use super::wrong;
use crate::editor::desk::Desk;
use crate::editor::place::field_id;
use crate::editor::setting::{Control, Draft, Framed, drafted, typing};
use crate::ui::{Choice, Icon, IconName, Prose};

/// The sections of one kind of object, whatever kind it is.
pub(super) trait Sheet: Send + Sync {
    /// What to draw.
    fn parts(&self) -> Vec<Part>;

    /// The value of every control, in order; nothing where it does not apply.
    fn values(&self, at: &At<'_>) -> Vec<Option<String>>;

    /// The edit that gives a control another value, or what is wrong with it.
    fn edit(&self, at: &At<'_>, control: usize, text: &str) -> Option<Result<Edit, String>>;

    /// What every control looks like, in order.
    fn faces(&self) -> Vec<&'static Face> {
        self.parts().into_iter().flat_map(|part| part.faces).collect()
    }

    /// The field of every control, in order.
    fn fields(&self) -> Vec<Field> {
        self.faces().into_iter().map(|face| face.field).collect()
    }
}

/// A section without the type of its object.
pub(super) struct Part {
    title: &'static str,
    common: bool,
    /// Where its controls begin among all.
    first: usize,
    faces: Vec<&'static Face>,
    own: Option<fn(Desk, Object) -> AnyView>,
    pub(super) fields: Vec<Field>,
}

impl<T: Subject> Sheet for &'static [Section<T>] {
    fn parts(&self) -> Vec<Part> {
        let mut first = 0;
        let part = |section: &'static Section<T>| {
            let (faces, own, fields): (Vec<_>, _, _) = match &section.holds {
                Holds::Controls(controls, more) => {
                    let faces: Vec<_> = controls.iter().chain(*more).map(|control| &control.face).collect();
                    let fields = faces.iter().map(|face| face.field).collect();
                    (faces, None, fields)
                }
                Holds::Own(view, fields) => (Vec::new(), Some(*view), fields.to_vec()),
            };
            let part = Part { title: section.title, common: section.common, first, faces, own, fields };
            first += part.faces.len();
            part
        };
        self.iter().map(part).collect()
    }

    fn values(&self, at: &At<'_>) -> Vec<Option<String>> {
        let Some(mut object) = T::find(at) else { return Vec::new() };
        controls(self).map(|control| (control.read)(&mut object, at)).collect()
    }

    fn edit(&self, at: &At<'_>, control: usize, text: &str) -> Option<Result<Edit, String>> {
        let before = T::find(at)?;
        let mut after = before.clone();
        let written = (controls(self).nth(control)?.write)(&mut after, text, at)?;
        after.tidy();
        Some(written.map(|()| together(after.edits(&before, at))))
    }
}

fn controls<T>(sections: &'static [Section<T>]) -> impl Iterator<Item = &'static super::control::Control<T>> {
    let of = |section: &'static Section<T>| match section.holds {
        Holds::Controls(controls, more) => controls.iter().chain(more),
        Holds::Own(..) => [].iter().chain(&[]),
    };
    sections.iter().flat_map(of)
}

/// What the person opened and closed, by heading; it holds for every object of the session.
pub(super) type Folds = StoredValue<BTreeMap<&'static str, bool>>;

/// An object on its sheet.
#[derive(Clone, Copy)]
struct Shown {
    desk: Desk,
    object: Object,
    sheet: &'static dyn Sheet,
    values: Memo<Vec<Option<String>>>,
    said: Memo<Vec<Said>>,
    /// What is wrong with a control, by its number.
    wrong: Memo<BTreeMap<usize, String>>,
    folds: Folds,
}

/// What the model says of a setting.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Said {
    field: Field,
    label: &'static str,
    term: &'static str,
    is_default: bool,
}

impl Shown {
    fn with_design<T>(self, ask: impl FnOnce(&At<'_>) -> T) -> T {
        self.desk.design.with_untracked(|design| ask(&At::of(design, self.object)))
    }
}

#[component]
pub(super) fn SheetView(
    desk: Desk,
    object: Object,
    sheet: &'static dyn Sheet,
    folds: Folds,
) -> impl IntoView {
    let values = memo(move |_| desk.design.with(|design| sheet.values(&At::of(design, object))));
    let said = memo(move |_| desk.design.with(|design| said(design, object)));
    let wrong = memo(move |_| {
        let findings = desk.judge.findings.get();
        desk.design.with(|design| wrong::by_control(&findings, design, object, sheet))
    });
    let shown = Shown { desk, object, sheet, values, said, wrong, folds };
    let whole = desk.error_of(Address::of(object));
    view! {
        {move || whole.get().map(|message| view! { <Wrong message /> })}
        {sheet.parts().into_iter().map(|part| section(shown, part)).collect_view()}
    }
}

#[component]
fn Wrong(message: String) -> impl IntoView {
    view! {
        <p class="field-error sheet-error" role="status">
            <Icon name=IconName::Error />
            <span><Prose text=message /></span>
        </p>
    }
}

fn said(design: &Design, object: Object) -> Vec<Said> {
    let settings = describe(design, object).unwrap_or_default().into_iter();
    settings
        .map(|setting| Said {
            field: setting.field,
            label: setting.label,
            term: setting.term.unwrap_or_default(),
            is_default: setting.is_default,
        })
        .collect()
}

fn section(shown: Shown, part: Part) -> AnyView {
    let Shown { desk, object, values, .. } = shown;
    if let (Some(own), "") = (part.own, part.title) {
        return own(desk, object);
    }
    let Part { title, common, first, faces, own, fields } = part;
    let last = first + faces.len();
    let applies =
        move || own.is_some() || values.with(|all| all.iter().take(last).skip(first).any(Option::is_some));
    let fields = StoredValue::new(fields);
    let faces = StoredValue::new(faces);
    let content = move || {
        match own {
        Some(own) => own(desk, object),
        None => faces.with_value(|faces| {
            let control = |(at, face): (usize, &&'static Face)| view! { <ControlView shown number=first + at face=*face /> };
            view! { <div class="controls">{faces.iter().enumerate().map(control).collect_view()}</div> }
        }),
    }
    };
    view! {
        <Show when=applies>
            {if common {
                view! { <Group title=title>{content()}</Group> }
            } else {
                view! { <Folded shown title fields content=ViewFn::from(content) /> }
            }}
        </Show>
    }
}

/// A section that is closed at first: unless the person opened it before, or something in it is wrong.
#[component]
fn Folded(
    shown: Shown,
    title: &'static str,
    fields: StoredValue<Vec<Field>>,
    content: ViewFn,
) -> impl IntoView {
    let Shown { desk, object, said, folds, .. } = shown;
    let wrong = memo(move |_| {
        let here =
            |field: Option<Field>| field.is_some_and(|field| fields.with_value(|all| all.contains(&field)));
        desk.judge.findings.with(|findings| findings.refused(object).any(|found| here(found.address.field)))
    });
    let set = memo(move |_| {
        let other = |said: &&Said| !said.is_default && fields.with_value(|all| all.contains(&said.field));
        said.with(|said| said.iter().filter(other).count())
    });
    let remembered = folds.with_value(|folds| folds.get(title).copied());
    let start = remembered.unwrap_or_else(|| wrong.get_untracked());
    let made = RwSignal::new(start);
    let toggled = move |event: web_sys::Event| {
        let open = crate::editor::browser::is_open(&event);
        folds.update_value(|folds| {
            folds.insert(title, open);
        });
        if open && !made.get_untracked() {
            made.set(true);
        }
    };
    view! {
        <details class="group group-folded" open=start on:toggle=toggled>
            <summary class="group-head">
                <Icon name=IconName::ChevronRight />
                <h3 class="group-title">{title}</h3>
                <span class="group-told">
                    {move || match set.get() {
                        0 => String::new(),
                        number => format!("{number} set"),
                    }}
                </span>
                <Show when=move || wrong.get()>
                    <span class="part-problem">
                        <Icon name=IconName::Error />
                        <span class="visually-hidden">"has problems"</span>
                    </span>
                </Show>
            </summary>
            <Show when=move || made.get() || wrong.get()>{content.run()}</Show>
        </details>
    }
}

#[component]
fn ControlView(shown: Shown, number: usize, face: &'static Face) -> impl IntoView {
    let values = shown.values;
    let there = move || values.with(|all| all.get(number).is_some_and(Option::is_some));
    view! {
        <Show when=there>
            {control(shown, number, face)}
        </Show>
    }
}

fn control(shown: Shown, number: usize, face: &'static Face) -> AnyView {
    let Shown { desk, object, sheet, values, said, wrong, .. } = shown;
    let at = Address::field(object, face.field);
    let value = memo(move |_| values.with(|all| all.get(number).cloned().flatten().unwrap_or_default()));
    let is_first = !sheet.fields().iter().take(number).any(|field| *field == face.field);
    let id = if is_first { field_id(at) } else { format!("{}-{number}", field_id(at)) };
    let (label, term) = name(face, &said.get_untracked());
    let write = Callback::new(move |text: String| shown.with_design(|at| sheet.edit(at, number, &text)));
    let gesture = typing(desk);
    let Draft { text, unread, typed } = drafted(desk, value.into(), write, gesture);
    let error = Signal::derive(move || unread.get().or_else(|| wrong.with(|all| all.get(&number).cloned())));
    let choices = move || desk.design.with(|design| choices(face.kind, &At::of(design, object)));
    let (control, optional) = match face.kind {
        Kind::Text => (Control::Line { mono: false }, false),
        Kind::Name => (Control::Line { mono: true }, false),
        Kind::Number(optional) => (Control::Number, optional),
        Kind::Long => (Control::Lines { mono: false }, false),
        Kind::Code => (Control::Lines { mono: true }, false),
        Kind::Switch => (Control::Switch(ON), false),
        Kind::OneOf(_) | Kind::Choice(_) => (Control::Select(memo(move |_| choices())), false),
        Kind::Several(_) => (Control::Several(memo(move |_| choices())), false),
    };
    view! { <Framed desk id label term hint=face.hint optional error control text typed gesture /> }
}

/// Label and term of a control.
fn name(face: &Face, said: &[Said]) -> (String, &'static str) {
    if let Some((label, term)) = face.name {
        return (label.to_owned(), term);
    }
    let said = said.iter().find(|said| said.field == face.field);
    said.map(|said| (capitalised(said.label), said.term)).unwrap_or_default()
}

/// With a capital letter at the start.
pub(super) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// What a control chooses from.
pub(super) fn choices(kind: Kind, at: &At<'_>) -> Vec<Choice> {
    match kind {
        Kind::OneOf(choices) => choices.iter().map(|(value, label)| Choice::new(*value, *label)).collect(),
        Kind::Choice(choices) | Kind::Several(choices) => choices(at),
        Kind::Text | Kind::Name | Kind::Long | Kind::Code | Kind::Number(_) | Kind::Switch => Vec::new(),
    }
}

/// The labels of all controls that an object has now.
#[cfg(test)]
pub(super) fn labels(sheet: &dyn Sheet, design: &Design, object: Object) -> Vec<String> {
    let (said, values) = (said(design, object), sheet.values(&At::of(design, object)));
    let faces = sheet.faces().into_iter().zip(values);
    faces.filter(|(_, value)| value.is_some()).map(|(face, _)| name(face, &said).0).collect()
}
