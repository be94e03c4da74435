//! A verdict: how well a pattern is served, in a sign, a word and a colour; and in full, with why each other place was not
//! chosen and what would serve it better.

use crate::prelude::*;
use tablewright_contract::judge::{ConsideredView, Look, ProposalView, Seen, Served, VerdictView};
use tablewright_contract::paper::Topic;
use tablewright_model::PatternId;

use super::paper::Paper;
use super::ways::Ways;
use crate::editor::desk::{Desk, fresh_id, part};
use crate::ui::{Button, ButtonKind, ByPlace, Icon, IconName, Prose};

/// Sign, word and colour.
pub(super) const fn face(served: Served) -> (IconName, &'static str, &'static str) {
    match served {
        Served::Well => (IconName::Check, "Served", "add"),
        Served::AtPrice => (IconName::Warning, "At a price", "change"),
        Served::Not => (IconName::Error, "Not served", "destroy"),
    }
}

/// How well a pattern is served; a dash until that is known.
#[component]
pub(super) fn ServedMark(#[prop(into)] served: Signal<Option<Served>>) -> impl IntoView {
    let face = move || face(served.get().unwrap_or(Served::Not));
    view! {
        <Show
            when=move || served.with(Option::is_some)
            fallback=|| view! { <span class="grid-none"><span class="visually-hidden">"not judged yet"</span></span> }
        >
            <span class="served" data-tone=move || face().2>
                <Icon name=Signal::derive(move || face().0) />
                {move || face().1}
            </span>
        </Show>
    }
}

/// What a chosen row opens.
#[component]
pub(super) fn Opened(desk: Desk, id: PatternId) -> impl IntoView {
    let seen = desk.judge.see(|seen| match seen {
        Seen::Verdict(verdict) => Some(verdict),
        _ => None,
    });
    let is_seen = move || seen.with(|seen| seen.as_ref().is_some_and(|seen| seen.pattern == id));
    let served = memo(move |_| desk.judge.verdict(id).map(|line| line.served));
    let way = RwSignal::new(0);
    let topic = move || if way.get() == 1 { Topic::Ran(id) } else { Topic::Code(id) };
    view! {
        <div class="verdict">
            <Ways ways=&["Verdict", "Run on the items", "Code"] label="What is shown of the pattern" way />
            <Show
                when=move || way.get() == 0
                fallback=move || {
                    let given = RwSignal::new(Vec::new());
                    view! { <Paper desk topic=topic() given /> }
                }
            >
                <Show when=is_seen><Full seen /></Show>
                <Show when=move || served.get().is_some_and(|served| served != Served::Well)>
                    <Advice desk id />
                </Show>
            </Show>
        </div>
    }
}

/// All of it. It is told anew after each edit, and then only what is another is written.
#[component]
fn Full(seen: Memo<Option<VerdictView>>) -> impl IntoView {
    let facts = part(seen, |seen| seen.facts.clone());
    let said = part(seen, |seen| {
        let prices = seen.prices.iter().map(|text| ("change", IconName::Warning, text.clone()));
        let notes = seen.notes.iter().map(|text| ("accent", IconName::Info, text.clone()));
        prices.chain(notes).collect::<Vec<_>>()
    });
    let considered = part(seen, |seen| seen.considered.clone());
    view! {
        <Show when=move || facts.with(|facts| !facts.is_empty())>
            <section class="verdict-part" aria-label="The request">
                <dl class="facts-inline"><ByPlace list=facts row=fact /></dl>
                <Show when=move || said.with(|said| !said.is_empty())>
                    <ul class="verdict-said"><ByPlace list=said row=remark /></ul>
                </Show>
            </section>
        </Show>
        <section class="verdict-part" aria-label="The table and each index">
            <ul class="considered"><ByPlace list=considered row=place_considered /></ul>
        </section>
    }
}

/// A part of the request, with its name.
fn fact(fact: Memo<Option<(String, String)>>) -> AnyView {
    let label = move || fact.get().map(|(label, _)| label);
    // All of it is set as code.
    let text = move || fact.get().map(|(_, text)| text.replace('`', ""));
    view! {
        <dt>{label}</dt>
        <dd><code>{text}</code></dd>
    }
}

/// What is paid, or good to know.
fn remark(remark: Memo<Option<(&'static str, IconName, String)>>) -> AnyView {
    let said = move || {
        remark.get().map(|(tone, name, text)| {
            view! {
                <li class="served" data-tone=tone>
                    <Icon name />
                    <span><Prose text /></span>
                </li>
            }
        })
    };
    said.into_any()
}

/// A place that was considered, and why it was not chosen.
fn place_considered(one: Memo<Option<ConsideredView>>) -> AnyView {
    let served = Signal::derive(move || one.with(|one| one.as_ref().map(|one| one.served)));
    let place = move || one.get().map(|one| one.place);
    let why = move || {
        let why = one.get().map(|one| one.why).filter(|why| !why.is_empty());
        view! { <Prose text=why.unwrap_or_else(|| "serves it".to_owned()) lower=true /> }
    };
    view! {
        <li>
            <ServedMark served />
            <span><code>{place}</code>": "{why}</span>
        </li>
    }
}

/// What would serve the pattern better, on request.
#[component]
fn Advice(desk: Desk, id: PatternId) -> impl IntoView {
    let wanted = RwSignal::new(false);
    let taken = RwSignal::new(0_u32);
    // Each proposal that is taken uses the id of its index.
    Effect::new(move || {
        taken.track();
        let look = wanted.get().then(|| Look::Advice(id, fresh_id()));
        desk.judge.look("advice", look);
    });
    on_cleanup(move || desk.judge.look("advice", None));
    let seen = desk.judge.see(|seen| match seen {
        Seen::Advice(advice) => Some(advice),
        _ => None,
    });
    let proposals = move || seen.get().filter(|seen| seen.pattern == id).map(|seen| seen.proposals);
    let take = Callback::new(move |edit: String| {
        desk.take(&edit);
        taken.update(|taken| *taken += 1);
        desk.toasts.offer("Taken.", "Undo", move || desk.undo());
    });
    let list = move || {
        proposals().map(|proposals| match proposals.is_empty() {
            true => view! { <p class="group-note">"Nothing that is known here helps: change what is asked, or the key."</p> },
            false => view! { <Proposals desk proposals take /> },
        })
    };
    view! {
        <section class="verdict-part verdict-advice" aria-label="What would serve it better">
            <Show
                when=move || wanted.get()
                fallback=move || view! {
                    <Button kind=ButtonKind::Secondary small=true on_press=move |()| wanted.set(true)>
                        "What would serve it better?"
                    </Button>
                }
            >
                {list}
            </Show>
        </section>
    }
}

/// Changes with what they do, each to be taken by one click.
#[component]
pub(super) fn Proposals(desk: Desk, proposals: Vec<ProposalView>, take: Callback<String>) -> impl IntoView {
    let row = move |proposal: ProposalView| {
        let ProposalView { change, served, effects, edit } = proposal;
        let effects =
            effects.into_iter().map(|effect| view! { <li><Prose text=effect /></li> }).collect_view();
        view! {
            <li class="proposal">
                <Button small=true disabled=desk.read_only on_press=move |()| take.run(edit.clone())>"Take"</Button>
                <div>
                    <p>
                        <Prose text=change />
                        {served.map(|served| view! { " " <ServedMark served=Signal::stored(Some(served)) /> })}
                    </p>
                    <ul class="proposal-effects">{effects}</ul>
                </div>
            </li>
        }
    };
    view! { <ul class="proposals">{proposals.into_iter().map(row).collect_view()}</ul> }
}
