//! Plans, as they are shown and approved.
//!
//! A view holds renderings in the place of calls: whoever reads a plan need not know every call of AWS.

use serde::{Deserialize, Serialize};
use tablewright_plan::{
    EnvironmentIdentity, Estimate, Migration, Plan, Problem, Reverse, Risk, Step, TableChange, Warning,
    render,
};

/// `POST /designs/{id}/plans`: what applying a version would do. Nothing is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PlanRequest {
    /// The number of the version.
    pub version: u32,
    /// The id of the environment.
    pub environment: String,
}

/// A plan with its renderings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanView {
    /// What an approval of it names.
    pub digest: String,
    /// The digest of the design's version.
    pub version: String,
    /// The fingerprint of the live state that it starts from.
    pub fingerprint: String,
    /// Where it would happen.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub environment: EnvironmentIdentity,
    /// What differs, by table.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub changes: Vec<TableChange>,
    /// The calls, in order.
    pub steps: Vec<PlanStepView>,
    /// Why it can't be carried out; empty when it can.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub problems: Vec<Problem>,
    /// What to think of before it is approved.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub warnings: Vec<Warning>,
    /// The tables that have to be replaced, with the stages in which their items move.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub migrations: Vec<Migration>,
    /// The access patterns that are served otherwise afterwards.
    #[serde(default)]
    pub patterns: Vec<PatternChange>,
    /// The plan as text.
    pub text: String,
}

/// An access pattern that is served otherwise by the tables after the plan than by those that are there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PatternChange {
    /// Its name.
    pub pattern: String,
    /// What becomes of it.
    pub effect: PatternEffect,
    /// By the tables that are there.
    pub before: PatternServed,
    /// By the tables of the version.
    pub after: PatternServed,
}

/// What becomes of an access pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PatternEffect {
    /// It was served by nothing, and is.
    Gains,
    /// It was served, and is no more.
    Loses,
    /// Something else serves it, or in another way.
    Changes,
}

/// How an access pattern is served.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PatternServed {
    /// In words: `served`, `served at a price`, `not served`.
    pub outcome: String,
    /// By what: `Query, GameTitleIndex`.
    pub by: Option<String>,
}

/// One AWS call with all that is known about it beforehand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanStepView {
    /// Its number, from 1.
    pub number: u32,
    /// The AWS operation.
    pub operation: String,
    /// The table.
    pub table: String,
    /// The call in a few words: `UpdateTable GameScores: create index GameTitleIndex`.
    pub title: String,
    /// The body of the request, as indented JSON. Only ARNs and the id of an export are not known beforehand.
    pub request: String,
    /// Why it is needed.
    pub reason: String,
    /// What must hold before it, in words.
    pub precondition: String,
    /// What is waited for after it, in words.
    pub wait: String,
    /// What it may do to running applications.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub risk: Risk,
    /// How long it is expected to take.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub expected: Estimate,
    /// How it would be taken back.
    pub reverse: ReverseView,
}

/// How a step would be taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReverseView {
    /// By this call, in a few words.
    Call(String),
    /// Not at all, and why.
    None(String),
}

impl From<Plan> for PlanView {
    fn from(plan: Plan) -> Self {
        let (digest, text) = (plan.digest().to_string(), render::text(&plan));
        let Plan {
            version,
            environment,
            fingerprint,
            changes,
            steps,
            problems,
            warnings,
            migrations,
            without: _,
        } = plan;
        Self {
            digest,
            version: version.to_string(),
            fingerprint: fingerprint.to_string(),
            environment,
            changes,
            steps: steps.into_iter().map(PlanStepView::from).collect(),
            problems,
            warnings,
            migrations,
            patterns: Vec::new(),
            text,
        }
    }
}

impl From<Step> for PlanStepView {
    fn from(step: Step) -> Self {
        let Step { number, call, reason, precondition, wait, risk, expected, reverse } = step;
        Self {
            number,
            operation: call.operation().to_owned(),
            table: call.table().to_owned(),
            title: render::title(&call),
            request: format!("{:#}", call.request(None)),
            reason,
            precondition,
            wait,
            risk,
            expected,
            reverse: match reverse {
                Reverse::Call(call) => ReverseView::Call(render::title(&call)),
                Reverse::None(why) => ReverseView::None(why),
            },
        }
    }
}
