//! Policies as the API writes them: times as people do, classes by their terms.

use std::collections::BTreeMap;

use jiff::Timestamp as Instant;
use tablewright_contract::{FreezeView, PeopleView, PolicyView};
use tablewright_plan::Risk;
use tablewright_policy::{Freeze, People, Policy, Weekday, Window};
use tablewright_storage::Timestamp;

use super::{Failure, views};
use crate::time::rfc3339;

const RISKS: [(&str, Risk); 4] = [
    ("cost", Risk::Cost),
    ("degrades", Risk::Degrades),
    ("irreversible", Risk::Irreversible),
    ("loses_data", Risk::LosesData),
];

const DAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// From the policy to its view.
pub(super) fn view(policy: &Policy) -> PolicyView {
    let term = |(risk, number): (&Risk, &u32)| {
        let (term, _) = RISKS.iter().find(|(_, known)| known == risk)?;
        Some(((*term).to_owned(), *number))
    };
    PolicyView {
        approvals: policy.approvals,
        by_risk: policy.by_risk.iter().filter_map(term).collect(),
        approvers: people(&policy.approvers),
        operators: people(&policy.operators),
        self_approval: policy.self_approval,
        comments_void: policy.comments_void,
        after: policy.after.map(|id| id.to_string()),
        freezes: policy.freezes.iter().map(freeze).collect(),
        monthly_limit: policy.monthly_limit,
    }
}

/// From a view to the policy that it means.
pub(super) fn parse(view: PolicyView) -> Result<Policy, Failure> {
    let after = view.after.filter(|id| !id.is_empty()).map(|id| id.parse()).transpose();
    Ok(Policy {
        approvals: view.approvals,
        by_risk: view.by_risk.iter().map(risk).collect::<Result<BTreeMap<_, _>, _>>()?,
        approvers: parse_people("approvers", &view.approvers)?,
        operators: parse_people("operators", &view.operators)?,
        self_approval: view.self_approval,
        comments_void: view.comments_void,
        after: after.map_err(|_| Failure::invalid("after", "There is no such environment."))?,
        freezes: view.freezes.into_iter().map(parse_freeze).collect::<Result<_, _>>()?,
        monthly_limit: view.monthly_limit,
    })
}

fn people(people: &People) -> PeopleView {
    let named = people.named.iter().map(ToString::to_string).collect();
    PeopleView { role: views::role(people.role), people: named }
}

fn parse_people(field: &str, view: &PeopleView) -> Result<People, Failure> {
    let ids: Result<Vec<_>, _> = view.people.iter().map(|id| id.parse()).collect();
    let named = ids.map_err(|_| Failure::invalid(field, "One of the people is not there."))?;
    Ok(People { role: views::stored_role(view.role), named })
}

fn risk((term, number): (&String, &u32)) -> Result<(Risk, u32), Failure> {
    let found = RISKS.iter().find(|(known, _)| known == term);
    let unknown =
        || Failure::invalid("by_risk", "The classes are cost, degrades, irreversible and loses_data.");
    found.map(|(_, risk)| (*risk, *number)).ok_or_else(unknown)
}

fn freeze(freeze: &Freeze) -> FreezeView {
    let reason = freeze.reason.clone();
    match &freeze.window {
        Window::Between { from, until } => FreezeView {
            reason,
            from: rfc3339(Timestamp(*from)),
            until: rfc3339(Timestamp(*until)),
            days: Vec::new(),
        },
        Window::Weekly { days, from, until } => {
            let names = DAYS.iter().filter(|(_, day)| days.contains(day)).map(|(name, _)| (*name).to_owned());
            FreezeView { reason, from: time_of_day(*from), until: time_of_day(*until), days: names.collect() }
        }
    }
}

fn parse_freeze(view: FreezeView) -> Result<Freeze, Failure> {
    let unfit = |message| Failure::invalid("freezes", message);
    let reason = view.reason.trim().to_owned();
    if view.days.is_empty() {
        let instant = |text: &str| text.parse::<Instant>().map(Instant::as_millisecond);
        let (from, until) = (instant(&view.from), instant(&view.until));
        let message = "A freeze begins and ends at a time such as 2026-12-24T00:00:00Z.";
        let (Ok(from), Ok(until)) = (from, until) else { return Err(unfit(message)) };
        return Ok(Freeze { reason, window: Window::Between { from, until } });
    }
    let day = |name: &String| DAYS.iter().find(|(known, _)| known == name).map(|(_, day)| *day);
    let days: Option<Vec<_>> = view.days.iter().map(day).collect();
    let days = days.ok_or_else(|| unfit("The days are monday to sunday."))?;
    let times = minute_of_day(&view.from).zip(minute_of_day(&view.until));
    let (from, until) =
        times.ok_or_else(|| unfit("A weekly freeze begins and ends at a time such as 22:00."))?;
    Ok(Freeze { reason, window: Window::Weekly { days, from, until } })
}

fn time_of_day(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn minute_of_day(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_is_read_as_it_was_shown() {
        let freezes = vec![
            Freeze {
                reason: "year's end".to_owned(),
                window: Window::Between { from: 1_798_070_400_000, until: 1_798_761_600_000 },
            },
            Freeze {
                reason: "weekends".to_owned(),
                window: Window::Weekly {
                    days: vec![Weekday::Friday, Weekday::Sunday],
                    from: 22 * 60,
                    until: 6 * 60 + 5,
                },
            },
        ];
        let policy = Policy {
            approvals: 2,
            after: Some("staging".parse().unwrap()),
            freezes,
            monthly_limit: Some(250),
            ..Policy::default()
        };
        let shown = view(&policy);
        assert_eq!(shown.freezes[0].from, "2026-12-24T00:00:00Z");
        assert_eq!((shown.freezes[1].from.as_str(), shown.freezes[1].until.as_str()), ("22:00", "06:05"));
        assert_eq!(shown.by_risk, BTreeMap::from([("loses_data".to_owned(), 2)]));
        assert_eq!(parse(shown).unwrap(), policy);
    }

    #[test]
    fn times_that_are_none_are_refused() {
        for (from, until, days) in [
            ("24:00", "06:00", vec!["monday"]),
            ("22:00", "6", vec!["monday"]),
            ("22:00", "23:00", vec!["Montag"]),
            ("22:00", "23:00", vec![]),
        ] {
            let days = days.into_iter().map(ToOwned::to_owned).collect();
            let freezes = vec![FreezeView {
                reason: "x".to_owned(),
                from: from.to_owned(),
                until: until.to_owned(),
                days,
            }];
            assert!(parse(PolicyView { freezes, ..view(&Policy::default()) }).is_err(), "{from} {until}");
        }
    }
}
