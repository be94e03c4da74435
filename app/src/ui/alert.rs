//! A notice in the page: what is wrong, or worth knowing, and the way out.

use crate::prelude::*;

use super::{Icon, IconName, Tone};

/// A notice. Errors (tone `Destroy`) are announced at once.
#[component]
pub fn Alert(
    /// How serious it is.
    #[prop(optional)]
    tone: Tone,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let (icon, role) = match tone {
        Tone::Destroy => (IconName::Error, Some("alert")),
        Tone::Change => (IconName::Warning, None),
        Tone::Add => (IconName::Check, None),
        Tone::Neutral | Tone::Accent => (IconName::Info, None),
    };
    view! {
        <div class="alert" data-tone=tone.term() role=role>
            <Icon name=icon />
            <div class="alert-text">{children()}</div>
        </div>
    }
}
