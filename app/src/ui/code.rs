//! Code to read and to copy.

use crate::prelude::*;
use tablewright_interchange::{Class, ExportFormat, highlight};

use super::CopyButton;

/// A block of code, coloured, with a button that copies it.
#[component]
pub fn CodeBlock(
    /// The code.
    #[prop(into)]
    text: Signal<String>,
    /// What it is written in.
    format: ExportFormat,
    /// What it is, for people: `Terraform`, `JSON`.
    #[prop(into)]
    what: String,
) -> impl IntoView {
    let spans = move || text.with(|text| coloured(text, format));
    view! {
        <div class="code">
            <div class="code-copy">
                <CopyButton text what=what.clone() />
            </div>
            // It can be scrolled, so it must be reachable with the keyboard.
            <pre class="code-text" tabindex="0" role="region" aria-label=what>
                <code>{spans}</code>
            </pre>
        </div>
    }
}

/// One element for each part that has a colour, plain text in between.
fn coloured(text: &str, format: ExportFormat) -> Vec<AnyView> {
    let mut parts = Vec::new();
    let mut plain = String::new();
    for span in highlight(text, format) {
        if matches!(span.class, Class::Plain | Class::Punctuation) {
            plain.push_str(span.text);
            continue;
        }
        if !plain.is_empty() {
            parts.push(std::mem::take(&mut plain).into_any());
        }
        let class = format!("tok-{}", span.class.name());
        parts.push(view! { <span class=class>{span.text.to_owned()}</span> }.into_any());
    }
    if !plain.is_empty() {
        parts.push(plain.into_any());
    }
    parts
}
