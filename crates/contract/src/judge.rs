//! What the editor and its judge say to each other: two threads of one browser, over messages of JSON.
//!
//! The editor tells each change of the design and what its panels look at; the judge answers with what is different
//! since its last word. Answers carry text where the editor only shows it, and edits as JSON, so that the editor needs
//! no code for what it merely passes on. Deliberately absent: how anything is judged, and any number with a fraction.

use serde::{Deserialize, Serialize};
use tablewright_model::{
    Address, Design, DifferenceKind, Edit, IndexId, Object, PatternId, Position, Severity, TableId,
};

use crate::paper::{Given, Paper, Topic};

/// Something told to the judge.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// Counts what was told, from 1.
    pub seq: u64,
    /// What is told.
    pub news: News,
}

/// What the judge is told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum News {
    /// The whole design: at the start, and when the editor's copy came about otherwise than by edits.
    Design(Box<Design>),
    /// An edit on top of everything before.
    Edit(Box<Edit>),
    /// An edit in the place of the last one: somebody goes on typing.
    Instead(Box<Edit>),
    /// What the panels look at from now on.
    Look(Vec<Look>),
    /// What the design is compared with: an answer of the API that has a `document`, as it came; nothing to stop.
    Against(Option<String>),
}

/// Something that is worked out only while somebody looks at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Look {
    /// A pattern's verdict in full.
    Verdict(PatternId),
    /// What would serve a pattern better. A new index would get this id.
    Advice(PatternId, IndexId),
    /// The patterns of a table against its indexes.
    Coverage(TableId),
    /// What a rule says of itself, by its code.
    Rule(String),
    /// A paper, with what was given to its fields.
    Paper(Topic, Given),
    /// The design in a format of exports, by its name.
    Text(String),
    /// What a text that somebody writes would do.
    Reading(Box<Reading>),
    /// What differs from what the design is compared with.
    Changes,
}

/// A text that somebody writes, on top of the design as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Tells answers apart: another text, another number.
    pub of: u32,
    /// The design's JSON that it was made of.
    pub from: String,
    /// What it is now.
    pub text: String,
}

/// The judge's word on everything that it was told.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Word {
    /// The number of the last thing that it was told.
    pub seq: u64,
    /// Whether it could not follow an edit: then it needs the whole design.
    pub lost: bool,
    /// What is wrong or could be better.
    pub findings: Vec<Splice<Finding>>,
    /// How many findings the design's silences took away.
    pub silenced: u32,
    /// A line for each access pattern, in the order of the design.
    pub verdicts: Vec<Splice<VerdictLine>>,
    /// What is looked at, in the order of the looks; what can't be seen any more is left out. None where it comes with
    /// the next word: findings and verdicts do not wait for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Vec<Seen>>,
}

/// A step from the last list to the next: so many entries in the middle are others. Of several steps, each changes what
/// the one before has left, and those further back come first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Splice<T> {
    /// Where they begin.
    pub from: u32,
    /// How many of the last list go.
    pub drop: u32,
    /// What comes in their place.
    pub with: Vec<T>,
}

/// One finding, of validation or of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Its code.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// Where it is.
    pub address: Address,
    /// What is wrong, and the way out.
    pub message: String,
    /// Whether a rule says so: then it can be silenced. What AWS refuses can't.
    #[serde(default, skip_serializing_if = "is_false")]
    pub by_rule: bool,
    /// What mends it, if one edit does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<Offer>,
}

/// An edit that is offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// What it does, as on a button.
    pub label: String,
    /// The edit as JSON.
    pub edit: String,
}

/// How well a pattern is served.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Served {
    /// As it should be.
    Well,
    /// With work beyond the answer itself.
    AtPrice,
    /// By nothing.
    #[default]
    Not,
}

/// The verdict of a pattern in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerdictLine {
    /// The pattern.
    pub pattern: PatternId,
    /// How well it is served.
    pub served: Served,
    /// The operation and what it reads or writes; empty if there is none.
    pub by: String,
}

