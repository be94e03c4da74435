//! A store, a sandbox and a design that goes from one version to the next.

use std::collections::{BTreeMap, BTreeSet};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use serde_json::Value;
use tablewright_aws::{AwsGateway, Connection, Credentials, Gateway, GatewayError};
use tablewright_engine::{Cancel, Engine, EngineError, Event, Events, Happening, Job, Limits, Outcome, Pace};
use tablewright_model::{AttributeType, Capacity, Design, Id, Projection, Warm, digest_of};
use tablewright_plan::{
    BillingState, CopyPlace, Desired, Dimension, EnvironmentIdentity, LiveState, LiveTable, Managed,
    NameTemplate, Plan, ScalingState, TableState, desired, plan, retirement, taking_back,
};
use tablewright_sandbox::{Clock, ManualClock, RunningSandbox, Sandbox, SandboxOptions};
use tablewright_storage::{
    DesignId, Environment, EnvironmentId, EnvironmentKind, NewApproval, NewRequest, NewRun, NewUser,
    NewVersion, RequestId, RequestState, Role, Run, RunId, RunStep, Store, StoreError, Timestamp, UserId,
};
use tablewright_testkit::TableBuilder;
use tokio::sync::broadcast;

const REGION: &str = "eu-central-1";
const ACCOUNT: &str = "000000000000";
pub(crate) const START: u64 = 1_800_000_000_000;
pub(crate) const HALF_A_MINUTE: Duration = Duration::from_secs(30);

fn id(text: &str) -> Id {
    text.parse().unwrap()
}

fn user(name: &str) -> UserId {
    UserId(id(name))
}

pub(crate) fn design_id() -> DesignId {
    DesignId(id("scores"))
}

pub(crate) fn environment() -> EnvironmentId {
    EnvironmentId(id("sandbox"))
}

/// The sandbox's clock, moved by whoever sleeps.
#[derive(Debug, Clone)]
pub(crate) struct TestPace(pub(crate) ManualClock);

impl Pace for TestPace {
    fn now(&self) -> Timestamp {
        Timestamp(i64::try_from(self.0.now_ms()).unwrap())
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        self.0.advance(duration);
        Box::pin(tokio::task::yield_now())
    }

    fn jitter(&self) -> f64 {
        1.0
    }
}

pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) gateway: AwsGateway,
    pub(crate) clock: ManualClock,
    requests: AtomicU32,
    pub(crate) limits: Limits,
    /// Where items of tables that are replaced go through.
    pub(crate) copies: Option<CopyPlace>,
    /// The account, unless somebody else's answers.
    sandbox: Option<(Sandbox, RunningSandbox)>,
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::at_scale(SandboxOptions::default().time_scale).await
    }

    /// Where everything takes as many times longer.
    pub(crate) async fn at_scale(time_scale: f64) -> Self {
        let clock = ManualClock::new(START);
        let options = SandboxOptions {
            time_scale,
            region: REGION.to_owned(),
            account: ACCOUNT.to_owned(),
            clock: Arc::new(clock.clone()),
            ..SandboxOptions::default()
        };
        let sandbox = Sandbox::open(options).unwrap();
        let running = sandbox.listen("127.0.0.1:0").await.unwrap();
        let endpoint = running.endpoint().to_owned();
        Self::at(&endpoint, clock, Some((sandbox, running))).await
    }

    /// Over whatever answers at this URL as DynamoDB does.
    pub(crate) async fn at(
        endpoint: &str,
        clock: ManualClock,
        sandbox: Option<(Sandbox, RunningSandbox)>,
    ) -> Self {
        let connection = Connection {
            region: REGION.to_owned(),
            endpoint: Some(endpoint.to_owned()),
            credentials: Credentials::Sandbox,
        };
        let gateway = AwsGateway::connect(connection).await.unwrap();
        let store = Store::in_memory().await.unwrap();
        // Most states of the sandbox are over at the second look: tests need few requests.
        let limits = Limits { look: HALF_A_MINUTE, look_at_most: HALF_A_MINUTE, ..Limits::default() };
        let world =
            Self { store, gateway, clock, requests: AtomicU32::new(0), limits, copies: None, sandbox };
        world.people_and_design().await;
        world
    }

    /// For stories whose steps follow one another: what a dying process has under way beside its last call is nobody's
    /// to count.
    pub(crate) async fn one_table_at_a_time() -> Self {
        let world = Self::new().await;
        Self { limits: Limits { tables: 1, ..world.limits }, ..world }
    }

    async fn people_and_design(&self) {
        for (name, role) in [("ada", Role::Operator), ("bob", Role::Reviewer), ("eve", Role::Reviewer)] {
            let email = format!("{name}@example.com");
            let new = NewUser { id: user(name), name, email: &email, password_hash: "" };
            self.store.create_user(&new, role, self.now()).await.unwrap();
        }
        let document = Design::blank("Scores");
        self.store.create_design(design_id(), &document, user("ada"), self.now()).await.unwrap();
        let version = NewVersion { message: "First", author: user("ada"), seq: 0, document: &document };
        self.store.create_version(design_id(), &version, self.now()).await.unwrap();
        let sandbox = Environment {
            id: environment(),
            name: "Sandbox".to_owned(),
            kind: EnvironmentKind::Sandbox,
            region: REGION.to_owned(),
            account: Some(ACCOUNT.to_owned()),
            endpoint: None,
            profile: None,
            role_arn: None,
            name_template: "{table}".to_owned(),
            copies: None,
            revision: 1,
            created_at: self.now(),
        };
        self.store.ensure_sandbox(&sandbox).await.unwrap();
    }

    /// The account that answers.
    pub(crate) fn account(&self) -> &Sandbox {
        &self.sandbox.as_ref().unwrap().0
    }

    /// Long enough for everything that AWS allows only now and then.
    pub(crate) fn a_day_passes(&self) {
        self.clock.advance(Duration::from_secs(24 * 60 * 60));
    }

    pub(crate) fn now(&self) -> Timestamp {
        TestPace(self.clock.clone()).now()
    }

    pub(crate) fn engine(&self) -> Engine {
        Engine::with(self.store.clone(), Arc::new(TestPace(self.clock.clone())), self.limits)
    }

    /// A plan from what is there to this design, approved, as a job whose run is not started.
    pub(crate) async fn propose(&self, design: &Design) -> Job {
        self.propose_if_readable(design).await.unwrap()
    }

    /// The same; nothing for a plan that can't be carried out.
    pub(crate) async fn propose_if_possible(&self, design: &Design) -> Option<Job> {
        self.propose_if_readable(design).await.ok()
    }

    /// The same, with the reason for none.
    pub(crate) async fn propose_if_readable(&self, design: &Design) -> Result<Job, String> {
        let wanted = wanted(design);
        let (live, managed) = self.read(&wanted).await.map_err(|error| error.to_string())?;
        let name = format!("tablewright-{}", self.requests.load(Ordering::SeqCst));
        let plan = pure_plan(design, &live, &managed, self.copies.clone(), &name);
        if !plan.problems.is_empty() {
            return Err(format!("{:?}", plan.problems));
        }
        Ok(self.submit(plan, wanted).await)
    }

    /// The plan that ends a migration, approved.
    pub(crate) async fn retire(&self, design: &Design, table: &str, backup: &str) -> Job {
        let wanted = wanted(design);
        let (live, managed) = self.read(&wanted).await.unwrap();
        let plan = retirement(digest_of(design), identity(), &wanted, &live, &managed, table, backup);
        assert_eq!(plan.problems, []);
        self.submit(plan, wanted).await
    }

    /// The plan that takes back the run which has made these tables, approved.
    pub(crate) async fn take_back(&self, design: &Design, without: &BTreeSet<String>, backup: &str) -> Job {
        let wanted = wanted(design);
        let (live, managed) = self.read(&wanted).await.unwrap();
        let version = digest_of(design);
        let plan = taking_back(version, identity(), &wanted, &live, &managed, without, backup);
        assert_eq!(plan.problems, []);
        self.submit(plan, wanted.without(without)).await
    }

    async fn submit(&self, plan: Plan, wanted: Desired) -> Job {
        let number = self.requests.fetch_add(1, Ordering::SeqCst);
        let request = RequestId(id(&format!("request-{number}")));
        let new = NewRequest {
            id: request,
            design: design_id(),
            version: 1,
            environment: environment(),
            title: "Change",
            author: user("ada"),
            plan: &plan,
            checks: &[],
            effects: &Value::Null,
            draft: false,
        };
        self.store.create_request(&new, self.now()).await.unwrap();
        let typed = plan.steps.iter().map(|step| step.call.table().to_owned()).collect();
        for user in [user("bob"), user("eve")] {
            let approval = NewApproval { user, digest: plan.digest(), comment: "", typed: &typed };
            let state = self.store.approve(request, &approval, self.now()).await.unwrap();
            // Whatever loses data needs two.
            if state == RequestState::Approved {
                break;
            }
        }
        let Desired { states, sources, .. } = wanted;
        let run = RunId(id(&format!("run-{number}")));
        Job {
            run,
            request,
            environment: environment(),
            design: design_id(),
            plan,
            desired: states,
            tables: sources,
        }
    }

    async fn read(&self, wanted: &Desired) -> Result<(LiveState, BTreeMap<String, Managed>), GatewayError> {
        let managed = self.store.managed_tables(environment(), design_id()).await.unwrap();
        let managed = managed
            .into_iter()
            .map(|table| (table.name, Managed { table_id: table.aws_table_id, source: table.table }))
            .collect();
        let names = wanted.states.keys().chain(BTreeMap::keys(&managed)).cloned().collect();
        Ok((self.gateway.read(&names).await?, managed))
    }

    pub(crate) async fn start(&self, job: &Job) -> Result<Run, StoreError> {
        let new =
            NewRun { id: job.run, request: job.request, digest: job.plan.digest(), started_by: user("ada") };
        self.store.start_run(&new, self.now()).await
    }

    /// Works on a started run with this gateway, and says what happened.
    pub(crate) async fn work<G: Gateway>(
        &self,
        job: &Job,
        gateway: &G,
    ) -> (Result<Outcome, EngineError>, Vec<Happening>) {
        let (events, mut seen) = broadcast::channel(4096);
        let outcome = self.work_with(job, gateway, &events, &Cancel::default()).await;
        let mut happenings = Vec::new();
        while let Ok(Event { happening, .. }) = seen.try_recv() {
            happenings.push(happening);
        }
        (outcome, happenings)
    }

    pub(crate) async fn work_with<G: Gateway>(
        &self,
        job: &Job,
        gateway: &G,
        events: &Events,
        cancel: &Cancel,
    ) -> Result<Outcome, EngineError> {
        for_a_task(self.engine().run(job, gateway, events, cancel)).await
    }

    /// Applies a design without any fault.
    pub(crate) async fn apply(&self, design: &Design) -> Job {
        let job = self.propose(design).await;
        self.start(&job).await.unwrap();
        let (outcome, happenings) = self.work(&job, &self.gateway).await;
        assert!(matches!(outcome, Ok(Outcome::Succeeded { .. })), "{outcome:?} {happenings:#?}");
        job
    }

    /// Tables as they are now.
    pub(crate) async fn live<const N: usize>(&self, names: [&str; N]) -> LiveState {
        self.gateway.read(&names.map(str::to_owned).into()).await.unwrap()
    }

    pub(crate) async fn steps(&self, job: &Job) -> Vec<RunStep> {
        self.store.run(job.run).await.unwrap().unwrap().steps
    }

    pub(crate) async fn request_state(&self, job: &Job) -> RequestState {
        self.store.request(job.request).await.unwrap().unwrap().state
    }

    /// Nothing is left to do, and what the store says about ownership is what AWS has.
    pub(crate) async fn assert_matches(&self, job: &Job) {
        let names = job.desired.keys().cloned().collect();
        let live = self.gateway.read(&names).await.unwrap();
        assert_eq!(job.desired.keys().collect::<Vec<_>>(), live.tables.keys().collect::<Vec<_>>());
        for (name, table) in &live.tables {
            assert_eq!(with_what_moves(&job.desired[name], table), table.state);
        }
        let managed = self.store.managed_tables(environment(), design_id()).await.unwrap();
        let is_old = |name: &str| job.plan.migrations.iter().any(|migration| migration.from == name);
        let managed = managed.into_iter().filter(|table| !is_old(&table.name));
        let managed: Vec<_> = managed.map(|table| (table.name, table.aws_table_id)).collect();
        let there: Vec<_> = live.tables.into_iter().map(|(name, table)| (name, table.table_id)).collect();
        assert_eq!(managed, there);
        assert_eq!(self.request_state(job).await, RequestState::Applied);
        assert_eq!(self.store.lease(environment()).await.unwrap(), None);
    }
}

