//! What people say about a change request or about objects of a design, in threads.

use serde::{Deserialize, Serialize};

/// What a thread is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CommentAbout {
    /// The whole request.
    Request,
    /// A step of the plan.
    Step {
        /// Its number.
        number: u32,
        /// Its title, as it was: `UpdateTable GameScores: create index GameTitleIndex`. Filled in by the server.
        #[serde(default)]
        title: String,
    },
    /// An object of the design, by its address: `table GameScores / index GameTitleIndex`. On requests.
    Object {
        /// The address, 1 to 500 characters.
        address: String,
    },
    /// An object of the design, as links name it. On designs; `design` when nothing is said.
    Place {
        /// `table:game-scores`: ids, so that renaming changes nothing.
        object: String,
        /// What it is called, or was when the thread began if it is gone: `table GameScores`. Filled in by the server.
        #[serde(default)]
        title: String,
    },
}

/// `POST /requests/{id}/comments`, `POST /designs/{id}/comments`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateComment {
    /// What is said, 1 to 10,000 characters. `@name` or `@address` mentions a person.
    pub body: String,
    /// The thread that it belongs to; a new one when absent.
    #[serde(default)]
    pub thread: Option<String>,
    /// What a new thread is about; the whole request or design when absent.
    #[serde(default)]
    pub about: Option<CommentAbout>,
}

/// `PUT /requests/{id}/threads/{thread}`, `PUT /designs/{id}/threads/{thread}`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ResolveThread {
    /// Whether it is settled.
    pub resolved: bool,
}

/// A thread with what was said in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ThreadView {
    /// The id of its first comment.
    pub id: String,
    /// What it is about.
    pub about: CommentAbout,
    /// Whether the plan that it was begun on is still the request's plan; on a design, whether the object is still there.
    pub current: bool,
    /// Who settled it.
    pub resolved_by: Option<String>,
    /// What was said, oldest first.
    pub comments: Vec<CommentView>,
}

/// Something that was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CommentView {
    /// Its id.
    pub id: String,
    /// Who said it.
    pub author: String,
    /// When.
    pub at: String,
    /// What was said.
    pub body: String,
    /// The names of those who are mentioned.
    pub mentions: Vec<String>,
}
