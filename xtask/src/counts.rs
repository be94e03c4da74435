//! How many tests passed, failed and were skipped, read off the runners' own closing lines.
//!
//! Deliberately not from reports in files: what is counted is what the reader of the log sees.

use std::fmt::{Display, Formatter};

/// Tests by outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// The flaky ones among them.
    pub(crate) passed: u64,
    /// Passed at the second try, where the runner was told to try again: `.ci/run` does.
    pub(crate) flaky: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl Counts {
    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.flaky += other.flaky;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }

    /// nextest: `Summary [ 0.1s] 12 tests run: 11 passed (1 slow, 1 flaky), 1 failed, 2 skipped`.
    pub(crate) fn of_nextest(text: &str) -> Self {
        let text = plain(text);
        let closing = text.lines().rfind(|line| line.contains("Summary ["));
        let counts = closing.and_then(|line| line.split_once("run:"));
        counts.map(|(_, rest)| Self::of_words(rest)).unwrap_or_default()
    }

    /// `cargo test`: one `test result: ok. 5 passed; 0 failed; 1 ignored; ...` for each crate.
    pub(crate) fn of_cargo_test(text: &str) -> Self {
        let mut sum = Self::default();
        for line in plain(text).lines().filter(|line| line.contains("test result:")) {
            sum.add(Self::of_words(line));
        }
        sum
    }

    /// Playwright: `3 passed (4.2s)`, `1 failed`, `1 flaky`, each on its own line, and flaky ones did not "pass".
    pub(crate) fn of_playwright(text: &str) -> Self {
        let mut sum = Self::default();
        for line in plain(text).lines().map(str::trim) {
            if line.starts_with(|c: char| c.is_ascii_digit()) {
                sum.add(Self::of_words(line));
            }
        }
        sum.passed += sum.flaky;
        sum
    }

    /// Every number that is directly followed by a word for an outcome.
    fn of_words(text: &str) -> Self {
        let mut sum = Self::default();
        let separators = [' ', ',', ';', '(', ')'];
        let words: Vec<&str> = text.split(separators).filter(|word| !word.is_empty()).collect();
        for pair in words.windows(2) {
            let Ok(number) = pair[0].parse::<u64>() else {
                continue;
            };
            match pair[1] {
                "passed" => sum.passed += number,
                "flaky" => sum.flaky += number,
                "failed" | "timed" | "exec" | "interrupted" => sum.failed += number,
                "skipped" | "ignored" | "did" => sum.skipped += number,
                _ => {}
            }
        }
        sum
    }
}

impl Display for Counts {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)?;
        if self.flaky > 0 {
            write!(f, "; {} passed only at the second try", self.flaky)?;
        }
        Ok(())
    }
}

/// The text without colours.
fn plain(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| c.is_ascii_alphabetic()).map_or(part.len(), |at| at + 1);
        out.push_str(&part[end..]);
    }
    out
}

#[cfg(test)]
mod unit {
    use super::*;

    fn counts(passed: u64, failed: u64, skipped: u64) -> Counts {
        Counts { passed, failed, skipped, flaky: 0 }
    }

    #[test]
    fn nextest_closes_with_a_summary() {
        let text = "x\n     Summary [   0.022s] 12 tests run: 10 passed (1 slow), 1 failed, 1 timed out, 2 skipped\n";
        assert_eq!(Counts::of_nextest(text), counts(10, 2, 2));
    }

    #[test]
    fn what_passed_at_the_second_try_has_passed_once_and_is_named() {
        let nextest =
            Counts::of_nextest("Summary [ 1s] 3 tests run: 3 passed (1 slow, 1 flaky), 0 skipped\n");
        let playwright = Counts::of_playwright("  1 flaky\n    a.spec.ts\n  2 passed (4.2s)\n");
        assert_eq!(nextest, Counts { flaky: 1, ..counts(3, 0, 0) });
        assert_eq!(playwright, nextest);
    }

    #[test]
    fn doc_tests_close_once_for_each_crate() {
        let line =
            "test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s\n";
        assert_eq!(Counts::of_cargo_test(&line.repeat(2)), counts(4, 0, 2));
    }

    #[test]
    fn playwright_closes_with_a_line_for_each_outcome() {
        let text = "Running 5 tests using 1 worker\n  ok 1 2 passed to the next page\n  1 failed\n    a.spec.ts\n  1 skipped\n  3 passed (4.2s)\n";
        assert_eq!(Counts::of_playwright(text), counts(3, 1, 1));
    }

    #[test]
    fn colours_do_not_hide_numbers() {
        assert_eq!(Counts::of_playwright("\u{1b}[32m  3 passed\u{1b}[39m (1s)"), counts(3, 0, 0));
    }
}
