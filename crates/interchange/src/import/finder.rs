//! Finds tables by what points to them: a name, an ARN, or an attribute of the table that isn't known yet.

use std::collections::HashMap;

use super::table::TableSource;
use super::value::Value;

#[derive(Debug)]
pub(crate) struct Finder {
    by_address: HashMap<String, usize>,
    by_name: HashMap<String, usize>,
}

impl Finder {
    pub(crate) fn of(tables: &[TableSource]) -> Self {
        let mut finder = Self { by_address: HashMap::new(), by_name: HashMap::new() };
        for (at, table) in tables.iter().enumerate() {
            finder.by_address.insert(table.address.to_string(), at);
            for alias in &table.aliases {
                finder.by_name.entry(alias.to_string()).or_insert(at);
            }
        }
        finder
    }

    /// The table that a value names, or whose attribute it is.
    pub(crate) fn find(&self, reference: &Value) -> Option<usize> {
        if let Some(target) = reference.as_unknown().and_then(|unknown| unknown.target.as_ref()) {
            return self.by_address.get(&*target.address).copied();
        }
        self.named(reference.as_text()?)
    }

    /// The table with this name or ARN.
    pub(crate) fn named(&self, text: &str) -> Option<usize> {
        let in_arn = text.split_once(":table/").map(|(_, rest)| rest.split('/').next().unwrap_or_default());
        self.by_name.get(text).or_else(|| self.by_name.get(in_arn?)).copied()
    }

    /// The table in `table/NAME` or `table/NAME/index/INDEX`, and the index.
    pub(crate) fn scaled(&self, id: &Value) -> Option<(usize, Option<String>)> {
        let text = id.as_text().or_else(|| id.as_unknown()?.known.as_deref()).unwrap_or_default();
        let path = text.strip_prefix("table/").unwrap_or(text);
        let (name, index) = match path.split_once("/index/") {
            Some((name, index)) => (name, Some(index.to_owned())),
            None => (path, None),
        };
        let at = if id.as_text().is_some() { self.named(name) } else { self.find(id) };
        Some((at?, index))
    }
}
