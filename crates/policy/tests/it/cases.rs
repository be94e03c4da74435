//! Each case: a policy, what is known of a request, who asks, and what comes of it.

use std::collections::BTreeMap;

use tablewright_model::Id;
use tablewright_plan::Risk;
use tablewright_policy::{
    Facts, Freeze, People, Person, Policy, Role, Vote, Window, may_apply, may_approve, standing,
};

const NOW: i64 = 1_000_000;

fn id(name: &str) -> Id {
    name.parse().unwrap()
}

fn person(name: &str, role: Role) -> Person {
    Person { id: id(name), role, active: true }
}

fn vote(name: &str, role: Role, at: i64, typed: &[&str]) -> Vote {
    Vote { by: person(name, role), at, typed: typed.iter().map(|&table| table.to_owned()).collect() }
}

/// Opened by Ada, harmless, with the votes.
fn facts(votes: Vec<Vote>) -> Facts {
    Facts { author: Some(id("ada")), risk: Some(Risk::Safe), votes, ..Facts::default() }
}

fn deletes(votes: Vec<Vote>) -> Facts {
    Facts { risk: Some(Risk::LosesData), doomed: ["Orders".to_owned()].into(), ..facts(votes) }
}

fn named(people: &People, names: &[&str]) -> People {
    People { named: names.iter().map(|name| id(name)).collect(), ..people.clone() }
}

/// What it takes, what is there, and what an operator is told who wants to apply.
#[test]
fn approvals_count_by_the_policy_and_the_people_as_they_are_now() {
    let base = Policy::default();
    let bob = || vote("bob", Role::Reviewer, 10, &[]);
    let eve = || vote("eve", Role::Reviewer, 20, &[]);
    let typed = |name| vote(name, Role::Reviewer, 10, &["Orders"]);
    let gone = Vote { by: Person { active: false, ..bob().by }, ..bob() };
    let commented = |by: &str, at| Facts { comments: [(id(by), at)].into(), ..facts(vec![bob()]) };
    let strict = Policy { comments_void: true, ..base.clone() };
    let by_name = Policy { approvers: named(&base.approvers, &["eve"]), ..base.clone() };
    let own = Policy { self_approval: true, ..base.clone() };
    let two = Policy { approvals: 2, ..base.clone() };
    let risky =
        Policy { by_risk: BTreeMap::from([(Risk::Cost, 2), (Risk::Irreversible, 3)]), ..base.clone() };
    let at_risk = |risk| Facts { risk: Some(risk), ..facts(vec![bob(), eve()]) };
    let too_few = |needed: u32, given: u32| match needed {
        1 => "Nobody who may has approved this plan.".to_owned(),
        _ => format!("This plan needs {needed} approvals and has {given}."),
    };
    let cases = [
        ("nobody", &base, facts(vec![]), 1, 0),
        ("one reviewer", &base, facts(vec![bob()]), 1, 1),
        ("an administrator", &base, facts(vec![vote("root", Role::Administrator, 1, &[])]), 1, 1),
        ("demoted meanwhile", &base, facts(vec![vote("bob", Role::Designer, 10, &[])]), 1, 0),
        ("deactivated meanwhile", &base, facts(vec![gone]), 1, 0),
        ("the author", &base, facts(vec![vote("ada", Role::Administrator, 1, &[])]), 1, 0),
        (
            "the author where that is allowed",
            &own,
            facts(vec![vote("ada", Role::Administrator, 1, &[])]),
            1,
            1,
        ),
        ("two needed, one there", &two, facts(vec![bob()]), 2, 1),
        ("two needed, the same twice", &two, facts(vec![bob(), bob()]), 2, 1),
        ("two needed, two there", &two, facts(vec![bob(), eve()]), 2, 2),
        ("others are named", &by_name, facts(vec![bob()]), 1, 0),
        ("who is named", &by_name, facts(vec![eve()]), 1, 1),
        ("named and demoted", &by_name, facts(vec![vote("eve", Role::Viewer, 1, &[])]), 1, 0),
        ("data is lost, one typed it", &base, deletes(vec![typed("bob")]), 2, 1),
        ("data is lost, one of two typed it", &base, deletes(vec![typed("bob"), eve()]), 2, 1),
        ("data is lost, two typed it", &base, deletes(vec![typed("bob"), typed("eve")]), 2, 2),
        ("a comment where it does not matter", &base, commented("eve", 11), 1, 1),
        ("a comment after the approval", &strict, commented("eve", 11), 1, 0),
        ("a comment at the same moment", &strict, commented("eve", 10), 1, 0),
        ("a comment before the approval", &strict, commented("eve", 9), 1, 1),
        ("the approver's own comment", &strict, commented("bob", 11), 1, 1),
        (
            "another's comment, answered by the approver",
            &strict,
            Facts { comments: [(id("eve"), 11), (id("bob"), 12)].into(), ..facts(vec![bob()]) },
            1,
            0,
        ),
        ("below every class", &risky, at_risk(Risk::Safe), 1, 2),
        ("a class", &risky, at_risk(Risk::Cost), 2, 2),
        ("between two classes", &risky, at_risk(Risk::Degrades), 2, 2),
        ("above every class", &risky, at_risk(Risk::LosesData), 3, 2),
        ("nothing to do", &risky, Facts { risk: None, ..facts(vec![bob()]) }, 1, 1),
    ];
    for (name, policy, facts, needed, given) in cases {
        let found = standing(policy, &facts);
        assert_eq!((found.needed, found.given()), (needed, given), "{name}");
        let told = may_apply(policy, &facts, person("olga", Role::Operator), NOW).map_err(|no| no.words());
        let expected = if given >= needed { Ok(()) } else { Err(too_few(needed, given)) };
        assert_eq!(told, expected, "{name}");
    }
}

