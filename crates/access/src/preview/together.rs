//! Writes, and transactions of reads or writes: all or none.

use std::collections::BTreeSet;

use tablewright_model::TableId;

use super::Preview;
use super::asked::{Asked, Stopped};
use super::run::{Ran, Units};
use crate::capacity::Amount;
use crate::engine::{Refusal, RefusalKind, Table as Store};
use crate::value::Attributes;

/// No two parts of a transaction may be about the same item.
fn check(preview: &Preview, parts: &[(TableId, Asked)]) -> Result<(), Stopped> {
    let mut seen = BTreeSet::new();
    for (table, part) in parts {
        let key = preview.key(*table, key_of(part)?).ok_or(Stopped::Gone)?;
        if !seen.insert((*table, key)) {
            let message = "Transaction request cannot include multiple operations on one item".to_owned();
            return Err(Stopped::Refused(Refusal { kind: RefusalKind::Validation, message }));
        }
    }
    Ok(())
}

/// The attributes that have the key of the one item that a request is about.
const fn key_of(asked: &Asked) -> Result<&Attributes, Stopped> {
    match asked {
        Asked::GetItem(get) => Ok(&get.key),
        Asked::PutItem(put) => Ok(&put.item),
        Asked::UpdateItem(update) => Ok(&update.key),
        Asked::DeleteItem(delete) => Ok(&delete.key),
        _ => Err(Stopped::NotServed),
    }
}

/// Reads them all; a read in a transaction takes four times an eventual one.
pub(super) fn read(preview: &Preview, parts: Vec<(TableId, Asked)>) -> Result<Ran, Stopped> {
    check(preview, &parts)?;
    let mut all = Ran::default();
    for (table, mut part) in parts {
        if let Asked::GetItem(get) = &mut part {
            get.consistent_read = true;
        }
        let ran = preview.call(table, part)?;
        all.read += ran.read;
        all.items.extend(ran.items);
        all.take(ran.units, 2);
    }
    Ok(all)
}

/// Carries out each on a copy of its item; a refusal of one is that of all.
pub(super) fn write(preview: &Preview, parts: Vec<(TableId, Asked)>) -> Result<Ran, Stopped> {
    check(preview, &parts)?;
    let mut all = Ran::default();
    for (table, part) in parts {
        let mut ran = Ran::default();
        change(preview.store(table).ok_or(Stopped::Gone)?, &part, table, &mut ran)?;
        all.changes.extend(ran.changes);
        all.take(ran.units, 2);
    }
    Ok(all)
}

/// Carries out one write, on a copy of its item.
pub(super) fn change(store: &Store, asked: &Asked, table: TableId, ran: &mut Ran) -> Result<(), Stopped> {
    let mut store = store.with_only(key_of(asked)?);
    let answer = match asked {
        Asked::PutItem(put) => store.put(put)?,
        Asked::UpdateItem(update) => store.update(update)?,
        Asked::DeleteItem(delete) => store.delete(delete)?,
        _ => return Err(Stopped::NotServed),
    };
    ran.add(&answer.consumed_capacity);
    ran.changes.push((table, answer.change));
    Ok(())
}

impl Ran {
    /// Adds units, those of tables so many times: what indexes write stays single in a transaction.
    fn take(&mut self, units: Vec<Units>, times: u64) {
        for one in units {
            let amount = if one.index.is_none() { one.amount.times(times) } else { one.amount };
            let same = |other: &&mut Units| other.table == one.table && other.index == one.index;
            match self.units.iter_mut().find(same) {
                Some(known) => known.amount = [known.amount, amount].into_iter().sum::<Amount>(),
                None => self.units.push(Units { amount, ..one }),
            }
        }
    }
}
