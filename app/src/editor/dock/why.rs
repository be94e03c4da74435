//! What a finding is about: why it matters, what to do, and silencing its rule with a reason.

use std::sync::Arc;

use crate::prelude::*;
use tablewright_contract::judge::{Finding, Look, RuleView, Seen};
use tablewright_model::{Edit, Object, Silence};

use crate::editor::desk::{Desk, fresh_id};
use crate::editor::place;
use crate::ui::{Button, Choice, Field, Prose, Select, TextInput};

#[component]
pub(super) fn Why(desk: Desk, finding: Arc<Finding>) -> impl IntoView {
    if !finding.by_rule {
        return view! {
            <div class="problem-more">
                <p>"DynamoDB refuses this, so it can't be silenced: a plan is made once it is mended."</p>
            </div>
        };
    }
    desk.judge.look("rule", Some(Look::Rule(finding.code.clone())));
    on_cleanup(move || desk.judge.look("rule", None));
    let rule = desk.judge.see(|seen| match seen {
        Seen::Rule(rule) => Some(rule),
        _ => None,
    });
    let code = finding.code.clone();
    let told = move || rule.get().filter(|rule| rule.code == code).map(|rule| view! { <Told rule /> });
    view! {
        <div class="problem-more">
            {told}
            <SilenceForm desk finding />
        </div>
    }
}

#[component]
fn Told(rule: RuleView) -> impl IntoView {
    view! {
        <dl class="facts-inline">
            <dt>"Rule"</dt>
            <dd><Prose text=rule.title /></dd>
            <dt>"Why"</dt>
            <dd><Prose text=rule.why /></dd>
            <dt>"Way out"</dt>
            <dd><Prose text=rule.way_out /></dd>
        </dl>
    }
}

#[component]
fn SilenceForm(desk: Desk, finding: Arc<Finding>) -> impl IntoView {
    let here = finding.address.object;
    let places = desk.design.with_untracked(|design| {
        let table = here.table().map(Object::Table).filter(|table| *table != here);
        let objects =
            std::iter::once(here).chain(table).chain((here != Object::Design).then_some(Object::Design));
        let choice = |object| {
            let label = match object {
                Object::Design => "the whole design".to_owned(),
                object => place::described(design, object),
            };
            Choice::new(place::to_link(object), label)
        };
        objects.map(choice).collect::<Vec<_>>()
    });
    let (reason, target) = (RwSignal::new(String::new()), RwSignal::new(place::to_link(here)));
    let error = RwSignal::new(None::<String>);
    let silence = move |()| {
        let told = reason.with_untracked(|reason| reason.trim().to_owned());
        if told.is_empty() {
            error.set(Some("Write why, for whoever asks next.".to_owned()));
            return;
        }
        let object = place::from_link(&target.get_untracked()).unwrap_or(here);
        let code = finding.code.clone();
        let message = format!("Silenced {code}.");
        let silence = Silence { id: fresh_id(), code, object, reason: told };
        desk.edit_now(Edit::AddSilence { at: u32::MAX, silence });
        desk.toasts.offer(message, "Undo", move || desk.undo());
    };
    let typed = move |text| {
        reason.set(text);
        error.set(None);
    };
    view! {
        <form
            class="silence"
            on:submit=move |event| {
                event.prevent_default();
                silence(());
            }
        >
            <Field id="silence-reason" label="Silence it, because" error=error>
                <TextInput value=reason on_input=typed disabled=desk.read_only placeholder="the reason" />
            </Field>
            <Field id="silence-where" label="In">
                <Select
                    choices=Signal::stored(places)
                    value=target
                    on_change=move |text| target.set(text)
                    disabled=desk.read_only
                />
            </Field>
            <Button submit=true small=true disabled=desk.read_only>"Silence"</Button>
        </form>
    }
}
