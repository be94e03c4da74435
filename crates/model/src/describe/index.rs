//! Settings of the three kinds of index.

use super::spec::settings;
use super::text::{self, NONE, plain};
use super::{Described, Spec};
use crate::{GlobalIndex, LocalIndex, VectorIndex};

impl Described for GlobalIndex {
    const SETTINGS: &'static [Spec<Self>] = GLOBAL;

    fn title(&self) -> String {
        self.name.clone()
    }
}

impl Described for LocalIndex {
    const SETTINGS: &'static [Spec<Self>] = LOCAL;

    fn title(&self) -> String {
        self.name.clone()
    }
}

impl Described for VectorIndex {
    const SETTINGS: &'static [Spec<Self>] = VECTOR;

    fn title(&self) -> String {
        self.name.clone()
    }
}

settings! {
    GLOBAL of GlobalIndex, told by (scope, index) {
        Identity {
            Name "name" "IndexName": index.name, required, plain(&index.name);
            Description "description": index.description, unset, plain(&index.description);
        }
        Keys {
            PartitionKey "partition key" "KeySchema": index.partition, required,
                scope.attributes(&index.partition, NONE);
            SortKey "sort key" "KeySchema": index.sort, unset, scope.attributes(&index.sort, NONE);
        }
        Projection {
            Projection "projection" "Projection": index.projection, required,
                text::projection(scope, &index.projection);
        }
        Capacity {
            Capacity "capacity" "ProvisionedThroughput": index.capacity, unset,
                text::maybe(index.capacity.map(text::capacity));
            Autoscaling "autoscaling" "ScalableTarget": index.autoscaling, unset,
                text::maybe(index.autoscaling.map(text::autoscaling));
            Maximum "on-demand maximum" "OnDemandThroughput": index.maximum, unset,
                text::maybe(index.maximum.map(text::maximum));
            Warm "warm throughput" "WarmThroughput": index.warm, unset, text::maybe(index.warm.map(text::warm));
        }
        Operation {
            Insights "Contributor Insights" "ContributorInsightsMode": index.insights, unset,
                text::insights(index.insights);
        }
    }
}

settings! {
    LOCAL of LocalIndex, told by (scope, index) {
        Identity {
            Name "name" "IndexName": index.name, required, plain(&index.name);
            Description "description": index.description, unset, plain(&index.description);
        }
        Keys {
            SortKey "sort key" "KeySchema": index.sort, required, scope.maybe_attribute(index.sort, NONE);
        }
        Projection {
            Projection "projection" "Projection": index.projection, required,
                text::projection(scope, &index.projection);
        }
    }
}

settings! {
    VECTOR of VectorIndex, told by (scope, index) {
        Identity {
            Name "name" "IndexName": index.name, required, plain(&index.name);
            Description "description": index.description, unset, plain(&index.description);
        }
        Keys {
            Vector "vector attribute" "VectorAttribute": index.vector, required,
                scope.maybe_attribute(index.vector, NONE);
            Dimensions "dimensions" "Dimensions": index.dimensions, required, index.dimensions.to_string();
            Distance "distance" "DistanceFunction": index.distance, required, index.distance.term().to_owned();
            PartitionKey "partition key" "SearchSchema": index.partition, unset,
                scope.maybe_attribute(index.partition, NONE);
            Filters "filter attributes" "SearchSchema": index.filters, unset,
                scope.attributes(&index.filters, NONE);
        }
        Projection {
            Projection "projection" "Projection": index.projection, required,
                text::projection(scope, &index.projection);
        }
    }
}
