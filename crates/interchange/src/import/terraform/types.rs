//! The type of a variable, as far as it changes a value: scalars become what is wanted, objects get their optional
//! attributes.

use std::rc::Rc;

use crate::import::hcl::{Expr, ExprKind};
use crate::import::value::{Kind, Map, Value};

use super::evaluate::Evaluator;
use super::scope::{Env, Module};

/// The value as the type wants it; one that doesn't fit stays as it is.
pub(super) fn convert<'a>(
    evaluator: &Evaluator<'_, 'a>,
    value: &Value,
    wanted: &Expr<'a>,
    module: &Rc<Module<'a>>,
) -> Value {
    if !evaluator.budget.spend(1) {
        return value.clone();
    }
    let converted = evaluator.budget.deeper(|| match &wanted.kind {
        ExprKind::Name(name) => scalar(value, name),
        ExprKind::Call(call) => {
            let of = call.arguments.first()?;
            match call.name {
                "list" | "set" => list(evaluator, value, of, module),
                "map" => map(evaluator, value, of, module),
                "object" => object(evaluator, value, of, module),
                "optional" => Some(convert(evaluator, value, of, module)),
                _ => None,
            }
        }
        _ => None,
    });
    converted.flatten().unwrap_or_else(|| value.clone())
}

fn scalar(value: &Value, wanted: &str) -> Option<Value> {
    let kind = match wanted {
        "string" => Kind::Text(value.to_text()?),
        "number" => Kind::Number(value.to_number()?),
        "bool" => Kind::Bool(value.to_bool()?),
        _ => return None,
    };
    Some(Value::new(value.at, kind))
}

fn list<'a>(
    evaluator: &Evaluator<'_, 'a>,
    value: &Value,
    of: &Expr<'a>,
    module: &Rc<Module<'a>>,
) -> Option<Value> {
    let converted = value.as_list()?.iter().map(|value| convert(evaluator, value, of, module));
    Some(Value::list(value.at, converted.collect()))
}

fn map<'a>(
    evaluator: &Evaluator<'_, 'a>,
    value: &Value,
    of: &Expr<'a>,
    module: &Rc<Module<'a>>,
) -> Option<Value> {
    let pairs =
        value.as_map()?.iter().map(|(key, value)| (key.clone(), convert(evaluator, value, of, module)));
    Some(Value::map(value.at, Map::sorted(pairs.collect())))
}

/// An object has the attributes of its type and no others.
fn object<'a>(
    evaluator: &Evaluator<'_, 'a>,
    value: &Value,
    of: &Expr<'a>,
    module: &Rc<Module<'a>>,
) -> Option<Value> {
    let given = value.as_map()?;
    let ExprKind::Object(attributes) = &of.kind else { return None };
    let mut pairs = Vec::with_capacity(attributes.len());
    for (name, wanted) in attributes {
        let ExprKind::Text(name) = &name.kind else { continue };
        let value = match (given.get(name), optional(wanted)) {
            (Some(value), None) => convert(evaluator, value, wanted, module),
            (Some(value), Some([wanted, ..])) if !value.is_null() => {
                convert(evaluator, value, wanted, module)
            }
            (_, Some([wanted, default, ..])) => {
                let default = evaluator.value(default, Env::of(module));
                convert(evaluator, &default, wanted, module)
            }
            (_, Some(_)) => Value::null(value.at),
            (None, None) => continue,
        };
        pairs.push((Rc::from(&**name), value));
    }
    Some(Value::map(value.at, Map::sorted(pairs)))
}

fn optional<'e, 'a>(wanted: &'e Expr<'a>) -> Option<&'e [Expr<'a>]> {
    match &wanted.kind {
        ExprKind::Call(call) if call.name == "optional" => Some(&call.arguments),
        _ => None,
    }
}
