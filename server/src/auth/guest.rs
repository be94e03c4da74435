//! What is open to guests: of all calls, those that a rule here names, and of all designs their own.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::Method;
use axum::http::request::Parts;
use tablewright_storage::{Guest, GuestAccess};

use crate::api::Failure;
use crate::state::AppState;

/// The call, by its method and its path below `/api/v1`, and the least access that opens it. Paths are whole: what is
/// added below one of them is closed until somebody opens it.
const RULES: &[(Method, &str, GuestAccess)] = &[
    (Method::GET, "/session", GuestAccess::View),
    (Method::DELETE, "/session", GuestAccess::View),
    (Method::GET, "/prices", GuestAccess::View),
    (Method::GET, "/designs/{id}", GuestAccess::View),
    (Method::GET, "/designs/{id}/diagnostics", GuestAccess::View),
    (Method::GET, "/designs/{id}/verdicts", GuestAccess::View),
    (Method::GET, "/designs/{id}/edits", GuestAccess::View),
    (Method::GET, "/designs/{id}/live", GuestAccess::View),
    (Method::GET, "/designs/{id}/away", GuestAccess::View),
    (Method::GET, "/designs/{id}/comments", GuestAccess::View),
    (Method::POST, "/designs/{id}/comments", GuestAccess::Comment),
    (Method::PUT, "/designs/{id}/threads/{thread}", GuestAccess::Comment),
    (Method::POST, "/designs/{id}/edits", GuestAccess::Edit),
];

/// Refuses a guest whatever the link does not open.
pub(super) async fn admit(
    guest: Guest,
    path: &str,
    parts: &mut Parts,
    state: &AppState,
) -> Result<(), Failure> {
    let Some(least) = least(&parts.method, path) else {
        return Err(Failure::forbidden(
            "A guest has the one design of the link: ask its team for an account.",
        ));
    };
    if guest.access < least {
        let message = format!("This guest link does not let you {least}: ask its team for another one.");
        return Err(Failure::forbidden(message));
    }
    if path.contains("{id}") && asked(parts, state).await.as_deref() != Some(&guest.design.to_string()) {
        // As if there were no other design.
        return Err(Failure::not_found("design"));
    }
    Ok(())
}

fn least(method: &Method, path: &str) -> Option<GuestAccess> {
    let path = path.strip_prefix("/api/v1").unwrap_or(path);
    let method = if method == Method::HEAD { &Method::GET } else { method };
    RULES.iter().find(|(of, whole, _)| of == method && *whole == path).map(|(_, _, access)| *access)
}

/// The design that a path names.
async fn asked(parts: &mut Parts, state: &AppState) -> Option<String> {
    let params = RawPathParams::from_request_parts(parts, state).await.ok()?;
    params.iter().find(|(name, _)| *name == "id").map(|(_, value)| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_rule_names_is_closed_to_guests() {
        for (method, path) in [
            (Method::GET, "/designs"),
            (Method::GET, "/designs/{id}/edits/more"),
            (Method::GET, "/users"),
            (Method::POST, "/designs/{id}/versions"),
            (Method::POST, "/designs/{id}/guest-links"),
            (Method::DELETE, "/designs/{id}/edits"),
            (Method::PUT, "/session/password"),
            (Method::GET, ""),
        ] {
            assert_eq!(least(&method, &format!("/api/v1{path}")), None, "{method} {path}");
        }
        assert_eq!(least(&Method::POST, "/api/v1/designs/{id}/edits"), Some(GuestAccess::Edit));
        assert_eq!(least(&Method::HEAD, "/api/v1/designs/{id}"), Some(GuestAccess::View));
    }
}
