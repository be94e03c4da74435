//! A plan for people: where, what changes, which calls in which order, and why it may not be possible.

use crate::prelude::*;
use tablewright_contract::PlanView;
use tablewright_plan::{Action, EnvironmentIdentity, FieldChange, Problem, TableChange};

use super::{Prose, Steps};
use crate::format::{count, short};
use crate::ui::{Alert, Badge, Icon, IconName, Tone};

/// The whole plan.
#[component]
pub(crate) fn PlanBody(plan: PlanView) -> impl IntoView {
    let PlanView { digest, changes, steps, problems, text, .. } = plan;
    let changed: Vec<_> = changes.into_iter().filter(|change| change.action != Action::NoChange).collect();
    let no_changes = changed.is_empty();
    let changed = changed.into_iter().map(|change| view! { <Change change /> }).collect_view();
    view! {
        <Problems problems />
        <SummaryLine text />
        {(!no_changes).then(|| view! {
            <section class="section" aria-labelledby="changes">
                <h2 id="changes">"What changes"</h2>
                <div class="changes">{changed}</div>
            </section>
        })}
        <Steps steps />
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
    let settings = format!("Settings of {table} that change");
    let (fate, tone) = fate(action);
    let fields = fields.into_iter().map(|field| view! { <FieldRow field /> }).collect_view();
    let hidden = (unchanged > 0)
        .then(|| view! { <p class="small muted change-hidden">{format!("{} unchanged", count(unchanged, "setting"))}</p> });
    view! {
        <section class="change" data-tone=tone.term()>
            <h3 class="change-head">
                <span class="sign" aria-hidden="true">{action.symbol()}</span>
                <span class="mono">{table}</span>
                <Badge tone>{fate}</Badge>
            </h3>
            <p class="change-reason"><Prose text=reason /></p>
            <div class="table-scroll" tabindex="0" role="region" aria-label=settings>
                <table class="change-fields">
                    <tbody>{fields}</tbody>
                </table>
            </div>
            {hidden}
        </section>
    }
}

#[component]
fn FieldRow(field: FieldChange) -> impl IntoView {
    let FieldChange { path, action, before, after, forces_replacement } = field;
    let (fate, tone) = fate(action);
    let arrow = before.is_some().then(
        || view! { <Icon name=IconName::ArrowRight /><span class="visually-hidden">" becomes "</span> },
    );
    let before = before.map(|before| view! { <del>{before}</del> });
    let after = after.unwrap_or_else(|| "null".to_owned());
    view! {
        <tr data-tone=tone.term()>
            <td class="sign"><span aria-hidden="true">{action.symbol()}</span><span class="visually-hidden">{fate}</span></td>
            <th scope="row">{path}</th>
            <td class="mono change-values">
                {before} {arrow} <ins>{after}</ins>
                {forces_replacement.then(|| view! { " " <Badge tone=Tone::Destroy>"forces replacement"</Badge> })}
            </td>
        </tr>
    }
}

/// What happens, in words and tone.
const fn fate(action: Action) -> (&'static str, Tone) {
    match action {
        Action::Create => ("will be created", Tone::Add),
        Action::Update => ("will be updated in place", Tone::Change),
        Action::Delete => ("will be destroyed", Tone::Destroy),
        Action::Replace => ("must be replaced", Tone::Destroy),
        Action::NoChange => ("stays as it is", Tone::Neutral),
    }
}
