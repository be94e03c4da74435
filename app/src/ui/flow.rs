//! `Show` and `For` as in `leptos`, but compiled once instead of once for each use: what differs is boxed.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use leptos::prelude::*;

use super::AtOnce;

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
    AtOnce(move || if when.get() { children() } else { fallback.run() }).into_any()
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
        let entries: Vec<T> = each().into_iter().collect();
        let keys = entries.iter().map(|entry| format!("{:?}", key(entry))).collect();
        let entries = Mutex::new(entries.into_iter().map(Some).collect());
        Rows { keys, views: Arc::new(Entries { entries, children: Arc::clone(&children) }) }
    }))
}

/// One view for each place of a list: what is at a place can become another, and its view follows.
///
/// For lists that are told anew as a whole. A view that is made again writes all its attributes, whatever is in them.
#[component]
pub fn ByPlace<T>(
    /// The list.
    list: Memo<Vec<T>>,
    /// The view of what is at a place. Nothing is there for the moment in which the list has become shorter.
    row: impl Fn(Memo<Option<T>>) -> AnyView + Send + Sync + 'static,
) -> AnyView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let count = Memo::new(move |_| list.with(Vec::len));
    let row = move |at: usize| row(Memo::new(move |_| list.with(|list| list.get(at).cloned())));
    let views = Arc::new(Places { row });
    rows(Arc::new(move || {
        let keys = (0..count.get()).map(|at| at.to_string()).collect();
        Rows { keys, views: Arc::clone(&views) as _ }
    }))
}

/// What a list is now, with its types left behind. Views are made later, of the rows that are new.
struct Rows {
    keys: Vec<String>,
    views: Arc<dyn Views + Send + Sync>,
}

/// Makes the view of the row at a place, once.
trait Views {
    fn take(&self, at: usize) -> Option<AnyView>;
}

struct Entries<T, C> {
    entries: Mutex<Vec<Option<T>>>,
    children: Arc<C>,
}

impl<T, C, V> Views for Entries<T, C>
where
    C: Fn(T) -> V,
    V: IntoView + 'static,
{
    fn take(&self, at: usize) -> Option<AnyView> {
        let entry = self.entries.lock().ok()?.get_mut(at)?.take()?;
        Some((self.children)(entry).into_any())
    }
}

struct Places<R> {
    row: R,
}

impl<R: Fn(usize) -> AnyView> Views for Places<R> {
    fn take(&self, at: usize) -> Option<AnyView> {
        Some((self.row)(at))
    }
}

/// The row at a place of [`Rows`].
struct Row {
    key: String,
    at: usize,
    views: Arc<dyn Views + Send + Sync>,
}

fn rows(each: Arc<dyn Fn() -> Rows + Send + Sync>) -> AnyView {
    let each = move || {
        let Rows { keys, views } = each();
        let row = move |(at, key)| Row { key, at, views: Arc::clone(&views) };
        keys.into_iter().enumerate().map(row)
    };
    let key = |row: &Row| row.key.clone();
    let children = |row: Row| row.views.take(row.at);
    let rows = leptos::control_flow::ForProps::builder().each(each).key(key).children(children).build();
    AtOnce(leptos::prelude::For(rows)).into_any()
}