/// What is looked at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seen {
    /// See [`Look::Verdict`].
    Verdict(VerdictView),
    /// See [`Look::Advice`].
    Advice(AdviceView),
    /// See [`Look::Coverage`].
    Coverage(CoverageView),
    /// See [`Look::Rule`].
    Rule(RuleView),
    /// See [`Look::Paper`].
    Paper(Paper),
    /// See [`Look::Text`].
    Text(TextView),
    /// See [`Look::Reading`].
    Reading(ReadingView),
    /// See [`Look::Changes`].
    Changes(ChangesView),
}

/// The design as a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextView {
    /// The name of the format.
    pub format: String,
    /// The text.
    pub text: String,
}

/// What a written text would do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingView {
    /// The number of the [`Reading`].
    pub of: u32,
    /// Why it is no design; empty if it is one.
    pub problem: String,
    /// In which line, if it is in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// How many differences there are.
    pub changes: u32,
    /// The edit as JSON; none if nothing differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edit: Option<String>,
}

/// What differs from another state of the design.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangesView {
    /// The differences, in the order of the document.
    pub lines: Vec<ChangeLine>,
    /// What is not there any more.
    pub gone: Vec<Gone>,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeLine {
    /// What differs.
    pub object: Object,
    /// How.
    pub kind: DifferenceKind,
    /// What it is called, with its table.
    pub subject: String,
    /// The setting in words; empty for the whole.
    pub setting: String,
    /// What it was.
    pub before: String,
    /// What it is.
    pub after: String,
}

/// Something that the design no longer has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gone {
    /// What.
    pub object: Object,
    /// What it was called.
    pub name: String,
    /// Where it lay, if it was a table that somebody had placed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
}

/// A verdict in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerdictView {
    /// The pattern.
    pub pattern: PatternId,
    /// What the request carries and takes: label and text.
    pub facts: Vec<(String, String)>,
    /// What it costs beyond the answer itself.
    pub prices: Vec<String>,
    /// What is good to know.
    pub notes: Vec<String>,
    /// The table and each of its indexes.
    pub considered: Vec<ConsideredView>,
}

/// A candidate, and why it was not chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsideredView {
    /// Its name.
    pub place: String,
    /// How well it would serve the pattern.
    pub served: Served,
    /// Why it does not; empty for the one that does.
    pub why: String,
}

/// What would serve a pattern better, the best first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdviceView {
    /// The pattern.
    pub pattern: PatternId,
    /// The changes.
    pub proposals: Vec<ProposalView>,
}

/// A change that is proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalView {
    /// What it changes.
    pub change: String,
    /// How well the pattern is served with it; none where it is about no pattern.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub served: Option<Served>,
    /// What else it does: to other patterns, to writes, to storage.
    pub effects: Vec<String>,
    /// The edit as JSON.
    pub edit: String,
}

/// The patterns of a table against the table and its indexes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverageView {
    /// The table.
    pub table: TableId,
    /// The columns: the table, then its indexes.
    pub places: Vec<String>,
    /// A row for each pattern.
    pub rows: Vec<CoverageRow>,
    /// What nothing fills or nothing asks.
    pub gaps: Vec<(Object, String)>,
    /// Indexes that could go or carry less.
    pub proposals: Vec<ProposalView>,
    /// The smallest set of indexes that would do, in words; empty if it is what is there.
    pub smallest: String,
}

/// A pattern in the matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverageRow {
    /// The pattern.
    pub pattern: PatternId,
    /// What it is called.
    pub name: String,
    /// How well each place would serve it.
    pub served: Vec<Served>,
    /// The column of what serves it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<u32>,
}

/// What a rule says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleView {
    /// Its code.
    pub code: String,
    /// What its findings have in common.
    pub title: String,
    /// Why that matters.
    pub why: String,
    /// What to do about it.
    pub way_out: String,
}

/// How far two lists are searched for where they meet again.
const NEAR: usize = 24;

