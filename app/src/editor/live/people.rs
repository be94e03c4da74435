//! Who else is here, in the toolbar: initials in their colours; a press follows. And the button that shows one's own
//! window to everybody.

use crate::prelude::*;
use tablewright_contract::Participant;

use super::Other;
use crate::editor::desk::Desk;
use crate::editor::place;

/// The most faces; of more there is the number.
const FACES: usize = 5;

#[component]
pub(in crate::editor) fn People(desk: Desk) -> impl IntoView {
    let live = desk.live;
    let here = memo(move |_| {
        live.others.with(|others| others.iter().map(|other| other.person.who).collect::<Vec<_>>())
    });
    let more = move || match here.with(Vec::len).saturating_sub(FACES) {
        0 => String::new(),
        more => format!("+{more}"),
    };
    view! {
        <Show when=move || !here.with(Vec::is_empty)>
            <div class="live-people" role="group" aria-label="People here">
                <For each=move || here.get().into_iter().take(FACES) key=|who| *who let:who>
                    <Face desk who />
                </For>
                <span class="live-more">{more}</span>
                <button
                    type="button"
                    class="button button-quiet live-present"
                    aria-pressed=move || pressed(live.presents.get())
                    on:click=move |_| {
                        live.following.set(None);
                        live.presents.update(|presents| *presents = !*presents);
                    }
                >
                    "Present"
                </button>
                <Following desk />
            </div>
        </Show>
    }
}

#[component]
fn Face(desk: Desk, who: u32) -> impl IntoView {
    let live = desk.live;
    let person = find(&live.others.get_untracked(), who).map(|other| other.person.clone());
    let at = memo(move |_| {
        live.others.with(|others| {
            find(others, who)
                .map(|other| (other.spot.object.clone(), other.spot.presents))
                .unwrap_or_default()
        })
    });
    let follows = move || live.following.get() == Some(who);
    person.map(move |Participant { name, initials, hue, .. }| {
        let label = memo(move |_| {
            let (object, presents) = at.get();
            let place = match place::from_link(&object) {
                _ if presents => "presents".to_owned(),
                Some(object) => desk.design.with(|design| place::described(design, object)),
                None => String::new(),
            };
            format!("Follow {name}: {place}")
        });
        view! {
            <button
                type="button"
                class="live-face"
                data-hue=hue
                aria-pressed=move || pressed(follows())
                aria-label=label
                title=label
                on:click=move |_| {
                    let to = (!follows()).then_some(who);
                    live.follow(desk, to);
                }
            >
                {initials}
            </button>
        }
    })
}

/// Whom this window follows.
#[component]
fn Following(desk: Desk) -> impl IntoView {
    let live = desk.live;
    let name = memo(move |_| {
        let followed = live.following.get()?;
        live.others.with(|others| find(others, followed).map(|other| other.person.name.clone()))
    });
    view! {
        <span class="live-following" role="status">
            {move || name.get().map(|name| format!("Following {name}")).unwrap_or_default()}
        </span>
    }
}

pub(super) fn find(others: &[Other], who: u32) -> Option<&Other> {
    others.iter().find(|other| other.person.who == who)
}

const fn pressed(is_pressed: bool) -> &'static str {
    if is_pressed { "true" } else { "false" }
}
