//! `/environments/:id/policy`: what it takes to change an environment.

use std::collections::BTreeMap;

use crate::prelude::*;
use leptos_router::hooks::use_params_map;
use tablewright_contract::{EnvironmentView, FreezeView, PeopleView, PolicyView, Role, UserView};

use crate::client;
use crate::data::{Data, named};
use crate::format::capital;
use crate::page::{PageHead, loaded};
use crate::session::may;
use crate::ui::{
    Alert, Button, ButtonKind, Checkbox, Choice, Field, Form, Select, TextArea, TextInput, Tone, Values,
    use_form, use_toasts,
};

const FIELDS: &[&str] =
    &["approvals", "by_risk", "approvers", "operators", "after", "freezes", "monthly_limit"];
/// The classes of risk, from bad to worse.
const RISKS: [(&str, &str); 4] = [
    ("cost", "Changes the bill"),
    ("degrades", "Requests may fail or slow down"),
    ("irreversible", "Can't be taken back"),
    ("loses_data", "Loses data"),
];

type Known = (PolicyView, (Vec<EnvironmentView>, Vec<UserView>));

/// The policy of one environment.
#[component]
pub(crate) fn PolicyPage() -> impl IntoView {
    let params = use_params_map();
    let id = move || vec![params.read().get("id").unwrap_or_default()];
    let data: Data<Known> = Data::first(id, |id| async move {
        let [id] = named(id);
        let policy = client::get::<PolicyView>(&format!("/environments/{id}/policy")).await?;
        let environments = client::get::<Vec<EnvironmentView>>("/environments").await?;
        Ok(policy.and(environments.and(client::get::<Vec<UserView>>("/users").await?)))
    });
    let show = move |(policy, (environments, people)): Known| {
        let id = params.read_untracked().get("id").unwrap_or_default();
        view! { <Body id policy environments people /> }.into_any()
    };
    view! { <div class="page page-narrow">{loaded(data, show)}</div> }
}

#[component]
fn Body(
    id: String,
    policy: PolicyView,
    environments: Vec<EnvironmentView>,
    people: Vec<UserView>,
) -> impl IntoView {
    let own = environments.iter().find(|environment| environment.id == id);
    let name = own.map(|environment| environment.name.clone()).unwrap_or_default();
    let others: Vec<_> = environments.into_iter().filter(|environment| environment.id != id).collect();
    view! {
        <PageHead
            title=format!("Policy of {name}")
            lead="What it takes to change this environment. It holds at once, also for requests that are approved."
            trail=vec![("Environments".to_owned(), "/environments".to_owned())]
        />
        <Edit id policy others people />
    }
}

#[component]
fn Edit(
    id: String,
    policy: PolicyView,
    others: Vec<EnvironmentView>,
    people: Vec<UserView>,
) -> impl IntoView {
    let (state, toasts) = (use_form(), use_toasts());
    let manages = may(Role::Administrator);
    let known = people.clone();
    let submit = move |values: Values| {
        let body = body(&values, &known);
        state.send(client::put(&format!("/environments/{id}/policy"), &body), move |_: PolicyView| {
            toasts.success("Policy saved. It holds from now on.");
        });
    };
    let risks = RISKS.map(|(term, label)| {
        let number = policy.by_risk.get(term).map(ToString::to_string).unwrap_or_default();
        view! { <Number name=term label=label.to_owned() value=number optional=true error=state.error_of("by_risk") /> }
    });
    let after: Vec<_> = std::iter::once(Choice::new("", "No other"))
        .chain(others.into_iter().map(|other| Choice::new(other.id, other.name)))
        .collect();
    let before = policy.after.clone().unwrap_or_default();
    let limit = policy.monthly_limit.map(|limit| limit.to_string()).unwrap_or_default();
    let freezes = policy.freezes.iter().map(line).collect::<Vec<_>>().join("\n");
    view! {
        {(!manages).then(|| view! { <Alert tone=Tone::Neutral><p>"Administrators change this."</p></Alert> })}
        <Form state fields=FIELDS on_submit=submit>
            <fieldset class="stack" disabled=!manages>
                <legend class="visually-hidden">"Policy"</legend>
                <Number name="approvals" label="Approvals".to_owned() value=policy.approvals.to_string() error=state.error_of("approvals") />
                <fieldset class="field-set">
                    <legend class="field-label">"Approvals by the worst step of a plan"</legend>
                    <p class="field-hint">"A plan with a step of one of these classes, or of a worse one, may need more."</p>
                    <div class="form-grid">{risks.collect_view()}</div>
                </fieldset>
                <Group field="approvers" what="Who approves" group=policy.approvers least=Role::Reviewer people=people.clone() error=state.error_of("approvers") />
                <Group field="operators" what="Who applies" group=policy.operators least=Role::Operator people error=state.error_of("operators") />
                <Switches own=policy.self_approval comments=policy.comments_void />
                <Field id="after" label="Applied before in" hint="The same version has to be applied there first." error=state.error_of("after")>
                    <Select name="after" choices=Signal::stored(after) value=Signal::stored(before) />
                </Field>
                <Field
                    id="policy-monthly_limit"
                    label="Limit of a month, in US dollars"
                    optional=true
                    hint="A plan of a version that costs more, by the rates of its design, is not reviewed."
                    error=state.error_of("monthly_limit")
                >
                    <TextInput name="monthly_limit" kind="number" value=Signal::stored(limit) autocomplete="off" />
                </Field>
                <Field
                    id="freezes"
                    label="Freezes"
                    optional=true
                    hint="One a line, in UTC: \"fri sat sun 22:00 06:00 weekend\" or \"2026-12-24T00:00:00Z 2027-01-02T00:00:00Z holidays\"."
                    error=state.error_of("freezes")
                >
                    <TextArea name="freezes" value=Signal::stored(freezes) rows=4 mono=true />
                </Field>
                <div class="form-actions">
                    <Button kind=ButtonKind::Primary submit=true pending=state.pending>"Save policy"</Button>
                </div>
            </fieldset>
        </Form>
    }
}

