//! What pages about a design need of it, without its document: it would travel in every page.

use serde::{Deserialize, Serialize};
use tablewright_contract::ApiError;

use crate::client::{self, Json};

/// What these pages read of a `DesignView`: a design without its tables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DesignHead {
    /// Its id.
    pub(crate) id: String,
    /// The number of its last edit.
    pub(crate) seq: u64,
    /// The number of its newest version; 0 when there is none.
    pub(crate) version: u32,
    /// Whether the newest version is exactly the document.
    pub(crate) saved: bool,
    /// Whether the signed-in person may edit it.
    pub(crate) can_edit: bool,
    document: Named,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Named {
    name: String,
}

impl DesignHead {
    /// Its name.
    pub(crate) fn name(&self) -> &str {
        &self.document.name
    }

    /// Reads a design and lets its document go.
    pub(crate) async fn fetch(id: &str) -> Result<Self, ApiError> {
        client::get(&format!("/designs/{id}")).await?.read()
    }

    /// For a page that shows it.
    pub(crate) fn json(&self) -> Result<Json<Self>, ApiError> {
        Json::of(self)
    }

    /// The way down to the pages below it.
    pub(crate) fn trail(&self) -> Vec<(String, String)> {
        vec![
            ("Designs".to_owned(), "/".to_owned()),
            (self.name().to_owned(), format!("/designs/{}", self.id)),
        ]
    }
}
