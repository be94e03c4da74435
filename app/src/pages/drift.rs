//! `/environments/:id/drift`: how the tables of an environment differ from what was applied, and what to do about it.

use crate::prelude::*;
use leptos_router::hooks::use_params_map;
use tablewright_contract::{
    AcceptDrift, ApiError, DesignDrift, DriftInterval, DriftKind, DriftedTable, EnvironmentDrift,
    EnvironmentView, Role, SetDriftInterval, VersionSummary,
};
use tablewright_plan::{Action, Cause, FieldChange};

use crate::client::{self, Json};
use crate::data::Data;
use crate::format::{count, time};
use crate::page::{Failure, PageHead, loaded};
use crate::parts::ChangedTable;
use crate::session::may;
use crate::ui::{
    Alert, Button, ButtonKind, Choice, Dialog, EmptyState, Field, Form, FormAlert, IconName, LinkButton,
    Select, TextArea, Tone, Values, use_form, use_toasts,
};

/// What the page shows, read together.
type Everything = (Vec<EnvironmentView>, (String, EnvironmentDrift));

/// The drift of an environment.
#[component]
pub(crate) fn DriftPage() -> impl IntoView {
    let params = use_params_map();
    let id = move || vec![params.read().get("id").unwrap_or_default()];
    let data: Data<Everything> = Data::first(id, fetch);
    let changed = Callback::new(move |()| data.refetch());
    let show = move |(environments, (id, drift)): Everything| {
        let environment = environments.into_iter().find(|environment| environment.id == id);
        match environment {
            Some(environment) => view! { <Drift environment drift changed /> }.into_any(),
            None => view! { <Failure error=gone() /> }.into_any(),
        }
    };
    view! { <div class="page">{loaded(data, show)}</div> }
}

async fn fetch(id: Vec<String>) -> Result<Json<Everything>, ApiError> {
    let id = id.concat();
    let drift = client::get(&format!("/environments/{id}/drift")).await?;
    let named = Json::of(&id)?.and(drift);
    Ok(client::get("/environments").await?.and(named))
}

fn gone() -> ApiError {
    ApiError {
        code: tablewright_contract::ErrorCode::NotFound,
        message: "There is no such environment.".to_owned(),
        field: None,
        request_id: String::new(),
    }
}

#[component]
fn Drift(environment: EnvironmentView, drift: EnvironmentDrift, changed: Callback<()>) -> impl IntoView {
    let EnvironmentDrift { interval, designs } = drift;
    let name = StoredValue::new(environment.name.clone());
    let id = StoredValue::new(environment.id);
    let none = designs.is_empty();
    let accepting = Accepting { open: RwSignal::new(false), design: RwSignal::new(String::new()) };
    let designs = designs
        .into_iter()
        .map(|design| view! { <OfDesign environment=id.get_value() accepting design changed /> })
        .collect_view();
    let text = "What a design has applied or adopted here is compared with what is there.";
    view! {
        <PageHead
            title="Drift"
            window_title=Signal::stored(format!("Drift of {}", environment.name))
            trail=vec![("Environments".to_owned(), "/environments".to_owned())]
            lead=format!("How the tables in {} differ from what was applied.", environment.name)
        />
        <Interval environment=id.get_value() interval />
        {none.then(|| view! { <EmptyState icon=IconName::Table title="No managed tables" text /> })}
        {designs}
        <Dialog id="accept" open=accepting.open title="Accept the drift">
            {move || {
                view! { <Accept environment=id.get_value() name=name.get_value() accepting changed /> }
            }}
        </Dialog>
    }
}

/// The dialog for accepting, and whose drift it is about.
#[derive(Clone, Copy)]
struct Accepting {
    open: RwSignal<bool>,
    design: RwSignal<String>,
}

/// How often the server looks by itself.
#[component]
fn Interval(environment: String, interval: DriftInterval) -> impl IntoView {
    let (state, toasts) = (use_form(), use_toasts());
    let chosen = RwSignal::new(term(interval).to_owned());
    let choices = [DriftInterval::Off, DriftInterval::Hourly, DriftInterval::Daily]
        .map(|interval| Choice::new(term(interval), label(interval)));
    let change = move |value: String| {
        let interval =
            [DriftInterval::Hourly, DriftInterval::Daily].into_iter().find(|one| term(*one) == value);
        let body = SetDriftInterval { interval: interval.unwrap_or_default() };
        chosen.set(value);
        let path = format!("/environments/{environment}/drift/interval");
        let request = client::post::<_, EnvironmentDrift>(&path, &body);
        state.send(request, move |_| toasts.success("Kept."));
    };
    let disabled = Signal::stored(!may(Role::Operator));
    view! {
        <section class="field-row" aria-label="Schedule">
            <FormAlert state />
            <Field id="interval" label="The server looks by itself">
                <Select choices=choices.to_vec() value=chosen on_change=change disabled />
            </Field>
        </section>
    }
}

const fn term(interval: DriftInterval) -> &'static str {
    match interval {
        DriftInterval::Off => "off",
        DriftInterval::Hourly => "hourly",
        DriftInterval::Daily => "daily",
    }
}

const fn label(interval: DriftInterval) -> &'static str {
    match interval {
        DriftInterval::Off => "Never",
        DriftInterval::Hourly => "Every hour",
        DriftInterval::Daily => "Every day",
    }
}

