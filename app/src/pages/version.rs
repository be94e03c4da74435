//! `/designs/:id/versions/:number`: one version, what it changed, what it is exported to, and the way to a plan.

use crate::prelude::*;
use leptos_router::hooks::use_params_map;
use serde::{Deserialize, Serialize};
use tablewright_contract::{ApiError, ChangesView, EnvironmentView, ExportView, VersionSummary};

use tablewright_interchange::ExportFormat;

use crate::client::{self, Json};
use crate::data::{Data, named};
use crate::format::{short, time};
use crate::page::{Failure, PageHead, loaded};
use crate::parts::{DesignHead, Differences, Fact, Facts};
use crate::ui::{
    ButtonKind, Choice, CodeBlock, Field, IconName, LinkButton, Select, Skeleton, TabPanel, Tabs,
};

/// The formats of the preview: their names for people and in the API, and how they are coloured.
const FORMATS: [(&str, &str, ExportFormat); 2] =
    [("Terraform", "terraform", ExportFormat::Terraform), ("JSON", "json", ExportFormat::Json)];

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
            <PlanFor id number environments />
        </div>
        <section class="section" aria-labelledby="changed">
            <h2 id="changed">{changed}</h2>
            <Differences differences=changes.differences none="The design itself is the same." />
        </section>
        <Export preview />
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

/// Previews of the formats: one is read when it is chosen.
#[component]
fn Export(preview: Preview) -> impl IntoView {
    let selected = preview.selected;
    let names = FORMATS.map(|(name, ..)| name.to_owned()).into();
    let panel = move |index| view! { <TabPanel id="export" index selected>{preview.show(index)}</TabPanel> };
    view! {
        <section class="section" aria-labelledby="export">
            <h2 id="export">"Export"</h2>
            <Tabs id="export" label="Format" names selected />
            {(0..FORMATS.len()).map(panel).collect_view()}
        </section>
    }
}

/// The chosen format and its text. It is made with the page, since what is read is numbered in the order of making.
#[derive(Clone, Copy)]
struct Preview {
    selected: RwSignal<usize>,
    text: Data<Exported>,
}

/// The index of a format, where its file is, and the file.
type Exported = ((usize, String), ExportView);

impl Preview {
    fn of(version: impl Fn() -> Vec<String> + Send + Sync + 'static) -> Self {
        let selected = RwSignal::new(0_usize);
        let text = Data::later(
            move || [version(), vec![selected.get().to_string()]].concat(),
            |of| async move {
                let [id, number, index] = named(of);
                let index: usize = index.parse().unwrap_or_default();
                let term = FORMATS.get(index).map_or("", |(_, term, _)| term);
                let path = format!("/designs/{id}/versions/{number}/export/{term}");
                let export = client::get(&path).await?;
                Ok(Json::of(&(index, format!("/api/v1{path}?download=true")))?.and(export))
            },
        );
        Self { selected, text }
    }

    /// The text of one format, once it is that one's.
    fn show(self, index: usize) -> impl Fn() -> AnyView + Send + Sync + Clone + 'static {
        move || match self.text.get() {
            Some(Ok(((of, download), export))) if of == index => {
                view! { <File index download export /> }.into_any()
            }
            Some(Err(error)) => view! { <Failure error /> }.into_any(),
            _ => view! { <Skeleton lines=8 /> }.into_any(),
        }
    }
}

#[component]
fn File(index: usize, download: String, export: ExportView) -> impl IntoView {
    let ExportView { file_name, text, .. } = export;
    FORMATS.get(index).map(|(name, _, format)| {
        view! {
            <p class="export-head">
                <code>{file_name}</code>
                <LinkButton href=download download=true small=true icon=IconName::Download>"Download"</LinkButton>
            </p>
            <CodeBlock text format=*format what=*name />
        }
    })
}
