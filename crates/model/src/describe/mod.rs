//! The settings of each kind of object, in words.
//!
//! One table per kind names its settings once: group, label, AWS's own word, value in words, and what decides whether
//! two values are the same. Comparing designs, documentation and lists of all settings are made from these tables.
//! Deliberately absent: how any of it is laid out, and whether a value is right.

mod attribute;
mod canvas;
mod consumer;
mod entity;
mod group;
mod index;
mod pattern;
mod replica;
mod scope;
mod spec;
mod subject;
mod table;
mod text;
mod uncovered;

use crate::{Design, Field, Object};

pub use group::Group;
pub(crate) use scope::Scope;
pub(crate) use spec::{Described, Listed, Spec, Visit};
pub use subject::{subject, title};
pub use uncovered::{Uncovered, uncovered};

/// A setting of an object and its value in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// What it belongs to.
    pub group: Group,
    /// The field of the object that holds it; it may hold another as well, which its label tells apart.
    pub field: Field,
    /// What it is called: `partition key`.
    pub label: &'static str,
    /// The word of the AWS API; `None` for what AWS knows nothing of.
    pub term: Option<&'static str>,
    /// Its value in words.
    pub text: String,
    /// Whether it has the value that it has when nobody says anything.
    pub is_default: bool,
}

/// The settings of an object, the common groups first; `None` when it is not there.
///
/// What is in the object (the attributes of a table) is not among them: those are objects of their own.
#[must_use]
pub fn describe(design: &Design, object: Object) -> Option<Vec<Setting>> {
    let scope = Scope::of(design, object.table().and_then(|id| design.table(id)));
    let table = scope.table();
    let mut told = Told { scope, settings: Vec::new() };
    match object {
        Object::Design => told.object(design),
        Object::Table(_) => told.object(table?),
        Object::Attribute(_, id) => told.object(table?.attribute(id)?),
        Object::Index(_, id) => {
            let table = table?;
            if let Some(index) = table.index(id) {
                told.object(index);
            } else if let Some(index) = table.local_indexes.get(id) {
                told.object(&**index);
            } else {
                told.object(&**table.vector_indexes.get(id)?);
            }
        }
        Object::Item(_, id) => told.object(&**table?.items.get(id)?),
        Object::Entity(_, id) => told.object(table?.entity(id)?),
        Object::Consumer(_, id) => told.object(&**table?.consumers.get(id)?),
        Object::Replica(_, id) => told.object(&**table?.replicas.get(id)?),
        Object::Pattern(id) => told.object(design.pattern(id)?),
        Object::Note(id) => told.object(&**design.notes.get(id)?),
        Object::Area(id) => told.object(&**design.areas.get(id)?),
        Object::Silence(id) => told.object(&**design.silences.get(id)?),
    }
    // Here, once: sorting is a lot of code, and it would be compiled anew for each kind of object.
    told.settings.sort_by_key(|setting| setting.group);
    Some(told.settings)
}

struct Told<'a> {
    scope: Scope<'a>,
    settings: Vec<Setting>,
}

impl Told<'_> {
    fn object<T: Described>(&mut self, object: &T) {
        self.scope = object.scope(self.scope);
        T::visit(None, Some(object), self);
    }
}

impl Visit for Told<'_> {
    fn settings<T>(&mut self, specs: &[Spec<T>], _before: Option<&T>, after: Option<&T>) {
        let Some(object) = after else { return };
        self.settings.extend(specs.iter().map(|spec| spec.setting(&self.scope, object)));
    }
}
