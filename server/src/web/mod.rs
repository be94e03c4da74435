//! What a browser gets beside the API: rendered pages, the bundle and other files, and the headers on all of it.

pub(crate) mod assets;
pub(crate) mod compression;
pub(crate) mod docs;
pub(crate) mod headers;
pub(crate) mod health;
pub(crate) mod pages;
pub(crate) mod sign_in;
pub(crate) mod trace;
