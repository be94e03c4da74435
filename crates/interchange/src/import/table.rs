//! The neutral description of a table: settings in the shape and words of the service's API, each with its place.
//!
//! Every reader ends here, and `understand` begins here. Beside the properties of `CreateTable` these may be there:
//! `TimeToLiveSpecification`, `PointInTimeRecoverySpecification`, `KinesisStreamSpecification`, `ResourcePolicy`,
//! `ContributorInsightsSpecification`, `Replicas`, `GlobalTableWitnesses`, `AutoScaling` (one entry for each target
//! and each policy), `EventSourceMappings`, `Pipes`, `Items`, `Facets`, `NonKeyAttributes`, `SampleDataFormats`,
//! `Description`, and whatever a source has that nobody knows, under its own name.

use std::rc::Rc;

use super::value::{Kind, Loc, Map, Value};

#[derive(Debug, Clone)]
pub(crate) struct TableSource {
    /// What to call it when its name can't be known.
    pub(crate) label: String,
    /// How its source refers to it.
    pub(crate) address: Rc<str>,
    /// Texts that mean it: its name and ARNs.
    pub(crate) aliases: Vec<Rc<str>>,
    pub(crate) at: Loc,
    pub(crate) properties: Map,
}

impl TableSource {
    /// The most that is taken from a source: a design holds half of it, and what goes on would only cost memory.
    pub(crate) const MOST: usize = 20_000;

    /// Adds an entry to a list among the properties.
    pub(crate) fn add(&mut self, list: &str, value: Value) {
        add(&mut self.properties, list, value);
    }

    /// Adds an entry to a list among the settings of the replica in a region; gives it back where there is none.
    pub(crate) fn add_to_replica(&mut self, region: &str, list: &str, value: Value) -> Result<(), Value> {
        let is_it = |replica: &Value| replica.get("RegionName").and_then(Value::as_text) == Some(region);
        let replicas = match self.properties.get_mut("Replicas") {
            Some(Value { kind: Kind::List(values), .. }) => Rc::make_mut(values),
            _ => return Err(value),
        };
        match replicas.iter_mut().find(|replica| is_it(replica)) {
            Some(Value { kind: Kind::Map(map), .. }) => add(Rc::make_mut(map), list, value),
            _ => return Err(value),
        }
        Ok(())
    }
}

fn add(properties: &mut Map, list: &str, value: Value) {
    match properties.get_mut(list) {
        Some(Value { kind: Kind::List(values), .. }) => Rc::make_mut(values).push(value),
        Some(other) => *other = Value::list(other.at, vec![other.clone(), value]),
        None => properties.set(list, Value::list(value.at, vec![value])),
    }
}