#[component]
fn Number(
    name: &'static str,
    label: String,
    value: String,
    #[prop(optional)] optional: bool,
    error: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <Field id=format!("policy-{name}") label optional error>
            <TextInput name kind="number" value=Signal::stored(value) autocomplete="off" />
        </Field>
    }
}

/// A role and, if only some of those who have it are meant, their names.
#[component]
fn Group(
    field: &'static str,
    what: &'static str,
    group: PeopleView,
    least: Role,
    people: Vec<UserView>,
    error: Signal<Option<String>>,
) -> impl IntoView {
    let roles = Role::ALL.into_iter().filter(|role| *role >= least);
    let choices: Vec<_> =
        roles.map(|role| Choice::new(role.term(), format!("{} or more", capital(role.term())))).collect();
    let fitting = people.into_iter().filter(|person| person.role >= least);
    let boxes = fitting.map(|person| {
        let named = group.people.contains(&person.id);
        view! { <Checkbox name=format!("{field}-{}", person.id) checked=Signal::stored(named)>{person.name}</Checkbox> }
    });
    let boxes = boxes.collect_view();
    view! {
        <Field id=format!("policy-{field}") label=what error>
            <Select name=field choices=Signal::stored(choices) value=Signal::stored(group.role.term().to_owned()) />
        </Field>
        <details class="disclosure">
            <summary>"Only some of them"</summary>
            <p class="small muted">"When anybody is ticked, only they may."</p>
            {boxes}
        </details>
    }
}

#[component]
fn Switches(own: bool, comments: bool) -> impl IntoView {
    view! {
        <Checkbox name="self_approval" checked=Signal::stored(own)>"Authors may approve their own requests"</Checkbox>
        <Checkbox name="comments_void" checked=Signal::stored(comments)>
            "A comment takes back the approvals of others that were given before it"
        </Checkbox>
    }
}

fn body(values: &Values, people: &[UserView]) -> PolicyView {
    let number = |name: &str| values.text(name).trim().parse::<u32>().ok();
    let group = |field: &str| {
        let role = Role::ALL.into_iter().find(|role| role.term() == values.text(field));
        let named = people.iter().filter(|person| !values.text(&format!("{field}-{}", person.id)).is_empty());
        PeopleView {
            role: role.unwrap_or(Role::Administrator),
            people: named.map(|person| person.id.clone()).collect(),
        }
    };
    let by_risk: BTreeMap<_, _> =
        RISKS.iter().filter_map(|(term, _)| Some(((*term).to_owned(), number(term)?))).collect();
    PolicyView {
        approvals: number("approvals").unwrap_or(0),
        by_risk,
        approvers: group("approvers"),
        operators: group("operators"),
        self_approval: !values.text("self_approval").is_empty(),
        comments_void: !values.text("comments_void").is_empty(),
        after: values.given("after"),
        freezes: values.text("freezes").lines().filter_map(freeze).collect(),
        monthly_limit: number("monthly_limit"),
    }
}

const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A freeze as a line: the days by three letters if it comes every week, beginning, end, reason.
fn line(freeze: &FreezeView) -> String {
    let days: String = freeze.days.iter().filter_map(|day| Some(format!("{} ", day.get(..3)?))).collect();
    format!("{days}{} {} {}", freeze.from, freeze.until, freeze.reason)
}

/// The freeze of a line; what is wrong with it is the server's to say.
fn freeze(line: &str) -> Option<FreezeView> {
    let mut words = line.split_whitespace().peekable();
    words.peek()?;
    let mut days = Vec::new();
    while let Some(day) = words.peek().and_then(|word| day(word)) {
        days.push(day.to_owned());
        words.next();
    }
    let mut next = || words.next().unwrap_or_default().to_owned();
    let (from, until) = (next(), next());
    Some(FreezeView { reason: words.collect::<Vec<_>>().join(" "), from, until, days })
}

fn day(word: &str) -> Option<&'static str> {
    let word = word.to_ascii_lowercase();
    DAYS.into_iter().find(|day| word.len() >= 3 && day.starts_with(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_freeze_is_read_as_it_was_written() {
        for text in [
            "fri sat sun 22:00 06:00 no change at weekends",
            "2026-12-24T00:00:00Z 2027-01-02T00:00:00Z holidays",
        ] {
            assert_eq!(line(&freeze(text).unwrap()), text);
        }
        assert_eq!(freeze("Monday 08:00 09:00 x").unwrap().days, ["monday"]);
        assert_eq!(freeze("   "), None);
        // A line that is none is sent, so that the server can say so.
        assert_eq!(freeze("soon").unwrap().from, "soon");
    }
}