/// Orders by customer, with these indexes over their state.
pub(crate) fn orders(indexes: &[&str]) -> Design {
    let table = TableBuilder::new("Orders")
        .attribute("Customer", AttributeType::S)
        .attribute("State", AttributeType::S)
        .partition("Customer");
    let table = indexes.iter().fold(table, |table, name| table.index(name, &["State"], &[], Projection::All));
    tablewright_testkit::design("Orders", [table.build()])
}

/// The tables of a design as this environment wants them.
pub(crate) fn wanted(design: &Design) -> Desired {
    desired(design, "sandbox", &NameTemplate::parse("{table}").unwrap()).unwrap()
}

/// The plan to a design from what is there, without anything being read.
pub(crate) fn pure_plan(
    design: &Design,
    live: &LiveState,
    managed: &BTreeMap<String, Managed>,
    copies: Option<CopyPlace>,
    name: &str,
) -> Plan {
    let identity = EnvironmentIdentity { copies, ..identity() };
    plan(digest_of(design), identity, &wanted(design), live, managed, name)
}

fn identity() -> EnvironmentIdentity {
    EnvironmentIdentity {
        name: "Sandbox".to_owned(),
        account: ACCOUNT.to_owned(),
        region: REGION.to_owned(),
        endpoint: None,
        name_template: "{table}".to_owned(),
        copies: None,
    }
}

