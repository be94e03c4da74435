//! The description of the API is reviewed: any change of it shows in this snapshot.

#[test]
fn the_api_is_as_it_was_reviewed() {
    let (_, description) = crate::api::described();
    insta::assert_json_snapshot!("openapi", description);
}