impl<T: PartialEq + Clone> Splice<T> {
    /// What makes the second list of the first.
    #[must_use]
    pub fn between(before: &[T], after: &[T]) -> Vec<Self> {
        let mut splices = Vec::new();
        let (mut at, mut rest) = (0, (before, after));
        loop {
            let same = rest.0.iter().zip(rest.1).take_while(|(one, two)| one == two).count();
            rest = (beyond(rest.0, same), beyond(rest.1, same));
            at += same;
            if rest.0.is_empty() && rest.1.is_empty() {
                splices.reverse();
                return splices;
            }
            let (drop, add) = meeting(rest.0, rest.1);
            let with = rest.1.iter().take(add).cloned().collect();
            splices.push(Self { from: number(at), drop: number(drop), with });
            rest = (beyond(rest.0, drop), beyond(rest.1, add));
            at += drop;
        }
    }
}

fn beyond<T>(list: &[T], count: usize) -> &[T] {
    list.get(count..).unwrap_or_default()
}

/// How far to go in each of two lists to where they have the same: near by, else in the same place of both, else where
/// their ends are alike.
fn meeting<T: PartialEq>(before: &[T], after: &[T]) -> (usize, usize) {
    let near = (1..=NEAR).flat_map(|steps| (0..=steps).map(move |drop| (drop, steps - drop)));
    let meets = |(drop, add): &(usize, usize)| {
        before.get(*drop).zip(after.get(*add)).is_some_and(|(one, two)| one == two)
    };
    let beside = || before.iter().zip(after).position(|(one, two)| one == two).map(|at| (at, at));
    near.into_iter().find(meets).or_else(beside).unwrap_or_else(|| {
        let pairs = before.iter().rev().zip(after.iter().rev());
        let tail = pairs.take_while(|(one, two)| one == two).count();
        (before.len() - tail, after.len() - tail)
    })
}

impl<T> Splice<T> {
    /// Takes all the steps to the next list, whatever keeps its entries.
    pub fn apply_all<K>(splices: Vec<Self>, list: &mut Vec<K>, keep: impl Fn(T) -> K + Copy) {
        splices.into_iter().for_each(|splice| splice.apply(list, keep));
    }

    fn apply<K>(self, list: &mut Vec<K>, keep: impl Fn(T) -> K) {
        let from = place(self.from).min(list.len());
        let to = from.saturating_add(place(self.drop)).min(list.len());
        list.splice(from..to, self.with.into_iter().map(keep));
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
const fn is_false(value: &bool) -> bool {
    !*value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splices_lead_from_one_list_to_the_other() {
        let long: Vec<u32> = (0..100).collect();
        let other: Vec<u32> = (0..100).map(|n| if (20..70).contains(&n) { n + 1_000 } else { n }).collect();
        let shorter: Vec<u32> =
            long.iter().copied().filter(|n| n % 7 != 0 && !(30..60).contains(n)).collect();
        let lists: [&[u32]; 10] =
            [&[], &[1], &[1, 2, 3], &[1, 3], &[2, 2, 2], &[2, 2], &[3, 2, 1], &long, &other, &shorter];
        for before in lists {
            for after in lists {
                let mut list = before.to_vec();
                Splice::apply_all(Splice::between(before, after), &mut list, |entry| entry);
                assert_eq!(list, after, "from {before:?}");
            }
        }
    }

    #[test]
    fn what_stays_is_not_sent_again() {
        let changed = |from, drop, with: &[u32]| Splice { from, drop, with: with.to_vec() };
        assert_eq!(Splice::between(&[1, 2, 3, 4], &[1, 9, 3, 4]), [changed(1, 1, &[9])]);
        let two = Splice::between(&[1, 2, 3, 4, 5, 6], &[1, 3, 4, 9, 8, 6]);
        assert_eq!(two, [changed(4, 1, &[9, 8]), changed(1, 1, &[])]);
        let long: Vec<u32> = (0..100).collect();
        let other: Vec<u32> = (0..100).map(|n| if (20..70).contains(&n) { n + 1_000 } else { n }).collect();
        assert_eq!(Splice::between(&long, &other), [changed(20, 50, &other[20..70])]);
        assert_eq!(Splice::between(&long, &long), []);
    }

    #[test]
    fn a_splice_of_another_list_takes_what_there_is() {
        let mut list = vec![1];
        Splice::apply_all(vec![Splice { from: 7, drop: 9, with: vec![2] }], &mut list, |entry| entry);
        assert_eq!(list, [1, 2]);
    }
}
