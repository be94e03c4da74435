//! A verdict: how well a pattern is served, in a sign, a word and a colour; and in full, with why each other place was not
//! chosen and what would serve it better.

use crate::prelude::*;
use tablewright_contract::judge::{ConsideredView, Look, ProposalView, Seen, Served, VerdictView};
use tablewright_contract::paper::Topic;
use tablewright_model::PatternId;

use super::paper::Paper;
use super::ways::Ways;
use crate::editor::desk::{Desk, fresh_id};
use crate::ui::{Button, ButtonKind, Icon, IconName, Prose};

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
    move || match served.get().map(face) {
        Some((icon, word, tone)) => view! {
            <span class="served" data-tone=tone>
                <Icon name=icon />
                {word}
            </span>
        },
        None => {
            view! { <span class="grid-none"><span class="visually-hidden">"not judged yet"</span></span> }
        }
    }
}

/// What a chosen row opens.
#[component]
pub(super) fn Opened(desk: Desk, id: PatternId) -> impl IntoView {
    let seen = desk.judge.see(|seen| match seen {
        Seen::Verdict(verdict) => Some(verdict),
        _ => None,
    });
    let served = memo(move |_| desk.judge.verdict(id).map(|line| line.served));
    let full = move || seen.get().filter(|seen| seen.pattern == id).map(|seen| view! { <Full seen /> });
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
                {full}
                <Show when=move || served.get().is_some_and(|served| served != Served::Well)>
                    <Advice desk id />
                </Show>
            </Show>
        </div>
    }
}

#[component]
fn Full(seen: VerdictView) -> impl IntoView {
    let VerdictView { facts, prices, notes, considered, .. } = seen;
    let fact = |(label, text): (String, String)| view! { <dt>{label}</dt><dd><code>{text}</code></dd> };
    let said = |tone: &'static str, icon: IconName, text: String| {
        view! {
            <li class="served" data-tone=tone>
                <Icon name=icon />
                <span><Prose text /></span>
            </li>
        }
    };
    let prices = prices.into_iter().map(|text| said("change", IconName::Warning, text));
    let notes = notes.into_iter().map(|text| said("accent", IconName::Info, text));
    let said: Vec<_> = prices.chain(notes).collect();
    view! {
        {(!facts.is_empty()).then(|| view! {
            <section class="verdict-part" aria-label="The request">
                <dl class="facts-inline">{facts.into_iter().map(fact).collect_view()}</dl>
                {(!said.is_empty()).then(|| view! { <ul class="verdict-said">{said}</ul> })}
            </section>
        })}
        <section class="verdict-part" aria-label="The table and each index">
            <ul class="considered">{considered.into_iter().map(|one| view! { <Considered one /> }).collect_view()}</ul>
        </section>
    }
}

#[component]
fn Considered(one: ConsideredView) -> impl IntoView {
    let ConsideredView { place, served, why } = one;
    let why = if why.is_empty() { "serves it".to_owned() } else { why };
    view! {
        <li>
            <ServedMark served=Signal::stored(Some(served)) />
            <span><code>{place}</code>": "<Prose text=why lower=true /></span>
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
