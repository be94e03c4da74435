//! What handlers share.

use std::ops::Deref;
use std::sync::Arc;

use tablewright_storage::Store;

use crate::auth::attempts::Attempts;
use crate::designs::Designs;
use crate::environments::Environments;
use crate::runs::Runs;

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
    /// The brake on guessing passwords.
    pub(crate) attempts: Attempts,
    /// Whether people reach the server by https only.
    pub(crate) secure_cookies: bool,
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
