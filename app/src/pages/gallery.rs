//! `/`: the designs that there are, and what a new one can start from.

mod tour;

use crate::prelude::*;
use serde::Deserialize;
use tablewright_contract::{CreateDesign, DesignSource, DesignSummary, ExampleSummary, Role, TourView};

use self::tour::Tour;
use crate::client;
use crate::data::Data;
use crate::format::{count, time};
use crate::page::{PageHead, loaded};
use crate::session::{allowed, may};
use crate::ui::{
    Badge, Button, ButtonKind, EmptyState, Field, Form, FormState, Icon, IconName, LinkButton, ListTable,
    TextInput, Tone, Values, leave_for, use_form,
};

/// The gallery.
#[component]
pub(crate) fn GalleryPage() -> impl IntoView {
    let designs: Data<Vec<DesignSummary>> = Data::later(Vec::new, |_| client::get("/designs"));
    let examples: Data<Vec<ExampleSummary>> = Data::later(Vec::new, |_| client::get("/examples"));
    let tour: Data<TourView> = Data::later(Vec::new, |_| client::get("/examples/tour"));
    let starts = move |examples: Vec<ExampleSummary>| {
        if may(Role::Designer) { view! { <StartFrom examples /> }.into_any() } else { ().into_any() }
    };
    view! {
        <div class="page">
            <PageHead title="Designs">
                {allowed(Role::Designer, || view! { <ImportLink /> }.into_any())}
            </PageHead>
            <section class="section" aria-labelledby="yours">
                <h2 id="yours">"Your designs"</h2>
                {loaded(designs, |designs| view! { <Designs designs /> }.into_any())}
            </section>
            {loaded(examples, starts)}
            {loaded(tour, |tour| view! { <Tour tour /> }.into_any())}
        </div>
    }
}

#[component]
fn ImportLink() -> impl IntoView {
    view! { <LinkButton href="/import".to_owned() icon=IconName::Download>"Import"</LinkButton> }
}

#[component]
fn Designs(designs: Vec<DesignSummary>) -> impl IntoView {
    if designs.is_empty() {
        let text = if may(Role::Designer) {
            "Start from an example to see how everything fits together, from what you have, or from a blank design."
        } else {
            "A colleague with the role designer can make one."
        };
        return view! { <EmptyState icon=IconName::Design title="No designs yet" text /> }.into_any();
    }
    let rows = designs.into_iter().map(|design| view! { <DesignRow design /> }).collect_view();
    view! {
        <ListTable heads=["Name", "Tables", "Newest version", "Last edited", "Made by"]>{rows}</ListTable>
    }
    .into_any()
}

#[component]
fn DesignRow(design: DesignSummary) -> impl IntoView {
    let DesignSummary { id, name, tables, version, created_by, updated_at } = design;
    let newest = match version {
        0 => view! { <span class="muted">"none yet"</span> }.into_any(),
        number => {
            view! { <a href=format!("/designs/{id}/versions/{number}")>{format!("Version {number}")}</a> }
                .into_any()
        }
    };
    view! {
        <tr>
            <th scope="row">
                <a class="table-link" href=format!("/designs/{id}") rel="external">
                    {name}
                </a>
            </th>
            <td class="tabular" data-label="Tables">{tables}</td>
            <td class="nowrap" data-label="Newest version">{newest}</td>
            <td class="nowrap muted" data-label="Last edited">{time(&updated_at)}</td>
            <td class="muted" data-label="Made by">{created_by}</td>
        </tr>
    }
}

#[component]
fn StartFrom(examples: Vec<ExampleSummary>) -> impl IntoView {
    let cards = examples.into_iter().map(|example| view! { <ExampleCard example /> }).collect_view();
    view! {
        <section class="section" aria-labelledby="start">
            <h2 id="start">"Start from"</h2>
            <ul class="doors">{DOORS.map(|door| view! { <DoorTile door /> }).collect_view()}</ul>
        </section>
        <section class="section" aria-labelledby="examples">
            <h2 id="examples" tabindex="-1">"Blank or worked out"</h2>
            <ul class="tiles">
                <BlankCard />
                {cards}
            </ul>
        </section>
    }
}

/// A way to a first design.
struct Door {
    icon: IconName,
    title: &'static str,
    text: &'static str,
    href: &'static str,
}

const DOORS: [Door; 3] = [
    Door {
        icon: IconName::Design,
        title: "An example",
        text: "Eight worked designs with access patterns and sample items, to look around in and to change.",
        href: "#examples",
    },
    Door {
        icon: IconName::Download,
        title: "Files that you have",
        text: "Terraform, CloudFormation, NoSQL Workbench, AWS JSON: with a report of what was understood.",
        href: "/import",
    },
    Door {
        icon: IconName::Environment,
        title: "Tables in AWS",
        text: "Choose tables of an environment. They are only read; nothing there is changed.",
        href: "/import?from=live",
    },
];

#[component]
fn DoorTile(door: Door) -> impl IntoView {
    let Door { icon, title, text, href } = door;
    view! {
        <li>
            <a class="door" href=href>
                <Icon name=icon />
                <span class="door-title">{title}</span>
                <span class="door-text">{text}</span>
            </a>
        </li>
    }
}

#[component]
fn BlankCard() -> impl IntoView {
    let state = use_form();
    let create = creator(state);
    let submit = move |values: Values| create(DesignSource::Blank { name: values.text("name") });
    view! {
        <li class="tile">
            <h3 class="tile-title">"Blank design"</h3>
            <p class="tile-text">"Nothing but a name. Add tables as you learn what the application asks."</p>
            <Form state fields=&["name"] on_submit=submit>
                <Field id="new-name" label="Name" error=state.error_of("name")>
                    <TextInput name="name" placeholder="Order service" autocomplete="off" />
                </Field>
                <div class="form-actions">
                    <Button kind=ButtonKind::Primary submit=true icon=IconName::Plus pending=state.pending>
                        "Create design"
                    </Button>
                </div>
            </Form>
        </li>
    }
}

#[component]
fn ExampleCard(example: ExampleSummary) -> impl IntoView {
    let ExampleSummary { key, name, description, tables, patterns } = example;
    let state = use_form();
    let create = creator(state);
    let label = format!("Use {name}");
    let tables = tables.into_iter().map(|table| view! { <code class="chip">{table}</code> }).collect_view();
    view! {
        <li class="tile">
            <h3 class="tile-title">{name} <Badge tone=Tone::Accent>"Example"</Badge></h3>
            <p class="tile-text">{description}</p>
            <p class="tile-facts">{tables} <span class="small muted">{count(patterns, "access pattern")}</span></p>
            <Form state on_submit=move |_: Values| create(DesignSource::Example { key: key.clone() })>
                <div class="form-actions">
                    <Button submit=true pending=state.pending>{label}</Button>
                </div>
            </Form>
        </li>
    }
}

/// What is read of the `DesignView` of a new design.
#[derive(Deserialize)]
struct Created {
    id: String,
}

/// Makes a design and opens it.
fn creator(state: FormState) -> impl Fn(DesignSource) + Clone + Send + Sync + 'static {
    move |source| {
        let body = CreateDesign { source };
        state.send(client::post("/designs", &body), |design: Created| {
            leave_for(&format!("/designs/{}", design.id))
        });
    }
}
