//! Lint: what AWS accepts and a good engineer would not.
//!
//! One file per rule under `rules/`; its module comment is its page in `docs/lint-codes.md` and what [`Rule`] tells at
//! run time. [`lint`] judges a design under a team's [`Policy`]; [`judge`] also tells what was silenced, and why.
//! Any design can be judged, broken ones included; what is broken is validation's to say (`model`) and is passed over.
//!
//! Deliberately absent, since a design does not hold what they need:
//!
//! - rules about a plan (`plan`): DDB107 to DDB109, DDB112, DDB220, DDB404, DDB411 to DDB413, DDB419;
//! - rules about live tables (`aws`, where the live state is read): DDB103, DDB210, DDB212, DDB417;
//! - rules about the text of Terraform and CloudFormation (`interchange`): DDB414 to DDB416, DDB418;
//! - rules about services that a design does not have: DDB114 (DAX), DDB407 (Redshift).
//!
//! Which index serves a pattern is judged here only as far as the rules need it (`serving`); verdicts are `access`'s.

mod context;
mod doc;
mod findings;
mod held;
mod judging;
mod outcome;
mod policy;
mod rule;
mod rules;
mod sarif;
mod serving;
mod size;
#[cfg(test)]
mod testing;

pub use judging::Judging;
pub use outcome::{Outcome, Silenced, judge, lint};
pub use policy::{Level, Policy, Thresholds};
pub use rule::{Group, Rule};
pub use sarif::sarif;

/// Every rule, by group and code.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    rules::GROUPS.iter().copied().flatten()
}

/// The rule with this code.
#[must_use]
pub fn rule(code: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.code == code)
}
