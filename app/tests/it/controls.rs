//! Controls, one by one: names, states and descriptions that assistive technology and the style sheet rely on.

use leptos::prelude::*;
use tablewright_app::ui::{
    Alert, Badge, Button, ButtonKind, Choice, CodeBlock, Dialog, EmptyState, Field, IconButton, IconName,
    LinkButton, Menu, MenuItem, Select, Switch, TabPanel, Tabs, TextArea, TextInput, Toasts, Tone,
    provide_toasts,
};
use tablewright_interchange::ExportFormat;

/// The HTML of a view.
fn html<V: IntoView + 'static>(view: impl FnOnce() -> V) -> String {
    let owner = Owner::new_root(None);
    let html = owner.with(|| view().into_view().to_html());
    owner.cleanup();
    // The marks for hydration say nothing about what people get.
    html.replace("<!>", "")
}

#[test]
fn a_pending_button_keeps_its_focus_and_says_that_it_is_busy() {
    let pending = html(|| view! { <Button submit=true pending=Signal::stored(true)>"Save"</Button> });
    assert!(
        pending.contains("aria-busy=\"true\"") && pending.contains("aria-disabled=\"true\""),
        "{pending}"
    );
    assert!(!pending.contains(" disabled"), "a disabled button would lose the focus: {pending}");
    let ready = html(|| view! { <Button kind=ButtonKind::Primary>"Save"</Button> });
    assert!(!ready.contains("aria-busy") && !ready.contains("spinner"), "{ready}");
    assert!(ready.contains("type=\"button\"") && ready.contains("button-primary"), "{ready}");
}

#[test]
fn a_button_without_text_has_a_name() {
    let button = html(|| view! { <IconButton icon=IconName::Trash label="Delete table" /> });
    assert!(
        button.contains("aria-label=\"Delete table\"") && button.contains("aria-hidden=\"true\""),
        "{button}"
    );
}

#[test]
fn downloads_are_not_taken_for_pages() {
    let link =
        html(|| view! { <LinkButton href="/api/v1/x".to_owned() download=true>"Download"</LinkButton> });
    assert!(link.contains("rel=\"external\"") && link.contains(" download"), "{link}");
}

#[test]
fn a_field_describes_its_control() {
    let field = html(|| {
        let error = Signal::stored(Some("It is taken.".to_owned()));
        view! {
            <Field id="name" label="Name" hint="Short." error>
                <TextInput name="name" mono=true />
            </Field>
        }
    });
    assert!(field.contains("for=\"name\"") && field.contains("id=\"name\""), "{field}");
    assert!(field.contains("aria-describedby=\"name-error name-hint\""), "{field}");
    assert!(field.contains("aria-invalid=\"true\"") && field.contains("id=\"name-error\""), "{field}");
    let right = html(|| view! { <Field id="name" label="Name"><TextInput /></Field> });
    assert!(!right.contains("aria-invalid") && !right.contains("aria-describedby"), "{right}");
}

#[test]
fn the_text_of_a_text_area_is_never_its_child() {
    let area = html(|| {
        let text = Signal::stored("</textarea><script>".to_owned());
        view! { <TextArea value=text label="Notes" /> }
    });
    assert!(!area.contains("script"), "{area}");
}

#[test]
fn a_select_marks_what_is_chosen() {
    let choices = vec![Choice::new("a", "Alpha"), Choice::new("b", "Beta")];
    let select = html(move || {
        view! { <Select choices=Signal::stored(choices) value=Signal::stored("b".to_owned()) label="Letter" /> }
    });
    assert!(
        select.contains("<option value=\"b\" selected>") && select.contains("<option value=\"a\">"),
        "{select}"
    );
}

#[test]
fn a_switch_says_what_it_is() {
    let switch = html(|| view! { <Switch checked=Signal::stored(true) label="Stream" /> });
    assert!(switch.contains("role=\"switch\"") && switch.contains(" checked"), "{switch}");
}

#[test]
fn a_closed_dialog_holds_its_heading_alone() {
    let dialog = html(|| {
        let open = RwSignal::new(false);
        view! { <Dialog id="d" open title="Sure?">"content"</Dialog> }
    });
    assert!(dialog.contains("<dialog") && dialog.contains("aria-labelledby=\"d-title\""), "{dialog}");
    assert!(!dialog.contains("content"), "{dialog}");
}

#[test]
fn a_menu_is_a_popover_with_items() {
    let menu = html(|| {
        let act = Callback::new(|()| ());
        view! { <Menu id="m" label="More"><MenuItem danger=true on_press=act>"Delete"</MenuItem></Menu> }
    });
    assert!(menu.contains("popovertarget=\"m\"") && menu.contains("popover=\"auto\""), "{menu}");
    assert!(menu.contains("role=\"menuitem\"") && menu.contains("popovertargetaction=\"hide\""), "{menu}");
}

#[test]
fn tabs_and_panels_name_each_other() {
    let tabs = html(|| {
        let selected = RwSignal::new(1);
        view! {
            <Tabs id="t" label="Format" names=["A", "B"].map(|name| Signal::stored(name.to_owned())).to_vec() selected />
            <TabPanel id="t" index=0 selected>"first"</TabPanel>
            <TabPanel id="t" index=1 selected>"second"</TabPanel>
        }
    });
    assert!(
        tabs.contains("aria-controls=\"t-panel-1\"") && tabs.contains("aria-labelledby=\"t-tab-1\""),
        "{tabs}"
    );
    assert!(tabs.contains("second") && !tabs.contains("first"), "{tabs}");
}

#[test]
fn code_is_escaped_and_coloured() {
    let code = html(|| {
        provide_toasts();
        view! { <CodeBlock text="{\"<b>\": 1}".to_owned() format=ExportFormat::Json what="JSON" /> }
    });
    assert!(code.contains("&lt;b&gt;") && !code.contains("<b>"), "{code}");
    assert!(code.contains("<span class=\"tok-number\">1</span>"), "{code}");
}

#[test]
fn colour_is_never_alone() {
    assert!(html(|| view! { <Badge tone=Tone::Destroy>"Loses data"</Badge> }).contains("Loses data"));
    let alert = html(|| view! { <Alert tone=Tone::Destroy>"No."</Alert> });
    assert!(alert.contains("role=\"alert\"") && alert.contains("<svg"), "{alert}");
}

#[test]
fn the_region_for_messages_is_there_before_the_first_one() {
    let region = html(|| {
        provide_toasts();
        view! { <Toasts /> }
    });
    assert!(region.contains("aria-live=\"polite\""), "{region}");
}

#[test]
fn an_empty_place_names_the_next_step() {
    let empty = html(|| {
        view! { <EmptyState icon=IconName::Table title="No tables" text="Add one.">"Add table"</EmptyState> }
    });
    assert!(
        empty.contains("No tables") && empty.contains("Add one.") && empty.contains("Add table"),
        "{empty}"
    );
}
