//! The calls of the matrix: what each sends, and on which objects it is tried.

use serde_json::{Value, json};

use super::world::Objects;

/// One endpoint.
pub(super) struct Call {
    pub(super) method: &'static str,
    /// As the API describes it; `{…}` is filled in from the objects.
    pub(super) path: &'static str,
    /// `own`: made by who asks. `foreign`: made by somebody else. `-`: there is no owner.
    pub(super) objects: &'static [&'static str],
    /// What is sent.
    pub(super) body: fn(&Objects) -> Value,
}

const NONE: &[&str] = &["-"];
const BOTH: &[&str] = &["own", "foreign"];

const fn get(path: &'static str) -> Call {
    Call { method: "GET", path, objects: NONE, body: nothing }
}

/// A call that reads a design: guests have only their own.
const fn of_design(path: &'static str) -> Call {
    Call { method: "GET", path, objects: BOTH, body: nothing }
}

const fn call(
    method: &'static str,
    path: &'static str,
    objects: &'static [&'static str],
    body: fn(&Objects) -> Value,
) -> Call {
    Call { method, path, objects, body }
}

fn nothing(_: &Objects) -> Value {
    Value::Null
}

fn policy(_: &Objects) -> Value {
    json!({"approvals": 1, "approvers": {"role": "reviewer"}, "operators": {"role": "operator"}})
}

fn webhook(_: &Objects) -> Value {
    // A literal address outside of every private network: nothing is looked up, and nothing is sent in this test.
    json!({"name": "x", "url": "https://93.184.216.34/", "form": "plain", "events": ["run."], "enabled": true})
}

