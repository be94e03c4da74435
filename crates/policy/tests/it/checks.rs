//! Which policies can be kept, and what a kept one looks like.

use std::collections::BTreeMap;

use tablewright_model::Id;
use tablewright_plan::Risk;
use tablewright_policy::{Freeze, People, Policy, Role, Weekday, Window};

fn id(name: &str) -> Id {
    name.parse().unwrap()
}

#[test]
fn a_policy_that_makes_no_sense_is_refused_by_field() {
    let base = Policy::default();
    let freeze = |reason: &str, window| vec![Freeze { reason: reason.to_owned(), window }];
    let weekly = |days: &[Weekday], from, until| Window::Weekly { days: days.to_vec(), from, until };
    let monday = [Weekday::Monday];
    let cases = [
        ("as it comes", base.clone(), None),
        ("no approval", Policy { approvals: 0, ..base.clone() }, Some("approvals")),
        ("too many", Policy { approvals: 21, ..base.clone() }, Some("approvals")),
        (
            "none by risk",
            Policy { by_risk: BTreeMap::from([(Risk::Cost, 0)]), ..base.clone() },
            Some("approvals"),
        ),
        (
            "designers approve",
            Policy { approvers: People { role: Role::Designer, named: vec![] }, ..base.clone() },
            Some("approvers"),
        ),
        (
            "reviewers apply",
            Policy { operators: People { role: Role::Reviewer, named: vec![] }, ..base.clone() },
            Some("operators"),
        ),
        (
            "one named, two needed where data is lost",
            Policy { approvers: People { role: Role::Reviewer, named: vec![id("bob")] }, ..base.clone() },
            Some("approvers"),
        ),
        ("after itself", Policy { after: Some(id("prod")), ..base.clone() }, Some("after")),
        ("after another", Policy { after: Some(id("staging")), ..base.clone() }, None),
        (
            "a freeze without a reason",
            Policy { freezes: freeze(" ", weekly(&monday, 0, 0)), ..base.clone() },
            Some("freezes"),
        ),
        (
            "a freeze that ends before it begins",
            Policy { freezes: freeze("x", Window::Between { from: 2, until: 1 }), ..base.clone() },
            Some("freezes"),
        ),
        (
            "a week without days",
            Policy { freezes: freeze("x", weekly(&[], 0, 0)), ..base.clone() },
            Some("freezes"),
        ),
        (
            "a day too long",
            Policy { freezes: freeze("x", weekly(&monday, 0, 1_440)), ..base.clone() },
            Some("freezes"),
        ),
        ("every Monday", Policy { freezes: freeze("x", weekly(&monday, 0, 0)), ..base.clone() }, None),
    ];
    for (name, policy, field) in cases {
        assert_eq!(policy.check(id("prod")).map_err(|unfit| unfit.field).err(), field, "{name}");
    }
}

#[test]
fn a_kept_policy_is_read_as_it_was_and_missing_parts_are_the_usual_ones() {
    let policy = Policy {
        approvals: 3,
        after: Some(id("staging")),
        freezes: vec![Freeze {
            reason: "weekend".to_owned(),
            window: Window::Weekly { days: vec![Weekday::Saturday], from: 0, until: 60 },
        }],
        ..Policy::default()
    };
    let text = serde_json::to_string(&policy).unwrap();
    assert_eq!(serde_json::from_str::<Policy>(&text).unwrap(), policy);
    assert_eq!(serde_json::from_str::<Policy>("{}").unwrap(), Policy::default());
    let own = serde_json::from_str::<Policy>(r#"{"self_approval":true}"#).unwrap();
    assert_eq!(own, Policy { self_approval: true, ..Policy::default() });
    assert!(serde_json::from_str::<Policy>(r#"{"approvels":2}"#).is_err());
}
