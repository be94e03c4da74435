//! What a source says and a design doesn't hold: one table of names, so that a setting that the model learns leaves it.

use crate::import::value::{Kind, Map, Value, shown};

use super::reading::Reading;

struct Setting {
    name: &'static str,
    label: &'static str,
    /// The word that says nothing.
    default: &'static str,
}

const fn setting(name: &'static str, label: &'static str, default: &'static str) -> Setting {
    Setting { name, label, default }
}

const SETTINGS: &[Setting] = &[
    setting("CurrentWarmThroughput", "the throughput that AWS keeps warm now", ""),
    setting("CustomizedMetricSpecification", "a metric of its own", ""),
    setting("DisassociationProtectionEnabled", "protection against leaving the global table", "false"),
    setting("GlobalTable", "a global table of version 2017", ""),
    setting("GlobalTableSettingsReplicationMode", "which settings replicas share", "ENABLED_WITH_OVERRIDES"),
    setting("GlobalTableSourceArn", "the global table of another account", ""),
    setting("ImportSourceSpecification", "the source of imported items", ""),
    setting("KmsKeyArn", "the key of its filters", ""),
    setting("MetricsConfig", "the list of its metrics", ""),
    setting("Pipes", "a pipe from its stream", ""),
    setting("PolicyType", "scaling by steps", "TargetTrackingScaling"),
    setting("Region", "the region", ""),
    setting("ReplicaStreamSpecification", "what is said of its stream", ""),
    setting("ResourcePolicy", "its resource policy", ""),
    setting("RestoreSource", "the table that it is restored from", ""),
    setting("RestoreTime", "the time that it is restored to", "false"),
    setting("ScheduledActions", "scaling by the clock", ""),
    setting("StartingPositionTimestamp", "the time where reading begins", ""),
    setting("SuspendedState", "suspended scaling", ""),
    setting("Tags", "the list of its tags", ""),
];

/// Tells of everything that is still in the map, each entry of a list for itself.
pub(super) fn tell(properties: &Map, reading: &mut Reading<'_>) {
    /// Nobody reads more of one kind.
    const MOST: usize = 100;
    if let Some((name, more)) = properties.iter().nth(MOST) {
        let number = properties.len() - MOST;
        let message = format!("{number} more settings are left out, from `{}` on", shown(name));
        reading.left_out(more.at, &message);
    }
    for (name, value) in properties.iter().take(MOST) {
        let known = SETTINGS.iter().find(|setting| setting.name == &**name);
        for value in value.items().iter().take(MOST) {
            match known {
                Some(setting) if setting.is_default(value) => {}
                Some(setting) => {
                    reading.left_out(value.at, &format!("{}{} is left out", setting.label, named(value)));
                }
                None => reading.left_out(
                    value.at,
                    &format!("`{}` is left out, since it is no setting that is known", shown(name)),
                ),
            }
        }
    }
}

impl Setting {
    fn is_default(&self, value: &Value) -> bool {
        match &value.kind {
            Kind::Null => true,
            Kind::Map(map) => map.is_empty(),
            _ => value.to_text().is_some_and(|text| *text == *self.default),
        }
    }
}

/// The name of what is left out, when it has one.
fn named(value: &Value) -> String {
    let names = ["Name", "RegionName"];
    let name = names.iter().find_map(|name| value.get(name)?.to_text());
    name.map(|name| format!(" (`{}`)", shown(&name))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_sorted_and_no_name_stands_twice() {
        assert!(SETTINGS.is_sorted_by(|a, b| a.name < b.name));
    }
}
