//! What pages have in common: heading, waiting, failing, not being there.

use std::sync::Arc;

use crate::prelude::*;
use leptos_meta::Title;
use serde::de::DeserializeOwned;
use tablewright_contract::{ApiError, ErrorCode};

use crate::data::Data;
use crate::roots::Root;
use crate::session::{SentToSignIn, as_user, is_signed_out};
use crate::ui::{Alert, Button, EmptyState, IconName, LinkButton, Skeleton, Tone};

/// What a page can say about the answer that it is in, while it is rendered on the server, which puts this into the
/// context. In the browser there is none.
#[derive(Clone)]
pub struct Answer {
    /// Sets the status.
    pub status: Arc<dyn Fn(u16) + Send + Sync>,
    /// Sends the browser to another path.
    pub redirect: Arc<dyn Fn(&str) + Send + Sync>,
}

/// The heading of a page, its place in the whole, and what can be done here.
#[component]
pub(crate) fn PageHead(
    /// The heading; also the title of the window.
    #[prop(into)]
    title: Signal<String>,
    /// The title of the window where it says more than the heading.
    #[prop(optional, into)]
    window_title: Option<Signal<String>>,
    /// The pages above this one: text and path.
    #[prop(optional)]
    trail: Vec<(String, String)>,
    /// One sentence below the heading.
    #[prop(optional, into)]
    lead: Option<String>,
    /// Buttons beside the heading.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let window_title = window_title.unwrap_or(title);
    view! {
        <WindowTitle text=window_title />
        <header class="page-head">
            <Trail trail />
            <div class="page-head-row">
                <h1>{move || title.get()}</h1>
                {children.map(|children| view! { <div class="page-actions">{children()}</div> })}
            </div>
            {lead.map(|lead| view! { <p class="page-lead">{lead}</p> })}
        </header>
    }
}

/// The title of the window. A title that was rebuilt is asked once more after its page is gone, so it must survive that.
#[component]
pub(crate) fn WindowTitle(#[prop(into)] text: Signal<String>) -> impl IntoView {
    view! { <Title text=move || text.try_get().unwrap_or_default() /> }
}

#[component]
fn Trail(trail: Vec<(String, String)>) -> impl IntoView {
    let entry = |(text, path): (String, String)| {
        let rel = (Root::of(&path) == Root::Editor).then_some("external");
        view! { <li><a href=path rel=rel>{text}</a></li> }
    };
    (!trail.is_empty()).then(|| {
        view! {
            <nav aria-label="Where you are">
                <ol class="trail">{trail.into_iter().map(entry).collect_view()}</ol>
            </nav>
        }
    })
}

/// Shows data once it is there, a skeleton before, and the reason and the way out when it can't be had.
///
/// Nothing in `show` may read from the API: it can run several times on the server and once in the browser, and both
/// must number what they read in the same way. Pages read in their own bodies.
pub(crate) fn loaded<T>(data: Data<T>, show: impl Fn(T) -> AnyView + Send + Sync + 'static) -> AnyView
where
    T: DeserializeOwned + Send + 'static,
{
    let show = Arc::new(show);
    waiting(Arc::new(move || {
        let answer = data.get();
        let show = Arc::clone(&show);
        as_user(Box::new(move || {
            Some(match answer? {
                Ok(value) => show(value),
                Err(error) => {
                    view! { <Failure error on_retry=Callback::new(move |()| data.refetch()) /> }.into_any()
                }
            })
        }))
    }))
}

/// A skeleton until the content is there.
fn waiting(content: Arc<dyn Fn() -> Option<AnyView> + Send + Sync>) -> AnyView {
    view! { <Transition fallback=PageSkeleton>{move || content()}</Transition> }.into_any()
}

/// Why something can't be shown.
#[component]
pub(crate) fn Failure(
    /// What the server said.
    error: ApiError,
    /// Tries again.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
) -> impl IntoView {
    if is_signed_out(&error) {
        return view! { <SentToSignIn /> }.into_any();
    }
    if error.code == ErrorCode::NotFound {
        return view! { <NotFound text=error.message /> }.into_any();
    }
    set_status(502);
    let number = (!error.request_id.is_empty())
        .then(|| view! { <p class="small muted">"Request " <code>{error.request_id}</code></p> });
    view! {
        <Alert tone=Tone::Destroy>
            <p>{error.message}</p>
            {number}
            {on_retry.map(|on_retry| {
                view! {
                    <p class="alert-action">
                        <Button small=true on_press=on_retry>"Try again"</Button>
                    </p>
                }
            })}
        </Alert>
    }
    .into_any()
}

/// The page for paths that lead nowhere.
#[component]
pub(crate) fn NotFoundPage() -> impl IntoView {
    view! {
        <div class="page page-narrow">
            <NotFound text="The address may be mistyped, or what was here is gone." />
        </div>
    }
}

#[component]
fn NotFound(#[prop(into)] text: String) -> impl IntoView {
    set_status(404);
    view! {
        <Title text="Not found" />
        <h1 class="visually-hidden">"Not found"</h1>
        <EmptyState icon=IconName::Search title="There is nothing here" text>
            <LinkButton href="/".to_owned()>"Go to your designs"</LinkButton>
        </EmptyState>
    }
}

/// Stands in for a page that is on its way.
#[component]
pub(crate) fn PageSkeleton() -> impl IntoView {
    view! { <div class="page-skeleton"><Skeleton lines=4 rows=true /></div> }
}

fn set_status(status: u16) {
    if let Some(answer) = use_context::<Answer>() {
        (answer.status)(status);
    }
}
