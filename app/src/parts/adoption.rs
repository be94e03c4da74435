//! Tables that were there first: what adopting them would mean, and the button that does it.

use crate::prelude::*;
use tablewright_contract::{AdoptTable, AdoptTables, AdoptableTable, Role};
use tablewright_plan::Action;

use super::ChangedTable;
use crate::client;
use crate::format::count;
use crate::session::may;
use crate::ui::{Alert, Button, ButtonKind, Dialog, FormAlert, FormState, Tone, use_form, use_toasts};

/// Offers to adopt the tables that stand in the way of a plan.
#[component]
pub(crate) fn Adoption(
    /// The design's id.
    design: String,
    /// The version's number.
    version: u32,
    /// The environment's id.
    environment: String,
    /// Tables were adopted: the plan is another one.
    #[prop(into)]
    on_adopted: Callback<()>,
) -> impl IntoView {
    let (state, open, found) = (use_form(), RwSignal::new(false), RwSignal::new(Vec::new()));
    let path = format!("/designs/{design}/versions/{version}/adoptions/{environment}");
    let look = move |()| {
        let path = path.clone();
        let request = async move { client::get::<Vec<AdoptableTable>>(&path).await };
        state.send(request, move |tables| {
            found.set(tables);
            open.set(true);
        });
    };
    let body = AdoptTables { version, environment, tables: Vec::new() };
    let adopting = Adopting { path: format!("/designs/{design}/adoptions"), body, open, on_adopted };
    let adopting = StoredValue::new(adopting);
    view! {
        <section class="section" aria-labelledby="adoption">
            <h2 id="adoption">"Tables that were there first"</h2>
            <div class="panel">
                <p>
                    "No plan touches a table that this design does not manage. Adopting one changes nothing in AWS; from then
                    on plans may change it."
                </p>
                <FormAlert state />
                <div class="button-row">
                    <Button pending=state.pending on_press=look>"Look at adopting them"</Button>
                </div>
            </div>
            <Dialog id="adopt" open title="Adopt tables" wide=true>
                {move || adopting.with_value(|adopting| view! { <Found tables=found.get() adopting=adopting.clone() /> })}
            </Dialog>
        </section>
    }
}

/// What is needed to adopt.
#[derive(Clone)]
struct Adopting {
    path: String,
    body: AdoptTables,
    open: RwSignal<bool>,
    on_adopted: Callback<()>,
}

#[component]
fn Found(tables: Vec<AdoptableTable>, adopting: Adopting) -> impl IntoView {
    let state = use_form();
    let can: Vec<_> = tables.iter().filter(|table| table.refused.is_none()).map(named).collect();
    let button = match (may(Role::Operator), can.is_empty()) {
        (_, true) => ().into_any(),
        (false, _) => {
            view! { <p class="small muted">"To adopt tables you need the role operator or more."</p> }
                .into_any()
        }
        (true, false) => {
            let label = format!("Adopt {}", count(can.len(), "table"));
            let press = move |()| adopt(adopting.clone(), can.clone(), state);
            view! {
                <Button kind=ButtonKind::Primary pending=state.pending on_press=press>{label}</Button>
            }
            .into_any()
        }
    };
    let rows = tables.into_iter().map(|table| view! { <Row table /> }).collect_view();
    view! {
        <div class="stack">
            <div class="changes">{rows}</div>
            <FormAlert state />
            <div class="button-row">{button}</div>
        </div>
    }
}

fn named(table: &AdoptableTable) -> AdoptTable {
    AdoptTable { table: table.table.clone(), table_id: table.table_id.clone() }
}

fn adopt(adopting: Adopting, tables: Vec<AdoptTable>, state: FormState) {
    let toasts = use_toasts();
    let Adopting { path, body, open, on_adopted } = adopting;
    let adopted = count(tables.len(), "table");
    let request = client::post::<_, Vec<AdoptableTable>>(&path, &AdoptTables { tables, ..body });
    state.send(request, move |_| {
        open.set(false);
        toasts.success(format!("{adopted} adopted."));
        on_adopted.run(());
    });
}

#[component]
fn Row(table: AdoptableTable) -> impl IntoView {
    let AdoptableTable { table, items, fields, unchanged, replaces, refused, .. } = table;
    let mut reason = match fields.len() {
        0 => "It is as the design says.".to_owned(),
        number => format!("A plan would change {} afterwards.", count(number, "setting")),
    };
    if items > 0 {
        reason =
            format!("It has about {}. {reason}", count(usize::try_from(items).unwrap_or(usize::MAX), "item"));
    }
    if replaces {
        reason = format!(
            "The one that this design managed was deleted, and this one made under its name. {reason}"
        );
    }
    let fate = if refused.is_some() { "can't be adopted" } else { "will be adopted" };
    let refused = refused.map(|refused| view! { <Alert tone=Tone::Destroy>{refused}</Alert> });
    view! {
        <ChangedTable table action=Action::NoChange fate reason fields unchanged>
            {refused}
        </ChangedTable>
    }
}
