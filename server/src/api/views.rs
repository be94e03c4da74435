//! From stored rows to wire types.

use tablewright_contract::{
    DesignSummary, RecordedEdit, RequestState, RequestSummary, Role, RunState, RunStepState, UserView,
    VersionSummary,
};
use tablewright_storage::{self as storage, User};

use crate::time::rfc3339;

pub(super) const fn role(role: storage::Role) -> Role {
    match role {
        storage::Role::Viewer => Role::Viewer,
        storage::Role::Designer => Role::Designer,
        storage::Role::Reviewer => Role::Reviewer,
        storage::Role::Operator => Role::Operator,
        storage::Role::Administrator => Role::Administrator,
    }
}

pub(super) const fn stored_role(role: Role) -> storage::Role {
    match role {
        Role::Viewer => storage::Role::Viewer,
        Role::Designer => storage::Role::Designer,
        Role::Reviewer => storage::Role::Reviewer,
        Role::Operator => storage::Role::Operator,
        Role::Administrator => storage::Role::Administrator,
    }
}

pub(super) fn user(user: &User) -> UserView {
    UserView {
        id: user.id.to_string(),
        name: user.name.clone(),
        email: user.email.clone(),
        role: role(user.role),
    }
}

pub(super) fn design(design: storage::DesignSummary) -> DesignSummary {
    DesignSummary {
        id: design.id.to_string(),
        name: design.name,
        tables: usize::try_from(design.tables).unwrap_or(usize::MAX),
        version: design.versions,
        created_by: design.created_by_name,
        updated_at: rfc3339(design.updated_at),
    }
}

/// A stored edit; `author` is the name of the person.
pub(super) fn edit(edit: storage::RecordedEdit) -> RecordedEdit {
    RecordedEdit {
        seq: edit.seq,
        id: edit.id.to_string(),
        author: edit.author_name,
        at: rfc3339(edit.at),
        edit: edit.edit,
    }
}

pub(super) fn version(version: &storage::Version) -> VersionSummary {
    VersionSummary {
        number: version.number,
        message: version.message.clone(),
        author: version.author_name.clone(),
        created_at: rfc3339(version.created_at),
        digest: version.digest.to_string(),
    }
}

pub(super) fn request(request: storage::RequestSummary) -> RequestSummary {
    RequestSummary {
        id: request.id.to_string(),
        title: request.title,
        state: request_state(request.state),
        design: request.design.to_string(),
        design_name: request.design_name,
        version: request.version,
        environment: request.environment_name,
        author: request.author_name,
        created_at: rfc3339(request.created_at),
    }
}

const fn request_state(state: storage::RequestState) -> RequestState {
    match state {
        storage::RequestState::InReview => RequestState::InReview,
        storage::RequestState::Approved => RequestState::Approved,
        storage::RequestState::Applying => RequestState::Applying,
        storage::RequestState::Applied => RequestState::Applied,
        storage::RequestState::Failed => RequestState::Failed,
        storage::RequestState::Discarded => RequestState::Discarded,
        storage::RequestState::Stale => RequestState::Stale,
    }
}

pub(super) const fn run_state(state: storage::RunState) -> RunState {
    match state {
        storage::RunState::Running => RunState::Running,
        storage::RunState::Succeeded => RunState::Succeeded,
        storage::RunState::Failed => RunState::Failed,
        storage::RunState::Cancelled => RunState::Cancelled,
    }
}

pub(super) const fn step_state(state: storage::StepState) -> RunStepState {
    match state {
        storage::StepState::Pending => RunStepState::Pending,
        storage::StepState::Intent => RunStepState::Calling,
        storage::StepState::Waiting => RunStepState::Waiting,
        storage::StepState::Done => RunStepState::Done,
        storage::StepState::Failed => RunStepState::Failed,
        storage::StepState::Skipped => RunStepState::Skipped,
    }
}
