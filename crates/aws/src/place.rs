//! One region of the account: its clients, and how fast it is asked.

use std::sync::Arc;

use aws_config::{Region, SdkConfig};

use crate::pacing::Pacing;
use crate::read::Asking;
use crate::services::Services;
use crate::{Connection, retry};

/// The clients of a region. Clones share connections, credentials and quotas.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) connection: Connection,
    pub(crate) changing: Services,
    reading: Services,
    pacing: Arc<Pacing>,
}

impl Place {
    /// The place that the connection names, with the credentials of the configuration.
    pub(crate) fn new(config: &SdkConfig, connection: Connection) -> Self {
        let region = Region::new(connection.region.clone());
        let config = config.clone().into_builder().region(region).build();
        Self {
            reading: Services::new(&retry::reading(&config), &connection),
            changing: Services::new(&retry::changing(&config), &connection),
            pacing: Arc::new(Pacing::new(connection.is_aws())),
            connection,
        }
    }

    pub(crate) fn asking(&self) -> Asking<'_> {
        Asking { services: &self.reading, connection: &self.connection, pacing: &self.pacing }
    }
}
