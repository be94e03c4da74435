//! Answers that calls may give whatever they are about, added to the description of all in one place.
//!
//! Deliberately nothing that one call has for reasons of its own: that stands at its handler.

use utoipa::openapi::path::{Operation, Parameter, ParameterIn, PathItem};
use utoipa::openapi::{Content, OpenApi, Ref, RefOr, ResponseBuilder};

/// Whoever has the link of an invitation needs no session and no token.
const OPEN: [&str; 2] = ["/invitations/{token}", "/guest-links/{token}"];

/// Adds them where they are not described yet.
pub(super) fn describe(description: &mut OpenApi) {
    for (path, item) in &mut description.paths.paths {
        let is_open = OPEN.iter().any(|open| path.contains(open));
        for operation in operations(item) {
            add(operation, is_open);
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.put, &mut item.post, &mut item.patch, &mut item.delete].into_iter().flatten()
}

fn add(operation: &mut Operation, is_open: bool) {
    let takes_body = operation.request_body.is_some();
    let parameters = || operation.parameters.iter().flatten().filter_map(known);
    let has_query = parameters().any(|parameter| parameter.parameter_in == ParameterIn::Query);
    let has_pages = parameters().any(|parameter| parameter.name == "limit");
    let common = [
        // What was sent is not of the right shape.
        ("400", takes_body || has_query),
        // There is no session, or the token is not known; the person or the token may not do it.
        ("401", !is_open),
        ("403", !is_open),
        ("413", takes_body),
        // A page of no size, or behind an entry that is gone.
        ("422", has_pages),
    ];
    for (status, _) in common.into_iter().filter(|(_, applies)| *applies) {
        operation.responses.responses.entry(status.to_owned()).or_insert_with(refusal);
    }
}

fn known(parameter: &RefOr<Parameter>) -> Option<&Parameter> {
    match parameter {
        RefOr::T(parameter) => Some(parameter),
        RefOr::Ref(_) => None,
    }
}

fn refusal() -> RefOr<utoipa::openapi::Response> {
    let envelope = Content::new(Some(Ref::from_schema_name("ApiError")));
    RefOr::T(ResponseBuilder::new().content("application/json", envelope).build())
}

#[cfg(test)]
mod tests {
    use crate::api::described;

    #[test]
    fn whatever_takes_a_body_can_say_that_it_is_malformed() {
        let (_, description) = described();
        let design = &description.paths.paths["/api/v1/designs"];
        let made = design.post.as_ref().unwrap();
        for status in ["400", "401", "403", "413"] {
            assert!(made.responses.responses.contains_key(status), "{status}");
        }
        let invited = &description.paths.paths["/api/v1/invitations/{token}"];
        assert!(!invited.get.as_ref().unwrap().responses.responses.contains_key("401"));
    }
}
