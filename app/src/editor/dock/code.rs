//! The request of a pattern as code, in the language that one asks for.

use crate::prelude::*;
use tablewright_contract::judge::{LANGUAGES, Look, Seen};
use tablewright_model::PatternId;

use crate::editor::desk::Desk;
use crate::ui::{Choice, CopyButton, Select};

/// No language is chosen.
const NONE: &str = "";

#[component]
pub(super) fn Code(desk: Desk, id: PatternId) -> impl IntoView {
    let language = RwSignal::new(NONE.to_owned());
    let number = move || language.with(|language| language.parse::<u8>().ok());
    Effect::new(move || desk.judge.look("code", number().map(|number| Look::Code(id, number))));
    on_cleanup(move || desk.judge.look("code", None));
    let seen = desk.judge.see(|seen| match seen {
        Seen::Code(code) => Some(code),
        _ => None,
    });
    let text = memo(move |_| {
        let seen = seen.get().filter(|seen| seen.pattern == id && Some(seen.language) == number())?;
        Some(if seen.text.is_empty() { "This language has no words for it.".to_owned() } else { seen.text })
    });
    let choices = std::iter::once(Choice::new(NONE, "Show as code…"))
        .chain(LANGUAGES.iter().enumerate().map(|(at, name)| Choice::new(at.to_string(), *name)));
    view! {
        <section class="verdict-part verdict-code" aria-label="As code">
            <Select
                choices=Signal::stored(choices.collect::<Vec<_>>())
                value=language
                on_change=move |text| language.set(text)
                small=true
                label="Language of the code"
            />
            {move || text.get().map(|text| view! { <Written text /> })}
        </section>
    }
}

/// The code, with a button that copies it.
#[component]
fn Written(text: String) -> impl IntoView {
    view! {
        <div class="code">
            <div class="code-copy">
                <CopyButton text=Signal::stored(text.clone()) what="Code" />
            </div>
            // It can be scrolled, so it must be reachable with the keyboard.
            <pre class="code-text" tabindex="0" role="region" aria-label="Code of the request">
                <code>{text}</code>
            </pre>
        </div>
    }
}
