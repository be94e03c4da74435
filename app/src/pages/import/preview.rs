//! What would be imported: the report, the tables, the differences, and the button that does it.

use crate::prelude::*;
use tablewright_contract::{ImportNote, ImportReport, ImportView, ImportedTable};

use super::Import;
use crate::format::count;
use crate::parts::Differences;
use crate::ui::{Alert, Badge, Button, ButtonKind, FormAlert, ListTable, Prose, Skeleton, Tone};

/// What came of the last look.
#[component]
pub(super) fn Preview(import: Import) -> impl IntoView {
    let is_waiting = move || import.state.pending.get() && import.found.with(Option::is_none);
    let found = move || import.found.get().map(|found| view! { <Found import found /> });
    view! {
        <div id="preview" class="stack" tabindex="-1">
            <FormAlert state=import.state />
            {move || is_waiting().then(|| view! { <Skeleton lines=4 /> })}
            {found}
        </div>
    }
}

#[component]
fn Found(import: Import, found: ImportView) -> impl IntoView {
    let ImportView { report, tables, differences, digest, name, .. } = found;
    let into = import.into_design().is_some();
    let (heading, button) = match into {
        true => ("What changes in the design".to_owned(), "Import into the design"),
        false => (format!("The new design: {name}"), "Create design"),
    };
    let button = digest.map(|digest| {
        view! {
            <div class="button-row">
                <Button
                    kind=ButtonKind::Primary
                    pending=import.state.pending
                    on_press=move |()| import.carry_out(digest.clone())
                >
                    {button}
                </Button>
            </div>
        }
    });
    let result = button.is_some().then(|| {
        view! {
            <section class="section" aria-labelledby="result">
                <h2 id="result">{heading}</h2>
                <Tables tables />
                {into.then(|| view! {
                    <Differences differences none="Nothing: the design has all of this already." />
                })}
                {button}
            </section>
        }
    });
    view! {
        <Report report />
        {result}
    }
}

#[component]
fn Tables(tables: Vec<ImportedTable>) -> impl IntoView {
    let rows = tables.into_iter().map(|table| view! { <Row table /> }).collect_view();
    view! {
        <ListTable heads=["Table", "Key", "Indexes", "Sample items"]>{rows}</ListTable>
    }
}

#[component]
fn Row(table: ImportedTable) -> impl IntoView {
    let ImportedTable { name, key, indexes, items, is_known } = table;
    let known = is_known.then(|| view! { " " <Badge tone=Tone::Change>"in the design"</Badge> });
    let indexes = match indexes.is_empty() {
        true => "none".to_owned(),
        false => indexes.join(", "),
    };
    view! {
        <tr>
            <th scope="row"><code>{name}</code> {known}</th>
            <td class="mono" data-label="Key">{key}</td>
            <td class="mono" data-label="Indexes">{indexes}</td>
            <td class="tabular" data-label="Sample items">{items}</td>
        </tr>
    }
}

#[component]
fn Report(report: ImportReport) -> impl IntoView {
    let ImportReport { problems, understood, assumed, left_out } = report;
    let problems = (!problems.is_empty()).then(|| {
        let notes = problems.into_iter().map(|note| view! { <Note note /> }).collect_view();
        view! {
            <Alert tone=Tone::Destroy>
                <p><b>"Something can't be read."</b></p>
                <ul class="problems">{notes}</ul>
            </Alert>
        }
    });
    view! {
        <section class="section" aria-labelledby="report">
            <h2 id="report">"What was found"</h2>
            {problems}
            <Notes title="understood" notes=understood />
            <Notes title="assumed" notes=assumed />
            <Notes title="left out" notes=left_out />
        </section>
    }
}

#[component]
fn Notes(title: &'static str, notes: Vec<ImportNote>) -> impl IntoView {
    (!notes.is_empty()).then(|| {
        let title = format!("{} {title}", count(notes.len(), "thing"));
        let notes = notes.into_iter().map(|note| view! { <Note note /> }).collect_view();
        view! {
            <details class="disclosure">
                <summary>{title}</summary>
                <ul class="notes">{notes}</ul>
            </details>
        }
    })
}

#[component]
fn Note(note: ImportNote) -> impl IntoView {
    let ImportNote { file, line, message } = note;
    let place = match (file.is_empty(), line) {
        (true, _) => None,
        (false, Some(line)) => Some(format!("{file}:{line}")),
        (false, None) => Some(file),
    };
    view! {
        <li>
            {place.map(|place| view! { <code>{place}</code> " " })}
            <Prose text=message />
        </li>
    }
}
