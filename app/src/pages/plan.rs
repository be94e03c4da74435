//! `/designs/:id/versions/:number/plan/:environment`: what applying a version would do, and the way to a review.

use crate::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map};
use serde::{Deserialize, Serialize};
use tablewright_contract::{ApiError, CreateRequest, PlanRequest, PlanView, RequestView, Role};
use tablewright_plan::MigrationProgress;

use crate::client::{self, Json};
use crate::data::{Data, named};
use crate::page::{PageHead, loaded};
use crate::parts::{Adoption, DesignHead, Moves, PlanBody, Where};
use crate::session::may;
use crate::ui::{Button, ButtonKind, Checkbox, Field, Form, TextInput, Values, use_form};

/// The problems of tables that were there first: never managed, or made again.
const ADOPTABLE: [&str; 2] = ["PLAN001", "PLAN003"];

/// What the route names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Subject {
    design: String,
    version: u32,
    environment: String,
}

/// A plan.
#[component]
pub(crate) fn PlanPage() -> impl IntoView {
    let params = use_params_map();
    let subject = move || {
        let names = ["id", "number", "environment"];
        params.with(|params| names.map(|name| params.get(name).unwrap_or_default()).to_vec())
    };
    let data: Data<Everything> = Data::first(subject, fetch);
    let replan = Callback::new(move |()| data.refetch());
    let show = move |((subject, design), plan): Everything| {
        view! { <Planned subject design plan replan /> }.into_any()
    };
    view! { <div class="page">{loaded(data, show)}</div> }
}

/// What the page shows, read together so that it fits together.
type Everything = ((Subject, DesignHead), PlanView);

async fn fetch(subject: Vec<String>) -> Result<Json<Everything>, ApiError> {
    let [design, version, environment] = named(subject);
    let subject = Subject { design, version: version.parse().unwrap_or_default(), environment };
    let design = DesignHead::fetch(&subject.design).await?.json()?;
    let body = PlanRequest { version: subject.version, environment: subject.environment.clone() };
    let plan = client::post(&format!("/designs/{}/plans", subject.design), &body).await?;
    Ok(Json::of(&subject)?.and(design).and(plan))
}

#[component]
fn Planned(subject: Subject, design: DesignHead, plan: PlanView, replan: Callback<()>) -> impl IntoView {
    let number = subject.version;
    let mut trail = design.trail();
    trail.push(("Versions".to_owned(), format!("/designs/{}/versions", design.id)));
    trail.push((format!("Version {number}"), format!("/designs/{}/versions/{number}", design.id)));
    let environment = plan.environment.clone();
    let title = format!("Plan for {}", environment.name);
    let window_title = Signal::stored(format!("{title}: {}, version {number}", design.name()));
    let open = !plan.steps.is_empty() && plan.problems.is_empty() && may(Role::Designer);
    let stand_in_the_way = plan.problems.iter().any(|problem| ADOPTABLE.contains(&problem.code.as_str()));
    let own = subject.clone();
    let moves: Vec<(String, String)> = plan
        .migrations
        .iter()
        .filter(|migration| migration.progress == MigrationProgress::UnderWay)
        .map(|migration| (migration.from.clone(), migration.to.clone()))
        .collect();
    let moving = !moves.is_empty();
    let (id, version, place) = (subject.design.clone(), subject.version, subject.environment.clone());
    let adoption = stand_in_the_way
        .then(|| view! { <Adoption design=id version environment=place on_adopted=replan /> });
    view! {
        <PageHead title window_title trail />
        <Where environment />
        <PlanBody plan />
        {adoption}
        {moving.then(|| view! { <Moves design=own.design version=number environment=own.environment moves /> })}
        {open.then(|| view! { <OpenRequest subject /> })}
    }
}

#[component]
fn OpenRequest(subject: Subject) -> impl IntoView {
    let (state, navigate) = (use_form(), use_navigate());
    let submit = move |values: Values| {
        let Subject { design, version, environment } = subject.clone();
        let body = CreateRequest {
            design,
            version,
            environment,
            title: values.text("title"),
            draft: !values.text("draft").is_empty(),
            retire: None,
            undo: None,
        };
        let request = client::post::<_, RequestView>("/requests", &body);
        let navigate = navigate.clone();
        state.send(request, move |request| {
            navigate(&format!("/requests/{}", request.summary.id), Default::default());
        });
    };
    view! {
        <section class="section" aria-labelledby="open-request">
            <h2 id="open-request">"Put it up for review"</h2>
            <div class="panel">
                <Form state fields=&["title"] on_submit=submit>
                    <Field
                        id="title"
                        label="Title"
                        hint="What it is for. The plan is frozen: what is approved is what runs."
                        error=state.error_of("title")
                    >
                        <TextInput name="title" autocomplete="off" />
                    </Field>
                    <Checkbox name="draft">"Keep it as a draft for now"</Checkbox>
                    <div class="form-actions">
                        <Button kind=ButtonKind::Primary submit=true pending=state.pending>
                            "Open change request"
                        </Button>
                    </div>
                </Form>
            </div>
        </section>
    }
}
