//! What a query or scan reads: the table or one of its indexes.

use super::store::{Entry, Store};
use super::{Refusal, Table};
use crate::expression::Projection;
use crate::schema::{IndexProjection, IndexSchema, IndexScope, KeySchema};

/// The table or index that is read.
#[derive(Clone, Copy)]
pub(super) struct Target<'t> {
    pub(super) table: &'t Table,
    pub(super) index: Option<&'t IndexSchema>,
    pub(super) key: &'t KeySchema,
    pub(super) store: &'t Store,
}

impl<'t> Target<'t> {
    /// The named index, or the table itself.
    pub(super) fn find(table: &'t Table, index: Option<&str>, consistent: bool) -> Result<Self, Refusal> {
        let schema = table.schema();
        let Some(name) = index else {
            return Ok(Self { table, index: None, key: &schema.key, store: table.items() });
        };
        let unknown = || Refusal::validation(format!("The table does not have the specified index: {name}"));
        let index = schema.index(name).ok_or_else(unknown)?;
        if consistent && index.scope == IndexScope::Global {
            let message = "Consistent reads are not supported on global secondary indexes";
            return Err(Refusal::validation(message));
        }
        let store = table.entries(name).ok_or_else(unknown)?;
        Ok(Self { table, index: Some(index), key: &index.key, store })
    }

    /// Whether the attribute is in every entry's reach without a fetch.
    fn carries(&self, attribute: &str) -> bool {
        self.index.is_none_or(|index| self.table.schema().projects(index, attribute))
    }

    /// Whether a read has to fetch the items behind the entries, for whole items or for one of these paths.
    ///
    /// # Errors
    ///
    /// Global indexes cannot fetch.
    pub(super) fn fetches(&self, whole: bool, projection: Option<&Projection>) -> Result<bool, Refusal> {
        let Some(index) = self.index.filter(|index| index.projection != IndexProjection::All) else {
            return Ok(false);
        };
        let projected = projection.iter().flat_map(|projection| &projection.paths);
        let missing: Vec<&str> =
            projected.map(|path| path.root.as_str()).filter(|name| !self.carries(name)).collect();
        match index.scope {
            IndexScope::Global if whole => Err(Refusal::parameter(format_args!(
                "Select type ALL_ATTRIBUTES is not supported for global secondary index {} because its projection \
                 type is not ALL",
                index.name
            ))),
            IndexScope::Global if !missing.is_empty() => Err(Refusal::parameter(format_args!(
                "Global secondary index {} does not project [{}]",
                index.name,
                missing.join(", ")
            ))),
            IndexScope::Global => Ok(false),
            IndexScope::Local => Ok(whole || !missing.is_empty()),
        }
    }

    /// The item in the table that an index entry stands for.
    pub(super) fn fetch(&self, entry: &Entry) -> Option<&'t Entry> {
        self.table.find(&entry.item)
    }
}
