//! The API as its callers meet it: the whole router, an in-memory store and a real sandbox, no sockets in between except where the call is one.

mod actors;
mod app;
mod audit;
mod bad_input;
mod comments;
mod conventions;
mod deletes;
mod designs;
mod drift;
mod guests;
mod imports;
mod live;
mod matrix;
mod migration;
mod oidc;
mod openapi;
mod pages;
mod people;
mod policies;
mod requests;
mod tokens;
mod tour;
mod trials;
mod undoing;

pub(crate) use app::{PASSWORD, TestApp};
