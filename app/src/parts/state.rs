//! Where a change request stands, as a word and as a row of stages.

use crate::prelude::*;
use tablewright_contract::RequestState;

use crate::ui::{Badge, Icon, IconName, Tone};

/// The state as a word in a frame.
#[component]
pub(crate) fn StateBadge(#[prop(into)] state: Signal<RequestState>) -> impl IntoView {
    view! {
        <Badge tone=Signal::derive(move || tone(state.get()))>{move || state.get().label()}</Badge>
    }
}

const fn tone(state: RequestState) -> Tone {
    match state {
        RequestState::Draft => Tone::Neutral,
        RequestState::InReview | RequestState::Applying => Tone::Accent,
        RequestState::Approved | RequestState::Applied => Tone::Add,
        RequestState::Stale => Tone::Change,
        RequestState::Failed | RequestState::Checks => Tone::Destroy,
        RequestState::Discarded | RequestState::Superseded => Tone::Neutral,
    }
}

/// How a stage relates to where the request stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Passed,
    Current,
    Ahead,
    Stopped,
}

impl Stage {
    const fn term(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Current => "current",
            Self::Ahead => "ahead",
            Self::Stopped => "stopped",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Passed => " (done)",
            Self::Current => " (now)",
            Self::Ahead => " (to come)",
            Self::Stopped => " (stopped here)",
        }
    }
}

/// The stages that every request goes through. A stop shows at the stage that it ended.
#[component]
pub(crate) fn Stepper(#[prop(into)] state: Signal<RequestState>) -> impl IntoView {
    let stages =
        move || stages(state.get()).map(|(name, stage)| view! { <StageItem name stage /> }).collect_view();
    view! { <ol class="stepper" aria-label="Stages">{stages}</ol> }
}

#[component]
fn StageItem(name: &'static str, stage: Stage) -> impl IntoView {
    let icon = match stage {
        Stage::Passed => Some(IconName::Check),
        Stage::Stopped => Some(IconName::Close),
        Stage::Current | Stage::Ahead => None,
    };
    let current = matches!(stage, Stage::Current | Stage::Stopped).then_some("step");
    view! {
        <li class="stage" data-stage=stage.term() aria-current=current>
            <span class="stage-dot">{icon.map(|name| view! { <Icon name /> })}</span>
            <span>{name}</span>
            <span class="visually-hidden">{stage.words()}</span>
        </li>
    }
}

fn stages(state: RequestState) -> [(&'static str, Stage); 6] {
    let mut stages =
        ["Draft", "Checks", "In review", "Approved", "Applying", "Applied"].map(|name| (name, Stage::Ahead));
    let (at, stage, name) = match state {
        RequestState::Draft => (0, Stage::Current, "Draft"),
        RequestState::Checks => (1, Stage::Stopped, "Checks"),
        RequestState::InReview => (2, Stage::Current, "In review"),
        RequestState::Approved => (3, Stage::Current, "Approved"),
        RequestState::Applying => (4, Stage::Current, "Applying"),
        RequestState::Applied => (5, Stage::Passed, "Applied"),
        RequestState::Failed => (4, Stage::Stopped, "Failed"),
        RequestState::Stale => (2, Stage::Stopped, "Stale"),
        RequestState::Discarded => (2, Stage::Stopped, "Discarded"),
        RequestState::Superseded => (2, Stage::Stopped, "Superseded"),
    };
    for (index, slot) in stages.iter_mut().enumerate() {
        if index < at {
            slot.1 = Stage::Passed;
        } else if index == at {
            *slot = (name, stage);
        }
    }
    stages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_run_stops_at_the_stage_of_applying() {
        let names: Vec<_> = stages(RequestState::Failed).map(|(name, stage)| (name, stage.term())).into();
        assert_eq!(
            names,
            [
                ("Draft", "passed"),
                ("Checks", "passed"),
                ("In review", "passed"),
                ("Approved", "passed"),
                ("Failed", "stopped"),
                ("Applied", "ahead")
            ]
        );
    }

    #[test]
    fn an_applied_request_has_every_stage_behind_it() {
        assert!(stages(RequestState::Applied).iter().all(|(_, stage)| *stage == Stage::Passed));
    }
}
