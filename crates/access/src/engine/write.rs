//! Writes of single items: put, update, delete, each under a condition.

use std::sync::Arc;

use super::answer::WriteAnswer;
use super::request::{DeleteItem, PutItem, ReturnValues, UpdateItem};
use super::table::ItemChange;
use super::{Refusal, Table, check};
use crate::capacity::{Consumed, EntryState, index_write_units, table_write_units};
use crate::expression::{
    Condition, ExpressionKind, Path, Placeholders, Projection, Scope, Update, parse_condition,
};
use crate::schema::TableSchema;
use crate::value::{Attributes, item_size};

impl Table {
    /// Puts a whole item.
    ///
    /// # Errors
    ///
    /// As the service refuses the request.
    pub fn put(&mut self, request: &PutItem) -> Result<WriteAnswer, Refusal> {
        let condition = only_condition(request.condition_expression.as_deref(), &request.placeholders)?;
        check_returned(request.return_values)?;
        check::item(self.schema(), &request.item)?;
        self.check_condition(&request.item, condition.as_ref())?;
        let (change, states) = self.replace(request.item.clone(), false)?;
        Ok(self.answer(change, &states, request.return_values, &[]))
    }

    /// Changes an item, or makes it.
    ///
    /// # Errors
    ///
    /// As the service refuses the request.
    pub fn update(&mut self, request: &UpdateItem) -> Result<WriteAnswer, Refusal> {
        let scope = Scope::new(&request.placeholders);
        let update =
            request.update_expression.as_deref().map(|text| Update::read(text, &scope)).transpose()?;
        let condition = condition(request.condition_expression.as_deref(), &scope)?;
        scope.finish()?;
        check::key(self.schema(), &request.key)?;
        let update = update.unwrap_or(Update { actions: Vec::new() });
        check_keys_stay(self.schema(), &update)?;
        self.check_condition(&request.key, condition.as_ref())?;
        let before = self.find(&request.key).map_or(&request.key, |entry| &*entry.item);
        let after = update.apply(before)?;
        let (change, states) = self.replace(after, true)?;
        let touched: Vec<Path> = update.actions.into_iter().map(|action| action.path).collect();
        Ok(self.answer(change, &states, request.return_values, &touched))
    }

    /// Removes an item.
    ///
    /// # Errors
    ///
    /// As the service refuses the request.
    pub fn delete(&mut self, request: &DeleteItem) -> Result<WriteAnswer, Refusal> {
        let condition = only_condition(request.condition_expression.as_deref(), &request.placeholders)?;
        check_returned(request.return_values)?;
        check::key(self.schema(), &request.key)?;
        self.check_condition(&request.key, condition.as_ref())?;
        let (change, states) = self.take_out(&request.key);
        Ok(self.answer(change, &states, request.return_values, &[]))
    }

    /// A condition is about the item that is there; if none is, about an item without attributes.
    fn check_condition(&self, key: &Attributes, condition: Option<&Condition>) -> Result<(), Refusal> {
        let nothing = Attributes::new();
        let item = self.find(key).map_or(&nothing, |entry| &*entry.item);
        match condition {
            Some(condition) if !condition.is_met_by(item) => Err(Refusal::condition_failed()),
            _ => Ok(()),
        }
    }

    fn answer(
        &self,
        change: ItemChange,
        states: &[EntryState],
        wanted: ReturnValues,
        touched: &[Path],
    ) -> WriteAnswer {
        let size = |item: &Option<Arc<Attributes>>| item.as_deref().map(item_size);
        let mut consumed = Consumed::new(&self.schema().name);
        consumed.table = table_write_units(size(&change.before), size(&change.after));
        for (index, state) in self.schema().indexes.iter().zip(states) {
            if let Some(units) = index_write_units(*state) {
                consumed.add(index.scope, &index.name, units);
            }
        }
        let attributes = returned(&change, wanted, touched);
        WriteAnswer { attributes, consumed_capacity: consumed, change }
    }
}

fn returned(change: &ItemChange, wanted: ReturnValues, touched: &[Path]) -> Option<Attributes> {
    let part = |item: &Option<Arc<Attributes>>| {
        let part = Projection { paths: touched.to_vec() }.apply(item.as_deref()?);
        (!part.is_empty()).then_some(part)
    };
    match wanted {
        ReturnValues::None => None,
        ReturnValues::AllOld => change.before.as_deref().cloned(),
        ReturnValues::AllNew => change.after.as_deref().cloned(),
        ReturnValues::UpdatedOld => part(&change.before),
        ReturnValues::UpdatedNew => part(&change.after),
    }
}

fn check_returned(wanted: ReturnValues) -> Result<(), Refusal> {
    match wanted {
        ReturnValues::None | ReturnValues::AllOld => Ok(()),
        _ => Err(Refusal::validation("ReturnValues can only be ALL_OLD or NONE")),
    }
}

fn check_keys_stay(schema: &TableSchema, update: &Update) -> Result<(), Refusal> {
    match update.actions.iter().find(|action| schema.key.has(&action.path.root)) {
        None => Ok(()),
        Some(action) => Err(Refusal::parameter(format_args!(
            "Cannot update attribute {}. This attribute is part of the key",
            action.path.root
        ))),
    }
}

fn condition(text: Option<&str>, scope: &Scope<'_>) -> Result<Option<Condition>, Refusal> {
    Ok(text.map(|text| parse_condition(ExpressionKind::Condition, text, scope)).transpose()?)
}

fn only_condition(text: Option<&str>, placeholders: &Placeholders) -> Result<Option<Condition>, Refusal> {
    let scope = Scope::new(placeholders);
    let condition = condition(text, &scope)?;
    scope.finish()?;
    Ok(condition)
}
