//! A module with its names: variables, locals, resources and calls, each evaluated when first asked for.
//!
//! Deliberately absent: expressions (`evaluate`), and what any resource means.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::import::hcl::{Block, Body, Expr};
use crate::import::value::{Loc, Value};

use super::providers;

/// The bodies of the files of a folder, by what they declare.
#[derive(Debug, Default)]
pub(crate) struct Declarations<'a> {
    pub(crate) variables: HashMap<&'a str, &'a Block<'a>>,
    pub(crate) locals: HashMap<&'a str, &'a Expr<'a>>,
    pub(crate) outputs: HashMap<&'a str, &'a Block<'a>>,
    pub(crate) resources: Vec<&'a Block<'a>>,
    pub(crate) calls: Vec<&'a Block<'a>>,
    pub(crate) providers: HashMap<String, &'a Block<'a>>,
    by_address: HashMap<(&'a str, &'a str), &'a Block<'a>>,
    by_call: HashMap<&'a str, &'a Block<'a>>,
}

impl<'a> Declarations<'a> {
    pub(crate) fn add(&mut self, body: &'a Body<'a>) {
        for block in &body.blocks {
            match &*block.kind {
                "variable" => drop(self.variables.insert(block.label(0), block)),
                "output" => drop(self.outputs.insert(block.label(0), block)),
                "locals" => {
                    let locals = block.body.attributes.iter();
                    self.locals.extend(locals.map(|local| (&*local.name, &local.value)));
                }
                "resource" => {
                    self.by_address.insert((block.label(0), block.label(1)), block);
                    self.resources.push(block);
                }
                "provider" => drop(self.providers.insert(providers::name(block), block)),
                "module" => {
                    self.by_call.insert(block.label(0), block);
                    self.calls.push(block);
                }
                _ => {}
            }
        }
    }

    pub(crate) fn resource(&self, kind: &str, name: &str) -> Option<&'a Block<'a>> {
        self.by_address.get(&(kind, name)).copied()
    }

    pub(crate) fn call(&self, name: &str) -> Option<&'a Block<'a>> {
        self.by_call.get(name).copied()
    }
}

/// A module as it is called: the root, or with the arguments of a call.
#[derive(Debug)]
pub(crate) struct Module<'a> {
    /// As in addresses, with a final dot: `module.tables["a"].`, empty for the root.
    pub(crate) address: String,
    /// The folder of its files.
    pub(crate) folder: String,
    pub(crate) declarations: Rc<Declarations<'a>>,
    pub(crate) caller: Option<Caller<'a>>,
    /// Values given for the root's variables.
    pub(crate) given: HashMap<Rc<str>, Given>,
    /// For a module whose text is ours: where it is called, since nobody can look into it.
    pub(crate) seen_at: Option<Loc>,
    pub(crate) cache: RefCell<HashMap<Key<'a>, Option<Value>>>,
    pub(crate) children: RefCell<HashMap<(&'a str, String), Rc<Module<'a>>>>,
}

impl<'a> Module<'a> {
    /// A module that none calls.
    pub(crate) fn root(
        folder: String,
        declarations: Rc<Declarations<'a>>,
        given: HashMap<Rc<str>, Given>,
    ) -> Self {
        Self {
            address: String::new(),
            folder,
            declarations,
            caller: None,
            given,
            seen_at: None,
            cache: RefCell::default(),
            children: RefCell::default(),
        }
    }
}

/// The value that a file gives to a variable.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    pub(crate) value: Value,
    /// Where others are given, which this one is taken over.
    pub(crate) lost: Vec<Loc>,
}

/// Who calls a module, and with what bound.
#[derive(Debug)]
pub(crate) struct Caller<'a> {
    pub(crate) module: Rc<Module<'a>>,
    pub(crate) call: &'a Block<'a>,
    /// `each` or `count` of the call.
    pub(crate) bound: Option<(&'static str, Value)>,
}

/// What is evaluated once; while it is, its place in the cache is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Key<'a> {
    Variable(&'a str),
    Local(&'a str),
    Resource(&'a str, &'a str),
}

/// The names that are bound where an expression stands, inner ones first.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Env<'e, 'a> {
    pub(crate) module: &'e Rc<Module<'a>>,
    pub(crate) bound: Option<&'e Binding<'e>>,
}

#[derive(Debug)]
pub(crate) struct Binding<'e> {
    pub(crate) name: &'e str,
    pub(crate) value: Value,
    pub(crate) outer: Option<&'e Binding<'e>>,
}

impl<'e, 'a> Env<'e, 'a> {
    pub(crate) const fn of(module: &'e Rc<Module<'a>>) -> Self {
        Self { module, bound: None }
    }

    pub(crate) fn find(&self, name: &str) -> Option<&'e Value> {
        let mut bound = self.bound;
        while let Some(binding) = bound {
            if binding.name == name {
                return Some(&binding.value);
            }
            bound = binding.outer;
        }
        None
    }

    /// A place as the person sees it.
    pub(crate) fn seen(&self, at: Loc) -> Loc {
        self.module.seen_at.unwrap_or(at)
    }
}
