//! Telling webhooks what the audit log notes: what is said, how it is signed, and the rounds of deliveries.

mod message;
mod send;
mod sign;
#[cfg(test)]
mod tests;
mod worker;

pub(crate) use worker::{Alarm, run};
