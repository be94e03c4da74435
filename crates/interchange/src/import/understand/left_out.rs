//! What a source says and a design doesn't hold: one table of names, so that a setting that the model learns leaves it.

use crate::import::value::{Kind, Map, Value};

use super::reading::Reading;

/// When a setting says nothing beyond the service's default.
enum Default {
    /// It always says something.
    Never,
    /// Its flag is off, or missing.
    Off(&'static str),
    /// It is this word.
    Word(&'static str),
}

struct Setting {
    name: &'static str,
    label: &'static str,
    default: Default,
}

const fn setting(name: &'static str, label: &'static str, default: Default) -> Setting {
    Setting { name, label, default }
}

const SETTINGS: &[Setting] = &[
    setting("AutoScaling", "autoscaling", Default::Never),
    setting("ContributorInsightsSpecification", "contributor insights", Default::Off("Enabled")),
    setting("EventSourceMappings", "an event source mapping of its stream", Default::Never),
    setting("Facets", "a facet", Default::Never),
    setting("GlobalTable", "a global table of version 2017", Default::Never),
    setting("GlobalTableWitnesses", "the witness of the global table", Default::Never),
    setting("ImportSourceSpecification", "the source of imported items", Default::Never),
    setting("KinesisStreamSpecification", "the Kinesis stream", Default::Never),
    setting("LocalSecondaryIndexes", "a local secondary index", Default::Never),
    setting("MultiRegionConsistency", "the consistency of the global table", Default::Word("EVENTUAL")),
    setting("OnDemandThroughput", "the ceiling of on-demand throughput", Default::Never),
    setting("Pipes", "a pipe from its stream", Default::Never),
    setting(
        "PointInTimeRecoverySpecification",
        "point-in-time recovery",
        Default::Off("PointInTimeRecoveryEnabled"),
    ),
    setting("Region", "the region", Default::Never),
    setting("Replicas", "a replica", Default::Never),
    setting("ResourcePolicy", "the resource policy", Default::Never),
    setting("RestoreSource", "the table that it is restored from", Default::Never),
    setting("RestoreTime", "the time that it is restored to", Default::Off("")),
    setting("SSESpecification", "encryption with a key of its own", Default::Off("SSEEnabled")),
    setting("SampleDataFormats", "the list of sample data formats", Default::Never),
    setting("TableClass", "the table class", Default::Word("STANDARD")),
    setting("VectorIndexes", "a vector index", Default::Never),
    setting("WarmThroughput", "warm throughput", Default::Never),
];

/// Tells of everything that is still in the map, each entry of a list for itself.
pub(super) fn tell(properties: &Map, reading: &mut Reading<'_>) {
    /// Nobody reads more of one kind.
    const MOST: usize = 100;
    for (name, value) in properties.iter() {
        let known = SETTINGS.iter().find(|setting| setting.name == &**name);
        for value in value.items().iter().take(MOST) {
            match known {
                Some(setting) if setting.is_default(value) => {}
                Some(setting) => {
                    reading.left_out(value.at, &format!("{}{} is left out", setting.label, named(value)))
                }
                None => reading.left_out(
                    value.at,
                    &format!("`{name}` is left out, since it is no setting that is known"),
                ),
            }
        }
    }
}

impl Setting {
    fn is_default(&self, value: &Value) -> bool {
        match (&self.default, &value.kind) {
            (_, Kind::Null) => true,
            (_, Kind::Map(map)) if map.is_empty() => true,
            (Default::Word(word), Kind::Text(text)) => **text == **word,
            (Default::Off(_), Kind::Bool(is_on)) => !is_on,
            (Default::Off(flag), Kind::Map(map)) => map.get(flag).and_then(Value::to_bool) == Some(false),
            _ => false,
        }
    }
}

/// The name of what is left out, when it has one.
fn named(value: &Value) -> String {
    let names = ["IndexName", "FacetName", "RegionName", "FunctionName", "StreamArn"];
    let name = names.iter().find_map(|name| value.get(name)?.to_text());
    name.map(|name| format!(" (`{}`)", crate::import::value::shown(&name))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_sorted_and_no_name_stands_twice() {
        assert!(SETTINGS.is_sorted_by(|a, b| a.name < b.name));
    }
}
