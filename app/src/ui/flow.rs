//! `Show` and `For` as in `leptos`, but compiled once instead of once for each use: what differs is boxed.

use std::fmt::Debug;
use std::sync::Arc;

use leptos::prelude::*;

/// Shows its content while a condition holds, and else the fallback.
#[component]
pub fn Show<W>(
    /// The condition.
    when: W,
    /// What is shown while it holds.
    children: ChildrenFn,
    /// What is shown while it does not.
    #[prop(optional, into)]
    fallback: ViewFn,
) -> AnyView
where
    W: Fn() -> bool + Send + Sync + 'static,
{
    shown(Arc::new(when), children, fallback)
}

fn shown(when: Arc<dyn Fn() -> bool + Send + Sync>, children: ChildrenFn, fallback: ViewFn) -> AnyView {
    // The content is made anew only when the answer changes.
    let when = Memo::new(move |_| when());
    (move || if when.get() { children() } else { fallback.run() }).into_any()
}

/// One view for each entry of a list; an entry that stays keeps its view, wherever it moves.
#[component]
pub fn For<I, T, K, V>(
    /// The entries.
    each: impl Fn() -> I + Send + Sync + 'static,
    /// What tells them apart.
    key: impl Fn(&T) -> K + Send + Sync + 'static,
    /// The view of an entry.
    children: impl Fn(T) -> V + Send + Sync + 'static,
) -> AnyView
where
    I: IntoIterator<Item = T>,
    T: Send + 'static,
    K: Debug,
    V: IntoView + 'static,
{
    let children = Arc::new(children);
    rows(Arc::new(move || {
        let row = |entry: T| {
            let children = Arc::clone(&children);
            Row { key: format!("{:?}", key(&entry)), make: Box::new(move || children(entry).into_any()) }
        };
        each().into_iter().map(row).collect()
    }))
}

/// An entry with its types left behind.
struct Row {
    key: String,
    make: Box<dyn FnOnce() -> AnyView + Send>,
}

fn rows(each: Arc<dyn Fn() -> Vec<Row> + Send + Sync>) -> AnyView {
    let key = |row: &Row| row.key.clone();
    let children = |row: Row| (row.make)();
    leptos::prelude::For(
        leptos::control_flow::ForProps::builder().each(move || each()).key(key).children(children).build(),
    )
    .into_any()
}