/// Every endpoint.
pub(super) const ALL: &[Call] = &[
    get("/session"),
    get("/session/ways"),
    call("POST", "/session", NONE, |_| json!({"email": "nobody@example.com", "password": "wrong"})),
    call("DELETE", "/session", NONE, nothing),
    call(
        "PUT",
        "/session/password",
        NONE,
        |_| json!({"current": crate::tests::PASSWORD, "new": crate::tests::PASSWORD}),
    ),
    call("DELETE", "/sessions", NONE, nothing),
    call("POST", "/invitations", NONE, |_| json!({"role": "viewer"})),
    get("/invitations/{token}"),
    call(
        "POST",
        "/invitations/{token}/accept",
        NONE,
        |of| json!({"name": "New", "email": format!("{}@example.com", of.fresh), "password": crate::tests::PASSWORD}),
    ),
    get("/guest-links/{token}"),
    call("POST", "/guest-links/{token}/enter", NONE, |_| json!({"name": "Vera"})),
    get("/users"),
    get("/users/{id}"),
    call("PATCH", "/users/{id}", BOTH, |_| json!({})),
    get("/tokens"),
    call("POST", "/tokens", NONE, |_| json!({"name": "CI", "scopes": ["read"], "days": 1})),
    call("DELETE", "/tokens/{id}", BOTH, nothing),
    get("/examples"),
    get("/prices"),
    get("/examples/tour"),
    call("POST", "/examples/tour", NONE, nothing),
    call("DELETE", "/examples/tour", NONE, nothing),
    get("/designs"),
    call("POST", "/designs", NONE, |_| json!({"source": {"blank": {"name": "Mine"}}})),
    of_design("/designs/{id}"),
    of_design("/designs/{id}/edits"),
    of_design("/designs/{id}/diagnostics"),
    of_design("/designs/{id}/verdicts"),
    of_design("/designs/{id}/live"),
    of_design("/designs/{id}/away"),
    of_design("/designs/{id}/comments"),
    call("POST", "/designs/{id}/comments", BOTH, |_| json!({"body": "Why?"})),
    call("PUT", "/designs/{id}/threads/{thread}", BOTH, |_| json!({"resolved": true})),
    of_design("/designs/{id}/guest-links"),
    call("POST", "/designs/{id}/guest-links", BOTH, |_| json!({"access": "view", "hours": 1})),
    call("DELETE", "/designs/{id}/guest-links/{link}", BOTH, nothing),
    call("POST", "/designs/{id}/edits", BOTH, |_| json!({"after": 0, "edits": []})),
    call("POST", "/designs/{id}/trials", BOTH, |_| json!({"pattern": "games-of-player"})),
    of_design("/designs/{id}/versions"),
    call("POST", "/designs/{id}/versions", BOTH, |_| json!({"message": "Second", "seq": 1})),
    get("/designs/{id}/versions/{number}"),
    of_design("/designs/{id}/changes"),
    get("/designs/{id}/live-state/{environment}"),
    get("/designs/{id}/versions/{number}/export/{format}"),
    call("POST", "/designs/{id}/plans", BOTH, |of| json!({"version": 1, "environment": of.environment})),
    get("/designs/{id}/comparisons/{environment}"),
    call(
        "POST",
        "/designs/{id}/comparisons",
        BOTH,
        |of| json!({"version": 1, "environment": of.environment, "table": "Scores"}),
    ),
    get("/environments"),
    call("POST", "/environments", NONE, |_| json!({"name": "", "region": "eu-central-1"})),
    get("/environments/{id}"),
    call("PUT", "/environments/{id}", NONE, |_| json!({"name": "Other", "region": "eu-central-1"})),
    call("DELETE", "/environments/{id}", NONE, nothing),
    get("/environments/{id}/tables"),
    get("/environments/{id}/drift"),
    call("POST", "/environments/{id}/drift/{design}", NONE, nothing),
    call("POST", "/environments/{id}/drift/interval", NONE, |_| json!({"interval": "off"})),
    call(
        "POST",
        "/designs/{id}/drift/acceptance",
        BOTH,
        |of| json!({"environment": of.environment, "message": "x"}),
    ),
    get("/designs/{id}/versions/{number}/adoptions/{environment}"),
    call(
        "POST",
        "/designs/{id}/adoptions",
        BOTH,
        |of| json!({"version": 1, "environment": of.environment, "tables": []}),
    ),
    call("POST", "/imports", NONE, |_| json!({"source": {"files": {"files": []}}})),
    get("/environments/{id}/policy"),
    call("PUT", "/environments/{id}/policy", NONE, policy),
    get("/requests"),
    call(
        "POST",
        "/requests",
        BOTH,
        |of| json!({"design": of.design, "version": 1, "environment": of.environment, "title": "T"}),
    ),
    get("/requests/{id}"),
    get("/requests/{id}/plans/{digest}"),
    get("/requests/{id}/events"),
    call("POST", "/requests/{id}/submit", BOTH, nothing),
    call("POST", "/requests/{id}/approvals", BOTH, |of| json!({"digest": of.digest})),
    call("POST", "/requests/{id}/discard", BOTH, nothing),
    call("POST", "/requests/{id}/plan", BOTH, nothing),
    call("POST", "/requests/{id}/apply", BOTH, nothing),
    get("/requests/{id}/comments"),
    call("POST", "/requests/{id}/comments", BOTH, |_| json!({"body": "Why?"})),
    call("PUT", "/requests/{id}/threads/{thread}", BOTH, |_| json!({"resolved": true})),
    get("/runs/{id}"),
    get("/runs/{id}/events"),
    call("POST", "/runs/{id}/pause", NONE, nothing),
    call("POST", "/runs/{id}/resume", NONE, nothing),
    call("POST", "/runs/{id}/cancel", NONE, nothing),
    get("/runs/{id}/undo"),
    get("/audit"),
    get("/audit/export"),
    get("/audit/chain"),
    get("/webhooks"),
    call("POST", "/webhooks", NONE, webhook),
    get("/webhooks/{id}"),
    call("PUT", "/webhooks/{id}", NONE, webhook),
    call("DELETE", "/webhooks/{id}", NONE, nothing),
    get("/webhooks/{id}/deliveries"),
    call("POST", "/webhooks/{id}/deliveries/{delivery}/retry", NONE, nothing),
];
