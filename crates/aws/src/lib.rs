//! The gateway to DynamoDB: reads the live state of tables, and performs one step of a plan.
//!
//! The only user of the AWS SDK. Everything behind it speaks [`LiveTable`](tablewright_plan::LiveTable) and
//! [`Call`](tablewright_plan::Call); everything that goes wrong is a [`GatewayError`] with a [`Failure`] that says
//! what may be done about it.
//!
//! Deliberately absent: what is to be done and in which order (`plan`), waiting for the end of a step, repeating a
//! call (`engine`), and any knowledge that an endpoint is a sandbox. No credential is ever kept, logged or returned.

mod client;
mod connection;
mod error;
mod failure;
mod gateway;
mod normalise;
mod pacing;
mod perform;
mod permissions;
mod place;
mod read;
mod regions;
mod request;
mod retry;
mod services;
mod unmodelled;

pub use client::AwsGateway;
pub use connection::{Connection, Credentials};
pub use error::{Failure, GatewayError, Refusal};
pub use gateway::{Gateway, Receipt};
pub use permissions::{REQUIRED_ACTIONS, RequiredActions};
