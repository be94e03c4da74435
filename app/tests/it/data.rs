//! Answers of the API for the page tests.

use std::collections::BTreeMap;

use tablewright_contract::{
    ApprovalView, AuditEntryView, ChainView, ChangesView, CheckOutcome, CheckView, CommentAbout, CommentView,
    DesignDrift, DesignSummary, DesignView, DriftInterval, DriftKind, DriftedTable, EnvironmentDrift,
    EnvironmentKind, EnvironmentView, ExampleSummary, ExportView, Filled, FormerPlanView, FreezeView,
    GuestAccess, GuestLinkView, PatternChange, PatternEffect, PatternServed, PeopleView, PlanStepView,
    PlanView, PolicyView, RequestState, RequestSummary, RequestView, Role, RunState, RunStepState,
    RunStepView, RunView, SessionView, ThreadView, TokenScope, TokenView, TourState, TourView, UserView,
    VersionSummary, VersionView, WebhookForm, WebhookView,
};
use tablewright_model::{Design, compare};
use tablewright_plan::{
    Action, Cause, Drift, EnvironmentIdentity, FieldChange, LiveState, NameTemplate, Warning, desired, plan,
};
use tablewright_testkit::game_scores;

use crate::site::Site;

const AT: &str = "2026-11-22T07:12:03Z";

pub(crate) fn user(role: Role) -> UserView {
    UserView {
        id: "u1".into(),
        name: "Ada Lovelace".into(),
        email: "ada@example.com".into(),
        role,
        deactivated: false,
    }
}

/// A site with one design, one version, one request in review, seen by somebody with this role.
pub(crate) fn site(role: Role) -> Site {
    let json = tablewright_interchange::export(&game_scores(), tablewright_interchange::ExportFormat::Json);
    let hcl =
        tablewright_interchange::export(&game_scores(), tablewright_interchange::ExportFormat::Terraform);
    let export = |exported: tablewright_interchange::Exported| ExportView {
        text: exported.text(),
        file_name: exported.file_name,
        media_type: exported.media_type.to_owned(),
        files: Vec::new(),
        notes: Vec::new(),
    };
    Site::default()
        .get("/session", &SessionView { user: user(role), guest: None })
        .get("/designs", &vec![design_summary()])
        .get("/examples", &vec![example()])
        .get("/examples/tour", &TourView { state: TourState::Offered, request: None, environment: None })
        .get("/designs/d1", &design_view())
        .get("/designs/d1/versions", &vec![version()])
        .get("/designs/d1/versions/1", &VersionView { summary: version(), document: game_scores() })
        .get("/designs/d1/versions/1/export/terraform", &export(hcl))
        .get("/designs/d1/versions/1/export/json", &export(json))
        .get("/designs/d1/changes?from=0&to=1", &changes(0, &Design::blank("Game scores")))
        .get("/designs/d1/changes?from=1", &changes(1, &before()))
        .get("/environments", &vec![environment()])
        .get("/environments/e1/drift", &drift(vec![drifted()]))
        .get("/users", &vec![user(role)])
        .get("/users?all=true", &vec![user(role)])
        .get("/tokens", &vec![token()])
        .get("/audit?limit=100&text=", &vec![audit_entry()])
        .get("/audit/chain", &ChainView { entries: 1, head: "ab".repeat(32), broken_at: None })
        .get("/webhooks", &vec![webhook()])
        .get("/environments/e1/policy", &policy())
        .get("/designs/d1/guest-links", &vec![guest_link()])
        .get("/requests/r1/comments", &vec![thread()])
        .post("/designs/d1/plans", &plan_view())
        .get("/requests", &vec![request(RequestState::InReview).summary])
        .get("/requests/r1", &request(RequestState::InReview))
}

fn design_summary() -> DesignSummary {
    DesignSummary {
        id: "d1".into(),
        name: "Game <scores> & \"more\"".into(),
        tables: 1,
        version: 1,
        created_by: "Ada Lovelace".into(),
        updated_at: AT.into(),
    }
}

pub(crate) fn guest_link() -> GuestLinkView {
    GuestLinkView {
        id: "g1".into(),
        access: GuestAccess::Comment,
        made_by: "Ada Lovelace".into(),
        created_at: AT.into(),
        expires_at: "2026-11-23T07:12:03Z".into(),
        over: false,
        revoked_at: None,
        guests: vec!["Vera (guest)".into()],
    }
}

fn example() -> ExampleSummary {
    ExampleSummary {
        key: "game-scores".into(),
        name: "Game scores".into(),
        description: "Players, games and their top scores.".into(),
        tables: vec!["GameScores".into()],
        patterns: 5,
    }
}

