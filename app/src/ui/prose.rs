//! Sentences with names in them: what stands between backticks is set as code.

use crate::prelude::*;

/// A sentence. It begins with a capital, unless it is the rest of one.
#[component]
pub fn Prose(#[prop(into)] text: String, #[prop(optional)] lower: bool) -> impl IntoView {
    let text = if lower || text.starts_with('`') { text } else { crate::format::capital(&text) };
    text.split('`')
        .enumerate()
        .map(|(index, part)| match index % 2 {
            0 => part.to_owned().into_any(),
            _ => view! { <code>{part.to_owned()}</code> }.into_any(),
        })
        .collect::<Vec<_>>()
}
