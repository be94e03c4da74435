//! The authorisation matrix: every endpoint, every role, own and foreign objects, and the status of each answer.
//!
//! `fixtures/authorisation/matrix.txt` is the matrix, to be read and reviewed. Each of its cells is called on a world of
//! its own objects. An endpoint of the API that the matrix lacks fails, and so does a row whose endpoint is gone.

mod calls;
mod kills;
mod world;

use std::collections::BTreeSet;
use std::fmt::Write;

use tablewright_testkit::golden;

use self::world::World;

/// Who asks, from nobody to everybody, an administrator's token that may only read, and guests: of a design that is their
/// own where nothing else is said.
pub(super) const WHO: [&str; 10] = [
    "nobody",
    "viewer",
    "designer",
    "reviewer",
    "operator",
    "administrator",
    "read-token",
    "guest-view",
    "guest-comment",
    "guest-edit",
];

#[tokio::test]
async fn who_may_do_what_is_as_it_was_reviewed() {
    let world = World::new().await;
    let mut text = format!("{:52}{:9}", "call", "object");
    for who in WHO {
        let _ = write!(text, "{who:>14}");
    }
    text.push('\n');
    for call in calls::ALL {
        for object in call.objects {
            let _ = write!(text, "{:52}{object:9}", format!("{} {}", call.method, call.path));
            for who in WHO {
                let status = world.call(call, object, who).await;
                assert!(status < 500, "{} {} {object} as {who}: {status}", call.method, call.path);
                let _ = write!(text, "{status:>14}");
            }
            text.push('\n');
        }
    }
    golden::check("authorisation/matrix.txt", &text);
}

#[test]
fn every_endpoint_of_the_api_is_in_the_matrix() {
    let (_, description) = crate::api::described();
    let description = serde_json::to_value(description).unwrap();
    let mut there = BTreeSet::new();
    for (path, item) in description["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            there.insert((method.to_uppercase(), path.strip_prefix("/api/v1").unwrap().to_owned()));
        }
    }
    let known: BTreeSet<_> =
        calls::ALL.iter().map(|call| (call.method.to_owned(), call.path.to_owned())).collect();
    let missing: Vec<_> = there.difference(&known).collect();
    assert!(missing.is_empty(), "the matrix lacks {missing:?}");
    let gone: Vec<_> = known.difference(&there).collect();
    assert!(gone.is_empty(), "the API lacks {gone:?}");
}

#[test]
fn every_endpoint_has_a_scope_or_is_closed_to_tokens_on_purpose() {
    let closed: BTreeSet<_> = calls::ALL
        .iter()
        .filter(|call| crate::auth::opens(&call.method.parse().unwrap(), call.path).is_none())
        .map(|call| format!("{} {}", call.method, call.path))
        .collect();
    let expected = [
        "DELETE /designs/{id}/guest-links/{link}",
        "DELETE /session",
        "DELETE /sessions",
        "DELETE /tokens/{id}",
        "GET /tokens",
        "POST /designs/{id}/guest-links",
        "POST /guest-links/{token}/enter",
        "POST /session",
        "POST /tokens",
        "PUT /session/password",
    ];
    assert_eq!(closed.iter().map(String::as_str).collect::<Vec<_>>(), expected);
}
