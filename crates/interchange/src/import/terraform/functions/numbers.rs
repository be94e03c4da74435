//! Functions of numbers.

use std::rc::Rc;

use crate::import::value::{Kind, Value};

use super::Context;

fn all(arguments: &[Value]) -> Option<Vec<f64>> {
    arguments.iter().map(Value::to_number).collect()
}

fn of(number: f64) -> Option<Kind> {
    number.is_finite().then_some(Kind::Number(number))
}

fn one(arguments: &[Value], function: impl FnOnce(f64) -> f64) -> Option<Kind> {
    of(function(arguments.first()?.to_number()?))
}

pub(super) fn abs(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    one(arguments, f64::abs)
}

pub(super) fn ceil(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    one(arguments, f64::ceil)
}

pub(super) fn floor(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    one(arguments, f64::floor)
}

pub(super) fn to_number(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    if arguments.first()?.is_null() { Some(Kind::Null) } else { one(arguments, |number| number) }
}

pub(super) fn max(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    all(arguments)?.into_iter().reduce(f64::max).and_then(of)
}

pub(super) fn min(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    all(arguments)?.into_iter().reduce(f64::min).and_then(of)
}

pub(super) fn sum(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    of(all(arguments.first()?.as_list()?)?.into_iter().sum())
}

pub(super) fn pow(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    let [base, exponent] = arguments else { return None };
    of(base.to_number()?.powf(exponent.to_number()?))
}

pub(super) fn parse_int(arguments: &[Value], _: &Context<'_>) -> Option<Kind> {
    let [text, base] = arguments else { return None };
    let base = u32::try_from(base.to_whole()?).ok().filter(|base| (2..=36).contains(base))?;
    let number = i64::from_str_radix(&text.to_text()?, base).ok()?;
    of(number as f64)
}

pub(super) fn range(arguments: &[Value], context: &Context<'_>) -> Option<Kind> {
    let (start, end, step) = match *all(arguments)? {
        [end] => (0.0, end, if end < 0.0 { -1.0 } else { 1.0 }),
        [start, end] => (start, end, if end < start { -1.0 } else { 1.0 }),
        [start, end, step] => (start, end, step),
        _ => return None,
    };
    let count = ((end - start) / step).ceil();
    // Terraform itself stops at 1,024.
    if !(count.is_finite() && (0.0..=1_024.0).contains(&count)) {
        return None;
    }
    let number = |n: u32| Value::new(context.at, Kind::Number(start + step * f64::from(n)));
    Some(Kind::List(Rc::new((0..count as u32).map(number).collect())))
}
