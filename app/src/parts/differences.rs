//! What differs between two states of a design, one line each.

use crate::prelude::*;
use tablewright_model::{Difference, DifferenceKind};

use crate::ui::{Icon, IconName, Tone};

/// The list of differences, or a sentence that there are none.
#[component]
pub(crate) fn Differences(
    /// The differences, in the order of the document.
    differences: Vec<Difference>,
    /// What to say when there are none.
    #[prop(into)]
    none: String,
) -> impl IntoView {
    if differences.is_empty() {
        return view! { <p class="muted">{none}</p> }.into_any();
    }
    let lines = differences.into_iter().map(|difference| view! { <Line difference /> }).collect_view();
    view! { <ul class="differences">{lines}</ul> }.into_any()
}

#[component]
fn Line(difference: Difference) -> impl IntoView {
    let Difference { address, kind, subject, setting, before, after } = difference;
    let (symbol, word, tone) = sign(kind);
    let values = (before.is_some() || after.is_some()).then(|| view! { <Values before after /> });
    // Of what is new or gone as a whole, its kind.
    let setting = if setting.is_empty() { address.object.label().to_owned() } else { setting };
    view! {
        <li class="difference" data-tone=tone.term()>
            <span class="sign" aria-hidden="true">{symbol}</span>
            <span class="visually-hidden">{word}</span>
            <span class="difference-subject mono">{subject}</span>
            <span class="difference-setting">{setting}</span>
            {values}
        </li>
    }
}

/// A value before, an arrow, and the value after.
#[component]
fn Values(before: Option<String>, after: Option<String>) -> impl IntoView {
    view! {
        <span class="difference-values">
            <del>{worded(before)}</del>
            <Icon name=IconName::ArrowRight />
            <span class="visually-hidden">" becomes "</span>
            <ins>{worded(after)}</ins>
        </span>
    }
}

fn worded(value: Option<String>) -> String {
    value.filter(|text| !text.is_empty()).unwrap_or_else(|| "empty".to_owned())
}

const fn sign(kind: DifferenceKind) -> (&'static str, &'static str, Tone) {
    match kind {
        DifferenceKind::Added => ("+", "Added: ", Tone::Add),
        DifferenceKind::Changed => ("~", "Changed: ", Tone::Change),
        DifferenceKind::Removed => ("-", "Removed: ", Tone::Destroy),
    }
}
