//! What handlers share.

use std::net::IpAddr;
use std::ops::Deref;
use std::sync::Arc;

use tablewright_storage::Store;

use crate::api::Repeats;
use crate::auth::attempts::Attempts;
use crate::designs::Designs;
use crate::environments::Environments;
use crate::metrics::Metrics;
use crate::oidc::Oidc;
use crate::prices::ListPrices;
use crate::reach::Reach;
use crate::runs::Runs;
use crate::trials::Trials;
use crate::webhooks::Alarm;

/// What handlers share; cloning it is cheap.
#[derive(Clone)]
pub(crate) struct AppState(Arc<Shared>);

/// The parts.
pub(crate) struct Shared {
    /// Everything that is kept.
    pub(crate) store: Store,
    /// The designs that are being edited.
    pub(crate) designs: Designs,
    /// The way to each environment.
    pub(crate) environments: Environments,
    /// The runs that are under way.
    pub(crate) runs: Runs,
    /// What bills are made with.
    pub(crate) prices: ListPrices,
    /// Who tries patterns on a scratch sandbox.
    pub(crate) trials: Trials,
    /// The brake on guessing passwords.
    pub(crate) attempts: Attempts,
    /// What the server counts of itself.
    pub(crate) metrics: Metrics,
    /// What is answered to requests that are sent again.
    pub(crate) repeats: Repeats,
    /// Held by whoever makes or removes the example of a change request.
    pub(crate) tour: tokio::sync::Mutex<()>,
    /// Wakes whoever tells webhooks.
    pub(crate) alarm: Alarm,
    /// The address that people type, without a slash at its end.
    pub(crate) base: String,
    /// Where the server may be sent by what people enter: endpoints and webhooks.
    pub(crate) reach: Reach,
    /// The provider of identities, if there is one.
    pub(crate) oidc: Option<Oidc>,
    /// Whether people reach the server by https only.
    pub(crate) secure_cookies: bool,
    /// The proxies that are believed about addresses.
    pub(crate) proxies: Vec<IpAddr>,
}

impl AppState {
    /// Shares the parts.
    pub(crate) fn new(shared: Shared) -> Self {
        Self(Arc::new(shared))
    }
}

impl Deref for AppState {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}
