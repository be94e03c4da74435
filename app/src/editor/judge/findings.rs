//! Findings, ready to be asked by place: every card and every control asks after each edit.

use std::collections::HashMap;
use std::sync::Arc;

use tablewright_contract::judge::{Finding, Splice};
use tablewright_model::{Object, Severity};

/// All findings, the grave first.
#[derive(Debug, Default)]
pub(in crate::editor) struct Findings {
    pub(in crate::editor) list: Vec<Arc<Finding>>,
    /// How many the design's silences took away.
    pub(in crate::editor) silenced: u32,
    /// What AWS would refuse, by the object that it is about.
    refused: HashMap<Object, Vec<usize>>,
    /// How much of that there is in an object, its parts included.
    counts: HashMap<Object, usize>,
}

impl Findings {
    /// What AWS would refuse of an object itself.
    pub(in crate::editor) fn refused(&self, object: Object) -> impl Iterator<Item = &Finding> {
        let found = self.refused.get(&object).into_iter().flatten();
        found.filter_map(|at| self.list.get(*at).map(AsRef::as_ref))
    }

    /// How much AWS would refuse of an object and its parts.
    pub(in crate::editor) fn count_in(&self, object: Object) -> usize {
        self.counts.get(&object).copied().unwrap_or_default()
    }

    /// Whether something else is told of an object than before.
    pub(super) fn differs_at(&self, next: &Self, object: Object) -> bool {
        self.count_in(object) != next.count_in(object) || !self.refused(object).eq(next.refused(object))
    }

    /// How many there are of a severity.
    pub(in crate::editor) fn count_of(&self, severity: Severity) -> usize {
        self.list.iter().filter(|finding| finding.severity == severity).count()
    }

    /// The next findings, if they are others.
    pub(super) fn unless_same(&self, splices: Vec<Splice<Finding>>, silenced: u32) -> Option<Self> {
        let is_same = splices.is_empty() && silenced == self.silenced;
        (!is_same).then(|| Self { list: self.list.clone(), ..Self::default() }.spliced(splices, silenced))
    }

    /// The next findings. Those that stay are the same values, which lists tell them by.
    pub(super) fn spliced(self, splices: Vec<Splice<Finding>>, silenced: u32) -> Self {
        let mut list = self.list;
        Splice::apply_all(splices, &mut list, Arc::new);
        let (mut refused, mut counts) = (HashMap::<_, Vec<_>>::new(), HashMap::new());
        for (at, finding) in list.iter().enumerate().filter(|(_, finding)| !finding.by_rule) {
            let object = finding.address.object;
            refused.entry(object).or_default().push(at);
            let whole = object.table().map(Object::Table).filter(|whole| *whole != object);
            for object in [Some(object), whole].into_iter().flatten() {
                *counts.entry(object).or_default() += 1;
            }
        }
        Self { list, silenced, refused, counts }
    }
}

#[cfg(test)]
mod tests {
    use tablewright_model::{Address, Severity};

    use super::*;

    fn finding(object: Object, by_rule: bool) -> Finding {
        Finding {
            code: "DDB000".to_owned(),
            severity: Severity::Error,
            address: Address::of(object),
            message: String::new(),
            by_rule,
            fix: None,
        }
    }

    #[test]
    fn a_table_counts_what_is_in_it_and_rules_count_nothing() {
        let table = Object::Table("t".parse().unwrap());
        let index = Object::Index("t".parse().unwrap(), "i".parse().unwrap());
        let with = vec![finding(table, false), finding(index, false), finding(index, true)];
        let findings = Findings::default().spliced(vec![Splice { from: 0, drop: 0, with }], 0);
        assert_eq!([table, index, Object::Design].map(|object| findings.count_in(object)), [2, 1, 0]);
        assert_eq!(findings.refused(index).count(), 1);
        assert!(findings.unless_same(Vec::new(), 0).is_none());
        let next = findings.unless_same(vec![Splice { from: 1, drop: 1, with: Vec::new() }], 0).unwrap();
        assert_eq!([table, index].map(|object| next.count_in(object)), [1, 0]);
        assert!(Arc::ptr_eq(&findings.list[0], &next.list[0]));
    }
}
