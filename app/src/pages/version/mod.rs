//! `/designs/:id/versions/:number`: one version, what it changed, what it is exported to, and the way to a plan.

mod export;

use crate::prelude::*;
use leptos_router::hooks::use_params_map;
use serde::{Deserialize, Serialize};
use tablewright_contract::{ApiError, ChangesView, EnvironmentView, VersionSummary};

use self::export::{Export, Preview};

use crate::client::{self, Json};
use crate::data::{Data, named};
use crate::format::{short, time};
use crate::page::{PageHead, loaded};
use crate::parts::{DesignHead, Differences, Fact, Facts};
use crate::ui::{ButtonKind, Choice, Field, Icon, IconName, LinkButton, Select};

/// What the page shows, read together.
type Everything = (((DesignHead, VersionHead), ChangesView), Vec<EnvironmentView>);

/// What is read of a `VersionView`: a version without its document.
#[derive(Serialize, Deserialize)]
struct VersionHead {
    summary: VersionSummary,
}

/// One version.
#[component]
pub(crate) fn VersionPage() -> impl IntoView {
    let params = use_params_map();
    let at = move || {
        params.with(|params| ["id", "number"].map(|name| params.get(name).unwrap_or_default()).to_vec())
    };
    let data: Data<Everything> = Data::first(at, fetch);
    let preview = Preview::of(at);
    let show = move |everything| view! { <Version everything preview /> }.into_any();
    view! { <div class="page">{loaded(data, show)}</div> }
}

async fn fetch(at: Vec<String>) -> Result<Json<Everything>, ApiError> {
    let [id, number] = named(at);
    let version: VersionHead = client::get(&format!("/designs/{id}/versions/{number}")).await?.read()?;
    let (number, version) = (version.summary.number, Json::of(&version)?);
    let design = DesignHead::fetch(&id).await?.json()?;
    let before = number.saturating_sub(1);
    let changes = client::get(&format!("/designs/{id}/changes?from={before}&to={number}")).await?;
    Ok(design.and(version).and(changes).and(client::get("/environments").await?))
}

#[component]
fn Version(everything: Everything, preview: Preview) -> impl IntoView {
    let (((design, VersionHead { summary: version }), changes), environments) = everything;
    let VersionSummary { number, message, author, created_at, digest } = version;
    let mut trail = design.trail();
    trail.push(("Versions".to_owned(), format!("/designs/{}/versions", design.id)));
    let changed = match changes.from {
        0 => "In the first version".to_owned(),
        before => format!("Changes since version {before}"),
    };
    let id = design.id.clone();
    view! {
        <PageHead
            title=format!("Version {number}")
            window_title=Signal::stored(format!("Version {number} of {}", design.name()))
            trail
        />
        <div class="split split-side">
            <div class="stack">
                <p class="message">{message}</p>
                <Facts>
                    <Fact name="Saved by">{author}</Fact>
                    <Fact name="When">{time(&created_at)}</Fact>
                    <Fact name="Digest" mono=true><span title=digest.clone()>{short(&digest)}</span></Fact>
                </Facts>
            </div>
            <PlanFor id number environments=environments.clone() />
        </div>
        <section class="section" aria-labelledby="changed">
            <h2 id="changed">{changed}</h2>
            <Differences differences=changes.differences none="The design itself is the same." />
            <p class="button-row">
                <a class="button" href=format!("/designs/{}?compare={number}", design.id) rel="external">
                    <Icon name=IconName::Compare />
                    "See on the canvas what has changed since"
                </a>
            </p>
        </section>
        <Export preview environments />
    }
}

/// Chooses an environment and leads to its plan.
#[component]
fn PlanFor(id: String, number: u32, environments: Vec<EnvironmentView>) -> impl IntoView {
    let chosen = RwSignal::new(environments.first().map(|first| first.id.clone()).unwrap_or_default());
    let choices: Vec<_> = environments
        .into_iter()
        .map(|environment| {
            Choice::new(environment.id, format!("{} ({})", environment.name, environment.region))
        })
        .collect();
    let href = Signal::derive(move || format!("/designs/{id}/versions/{number}/plan/{}", chosen.get()));
    view! {
        <div class="panel">
            <Field id="environment" label="Plan for" hint="Nothing is changed by looking at a plan.">
                <Select choices=Signal::stored(choices) value=chosen on_change=move |id| chosen.set(id) />
            </Field>
            <div class="form-actions">
                <LinkButton kind=ButtonKind::Primary href>"Plan"</LinkButton>
            </div>
        </div>
    }
}
