//! What people say about the request: threads on the whole, on a step, on an object of the design.

use crate::prelude::*;
use tablewright_contract::{CommentAbout, CommentView, CreateComment, ResolveThread, ThreadView};
use tablewright_plan::TableChange;

use super::Request;
use crate::client;
use crate::data::Data;
use crate::format::{capital, initials, time};
use crate::page::loaded;
use crate::ui::{Badge, Button, Choice, Field, Form, Select, TextArea, Values, use_form};

/// The threads and the way to begin one.
#[component]
pub(super) fn Comments(request: Request, threads: Data<Vec<ThreadView>>) -> impl IntoView {
    let id = request.with_untracked(|request| request.summary.id.clone());
    let changed = Callback::new(move |()| {
        threads.refetch();
        super::reload(request);
    });
    let own = id.clone();
    let list = move |threads: Vec<ThreadView>| {
        let id = own.clone();
        let items = threads
            .into_iter()
            .map(|thread| view! { <Thread id=id.clone() thread changed /> })
            .collect_view();
        view! { <div class="stack">{items}</div> }.into_any()
    };
    view! {
        <section class="section" aria-labelledby="comments">
            <h2 id="comments">"Comments"</h2>
            {loaded(threads, list)}
            <Begin request id changed />
        </section>
    }
}

#[component]
fn Thread(id: String, thread: ThreadView, changed: Callback<()>) -> impl IntoView {
    let ThreadView { id: thread, about, current, resolved_by, comments } = thread;
    let resolved = resolved_by.is_some();
    let word = resolved_by.map(|by| format!("Settled by {by}"));
    let old = (!current).then(|| view! { <Badge>"About a former plan"</Badge> });
    let said = comments.into_iter().map(|comment| view! { <Said comment /> }).collect_view();
    let label = about_words(&about);
    let named = format!("Thread: {label}");
    view! {
        <section class="panel" aria-label=named>
            <p class="small muted">{label} " " {old} " " {word}</p>
            <ul class="approvals">{said}</ul>
            <Answer id thread resolved changed />
        </section>
    }
}

fn about_words(about: &CommentAbout) -> String {
    match about {
        CommentAbout::Request => "On the request".to_owned(),
        CommentAbout::Step { number, title } => format!("On step {number}: {title}"),
        CommentAbout::Object { address: on } | CommentAbout::Place { title: on, .. } => format!("On {on}"),
    }
}

#[component]
fn Said(comment: CommentView) -> impl IntoView {
    let CommentView { author, at, body, mentions, .. } = comment;
    let mentions = (!mentions.is_empty()).then(|| format!(" to {}", mentions.join(", ")));
    view! {
        <li class="approval">
            <span class="avatar" aria-hidden="true">{initials(&author)}</span>
            <div>
                <p><b>{author}</b> <span class="small muted">", " {time(&at)} {mentions}</span></p>
                <p class="approval-comment">{body}</p>
            </div>
        </li>
    }
}

/// A word in the thread, and closing it.
#[component]
fn Answer(id: String, thread: String, resolved: bool, changed: Callback<()>) -> impl IntoView {
    let (state, settling) = (use_form(), use_form());
    let (path, of) = (format!("/requests/{id}/comments"), thread.clone());
    let submit = move |values: Values| {
        let body = CreateComment { body: values.text("body"), thread: Some(of.clone()), about: None };
        state.send(client::post(&path, &body), move |_: ThreadView| changed.run(()));
    };
    let path = format!("/requests/{id}/threads/{thread}");
    let settle = move |()| {
        let body = ResolveThread { resolved: !resolved };
        settling.send(client::put(&path, &body), move |_: ThreadView| changed.run(()));
    };
    view! {
        <details class="disclosure">
            <summary>"Answer"</summary>
            <Form state fields=&["body"] on_submit=submit>
                <Field id=format!("answer-{thread}") label="Answer" error=state.error_of("body")>
                    <TextArea name="body" rows=2 />
                </Field>
                <div class="form-actions"><Button submit=true small=true pending=state.pending>"Answer"</Button></div>
            </Form>
        </details>
        <div class="button-row">
            <Button small=true pending=settling.pending on_press=settle>
                {if resolved { "Open again" } else { "Settle" }}
            </Button>
        </div>
    }
}

/// Before the address of an object, where a step has its number.
const OBJECT: &str = "object ";

fn about_of(choice: &str) -> Option<CommentAbout> {
    if let Some(address) = choice.strip_prefix(OBJECT) {
        return Some(CommentAbout::Object { address: address.to_owned() });
    }
    choice.parse().ok().map(|number| CommentAbout::Step { number, title: String::new() })
}

/// The addresses of what a plan changes: the table, and those of its indexes that have to do with it.
fn objects(change: &TableChange) -> Vec<String> {
    let table = format!("table {}", change.table);
    let index = |path: &str| {
        let part = path.split(" / ").next()?;
        part.starts_with("index ").then(|| format!("{table} / {part}"))
    };
    let mut found: Vec<String> = change.fields.iter().filter_map(|field| index(&field.path)).collect();
    found.dedup();
    found.insert(0, table);
    found
}

#[component]
fn Begin(request: Request, id: String, changed: Callback<()>) -> impl IntoView {
    let state = use_form();
    let submit = move |values: Values| {
        let about = about_of(&values.text("about"));
        let body = CreateComment { body: values.text("body"), thread: None, about };
        state.send(client::post(&format!("/requests/{id}/comments"), &body), move |_: ThreadView| {
            changed.run(())
        });
    };
    let choices = Signal::derive(move || {
        let steps = request.with(|request| {
            let step = |step: &tablewright_contract::PlanStepView| {
                Choice::new(step.number.to_string(), format!("Step {}: {}", step.number, step.title))
            };
            let objects = request.plan.changes.iter().flat_map(objects);
            let objects = objects.map(|address| Choice::new(format!("{OBJECT}{address}"), capital(&address)));
            request.plan.steps.iter().map(step).chain(objects).collect::<Vec<_>>()
        });
        std::iter::once(Choice::new("", "The request")).chain(steps).collect::<Vec<_>>()
    });
    view! {
        <div class="panel">
            <Form state fields=&["body", "about"] on_submit=submit>
                <Field id="comment-about" label="About" error=state.error_of("about")>
                    <Select name="about" choices />
                </Field>
                <Field id="comment-body" label="Comment" hint="@name mentions somebody." error=state.error_of("body")>
                    <TextArea name="body" rows=3 />
                </Field>
                <div class="form-actions"><Button submit=true pending=state.pending>"Comment"</Button></div>
            </Form>
        </div>
    }
}
