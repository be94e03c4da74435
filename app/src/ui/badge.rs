//! A word in a frame: states, risks, counts.

use crate::prelude::*;

/// What a badge or a notice is about. Colour is never alone: the text says it too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Tone {
    #[default]
    Neutral,
    Accent,
    Add,
    Change,
    Destroy,
}

impl Tone {
    /// The attribute that the style sheet reads.
    #[must_use]
    pub const fn term(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Accent => "accent",
            Self::Add => "add",
            Self::Change => "change",
            Self::Destroy => "destroy",
        }
    }
}

/// A word in a frame.
#[component]
pub fn Badge(
    /// What it is about.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    /// The word.
    children: Children,
) -> impl IntoView {
    view! { <span class="badge" data-tone=move || tone.get().term()>{children()}</span> }
}
