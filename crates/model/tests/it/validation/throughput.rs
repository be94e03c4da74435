//! Billing, capacity, maxima, warm throughput, autoscaling.

use super::*;

#[test]
fn billing() {
    let capacity = |read: u64, write: u64| json!({ "read": read, "write": write });
    let check = |table: Option<Value>, index: Option<Value>| {
        let mut broken = sound();
        if let Some(capacity) = table {
            broken["billing"] = json!({ "provisioned": capacity });
        }
        if let Some(capacity) = index {
            broken["indexes"][0]["capacity"] = capacity;
        }
        found(&document(&[broken], &[]))
    };
    assert_eq!(check(Some(capacity(1, 1)), Some(capacity(1, 1))), NOTHING);
    assert_eq!(check(Some(capacity(1, 1)), None), ["DDB013 capacity"]);
    assert_eq!(check(None, Some(capacity(1, 1))), ["DDB013 capacity"]);
    assert_eq!(check(Some(capacity(0, 1)), Some(capacity(1, 1))), ["DDB014 billing"]);
    assert_eq!(check(Some(capacity(1, 1)), Some(capacity(1, 0))), ["DDB014 capacity"]);
}

/// A provisioned table whose index has capacity, with more changes.
fn provisioned<const N: usize>(parts: [(&str, Value); N]) -> Vec<String> {
    let mut table = sound();
    put(&mut table, "/billing", json!({ "provisioned": { "read": 10, "write": 10 } }));
    put(&mut table, "/indexes/0/capacity", json!({ "read": 10, "write": 10 }));
    for (part, value) in parts {
        put(&mut table, part, value);
    }
    found(&document(&[table], &[]))
}

#[test]
fn what_is_above_the_quota_is_a_warning_since_aws_raises_it() {
    let billing = |read: u64| json!({ "provisioned": { "read": read, "write": 1 } });
    assert_eq!(provisioned([("/billing", billing(40_000))]), NOTHING);
    assert_eq!(provisioned([("/billing", billing(40_001))]), ["DDB014 billing"]);
    let index = json!({ "read": 1, "write": u64::MAX });
    assert_eq!(provisioned([("/indexes/0/capacity", index)]), ["DDB014 capacity"]);
    let mut table = sound();
    put(&mut table, "/billing", billing(40_001));
    put(&mut table, "/indexes", json!([]));
    assert_eq!(validate(&document(&[table], &[]))[0].severity, Severity::Warning);
}

#[test]
fn maxima_of_on_demand_requests() {
    for part in ["/maximum", "/indexes/0/maximum"] {
        assert_rows(
            part,
            [
                (json!({ "read": 1 }), NOTHING),
                (json!({ "read": 1, "write": 40_000 }), NOTHING),
                (json!({}), NOTHING),
                (json!({ "read": 0 }), &["DDB030 maximum"]),
                (json!({ "read": 5, "write": 0 }), &["DDB030 maximum"]),
            ],
        );
        assert_eq!(provisioned([(part, json!({ "read": 1 }))]), ["DDB030 maximum"]);
        assert_eq!(provisioned([(part, json!({}))]), NOTHING, "it bounds nothing");
    }
}

#[test]
fn warm_throughput() {
    let units = |read: u64, write: u64| json!({ "read": read, "write": write });
    for part in ["/warm", "/indexes/0/warm"] {
        assert_rows(
            part,
            [
                (units(12_000, 4_000), NOTHING),
                (units(11_999, 4_000), &["DDB015 warm"]),
                (units(12_000, 3_999), &["DDB015 warm"]),
            ],
        );
        assert_eq!(provisioned([(part, units(10, 10))]), NOTHING);
        assert_eq!(provisioned([(part, units(9, 10))]), ["DDB015 warm"]);
        assert_eq!(provisioned([(part, units(10, 9))]), ["DDB015 warm"]);
    }
}

#[test]
fn autoscaling() {
    let scaling = |min: u64, max: u64, target: u32| json!({ "min": min, "max": max, "target": target });
    for (scaling, expected) in [
        (scaling(1, 1, 20), NOTHING),
        (scaling(5, 50, 90), NOTHING),
        (scaling(0, 5, 70), &["DDB023 autoscaling"]),
        (scaling(0, 0, 70), &["DDB023 autoscaling"]),
        (scaling(6, 5, 70), &["DDB023 autoscaling"]),
        (scaling(1, 5, 19), &["DDB023 autoscaling"]),
        (scaling(1, 5, 91), &["DDB023 autoscaling"]),
    ] {
        for part in ["/autoscaling", "/indexes/0/autoscaling"] {
            for which in ["read", "write"] {
                let both = json!({ which: scaling });
                assert_eq!(provisioned([(part, both.clone())]), expected, "{part}: {both}");
                assert_eq!(with(part, both), expected, "resting on an on-demand table");
            }
        }
    }
}
