//! Terraform: configurations, states and plans to resources, and those to tables.
//!
//! `scope`, `names`, `evaluate` and `functions` evaluate a configuration as Terraform would, as far as that needs
//! nothing but the text; `state` reads what Terraform itself evaluated. Both give [`Resource`]s, and from there on one
//! path leads to the neutral description of tables.
//!
//! Deliberately absent: providers, backends, workspaces, and modules whose text is elsewhere, but for the well-known
//! ones of `library`.

mod beside;
mod blocks;
mod calls;
mod configuration;
mod evaluate;
mod functions;
mod joins;
mod library;
mod names;
mod old_state;
mod operators;
mod overrides;
mod providers;
mod resources;
mod scaling;
mod scope;
mod shapes;
mod state;
mod steps;
mod tables;
mod types;
mod values;

pub(crate) use beside::Beside;
pub(crate) use blocks::is_own_key;
pub(crate) use resources::{File, Resource, configuration};
pub(crate) use state::{is_state, read as state};
pub(crate) use tables::tables;
