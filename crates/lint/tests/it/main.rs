//! The rules together: none is forgotten, all are documented, none panics, and a policy is obeyed.
#![expect(clippy::unwrap_used, reason = "a failed setup fails the test")]

mod broken;
mod documentation;
mod everything;
mod gallery;
mod policy;
mod registry;
