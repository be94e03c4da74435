//! Where an import comes from: files, a pasted text, or the tables of an environment.

use crate::prelude::*;
use leptos_router::hooks::use_query_map;
use tablewright_contract::{EnvironmentView, FileContent, ImportFile, ImportSource, LiveTableName};

use super::Import;
use crate::client;
use crate::format::count;
use crate::ui::{
    Badge, Button, ButtonKind, Checkbox, Choice, Field, FileDrop, Form, FormAlert, ReadFile, Select,
    TabPanel, Tabs, TextArea, TextInput, Values, use_form, use_toasts,
};

/// The three ways in.
#[component]
pub(super) fn Sources(import: Import, environments: Vec<EnvironmentView>) -> impl IntoView {
    // A link can lead straight to the tables.
    let is_live = use_query_map().read_untracked().get("from").is_some_and(|from| from == "live");
    let selected = RwSignal::new(if is_live { 2 } else { 0 });
    let names = ["Files", "Text", "Live tables"].map(|name| Signal::stored(name.to_owned())).to_vec();
    let environments = StoredValue::new(environments);
    view! {
        <Tabs id="source" label="Source" names selected />
        <TabPanel id="source" index=0 selected><Files import /></TabPanel>
        <TabPanel id="source" index=1 selected><Text import /></TabPanel>
        <TabPanel id="source" index=2 selected>
            <Live import environments=environments.get_value() />
        </TabPanel>
    }
}

#[component]
fn Files(import: Import) -> impl IntoView {
    let toasts = use_toasts();
    let chosen = RwSignal::new(Vec::<ReadFile>::new());
    let take = move |files: Vec<ReadFile>| {
        chosen.set(files.clone());
        let file = |file: ReadFile| ImportFile { path: file.name, content: FileContent::Base64(file.base64) };
        let files = files.into_iter().map(file).collect();
        import.look(ImportSource::Files { files, format: None });
    };
    let list = move || {
        let item = |file: ReadFile| {
            let size = format!("{} KB", file.size.div_ceil(1024));
            view! { <li><code>{file.name}</code> " " <span class="small muted">{size}</span></li> }
        };
        chosen.get().into_iter().map(item).collect_view()
    };
    view! {
        <div class="stack">
            <Field id="files" label="Files" hint="Several at once, or a zip archive; 20 MB in all.">
                <FileDrop on_files=take on_problem=move |text: String| toasts.error(text) />
            </Field>
            <ul class="files">{list}</ul>
        </div>
    }
}

#[component]
fn Text(import: Import) -> impl IntoView {
    let submit = move |values: Values| {
        let path = values.given("path").unwrap_or_else(|| "pasted".to_owned());
        let file = ImportFile { path, content: FileContent::Text(values.text("text")) };
        import.look(ImportSource::Files { files: vec![file], format: None });
    };
    view! {
        <Form state=use_form() on_submit=submit>
            <Field id="text" label="Text" hint="Whatever a file would hold.">
                <TextArea name="text" rows=10 mono=true />
            </Field>
            <Field id="path" label="Its name" optional=true hint="Terraform and YAML are recognised by it; JSON needs none.">
                <TextInput name="path" placeholder="main.tf" mono=true autocomplete="off" />
            </Field>
            <div class="form-actions">
                <Button kind=ButtonKind::Primary submit=true pending=import.state.pending>"Look at it"</Button>
            </div>
        </Form>
    }
}

#[component]
fn Live(import: Import, environments: Vec<EnvironmentView>) -> impl IntoView {
    let (state, tables) = (use_form(), RwSignal::new(None::<Vec<LiveTableName>>));
    let first = environments.first().map(|first| first.id.clone()).unwrap_or_default();
    let environment = RwSignal::new(first);
    let choices: Vec<_> = environments
        .into_iter()
        .map(|one| Choice::new(one.id, format!("{} ({})", one.name, one.region)))
        .collect();
    let list = move |()| {
        let path = format!("/environments/{}/tables", environment.get_untracked());
        let request = async move { client::get::<Vec<LiveTableName>>(&path).await };
        state.send(request, move |found| tables.set(Some(found)));
    };
    let change = move |value| {
        environment.set(value);
        tables.set(None);
    };
    let found = move || tables.get().map(|tables| view! { <Choose import environment tables /> });
    view! {
        <div class="stack">
            <FormAlert state />
            <div class="field-row">
                <Field id="environment" label="Environment" hint="Its tables are only read. An account of AWS becomes one under Environments.">
                    <Select choices value=environment on_change=change />
                </Field>
                <Button pending=state.pending on_press=list>"List its tables"</Button>
            </div>
            {found}
        </div>
    }
}

#[component]
fn Choose(import: Import, environment: RwSignal<String>, tables: Vec<LiveTableName>) -> impl IntoView {
    if tables.is_empty() {
        return view! { <p class="muted">"There are no tables."</p> }.into_any();
    }
    let chosen = RwSignal::new(Vec::<String>::new());
    let rows = tables.into_iter().map(|table| view! { <Row table chosen /> }).collect_view();
    let look = move |()| {
        let (environment, tables) = (environment.get_untracked(), chosen.get_untracked());
        import.look(ImportSource::Tables { environment, tables });
    };
    let label = move || format!("Look at {}", count(chosen.with(Vec::len), "table"));
    let none = Signal::derive(move || chosen.with(Vec::is_empty));
    view! {
        <fieldset class="choices">
            <legend class="field-label">"Tables"</legend>
            {rows}
        </fieldset>
        <div class="button-row">
            <Button kind=ButtonKind::Primary disabled=none pending=import.state.pending on_press=look>{label}</Button>
        </div>
    }
    .into_any()
}

#[component]
fn Row(table: LiveTableName, chosen: RwSignal<Vec<String>>) -> impl IntoView {
    let LiveTableName { table, managed_by } = table;
    let name = table.clone();
    let change = move |is_on| {
        chosen.update(|chosen| {
            chosen.retain(|other| *other != name);
            if is_on {
                chosen.push(name.clone());
            }
        });
    };
    let owner = managed_by.map(|owner| view! { " " <Badge>{format!("managed by {owner}")}</Badge> });
    view! { <Checkbox on_change=change><code>{table}</code> {owner}</Checkbox> }
}
