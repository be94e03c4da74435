//! People who edit, approve, comment, lose roles and press apply, in thousands of orders: no run starts whose plan was
//! not approved by enough of the right people at that moment.
//!
//! The judge is not the code under test: it reads the audit log from its beginning, keeps its own small account of who
//! had which role and said what, and looks at every run that the log says was started.

#![expect(clippy::unwrap_used, reason = "a failed setup fails the test")]

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use tablewright_model::{Design, Digest};
use tablewright_plan::{Call, EnvironmentIdentity, Estimate, Plan, Reverse, Risk, Step};
use tablewright_policy::Policy;
use tablewright_storage::{
    AuditEntry, CommentId, CommentPlace, CommentsOn, DesignId, Environment, EnvironmentId, EnvironmentKind,
    NewApproval, NewComment, NewRequest, NewRun, NewUser, NewVersion, RequestId, RequestState, Role, RunId,
    RunState, Store, StoreError, Timestamp, UserId,
};

/// Orders that are tried one after the other, and steps in each.
const ORDERS: u64 = 2_000;
const STEPS: u32 = 25;
/// Orders that are left to the scheduler of the machine.
const RACES: u64 = 200;
const PEOPLE: [(&str, Role); 5] = [
    ("ada", Role::Administrator),
    ("bob", Role::Reviewer),
    ("eve", Role::Reviewer),
    ("joe", Role::Operator),
    ("vic", Role::Viewer),
];
const ROLES: [Role; 4] = [Role::Viewer, Role::Designer, Role::Reviewer, Role::Operator];

/// Numbers that look like chance and are the same in each run (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (x ^ (x >> 31)) % sides
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        let sides = u64::try_from(from.len()).unwrap();
        from[usize::try_from(self.roll(sides)).unwrap()]
    }
}

/// Somebody at a browser: what they saw last is what they act on, however old it is.
struct Client {
    user: UserId,
    seen: Digest,
}

