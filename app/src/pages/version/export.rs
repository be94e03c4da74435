//! A version in every format: to read, to copy, to download, with what the format can't hold.

use crate::prelude::*;
use tablewright_contract::{ExportNoteView, ExportView};
use tablewright_interchange::ExportFormat;

use crate::client::{self, Json};
use crate::data::{Data, named};
use crate::page::Failure;
use crate::ui::{Choice, CodeBlock, Field, IconName, LinkButton, Select, Skeleton};

/// The chosen format and its text. It is made with the page, since what is read is numbered in the order of making.
#[derive(Clone, Copy)]
pub(super) struct Preview {
    format: RwSignal<String>,
    text: Data<Exported>,
}

/// The format, where its file is, and the file.
type Exported = ((String, String), ExportView);

impl Preview {
    pub(super) fn of(version: impl Fn() -> Vec<String> + Send + Sync + 'static) -> Self {
        let format = RwSignal::new(ExportFormat::Terraform.name().to_owned());
        let text = Data::later(
            move || [version(), vec![format.get()]].concat(),
            |of| async move {
                let [id, number, format] = named(of);
                let path = format!("/designs/{id}/versions/{number}/export/{format}");
                let export = client::get(&path).await?;
                Ok(Json::of(&(format, format!("/api/v1{path}?download=true")))?.and(export))
            },
        );
        Self { format, text }
    }
}

#[component]
pub(super) fn Export(preview: Preview) -> impl IntoView {
    let Preview { format, text } = preview;
    let choices = ExportFormat::ALL.map(|format| Choice::new(format.name(), format.label())).to_vec();
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
            </div>
            {shown}
        </section>
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
        let rows = notes.into_iter().map(|ExportNoteView { subject, what }| {
            view! { <li><code>{subject}</code>": "{what}</li> }
        });
        view! {
            <details class="export-notes">
                <summary>{format!("{count} of the design has no place in this format")}</summary>
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
