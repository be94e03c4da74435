//! The files of an import as a configuration reads them: by paths from the folder where Terraform runs, which is the
//! folder of the root module.
//!
//! Deliberately absent: any other file. What is not part of the import is not known.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::calls::joined;
use super::scope::Module;

/// The texts of an import by their paths.
#[derive(Debug, Default)]
pub(crate) struct Beside<'a> {
    texts: HashMap<String, (u16, &'a str)>,
    /// The numbers of those that were read.
    read: RefCell<HashSet<u16>>,
}

impl<'a> Beside<'a> {
    pub(crate) fn of(texts: impl Iterator<Item = (u16, &'a str, &'a str)>) -> Self {
        let texts =
            texts.filter_map(|(number, path, text)| Some((joined("", path)?, (number, text)))).collect();
        Self { texts, read: RefCell::default() }
    }

    /// The text at a path that stands in a module, if it is part of the import.
    pub(super) fn read(&self, module: &Rc<Module<'_>>, path: &str) -> Option<&'a str> {
        let (number, text) = *self.texts.get(&joined(root(module), path)?)?;
        self.read.borrow_mut().insert(number);
        Some(text)
    }

    /// The numbers of what was read.
    pub(crate) fn into_read(self) -> HashSet<u16> {
        self.read.into_inner()
    }
}

/// `path.module` or `path.root`, as Terraform has it.
pub(super) fn path(module: &Rc<Module<'_>>, which: &str) -> String {
    if which == "root" { ".".to_owned() } else { relative(root(module), &module.folder) }
}

/// The folder of the module that none calls.
fn root<'m>(module: &'m Rc<Module<'_>>) -> &'m str {
    let mut module = module;
    while let Some(caller) = &module.caller {
        module = &caller.module;
    }
    &module.folder
}

/// A folder as it is named from another one.
fn relative(from: &str, to: &str) -> String {
    let parts = |path: &'_ str| path.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    let (from, to): (Vec<String>, Vec<String>) = (parts(from), parts(to));
    let same = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    let up = from.iter().skip(same).map(|_| "..");
    let named: Vec<&str> = up.chain(to.iter().skip(same).map(String::as_str)).collect();
    if named.is_empty() { ".".to_owned() } else { named.join("/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_named_from_where_terraform_runs() {
        for (from, to, named) in [
            ("", "", "."),
            ("env/dev", "env/dev", "."),
            ("", "modules/table", "modules/table"),
            ("env/dev", "modules/table", "../../modules/table"),
            ("env", "env/table", "table"),
        ] {
            assert_eq!(relative(from, to), named);
        }
    }
}
