//! A plan for people: where, what changes, which calls in which order, and why it may not be possible.

use crate::prelude::*;
use tablewright_contract::PlanView;
use tablewright_plan::{Action, EnvironmentIdentity, Problem, TableChange, Warning};

use super::changed::words;
use super::{ChangedTable, Effects, Migrations, Steps};
use crate::format::short;
use crate::ui::{Alert, Icon, IconName, Prose, Tone};

/// The whole plan.
#[component]
pub(crate) fn PlanBody(plan: PlanView) -> impl IntoView {
    let PlanView { digest, changes, steps, problems, warnings, migrations, patterns, text, .. } = plan;
    let changed: Vec<_> = changes.into_iter().filter(|change| change.action != Action::NoChange).collect();
    let no_changes = changed.is_empty();
    let changed = changed.into_iter().map(|change| view! { <Change change /> }).collect_view();
    view! {
        <Problems problems />
        <Warnings warnings />
        <SummaryLine text />
        {(!no_changes).then(|| view! {
            <section class="section" aria-labelledby="changes">
                <h2 id="changes">"What changes"</h2>
                <div class="changes">{changed}</div>
            </section>
        })}
        <Effects patterns />
        <Steps steps />
        <Migrations migrations />
        <p class="small muted">"Digest of this plan: " <code title=digest.clone()>{short(&digest)}</code></p>
    }
}

/// Account, region and environment: in view wherever something can be done to them.
#[component]
pub(crate) fn Where(environment: EnvironmentIdentity) -> impl IntoView {
    let EnvironmentIdentity { name, account, region, endpoint, .. } = environment;
    let endpoint = endpoint
        .map(|endpoint| view! { <span class="where-part">"endpoint " <b class="mono">{endpoint}</b></span> });
    view! {
        <p class="where">
            <Icon name=IconName::Environment />
            <b class="where-name">{name}</b>
            <span class="where-part">"account " <b class="mono">{account}</b></span>
            <span class="where-part">"region " <b class="mono">{region}</b></span>
            {endpoint}
        </p>
    }
}

/// The last line of the plan's text, to the letter.
#[component]
fn SummaryLine(text: String) -> impl IntoView {
    let line = text.lines().rfind(|line| !line.is_empty()).unwrap_or_default().to_owned();
    view! { <p class="summary-line">{line}</p> }
}

#[component]
fn Problems(problems: Vec<Problem>) -> impl IntoView {
    let item = |problem: Problem| {
        view! { <li><code>{problem.code}</code> " " <Prose text=problem.message /></li> }
    };
    (!problems.is_empty()).then(|| {
        view! {
            <Alert tone=Tone::Destroy>
                <p><b>"This plan can't be carried out."</b></p>
                <ul class="problems">{problems.into_iter().map(item).collect_view()}</ul>
            </Alert>
        }
    })
}

#[component]
fn Change(change: TableChange) -> impl IntoView {
    let TableChange { table, action, reason, fields, unchanged } = change;
    let (fate, _) = words(action);
    view! { <ChangedTable table action fate reason fields unchanged /> }
}

/// What to think of before it is approved.
#[component]
fn Warnings(warnings: Vec<Warning>) -> impl IntoView {
    let item = |warning: Warning| {
        view! { <li><code>{warning.code}</code> " " <Prose text=warning.message /></li> }
    };
    (!warnings.is_empty()).then(|| {
        view! {
            <Alert tone=Tone::Change>
                <p><b>"Think of this first."</b></p>
                <ul class="problems">{warnings.into_iter().map(item).collect_view()}</ul>
            </Alert>
        }
    })
}
