//! One module for each route. A page reads what it needs, then hands values to components that only show them.

mod account;
mod audit;
mod drift;
mod environments;
mod gallery;
mod guest;
mod import;
mod join;
mod people;
mod plan;
mod policy;
mod request;
mod requests;
mod share;
mod sign_in;
mod version;
mod versions;
mod webhooks;

pub(crate) use account::AccountPage;
pub(crate) use audit::AuditPage;
pub(crate) use drift::DriftPage;
pub(crate) use environments::EnvironmentsPage;
pub(crate) use gallery::GalleryPage;
pub(crate) use guest::GuestPage;
pub(crate) use import::ImportPage;
pub(crate) use join::JoinPage;
pub(crate) use people::PeoplePage;
pub(crate) use plan::PlanPage;
pub(crate) use policy::PolicyPage;
pub(crate) use request::{FrozenPage, RequestPage};
pub(crate) use requests::RequestsPage;
pub(crate) use share::SharePage;
pub(crate) use sign_in::SignInPage;
pub(crate) use version::VersionPage;
pub(crate) use versions::VersionsPage;
pub(crate) use webhooks::WebhooksPage;
