//! What stands in the places of the editor before its parts are there: the same places, so that nothing jumps.
//!
//! The server renders it with the words that the editor begins with, so that the first thing seen is the design, and not
//! a page that waits. Deliberately absent: anything that can be pressed or written in, which nobody would hear.

use crate::prelude::*;

use tablewright_model::{Design, Object};

use super::inspector::{DESCRIPTION, DESIGN_NAME, TABLE_NAME};
use super::setting::Term;
use crate::data::Data;
use crate::page::WindowTitle;
use crate::parts::{DesignHead, Named};
use crate::ui::{Icon, IconName, Skeleton};

/// The beginning of the sheet of what is shown first: a table, or the design itself.
#[derive(Clone)]
pub(super) struct Sheet {
    is_table: bool,
    words: Named,
}

impl Sheet {
    fn of_head(head: &DesignHead) -> Self {
        let own = || Named { name: head.name().to_owned(), description: head.description().to_owned() };
        let table = head.first_table();
        Self { is_table: table.is_some(), words: table.cloned().unwrap_or_else(own) }
    }

    /// None where something else is shown.
    pub(super) fn of(design: &Design, shown: Object) -> Option<Self> {
        let (is_table, name, description) = match shown {
            Object::Design => (false, &design.name, &design.description),
            Object::Table(id) => design.table(id).map(|table| (true, &table.name, &table.description))?,
            _ => return None,
        };
        let words = Named { name: name.clone(), description: description.clone() };
        Some(Self { is_table, words })
    }
}

/// The editor before the design is there.
#[component]
pub(super) fn Outline(
    head: Data<DesignHead>,
    /// Whether the address names something else to be shown first.
    elsewhere: bool,
) -> impl IntoView {
    let places = move || -> Option<AnyView> {
        let head = head.get()?.ok();
        let sheet = head.as_ref().filter(|_| !elsewhere).map(Sheet::of_head);
        let name = head.map(|head| head.name().to_owned());
        let places = view! {
            {name.clone().map(|text| view! { <WindowTitle text /> })}
            <div class="toolbar toolbar-outline">{name.map(named)}</div>
            <div class="workbench">
                <div class="canvas">
                    <div class="canvas-grid">
                        <div class="card card-outline"><Skeleton lines=6 /></div>
                    </div>
                </div>
                {inspector(sheet)}
                <div class="dock"></div>
            </div>
        };
        Some(places.into_any())
    };
    view! { <Suspense fallback=|| ()>{places}</Suspense> }
}

fn named(name: String) -> AnyView {
    view! {
        <span class="toolbar-design"><Icon name=IconName::Design /></span>
        <div class="toolbar-name"><p class="input">{name}</p></div>
    }
    .into_any()
}

/// The inspector before its module is there.
pub(super) fn inspector(sheet: Option<Sheet>) -> AnyView {
    let sheet = sheet.map(|Sheet { is_table, words }| {
        let (icon, kind, term, hint, face) = match is_table {
            true => (IconName::Table, "Table", "TableName", TABLE_NAME, "input mono"),
            false => (IconName::Design, "Design", "", DESIGN_NAME, "input"),
        };
        view! {
            <header class="inspector-head">
                <span class="inspector-icon"><Icon name=icon /></span>
                <h2 class="inspector-kind">{kind}</h2>
            </header>
            <div class="group">
                <div class="group-head"><h3 class="group-title">"Basics"</h3></div>
                <div class="controls">
                    {setting("Name", term, words.name, face, hint)}
                    {setting("Description", "", words.description, "input textarea", DESCRIPTION)}
                </div>
            </div>
        }
    });
    view! { <div class="inspector inspector-outline">{sheet}</div> }.into_any()
}

/// A setting that can't be changed yet.
fn setting(
    label: &'static str,
    term: &'static str,
    text: String,
    face: &'static str,
    hint: &'static str,
) -> AnyView {
    view! {
        <div class="setting">
            <Term term />
            <div class="field">
                <span class="field-label">{label}</span>
                <p class=face>{text}</p>
                <p class="field-hint">{hint}</p>
            </div>
        </div>
    }
    .into_any()
}
