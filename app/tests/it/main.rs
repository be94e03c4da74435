//! The interface as the server renders it: controls one by one, pages with an API that answers from a table.
#![cfg(feature = "ssr")]
#![expect(clippy::unwrap_used, reason = "a failed setup fails the test")]

mod controls;
mod data;
mod migrations;
mod pages;
mod site;
