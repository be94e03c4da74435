//! Which table an answer is about, since many answers don't say.

use std::rc::Rc;

use crate::import::finder::Finder;
use crate::import::sources::Text;
use crate::import::table::TableSource;
use crate::import::value::Loc;

/// How the table of an answer is found.
#[derive(Debug, Clone)]
pub(super) enum Home {
    /// By its name or ARN, which the answer says.
    Named(Rc<str>),
    /// It stands before the answer in the same file.
    Near(usize),
    /// The answer is alone in a file.
    File(Loc),
}

pub(super) struct Homes<'t> {
    finder: Finder,
    /// Names in small letters, the longest first: `orders-archive` before `orders`.
    names: Vec<(String, usize)>,
    texts: &'t [Text],
}

impl<'t> Homes<'t> {
    pub(super) fn of(tables: &[TableSource], texts: &'t [Text]) -> Self {
        let named = tables.iter().enumerate().map(|(at, table)| (table.label.to_lowercase(), at));
        let mut names: Vec<(String, usize)> = named.filter(|(name, _)| !name.is_empty()).collect();
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        Self { finder: Finder::of(tables), names, texts }
    }

    pub(super) fn find(&self, home: &Home) -> Option<usize> {
        match home {
            Home::Named(name) => {
                // As a resource of autoscaling: `table/Orders/index/ByDay`.
                let in_id = name.strip_prefix("table/").map(|rest| rest.split('/').next().unwrap_or(rest));
                self.finder.named(in_id.unwrap_or(name))
            }
            Home::Near(at) => Some(*at),
            Home::File(at) => self.by_file(*at),
        }
    }

    /// The only table, or the one that the file is named after, as `orders.ttl.json` or `orders/tags.json`.
    fn by_file(&self, at: Loc) -> Option<usize> {
        if let [(_, only)] = self.names.as_slice() {
            return Some(*only);
        }
        let path = self.texts.get(usize::from(at.file))?.path.to_lowercase();
        self.names.iter().find(|(name, _)| path.contains(name.as_str())).map(|(_, at)| *at)
    }
}
