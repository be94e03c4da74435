//! Who watches one object, and is woken when that one changes.
//!
//! A signal of the whole design wakes every row and every line of a card after each edit, only to find that nothing of
//! theirs is new: with four hundred rows that is half a second. Deliberately absent: values. They are read where they are,
//! without watching all of them.

use std::collections::HashMap;

use crate::prelude::*;
use tablewright_model::Object;

/// The watchers of one kind of change, by object.
#[derive(Clone, Copy)]
pub(super) struct Watch(StoredValue<HashMap<Object, ArcTrigger>>);

impl Watch {
    pub(super) fn new() -> Self {
        Self(StoredValue::new(HashMap::new()))
    }

    /// Whoever computes now is woken when this object changes.
    pub(super) fn track(self, object: Object) {
        let trigger =
            self.0.try_update_value(|all| all.entry(object).or_insert_with(ArcTrigger::new).clone());
        if let Some(trigger) = trigger {
            trigger.track();
        }
    }

    /// Wakes who watches what has changed.
    pub(super) fn wake(self, has_changed: impl Fn(Object) -> bool) {
        let triggers = self.0.try_with_value(|all| {
            let changed = all.iter().filter(|(object, _)| has_changed(**object));
            changed.map(|(_, trigger)| trigger.clone()).collect::<Vec<_>>()
        });
        for trigger in triggers.unwrap_or_default() {
            trigger.notify();
        }
    }
}
