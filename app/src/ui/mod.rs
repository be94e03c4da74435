//! The interface's own small set of controls, on native elements.
//!
//! Every control works with a keyboard, has a name for assistive technology and is drawn by `style/ui.css` alone.
//! Deliberately absent: data, routes and anything that knows what a design is. This folder, the editor and the client
//! are the only places that may call into the browser.

mod alert;
mod badge;
mod browser;
mod button;
mod choice;
mod code;
mod copy;
mod dialog;
mod empty;
mod erased;
mod field;
mod files;
mod flow;
mod form;
mod icon;
mod input;
mod list_table;
mod menu;
mod progress;
mod prose;
mod select;
mod tabs;
mod toast;

pub use alert::Alert;
pub use badge::{Badge, Tone};
#[cfg(feature = "hydrate")]
pub use browser::after_first_paint;
pub use browser::{address, announce_hydration, events, focus, keep, leave_for, origin, toggle_theme};
pub use button::{Button, ButtonKind, IconButton, LinkButton};
pub use choice::{Checkbox, Switch};
pub use code::CodeBlock;
pub use copy::CopyButton;
pub use dialog::Dialog;
pub use empty::EmptyState;
pub use erased::AtOnce;
pub use field::Field;
pub use files::{FileDrop, ReadFile};
pub use flow::{ByPlace, For, Show};
pub use form::{Form, FormAlert, FormState, Values, use_form};
pub use icon::{Icon, IconName};
pub use input::{TextArea, TextInput};
pub use list_table::ListTable;
pub use menu::{Menu, MenuItem, MenuSeparator};
pub use progress::{Skeleton, Spinner};
pub use prose::Prose;
pub use select::{Choice, Select};
pub use tabs::{TabPanel, Tabs};
pub use toast::{Toasts, ToastsHandle, provide_toasts, use_toasts};