/// The wanted state with what AWS decides as it is live: more warm throughput, capacity inside bounds, a key's ARN.
fn with_what_moves(wanted: &TableState, table: &LiveTable) -> TableState {
    let live = &table.state;
    let warm = |wanted: Option<Warm>, live: Option<Warm>| {
        live.filter(|live| wanted.is_none_or(|it| it.read <= live.read && it.write <= live.write)).or(wanted)
    };
    let mut state = TableState { warm: warm(wanted.warm, live.warm), ..wanted.clone() };
    if let (BillingState::Provisioned(capacity), Some(found)) = (&mut state.billing, live.capacity()) {
        *capacity = moved(*capacity, found, &wanted.autoscaling);
    }
    for (name, index) in &mut state.indexes {
        let found = &live.indexes[name];
        index.warm = warm(index.warm, found.warm);
        index.capacity = index.capacity.map(|own| moved(own, found.capacity.unwrap(), &index.autoscaling));
    }
    if table.is_encrypted_with(&wanted.encryption) {
        state.encryption = live.encryption.clone();
    }
    for (region, replica) in &mut state.replicas {
        let there = &table.replicas[region];
        if there.is_encrypted_with(&replica.encryption) {
            replica.encryption = there.state.encryption.clone();
        }
    }
    state
}

fn moved(mut wanted: Capacity, live: Capacity, scaling: &BTreeMap<Dimension, ScalingState>) -> Capacity {
    for (dimension, ScalingState { bounds, .. }) in scaling {
        let units = dimension.of(live);
        if (bounds.min..=bounds.max).contains(&units) {
            *dimension.of_mut(&mut wanted) = units;
        }
    }
    wanted
}

/// A server runs plans in tasks of their own, so that the future has to be `Send`.
fn for_a_task<F: Future + Send>(future: F) -> F {
    future
}
