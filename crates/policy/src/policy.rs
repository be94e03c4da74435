//! The policy itself, as it is kept and shown.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tablewright_model::Id;
use tablewright_plan::Risk;

use crate::freeze::{DAY_MINUTES, Freeze, Window};
use crate::role::Role;

/// More approvals than this nobody gathers.
const MOST_APPROVALS: u32 = 20;
/// More people or freezes than this nobody reads.
const MOST_ENTRIES: usize = 200;

/// What it takes to change an environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// How many people have to agree, at least 1.
    pub approvals: u32,
    /// How many have to agree to a plan whose worst step is of this class or a worse one; the largest number counts.
    pub by_risk: BTreeMap<Risk, u32>,
    /// Who may approve.
    pub approvers: People,
    /// Who may apply.
    pub operators: People,
    /// Whether the author's own approval counts.
    pub self_approval: bool,
    /// Whether a comment takes back the approvals that were given before it, all but the commentator's own.
    pub comments_void: bool,
    /// The environment in which the same version must have been applied before.
    pub after: Option<Id>,
    /// When nothing is applied.
    pub freezes: Vec<Freeze>,
    /// What a version may cost in a month at most, in whole US dollars, for a plan of it to be reviewed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub monthly_limit: Option<u32>,
}

impl Default for Policy {
    /// One approval by somebody else, two where data is lost.
    fn default() -> Self {
        Self {
            approvals: 1,
            by_risk: BTreeMap::from([(Risk::LosesData, 2)]),
            approvers: People { role: Role::Reviewer, named: Vec::new() },
            operators: People { role: Role::Operator, named: Vec::new() },
            self_approval: false,
            comments_void: false,
            after: None,
            freezes: Vec::new(),
            monthly_limit: None,
        }
    }
}

/// Some of the people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct People {
    /// They have this role or more.
    pub role: Role,
    /// And they are among these; everybody with the role, when there are none.
    #[serde(default)]
    pub named: Vec<Id>,
}

/// Why a policy makes no sense: the field, and a sentence for people.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence above")]
pub struct Unfit {
    pub field: &'static str,
    pub message: String,
}

impl Policy {
    /// Whether the policy can be kept for this environment; the first thing that is wrong with it, if not.
    ///
    /// # Errors
    ///
    /// [`Unfit`] with the field.
    pub fn check(&self, environment: Id) -> Result<(), Unfit> {
        let numbers = std::iter::once(&self.approvals).chain(self.by_risk.values());
        let fit = |held: bool, field, message: &str| {
            if held { Ok(()) } else { Err(Unfit { field, message: message.to_owned() }) }
        };
        let wrong_number = |number: &u32| !(1..=MOST_APPROVALS).contains(number);
        fit(!numbers.clone().any(wrong_number), "approvals", "Ask for 1 to 20 approvals.")?;
        fit(self.approvers.role >= Role::Reviewer, "approvers", "Approvers have the role reviewer or more.")?;
        fit(self.operators.role >= Role::Operator, "operators", "Operators have the role operator or more.")?;
        let named = &self.approvers.named;
        let most = numbers.copied().max().unwrap_or_default();
        let reachable = named.is_empty() || u32::try_from(named.len()).is_ok_and(|count| count >= most);
        fit(reachable, "approvers", "Name at least as many approvers as approvals are needed.")?;
        fit(named.len() <= MOST_ENTRIES, "approvers", "Name at most 200 people.")?;
        fit(self.operators.named.len() <= MOST_ENTRIES, "operators", "Name at most 200 people.")?;
        fit(self.after != Some(environment), "after", "An environment can't come after itself.")?;
        fit(self.freezes.len() <= MOST_ENTRIES, "freezes", "Keep at most 200 freezes.")?;
        self.freezes.iter().try_for_each(|freeze| {
            fit(!freeze.reason.trim().is_empty(), "freezes", "Say why nothing is applied meanwhile.")?;
            fit(freeze.reason.chars().count() <= 200, "freezes", "Use at most 200 characters for a reason.")?;
            fit(is_window(&freeze.window), "freezes", "A freeze ends after it begins, and a week's has days.")
        })
    }
}

fn is_window(window: &Window) -> bool {
    match window {
        Window::Between { from, until } => from < until,
        Window::Weekly { days, from, until } => {
            !days.is_empty() && *from < DAY_MINUTES && *until < DAY_MINUTES
        }
    }
}
