//! Which scope of a token opens which call. A call that no rule names is closed to tokens.

use axum::http::Method;
use tablewright_contract::TokenScope;
use tablewright_contract::TokenScope::{Administer, Apply, Approve, Design, Read, Request};

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verb {
    /// Calls that change nothing.
    Get,
    /// All others.
    Change,
}

use Verb::{Change, Get};

/// The first rule whose verb and beginning of the path fit decides; `None` is for browsers alone.
const RULES: &[(Verb, &str, Option<TokenScope>)] = &[
    (Get, "/audit", Some(Administer)),
    (Get, "/webhooks", Some(Administer)),
    (Get, "/tokens", None),
    (Get, "/", Some(Read)),
    // A token can't make others, and can't take its person's account over.
    (Change, "/session", None),
    (Change, "/tokens", None),
    // Nor can it let people in.
    (Change, "/designs/{id}/guest-links", None),
    (Change, "/designs/{id}/plans", Some(Read)),
    (Change, "/designs/{id}/trials", Some(Read)),
    (Change, "/designs/{id}/adoptions", Some(Apply)),
    (Change, "/designs/{id}/comparisons", Some(Apply)),
    (Change, "/designs", Some(Design)),
    (Change, "/examples", Some(Design)),
    (Change, "/imports", Some(Design)),
    (Change, "/requests/{id}/approvals", Some(Approve)),
    (Change, "/requests/{id}/apply", Some(Apply)),
    (Change, "/requests", Some(Request)),
    (Change, "/runs", Some(Apply)),
    (Change, "/environments/{id}/drift/interval", Some(Apply)),
    (Change, "/environments/{id}/drift", Some(Read)),
    (Change, "/environments", Some(Administer)),
    (Change, "/invitations", Some(Administer)),
    (Change, "/users", Some(Administer)),
    (Change, "/webhooks", Some(Administer)),
];

/// The scope that opens a call, named by the pattern of its path below `/api/v1`.
pub(crate) fn opens(method: &Method, path: &str) -> Option<TokenScope> {
    let verb = if method == Method::GET || method == Method::HEAD { Get } else { Change };
    let path = path.strip_prefix("/api/v1").unwrap_or(path);
    RULES
        .iter()
        .find(|(of, start, _)| *of == verb && path.starts_with(start))
        .and_then(|(_, _, scope)| *scope)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_rule_names_is_closed() {
        assert_eq!(opens(&Method::POST, "/api/v1/backups"), None);
        assert_eq!(opens(&Method::DELETE, "/api/v1/tokens/{id}"), None);
        assert_eq!(opens(&Method::PUT, "/api/v1/session/password"), None);
    }

    #[test]
    fn approving_and_applying_have_scopes_of_their_own() {
        for (path, scope) in [
            ("/requests", Request),
            ("/requests/{id}/comments", Request),
            ("/requests/{id}/approvals", Approve),
            ("/requests/{id}/apply", Apply),
            ("/runs/{id}/cancel", Apply),
            ("/designs/{id}/plans", Read),
            ("/designs/{id}/edits", Design),
        ] {
            assert_eq!(opens(&Method::POST, &format!("/api/v1{path}")), Some(scope), "{path}");
        }
    }
}
