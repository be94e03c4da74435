//! Calls of modules: to folders among the sources, and to well-known modules whose arguments we know.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::import::hcl::Block;
use crate::import::hcl::ExprKind;

use super::blocks::Instance;
use super::evaluate::Evaluator;
use super::scope::{Caller, Declarations, Module};

/// Modules within each other; no sane tree is deeper.
const MAX_LEVELS: usize = 12;
/// Modules of one import.
const MAX_MODULES: usize = 20_000;

/// Arguments of a call that are not the module's.
pub(super) const META: [&str; 6] = ["source", "version", "providers", "count", "for_each", "depends_on"];

/// The module behind one instance of a call, or nothing when its text is elsewhere.
pub(super) fn child<'a>(
    evaluator: &Evaluator<'_, 'a>,
    call: &'a Block<'a>,
    instance: &Instance,
    module: &Rc<Module<'a>>,
) -> Option<Module<'a>> {
    let source = source(call)?;
    let (folder, declarations, is_known) = find(evaluator, source, &module.folder)?;
    let names = &evaluator.names;
    names.modules.set(names.modules.get() + 1);
    let levels = module.address.matches("module.").count();
    if levels >= MAX_LEVELS || names.modules.get() > MAX_MODULES {
        let at = module.seen_at.unwrap_or(call.at);
        let message = format!("module `{}` is called too deep or too often: import it alone", call.label(0));
        names.notes.borrow_mut().left_out(at, message);
        return None;
    }
    Some(Module {
        address: format!("{}module.{}{}.", module.address, call.label(0), instance.suffix),
        folder,
        declarations,
        caller: Some(Caller { module: module.clone(), call, bound: instance.bound.clone() }),
        given: HashMap::new(),
        seen_at: module.seen_at.or(is_known.then_some(call.at)),
        cache: RefCell::default(),
        children: RefCell::default(),
    })
}

/// Where the text of the called module is.
pub(super) fn source<'e>(call: &'e Block<'_>) -> Option<&'e str> {
    match &call.body.attribute("source")?.value.kind {
        ExprKind::Text(text) => Some(text),
        _ => None,
    }
}

fn find<'a>(
    evaluator: &Evaluator<'_, 'a>,
    source: &str,
    folder: &str,
) -> Option<(String, Rc<Declarations<'a>>, bool)> {
    if source.starts_with('.') {
        let folder = joined(folder, source)?;
        let declarations = evaluator.names.folders.get(&folder)?.clone();
        return Some((folder, declarations, false));
    }
    let declarations = evaluator.names.library.find(source)?;
    Some((String::new(), declarations, true))
}

/// A path from a folder; nothing when it leaves what was given.
pub(super) fn joined(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    let root = if folder.starts_with('/') { "/" } else { "" };
    Some(format!("{root}{}", parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_and_do_not_leave_the_sources() {
        assert_eq!(joined("env/dev", "../../modules/table").as_deref(), Some("modules/table"));
        assert_eq!(joined("", "./a/").as_deref(), Some("a"));
        assert_eq!(joined("/srv/env", "../mod").as_deref(), Some("/srv/mod"));
        assert_eq!(joined("a", "../.."), None);
    }
}