#[component]
fn OfDesign(
    environment: String,
    accepting: Accepting,
    design: DesignDrift,
    changed: Callback<()>,
) -> impl IntoView {
    let DesignDrift { design: id, design_name, version, checked_at, error, half_applied, tables } = design;
    let state = use_form();
    let path = format!("/environments/{environment}/drift/{id}");
    let look = move |()| {
        let request = client::post::<_, DesignDrift>(&path, &());
        state.send(request, move |_| changed.run(()));
    };
    let when = checked_at
        .as_deref()
        .map_or_else(|| "Nobody has looked yet.".to_owned(), |at| format!("Looked {}.", time(at)));
    let line = verdict(version, checked_at.is_some() && error.is_none(), &tables);
    let by_someone = tables.iter().any(is_by_someone);
    let answer = version.filter(|_| by_someone).map(|version| {
        view! { <Answer environment=environment.clone() design=id.clone() version accepting /> }
    });
    let tables = tables.into_iter().map(|table| view! { <Table table /> }).collect_view();
    let heading = format!("drift-{id}");
    let labelled = heading.clone();
    view! {
        <section class="section" aria-labelledby=labelled>
            <div class="section-head">
                <h2 id=heading><a href=format!("/designs/{id}/versions")>{design_name}</a></h2>
                <p class="small muted">{when}</p>
                {may(Role::Designer).then(|| view! {
                    <Button small=true pending=state.pending on_press=look>"Look now"</Button>
                })}
            </div>
            <FormAlert state />
            {error.map(|error| view! { <Alert tone=Tone::Destroy>{error}</Alert> })}
            {half_applied.then(|| view! {
                <Alert tone=Tone::Change>"The newest run did not come to its end: what it did shows as drift."</Alert>
            })}
            {line}
            <div class="changes">{tables}</div>
            {answer}
        </section>
    }
}

/// What it comes to, in a line.
fn verdict(version: Option<u32>, is_known: bool, tables: &[DriftedTable]) -> AnyView {
    let Some(version) = version else {
        let text = "No version was applied here yet, so that nothing can have drifted.";
        return view! { <p class="muted">{text}</p> }.into_any();
    };
    if !is_known {
        return ().into_any();
    }
    let drifted = tables.iter().filter(|table| is_by_someone(table)).count();
    match drifted {
        0 => view! {
            <Alert tone=Tone::Add>{format!("No drift: a plan for version {version} would be empty.")}</Alert>
        }
        .into_any(),
        number => view! {
            <p class="summary-line">{format!("{} drifted from version {version}.", count(number, "table"))}</p>
        }
        .into_any(),
    }
}

fn is_by_someone(table: &DriftedTable) -> bool {
    table.kind != DriftKind::Changed || table.fields.iter().any(|drift| drift.cause == Cause::Someone)
}

#[component]
fn Table(table: DriftedTable) -> impl IntoView {
    let by_someone = is_by_someone(&table);
    let DriftedTable { table, kind, fields } = table;
    let (action, fate, reason) = match kind {
        DriftKind::Gone => {
            (Action::Delete, "is gone", "Somebody deleted it. A plan makes it again, without its items.")
        }
        DriftKind::MadeAgain => (
            Action::Replace,
            "was made again",
            "Somebody deleted it and made another one under its name. A plan of the version offers to adopt it.",
        ),
        DriftKind::Changed if by_someone => {
            (Action::Update, "was changed", "What was applied, and what is there now.")
        }
        DriftKind::Changed => (Action::NoChange, "moved by itself", "No plan takes this back."),
    };
    let remarks = fields.iter().map(|drift| cause(drift.cause)).collect();
    let fields: Vec<FieldChange> = fields.into_iter().map(|drift| drift.field).collect();
    view! { <ChangedTable table action fate reason=reason.to_owned() fields remarks /> }
}

const fn cause(cause: Cause) -> &'static str {
    match cause {
        Cause::Someone => "by someone",
        Cause::Autoscaling => "by autoscaling",
        Cause::Aws => "by AWS",
    }
}

/// The two answers to drift: take it into the design, or plan it back.
#[component]
fn Answer(environment: String, design: String, version: u32, accepting: Accepting) -> impl IntoView {
    let back = format!("/designs/{design}/versions/{version}/plan/{environment}");
    let press = move |()| {
        accepting.design.set(design.clone());
        accepting.open.set(true);
    };
    let accept =
        may(Role::Designer).then(|| view! { <Button on_press=press>"Accept into the design"</Button> });
    view! {
        <div class="button-row">
            {accept}
            <LinkButton href=back>"Plan it back"</LinkButton>
        </div>
    }
}

#[component]
fn Accept(environment: String, name: String, accepting: Accepting, changed: Callback<()>) -> impl IntoView {
    let (state, toasts) = (use_form(), use_toasts());
    let message = format!("Accept what was changed in {name}");
    let submit = move |values: Values| {
        let body = AcceptDrift {
            environment: environment.clone(),
            tables: Vec::new(),
            message: values.given("message").unwrap_or_else(|| message.clone()),
        };
        let design = accepting.design.get_untracked();
        let path = format!("/designs/{design}/drift/acceptance");
        let request = client::post::<_, VersionSummary>(&path, &body);
        state.send(request, move |version| {
            accepting.open.set(false);
            toasts.success(format!("Version {} saved.", version.number));
            changed.run(());
        });
    };
    view! {
        <div class="stack">
            <p>
                "What somebody changed becomes part of the design, as a version of its own. What autoscaling and AWS move stays
                out of it."
            </p>
            <Form state fields=&["message"] on_submit=submit>
                <Field
                    id="message"
                    label="What happened, and why it stays"
                    optional=true
                    hint="The message of the version."
                    error=state.error_of("message")
                >
                    <TextArea name="message" rows=3 />
                </Field>
                <div class="form-actions">
                    <Button kind=ButtonKind::Primary submit=true pending=state.pending>"Save version"</Button>
                </div>
            </Form>
        </div>
    }
}