fn design_view() -> DesignView {
    DesignView {
        id: "d1".into(),
        seq: 7,
        version: 1,
        saved: false,
        can_edit: true,
        can_comment: true,
        guest: false,
        document: game_scores(),
    }
}

fn version() -> VersionSummary {
    VersionSummary {
        number: 1,
        message: "Top scores of a game.\n</textarea><script>alert(1)</script>".into(),
        author: "Ada Lovelace".into(),
        created_at: AT.into(),
        digest: "0123456789abcdef".repeat(4),
    }
}

/// The example without its stream and index.
fn before() -> Design {
    let table = tablewright_testkit::TableBuilder::new("GameScores").build();
    tablewright_testkit::design("Scores", [table])
}

fn changes(from: u32, older: &Design) -> ChangesView {
    ChangesView { from, to: (from == 0).then_some(1), differences: compare(older, &game_scores()) }
}

pub(crate) fn environment() -> EnvironmentView {
    EnvironmentView {
        id: "e1".into(),
        name: "Sandbox".into(),
        kind: EnvironmentKind::Sandbox,
        account: Some("000000000000".into()),
        region: "eu-central-1".into(),
        endpoint: Some("http://127.0.0.1:41234".into()),
        profile: None,
        role_arn: None,
        name_template: "{table}".into(),
        copies: Some("s3://orders-copies/tables".to_owned()),
        copies_owner: None,
    }
}

/// An environment with this drift.
pub(crate) fn drift(tables: Vec<DriftedTable>) -> EnvironmentDrift {
    let design = DesignDrift {
        design: "d1".into(),
        design_name: "Game scores".into(),
        version: Some(1),
        checked_at: Some(AT.into()),
        error: None,
        half_applied: false,
        tables,
    };
    EnvironmentDrift { interval: DriftInterval::Daily, designs: vec![design] }
}

fn drifted() -> DriftedTable {
    let field = |path: &str, cause| Drift {
        cause,
        field: FieldChange {
            path: path.into(),
            action: Action::Update,
            before: Some("old".into()),
            after: Some("new".into()),
            forces_replacement: false,
        },
    };
    let fields = vec![field("TTL attribute", Cause::Someone), field("warm throughput", Cause::Aws)];
    DriftedTable { table: "GameScores".into(), kind: DriftKind::Changed, fields }
}

fn plan_view() -> PlanView {
    let environment = EnvironmentIdentity {
        name: "Sandbox".into(),
        account: "000000000000".into(),
        region: "eu-central-1".into(),
        endpoint: Some("http://127.0.0.1:41234".into()),
        name_template: "{table}".into(),
        copies: None,
    };
    let wanted = desired(&game_scores(), "Sandbox", &NameTemplate::parse("{table}").unwrap()).unwrap();
    let digest = tablewright_model::digest_of(&game_scores());
    let mut view: PlanView =
        plan(digest, environment, &wanted, &LiveState::default(), &BTreeMap::new(), "tablewright-1").into();
    let message = "Table `GameScores` can be restored 35 days back and then 7".to_owned();
    view.warnings = vec![Warning { code: "DDB107".into(), table: "GameScores".into(), message }];
    view.patterns = vec![PatternChange {
        pattern: "Top scores of a game".into(),
        effect: PatternEffect::Gains,
        before: PatternServed { outcome: "not served".into(), by: None },
        after: PatternServed { outcome: "served".into(), by: Some("Query, GameTitleIndex".into()) },
    }];
    view
}

pub(crate) fn request(state: RequestState) -> RequestView {
    RequestView {
        summary: RequestSummary {
            id: "r1".into(),
            title: "First table".into(),
            state,
            design: "d1".into(),
            design_name: "Game scores".into(),
            version: 1,
            environment: "Sandbox".into(),
            author: "Ada Lovelace".into(),
            created_at: AT.into(),
        },
        environment: environment(),
        plan: plan_view(),
        checks: vec![
            CheckView {
                kind: "lint".into(),
                title: "Lint".into(),
                outcome: CheckOutcome::Passed,
                findings: vec![],
            },
            CheckView {
                kind: "patterns".into(),
                title: "Access patterns stay served".into(),
                outcome: CheckOutcome::Failed,
                findings: vec!["Nothing serves `Top scores` any more.".into()],
            },
        ],
        approvals: Vec::new(),
        needed: 1,
        counted: 0,
        typed: Vec::new(),
        former: vec![FormerPlanView {
            digest: "0".repeat(64),
            made_at: AT.into(),
            approved_by: vec!["Grace Hopper".into()],
            since: vec!["The account is 2; it was 1.".into()],
        }],
        superseded_by: None,
        run: None,
        approve_refused: Some("You opened this request: somebody else approves it.".into()),
        apply_refused: Some("It is not approved yet.".into()),
    }
}

