//! Parts that several pages show: differences, plans, runs, states.

mod adoption;
mod changed;
mod design_head;
mod differences;
mod effects;
mod elsewhere;
mod facts;
mod migrations;
mod moves;
mod plan;
mod run;
mod state;
mod step;
mod undo;

pub(crate) use adoption::Adoption;
pub(crate) use changed::ChangedTable;
pub(crate) use design_head::{DesignHead, Named};
pub(crate) use differences::Differences;
pub(crate) use effects::Effects;
pub(crate) use elsewhere::ElsewherePart;
pub(crate) use facts::{Fact, Facts};
pub(crate) use migrations::Migrations;
pub(crate) use moves::Moves;
pub(crate) use plan::{PlanBody, Where};
pub(crate) use run::RunPart;
pub(crate) use state::{StateBadge, Stepper};
pub(crate) use step::Steps;
pub(crate) use undo::UndoPart;
