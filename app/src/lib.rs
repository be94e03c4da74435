//! The interface: pages, the editor, and the small set of controls that they are made of.
//!
//! The same code renders on the server (feature `ssr`) and runs in the browser (feature `hydrate`). It knows the API
//! and the pure crates; deliberately absent are storage, AWS and the engine.

#![expect(
    unreachable_pub,
    reason = "the component macro makes a hidden public function beside each component"
)]
// Nested views and routes make long types.
#![recursion_limit = "256"]

pub mod client;
mod data;
pub mod editor;
mod format;
mod header;
#[cfg(feature = "hydrate")]
pub mod hydrate;
mod page;
mod pages;
mod parts;
mod prelude;
mod roots;
mod session;
mod shell;
pub mod ui;

pub use page::Answer;
pub use roots::{PagesRoot, Root};
pub use session::use_user;
pub use shell::shell;
