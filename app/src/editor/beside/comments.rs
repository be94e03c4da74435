//! What people say about the design: the threads of what is selected, those that are elsewhere, and a place to speak.
//!
//! All threads are read whenever the live session says that something was said. Deliberately absent: comments on change
//! requests, which belong to a plan and are on the page of the request.

use crate::prelude::*;
use leptos::task::spawn_local;
use tablewright_contract::{CommentAbout, CommentView, CreateComment, ResolveThread, ThreadView};
use tablewright_model::Object;

use super::Pane;
use crate::client::{self, Json};
use crate::editor::desk::Desk;
use crate::editor::{place, talk};
use crate::format::{initials, time};
use crate::ui::{Badge, Button, ButtonKind};

/// The field for a new thread.
pub(super) const AREA: &str = "talk-new";

/// Keeps the threads as they are on the server, for as long as the editor is open.
pub(super) fn keep(desk: Desk) {
    Effect::new(move || {
        let asked = desk.talk.news.get();
        spawn_local(async move {
            let answer = client::get::<Vec<ThreadView>>(&path(desk, "comments")).await.and_then(Json::read);
            // The answer to an earlier question may come later: it does not count.
            let is_last = desk.talk.news.try_get_untracked() == Some(asked);
            if let (true, Ok(threads)) = (is_last, answer) {
                desk.talk.keep(threads);
                show_wanted(desk);
            }
        });
    });
}

fn path(desk: Desk, below: &str) -> String {
    let design = desk.saver.design.try_get_value().unwrap_or_default();
    format!("/designs/{design}/{below}")
}

/// Shows the comment that a link has named.
fn show_wanted(desk: Desk) {
    let Some(wanted) = desk.talk.wanted.try_update_value(Option::take).flatten() else { return };
    let found = desk.talk.threads.with_untracked(|threads| {
        let has = |thread: &&ThreadView| thread.comments.iter().any(|comment| comment.id == wanted);
        threads.iter().find(has).map(|thread| (thread.id.clone(), talk::about(thread)))
    });
    match found {
        Some((thread, object)) => {
            let object = object.unwrap_or(Object::Design);
            desk.select(object);
            desk.board.approach(object);
            desk.focus_after(vec![element(&thread)]);
        }
        None => desk.toasts.error("The comment that the link names is not there."),
    }
}

/// The id of the element that shows a thread.
fn element(thread: &str) -> String {
    format!("thread-{thread}")
}

#[component]
pub(super) fn CommentsPane(desk: Desk) -> impl IntoView {
    let named = move |object| desk.design.with(|design| place::described(design, object));
    let title = memo(move |_| format!("On {}", named(desk.shown.get())));
    let here = memo(move |_| ids(desk, desk.shown.get(), true));
    let elsewhere = memo(move |_| ids(desk, desk.shown.get(), false));
    let empty = move || here.with(Vec::is_empty) && !desk.talk.may.get();
    view! {
        <Pane desk title="Comments">
            <div class="beside-list talk">
                <h3 class="talk-title">{title}</h3>
                <Show when=empty>
                    <p class="small muted">"Nothing was said here."</p>
                </Show>
                <For each=move || here.get() key=String::clone let:id>
                    <Thread desk id />
                </For>
                <Begin desk />
                <Show when=move || !elsewhere.with(Vec::is_empty)>
                    <h3 class="talk-title">"Open elsewhere"</h3>
                    <For each=move || elsewhere.get() key=String::clone let:id>
                        <Elsewhere desk id />
                    </For>
                </Show>
            </div>
        </Pane>
    }
}

/// The threads about an object, open ones first; or the open ones about others. What is gone is at the design.
fn ids(desk: Desk, shown: Object, here: bool) -> Vec<String> {
    desk.talk.threads.with(|threads| {
        let of = |resolved: bool| {
            threads.iter().filter(move |thread| {
                let at = talk::about(thread).unwrap_or(Object::Design);
                (at == shown) == here && thread.resolved_by.is_some() == resolved
            })
        };
        let settled = of(true).filter(|_| here);
        of(false).chain(settled).map(|thread| thread.id.clone()).collect()
    })
}

fn find(desk: Desk, id: String) -> Memo<Option<ThreadView>> {
    memo(move |_| desk.talk.threads.with(|threads| threads.iter().find(|thread| thread.id == id).cloned()))
}

#[component]
fn Thread(desk: Desk, id: String) -> impl IntoView {
    let thread = find(desk, id.clone());
    let comments = move || thread.with(|thread| thread.as_ref().map(|thread| thread.comments.clone()));
    let settled = memo(move |_| thread.with(|thread| thread.as_ref()?.resolved_by.clone()));
    let gone = move || {
        thread.with(|thread| match thread.as_ref().map(|thread| (&thread.about, thread.current)) {
            Some((CommentAbout::Place { title, .. }, false)) => format!("On {title}, which is gone"),
            _ => String::new(),
        })
    };
    let link = format!("/designs/{}?comment={id}", desk.saver.design.get_value());
    let answer = {
        let id = id.clone();
        Callback::new(move |body| CreateComment { body, thread: Some(id.clone()), about: None })
    };
    let (field, own) = (format!("answer-{id}"), element(&id));
    view! {
        <section class="talk-thread" id=own tabindex="-1" aria-label="Thread">
            <p class="talk-head small muted">
                <span>{gone}</span>
                {move || settled.get().map(|by| view! { <Badge>{format!("Settled by {by}")}</Badge> })}
                <a href=link>"Link"</a>
            </p>
            <ul class="talk-said">
                {move || comments().into_iter().flatten().map(|said| view! { <Said said /> }).collect_view()}
            </ul>
            <Show when=move || desk.talk.may.get()>
                <details class="disclosure">
                    <summary>"Answer"</summary>
                    <Say desk id=field.clone() label="Answer" made=answer />
                </details>
                <Settle desk id=id.clone() settled />
            </Show>
        </section>
    }
}

