//! The last stages of a migration that is under way: comparing both tables, and asking for the old one to go.

use crate::prelude::*;
use leptos_router::hooks::use_navigate;
use tablewright_contract::{CompareTables, ComparisonView, CreateRequest, RequestView, Role};

use crate::client;
use crate::session::may;
use crate::ui::{Alert, Button, FormAlert, Prose, Tone, use_form};

/// Each pair of tables, the old one first.
#[component]
pub(crate) fn Moves(
    /// The id of the design.
    design: String,
    /// The number of the version that has the new tables.
    version: u32,
    /// The id of the environment.
    environment: String,
    /// The tables by their names in AWS.
    moves: Vec<(String, String)>,
) -> impl IntoView {
    let one = |(old, new): (String, String)| {
        let (design, environment) = (design.clone(), environment.clone());
        view! { <Move design version environment old new /> }
    };
    let all = moves.into_iter().map(one).collect_view();
    view! {
        <section class="section" aria-labelledby="moves">
            <h2 id="moves">"Compare and retire"</h2>
            {all}
        </section>
    }
}

#[component]
fn Move(design: String, version: u32, environment: String, old: String, new: String) -> impl IntoView {
    let (comparing, retiring) = (use_form(), use_form());
    let (found, navigate) = (RwSignal::new(None::<ComparisonView>), use_navigate());
    let (of, place, table) = (design.clone(), environment.clone(), old.clone());
    let compare = move |()| {
        let body = CompareTables { version, environment: place.clone(), table: table.clone() };
        let answer = client::post::<_, ComparisonView>(&format!("/designs/{of}/comparisons"), &body);
        comparing.send(answer, move |view| found.set(Some(view)));
    };
    let (title, words) = (format!("Retire {old}"), format!("{old} moves to {new}"));
    let retire = move |()| {
        let (design, environment) = (design.clone(), environment.clone());
        let (title, retire) = (title.clone(), Some(old.clone()));
        let body = CreateRequest { design, version, environment, title, draft: false, retire, undo: None };
        let navigate = navigate.clone();
        retiring.send(client::post::<_, RequestView>("/requests", &body), move |request| {
            navigate(&format!("/requests/{}", request.summary.id), Default::default());
        });
    };
    view! {
        <div class="panel">
            <h3>{words}</h3>
            <p class="small muted">
                "Compare before the users move: AWS charges the reading of all items of both. The old table goes by a request of its own, once they were the same."
            </p>
            <FormAlert state=comparing />
            <FormAlert state=retiring />
            <div aria-live="polite">{move || found.get().map(|found| view! { <Found found /> })}</div>
            <div class="button-row">
                {may(Role::Operator).then(|| view! {
                    <Button pending=comparing.pending on_press=compare>"Compare both tables"</Button>
                })}
                {may(Role::Designer).then(|| view! {
                    <Button pending=retiring.pending on_press=retire>"Ask to retire the old one"</Button>
                })}
            </div>
        </div>
    }
}

#[component]
fn Found(found: ComparisonView) -> impl IntoView {
    let ComparisonView { old, new, old_items, new_items, sampled, findings, .. } = found;
    let figures = format!("{old}: {old_items} items. {new}: {new_items} items. {sampled} samples.");
    let tone = if findings.is_empty() { Tone::Add } else { Tone::Change };
    let same = findings.is_empty().then_some("Both tables hold the same.");
    let list = findings.into_iter().map(|finding| view! { <li><Prose text=finding /></li> }).collect_view();
    view! {
        <Alert tone>
            <p>{same} " " {figures}</p>
            <ul>{list}</ul>
        </Alert>
    }
}
