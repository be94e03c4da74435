//! What the tests of several nouns start from.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;
use tablewright_model::{Design, DesignField, Digest, Edit, Id, apply};
use tablewright_plan::{Call, EnvironmentIdentity, Estimate, Plan, Reverse, Risk, Step};
use tempfile::TempDir;

use crate::{
    DesignId, EditId, Environment, EnvironmentId, EnvironmentKind, NewApproval, NewEdit, NewRequest, NewUser,
    NewVersion, RequestId, Role, RunId, Store, Timestamp, UserId,
};

/// The time at which everything happens that has no time of its own.
pub(crate) const NOW: Timestamp = Timestamp(1_800_000_000_000);
/// Long before [`NOW`] ends anything.
pub(crate) const LATER: Timestamp = Timestamp(1_900_000_000_000);

/// The author of everything, an administrator.
pub(crate) const ADA: &str = "ada";
/// A reviewer.
pub(crate) const BOB: &str = "bob";

pub(crate) fn id(text: &str) -> Id {
    text.parse().unwrap()
}

pub(crate) fn user(name: &str) -> UserId {
    UserId(id(name))
}

pub(crate) fn design_id() -> DesignId {
    DesignId(id("shop"))
}

pub(crate) fn sandbox_id() -> EnvironmentId {
    EnvironmentId(id("sandbox"))
}

pub(crate) fn request_id() -> RequestId {
    RequestId(id("request"))
}

pub(crate) fn run_id(text: &str) -> RunId {
    RunId(id(text))
}

/// A store on disk, as the server has it; the folder goes with the first part.
pub(crate) async fn on_disk() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).await;
    (folder, store)
}

pub(crate) async fn open(folder: &Path) -> Store {
    Store::open(folder).await.unwrap()
}

/// [`on_disk`] with the two users.
pub(crate) async fn with_users() -> (TempDir, Store) {
    let (folder, store) = on_disk().await;
    add_user(&store, ADA, Role::Administrator).await;
    add_user(&store, BOB, Role::Reviewer).await;
    (folder, store)
}

pub(crate) async fn add_user(store: &Store, name: &str, role: Role) {
    let email = format!("{name}@example.com");
    let new = NewUser { id: user(name), name, email: &email, password_hash: "$argon2id$..." };
    store.create_user(&new, role, NOW).await.unwrap();
}

/// [`with_users`] with a design, its version 1 and the sandbox.
pub(crate) async fn with_version() -> (TempDir, Store) {
    let (folder, store) = with_users().await;
    let document = Design::blank("Shop");
    store.create_design(design_id(), &document, user(ADA), NOW).await.unwrap();
    let new = NewVersion { message: "First", author: user(ADA), seq: 0, document: &document };
    store.create_version(design_id(), &new, NOW).await.unwrap();
    store.ensure_sandbox(&environment("sandbox", EnvironmentKind::Sandbox)).await.unwrap();
    (folder, store)
}

/// [`with_version`] with a change request in review.
pub(crate) async fn with_request() -> (TempDir, Store) {
    let (folder, store) = with_version().await;
    create_request(&store, request_id()).await;
    (folder, store)
}

/// [`with_request`], approved.
pub(crate) async fn with_approved() -> (TempDir, Store) {
    let (folder, store) = with_request().await;
    approve(&store, request_id()).await;
    (folder, store)
}

pub(crate) async fn create_request(store: &Store, id: RequestId) {
    let plan = plan(3);
    let new = NewRequest {
        id,
        design: design_id(),
        version: 1,
        environment: sandbox_id(),
        title: "Scores",
        author: user(ADA),
        plan: &plan,
        checks: &[],
        effects: &Value::Null,
        draft: false,
    };
    store.create_request(&new, NOW).await.unwrap();
}

pub(crate) async fn approve(store: &Store, request: RequestId) {
    let typed = BTreeSet::new();
    let new = NewApproval { user: user(BOB), digest: plan(3).digest(), comment: "", typed: &typed };
    store.approve(request, &new, NOW).await.unwrap();
}

pub(crate) fn environment(name: &str, kind: EnvironmentKind) -> Environment {
    Environment {
        id: EnvironmentId(id(name)),
        name: name.to_owned(),
        kind,
        region: "eu-central-1".to_owned(),
        account: None,
        endpoint: None,
        profile: None,
        role_arn: None,
        name_template: "{table}".to_owned(),
        copies: None,
        revision: 1,
        created_at: NOW,
    }
}

/// A plan of so many harmless steps; plans of different lengths have different digests.
pub(crate) fn plan(steps: u32) -> Plan {
    let step = |number| Step {
        number,
        call: Call::Tag { table: format!("t{number}"), tags: BTreeMap::new() },
        reason: String::new(),
        precondition: String::new(),
        wait: String::new(),
        risk: Risk::Safe,
        expected: Estimate { seconds: None, basis: String::new() },
        reverse: Reverse::None("gone".to_owned()),
    };
    Plan {
        version: Digest::of_bytes(b"version"),
        environment: EnvironmentIdentity {
            name: "sandbox".to_owned(),
            account: "123456789012".to_owned(),
            region: "eu-central-1".to_owned(),
            endpoint: None,
            name_template: "{table}".to_owned(),
            copies: None,
        },
        fingerprint: Digest::of_bytes(b"live"),
        changes: Vec::new(),
        steps: (1..=steps).map(step).collect(),
        problems: Vec::new(),
        warnings: Vec::new(),
        migrations: Vec::new(),
        without: [].into(),
    }
}

/// Renames a design; the edit, and the design after it.
pub(crate) fn rename(design: &Design, edit_id: &str, name: &str) -> (NewEdit, Design) {
    let edit = Edit::SetDesign { field: DesignField::Name(name.to_owned()) };
    let applied = apply(design, &edit).unwrap();
    (NewEdit { id: EditId(id(edit_id)), edit, inverse: applied.inverse }, applied.design)
}
