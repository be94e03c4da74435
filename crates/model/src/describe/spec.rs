//! A setting as its table says it: where it is, what it is called, how it is told and compared.

use super::{Group, Scope, Setting};
use crate::{Field, Identified};

/// One line of a table of settings.
pub(crate) struct Spec<T> {
    pub(crate) group: Group,
    pub(crate) field: Field,
    pub(crate) label: &'static str,
    pub(crate) term: Option<&'static str>,
    /// Whether two objects have the same value: the ids in it decide, not what they are called.
    pub(crate) same: fn(&T, &T) -> bool,
    /// Whether the value is the one that holds when nobody says anything.
    pub(crate) is_default: fn(&T) -> bool,
    pub(crate) text: fn(&Scope<'_>, &T) -> String,
}

impl<T> Spec<T> {
    pub(super) fn setting(&self, scope: &Scope<'_>, object: &T) -> Setting {
        Setting {
            group: self.group,
            field: self.field,
            label: self.label,
            term: self.term,
            text: (self.text)(scope, object),
            is_default: (self.is_default)(object),
        }
    }
}

/// Something that goes through the settings of an object, or of two states of it.
pub(crate) trait Visit {
    /// `None` is where an object does not have these settings at all.
    fn settings<T>(&mut self, specs: &[Spec<T>], before: Option<&T>, after: Option<&T>);
}

/// A kind of object whose settings are told.
pub(crate) trait Described: Sized + 'static {
    const SETTINGS: &'static [Spec<Self>];

    /// What it is called among its like.
    fn title(&self) -> String;

    /// What its ids mean, given where it stands.
    fn scope<'a>(&self, scope: Scope<'a>) -> Scope<'a> {
        scope
    }

    fn visit(before: Option<&Self>, after: Option<&Self>, visit: &mut impl Visit) {
        visit.settings(Self::SETTINGS, before, after);
    }
}

/// What a list of a design or of a table is compared by.
pub(crate) trait Listed: Described + Identified + Eq {}

impl<T: Described + Identified + Eq> Listed for T {}

/// Declares the settings of a kind of object, a line each:
/// field, label and AWS's word: value, its default, and the value in words.
///
/// The default is `required` where there is none, `unset` for that of the type, `is(value)` for another.
macro_rules! settings {
    (@term) => { None };
    (@term $term:literal) => { Some($term) };
    (@default required, $value:expr) => { false };
    (@default unset, $value:expr) => { $crate::describe::spec::is_unset(&$value) };
    (@default is($default:expr), $value:expr) => { $value == $default };
    (
        $(#[$meta:meta])*
        $name:ident of $object:ty, told by ($scope:ident, $it:ident) {
            $($group:ident {
                $($field:ident $label:literal $($term:literal)?:
                    $value:expr, $default:ident $(($default_value:expr))?, $text:expr;)+
            })+
        }
    ) => {
        $(#[$meta])*
        pub(super) const $name: &[$crate::describe::Spec<$object>] = &[$($($crate::describe::Spec {
            group: $crate::describe::Group::$group,
            field: $crate::Field::$field,
            label: $label,
            term: $crate::describe::spec::settings!(@term $($term)?),
            same: |before, after| {
                let $it = before;
                let old = &$value;
                let $it = after;
                *old == $value
            },
            is_default: |$it| {
                let _ = $it;
                $crate::describe::spec::settings!(@default $default $(($default_value))?, $value)
            },
            text: |$scope, $it| {
                let _ = $scope;
                $text
            },
        },)+)+];
    };
}

pub(crate) use settings;

pub(super) fn is_unset<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
