//! A version in every format: to read, to copy, to download, with what the format can't hold.

use crate::prelude::*;
use tablewright_contract::{EnvironmentView, ExportNoteView, ExportView, Role};
use tablewright_interchange::{ExportFormat, IndexStyle, Layout};

use crate::client::{self, Json};
use crate::data::{Data, named};
use crate::page::Failure;
use crate::session::may;
use crate::ui::{Choice, CodeBlock, Field, IconName, LinkButton, Select, Skeleton};

/// The chosen format and its text. It is made with the page, since what is read is numbered in the order of making.
#[derive(Clone, Copy)]
pub(super) struct Preview {
    format: RwSignal<String>,
    terraform: Terraform,
    text: Data<Exported>,
}

/// What is chosen of the Terraform formats.
#[derive(Clone, Copy)]
struct Terraform {
    layout: RwSignal<String>,
    indexes: RwSignal<String>,
    imports: RwSignal<String>,
}

/// No import blocks, or those of every table.
const IMPORTS: [(&str, &str); 2] = [("", "None"), ("all", "Every table")];
/// Begins the choice of those that are in an environment.
const IN: &str = "in:";

impl Terraform {
    fn new() -> Self {
        let chosen = |name: &str| RwSignal::new(name.to_owned());
        Self {
            layout: chosen(Layout::default().name()),
            indexes: chosen(IndexStyle::default().name()),
            imports: chosen(""),
        }
    }

    /// As the API takes it: what is other than usual, for a format that knows it.
    fn query(self, format: &str) -> String {
        let usual = [Layout::default().name(), IndexStyle::default().name(), ""];
        let imports = self.imports.get();
        let (which, imports) = match imports.strip_prefix(IN) {
            Some(environment) => ("environment", environment.to_owned()),
            None => ("import_blocks", imports),
        };
        let chosen = [self.layout.get(), self.indexes.get(), imports];
        let told = ["layout", "gsi_style", which].into_iter().zip(chosen).zip(usual);
        let told = told.filter(|((_, chosen), usual)| is_terraform(format) && chosen != usual);
        told.map(|((name, chosen), _)| format!("&{name}={chosen}")).collect()
    }
}

fn is_terraform(format: &str) -> bool {
    [ExportFormat::Terraform, ExportFormat::TerraformJson].iter().any(|one| one.name() == format)
}

/// The format, where its file is, and the file.
type Exported = ((String, String), ExportView);

impl Preview {
    pub(super) fn of(version: impl Fn() -> Vec<String> + Send + Sync + 'static) -> Self {
        let format = RwSignal::new(ExportFormat::Terraform.name().to_owned());
        let terraform = Terraform::new();
        let text = Data::later(
            move || [version(), vec![format.get(), terraform.query(&format.get())]].concat(),
            |of| async move {
                let [id, number, format, query] = named(of);
                let path = format!("/designs/{id}/versions/{number}/export/{format}");
                let shown = query.strip_prefix('&').map_or_else(String::new, |query| format!("?{query}"));
                let export = client::get(&format!("{path}{shown}")).await?;
                Ok(Json::of(&(format, format!("/api/v1{path}?download=true{query}")))?.and(export))
            },
        );
        Self { format, terraform, text }
    }
}

#[component]
pub(super) fn Export(preview: Preview, environments: Vec<EnvironmentView>) -> impl IntoView {
    let Preview { format, terraform, text } = preview;
    let choices = ExportFormat::ALL.map(|format| Choice::new(format.name(), format.label())).to_vec();
    let environments = StoredValue::new(environments);
    // The text of one format, once it is that one's.
    let shown = move || match text.get() {
        Some(Ok(((of, download), export))) if format.with(|format| *format == of) => {
            view! { <File of download export /> }
        }
        Some(Err(error)) => view! { <Failure error /> },
        _ => view! { <Skeleton lines=8 /> },
    };
    view! {
        <section class="section" aria-labelledby="export">
            <h2 id="export">"Export"</h2>
            <div class="export-format">
                <Field id="format" label="Format">
                    <Select
                        choices=Signal::stored(choices)
                        value=format
                        on_change=move |name| format.set(name)
                    />
                </Field>
                <Show when=move || format.with(|format| is_terraform(format))>
                    <Choices terraform environments=environments.get_value() />
                </Show>
            </div>
            {shown}
        </section>
    }
}

