//! The evaluation of expressions: never an error, always a value, which may be an unknown one.

use std::rc::Rc;

use crate::import::budget::Budget;
use crate::import::gapped::Gapped;
use crate::import::hcl::{Call, Chain, Expr, ExprKind, For, Operator, Operators, Piece, Step};
use crate::import::value::{Kind, Loc, Map, Unknown, Value};

use super::functions;
use super::names::Names;
use super::operators;
use super::scope::{Binding, Env};
use super::steps::{attribute, element};

/// In a map, the key of the part that can't be known: what an unknown argument of `merge` would have brought.
pub(crate) const REST: &str = "\u{0}rest";
/// In the map of a resource, the key of its address: what is asked of it and not written is known after apply.
pub(crate) const ADDRESS: &str = "\u{0}address";

/// Evaluates expressions of all modules of one import.
pub(crate) struct Evaluator<'s, 'a> {
    pub(crate) budget: &'s Budget,
    pub(crate) names: Names<'a>,
}

impl<'a> Evaluator<'_, 'a> {
    pub(crate) fn value(&self, expr: &Expr<'a>, env: Env<'_, 'a>) -> Value {
        let at = env.seen(expr.at);
        if !self.budget.spend(1) {
            return Value::failed(at, expr.text);
        }
        let value = self.budget.deeper(|| self.kind(expr, env, at));
        value.unwrap_or_else(|| {
            self.names.too_deep(at);
            Value::failed(at, expr.text)
        })
    }

    fn kind(&self, expr: &Expr<'a>, env: Env<'_, 'a>, at: Loc) -> Value {
        match &expr.kind {
            ExprKind::Null => Value::null(at),
            ExprKind::Bool(value) => Value::bool(at, *value),
            ExprKind::Number(number) => Value::new(at, Kind::Number(*number)),
            ExprKind::Text(text) => Value::text(at, &**text),
            ExprKind::Template(pieces) => self.template(pieces, env, at, expr.text),
            ExprKind::List(values) => {
                Value::list(at, values.iter().map(|value| self.value(value, env)).collect())
            }
            ExprKind::Object(entries) => self.object(entries, env, at),
            ExprKind::Name(name) => self.steps_from_name(name, &[], env, at, expr.text),
            ExprKind::Chain(chain) => self.chain(chain, env, at, expr.text),
            ExprKind::Call(call) => self.call(call, env, at, expr.text),
            ExprKind::Not(operand) => operators::not(&self.value(operand, env), at, expr.text),
            ExprKind::Negative(operand) => operators::negative(&self.value(operand, env), at, expr.text),
            ExprKind::Operators(operators) => self.operators(operators, env, at, expr.text),
            ExprKind::Conditional(parts) => self.conditional(parts, env, at, expr.text),
            ExprKind::For(parts) => self.for_expression(parts, env, at, expr.text),
        }
    }

    fn object(&self, entries: &[(Expr<'a>, Expr<'a>)], env: Env<'_, 'a>, at: Loc) -> Value {
        let mut pairs = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let key = self.value(key, env);
            let value = self.value(value, env);
            match key.to_text() {
                Some(key) => pairs.push((key, Value { at: env.seen(value_at(&value, at)), ..value })),
                None => pairs.push((REST.into(), key)),
            }
        }
        Value::map(at, Map::sorted(pairs))
    }

    fn conditional(
        &self,
        [condition, then, otherwise]: &[Expr<'a>; 3],
        env: Env<'_, 'a>,
        at: Loc,
        text: &str,
    ) -> Value {
        let condition = self.value(condition, env);
        match condition.to_bool() {
            Some(true) => self.value(then, env),
            Some(false) => self.value(otherwise, env),
            None => unknown_like(at, text, [&condition]),
        }
    }

    /// Operators left to right; a known side may decide `&&` and `||` alone.
    fn operators(&self, parts: &Operators<'a>, env: Env<'_, 'a>, at: Loc, text: &str) -> Value {
        let mut left = self.value(&parts.first, env);
        for (operator, right) in &parts.rest {
            let decided = match (operator, left.to_bool()) {
                (Operator::And, Some(false)) | (Operator::Or, Some(true)) => continue,
                _ => self.value(right, env),
            };
            left = operators::binary(*operator, &left, &decided, at, text, self.budget);
        }
        left
    }

    fn chain(&self, chain: &Chain<'a>, env: Env<'_, 'a>, at: Loc, text: &str) -> Value {
        if let ExprKind::Name(name) = &chain.base.kind {
            return self.steps_from_name(name, &chain.steps, env, at, text);
        }
        let base = self.value(&chain.base, env);
        self.steps(base, &chain.steps, env, at, text)
    }

    fn steps_from_name(
        &self,
        name: &'a str,
        steps: &[Step<'a>],
        env: Env<'_, 'a>,
        at: Loc,
        text: &str,
    ) -> Value {
        if let Some(value) = env.find(name) {
            return self.steps(value.clone(), steps, env, at, text);
        }
        let (value, used) = self.names.resolve(self, name, steps, env, at, text);
        let rest = steps.get(used..).unwrap_or_default();
        // The place is the one of the definition, which is where the person has to look.
        self.steps(value, rest, env, at, text)
    }

    fn steps(&self, mut value: Value, steps: &[Step<'a>], env: Env<'_, 'a>, at: Loc, text: &str) -> Value {
        let mut rest = steps;
        while let Some((step, after)) = rest.split_first() {
            rest = after;
            value = match step {
                Step::Attribute(name) => attribute(&value, name, at, text),
                Step::Index(index) => element(&value, &self.value(index, env), at, text),
                Step::FullSplat => return self.splat(&value, rest, env, at, text),
                Step::AttributeSplat => {
                    let is_attribute = |step: &&Step<'a>| matches!(step, Step::Attribute(_));
                    let (attributes, others) = rest.split_at(rest.iter().take_while(is_attribute).count());
                    rest = others;
                    self.splat(&value, attributes, env, at, text)
                }
            };
        }
        value
    }

    fn splat(&self, value: &Value, steps: &[Step<'a>], env: Env<'_, 'a>, at: Loc, text: &str) -> Value {
        if value.as_unknown().is_some() {
            return unknown_like(at, text, [value]);
        }
        let each = |element: &Value| {
            if !self.budget.spend(1 + steps.len()) {
                return Value::failed(at, text);
            }
            self.budget
                .deeper(|| self.steps(element.clone(), steps, env, at, text))
                .unwrap_or_else(|| Value::failed(at, text))
        };
        Value::list(at, value.items().iter().map(each).collect())
    }

    fn for_expression(&self, parts: &For<'a>, env: Env<'_, 'a>, at: Loc, text: &str) -> Value {
        let over = self.value(&parts.over, env);
        let Some(elements) = elements(&over) else { return unknown_like(at, text, [&over]) };
        let (mut values, mut pairs) = (Vec::new(), Vec::new());
        for (key, element) in elements {
            if !self.budget.spend(1) {
                return Value::failed(at, text);
            }
            let outer = Binding { name: parts.key_name.unwrap_or_default(), value: key, outer: env.bound };
            let inner = Binding { name: parts.value_name, value: element, outer: Some(&outer) };
            let env = Env { bound: Some(&inner), ..env };
            let is_in = parts.condition.as_ref().map(|condition| self.value(condition, env));
            match is_in.map(|is_in| is_in.to_bool()) {
                Some(Some(false)) => continue,
                Some(None) => return Value::unknown(at, text),
                None | Some(Some(true)) => {}
            }
            let value = self.value(&parts.value, env);
            match &parts.key {
                None => values.push(value),
                Some(key) => {
                    pairs.push((self.value(key, env).to_text().unwrap_or_else(|| REST.into()), value))
                }
            }
        }
        if parts.key.is_none() {
            return Value::list(at, values);
        }
        Value::map(at, if parts.is_grouped { grouped(pairs, at) } else { Map::sorted(pairs) })
    }

    fn call(&self, call: &Call<'a>, env: Env<'_, 'a>, at: Loc, text: &str) -> Value {
        match call.name {
            "try" => self.first_that_works(call, env, at, text),
            "can" => {
                let result = call.arguments.first().map(|argument| self.value(argument, env));
                Value::bool(at, result.is_some_and(|value| !value.is_failed()))
            }
            "file" => {
                let path = call.arguments.first().map(|argument| self.value(argument, env));
                let path = path.as_ref().and_then(Value::as_text);
                let read = path.and_then(|path| self.names.beside.read(env.module, path));
                let read = read.filter(|read| self.budget.spend(read.len() / 64));
                read.map_or_else(|| Value::unknown(at, text), |read| Value::text(at, read))
            }
            _ => {
                let mut arguments: Vec<_> =
                    call.arguments.iter().map(|argument| self.value(argument, env)).collect();
                if call.is_spread {
                    let last = arguments.pop();
                    match last.as_ref().and_then(Value::as_list) {
                        Some(more) if self.budget.spend(more.len()) => arguments.extend(more.iter().cloned()),
                        _ => return unknown_like(at, text, last.iter()),
                    }
                }
                functions::call(call.name, &arguments, at, text, self.budget)
            }
        }
    }

    fn first_that_works(&self, call: &Call<'a>, env: Env<'_, 'a>, at: Loc, text: &str) -> Value {
        let mut values = call.arguments.iter().map(|argument| self.value(argument, env));
        values.find(|value| !value.is_failed()).unwrap_or_else(|| Value::failed(at, text))
    }

    fn template(&self, pieces: &[Piece<'a>], env: Env<'_, 'a>, at: Loc, text: &str) -> Value {
        // A template that is one expression only is that expression's value, of whatever type.
        if let [Piece::Value(only)] = pieces {
            return self.value(only, env);
        }
        let mut made = Gapped::default();
        self.pieces(pieces, env, &mut made);
        made.finish(at, text)
    }

    fn pieces(&self, pieces: &[Piece<'a>], env: Env<'_, 'a>, made: &mut Gapped) {
        for piece in pieces {
            if !self.budget.spend(1 + made.text.len() / 1_024) {
                made.is_failed = true;
                return;
            }
            match piece {
                Piece::Text(text) => made.text.push_str(text),
                Piece::Value(expr) => made.add(&self.value(expr, env)),
                Piece::If { condition, then, otherwise } => {
                    let condition = self.value(condition, env);
                    match condition.to_bool() {
                        Some(is_true) => self.pieces(if is_true { then } else { otherwise }, env, made),
                        None => made.add(&condition),
                    }
                }
                Piece::For { key_name, value_name, over, body } => {
                    let over = self.value(over, env);
                    let Some(elements) = elements(&over) else {
                        made.add(&over);
                        continue;
                    };
                    for (key, element) in elements {
                        let outer =
                            Binding { name: key_name.unwrap_or_default(), value: key, outer: env.bound };
                        let inner = Binding { name: value_name, value: element, outer: Some(&outer) };
                        self.pieces(body, Env { bound: Some(&inner), ..env }, made);
                    }
                }
            }
        }
    }
}

fn value_at(value: &Value, fallback: Loc) -> Loc {
    if value.at == Loc::default() { fallback } else { value.at }
}

/// An unknown value for an expression that depends on these: it fails if one of them does, and points where they do.
pub(crate) fn unknown_like<'v>(at: Loc, text: &str, causes: impl IntoIterator<Item = &'v Value>) -> Value {
    let mut unknown = Unknown { text: text.to_owned(), ..Unknown::default() };
    let mut has_unknown = false;
    for cause in causes.into_iter().filter_map(Value::as_unknown) {
        has_unknown = true;
        unknown.failed |= cause.failed;
        unknown.target = unknown.target.take().or_else(|| cause.target.clone());
        unknown.known = unknown.known.take().or_else(|| cause.known.clone());
    }
    // A known value of the wrong kind is an error.
    unknown.failed |= !has_unknown;
    Value::new(at, Kind::Unknown(Rc::new(unknown)))
}

/// Keys and values to go over, as `for`, `for_each` and `dynamic` do; nothing for what is no collection.
pub(crate) fn elements(over: &Value) -> Option<Vec<(Value, Value)>> {
    match &over.kind {
        Kind::List(list) => {
            let number = |n: usize, value: &Value| Value::new(value.at, Kind::Number(n as f64));
            Some(list.iter().enumerate().map(|(n, value)| (number(n, value), value.clone())).collect())
        }
        Kind::Map(map) => {
            let entry = |(key, value): &(Rc<str>, Value)| match &**key {
                ADDRESS => None,
                REST => Some((value.clone(), value.clone())),
                key => Some((Value::text(value.at, key), value.clone())),
            };
            Some(map.iter().filter_map(entry).collect())
        }
        _ => None,
    }
}

fn grouped(pairs: Vec<(Rc<str>, Value)>, at: Loc) -> Map {
    let mut groups: std::collections::BTreeMap<Rc<str>, Vec<Value>> = std::collections::BTreeMap::new();
    for (key, value) in pairs {
        groups.entry(key).or_default().push(value);
    }
    Map::of(groups.into_iter().map(|(key, values)| (key, Value::list(at, values))).collect())
}
