//! Renderings of a plan. Each is a function of the plan alone; the planner knows none of them.

mod text;
mod title;

pub use text::{NO_CHANGES, text};
pub use title::title;
