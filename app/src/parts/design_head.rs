//! What pages about a design need of it, without its document: it would travel in every page.

use serde::{Deserialize, Serialize};
use tablewright_contract::{ApiError, DesignView};

use crate::client;

/// A design without its document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DesignHead {
    /// Its id.
    pub(crate) id: String,
    /// Its name.
    pub(crate) name: String,
    /// The number of its last edit.
    pub(crate) seq: u64,
    /// The number of its newest version; 0 when there is none.
    pub(crate) version: u32,
    /// Whether the newest version is exactly the document.
    pub(crate) saved: bool,
    /// Whether the signed-in person may edit it.
    pub(crate) can_edit: bool,
}

/// Reads a design and lets its document go.
pub(crate) async fn fetch_design(id: &str) -> Result<DesignHead, ApiError> {
    let view: DesignView = client::get(&format!("/designs/{id}")).await?;
    let DesignView { id, seq, version, saved, can_edit, document } = view;
    Ok(DesignHead { id, name: document.name, seq, version, saved, can_edit })
}

/// The way down to the pages below a design.
pub(crate) fn design_trail(design: &DesignHead) -> Vec<(String, String)> {
    vec![("Designs".to_owned(), "/".to_owned()), (design.name.clone(), format!("/designs/{}", design.id))]
}
