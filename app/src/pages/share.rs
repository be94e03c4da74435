//! `/designs/:id/share`: links for guests, who need no account: made, listed, revoked.

use crate::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_params_map;
use tablewright_contract::{CreateGuestLink, CreatedGuestLink, GuestAccess, GuestLinkView};

use super::guest::words;
use crate::client;
use crate::data::Data;
use crate::format::{capital, time};
use crate::page::{PageHead, loaded};
use crate::parts::DesignHead;
use crate::ui::{
    Alert, Button, ButtonKind, Choice, CopyButton, Field, Form, IconName, LinkButton, ListTable, Select,
    Tone, Values, origin, use_form, use_toasts,
};

/// How long a link can be chosen to last: hours, and how people say it.
const TIMES: [(&str, &str); 5] =
    [("2", "2 hours"), ("8", "8 hours"), ("24", "1 day"), ("168", "7 days"), ("720", "30 days")];

/// Who can come by a link.
#[component]
pub(crate) fn SharePage() -> impl IntoView {
    let params = use_params_map();
    let id = move || vec![params.read().get("id").unwrap_or_default()];
    let data: Data<(DesignHead, Vec<GuestLinkView>)> = Data::first(id, |id| async move {
        let id = id.concat();
        let design = DesignHead::fetch(&id).await?;
        let links = client::get(&format!("/designs/{id}/guest-links")).await?;
        Ok(design.json()?.and(links))
    });
    let changed = Callback::new(move |()| data.refetch());
    // Outside of what is read again: a new link stays in sight until the page is left.
    let made = RwSignal::new(None::<CreatedGuestLink>);
    let show = move |(design, links): (DesignHead, Vec<GuestLinkView>)| {
        view! { <Share design links made changed /> }.into_any()
    };
    view! { <div class="page">{loaded(data, show)}</div> }
}

#[component]
fn Share(
    design: DesignHead,
    links: Vec<GuestLinkView>,
    made: RwSignal<Option<CreatedGuestLink>>,
    changed: Callback<()>,
) -> impl IntoView {
    let id = design.id.clone();
    let editor = format!("/designs/{id}");
    let lead =
        "A guest link opens this one design to people without an account, until it ends or you revoke it.";
    view! {
        <PageHead
            title="Share"
            window_title=Signal::stored(format!("Share {}", design.name()))
            trail=design.trail()
            lead=lead
        >
            <LinkButton href=editor external=true icon=IconName::Pencil>"Open editor"</LinkButton>
        </PageHead>
        <NewLink id=id.clone() made changed />
        <section class="section" aria-labelledby="links">
            <h2 id="links">"Guest links"</h2>
            <Links id links changed />
        </section>
    }
}

#[component]
fn NewLink(id: String, made: RwSignal<Option<CreatedGuestLink>>, changed: Callback<()>) -> impl IntoView {
    let state = use_form();
    let submit = move |values: Values| {
        let chosen = values.text("access");
        let access = GuestAccess::ALL.into_iter().find(|access| access.term() == chosen);
        let hours = values.text("hours").parse().unwrap_or_default();
        let body = CreateGuestLink { access: access.unwrap_or(GuestAccess::View), hours };
        state.send(client::post(&format!("/designs/{id}/guest-links"), &body), move |link| {
            made.set(Some(link));
            changed.run(());
        });
    };
    let accesses = GuestAccess::ALL.map(|access| Choice::new(access.term(), capital(words(access)))).to_vec();
    let times = TIMES.map(|(hours, text)| Choice::new(hours, text)).to_vec();
    view! {
        <div class="panel">
            <Form state fields=&["access", "hours"] on_submit=submit>
                <Field id="guest-access" label="Whoever has the link may" error=state.error_of("access")>
                    <Select name="access" choices=Signal::stored(accesses) />
                </Field>
                <Field id="guest-hours" label="For" error=state.error_of("hours")>
                    <Select name="hours" choices=Signal::stored(times) />
                </Field>
                <div class="form-actions">
                    <Button kind=ButtonKind::Primary submit=true pending=state.pending>"Make a link"</Button>
                </div>
            </Form>
            {move || made.get().map(|made| view! { <Made path=made.path /> })}
        </div>
    }
}

#[component]
fn Made(path: String) -> impl IntoView {
    let link = format!("{}{path}", origin());
    view! {
        <Alert tone=Tone::Add>
            <p>"Copy the link now: it is shown this once. Whoever has it gets in."</p>
            <p class="invitation">
                <code class="invitation-link">{link.clone()}</code>
                <CopyButton text=link what="Link" />
            </p>
        </Alert>
    }
}

#[component]
fn Links(id: String, links: Vec<GuestLinkView>, changed: Callback<()>) -> impl IntoView {
    if links.is_empty() {
        return view! { <p class="small muted">"Nobody can come by a link."</p> };
    }
    let row = |link| view! { <Row id=id.clone() link changed /> };
    let rows = links.into_iter().map(row).collect_view();
    view! {
        <ListTable heads=["Guests may", "Made by", "Ends", "Came by it"] actions=true>{rows}</ListTable>
    }
}

#[component]
fn Row(id: String, link: GuestLinkView, changed: Callback<()>) -> impl IntoView {
    let GuestLinkView { id: link, access, made_by, expires_at, over, revoked_at, guests, .. } = link;
    let ends = match (revoked_at, over) {
        (Some(at), _) => format!("revoked {}", time(&at)),
        (None, true) => "is over".to_owned(),
        (None, false) => time(&expires_at),
    };
    let guests = if guests.is_empty() { "nobody yet".to_owned() } else { guests.join(", ") };
    let path = format!("/designs/{id}/guest-links/{link}");
    view! {
        <tr>
            <th scope="row">{words(access)}</th>
            <td data-label="Made by">{made_by}</td>
            <td data-label="Ends">{ends}</td>
            <td class="muted" data-label="Came by it">{guests}</td>
            <td>{(!over).then(|| view! { <Revoke path changed /> })}</td>
        </tr>
    }
}

#[component]
fn Revoke(path: String, changed: Callback<()>) -> impl IntoView {
    let toasts = use_toasts();
    let press = move |()| {
        let path = path.clone();
        spawn_local(async move {
            match client::delete(&path).await {
                Ok(()) => toasts.success("The link is revoked: whoever came by it is out."),
                Err(error) => toasts.error(error.message),
            }
            changed.run(());
        });
    };
    view! { <Button small=true on_press=press>"Revoke"</Button> }
}
