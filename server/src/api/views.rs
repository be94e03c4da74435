//! From stored rows to wire types.

use tablewright_contract::{
    AuditEntryView, CheckOutcome, CheckView, DeliveryState, DeliveryView, DesignSummary, GuestAccess,
    GuestLinkView, GuestView, RecordedEdit, RequestState, RequestSummary, Role, RunState, RunStepState,
    TokenScope, TokenView, UserView, VersionSummary, WebhookForm, WebhookView,
};
use tablewright_storage::{self as storage, User};

use crate::time::{rfc3339, rfc3339_exact};

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
        // That of a guest leads nowhere.
        email: if user.guest_of.is_none() { user.email.clone() } else { String::new() },
        role: role(user.role),
        deactivated: user.deactivated_at.is_some(),
    }
}

pub(super) fn guest(guest: storage::Guest) -> GuestView {
    GuestView { design: guest.design.to_string(), access: access(guest.access) }
}

pub(super) const fn access(access: storage::GuestAccess) -> GuestAccess {
    match access {
        storage::GuestAccess::View => GuestAccess::View,
        storage::GuestAccess::Comment => GuestAccess::Comment,
        storage::GuestAccess::Edit => GuestAccess::Edit,
    }
}

pub(super) const fn stored_access(access: GuestAccess) -> storage::GuestAccess {
    match access {
        GuestAccess::View => storage::GuestAccess::View,
        GuestAccess::Comment => storage::GuestAccess::Comment,
        GuestAccess::Edit => storage::GuestAccess::Edit,
    }
}

pub(super) fn guest_link(link: &storage::GuestLink, now: storage::Timestamp) -> GuestLinkView {
    GuestLinkView {
        id: link.id.to_string(),
        access: access(link.opens.access),
        made_by: link.made_by_name.clone(),
        created_at: rfc3339(link.created_at),
        expires_at: rfc3339(link.expires_at),
        over: link.revoked_at.is_some() || link.expires_at <= now,
        revoked_at: link.revoked_at.map(rfc3339),
        guests: link.guests.clone(),
    }
}

pub(super) fn token(token: &storage::Token) -> TokenView {
    let known = TokenScope::ALL.into_iter().filter(|scope| token.scopes.contains(scope.term()));
    TokenView {
        id: token.id.to_string(),
        name: token.name.clone(),
        user: token.user_name.clone(),
        scopes: known.collect(),
        created_at: rfc3339(token.created_at),
        expires_at: rfc3339(token.expires_at),
        last_used_at: token.last_used_at.map(rfc3339),
        revoked_at: token.revoked_at.map(rfc3339),
    }
}

pub(super) fn audit_entry(entry: storage::AuditEntry) -> AuditEntryView {
    AuditEntryView {
        seq: entry.seq,
        at: rfc3339_exact(entry.at),
        actor: entry.actor.map(|actor| actor.to_string()),
        actor_name: entry.actor_name,
        token: entry.token.map(|token| token.to_string()),
        address: entry.address,
        request_id: entry.request_id,
        action: entry.action,
        subject: entry.subject,
        digest: entry.digest.map(|digest| digest.to_string()),
        detail: serde_json::from_str(&entry.detail).unwrap_or_default(),
        previous: entry.previous,
        hash: entry.hash,
    }
}

pub(super) fn webhook(webhook: &storage::Webhook) -> WebhookView {
    WebhookView {
        id: webhook.id.to_string(),
        name: webhook.name.clone(),
        url: webhook.url.clone(),
        form: match webhook.form {
            storage::WebhookForm::Plain => WebhookForm::Plain,
            storage::WebhookForm::Chat => WebhookForm::Chat,
        },
        events: webhook.events.clone(),
        enabled: webhook.enabled,
        created_at: rfc3339(webhook.created_at),
    }
}

pub(super) const fn stored_form(form: WebhookForm) -> storage::WebhookForm {
    match form {
        WebhookForm::Plain => storage::WebhookForm::Plain,
        WebhookForm::Chat => storage::WebhookForm::Chat,
    }
}

pub(super) fn delivery(delivery: storage::Delivery) -> DeliveryView {
    DeliveryView {
        id: delivery.id,
        event: delivery.event,
        entry: delivery.entry,
        state: match delivery.state {
            storage::DeliveryState::Waiting => DeliveryState::Waiting,
            storage::DeliveryState::Delivered => DeliveryState::Delivered,
            storage::DeliveryState::GivenUp => DeliveryState::GivenUp,
        },
        attempts: delivery.attempts,
        due_at: rfc3339(delivery.due_at),
        status: delivery.status,
        error: delivery.error,
        created_at: rfc3339(delivery.created_at),
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

pub(super) fn check(check: &storage::Check) -> CheckView {
    let (kind, title) = match check.kind {
        storage::CheckKind::Validation => ("validation", "AWS takes the design"),
        storage::CheckKind::Lint => ("lint", "Lint"),
        storage::CheckKind::Plan => ("plan", "What the plan warns of"),
        storage::CheckKind::Patterns => ("patterns", "Access patterns stay served"),
        storage::CheckKind::Migration => ("migration", "The new table holds what the old one does"),
        storage::CheckKind::Cost => ("cost", "The month stays within its limit"),
        storage::CheckKind::Drift => ("drift", "Nobody changed the tables by hand"),
    };
    CheckView {
        kind: kind.to_owned(),
        title: title.to_owned(),
        outcome: match check.outcome {
            storage::CheckOutcome::Passed => CheckOutcome::Passed,
            storage::CheckOutcome::Attention => CheckOutcome::Attention,
            storage::CheckOutcome::Failed => CheckOutcome::Failed,
        },
        findings: check.findings.clone(),
    }
}

const fn request_state(state: storage::RequestState) -> RequestState {
    match state {
        storage::RequestState::Draft => RequestState::Draft,
        storage::RequestState::Checks => RequestState::Checks,
        storage::RequestState::InReview => RequestState::InReview,
        storage::RequestState::Approved => RequestState::Approved,
        storage::RequestState::Applying => RequestState::Applying,
        storage::RequestState::Applied => RequestState::Applied,
        storage::RequestState::Failed => RequestState::Failed,
        storage::RequestState::Discarded => RequestState::Discarded,
        storage::RequestState::Stale => RequestState::Stale,
        storage::RequestState::Superseded => RequestState::Superseded,
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
