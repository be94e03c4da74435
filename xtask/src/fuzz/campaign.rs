//! One target for its share of the time.

use std::path::{Path, PathBuf};

use super::found;
use super::seeds::{self, Files};
use super::targets::Target;
use crate::files;
use crate::places;
use crate::problem::{Outcome, Problem};
use crate::say;
use crate::sh::Sh;

/// Seconds by the clock for one input. The targets count seconds at work, and know sooner; this is for where they can't.
const TIMEOUT: u32 = 300;
/// Megabytes of the whole process, with all that libFuzzer remembers; the targets look at each input's own.
const MOST_MEGABYTES: u32 = 1_024;

/// A target about to be run.
pub(super) struct Campaign<'a> {
    pub(super) program: &'a Path,
    pub(super) target: &'a Target,
    pub(super) seconds: u64,
}

/// What came of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Result {
    seeds: usize,
    inputs: String,
    coverage: String,
    kept: usize,
    /// Where the files are that stopped the reader.
    pub(super) found: Option<String>,
}

impl Result {
    pub(super) fn row(&self, name: &str) -> [String; 6] {
        let crashes = usize::from(self.found.is_some());
        let [seeds, kept, crashes] = [self.seeds, self.kept, crashes].map(|number| number.to_string());
        [name.to_owned(), seeds, self.inputs.clone(), self.coverage.clone(), kept, crashes]
    }
}

impl Campaign<'_> {
    /// Begins with the seeds and with what earlier runs have kept.
    pub(super) fn run(&self, files: &Files) -> Outcome<Result> {
        let (corpus, seeds) = (self.folder().join("corpus"), self.folder().join("seeds"));
        let given = seeds::write(&(self.target.seeds)(files), &seeds)?;
        files::make_folder(&corpus)?;
        say::step(format!("{}: {} s, {given} seeds", self.target.name, self.seconds));
        let log = self.folder().join("log.txt");
        found::forget(&self.last())?;
        let is_well = self.fuzz(&corpus, &seeds).said_to(&log)?;
        let said = String::from_utf8_lossy(&files::read(&log)?).into_owned();
        let found = if is_well { None } else { Some(self.finding(&said, &log)?) };
        let kept = files::below(&corpus)?.len();
        let result = Result { seeds: given, inputs: inputs(&said), coverage: coverage(&said), kept, found };
        let [_, _, inputs, coverage, kept, crashes] = result.row("");
        say::step(format!(
            "{}: {inputs} inputs, coverage {coverage}, {kept} kept, {crashes} crashes",
            self.target.name
        ));
        Ok(result)
    }

    fn fuzz(&self, corpus: &Path, seeds: &Path) -> Sh {
        let words = format!("dictionaries/{}.dict", self.target.dictionary);
        super::cargo_fuzz(self.program, "run")
            .arg(self.target.name)
            .args([corpus, seeds])
            .arg("--")
            .arg(format!("-max_total_time={}", self.seconds))
            .arg(format!("-max_len={}", seeds::MOST_BYTES))
            .arg(format!("-timeout={TIMEOUT}"))
            // What is only slow is no finding, and must not be taken for the input that is one.
            .arg(format!("-report_slow_units={TIMEOUT}"))
            .arg(format!("-rss_limit_mb={MOST_MEGABYTES}"))
            .arg(format!("-dict={}", places::fuzz_crate().join(words).display()))
            .arg(format!("-artifact_prefix={}/", self.folder().display()))
            .arg("-print_final_stats=1")
            .env("TABLEWRIGHT_FUZZ_LAST", self.last())
    }

    /// Makes a fixture of what the reader was stopped by.
    fn finding(&self, said: &str, log: &Path) -> Outcome<String> {
        let input = found::input(said).or_else(|| Some(self.last()).filter(|last| last.is_file()));
        let unknown =
            || Problem::new(format!("{} has failed by itself: see {}", self.target.name, log.display()));
        let folder = found::keep(&input.ok_or_else(unknown)?, self.target.name, |input, folder| {
            super::cargo_fuzz(self.program, "run")
                .arg(self.target.name)
                .arg(input)
                .env("TABLEWRIGHT_FUZZ_KEEP", folder)
        })?;
        let shown = format!("{} ({}; see {})", folder.display(), found::why(said), log.display());
        say::step(format!("{}: {shown}", self.target.name));
        Ok(shown)
    }

    fn folder(&self) -> PathBuf {
        places::target().join("fuzz").join(self.target.name)
    }

    /// What the target was reading: an overflow of the stack leaves libFuzzer no room to say it.
    fn last(&self) -> PathBuf {
        self.folder().join("last")
    }
}

/// How many inputs there were, from the closing figures.
fn inputs(said: &str) -> String {
    let line = said.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
    // What was stopped has no closing figures: the last line with a number says about how many.
    let counted = |line: &str| line.strip_prefix('#')?.split_whitespace().next().map(str::to_owned);
    let last = || said.lines().rev().find_map(counted);
    line.map(|number| number.trim().to_owned()).or_else(last).unwrap_or_else(|| "?".to_owned())
}

/// How many edges of the code were met, from the last line that says it.
fn coverage(said: &str) -> String {
    let last = said.lines().rev().find_map(|line| line.split_once(" cov: "));
    last.and_then(|(_, rest)| rest.split_whitespace().next()).unwrap_or("?").to_owned()
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn figures_are_those_at_the_end() {
        let said = "#2\tINITED cov: 10 ft: 11 corp: 1/1b\n#900\tNEW    cov: 40 ft: 50 corp: 9/9b\n";
        assert_eq!((inputs(said), coverage(said)), ("900".to_owned(), "40".to_owned()));
        let closed = format!("{said}#1000\tDONE   cov: 41 ft: 52\nstat::number_of_executed_units: 1000\n");
        assert_eq!((inputs(&closed), coverage(&closed)), ("1000".to_owned(), "41".to_owned()));
        assert_eq!((inputs(""), coverage("")), ("?".to_owned(), "?".to_owned()));
    }
}
