//! What the person looks at: the selection, the panel, the place of the focus, and the address that says so.

use crate::prelude::*;
use tablewright_model::{Address, Object};

use super::{Desk, Panel};
use crate::editor::{browser, hold, place};

impl Desk {
    /// Shows an object in the inspector.
    pub(in crate::editor) fn select(self, object: Object) {
        match object {
            Object::Pattern(_) => self.show_panel(Panel::Patterns),
            Object::Item(..) => self.show_panel(Panel::Items),
            _ => {}
        }
        self.choose(object);
        self.note_place();
    }

    /// Keeps in the address what is shown, and with what it is compared: a link to it is that of the page.
    pub(in crate::editor) fn note_place(self) {
        let select = place::to_link(self.selected.get_value());
        let compared = self.aside.compared().map(|against| format!("&compare={against}"));
        browser::replace_query(&format!("?select={select}{}", compared.unwrap_or_default()));
    }

    pub(in crate::editor) fn show_panel(self, panel: Panel) {
        self.panel.set(panel as usize);
        self.panel_open.set(true);
    }

    /// Shows a place and puts the focus there: of a field with several controls, on the one that is marked as wrong.
    pub(in crate::editor) fn go_to(self, address: Address) {
        self.select(address.object);
        self.sheet_open.set(true);
        let shown = place::card_id(self.shown.get_untracked());
        let field = place::field_id(address);
        hold::in_frame(move || {
            let first = browser::wrong_control(&field);
            let ids = first.into_iter().chain([field, place::card_id(address.object), shown]);
            browser::focus_first(&ids.collect::<Vec<_>>());
        });
    }

    /// Puts the focus on the first of these elements once the page is repainted; where the settings are yet to come, once
    /// more when they are there.
    pub(in crate::editor) fn focus_after(self, ids: Vec<String>) {
        hold::in_frame(move || {
            browser::focus_first(&ids);
            let _ = self.wanted_focus.try_set_value(ids);
        });
    }

    /// The settings are there. What had to do without them gets the focus, unless the person has moved it meanwhile.
    pub(in crate::editor) fn settings_came(self) {
        hold::in_frame(move || {
            let ids = self.wanted_focus.try_get_value().unwrap_or_default();
            if browser::focused_id().is_some_and(|focused| ids.contains(&focused)) {
                browser::focus_first(&ids);
            }
        });
    }
}
