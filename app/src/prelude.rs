//! What every view of this crate is written with: `leptos`, with views that carry no types.
//!
//! A view's type spells out its whole content, and the code for building, hydrating and changing it is made anew for
//! each type: left alone, this interface is twice its size in the browser. So `view!` gives an `AnyView` here, and
//! `Show`, `For` and `memo` are compiled once. They are used as their namesakes in `leptos`.
//!
//! A trap of the library: a closure that reads a memo made of another memo first, and then that other one, is not run
//! again where only the other one has changed. Read the other one first, or, better, in a closure of its own (`Show`).

pub(crate) use leptos::prelude::*;

pub(crate) use crate::ui::{For, Show};

/// `Memo::new`, compiled once for each type of value instead of once for each use.
pub(crate) fn memo<T>(compute: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Memo<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    let compute: Compute<T> = Box::new(compute);
    Memo::new(compute)
}

type Compute<T> = Box<dyn Fn(Option<&T>) -> T + Send + Sync>;

macro_rules! erased_view {
    ($($tokens:tt)*) => {
        ::leptos::prelude::IntoAny::into_any($crate::ui::AtOnce(::leptos::view! { $($tokens)* }.into_inner()))
    };
}

pub(crate) use erased_view as view;
