//! `/import`: files or live tables, looked at before they become a design or a part of one.

mod preview;
mod source;

use crate::prelude::*;
use leptos_router::hooks::use_query_map;
use tablewright_contract::{DesignSummary, EnvironmentView, ImportRequest, ImportSource, ImportView, Role};

use self::preview::Preview;
use self::source::Sources;
use crate::client::{self, Json};
use crate::data::Data;
use crate::editor::IMPORTED;
use crate::page::{PageHead, loaded};
use crate::session::may;
use crate::ui::{Choice, EmptyState, Field, FormState, IconName, Select, focus, keep, leave_for, use_form};

/// What the page shows, read together.
type Everything = (Vec<DesignSummary>, Vec<EnvironmentView>);

/// An import.
#[component]
pub(crate) fn ImportPage() -> impl IntoView {
    let data: Data<Everything> = Data::later(Vec::new, |_| async {
        let designs: Json<Vec<DesignSummary>> = client::get("/designs").await?;
        Ok(designs.and(client::get("/environments").await?))
    });
    let query = use_query_map();
    let into = query.read_untracked().get("into").unwrap_or_default();
    let show = move |(designs, environments): Everything| {
        if may(Role::Designer) {
            let into = into.clone();
            view! { <Importing designs environments into /> }.into_any()
        } else {
            let text = "A colleague with the role designer can import designs.";
            view! { <EmptyState icon=IconName::Design title="Not for viewers" text /> }.into_any()
        }
    };
    view! {
        <div class="page">
            <PageHead
                title="Import"
                trail=vec![("Designs".to_owned(), "/".to_owned())]
                lead="Terraform, CloudFormation, AWS JSON, NoSQL Workbench, a design document, or live tables. Nothing is changed before you have seen what would be."
            />
            {loaded(data, show)}
        </div>
    }
}

/// What was looked at last: the source, where it would go, and what came of it.
#[derive(Clone, Copy)]
pub(super) struct Import {
    pub(super) state: FormState,
    into: RwSignal<String>,
    source: RwSignal<Option<ImportSource>>,
    pub(super) found: RwSignal<Option<ImportView>>,
}

impl Import {
    /// The design that it goes into; a new one when empty.
    pub(super) fn into_design(self) -> Option<String> {
        Some(self.into.get()).filter(|into| !into.is_empty())
    }

    /// Looks at a source without changing anything.
    pub(super) fn look(self, source: ImportSource) {
        self.source.set(Some(source.clone()));
        let body = ImportRequest { source, into: self.into_untracked(), name: None, digest: None };
        self.found.set(None);
        self.state.send(client::post::<_, ImportView>("/imports", &body), move |found| {
            self.found.set(Some(found));
            request_animation_frame(|| focus("preview"));
        });
    }

    /// Looks at the same again, for another design.
    fn look_again(self) {
        if let Some(source) = self.source.get_untracked() {
            self.look(source);
        }
    }

    /// Does what was looked at, and opens the design.
    pub(super) fn carry_out(self, digest: String) {
        let Some(source) = self.source.get_untracked() else { return };
        let body = ImportRequest { source, into: self.into_untracked(), name: None, digest: Some(digest) };
        self.state.send(client::post::<_, ImportView>("/imports", &body), |done| {
            if let Some(design) = done.design {
                if let Some(undo) = done.undo {
                    keep(&format!("{IMPORTED}{design}"), &undo);
                }
                leave_for(&format!("/designs/{design}"));
            }
        });
    }

    fn into_untracked(self) -> Option<String> {
        Some(self.into.get_untracked()).filter(|into| !into.is_empty())
    }
}

#[component]
fn Importing(designs: Vec<DesignSummary>, environments: Vec<EnvironmentView>, into: String) -> impl IntoView {
    let known = designs.iter().any(|design| design.id == into);
    let import = Import {
        state: use_form(),
        into: RwSignal::new(if known { into } else { String::new() }),
        source: RwSignal::new(None),
        found: RwSignal::new(None),
    };
    let new = Choice::new("", "A new design");
    let choices: Vec<_> = std::iter::once(new)
        .chain(designs.into_iter().map(|design| Choice::new(design.id, design.name)))
        .collect();
    let change = move |value| {
        import.into.set(value);
        import.look_again();
    };
    view! {
        <section class="section" aria-labelledby="from">
            <h2 id="from">"From"</h2>
            <Sources import environments />
        </section>
        <section class="section" aria-labelledby="into-heading">
            <h2 id="into-heading">"Into"</h2>
            <div class="panel">
                <Field id="into" label="Design" hint="Tables of the same name take over the settings; access patterns, entities and items stay.">
                    <Select choices value=import.into on_change=change />
                </Field>
            </div>
        </section>
        <Preview import />
    }
}