/// How Terraform is written.
#[component]
fn Choices(terraform: Terraform, environments: Vec<EnvironmentView>) -> impl IntoView {
    let layouts = Layout::ALL.map(|layout| {
        let label = match layout {
            Layout::File => "One file",
            Layout::Module => "A module that runs on its own",
            Layout::Bare => "Resources to join a module",
        };
        Choice::new(layout.name(), label)
    });
    let styles = IndexStyle::ALL.map(|style| {
        let label = match style {
            IndexStyle::Inline => "In the table, with hash_key and range_key",
            IndexStyle::KeySchema => "In the table, with key_schema",
            IndexStyle::Standalone => "Resources of their own",
        };
        Choice::new(style.name(), label)
    });
    let anywhere = IMPORTS.map(|(name, label)| Choice::new(name, label));
    let here = environments.into_iter().filter(|_| may(Role::Designer)).map(|environment| {
        let EnvironmentView { id, name, region, .. } = environment;
        Choice::new(format!("{IN}{id}"), format!("Those in {name} ({region}), with their names there"))
    });
    let imported = anywhere.into_iter().chain(here).collect();
    let Terraform { layout, indexes, imports } = terraform;
    view! {
        <Chosen id="layout" label="Layout" choices=layouts.to_vec() value=layout />
        <Chosen id="gsi-style" label="Global secondary indexes" choices=styles.to_vec() value=indexes />
        <Chosen id="import-blocks" label="Import blocks" choices=imported value=imports />
    }
}

#[component]
fn Chosen(
    id: &'static str,
    label: &'static str,
    choices: Vec<Choice>,
    value: RwSignal<String>,
) -> impl IntoView {
    view! {
        <Field id label>
            <Select choices=Signal::stored(choices) value on_change=move |name| value.set(name) />
        </Field>
    }
}

#[component]
fn File(of: String, download: String, export: ExportView) -> impl IntoView {
    let ExportView { file_name, text, notes, .. } = export;
    let format: Option<ExportFormat> = of.parse().ok();
    let picture = format
        .filter(|format| matches!(format, ExportFormat::Svg | ExportFormat::Png))
        .map(|format| view! { <Picture format source=download.clone() /> });
    format.map(|format| {
        view! {
            <p class="export-head">
                <code>{file_name}</code>
                <LinkButton href=download download=true small=true icon=IconName::Download>"Download"</LinkButton>
            </p>
            <Notes notes />
            {picture}
            {(!text.is_empty()).then(|| view! { <CodeBlock text format what=format.label() /> })}
        }
    })
}

/// What the design says and the format has no place for.
#[component]
fn Notes(notes: Vec<ExportNoteView>) -> impl IntoView {
    (!notes.is_empty()).then(|| {
        let count = crate::format::count(notes.len(), "thing");
        let has = if notes.len() == 1 { "has" } else { "have" };
        let rows = notes.into_iter().map(|ExportNoteView { subject, what }| {
            view! { <li><code>{subject}</code>": "{what}</li> }
        });
        view! {
            <details class="export-notes">
                <summary>{format!("{count} of the design {has} no place in this format")}</summary>
                <ul>{rows.collect_view()}</ul>
            </details>
        }
    })
}

/// The diagram as it looks; of the SVG, the way to the same as PNG.
#[component]
fn Picture(format: ExportFormat, source: String) -> impl IntoView {
    let png = (format == ExportFormat::Svg).then(|| {
        let href = source.replace("/export/svg?", "/export/png?");
        view! {
            <figcaption>
                <LinkButton href download=true small=true icon=IconName::Download>"Download as PNG"</LinkButton>
            </figcaption>
        }
    });
    view! {
        <figure class="export-picture">
            <img src=source alt="The tables of this version as a diagram" />
            {png}
        </figure>
    }
}
