//! What makes the next list of the last one, so that only what is different is sent.
//!
//! Deliberately not the least that would do: what is quick to find, and little where an edit changed little.

use serde::{Deserialize, Serialize};

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
    /// The same step with other entries.
    #[must_use]
    pub fn map<U>(self, entry: impl FnMut(T) -> U) -> Splice<U> {
        let Self { from, drop, with } = self;
        Splice { from, drop, with: with.into_iter().map(entry).collect() }
    }

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
