//! One of the two answers, in the same words whoever gave it.

use std::fmt;
use std::sync::Arc;

use serde_json::Value as Json;

use crate::engine::ItemChange;
use crate::preview::{Asked, Ran, Stopped, Units};
use crate::value::Attributes;

/// What the preview or the endpoint answered.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Side {
    /// Why it carried nothing out.
    pub refused: Option<Refused>,
    /// What the application gets.
    pub items: Vec<Attributes>,
    /// How many items were read, where the operation says it.
    pub scanned: Option<u64>,
    /// What it took, by table and index; nothing that is zero.
    pub units: Vec<Units>,
    /// Where the page ended, if there may be another.
    pub last_key: Option<Attributes>,
    /// The items that a write is about.
    pub changes: Vec<Changed>,
}

/// An item that a write is about, before it and after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The table's name.
    pub table: String,
    /// The item as it was; none if it was not there.
    pub before: Option<Attributes>,
    /// The item as it is; none if it is not there.
    pub after: Option<Attributes>,
}

/// A request that was not carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The exception's name in the API.
    pub exception: String,
    /// Its message.
    pub message: String,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.exception, self.message)
    }
}

impl Side {
    /// What the preview said of a call. `table` knows the names of tables.
    ///
    /// # Errors
    ///
    /// What stops the preview before any service could refuse.
    pub(super) fn said(
        call: &Asked,
        said: Result<&Ran, Stopped>,
        table: impl Fn(&tablewright_model::TableId) -> String,
    ) -> Result<Self, Stopped> {
        let ran = match said {
            Ok(ran) => ran,
            Err(Stopped::Refused(refusal)) => {
                let cancelled = matches!(call, Asked::TransactWriteItems(_))
                    && refusal.kind == crate::engine::RefusalKind::ConditionalCheckFailed;
                let exception =
                    if cancelled { "TransactionCanceledException" } else { refusal.kind.exception() };
                let refused = Refused { exception: exception.to_owned(), message: refusal.message };
                return Ok(Self { refused: Some(refused), ..Self::default() });
            }
            Err(stopped) => return Err(stopped),
        };
        let own = |item: &Option<Arc<Attributes>>| item.as_deref().cloned();
        let changed = |(id, change): &(_, ItemChange)| Changed {
            table: table(id),
            before: own(&change.before),
            after: own(&change.after),
        };
        Ok(Self {
            refused: None,
            items: ran.items.iter().map(|item| Attributes::clone(item)).collect(),
            scanned: call.is_paged().then_some(ran.read as u64),
            units: in_order(ran.units.clone()),
            last_key: ran.next.as_ref().and_then(|next| next.start().cloned()),
            changes: ran.changes.iter().map(changed).collect(),
        })
    }

    /// What an endpoint refused.
    pub(super) fn refused(refused: Refused) -> Self {
        Self { refused: Some(refused), ..Self::default() }
    }

    /// Adds what a further request of the same call took.
    pub(super) fn took(&mut self, answer: &Json) {
        let mut all = std::mem::take(&mut self.units);
        for one in super::read::units(answer) {
            match all.iter_mut().find(|known| known.table == one.table && known.index == one.index) {
                Some(known) => known.amount += one.amount,
                None => all.push(one),
            }
        }
        self.units = in_order(all);
    }
}

/// By table and index, without what is zero.
fn in_order(mut units: Vec<Units>) -> Vec<Units> {
    units.retain(|one| one.amount.halves() > 0);
    units.sort_by(|one, two| (&one.table, &one.index).cmp(&(&two.table, &two.index)));
    units
}
