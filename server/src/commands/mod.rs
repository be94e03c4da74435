//! The subcommands; each gives a sentence for people when it fails.

pub(crate) mod healthcheck;
pub(crate) mod serve;
