//! CloudFormation and SAM: templates to tables.
//!
//! `template` evaluates what can be evaluated of parameters with defaults, conditions and functions; `tables` finds
//! the tables and `joins` what belongs to them. Deliberately absent: macros, other stacks, values of exports.

mod expand;
mod functions;
mod global;
mod joins;
mod serverless;
mod tables;
mod template;

pub(super) use tables::tables;