pub(crate) fn approved() -> RequestView {
    let mut request = request(RequestState::Approved);
    let digest = request.plan.digest.clone();
    let by = UserView { name: "Grace Hopper".into(), ..user(Role::Reviewer) };
    request.approvals =
        vec![ApprovalView { by, at: AT.into(), digest, comment: "Looks right.".into(), counts: true }];
    request.apply_refused = None;
    request
}

pub(crate) fn applied() -> RequestView {
    let mut request = approved();
    request.summary.state = RequestState::Applied;
    let steps = request.plan.steps.iter();
    let step = |step: &PlanStepView| RunStepView {
        number: step.number,
        operation: step.operation.clone(),
        table: step.table.clone(),
        state: RunStepState::Done,
        detail: String::new(),
        filled: None,
        aws_request_ids: vec![format!("AWS-{}", step.number)],
        started_at: Some(AT.into()),
        finished_at: Some(AT.into()),
    };
    request.run = Some(RunView {
        id: "run1".into(),
        request: "r1".into(),
        started_by: "Grace Hopper".into(),
        started_at: AT.into(),
        finished_at: Some(AT.into()),
        state: RunState::Succeeded,
        error: None,
        closing: Some("No changes. Your tables match the design.".into()),
        steps: steps.map(step).collect(),
        paused: false,
        stopping: false,
        unfinished: Vec::new(),
    });
    request
}

/// A request whose run waits for an index, of which so much is filled.
pub(crate) fn filling(filled: Filled) -> RequestView {
    let mut request = applied();
    request.summary.state = RequestState::Applying;
    if let Some(run) = &mut request.run {
        (run.state, run.finished_at, run.closing) = (RunState::Running, None, None);
        run.steps.truncate(1);
        for step in &mut run.steps {
            (step.state, step.finished_at) = (RunStepState::Waiting, None);
            step.detail = "Index `GameTitleIndex` is being filled with the items of the table".into();
            step.filled = Some(filled.clone());
        }
    }
    request
}

fn token() -> TokenView {
    TokenView {
        id: "t1".into(),
        name: "Pipeline".into(),
        user: "Ada Lovelace".into(),
        scopes: [TokenScope::Read, TokenScope::Apply].into(),
        created_at: AT.into(),
        expires_at: AT.into(),
        last_used_at: None,
        revoked_at: None,
    }
}

fn audit_entry() -> AuditEntryView {
    AuditEntryView {
        seq: 1,
        at: AT.into(),
        actor: Some("u1".into()),
        actor_name: "Ada Lovelace".into(),
        token: None,
        address: "192.0.2.1".into(),
        request_id: "q1".into(),
        action: "request.approved".into(),
        subject: "request/r1".into(),
        digest: Some("c".repeat(64)),
        detail: serde_json::json!({"comment": "<b>fine</b>"}),
        previous: String::new(),
        hash: "ab".repeat(32),
    }
}

fn webhook() -> WebhookView {
    WebhookView {
        id: "w1".into(),
        name: "Team chat".into(),
        url: "https://chat.example.com/1".into(),
        form: WebhookForm::Chat,
        events: ["request.".to_owned()].into(),
        enabled: false,
        created_at: AT.into(),
    }
}

fn policy() -> PolicyView {
    let people = |role| PeopleView { role, people: Vec::new() };
    PolicyView {
        approvals: 2,
        by_risk: BTreeMap::from([("loses_data".to_owned(), 3)]),
        approvers: people(Role::Reviewer),
        operators: people(Role::Operator),
        self_approval: false,
        comments_void: true,
        after: None,
        freezes: vec![FreezeView {
            reason: "weekend".into(),
            from: "22:00".into(),
            until: "06:00".into(),
            days: vec!["friday".into()],
        }],
        monthly_limit: Some(400),
    }
}

fn thread() -> ThreadView {
    let about = CommentAbout::Step { number: 1, title: "CreateTable GameScores".into() };
    let said = CommentView {
        id: "c1".into(),
        author: "Grace Hopper".into(),
        at: AT.into(),
        body: "Why <i>this</i>?".into(),
        mentions: vec!["Ada Lovelace".into()],
    };
    ThreadView { id: "c1".into(), about, current: true, resolved_by: None, comments: vec![said] }
}
