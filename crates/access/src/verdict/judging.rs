//! Verdicts of designs that follow one another, as when somebody edits: a pattern that is the same value as in the last
//! design, of a table that is, keeps its verdict.
//!
//! Deliberately no judgement of its own: it says what [`verdicts`](super::verdicts) says.

use tablewright_model::{Design, Kept, Pattern, shares_question};

use super::{Scopes, Verdict};

/// The verdicts of the last design.
#[derive(Debug, Default)]
pub struct Judging {
    last: Design,
    verdicts: Kept<Pattern, Verdict>,
}

impl Judging {
    /// The verdicts of the last design, in the order of its patterns.
    #[must_use]
    pub fn verdicts(&self) -> &[Verdict] {
        self.verdicts.made()
    }

    /// Judges the next design.
    pub fn judge(&mut self, design: &Design) {
        let last = std::mem::replace(&mut self.last, design.clone());
        let mut scopes = Scopes::of(design);
        self.verdicts.renew(
            &design.patterns,
            |pattern, _| shares_question(&last, design, pattern),
            |pattern| scopes.verdict(pattern),
        );
    }
}
