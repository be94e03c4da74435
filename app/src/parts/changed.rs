//! A table whose settings change: what becomes of it, why, and setting by setting.

use crate::prelude::*;
use tablewright_plan::{Action, FieldChange};

use crate::format::count;
use crate::ui::{Badge, Icon, IconName, Prose, Tone};

/// A table and its settings that differ.
#[component]
pub(crate) fn ChangedTable(
    /// Its name in AWS.
    table: String,
    /// What happens to it, for the sign and the tone.
    action: Action,
    /// The same in words.
    #[prop(into)]
    fate: String,
    /// One sentence below its name.
    reason: String,
    /// The settings.
    fields: Vec<FieldChange>,
    /// How many are the same.
    #[prop(optional)]
    unchanged: usize,
    /// Words beside each setting, in their order.
    #[prop(optional)]
    remarks: Vec<&'static str>,
    /// What can be done about it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (_, tone) = words(action);
    let label = format!("Settings of {table} that differ");
    let hidden = (unchanged > 0)
        .then(|| view! { <p class="small muted change-hidden">{format!("{} unchanged", count(unchanged, "setting"))}</p> });
    view! {
        <section class="change" data-tone=tone.term()>
            <h3 class="change-head">
                <span class="sign" aria-hidden="true">{action.symbol()}</span>
                <span class="mono">{table}</span>
                <Badge tone>{fate}</Badge>
            </h3>
            <p class="change-reason"><Prose text=reason /></p>
            <ChangedSettings label fields remarks />
            {hidden}
            {children.map(|children| view! { <div class="change-foot">{children()}</div> })}
        </section>
    }
}

/// Settings with their values before and after.
#[component]
fn ChangedSettings(
    /// What the list is, for assistive technology.
    label: String,
    /// The settings.
    fields: Vec<FieldChange>,
    /// Words beside each setting, in their order.
    #[prop(optional)]
    remarks: Vec<&'static str>,
) -> impl IntoView {
    let remarks = remarks.into_iter().map(Some).chain(std::iter::repeat(None));
    let rows = fields.into_iter().zip(remarks);
    let rows: Vec<_> = rows.map(|(field, remark)| view! { <FieldRow field remark /> }).collect();
    (!rows.is_empty()).then(|| {
        view! {
            <div class="table-scroll" tabindex="0" role="region" aria-label=label>
                <table class="change-fields">
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    })
}

#[component]
fn FieldRow(field: FieldChange, remark: Option<&'static str>) -> impl IntoView {
    let FieldChange { path, action, before, after, forces_replacement } = field;
    let (fate, tone) = words(action);
    let arrow = before.is_some().then(
        || view! { <Icon name=IconName::ArrowRight /><span class="visually-hidden">" becomes "</span> },
    );
    let before = before.map(|before| view! { <del>{before}</del> });
    let after = after.unwrap_or_else(|| "null".to_owned());
    view! {
        <tr data-tone=tone.term()>
            <th scope="row">
                <span class="sign field-sign" aria-hidden="true">{action.symbol()}</span>
                <span class="visually-hidden">{fate}" "</span>
                {path}
            </th>
            <td class="mono change-values">
                {before} {arrow} <ins>{after}</ins>
                {forces_replacement.then(|| view! { " " <Badge tone=Tone::Destroy>"forces replacement"</Badge> })}
                {remark.map(|remark| view! { " " <Badge>{remark}</Badge> })}
            </td>
        </tr>
    }
}

/// What happens, in words and tone.
pub(super) const fn words(action: Action) -> (&'static str, Tone) {
    match action {
        Action::Create => ("will be created", Tone::Add),
        Action::Update => ("will be updated in place", Tone::Change),
        Action::Delete => ("will be destroyed", Tone::Destroy),
        Action::Replace => ("must be replaced", Tone::Destroy),
        Action::NoChange => ("stays as it is", Tone::Neutral),
    }
}
