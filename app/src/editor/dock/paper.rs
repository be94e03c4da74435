//! A paper of the judge, drawn: whatever it is about, its fields and parts look the same everywhere.

use crate::prelude::*;
use tablewright_contract::judge::{Look, Seen};
use tablewright_contract::paper::{self, Blank, Deed, Given, Part, STEP, TRIED, TRYING, Tone, Topic, Way};

use super::grid::Cells;
use crate::client;
use crate::editor::desk::Desk;
use crate::editor::judge::Health;
use crate::ui::{
    Button, ButtonKind, Choice, CopyButton, Field, Icon, IconName, Prose, Select, TextArea, TextInput,
};

/// What the judge says, once it has.
type Said = Memo<Option<paper::Paper>>;

/// What the judge lays out on a topic; `given` is what was filled in, and may outlive this.
#[component]
pub(super) fn Paper(desk: Desk, topic: Topic, given: RwSignal<Given>) -> impl IntoView {
    Effect::new(move || desk.judge.look("paper", Some(Look::Paper(topic, given.get()))));
    on_cleanup(move || desk.judge.look("paper", None));
    let all = desk.judge.see(|seen| match seen {
        Seen::Paper(paper) => Some(paper),
        _ => None,
    });
    let said: Said = memo(move |_| all.get().filter(|paper| paper.topic == topic));
    let fields =
        move || said.with(|paper| paper.as_ref().map(|paper| paper.fields.clone())).unwrap_or_default();
    let parts = move || said.with(|paper| paper.as_ref().map(keys)).unwrap_or_default();
    let is_empty = memo(move |_| said.with(Option::is_none));
    view! {
        <div class="paper">
            <div class="paper-fields">
                <For each=fields key=|field: &Blank| (field.name.clone(), field.label.clone()) let:field>
                    <Asked said given field />
                </For>
            </div>
            <For each=parts key=Clone::clone let:key>
                <Drawn desk said given key />
            </For>
            <Show when=move || is_empty.get()>
                {move || match desk.judge.health.get() {
                    Health::Gone => view! { <super::NotJudged /> },
                    _ => view! { <p class="dock-empty">"Reading…"</p> },
                }}
            </Show>
        </div>
    }
}

/// What tells parts apart: something to press keeps the focus while all around it changes.
fn keys(paper: &paper::Paper) -> Vec<(usize, String)> {
    let key = |(at, part): (usize, &Part)| match part {
        Part::Press(label, _) => (0, label.clone()),
        _ => (at + 1, String::new()),
    };
    paper.parts.iter().enumerate().map(key).collect()
}

fn found(paper: &paper::Paper, (at, label): &(usize, String)) -> Option<Part> {
    match at.checked_sub(1) {
        Some(at) => paper.parts.get(at).cloned(),
        None => {
            let mut parts = paper.parts.iter();
            parts.find(|part| matches!(part, Part::Press(of, _) if of == label)).cloned()
        }
    }
}

/// A field. What stands in it and what is wrong with it may change under the person's hands.
#[component]
fn Asked(said: Said, given: RwSignal<Given>, field: Blank) -> impl IntoView {
    let Blank { name, label, way, .. } = field;
    let name = StoredValue::new(name);
    let now = move || {
        said.with(|paper| {
            let mut fields = paper.iter().flat_map(|paper| &paper.fields);
            name.with_value(|name| fields.find(|field| field.name == *name).cloned())
        })
    };
    let now = memo(move |_| now());
    let value = memo(move |_| {
        let own = given.with(|given| name.with_value(|name| own(given, name)));
        own.or_else(|| now.with(|now| now.as_ref().map(|now| now.usual.clone()))).unwrap_or_default()
    });
    let error = memo(move |_| {
        now.with(|now| now.as_ref().map(|now| now.wrong.clone()).filter(|wrong| !wrong.is_empty()))
    });
    let choices =
        memo(move |_| now.with(|now| now.as_ref().map(|now| choices(&now.way)).unwrap_or_default()));
    let give = Callback::new(move |text: String| {
        given.update(|given| {
            // A step leads on from an answer that is another one now.
            given.retain(|(of, _)| !of.starts_with(STEP) && name.with_value(|name| of != name));
            given.push((name.get_value(), text));
        });
    });
    let id = name.with_value(|name| format!("paper-{name}"));
    view! {
        // Made in the field, so that it has its name and its error.
        <Field id label error>
            {match way {
                Way::Line => view! { <TextInput value on_input=give mono=true /> },
                Way::Lines => view! { <TextArea value on_input=give mono=true rows=6 /> },
                Way::Choice(_) => view! { <Select choices value on_change=give /> },
            }}
        </Field>
    }
}

fn own(given: &Given, name: &str) -> Option<String> {
    given.iter().find(|(of, _)| of == name).map(|(_, text)| text.clone())
}

