//! `/designs/:id/versions`: what was kept, and what changed since.

use crate::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use tablewright_contract::{ChangesView, SaveVersion, VersionSummary};

use crate::client;
use crate::data::Data;
use crate::format::{short, time};
use crate::page::{PageHead, loaded};
use crate::parts::{DesignHead, Differences};
use crate::ui::{
    Button, ButtonKind, EmptyState, Field, Form, IconName, LinkButton, ListTable, TextArea, Values, focus,
    use_form, use_toasts,
};

/// What the page shows, read together so that it fits together.
type Everything = ((DesignHead, ChangesView), Vec<VersionSummary>);

/// The versions of a design.
#[component]
pub(crate) fn VersionsPage() -> impl IntoView {
    let params = use_params_map();
    let id = move || vec![params.read().get("id").unwrap_or_default()];
    let data: Data<Everything> = Data::first(id, |id| async move {
        let id = id.concat();
        let design = DesignHead::fetch(&id).await?;
        let changes = client::get(&format!("/designs/{id}/changes?from={}", design.version)).await?;
        let versions = client::get(&format!("/designs/{id}/versions")).await?;
        Ok(design.json()?.and(changes).and(versions))
    });
    let saved = Callback::new(move |()| data.refetch());
    let show = move |((design, changes), versions): Everything| {
        view! { <Versions design changes versions on_saved=saved /> }.into_any()
    };
    view! { <div class="page">{loaded(data, show)}</div> }
}

#[component]
fn Versions(
    design: DesignHead,
    changes: ChangesView,
    versions: Vec<VersionSummary>,
    on_saved: Callback<()>,
) -> impl IntoView {
    let id = design.id.clone();
    let editor = format!("/designs/{id}");
    let name = design.name().to_owned();
    view! {
        <PageHead
            title="Versions"
            window_title=Signal::stored(format!("Versions of {name}"))
            trail=design.trail()
        >
            <LinkButton href=editor external=true icon=IconName::Pencil>"Open editor"</LinkButton>
        </PageHead>
        <Unsaved design changes on_saved />
        <section class="section" aria-labelledby="saved">
            <h2 id="saved">"Saved versions"</h2>
            <VersionList id versions />
        </section>
    }
}

/// What changed since the newest version, and the form that keeps it.
#[component]
fn Unsaved(design: DesignHead, changes: ChangesView, on_saved: Callback<()>) -> impl IntoView {
    let title = match changes.from {
        0 => "Not saved as a version yet".to_owned(),
        number => format!("Changes since version {number}"),
    };
    let changed = !design.saved && !changes.differences.is_empty();
    let form =
        (changed && design.can_edit).then(|| view! { <SaveForm id=design.id seq=design.seq on_saved /> });
    let alone = form.is_none();
    view! {
        <section class="section" aria-labelledby="unsaved">
            <h2 id="unsaved">{title}</h2>
            <p class="muted">
                "Every change is saved as soon as it is made. A version keeps a state for good: plans and exports are made from versions."
            </p>
            <div class="split" class:split-one=alone>
                <Differences differences=changes.differences none="Nothing has changed. Edit the design, then come back." />
                {form}
            </div>
        </section>
    }
}

#[component]
fn SaveForm(id: String, seq: u64, on_saved: Callback<()>) -> impl IntoView {
    let (state, toasts) = (use_form(), use_toasts());
    // Whoever pressed for it in the editor goes on writing.
    let is_asked_for = use_query_map().with_untracked(|query| query.get("save").is_some());
    Effect::new(move || {
        if is_asked_for {
            focus("message");
        }
    });
    let submit = move |values: Values| {
        let body = SaveVersion { message: values.text("message"), seq };
        let request = client::post::<_, VersionSummary>(&format!("/designs/{id}/versions"), &body);
        state.send(request, move |version| {
            toasts.success(format!("Version {} saved.", version.number));
            on_saved.run(());
        });
    };
    view! {
        <div class="panel">
            <Form state fields=&["message"] on_submit=submit>
                <Field
                    id="message"
                    label="What changed, and why"
                    hint="Reviewers read it first."
                    error=state.error_of("message")
                >
                    <TextArea name="message" rows=4 />
                </Field>
                <div class="form-actions">
                    <Button kind=ButtonKind::Primary submit=true pending=state.pending>
                        "Save version"
                    </Button>
                </div>
            </Form>
        </div>
    }
}

#[component]
fn VersionList(id: String, versions: Vec<VersionSummary>) -> impl IntoView {
    if versions.is_empty() {
        let text = "A version is a snapshot with a message. Plans are made from versions.";
        return view! { <EmptyState icon=IconName::Version title="No versions yet" text /> }.into_any();
    }
    let rows = versions.into_iter().map(|version| view! { <Row id=id.clone() version /> }).collect_view();
    view! {
        <ListTable heads=["Version", "Message", "Saved by", "When", "Digest"]>{rows}</ListTable>
    }
    .into_any()
}

#[component]
fn Row(id: String, version: VersionSummary) -> impl IntoView {
    let VersionSummary { number, message, author, created_at, digest } = version;
    view! {
        <tr>
            <th scope="row" class="nowrap">
                <a class="table-link" href=format!("/designs/{id}/versions/{number}")>
                    {format!("Version {number}")}
                </a>
            </th>
            <td class="message-cell">{message}</td>
            <td class="muted" data-label="Saved by">{author}</td>
            <td class="muted nowrap" data-label="When">{time(&created_at)}</td>
            <td class="muted" data-label="Digest"><code>{short(&digest)}</code></td>
        </tr>
    }
}
