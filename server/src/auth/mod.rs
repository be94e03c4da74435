//! Who is asking: passwords, session cookies, tokens with their scopes, and the right to do something.

pub(crate) mod attempts;
mod cookie;
mod guest;
mod password;
mod scope;
mod user;

pub(crate) use cookie::{
    SESSION_DAYS, clear_session_cookie, cookie_of, session_cookie, session_cookie_for, session_token,
    set_cookie,
};
pub(crate) use password::{hash_password, verify_password};
#[cfg(test)]
pub(crate) use scope::opens;
pub(crate) use user::{CurrentUser, require};