fn choices(way: &Way) -> Vec<Choice> {
    match way {
        Way::Choice(choices) => {
            choices.iter().map(|(value, label)| Choice::new(value.as_str(), label.as_str())).collect()
        }
        _ => Vec::new(),
    }
}

#[component]
fn Drawn(desk: Desk, said: Said, given: RwSignal<Given>, key: (usize, String)) -> impl IntoView {
    let label = key.1.clone();
    let part = memo(move |_| said.with(|paper| paper.as_ref().and_then(|paper| found(paper, &key))));
    if !label.is_empty() {
        let press = move |()| {
            if let Some(Part::Press(_, deed)) = part.get_untracked() {
                done(desk, given, deed);
            }
        };
        // Only what changes the design is not for everybody.
        let is_taken = move || part.with(|part| matches!(part, Some(Part::Press(_, Deed::Take(_)))));
        let disabled = Signal::derive(move || desk.read_only.get() && is_taken());
        return view! {
            <div class="paper-press">
                <Button kind=ButtonKind::Secondary small=true disabled on_press=press>{label}</Button>
            </div>
        };
    }
    let grid = memo(move |_| {
        part.with(|part| match part {
            Some(Part::Grid(grid)) => Some(grid.clone()),
            _ => None,
        })
    });
    view! {
        // It can be long: what is another in it is written by its rows.
        <Show when=move || grid.with(Option::is_some) fallback=move || move || small(part.get())>
            <Cells desk grid />
        </Show>
    }
}

/// A part of a few words, or a text.
fn small(part: Option<Part>) -> AnyView {
    match part {
        Some(Part::Said(tone, text)) => view! { <Sentence tone text /> },
        Some(Part::Facts(facts)) => view! { <Facts facts /> },
        Some(Part::Code(what, text)) => view! { <Written what text /> },
        Some(Part::Press(..) | Part::Grid(_)) | None => ().into_any(),
    }
}

fn done(desk: Desk, given: RwSignal<Given>, deed: Deed) {
    match deed {
        Deed::Take(edit) => {
            desk.take(&edit);
            desk.toasts.offer("Taken.", "Undo", move || desk.undo());
        }
        Deed::Give(more) => give(given, more),
        Deed::Try(body) => attempt(desk, given, body),
        Deed::Show(object) => {
            desk.select(object);
            desk.sheet_open.set(true);
        }
    }
}

fn give(given: RwSignal<Given>, more: Given) {
    given.update(|given| {
        given.retain(|(of, _)| !more.iter().any(|(name, _)| name == of));
        given.extend(more);
    });
}

/// Asks the server, which tries it. Whoever has gone on meanwhile is not told what came of it.
fn attempt(desk: Desk, given: RwSignal<Given>, body: String) {
    let awaits =
        move |body: &String| given.try_with_untracked(|given| own(given, TRYING).as_ref() == Some(body));
    if awaits(&body) == Some(true) {
        return;
    }
    give(given, vec![(TRYING.to_owned(), body.clone())]);
    let path = format!("/designs/{}/trials", desk.saver.design.get_value());
    leptos::task::spawn_local(async move {
        let answer = client::post_text(&path, body.clone()).await.unwrap_or_else(|error| error.message);
        if awaits(&body) == Some(true) {
            given.update(|given| {
                given.retain(|(of, _)| of != TRYING && of != TRIED);
                given.push((TRIED.to_owned(), answer));
            });
        }
    });
}

#[component]
fn Sentence(tone: Tone, text: String) -> impl IntoView {
    let (icon, tone) = match tone {
        Tone::Good => (IconName::Check, "add"),
        Tone::Odd => (IconName::Warning, "change"),
        Tone::Bad => (IconName::Error, "destroy"),
        Tone::Plain | Tone::Absent => (IconName::Info, "neutral"),
    };
    view! {
        <p class="paper-said served" data-tone=tone>
            <Icon name=icon />
            <span><Prose text /></span>
        </p>
    }
}

#[component]
fn Facts(facts: Vec<(String, String)>) -> impl IntoView {
    let fact = |(label, text): (String, String)| view! { <dt><Prose text=label lower=true /></dt><dd><Prose text lower=true /></dd> };
    view! { <dl class="facts-inline">{facts.into_iter().map(fact).collect_view()}</dl> }
}

#[component]
fn Written(what: String, text: String) -> impl IntoView {
    view! {
        <div class="code">
            <div class="code-copy">
                <CopyButton text=Signal::stored(text.clone()) what=what.clone() />
            </div>
            // It can be scrolled, so it must be reachable with the keyboard.
            <pre class="code-text" tabindex="0" role="region" aria-label=what>
                <code>{text}</code>
            </pre>
        </div>
    }
}
