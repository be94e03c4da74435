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
    document: Document,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Document {
    name: String,
    #[serde(default)]
    description: String,
    /// The first one, which the editor begins with; no more of them travels.
    #[serde(default)]
    tables: Vec<Named>,
}

/// A name, and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Named {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) description: String,
}

impl DesignHead {
    /// Its name.
    pub(crate) fn name(&self) -> &str {
        &self.document.name
    }

    /// What it is for.
    pub(crate) fn description(&self) -> &str {
        &self.document.description
    }

    /// Its first table.
    pub(crate) fn first_table(&self) -> Option<&Named> {
        self.document.tables.first()
    }

    /// Reads a design and lets its document go.
    pub(crate) async fn fetch(id: &str) -> Result<Self, ApiError> {
        let mut head: Self = client::get(&format!("/designs/{id}")).await?.read()?;
        head.document.tables.truncate(1);
        Ok(head)
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
