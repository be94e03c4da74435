//! What a name stands for: a variable, a local, a resource, the output of a module.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use crate::import::hcl::{Block, Step};
use crate::import::report::Notes;
use crate::import::value::{Kind, Loc, Map, Target, Unknown, Value};

use super::beside::{self, Beside};
use super::blocks;
use super::evaluate::{ADDRESS, Evaluator, unknown_like};
use super::library::Library;
use super::scope::{Binding, Declarations, Env, Given, Key, Module};
use super::types;

/// What can be resolved in all folders of an import, and what there is to say about it.
pub(crate) struct Names<'a> {
    pub(crate) folders: HashMap<String, Rc<Declarations<'a>>>,
    pub(crate) library: Library<'a>,
    pub(crate) notes: RefCell<Notes>,
    pub(crate) modules: Cell<usize>,
    /// The files by their numbers, for what has to name another one.
    pub(crate) paths: HashMap<u16, &'a str>,
    /// The texts that a configuration may read.
    pub(crate) beside: &'a Beside<'a>,
}

impl<'a> Names<'a> {
    /// The value that a name and as many steps as belong to it stand for, and how many those are.
    pub(crate) fn resolve(
        &self,
        evaluator: &Evaluator<'_, 'a>,
        name: &'a str,
        steps: &[Step<'a>],
        env: Env<'_, 'a>,
        at: Loc,
        text: &str,
    ) -> (Value, usize) {
        let Some(Step::Attribute(of)) = steps.first() else {
            return (Value::failed(at, text), steps.len());
        };
        match name {
            "var" => (self.variable(evaluator, of, env, at), 1),
            "local" => (self.local(evaluator, of, env, at), 1),
            "module" => self.output(evaluator, of, steps, env, at, text),
            "path" if matches!(&**of, "module" | "root") && env.module.seen_at.is_none() => {
                (Value::text(at, beside::path(env.module, of)), 1)
            }
            "data" | "path" | "terraform" | "each" | "count" | "self" | "ephemeral" => {
                (Value::unknown(at, text), steps.len())
            }
            kind => (self.resource(evaluator, kind, of, env, at), 1),
        }
    }

    pub(crate) fn too_deep(&self, at: Loc) {
        let message =
            "the evaluation goes too deep here: let fewer locals, variables and modules build on each other";
        self.notes.borrow_mut().left_out(at, message);
    }

    /// Evaluates something once, and notices when it needs itself.
    fn once(
        &self,
        module: &Module<'a>,
        key: Key<'a>,
        what: &str,
        at: Loc,
        run: impl FnOnce() -> Value,
    ) -> Value {
        match module.cache.borrow().get(&key) {
            Some(Some(value)) => return value.clone(),
            Some(None) => {
                let message = format!("`{what}` is defined by itself: break the cycle");
                self.notes.borrow_mut().left_out(at, message);
                return Value::failed(at, what);
            }
            None => {}
        }
        module.cache.borrow_mut().insert(key, None);
        let value = run();
        module.cache.borrow_mut().insert(key, Some(value.clone()));
        value
    }

    fn local(&self, evaluator: &Evaluator<'_, 'a>, name: &'a str, env: Env<'_, 'a>, at: Loc) -> Value {
        let module = env.module;
        let what = format!("local.{name}");
        let Some(expr) = module.declarations.locals.get(name) else { return Value::unknown(at, what) };
        self.once(module, Key::Local(name), &what, at, || evaluator.value(expr, Env::of(module)))
    }

    fn variable(&self, evaluator: &Evaluator<'_, 'a>, name: &'a str, env: Env<'_, 'a>, at: Loc) -> Value {
        let module = env.module;
        let what = format!("var.{name}");
        self.once(module, Key::Variable(name), &what, at, || {
            let declared = module.declarations.variables.get(name);
            let given = self.given(evaluator, name, module);
            let default = declared.and_then(|block| block.body.attribute("default"));
            let is_nullable = declared
                .and_then(|block| block.body.attribute("nullable"))
                .is_none_or(|attribute| attribute.value.text != "false");
            let value = match (given, default) {
                (Some(value), Some(default)) if value.is_null() && !is_nullable => {
                    evaluator.value(&default.value, Env::of(module))
                }
                (Some(value), _) => value,
                (None, Some(default)) => evaluator.value(&default.value, Env::of(module)),
                (None, None) if module.seen_at.is_some() => return Value::null(env.seen(at)),
                (None, None) => return Value::unknown(at, what.as_str()),
            };
            match declared.and_then(|block| block.body.attribute("type")) {
                Some(wanted) => types::convert(evaluator, &value, &wanted.value, module),
                None => value,
            }
        })
    }

    fn given(&self, evaluator: &Evaluator<'_, 'a>, name: &str, module: &Rc<Module<'a>>) -> Option<Value> {
        let Some(caller) = &module.caller else {
            return module.given.get(name).map(|given| self.taken(name, given));
        };
        let argument = caller.call.body.attribute(name)?;
        let bound = caller.bound.as_ref();
        let binding = bound.map(|(name, value)| Binding { name, value: value.clone(), outer: None });
        let env = Env { module: &caller.module, bound: binding.as_ref() };
        Some(evaluator.value(&argument.value, env))
    }

    /// The value that a file gives, and told that it does: nobody sees it where the variable is used.
    fn taken(&self, name: &str, given: &Given) -> Value {
        let (at, mut notes) = (given.value.at, self.notes.borrow_mut());
        notes.understood(at, format!("value of variable `{name}`"));
        let path = self.paths.get(&at.file).copied().unwrap_or_default();
        for lost in &given.lost {
            let message = format!("the value of variable `{name}` gives way to line {} of {path}", at.line);
            notes.left_out(*lost, message);
        }
        given.value.clone()
    }

    /// A resource with all that is written of it; with `count` or `for_each`, all of its instances.
    fn resource(
        &self,
        evaluator: &Evaluator<'_, 'a>,
        kind: &'a str,
        name: &'a str,
        env: Env<'_, 'a>,
        at: Loc,
    ) -> Value {
        let module = env.module;
        let what = format!("{kind}.{name}");
        let Some(block) = module.declarations.resource(kind, name) else {
            let target = Target { address: format!("{}{what}", module.address).into(), attribute: "".into() };
            return Value::reference(at, what, target);
        };
        self.once(module, Key::Resource(kind, name), &what, at, || {
            let instances = blocks::instances(evaluator, block, Env::of(module));
            let of = |instance: &blocks::Instance| {
                let address = format!("{}{what}{}", module.address, instance.suffix);
                let map = blocks::arguments(evaluator, block, instance, Env::of(module));
                Value::map(env.seen(block.at), with_address(map, kind, &address))
            };
            collected(&instances, env.seen(block.at), of)
        })
    }

    /// `module.name.output`, with the index that belongs to a call with `count` or `for_each`.
    fn output(
        &self,
        evaluator: &Evaluator<'_, 'a>,
        name: &'a str,
        steps: &[Step<'a>],
        env: Env<'_, 'a>,
        at: Loc,
        text: &str,
    ) -> (Value, usize) {
        let address = format!("{}module.{name}", env.module.address);
        let elsewhere = || {
            let target = Target { address: address.as_str().into(), attribute: "".into() };
            (Value::reference(at, text, target), 1)
        };
        let Some(call) = env.module.declarations.call(name) else { return elsewhere() };
        if blocks::is_multiple(call) {
            return elsewhere();
        }
        let instance = blocks::Instance::single();
        let (Some(Step::Attribute(output)), Some(child)) =
            (steps.get(1), self.child(evaluator, call, &instance, env.module))
        else {
            return elsewhere();
        };
        let declared = child.declarations.outputs.get(output).and_then(|block| block.body.attribute("value"));
        match declared {
            Some(value) => (evaluator.value(&value.value, Env::of(&child)), 2),
            None => elsewhere(),
        }
    }

    /// The module that an instance of a call stands for, if its text is at hand.
    pub(crate) fn child(
        &self,
        evaluator: &Evaluator<'_, 'a>,
        call: &'a Block<'a>,
        instance: &blocks::Instance,
        module: &Rc<Module<'a>>,
    ) -> Option<Rc<Module<'a>>> {
        let key = (call.label(0), instance.suffix.clone());
        if let Some(child) = module.children.borrow().get(&key) {
            return Some(child.clone());
        }
        let child = Rc::new(super::calls::child(evaluator, call, instance, module)?);
        module.children.borrow_mut().insert(key, child.clone());
        Some(child)
    }
}

fn collected(instances: &[blocks::Instance], at: Loc, of: impl Fn(&blocks::Instance) -> Value) -> Value {
    match instances {
        [blocks::Instance { key: None, .. }] => instances.first().map_or(Value::null(at), of),
        [blocks::Instance { key: Some(key), .. }, ..] if key.as_text().is_some() => {
            let pair = |instance: &blocks::Instance| {
                (instance.key.as_ref().and_then(Value::to_text).unwrap_or_else(|| "".into()), of(instance))
            };
            Value::map(at, Map::sorted(instances.iter().map(pair).collect()))
        }
        _ => Value::list(at, instances.iter().map(of).collect()),
    }
}

/// The written arguments as others see them: what they take of a table must lead back to it, even if its name is open.
fn with_address(mut map: Map, kind: &str, address: &str) -> Map {
    let at = map.iter().map(|(_, value)| value.at).next().unwrap_or_default();
    if kind == "aws_dynamodb_table" {
        let name = map.get("name").cloned();
        let name = name.map(|name| match name.kind {
            Kind::Unknown(unknown) => {
                let target = Some(Target { address: address.into(), attribute: "name".into() });
                Value::new(name.at, Kind::Unknown(Rc::new(Unknown { target, ..(*unknown).clone() })))
            }
            _ => name,
        });
        if let Some(name) = name {
            map.set("id", name.clone());
            map.set("name", name);
        }
    }
    map.set(ADDRESS, Value::text(at, address));
    map
}

/// What an instance with an open key is called.
pub(crate) fn open(at: Loc, text: &str, cause: &Value) -> Value {
    unknown_like(at, text, [cause])
}
