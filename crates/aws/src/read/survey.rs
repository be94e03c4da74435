//! What can be listed for a whole region, listed once when many tables are read: two requests less for each of them.

use std::collections::BTreeMap;

use super::topic::Known;
use super::{Asking, insights, scaling};
use crate::GatewayError;
use crate::normalise::{Insights, Scaling};

const OBJECT: &str = "all tables of the region";

/// Contributor Insights and autoscaling of a region.
#[derive(Debug)]
pub(crate) struct Survey {
    insights: Known<BTreeMap<String, Insights>>,
    scaling: Known<BTreeMap<String, Scaling>>,
}

impl Survey {
    pub(crate) async fn take(asking: Asking<'_>) -> Result<Self, GatewayError> {
        let (insights, scaling) =
            futures::try_join!(insights::list(asking, OBJECT, None), scaling::of_region(asking, OBJECT))?;
        Ok(Self { insights, scaling })
    }

    pub(super) fn insights(&self, table: &str) -> Known<Insights> {
        self.insights.as_ref().map(|tables| tables.get(table).cloned().unwrap_or_default())
    }

    pub(super) fn scaling(&self, resources: &[String]) -> Known<Scaling> {
        self.scaling.as_ref().map(|known| {
            let mut scaling = Scaling::default();
            for found in resources.iter().filter_map(|resource| known.get(resource)) {
                scaling.targets.extend(found.targets.iter().cloned());
                scaling.policies.extend(found.policies.iter().cloned());
            }
            scaling
        })
    }
}
