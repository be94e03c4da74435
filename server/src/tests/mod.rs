//! The API as its callers meet it: the whole router, an in-memory store and a real sandbox, no sockets in between.

mod app;
mod bad_input;
mod designs;
mod drift;
mod imports;
mod openapi;
mod pages;
mod people;
mod requests;

pub(crate) use app::TestApp;
