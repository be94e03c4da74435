//! A change request and a drifted table to look at: made when somebody first wants to see one, removed by one click.

use crate::prelude::*;
use tablewright_contract::{Role, TourState, TourView};

use crate::client::{self, Json};
use crate::session::may;
use crate::ui::{Badge, Button, Form, FormAlert, LinkButton, Tone, Values, leave_for, use_form};

const TOUR: &str = "/examples/tour";

/// What can be looked at.
struct Sight {
    title: &'static str,
    text: &'static str,
    button: &'static str,
    place: fn(&TourView) -> String,
}

const SIGHTS: [Sight; 2] = [
    Sight {
        title: "A change request",
        text: "A table is live, and a colleague asks for an index. See the calls, what they do to the access patterns and \
               to the bill; approve it, and watch it run.",
        button: "Look at a request",
        place: |tour| format!("/requests/{}", tour.request.as_deref().unwrap_or_default()),
    },
    Sight {
        title: "A drifted table",
        text: "Somebody has changed a table past Tablewright. See what differs from what was applied; accept it into the \
               design, or plan it back.",
        button: "Look at drift",
        place: |tour| format!("/environments/{}/drift", tour.environment.as_deref().unwrap_or_default()),
    },
];

/// The section, unless the example is over.
#[component]
pub(super) fn Tour(tour: TourView) -> impl IntoView {
    let is_there = tour.state == TourState::There;
    if !is_there && (tour.state == TourState::Over || !may(Role::Designer)) {
        return ().into_any();
    }
    let cards = SIGHTS.map(|sight| view! { <SightCard sight tour=tour.clone() /> }).collect_view();
    view! {
        <section class="section" aria-labelledby="tour">
            <h2 id="tour">"After the design"</h2>
            <p class="muted">
                "Played by two people who are made up, with a table in the Sandbox: nothing of it is yours, and nothing leaves this server."
            </p>
            <ul class="tiles">{cards}</ul>
            {(is_there && may(Role::Designer)).then(|| view! { <Remove /> })}
        </section>
    }
    .into_any()
}

#[component]
fn SightCard(sight: Sight, tour: TourView) -> impl IntoView {
    let Sight { title, text, button, place } = sight;
    let way = match tour.state {
        TourState::There => view! {
            <div class="form-actions">
                <LinkButton href=place(&tour)>{button}</LinkButton>
            </div>
        }
        .into_any(),
        _ => view! { <Make button place /> }.into_any(),
    };
    view! {
        <li class="tile">
            <h3 class="tile-title">{title} <Badge tone=Tone::Accent>"Example"</Badge></h3>
            <p class="tile-text">{text}</p>
            {way}
        </li>
    }
}

/// Lets it happen, then goes there.
#[component]
fn Make(button: &'static str, place: fn(&TourView) -> String) -> impl IntoView {
    let state = use_form();
    let submit = move |_: Values| {
        let request = client::post::<_, TourView>(TOUR, &());
        state.send(request, move |made| leave_for(&place(&made)));
    };
    view! {
        <Form state on_submit=submit>
            <div class="form-actions">
                <Button submit=true pending=state.pending>{button}</Button>
            </div>
        </Form>
    }
}

#[component]
fn Remove() -> impl IntoView {
    let state = use_form();
    let press = move |()| {
        let request = async { client::delete(TOUR).await.and_then(|()| Json::of(&())) };
        state.send(request, |(): ()| leave_for("/"));
    };
    view! {
        <FormAlert state />
        <div class="button-row">
            <Button small=true pending=state.pending on_press=press>
                "Remove this example with all that was made of it"
            </Button>
        </div>
    }
}
