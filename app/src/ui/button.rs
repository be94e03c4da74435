//! Buttons, and links that look like them.

use crate::prelude::*;
use leptos::ev::MouseEvent;

use super::{Icon, IconName, Spinner};

/// How much a button wants to be pressed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one thing to do on a page.
    Primary,
    /// Everything else.
    #[default]
    Secondary,
    /// In toolbars and lists, where a frame would be noise.
    Quiet,
    /// It destroys something.
    Danger,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button-primary",
            Self::Secondary => "button",
            Self::Quiet => "button button-quiet",
            Self::Danger => "button button-danger",
        }
    }
}

/// A button. While it is pending it keeps its size and its focus, and does nothing.
#[component]
pub fn Button(
    /// What it looks like.
    #[prop(optional)]
    kind: ButtonKind,
    /// Whether it sends the form around it.
    #[prop(optional)]
    submit: bool,
    /// Whether it is small, for use in rows and toolbars.
    #[prop(optional)]
    small: bool,
    /// Whether what it started is still going on.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// Whether it can't be pressed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The icon before its text.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// What happens.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    /// Its text.
    children: Children,
) -> impl IntoView {
    let pressed = move |event: MouseEvent| press(&event, pending, on_press);
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=kind.class()
            class:button-small=small
            disabled=disabled
            aria-disabled=move || pending.get().then_some("true")
            aria-busy=move || pending.get().then_some("true")
            on:click=pressed
        >
            {icon.map(|name| view! { <Icon name /> })}
            <span class="button-text">{children()}</span>
            {move || pending.get().then(|| view! { <Spinner /> })}
        </button>
    }
}

/// A button that shows nothing but an icon; its label is its name and its tooltip.
#[component]
pub fn IconButton(
    /// The icon.
    #[prop(into)]
    icon: Signal<IconName>,
    /// What it does, in words.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is small, for use in rows.
    #[prop(optional)]
    small: bool,
    /// Whether it can't be pressed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Whether what it opens is open, if it opens something.
    #[prop(optional, into)]
    expanded: Signal<Option<bool>>,
    /// What happens.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
) -> impl IntoView {
    let pressed = move |event: MouseEvent| press(&event, Signal::stored(false), on_press);
    view! {
        <button
            type="button"
            class="button button-quiet button-icon"
            class:button-small=small
            aria-label=label
            aria-expanded=move || expanded.get().map(|open| if open { "true" } else { "false" })
            data-tooltip=label
            disabled=disabled
            on:click=pressed
        >
            <Icon name=icon />
        </button>
    }
}

/// A link that looks like a button.
#[component]
pub fn LinkButton(
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// What it looks like.
    #[prop(optional)]
    kind: ButtonKind,
    /// Whether it is small.
    #[prop(optional)]
    small: bool,
    /// Whether the answer is to be saved as a file.
    #[prop(optional)]
    download: bool,
    /// Whether it leads out of the pages: to the editor, for one. The router leaves it to the browser.
    #[prop(optional)]
    external: bool,
    /// The icon before its text.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// Its text.
    children: Children,
) -> impl IntoView {
    view! {
        <a
            href=href
            class=kind.class()
            class:button-small=small
            download=download
            rel=(download || external).then_some("external")
        >
            {icon.map(|name| view! { <Icon name /> })}
            <span class="button-text">{children()}</span>
        </a>
    }
}

/// A pending button swallows the click, also the one that the browser makes when Enter is pressed in a form.
fn press(event: &MouseEvent, pending: Signal<bool>, on_press: Option<Callback<()>>) {
    if pending.get_untracked() {
        event.prevent_default();
    } else if let Some(on_press) = on_press {
        on_press.run(());
    }
}
