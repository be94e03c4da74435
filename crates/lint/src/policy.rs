//! What a team wants of its designs: rules switched off or made stricter, and the numbers that rules go by.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tablewright_model::Severity;

use crate::rule::Rule;

/// A team's policy; the default is every rule at its own severity.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// What becomes of a rule's findings, by code; rules that are not named keep their severity.
    pub rules: BTreeMap<String, Level>,
    /// The numbers that rules go by.
    pub thresholds: Thresholds,
}

/// What becomes of a rule's findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// They are not told.
    Off,
    /// They are told as worth knowing.
    Info,
    /// They are told as warnings.
    Warning,
    /// They are told as errors.
    Error,
}

impl Policy {
    /// The severity of a rule's findings; `None` is off.
    #[must_use]
    pub fn severity(&self, rule: &Rule) -> Option<Severity> {
        match self.rules.get(rule.code) {
            None => Some(rule.severity),
            Some(Level::Off) => None,
            Some(Level::Info) => Some(Severity::Info),
            Some(Level::Warning) => Some(Severity::Warning),
            Some(Level::Error) => Some(Severity::Error),
        }
    }

    /// The codes that no rule has, such as those of validation, which a policy can't change.
    pub fn unknown_codes(&self) -> impl Iterator<Item = &str> {
        self.rules.keys().map(String::as_str).filter(|code| crate::rule(code).is_none())
    }
}

/// The numbers that rules go by. Limits of the service are not among them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Thresholds {
    /// DDB104: whether tables are to be encrypted with a key of the customer.
    pub wants_customer_key: bool,
    /// DDB410: the tags that every table must have; without any, one tag of any name will do.
    pub required_tags: Vec<String>,
    /// DDB205: whether on-demand tables must have a maximum.
    pub wants_maximum: bool,
    /// DDB203: average use in percent of provisioned capacity, below which on-demand is cheaper.
    pub low_use_percent: u64,
    /// DDB204: average rate in percent of the peak, from which traffic counts as steady.
    pub steady_percent: u64,
    /// DDB209: how many times the modelled peak warm throughput may be.
    pub warm_factor: u64,
    /// DDB213: bytes of an item from which it is wide.
    pub wide_item: u64,
    /// DDB215, DDB216, DDB218: requests per second from which a pattern is frequent.
    pub frequent_rate: u64,
    /// DDB215: items read for one returned, from which a filter wastes reads.
    pub read_to_return: u64,
    /// DDB216: bytes of an item from which reading it for few attributes is a waste.
    pub large_item: u64,
    /// DDB216: bytes of an item from which it is too near to the limit of 400 KB.
    pub huge_item: u64,
    /// DDB301: how few different values of a partition key are too few.
    pub few_values: u64,
    /// DDB316: index writes for one read of it, from which the index costs more than it gives.
    pub writes_to_reads: u64,
    /// DDB118: days that point-in-time recovery must go back.
    pub recovery_days: u32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            wants_customer_key: false,
            required_tags: Vec::new(),
            wants_maximum: false,
            low_use_percent: 29,
            steady_percent: 60,
            warm_factor: 4,
            wide_item: 1_024,
            frequent_rate: 10,
            read_to_return: 10,
            large_item: 4_096,
            huge_item: 102_400,
            few_values: 20,
            writes_to_reads: 5,
            recovery_days: 35,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_is_read_with_defaults() {
        let text = r#"{"rules": {"DDB101": "error", "DDB102": "off", "DDB001": "info"}, "thresholds": {"warm_factor": 2}}"#;
        let policy: Policy = serde_json::from_str(text).unwrap();
        let severity = |code| policy.severity(crate::rule(code).unwrap());
        assert_eq!(severity("DDB101"), Some(Severity::Error));
        assert_eq!(severity("DDB102"), None);
        assert_eq!(severity("DDB104"), Some(crate::rule("DDB104").unwrap().severity));
        assert_eq!(policy.unknown_codes().collect::<Vec<_>>(), ["DDB001"]);
        assert_eq!(policy.thresholds, Thresholds { warm_factor: 2, ..Thresholds::default() });
        assert!(serde_json::from_str::<Policy>(r#"{"rule": {}}"#).is_err());
    }
}
