//! What the command line says.

use std::path::PathBuf;

use super::targets::{TARGETS, Target};
use crate::problem::{Outcome, Problem};

/// How long, which targets, and what they begin with besides the fixtures.
pub(super) struct Choice {
    /// For all targets together.
    pub(super) seconds: u64,
    pub(super) targets: Vec<&'static Target>,
    pub(super) paths: Vec<PathBuf>,
}

impl Choice {
    /// From `--seconds N`, `--only TARGET` and paths, before or after `--`.
    pub(super) fn parse(flags: &[&str], passed: &[String]) -> Outcome<Self> {
        let paths = passed.iter().map(PathBuf::from).collect();
        let mut choice = Self { seconds: 60, targets: Vec::new(), paths };
        let mut flags = flags.iter();
        while let Some(flag) = flags.next() {
            match *flag {
                "--seconds" => choice.seconds = seconds(flags.next())?,
                "--only" => choice.targets.push(target(flags.next())?),
                flag if flag.starts_with('-') => {
                    return Err(Problem::new(format!("`{flag}` is not `--seconds N` or `--only TARGET`")));
                }
                path => choice.paths.push(path.into()),
            }
        }
        if choice.targets.is_empty() {
            choice.targets = TARGETS.iter().collect();
        }
        Ok(choice)
    }
}

fn seconds(text: Option<&&str>) -> Outcome<u64> {
    let number = text.and_then(|text| text.parse().ok());
    number.ok_or_else(|| Problem::new("`--seconds` takes a number"))
}

fn target(name: Option<&&str>) -> Outcome<&'static Target> {
    let found = TARGETS.iter().find(|target| Some(&target.name) == name);
    found.ok_or_else(|| {
        let names = TARGETS.map(|target| target.name).join(", ");
        Problem::new(format!("`--only` takes one of {names}"))
    })
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn without_a_choice_all_have_their_turn() {
        let choice = Choice::parse(&["--seconds", "5", "a"], &["b".to_owned()]);
        assert!(choice.is_ok_and(|choice| choice.seconds == 5
            && choice.targets.len() == TARGETS.len()
            && choice.paths.len() == 2));
    }

    #[test]
    fn what_is_unknown_is_refused() {
        for flags in [&["--seconds", "x"][..], &["--only", "everything"], &["--seed", "1"], &["--only"]] {
            assert!(Choice::parse(flags, &[]).is_err(), "{flags:?}");
        }
    }
}
