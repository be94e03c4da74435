//! Goes through two designs side by side and notes what differs.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Difference, DifferenceKind};
use crate::describe::{Described, Listed, Scope, Spec, Visit};
use crate::{Address, Design, List, Object, Table};

#[derive(Default)]
pub(super) struct Report {
    pub(super) found: Vec<Difference>,
}

/// Two lists of the same kind of object.
struct Lists<'a, T> {
    /// What is in them, in words.
    what: &'static str,
    before: &'a List<T>,
    after: &'a List<T>,
}

/// An object that has lists: the design, or a table.
struct Owner<'a> {
    object: Object,
    name: &'a str,
    /// The old and the new design, with the old and the new table if it is one.
    scopes: [Scope<'a>; 2],
}

impl Report {
    pub(super) fn design(&mut self, before: &Design, after: &Design) {
        let scopes = [Scope::of(before, None), Scope::of(after, None)];
        let owner = Owner { object: Object::Design, name: &after.name, scopes };
        self.object(&owner, Object::Design, before, after);
        macro_rules! list {
            ($list:ident, $what:literal, $object:expr, $both:expr) => {
                let lists = Lists { what: $what, before: &before.$list, after: &after.$list };
                self.list(&owner, &lists, $object, $both);
            };
        }
        list!(tables, "tables", |table| Object::Table(table.id), Self::table);
        list!(patterns, "access patterns", |pattern| Object::Pattern(pattern.id), Self::object);
        list!(notes, "notes", |note| Object::Note(note.id), Self::object);
        list!(areas, "areas", |area| Object::Area(area.id), Self::object);
        list!(silences, "silences", |silence| Object::Silence(silence.id), Self::object);
    }

    fn table(&mut self, design: &Owner<'_>, object: Object, before: &Table, after: &Table) {
        let [old, new] = design.scopes.map(|scope| scope.design());
        let scopes = [Scope::of(old, Some(before)), Scope::of(new, Some(after))];
        let owner = Owner { object, name: &after.name, scopes };
        let id = after.id;
        macro_rules! list {
            ($list:ident, $what:literal, $object:ident) => {
                let lists = Lists { what: $what, before: &before.$list, after: &after.$list };
                self.list(&owner, &lists, |inner| Object::$object(id, inner.id), Self::object);
            };
        }
        self.object(&owner, object, before, after);
        list!(attributes, "attributes", Attribute);
        list!(indexes, "indexes", Index);
        list!(local_indexes, "local indexes", Index);
        list!(vector_indexes, "vector indexes", Index);
        list!(entities, "entities", Entity);
        list!(consumers, "consumers", Consumer);
        list!(replicas, "replicas", Replica);
        list!(items, "sample items", Item);
    }

    fn object<T: Described>(&mut self, owner: &Owner<'_>, object: Object, before: &T, after: &T) {
        let [old, new] = owner.scopes;
        let subject = owner.subject(object, after);
        let mut pair = Pair {
            object,
            subject: &subject,
            scopes: [before.scope(old), after.scope(new)],
            found: &mut self.found,
        };
        T::visit(Some(before), Some(after), &mut pair);
    }

    fn list<T: Listed>(
        &mut self,
        owner: &Owner<'_>,
        lists: &Lists<'_, T>,
        object: impl Fn(&T) -> Object,
        both: impl Fn(&mut Self, &Owner<'_>, Object, &T, &T),
    ) {
        let Lists { before, after, .. } = *lists;
        // Mostly the two designs share what is in the lists, and this is a look at pairs of pointers.
        if before == after {
            return;
        }
        let old_by_id: BTreeMap<_, _> = before.iter().map(|old| (old.id(), old)).collect();
        let mut kept = BTreeSet::new();
        for new in after {
            match old_by_id.get(&new.id()) {
                Some(old) => {
                    kept.insert(new.id());
                    if *old != new {
                        both(self, owner, object(new), old, new);
                    }
                }
                None => self.whole(owner, DifferenceKind::Added, object(new), &**new),
            }
        }
        for old in before.iter().filter(|old| !kept.contains(&old.id())) {
            self.whole(owner, DifferenceKind::Removed, object(old), &**old);
        }
        self.order(owner, lists, &kept);
    }

    /// Tells when the objects that are on both sides stand in another order.
    fn order<T: Listed>(&mut self, owner: &Owner<'_>, lists: &Lists<'_, T>, kept: &BTreeSet<T::Id>) {
        let in_place = |list: &List<T>| -> Vec<Arc<T>> {
            list.iter().filter(|listed| kept.contains(&listed.id())).cloned().collect()
        };
        let (before, after) = (in_place(lists.before), in_place(lists.after));
        if before.iter().map(|listed| listed.id()).eq(after.iter().map(|listed| listed.id())) {
            return;
        }
        let names = |list: Vec<Arc<T>>| list.iter().map(|one| one.title()).collect::<Vec<_>>().join(", ");
        self.found.push(Difference {
            address: Address::of(owner.object),
            kind: DifferenceKind::Changed,
            subject: owner.name.to_owned(),
            setting: format!("order of {}", lists.what),
            before: Some(names(before)),
            after: Some(names(after)),
        });
    }

    fn whole<T: Described>(&mut self, owner: &Owner<'_>, kind: DifferenceKind, object: Object, whole: &T) {
        self.found.push(Difference {
            address: Address::of(object),
            kind,
            subject: owner.subject(object, whole),
            setting: String::new(),
            before: None,
            after: None,
        });
    }
}

impl Owner<'_> {
    fn subject<T: Described>(&self, object: Object, inner: &T) -> String {
        match self.object {
            Object::Table(_) if self.object != object => format!("{} / {}", self.name, inner.title()),
            _ => inner.title(),
        }
    }
}

/// One object on both sides.
struct Pair<'a> {
    object: Object,
    subject: &'a str,
    scopes: [Scope<'a>; 2],
    found: &'a mut Vec<Difference>,
}

impl Visit for Pair<'_> {
    fn settings<T>(&mut self, specs: &[Spec<T>], before: Option<&T>, after: Option<&T>) {
        for spec in specs {
            let unsaid = |side: Option<&T>| side.is_none_or(|object| (spec.is_default)(object));
            let same = match (before, after) {
                (Some(before), Some(after)) => (spec.same)(before, after),
                _ => unsaid(before) && unsaid(after),
            };
            if !same {
                self.changed(spec, before, after);
            }
        }
    }
}

impl Pair<'_> {
    fn changed<T>(&mut self, spec: &Spec<T>, before: Option<&T>, after: Option<&T>) {
        let [old, new] = self.scopes;
        let text = |scope: Scope<'_>, side: Option<&T>| {
            side.map_or_else(|| "none".to_owned(), |object| (spec.text)(&scope, object))
        };
        self.found.push(Difference {
            address: Address::field(self.object, spec.field),
            kind: DifferenceKind::Changed,
            subject: self.subject.to_owned(),
            setting: spec.label.to_owned(),
            before: Some(text(old, before)),
            after: Some(text(new, after)),
        });
    }
}
