//! What is different in a plan since an earlier one, in sentences: why an approval of the earlier one counts no more.

use std::collections::BTreeSet;

use tablewright_plan::{EnvironmentIdentity, Plan, Step, render};

/// What an approver of `before` has not seen of `after`. Nothing for equal digests.
pub(crate) fn since(before: &Plan, after: &Plan) -> Vec<String> {
    let mut found = Vec::new();
    if before.version != after.version {
        found.push("The version of the design is another.".to_owned());
    }
    found.extend(elsewhere(before, after));
    if before.fingerprint != after.fingerprint {
        found.push("The tables in the environment have changed.".to_owned());
    }
    found.extend(steps(&before.steps, &after.steps));
    found
}

fn elsewhere(before: &Plan, after: &Plan) -> Vec<String> {
    let (old, new) = (&before.environment, &after.environment);
    let place = |plan: &EnvironmentIdentity| match &plan.copies {
        None => "none".to_owned(),
        Some(place) => match place.owner() {
            None => place.to_string(),
            Some(owner) => format!("{place} of account {owner}"),
        },
    };
    let (wrote, writes) = (place(old), place(new));
    let none = || "the region's own".to_owned();
    let (was, is) = (old.endpoint.clone().unwrap_or_else(none), new.endpoint.clone().unwrap_or_else(none));
    let parts = [
        ("account", &old.account, &new.account),
        ("region", &old.region, &new.region),
        ("endpoint", &was, &is),
        ("name of the environment", &old.name, &new.name),
        ("template of the tables' names", &old.name_template, &new.name_template),
        ("place for copies", &wrote, &writes),
    ];
    let moved = parts.into_iter().filter(|(_, was, is)| was != is);
    moved.map(|(part, was, is)| format!("The {part} is {is}; it was {was}.")).collect()
}

fn steps(before: &[Step], after: &[Step]) -> Vec<String> {
    let titles =
        |steps: &[Step]| -> Vec<String> { steps.iter().map(|step| render::title(&step.call)).collect() };
    let (old, new) = (titles(before), titles(after));
    let (was, is): (BTreeSet<_>, BTreeSet<_>) = (old.iter().collect(), new.iter().collect());
    let gone = old.iter().filter(|title| !is.contains(title)).map(|title| format!("No longer: {title}."));
    let come = new.iter().filter(|title| !was.contains(title)).map(|title| format!("New: {title}."));
    let mut found: Vec<_> = gone.chain(come).collect();
    let changed = before.iter().zip(after).filter(|(a, b)| {
        render::title(&a.call) == render::title(&b.call) && a.call.request(None) != b.call.request(None)
    });
    found.extend(changed.map(|(_, step)| {
        format!("Step {} has another request: {}.", step.number, render::title(&step.call))
    }));
    if found.is_empty() && old != new {
        found.push("The steps are in another order.".to_owned());
    }
    if found.is_empty() && before != after {
        found.push("What is said about the steps is different.".to_owned());
    }
    found
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use tablewright_model::Digest;
    use tablewright_plan::{Call, CopyPlace, Estimate, Reverse, Risk};

    use super::*;

    fn step(number: u32, table: &str, value: &str) -> Step {
        Step {
            number,
            call: Call::Tag {
                table: table.to_owned(),
                tags: BTreeMap::from([("team".to_owned(), value.to_owned())]),
            },
            reason: String::new(),
            precondition: String::new(),
            wait: String::new(),
            risk: Risk::Safe,
            expected: Estimate { seconds: None, basis: String::new() },
            reverse: Reverse::None(String::new()),
        }
    }

    fn plan(steps: Vec<Step>) -> Plan {
        Plan {
            version: Digest::of_bytes(b"1"),
            environment: EnvironmentIdentity {
                name: "prod".to_owned(),
                account: "1".to_owned(),
                region: "eu-central-1".to_owned(),
                endpoint: None,
                name_template: "{table}".to_owned(),
                copies: None,
            },
            fingerprint: Digest::of_bytes(b"live"),
            changes: Vec::new(),
            steps,
            problems: Vec::new(),
            warnings: Vec::new(),
            migrations: Vec::new(),
            without: [].into(),
        }
    }

    #[test]
    fn whatever_changes_the_digest_is_said() {
        let before = plan(vec![step(1, "A", "x"), step(2, "B", "x")]);
        let elsewhere = |change: fn(&mut EnvironmentIdentity)| {
            let mut after = before.clone();
            change(&mut after.environment);
            after
        };
        let cases = [
            (
                Plan { version: Digest::of_bytes(b"2"), ..before.clone() },
                "The version of the design is another.",
            ),
            (
                Plan { fingerprint: Digest::of_bytes(b"x"), ..before.clone() },
                "The tables in the environment have changed.",
            ),
            (elsewhere(|now| now.account = "2".to_owned()), "The account is 2; it was 1."),
            (
                elsewhere(|now| now.endpoint = Some("http://x".to_owned())),
                "The endpoint is http://x; it was the region's own.",
            ),
            (
                elsewhere(|now| now.copies = CopyPlace::parse("s3://copies", Some("123456789012")).ok()),
                "The place for copies is s3://copies of account 123456789012; it was none.",
            ),
            (plan(vec![step(1, "A", "x")]), "No longer: TagResource B: set team."),
            (
                plan(vec![step(1, "A", "x"), step(2, "B", "x"), step(3, "C", "x")]),
                "New: TagResource C: set team.",
            ),
            (
                plan(vec![step(1, "A", "y"), step(2, "B", "x")]),
                "Step 1 has another request: TagResource A: set team.",
            ),
            (plan(vec![step(2, "B", "x"), step(1, "A", "x")]), "The steps are in another order."),
        ];
        for (after, said) in cases {
            assert_ne!(before.digest(), after.digest(), "{said}");
            assert_eq!(since(&before, &after), [said]);
        }
        assert!(since(&before, &before).is_empty());
    }
}
