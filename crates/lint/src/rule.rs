//! What a rule is: a code, how much it matters, what it says of itself, and a function that looks.

use tablewright_model::{Severity, Silence};

use crate::context::{Context, TableView};
use crate::findings::Findings;
use crate::serving::PatternView;

/// One rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its stable code, such as `DDB101`.
    pub code: &'static str,
    /// How much its findings matter unless the policy says otherwise.
    pub severity: Severity,
    /// What it is about.
    pub group: Group,
    pub(crate) doc: &'static str,
    pub(crate) check: Check,
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Check {
    Design(fn(&Context, &mut Findings)),
    Table(fn(&TableView, &mut Findings)),
    Pattern(fn(&TableView, &PatternView, &mut Findings)),
    Silence(fn(&Context, &Silence, &mut Findings)),
}

/// What a group of rules is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// How what a table holds is kept safe.
    Protection,
    /// What it costs, and whether it suffices.
    Capacity,
    /// Keys, indexes, and how items spread over them.
    Keys,
    /// Streams, consumers and running it.
    Operations,
    /// The lint itself.
    Lint,
}

impl Group {
    /// Every group in the order of codes.
    pub const ALL: [Self; 5] = [Self::Protection, Self::Capacity, Self::Keys, Self::Operations, Self::Lint];

    /// The group as a heading.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Protection => "Data protection",
            Self::Capacity => "Capacity and cost",
            Self::Keys => "Keys, indexes and distribution",
            Self::Operations => "Streams and operations",
            Self::Lint => "The lint itself",
        }
    }
}

/// The parts of a rule's comment after its title.
const PARTS: [&str; 4] = ["Detects: ", "Why: ", "Way out: ", "Source: "];

impl Rule {
    /// A rule about the design as a whole.
    pub(crate) const fn design(
        code: &'static str,
        severity: Severity,
        check: fn(&Context, &mut Findings),
    ) -> Self {
        Self::new(code, severity, Check::Design(check))
    }

    /// A rule about each table.
    pub(crate) const fn table(
        code: &'static str,
        severity: Severity,
        check: fn(&TableView, &mut Findings),
    ) -> Self {
        Self::new(code, severity, Check::Table(check))
    }

    /// A rule about each access pattern whose table is there.
    pub(crate) const fn pattern(
        code: &'static str,
        severity: Severity,
        check: fn(&TableView, &PatternView, &mut Findings),
    ) -> Self {
        Self::new(code, severity, Check::Pattern(check))
    }

    /// A rule about each silence that silenced nothing.
    pub(crate) const fn silence(
        code: &'static str,
        severity: Severity,
        check: fn(&Context, &Silence, &mut Findings),
    ) -> Self {
        Self::new(code, severity, Check::Silence(check))
    }

    /// Group and comment are filled in by the list of the group's rules.
    const fn new(code: &'static str, severity: Severity, check: Check) -> Self {
        Self { code, severity, group: Group::Lint, doc: "", check }
    }

    /// What its findings have in common, in a few words.
    #[must_use]
    pub fn title(&self) -> &'static str {
        let first = self.doc.lines().next().unwrap_or_default();
        first.strip_suffix('.').unwrap_or(first)
    }

    /// What it looks for, exactly.
    #[must_use]
    pub fn detects(&self) -> &'static str {
        self.part(0)
    }

    /// Why that matters.
    #[must_use]
    pub fn why(&self) -> &'static str {
        self.part(1)
    }

    /// What to do about it.
    #[must_use]
    pub fn way_out(&self) -> &'static str {
        self.part(2)
    }

    /// Where this is known from.
    #[must_use]
    pub fn source(&self) -> &'static str {
        self.part(3)
    }

    /// The text between a label and the next one; it may have line breaks.
    fn part(&self, number: usize) -> &'static str {
        let after = |label: &&str| self.doc.split_once(label).map(|(_, text)| text);
        let text = PARTS.get(number).and_then(after).unwrap_or_default();
        let end = PARTS.get(number + 1).and_then(|next| text.find(next)).unwrap_or(text.len());
        text.get(..end).unwrap_or_default().trim_end()
    }
}

/// The rules of a group, each with the comment of its file.
macro_rules! group {
    ($group:ident: $($file:ident,)+) => {
        &[$($crate::rule::Rule {
            group: $crate::rule::Group::$group,
            doc: $crate::doc::module_doc!(concat!(stringify!($file), ".rs")),
            ..$file::RULE
        }),+]
    };
}

pub(crate) use group;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_comment_has_parts() {
        let rule = Rule {
            doc: "A title.\n\nDetects: a\nb\nWhy: c: d.\nWay out: e\nSource: f\n",
            ..Rule::design("DDB000", Severity::Info, |_, _| {})
        };
        assert_eq!(rule.title(), "A title");
        assert_eq!(rule.detects(), "a\nb");
        assert_eq!((rule.why(), rule.way_out(), rule.source()), ("c: d.", "e", "f"));
    }

    #[test]
    fn a_comment_without_parts_has_empty_ones() {
        let rule = Rule::design("DDB000", Severity::Info, |_, _| {});
        assert_eq!((rule.title(), rule.detects(), rule.source()), ("", "", ""));
    }
}
