//! People of every role, and the objects that each cell of the matrix is tried on: fresh ones where a call uses them up.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::body::Body;
use serde_json::{Value, json};
use tablewright_engine::Happening;
use tablewright_storage::{
    CommentId, CommentPlace, CommentsOn, Guest, GuestAccess, GuestLinkId, NewApproval, NewComment, NewGuest,
    NewGuestLink, NewRequest, NewRun, NewToken, RequestId, RunId, TokenId, UserId, Webhook, WebhookForm,
    WebhookId,
};

use tablewright_policy::Policy;

use super::calls::Call;
use crate::entropy::{self, Secret};
use crate::tests::TestApp;
use crate::time::{days, now};

/// What a call is about.
#[derive(Debug, Default)]
pub(super) struct Objects {
    pub(super) design: String,
    pub(super) environment: String,
    pub(super) digest: String,
    /// A name that nobody has.
    pub(super) fresh: String,
    places: BTreeMap<&'static str, String>,
}

/// A call that is ready to be made, any number of times.
pub(super) struct Asked {
    pub(super) cookie: String,
    pub(super) path: String,
    pub(super) body: String,
    pub(super) design: String,
}

/// The server, and who asks.
pub(super) struct World {
    pub(super) app: TestApp,
    secrets: BTreeMap<String, (UserId, String)>,
    owner: UserId,
    count: AtomicU32,
}

impl World {
    pub(super) async fn new() -> Self {
        Self::with(TestApp::new().await).await
    }

    /// One whose store is on a disk.
    pub(super) async fn on_disk() -> Self {
        Self::with(TestApp::on_disk().await).await
    }

    async fn with(app: TestApp) -> Self {
        let mut secrets = BTreeMap::new();
        for role in ["viewer", "designer", "reviewer", "operator", "administrator"] {
            let cookie = app.person(role, role).await;
            let id = user(&app.get(&cookie, "/session").await.ok()["user"]);
            secrets.insert(role.to_owned(), (id, cookie));
        }
        let (administrator, cookie) = secrets["administrator"].clone();
        let made = json!({"name": "R", "scopes": ["read"], "days": 1});
        let token = app.post(&cookie, "/tokens", made).await.ok();
        let secret = token["secret"].as_str().unwrap().to_owned();
        secrets.insert("read-token".to_owned(), (administrator, secret));
        let owner = user(&app.get(&app.admin, "/session").await.ok()["user"]);
        Self { app, secrets, owner, count: AtomicU32::new(0) }
    }

    /// The status of one cell.
    pub(super) async fn call(&self, call: &Call, object: &str, who: &str) -> u16 {
        let asked = self.prepare(call, object, who).await;
        let mut events = self.app.state.runs.events();
        let status = self.ask(call, &asked).await;
        if call.path.ends_with("/apply") && status == 202 {
            // The next cell finds the environment free.
            while !matches!(events.recv().await.unwrap().happening, Happening::RunFinished { .. }) {}
        }
        status
    }

    /// Makes everything that one call needs.
    pub(super) async fn prepare(&self, call: &Call, object: &str, who: &str) -> Asked {
        let asking = self.secrets.get(who).map(|(id, _)| *id);
        // Nobody owns anything: to nobody all is foreign.
        let owner = asking.filter(|_| object == "own").unwrap_or(self.owner);
        let objects = self.objects(owner, call).await;
        let cookie = match who.strip_prefix("guest-") {
            Some(access) => self.guest(access, object, &objects).await,
            None => self.session(who).await,
        };
        let body = (call.body)(&objects);
        let body = if body.is_null() { String::new() } else { body.to_string() };
        Asked { cookie, path: objects.path(call.path), body, design: objects.design }
    }

    /// Makes the call; gives the status of its answer.
    pub(super) async fn ask(&self, call: &Call, asked: &Asked) -> u16 {
        let body = Body::from(asked.body.clone());
        self.app.call(call.method, &asked.cookie, &asked.path, body).await.status
    }

    /// A session of its own for each cell: some calls end the one that they are made with, or all.
    async fn session(&self, who: &str) -> String {
        let Some((id, cookie)) = self.secrets.get(who) else { return String::new() };
        if who == "read-token" {
            return cookie.clone();
        }
        let secret = Secret::new().unwrap();
        let lasts = tablewright_storage::Timestamp(now().0 + days(1));
        self.app.state.store.create_session(&secret.hash(), *id, now(), lasts).await.unwrap();
        format!("tablewright_session={}", secret.text())
    }

