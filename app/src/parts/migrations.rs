//! The tables of a plan that are replaced: how their items move, stage by stage, and who does what.

use crate::prelude::*;
use tablewright_plan::{Migration, Stage, render};

use crate::ui::Prose;

/// Each migration of a plan.
#[component]
pub(crate) fn Migrations(migrations: Vec<Migration>) -> impl IntoView {
    let one = |migration: Migration| view! { <Moving migration /> };
    (!migrations.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="migrations">
                <h2 id="migrations">"How the items move"</h2>
                {migrations.into_iter().map(one).collect_view()}
            </section>
        }
    })
}

#[component]
fn Moving(migration: Migration) -> impl IntoView {
    let Migration { from, to, because, progress, stages } = migration;
    let title = format!("{from} moves to {to}");
    let words = format!("To change the {because}: {}.", progress.label());
    let stages = stages.into_iter().map(|stage| view! { <StageItem stage /> }).collect_view();
    view! {
        <div class="panel moving">
            <h3>{title}</h3>
            <p class="small muted">{words}</p>
            <ol class="stages">{stages}</ol>
        </div>
    }
}

#[component]
fn StageItem(stage: Stage) -> impl IntoView {
    let Stage { kind, by, tasks, done_when, steps } = stage;
    let steps = render::steps(&steps).map(|steps| format!(", {steps}")).unwrap_or_default();
    let who = format!(" by {}{steps}", by.label());
    let tasks = tasks.into_iter().map(|task| view! { <li><Prose text=task /></li> }).collect_view();
    view! {
        <li>
            <p><b class="stage-name">{kind.label()}</b> <span class="muted">{who}</span></p>
            <ul>{tasks}</ul>
            <p class="small muted"><Prose text=format!("Until {done_when}.") /></p>
        </li>
    }
}