#[test]
fn who_may_approve() {
    let base = Policy::default();
    let own = Policy { self_approval: true, ..base.clone() };
    let by_name = Policy { approvers: named(&base.approvers, &["eve"]), ..base.clone() };
    let open = facts(vec![]);
    let ada = person("ada", Role::Administrator);
    let bob = person("bob", Role::Reviewer);
    let cases = [
        ("a reviewer", &base, &open, bob, Ok(())),
        (
            "a designer",
            &base,
            &open,
            person("dan", Role::Designer),
            Err("To approve you need the role reviewer or more; yours is designer."),
        ),
        ("the author", &base, &open, ada, Err("You opened this request: somebody else has to approve it.")),
        ("the author where that is allowed", &own, &open, ada, Ok(())),
        (
            "not named",
            &by_name,
            &open,
            bob,
            Err("This environment names the people who may approve, and you are not among them."),
        ),
        (
            "gone",
            &base,
            &open,
            Person { active: false, ..bob },
            Err("This account was deactivated: ask an administrator."),
        ),
        (
            "again",
            &base,
            &facts(vec![vote("bob", Role::Reviewer, 1, &[])]),
            bob,
            Err("You have approved this plan."),
        ),
        ("untyped", &base, &deletes(vec![]), bob, Err("Type Orders to approve that it is destroyed.")),
        (
            "again, now typed",
            &base,
            &deletes(vec![vote("bob", Role::Reviewer, 1, &[])]),
            bob,
            Err("Type Orders to approve that it is destroyed."),
        ),
    ];
    for (name, policy, facts, person, expected) in cases {
        let told = may_approve(policy, facts, person, &[].into()).map_err(|no| no.words());
        assert_eq!(told, expected.map_err(ToOwned::to_owned), "{name}");
    }
    assert_eq!(may_approve(&base, &deletes(vec![]), bob, &["Orders".to_owned()].into()), Ok(()));
}

#[test]
fn when_and_by_whom_an_approved_plan_is_applied() {
    let base = Policy::default();
    let freeze = |reason: &str, from, until| Freeze {
        reason: reason.to_owned(),
        window: Window::Between { from, until },
    };
    let frozen = Policy {
        freezes: vec![
            freeze("stocktaking", NOW, NOW + 1),
            freeze("year's end", NOW, NOW + 9),
            freeze("past", 0, NOW),
        ],
        ..base.clone()
    };
    let by_name = Policy { operators: named(&base.operators, &["olga"]), ..base.clone() };
    let approved = facts(vec![vote("bob", Role::Reviewer, 1, &[])]);
    let early = Facts { not_yet_in: Some("staging".to_owned()), ..approved.clone() };
    let (olga, oleg) = (person("olga", Role::Operator), person("oleg", Role::Administrator));
    let cases = [
        ("an operator", &base, &approved, olga, Ok(())),
        (
            "a reviewer",
            &base,
            &approved,
            person("bob", Role::Reviewer),
            Err("To apply you need the role operator or more; yours is reviewer."),
        ),
        ("named", &by_name, &approved, olga, Ok(())),
        (
            "not named",
            &by_name,
            &approved,
            oleg,
            Err("This environment names the people who may apply, and you are not among them."),
        ),
        (
            "the longest freeze is told",
            &frozen,
            &approved,
            olga,
            Err("Nothing is applied here now: year's end."),
        ),
        (
            "not yet where it has to be first",
            &base,
            &early,
            olga,
            Err("This version has to be applied in staging first."),
        ),
    ];
    for (name, policy, facts, person, expected) in cases {
        let told = may_apply(policy, facts, person, NOW).map_err(|no| no.words());
        assert_eq!(told, expected.map_err(ToOwned::to_owned), "{name}");
    }
}