    /// Somebody who has come by a link to the design that the call is about, or to another one.
    async fn guest(&self, access: &str, object: &str, objects: &Objects) -> String {
        let design = match object {
            "foreign" => self.design(self.owner, false).await,
            _ => objects.design.clone(),
        };
        let (_, secret) = self.guest_link(&design, access.parse().unwrap()).await;
        let session = Secret::new().unwrap();
        let new = NewGuest { id: UserId(entropy::id().unwrap()), name: "Vera (guest)" };
        let store = &self.app.state.store;
        store.enter_as_guest(&secret.hash(), new, &session.hash(), now()).await.unwrap();
        format!("tablewright_session={}", session.text())
    }

    async fn guest_link(&self, design: &str, access: GuestAccess) -> (GuestLinkId, Secret) {
        let (id, secret) = (GuestLinkId(entropy::id().unwrap()), Secret::new().unwrap());
        let new = NewGuestLink {
            id,
            hash: &secret.hash(),
            opens: Guest { design: design.parse().unwrap(), access },
            made_by: self.owner,
            expires_at: tablewright_storage::Timestamp(now().0 + days(1)),
        };
        self.app.state.store.create_guest_link(&new, now()).await.unwrap();
        (id, secret)
    }

    /// A thread about a design.
    async fn thread(&self, design: &str, author: UserId) -> CommentId {
        let id = CommentId(entropy::id().unwrap());
        let mentions = std::collections::BTreeSet::new();
        let place = CommentPlace::New(r#"{"place":{"object":"design","title":"design"}}"#);
        let on = CommentsOn::Design(design.parse().unwrap());
        let said = NewComment { id, on, place, author, body: "Why?", mentions: &mentions };
        self.app.state.store.comment(&said, now()).await.unwrap();
        id
    }

    async fn objects(&self, owner: UserId, call: &Call) -> Objects {
        let fresh = format!("n{}", self.count.fetch_add(1, Ordering::SeqCst));
        let mut objects = Objects { fresh, environment: self.app.sandbox().await, ..Objects::default() };
        objects.design = self.design(owner, call.path == "/designs/{id}/versions").await;
        let noun = call.path.split('/').nth(1).unwrap_or_default();
        match noun {
            "users" => objects.put("id", owner),
            "tokens" => objects.put("id", self.token(owner).await),
            "designs" => {
                objects.put("id", objects.design.clone());
                if call.path.contains("{thread}") {
                    objects.put("thread", self.thread(&objects.design, owner).await);
                } else if call.path.contains("{link}") {
                    objects.put("link", self.guest_link(&objects.design, GuestAccess::View).await.0);
                }
            }
            "guest-links" => {
                objects.put("token", self.guest_link(&objects.design, GuestAccess::View).await.1.text());
            }
            "environments" => objects.put("id", objects.environment.clone()),
            "requests" | "runs" => self.request(owner, call, &mut objects).await,
            "webhooks" => objects.put("id", self.webhook().await),
            "invitations" => objects.put("token", self.invitation().await),
            _ => {}
        }
        objects.put("design", objects.design.clone());
        objects.put("environment", objects.environment.clone());
        for (place, value) in [("number", "1"), ("format", "json"), ("delivery", "1")] {
            objects.put(place, value);
        }
        objects
    }

    /// A design with a version; edited since, if another is to be saved.
    async fn design(&self, owner: UserId, edited: bool) -> String {
        let store = &self.app.state.store;
        let id = tablewright_storage::DesignId(entropy::id().unwrap());
        // A table of its own for each: what one cell applies is not in the way of the next.
        let own = format!("Scores{id}");
        let text = tablewright_model::to_json(&crate::gallery::example("game-scores").unwrap());
        let document =
            tablewright_model::from_json(&text.replace("\"GameScores\"", &format!("\"{own}\""))).unwrap();
        store.create_design(id, &document, owner, now()).await.unwrap();
        let version =
            tablewright_storage::NewVersion { message: "First", author: owner, seq: 0, document: &document };
        store.create_version(id, &version, now()).await.unwrap();
        if edited {
            let edit = json!({"id": "e1", "edit": {"set_design": {"field": {"name": "Other"}}}});
            let posted = json!({"after": 0, "edits": [edit]});
            self.app.post(&self.app.admin, &format!("/designs/{id}/edits"), posted).await.ok();
        }
        id.to_string()
    }

    async fn token(&self, user: UserId) -> TokenId {
        let id = TokenId(entropy::id().unwrap());
        let hash = Secret::new().unwrap().hash();
        let scopes = ["read".to_owned()].into();
        let expires_at = tablewright_storage::Timestamp(now().0 + days(1));
        let new = NewToken { id, hash: &hash, user, name: "t", scopes: &scopes, expires_at };
        self.app.state.store.create_token(&new, now()).await.unwrap();
        id
    }

    async fn invitation(&self) -> String {
        let invited = self.app.post(&self.app.admin, "/invitations", json!({"role": "viewer"})).await.ok();
        invited["path"].as_str().unwrap().trim_start_matches("/join/").to_owned()
    }

    async fn webhook(&self) -> WebhookId {
        let id = WebhookId(entropy::id().unwrap());
        let webhook = Webhook {
            id,
            name: "w".to_owned(),
            url: "https://93.184.216.34/".to_owned(),
            secret: "s".to_owned(),
            form: WebhookForm::Plain,
            events: ["run.".to_owned()].into(),
            enabled: false,
            revision: 1,
            created_at: now(),
        };
        self.app.state.store.create_webhook(&webhook, now()).await.unwrap();
        id
    }

    /// A request in the state that the call is for, with a thread, and a run that has ended where one is asked for.
    async fn request(&self, author: UserId, call: &Call, objects: &mut Objects) {
        let store = &self.app.state.store;
        let (design, environment) = (objects.design.parse().unwrap(), objects.environment.parse().unwrap());
        let subject = store.version(design, 1).await.unwrap().unwrap();
        let kept = store.environment(environment).await.unwrap().unwrap();
        let digest = subject.version.digest;
        let subject = crate::planning::Subject { id: design, design: &subject.document, digest };
        let plan =
            crate::planning::make(store, &self.app.state.environments, &kept, subject).await.unwrap().plan;
        let id = RequestId(entropy::id().unwrap());
        let draft = call.path.ends_with("/submit");
        let new = NewRequest {
            id,
            design,
            version: 1,
            environment,
            title: "T",
            author,
            plan: &plan,
            checks: &[],
            effects: &Value::Null,
            draft,
        };
        store.create_request(&new, now()).await.unwrap();
        objects.digest = plan.digest().to_string();
        objects.put("digest", plan.digest());
        objects.put("id", id);
        if call.path == "/requests/{id}/events" {
            // The stream of one that nothing happens to any more ends.
            let open = [tablewright_storage::RequestState::InReview];
            let over = tablewright_storage::RequestState::Discarded;
            store.transition(id, &open, over, now()).await.unwrap();
        }
        if call.path.contains("{thread}") {
            let thread = CommentId(entropy::id().unwrap());
            let place = CommentPlace::New("\"request\"");
            let mentions = std::collections::BTreeSet::new();
            let said = NewComment {
                id: thread,
                on: CommentsOn::Request(id),
                place,
                author,
                body: "Why?",
                mentions: &mentions,
            };
            store.comment(&said, now()).await.unwrap();
            objects.put("thread", thread);
        }
        if call.path.ends_with("/apply") || call.path.starts_with("/runs") {
            self.approve(id, plan.digest()).await;
        }
        if call.path.starts_with("/runs") {
            let run = NewRun {
                id: RunId(entropy::id().unwrap()),
                request: id,
                digest: plan.digest(),
                started_by: self.owner,
            };
            store.start_run(&run, now()).await.unwrap();
            let ended = tablewright_storage::RunState::Cancelled;
            store.finish_run(run.id, ended, None, now()).await.unwrap();
            objects.put("id", run.id);
        }
    }

    /// By the reviewer, under a policy that does not ask who opened the request.
    async fn approve(&self, request: RequestId, digest: tablewright_model::Digest) {
        let store = &self.app.state.store;
        let kept = store.request(request).await.unwrap().unwrap();
        let open = Policy { self_approval: true, ..Policy::default() };
        store.set_policy(kept.environment, &open, None, now()).await.unwrap();
        let typed = std::collections::BTreeSet::new();
        let approval = NewApproval { user: self.secrets["reviewer"].0, digest, comment: "", typed: &typed };
        store.approve(request, &approval, now()).await.unwrap();
        store.set_policy(kept.environment, &Policy::default(), None, now()).await.unwrap();
    }
}

impl Objects {
    fn put(&mut self, place: &'static str, value: impl ToString) {
        self.places.insert(place, value.to_string());
    }

    fn path(&self, pattern: &str) -> String {
        let filled = self
            .places
            .iter()
            .fold(pattern.to_owned(), |path, (place, value)| path.replace(&format!("{{{place}}}"), value));
        // Those take a query that they can't do without.
        if pattern.ends_with("/changes") {
            format!("{filled}?from=0")
        } else if ["/edits", "/live", "/away"].iter().any(|end| pattern.ends_with(end)) {
            format!("{filled}?after=0")
        } else {
            filled
        }
    }
}

fn user(view: &Value) -> UserId {
    view["id"].as_str().unwrap().parse().unwrap()
}
