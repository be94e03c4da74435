//! A label, a hint and an error around any control.

use crate::prelude::*;
use leptos::context::Provider;

use super::{Icon, IconName, Prose};

/// What a control learns from the field around it.
#[derive(Clone)]
pub(super) struct FieldContext {
    pub(super) id: String,
    pub(super) error: Signal<Option<String>>,
    pub(super) hint: bool,
}

impl FieldContext {
    /// The ids of the texts that describe the control.
    pub(super) fn described_by(&self) -> Option<String> {
        let error = self.error.with(Option::is_some).then(|| format!("{}-error", self.id));
        let hint = self.hint.then(|| format!("{}-hint", self.id));
        match (error, hint) {
            (Some(error), Some(hint)) => Some(format!("{error} {hint}")),
            (error, hint) => error.or(hint),
        }
    }
}

/// The attributes of a control, from the field around it or from its own label.
#[derive(Clone)]
pub(super) struct Naming {
    field: Option<FieldContext>,
    label: Option<String>,
}

impl Naming {
    pub(super) fn of(label: Option<String>) -> Self {
        Self { field: use_context(), label }
    }

    pub(super) fn id(&self) -> Option<String> {
        self.field.as_ref().map(|field| field.id.clone())
    }

    pub(super) fn label(&self) -> Option<String> {
        self.label.clone()
    }

    pub(super) fn described_by(&self) -> impl Fn() -> Option<String> + Send + Sync + Clone + 'static {
        let field = self.field.clone();
        move || field.as_ref().and_then(FieldContext::described_by)
    }

    pub(super) fn invalid(&self) -> impl Fn() -> Option<&'static str> + Send + Sync + Clone + 'static {
        let field = self.field.clone();
        move || field.as_ref().and_then(|field| field.error.with(|error| error.is_some().then_some("true")))
    }
}

/// A labelled control: put one `TextInput`, `TextArea`, `Select` or `Switch` inside, and it takes id, description and
/// error from here.
#[component]
pub fn Field(
    /// The control's id, unique in the page and the same on both sides.
    #[prop(into)]
    id: String,
    /// What is asked for.
    #[prop(into)]
    label: TextProp,
    /// How to answer.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// What is wrong with the answer.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Whether an answer may be missing; said beside the label.
    #[prop(optional)]
    optional: bool,
    /// The control.
    children: Children,
) -> impl IntoView {
    let context = FieldContext { id: id.clone(), error, hint: hint.is_some() };
    let hint_id = format!("{id}-hint");
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>
                {move || label.get()}
                {optional.then(|| view! { <span class="field-optional">" (optional)"</span> })}
            </label>
            <Provider value=context>{children()}</Provider>
            {move || error.get().map(|message| view! { <FieldError id=format!("{id}-error") message /> })}
            {hint.map(|hint| view! { <p class="field-hint" id=hint_id>{move || hint.get()}</p> })}
        </div>
    }
}

#[component]
fn FieldError(id: String, message: String) -> impl IntoView {
    view! {
        <p class="field-error" id=id>
            <Icon name=IconName::Error />
            <span><Prose text=message /></span>
        </p>
    }
}
