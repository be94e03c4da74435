//! The functions that can be evaluated without doing anything: no clock, no randomness. `file` is the evaluator's: it reads
//! among the files of the import only.
//!
//! A function gets values and gives a kind of value, or nothing for arguments that it refuses. Those that know what to
//! do with unknown arguments say so in the table; for all others an unknown argument makes the result unknown.

mod collections;
mod encoding;
mod numbers;
mod texts;

use crate::import::budget::Budget;
use crate::import::value::{Kind, Loc, Value};

use super::evaluate::unknown_like;

/// What a function works with beside its arguments.
pub(super) struct Context<'c> {
    pub(super) at: Loc,
    pub(super) text: &'c str,
    pub(super) budget: &'c Budget,
}

type Function = fn(&[Value], &Context<'_>) -> Option<Kind>;

/// How a function takes unknown arguments.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    /// Its result is unknown then.
    Known,
    /// It makes the best of them.
    Any,
}

use Takes::{Any, Known};

const FUNCTIONS: &[(&str, Takes, Function)] = &[
    ("abs", Known, numbers::abs),
    ("alltrue", Known, collections::all_true),
    ("anytrue", Known, collections::any_true),
    ("ceil", Known, numbers::ceil),
    ("chomp", Known, texts::chomp),
    ("chunklist", Known, collections::chunklist),
    ("coalesce", Any, collections::coalesce),
    ("coalescelist", Any, collections::coalesce),
    ("compact", Known, collections::compact),
    ("concat", Any, collections::concat),
    ("contains", Known, collections::contains),
    ("distinct", Known, collections::distinct),
    ("element", Known, collections::element),
    ("endswith", Known, texts::ends_with),
    ("flatten", Any, collections::flatten),
    ("floor", Known, numbers::floor),
    ("format", Any, texts::format),
    ("formatlist", Known, texts::format_list),
    ("indent", Known, texts::indent),
    ("index", Known, collections::index),
    ("join", Any, texts::join),
    ("jsondecode", Known, encoding::json_decode),
    ("jsonencode", Any, encoding::json_encode),
    ("keys", Known, collections::keys),
    ("length", Known, collections::length),
    ("lookup", Any, collections::lookup),
    ("lower", Known, texts::lower),
    ("max", Known, numbers::max),
    ("merge", Any, collections::merge),
    ("min", Known, numbers::min),
    ("nonsensitive", Any, collections::same),
    ("one", Known, collections::one),
    ("parseint", Known, numbers::parse_int),
    ("pow", Known, numbers::pow),
    ("range", Known, numbers::range),
    ("replace", Known, texts::replace),
    ("reverse", Known, collections::reverse),
    ("sensitive", Any, collections::same),
    ("setintersection", Known, collections::set_intersection),
    ("setproduct", Known, collections::set_product),
    ("setsubtract", Known, collections::set_subtract),
    ("setunion", Known, collections::set_union),
    ("slice", Known, collections::slice),
    ("sort", Known, collections::sort),
    ("split", Known, texts::split),
    ("startswith", Known, texts::starts_with),
    ("strcontains", Known, texts::contains),
    ("strrev", Known, texts::reversed),
    ("substr", Known, texts::substr),
    ("sum", Known, numbers::sum),
    ("title", Known, texts::title),
    ("tobool", Known, collections::to_bool),
    ("tolist", Any, collections::same),
    ("tomap", Any, collections::same),
    ("tonumber", Known, numbers::to_number),
    ("toset", Any, collections::to_set),
    ("tostring", Known, texts::to_string),
    ("transpose", Known, collections::transpose),
    ("trim", Known, texts::trim),
    ("trimprefix", Known, texts::trim_prefix),
    ("trimspace", Known, texts::trim_space),
    ("trimsuffix", Known, texts::trim_suffix),
    ("upper", Known, texts::upper),
    ("values", Known, collections::values),
    ("yamldecode", Known, encoding::yaml_decode),
    ("zipmap", Known, collections::zipmap),
];

/// The result of a call; unknown when the function isn't in the table, as `timestamp` can't be.
pub(super) fn call(name: &str, arguments: &[Value], at: Loc, text: &str, budget: &Budget) -> Value {
    let name = name.strip_prefix("core::").unwrap_or(name);
    let Ok(place) = FUNCTIONS.binary_search_by(|(known, ..)| (*known).cmp(name)) else {
        return Value::unknown(at, text);
    };
    let Some((_, takes, function)) = FUNCTIONS.get(place) else { return Value::unknown(at, text) };
    let is_unknown = arguments.iter().any(|value| value.as_unknown().is_some());
    if is_unknown && *takes == Known || !budget.spend(work(arguments)) {
        return unknown_like(at, text, arguments);
    }
    match function(arguments, &Context { at, text, budget }) {
        Some(kind) => Value::new(at, kind),
        None => unknown_like(at, text, arguments),
    }
}

/// How much there is to go over.
fn work(arguments: &[Value]) -> usize {
    let of = |value: &Value| match &value.kind {
        Kind::List(list) => list.len(),
        Kind::Map(map) => map.len(),
        Kind::Text(text) => text.len() / 64,
        _ => 0,
    };
    1 + arguments.iter().map(of).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(FUNCTIONS.is_sorted_by_key(|(name, ..)| *name));
    }
}
