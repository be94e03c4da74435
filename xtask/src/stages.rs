//! Runs named stages one after the other, stops at the first failure, and says how long each took.
//!
//! Deliberately knows nothing about what the stages do.

use std::time::{Duration, Instant};

use crate::counts::Counts;
use crate::problem::{Outcome, Problem};
use crate::say;

/// One named part of a run.
pub(crate) struct Stage<C: ?Sized> {
    pub(crate) name: &'static str,
    /// One line that says what it does.
    pub(crate) what: &'static str,
    pub(crate) run: fn(&C) -> Outcome<Done>,
}

/// What a stage has to say when it did not break down.
#[derive(Default)]
pub(crate) struct Done {
    pub(crate) counts: Counts,
    /// Set when tests ran and some failed: the counts are told all the same.
    pub(crate) failure: Option<Problem>,
}

/// Runs the stages; the table of times and the closing line come out whatever happens.
pub(crate) fn run<C: ?Sized>(stages: &[&Stage<C>], context: &C) -> Outcome {
    let mut times = Vec::new();
    let mut counts = Counts::default();
    let mut failure = None;
    for (number, stage) in stages.iter().enumerate() {
        println!("\n=== {} ({} of {}): {}", stage.name, number + 1, stages.len(), stage.what);
        let begun = Instant::now();
        let (stage_counts, problem) = outcome((stage.run)(context));
        counts.add(stage_counts);
        times.push((stage.name, begun.elapsed(), problem.is_none()));
        if let Some(problem) = problem {
            failure = Some(Problem::new(format!("stage `{}` failed: {problem}", stage.name)));
            break;
        }
    }
    close(&times, counts);
    failure.map_or(Ok(()), Err)
}

fn outcome(result: Outcome<Done>) -> (Counts, Option<Problem>) {
    match result {
        Ok(done) => (done.counts, done.failure),
        Err(problem) => (Counts::default(), Some(problem)),
    }
}

fn close(times: &[(&str, Duration, bool)], counts: Counts) {
    let total = times.iter().map(|(_, time, _)| *time).sum();
    let mut rows: Vec<[String; 3]> = times
        .iter()
        .map(|(name, time, ok)| {
            let verdict = if *ok { "ok" } else { "FAILED" };
            [(*name).to_owned(), say::duration(*time), verdict.to_owned()]
        })
        .collect();
    rows.push(["all".to_owned(), say::duration(total), String::new()]);
    println!("\n{}", say::table(["stage", "time", ""], &rows));
    println!("{counts}");
}