#[tokio::test]
async fn no_run_starts_without_enough_of_the_right_approvals_in_any_order() {
    let store = world().await;
    for seed in 0..ORDERS {
        let mut dice = Dice(seed);
        let request = open(&store, seed).await;
        let mut clients = clients(&dice_digest(0));
        for step in 0..STEPS {
            let at = usize::try_from(dice.roll(u64::try_from(clients.len()).unwrap())).unwrap();
            act(&store, request, &mut clients[at], &mut dice, now(seed, step)).await;
        }
        settle_world(&store, seed).await;
    }
    let started = judge(&store).await;
    assert!(
        started > usize::try_from(ORDERS / 20).unwrap(),
        "only {started} runs were started: the orders try too little"
    );
    assert_eq!(store.verify_audit().await.unwrap().broken_at, None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_run_starts_without_enough_of_the_right_approvals_when_all_act_at_once() {
    let store = world().await;
    for seed in 0..RACES {
        let request = open(&store, seed).await;
        let mut tasks = tokio::task::JoinSet::new();
        for (number, mut client) in clients(&dice_digest(0)).into_iter().enumerate() {
            let store = store.clone();
            tasks.spawn(async move {
                let mut dice = Dice(seed * 97 + u64::try_from(number).unwrap());
                for step in 0..STEPS {
                    act(&store, request, &mut client, &mut dice, now(seed, step)).await;
                }
            });
        }
        tasks.join_all().await;
        settle_world(&store, seed).await;
    }
    judge(&store).await;
    assert_eq!(store.verify_audit().await.unwrap().broken_at, None);
}

/// One thing that one of them does. What is refused is refused; anything but a refusal is a fault.
async fn act(store: &Store, request: RequestId, client: &mut Client, dice: &mut Dice, now: Timestamp) {
    let done = match dice.roll(12) {
        0..=3 => store.request(request).await.map(|found| client.seen = found.unwrap().digest),
        4 | 5 => {
            let typed = BTreeSet::new();
            let approval = NewApproval { user: client.user, digest: client.seen, comment: "", typed: &typed };
            store.approve(request, &approval, now).await.map(drop)
        }
        6 => store.replace_plan(request, &plan(dice.roll(3)), &[], &Value::Null, now).await.map(drop),
        7 => {
            let (whom, role) = (user(dice.pick(&["bob", "eve", "joe", "vic"])), dice.pick(&ROLES));
            store.set_role(whom, role, now).await.map(drop)
        }
        8 => deactivate(store, dice, now).await,
        9 => store.set_policy(environment(), &policy(dice), None, now).await.map(drop),
        10 => comment(store, request, client.user, dice, now).await,
        _ => apply(store, request, client, dice, now).await,
    };
    let fine = |error: &StoreError| {
        matches!(
            error,
            StoreError::WrongState { .. }
                | StoreError::PlanChanged { .. }
                | StoreError::Refused(_)
                | StoreError::EnvironmentBusy { .. }
                | StoreError::LastAdministrator
        )
    };
    assert!(done.as_ref().err().is_none_or(fine), "{done:?}");
}

async fn deactivate(store: &Store, dice: &mut Dice, now: Timestamp) -> Result<(), StoreError> {
    let whom = user(dice.pick(&["bob", "eve", "joe"]));
    match dice.roll(2) {
        0 => store.deactivate_user(whom, now).await.map(drop),
        _ => store.reactivate_user(whom, now).await.map(drop),
    }
}

async fn comment(
    store: &Store,
    request: RequestId,
    author: UserId,
    dice: &mut Dice,
    now: Timestamp,
) -> Result<(), StoreError> {
    let id = CommentId(format!("c{}", dice.roll(u64::MAX) % 1_000_000_000_000).parse().unwrap());
    let (place, mentions) = (CommentPlace::New("\"request\""), BTreeSet::new());
    store
        .comment(
            &NewComment {
                id,
                on: CommentsOn::Request(request),
                place,
                author,
                body: "?",
                mentions: &mentions,
            },
            now,
        )
        .await
}

/// Starts a run of what was seen; it ends at once, one way or the other.
async fn apply(
    store: &Store,
    request: RequestId,
    client: &Client,
    dice: &mut Dice,
    now: Timestamp,
) -> Result<(), StoreError> {
    let id = RunId(format!("r{}", dice.roll(u64::MAX) % 1_000_000_000_000).parse().unwrap());
    let run =
        store.start_run(&NewRun { id, request, digest: client.seen, started_by: client.user }, now).await?;
    store.finish_run(run.id, RunState::Failed, Some("a test"), now).await
}

/// Everybody is who they were, and the environment free, for the next order.
async fn settle_world(store: &Store, seed: u64) {
    let now = now(seed, STEPS);
    store.transition(request_id(seed), &OPEN, RequestState::Discarded, now).await.unwrap();
    for (name, role) in PEOPLE {
        store.reactivate_user(user(name), now).await.unwrap();
        store.set_role(user(name), role, now).await.unwrap();
    }
}

const OPEN: [RequestState; 4] =
    [RequestState::InReview, RequestState::Approved, RequestState::Failed, RequestState::Stale];

/// What the log says, kept by hand.
#[derive(Default)]
struct Account {
    roles: BTreeMap<String, Role>,
    gone: BTreeSet<String>,
    needed: u64,
    own: bool,
    voids: bool,
    authors: BTreeMap<String, String>,
    plans: BTreeMap<String, String>,
    /// The votes of a request: who, for which plan, when.
    votes: BTreeMap<String, Vec<(String, String, i64)>>,
    comments: BTreeMap<String, Vec<(String, i64)>>,
}

/// Reads the log; how many runs it has, each of which was rightly started.
async fn judge(store: &Store) -> usize {
    let mut account = Account { needed: 1, ..Account::default() };
    account.roles = PEOPLE.iter().map(|(name, role)| ((*name).to_owned(), *role)).collect();
    let (mut seen, mut started) = (0, 0);
    loop {
        let entries = store.audit_after(seen, 500).await.unwrap();
        let Some(last) = entries.last() else { return started };
        seen = last.seq;
        for entry in &entries {
            started += usize::from(account.take(entry));
        }
    }
}

impl Account {
    /// Whether the entry is a run that was started; one that should not have been fails the test.
    fn take(&mut self, entry: &AuditEntry) -> bool {
        let detail: Value = serde_json::from_str(&entry.detail).unwrap();
        let subject = entry.subject.split_once('/').unwrap().1.to_owned();
        let actor = entry.actor.map(|actor| actor.to_string()).unwrap_or_default();
        let digest = entry.digest.map(|digest| digest.to_string()).unwrap_or_default();
        match entry.action.as_str() {
            "user.role_changed" => {
                self.roles.insert(subject, detail["to"].as_str().unwrap().parse().unwrap());
            }
            "user.deactivated" => {
                self.gone.insert(subject);
            }
            "user.reactivated" => {
                self.gone.remove(&subject);
            }
            "environment.policy_changed" => {
                self.needed = detail["to"]["approvals"].as_u64().unwrap();
                self.own = detail["to"]["self_approval"].as_bool().unwrap();
                self.voids = detail["to"]["comments_void"].as_bool().unwrap();
            }
            "request.opened" => {
                self.authors.insert(subject.clone(), actor);
                self.plans.insert(subject, digest);
            }
            "request.replanned" => drop(self.plans.insert(subject, digest)),
            "request.approved" => {
                let votes = self.votes.entry(subject).or_default();
                // Given anew, an approval is as young as that.
                votes.retain(|(who, plan, _)| (who, plan) != (&actor, &digest));
                votes.push((actor, digest, entry.at.0));
            }
            "comment.made" => self.comments.entry(subject).or_default().push((actor, entry.at.0)),
            "run.started" => {
                self.started(detail["request"].as_str().unwrap(), &digest, &actor, entry.seq);
                return true;
            }
            _ => {}
        }
        false
    }

    fn started(&self, request: &str, digest: &str, actor: &str, seq: u64) {
        assert_eq!(self.plans[request], digest, "entry {seq}: a plan ran that the request did not have");
        let has = |who: &str, least: Role| self.roles[who] >= least && !self.gone.contains(who);
        assert!(has(actor, Role::Operator), "entry {seq}: {actor} may not apply");
        let said = self.comments.get(request).map(Vec::as_slice).unwrap_or_default();
        let counts = |(who, plan, at): &&(String, String, i64)| {
            let outspoken = said.iter().any(|(by, when)| by != who && when >= at);
            plan == digest
                && has(who, Role::Reviewer)
                && (self.own || self.authors[request] != *who)
                && !(self.voids && outspoken)
        };
        let votes: BTreeSet<_> = self.votes[request].iter().filter(counts).map(|(who, ..)| who).collect();
        let given = u64::try_from(votes.len()).unwrap();
        assert!(given >= self.needed, "entry {seq}: {given} of {} approvals, by {votes:?}", self.needed);
    }
}

async fn world() -> Store {
    let store = Store::in_memory().await.unwrap();
    for (name, role) in PEOPLE {
        let new = NewUser { id: user(name), name, email: name, password_hash: "" };
        store.create_user(&new, role, Timestamp(0)).await.unwrap();
    }
    let sandbox = Environment {
        id: environment(),
        name: "Sandbox".to_owned(),
        kind: EnvironmentKind::Sandbox,
        region: "eu-central-1".to_owned(),
        account: None,
        endpoint: None,
        profile: None,
        role_arn: None,
        name_template: "{table}".to_owned(),
        copies: None,
        revision: 1,
        created_at: Timestamp(0),
    };
    store.ensure_sandbox(&sandbox).await.unwrap();
    let document = Design::blank("Shop");
    store.create_design(design(), &document, user("ada"), Timestamp(0)).await.unwrap();
    let version = NewVersion { message: "", author: user("ada"), seq: 0, document: &document };
    store.create_version(design(), &version, Timestamp(0)).await.unwrap();
    store
}

async fn open(store: &Store, seed: u64) -> RequestId {
    let (id, plan) = (request_id(seed), plan(0));
    let new = NewRequest {
        id,
        design: design(),
        version: 1,
        environment: environment(),
        title: "",
        author: user("ada"),
        plan: &plan,
        checks: &[],
        effects: &Value::Null,
        draft: false,
    };
    store.create_request(&new, now(seed, 0)).await.unwrap();
    id
}

fn clients(seen: &Digest) -> Vec<Client> {
    PEOPLE.iter().map(|(name, _)| Client { user: user(name), seen: *seen }).collect()
}

fn policy(dice: &mut Dice) -> Policy {
    let approvals = 1 + u32::try_from(dice.roll(2)).unwrap();
    Policy {
        approvals,
        self_approval: dice.roll(4) == 0,
        comments_void: dice.roll(3) == 0,
        ..Policy::default()
    }
}

fn dice_digest(variant: u64) -> Digest {
    plan(variant).digest()
}

/// Plans that differ in what they start from, as after drift.
fn plan(variant: u64) -> Plan {
    let step = Step {
        number: 1,
        call: Call::Tag { table: "t".to_owned(), tags: BTreeMap::new() },
        reason: String::new(),
        precondition: String::new(),
        wait: String::new(),
        risk: Risk::Safe,
        expected: Estimate { seconds: None, basis: String::new() },
        reverse: Reverse::None(String::new()),
    };
    Plan {
        version: Digest::of_bytes(b"version"),
        environment: EnvironmentIdentity {
            name: "Sandbox".to_owned(),
            account: "1".to_owned(),
            region: "eu-central-1".to_owned(),
            endpoint: None,
            name_template: "{table}".to_owned(),
            copies: None,
        },
        fingerprint: Digest::of_bytes(&variant.to_le_bytes()),
        changes: Vec::new(),
        steps: vec![step],
        problems: Vec::new(),
        warnings: Vec::new(),
        migrations: Vec::new(),
        without: [].into(),
    }
}

/// Time goes on with every step of an order, and in each order anew.
fn now(seed: u64, step: u32) -> Timestamp {
    Timestamp(i64::try_from(seed).unwrap() * 1_000 + i64::from(step))
}

fn user(name: &str) -> UserId {
    name.parse().unwrap()
}

fn request_id(seed: u64) -> RequestId {
    RequestId(format!("q{seed}").parse().unwrap())
}

fn design() -> DesignId {
    "shop".parse().unwrap()
}

fn environment() -> EnvironmentId {
    "sandbox".parse().unwrap()
}
