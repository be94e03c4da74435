//! The bar on top of every page: where one can go, and who is here.

use crate::prelude::*;
use leptos::task::spawn_local;
use tablewright_contract::UserView;

use crate::client;
use crate::format::{capital, initials};
use crate::roots::use_path;
use crate::session::use_session;
use crate::ui::{Icon, IconName, Menu, MenuItem, leave_for, toggle_theme, use_toasts};

/// The bar.
#[component]
pub(crate) fn Header() -> impl IntoView {
    let session = use_session();
    let user = move || session?.get()?.ok().map(|session| session.user);
    // A guest has one page, and nowhere to go from it.
    let is_member = move || Some(session?.get()?.ok()?.guest.is_none());
    view! {
        <header class="header">
            <a class="brand" href="/">
                <Mark />
                "Tablewright"
            </a>
            <Suspense fallback=|| ()>{move || (is_member() == Some(true)).then(|| view! { <Navigation /> })}</Suspense>
            <div class="header-end">
                <ThemeToggle />
                <Suspense fallback=|| ()>{move || user().map(|user| view! { <Account user member=is_member() == Some(true) /> })}</Suspense>
            </div>
        </header>
    }
}

/// A table with its key column, as the product's sign.
#[component]
fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <rect class="mark-ground" x="1.5" y="1.5" width="21" height="21" rx="5"></rect>
            <path class="mark-lines" d="M6.5 7.5h11M12 7.5V17.5M7 12.5h2.4M14.6 12.5H17"></path>
        </svg>
    }
}

#[component]
fn Navigation() -> impl IntoView {
    view! {
        <nav class="nav" aria-label="Main">
            <Place href="/" below="/designs" name="Designs" />
            <Place href="/requests" below="/requests" name="Requests" />
            <Place href="/environments" below="/environments" name="Environments" />
            <Place href="/people" below="/people" name="People" />
        </nav>
    }
}

/// A link that is marked on its own page and on those below.
#[component]
fn Place(href: &'static str, below: &'static str, name: &'static str) -> impl IntoView {
    let path = use_path();
    let current = move || {
        path.with(|path| match path.strip_prefix(below) {
            _ if path == href => Some("page"),
            Some(rest) if rest.starts_with('/') => Some("true"),
            _ => None,
        })
    };
    view! { <a href=href aria-current=current>{name}</a> }
}

/// Both icons are there; the style sheet shows the one that fits, so that server and browser need not agree.
#[component]
fn ThemeToggle() -> impl IntoView {
    view! {
        <button
            type="button"
            class="button button-quiet button-icon theme-toggle"
            aria-label="Switch between light and dark"
            data-tooltip="Switch between light and dark"
            on:click=move |_| toggle_theme()
        >
            <span class="theme-toggle-light"><Icon name=IconName::Moon /></span>
            <span class="theme-toggle-dark"><Icon name=IconName::Sun /></span>
        </button>
    }
}

#[component]
fn Account(user: UserView, member: bool) -> impl IntoView {
    let letters = initials(&user.name);
    let face = move || {
        let letters = letters.clone();
        view! { <span class="avatar" aria-hidden="true">{letters}</span> }
    };
    let label = format!("Account of {}", user.name);
    let head = move || view! { <Person user=user.clone() /> };
    view! {
        <Menu id="account" label trigger=ViewFn::from(face) head=ViewFn::from(head)>
            {member.then(|| view! {
                <MenuItem icon=IconName::People on_press=move |()| leave_for("/account")>"Your account"</MenuItem>
            })}
            <SignOut />
        </Menu>
    }
}

#[component]
fn Person(user: UserView) -> impl IntoView {
    view! {
        <div class="account">
            <p class="account-name">{user.name}</p>
            <p class="small muted">{user.email}</p>
            <p class="small muted">{capital(user.role.term())}</p>
        </div>
    }
}

#[component]
fn SignOut() -> impl IntoView {
    let toasts = use_toasts();
    let sign_out = move |()| {
        spawn_local(async move {
            match client::delete("/session").await {
                Ok(()) => leave_for("/sign-in"),
                Err(error) => toasts.error(error.message),
            }
        });
    };
    view! {
        <MenuItem icon=IconName::SignOut on_press=sign_out>
            "Sign out"
        </MenuItem>
    }
}