#[component]
fn Said(said: CommentView) -> impl IntoView {
    let CommentView { author, at, body, mentions, .. } = said;
    let to = (!mentions.is_empty()).then(|| format!(" to {}", mentions.join(", ")));
    view! {
        <li>
            <p class="small">
                <span class="avatar" aria-hidden="true">{initials(&author)}</span>
                <b>{author}</b>
                <span class="muted">", " {time(&at)} {to}</span>
            </p>
            <p class="talk-body">{body}</p>
        </li>
    }
}

#[component]
fn Settle(desk: Desk, id: String, settled: Memo<Option<String>>) -> impl IntoView {
    let press = move |()| {
        let resolved = settled.with_untracked(Option::is_none);
        let sent =
            client::put::<_, ThreadView>(&path(desk, &format!("threads/{id}")), &ResolveThread { resolved });
        spawn_local(async move {
            match sent.await {
                Ok(_) => desk.talk.hear(),
                Err(error) => desk.toasts.error(error.message),
            }
        });
    };
    view! {
        <Button kind=ButtonKind::Quiet small=true on_press=press>
            {move || if settled.with(Option::is_some) { "Open again" } else { "Settle" }}
        </Button>
    }
}

/// An open thread about something else: a press leads there.
#[component]
fn Elsewhere(desk: Desk, id: String) -> impl IntoView {
    let thread = find(desk, id.clone());
    let of = move |part: fn(&ThreadView) -> String| {
        move || thread.with(|thread| thread.as_ref().map(part).unwrap_or_default())
    };
    let title = of(|thread| match &thread.about {
        CommentAbout::Place { title, .. } => title.clone(),
        _ => String::new(),
    });
    let first = of(|thread| thread.comments.first().map(|said| said.body.clone()).unwrap_or_default());
    let go = move |_| {
        let about = thread.with_untracked(|thread| thread.as_ref().and_then(talk::about));
        let object = about.unwrap_or(Object::Design);
        desk.select(object);
        desk.board.approach(object);
        desk.focus_after(vec![element(&id)]);
    };
    view! {
        <button type="button" class="change-line" on:click=go>
            <span class="mono">{title}</span>
            <span class="talk-first muted">{first}</span>
        </button>
    }
}

/// The beginning of a thread about what is selected.
#[component]
fn Begin(desk: Desk) -> impl IntoView {
    let made = Callback::new(move |body| {
        let object = place::to_link(desk.shown.get_untracked());
        let about = Some(CommentAbout::Place { object, title: String::new() });
        CreateComment { body, thread: None, about }
    });
    view! {
        <Show when=move || desk.talk.may.get()>
            <Say desk id=AREA.to_owned() label="Comment" made />
        </Show>
    }
}

/// A field to speak in. What is written stays when the pane is closed.
#[component]
fn Say(desk: Desk, id: String, label: &'static str, made: Callback<String, CreateComment>) -> impl IntoView {
    let drafts = desk.talk.drafts;
    let text = RwSignal::new(drafts.with_value(|all| all.get(&id).cloned()).unwrap_or_default());
    let busy = RwSignal::new(false);
    let field = StoredValue::new(id.clone());
    let write = move |written: String| {
        drafts.try_update_value(|all| all.insert(field.get_value(), written.clone()));
        text.set(written);
    };
    let send = move || {
        let body = text.get_untracked();
        if busy.get_untracked() || body.trim().is_empty() {
            return;
        }
        busy.set(true);
        let sent = client::post::<_, ThreadView>(&path(desk, "comments"), &made.run(body));
        spawn_local(async move {
            match sent.await {
                Ok(_) => {
                    drafts.try_update_value(|all| field.try_get_value().and_then(|field| all.remove(&field)));
                    text.try_set(String::new());
                    desk.talk.hear();
                }
                Err(error) => desk.toasts.error(error.message),
            }
            busy.try_set(false);
        });
    };
    view! {
        <div class="talk-say">
            <textarea
                class="input textarea"
                id=id
                rows="2"
                aria-label=label
                placeholder="@name mentions somebody"
                prop:value=text
                on:input=move |event| write(event_target_value(&event))
                on:keydown=move |event| {
                    if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                        event.prevent_default();
                        send();
                    }
                }
            ></textarea>
            <Button small=true pending=busy on_press=move |()| send()>{label}</Button>
        </div>
    }
}
