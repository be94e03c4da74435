//! Who may approve and apply what, and when: the policy of an environment, and its judgement of a change request.
//!
//! A pure function of a [`Policy`] and the [`Facts`] of one request. The store gathers the facts inside the very
//! transaction that approves or starts a run, so that nothing can change between the question and the act.
//!
//! Deliberately absent: reading or keeping anything, clocks (times come in as unix milliseconds), the digest (only
//! approvals of the plan as it is now are facts), and rights that have nothing to do with a request.

mod facts;
mod freeze;
mod guest;
mod judge;
mod policy;
mod refusal;
mod role;

pub use facts::{Facts, Person, Vote, doomed, worst};
pub use freeze::{Freeze, Weekday, Window};
pub use guest::GuestAccess;
pub use judge::{Standing, may_apply, may_approve, standing};
pub use policy::{People, Policy, Unfit};
pub use refusal::{Deed, Refusal};
pub use role::Role;
