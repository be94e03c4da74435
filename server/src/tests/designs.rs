//! Editing, versions, comparison and export.

use serde_json::{Value, json};
use tablewright_model::{Design, MAX_DOCUMENT_BYTES, Refusal};

use super::TestApp;
use crate::designs::within_size;

fn rename(id: &str, name: &str) -> Value {
    json!({"id": id, "edit": {"set_table": {"table": "game-scores", "field": {"name": name}}}})
}

#[tokio::test]
async fn an_edit_that_arrives_twice_happens_once() {
    let app = TestApp::new().await;
    let id = app.game_scores(&app.admin).await;
    let path = format!("/designs/{id}/edits");
    let first =
        app.post(&app.admin, &path, json!({"after": 0, "edits": [rename("e1", "Scores")]})).await.ok();
    let again = json!({"after": 0, "edits": [rename("e1", "Scores"), rename("e2", "HighScores")]});
    let second = app.post(&app.admin, &path, again).await.ok();
    assert_eq!(first["results"][0]["outcome"]["stored"]["seq"], 1);
    assert_eq!(second["results"][0]["outcome"]["stored"]["seq"], 1);
    assert_eq!(second["results"][1]["outcome"]["stored"]["seq"], 2);
    assert_eq!(second["edits"].as_array().unwrap().len(), 2);
    let design = app.get(&app.admin, &format!("/designs/{id}")).await.ok();
    assert_eq!((&design["seq"], &design["document"]["tables"][0]["name"]), (&json!(2), &json!("HighScores")));
}

#[tokio::test]
async fn an_edit_of_something_gone_is_refused_and_the_rest_goes_on() {
    let app = TestApp::new().await;
    let id = app.game_scores(&app.admin).await;
    let gone = json!({"id": "e1", "edit": {"remove_table": {"table": "nowhere"}}});
    let posted = json!({"after": 0, "edits": [gone, rename("e2", "Scores")]});
    let reply = app.post(&app.admin, &format!("/designs/{id}/edits"), posted).await.ok();
    let refused = reply["results"][0]["outcome"]["refused"]["message"].as_str().unwrap();
    assert!(refused.contains("the table is gone"), "{refused}");
    assert_eq!(reply["results"][1]["outcome"]["stored"]["seq"], 1);
}

#[tokio::test]
async fn a_version_keeps_what_its_author_saw() {
    let app = TestApp::new().await;
    let id = app.game_scores(&app.admin).await;
    let versions = format!("/designs/{id}/versions");
    let save = |seq: u64| json!({"message": "Second", "seq": seq});
    assert_eq!(app.post(&app.admin, &versions, save(0)).await.code(409), "conflict");
    let edit = json!({"after": 0, "edits": [rename("e1", "Scores")]});
    app.post(&app.admin, &format!("/designs/{id}/edits"), edit).await.ok();
    assert_eq!(app.post(&app.admin, &versions, save(0)).await.code(409), "conflict");
    assert_eq!(app.post(&app.admin, &versions, save(1)).await.ok()["number"], 2);
    let changes = app.get(&app.admin, &format!("/designs/{id}/changes?from=1&to=2")).await.ok();
    let change = &changes["differences"][0];
    assert_eq!((&change["before"], &change["after"]), (&json!("GameScores"), &json!("Scores")));
    let first = app.get(&app.admin, &format!("{versions}/1")).await.ok();
    assert_eq!(first["document"]["tables"][0]["name"], "GameScores");
}

#[tokio::test]
async fn a_version_is_exported_as_terraform_and_as_json() {
    let app = TestApp::new().await;
    let id = app.game_scores(&app.admin).await;
    let export = |format: &str| format!("/designs/{id}/versions/1/export/{format}");
    let terraform = app.get(&app.admin, &export("terraform")).await.ok();
    assert!(terraform["text"].as_str().unwrap().contains(r#"resource "aws_dynamodb_table""#));
    let json = app.get(&app.admin, &export("json")).await.ok();
    let design = tablewright_model::from_json(json["text"].as_str().unwrap()).unwrap();
    assert_eq!(design.name, "Game scores");
    let file = app.get(&app.admin, &format!("{}?download=true", export("json"))).await.ok();
    assert_eq!(file["design"]["name"], "Game scores");
    assert_eq!(app.get(&app.admin, &export("word")).await.code(404), "not_found");
}

#[tokio::test]
async fn a_version_is_exported_with_options_and_notes() {
    let app = TestApp::new().await;
    let id = app.game_scores(&app.admin).await;
    let export = |query: &str| format!("/designs/{id}/versions/1/export/{query}");
    let module = app.get(&app.admin, &export("terraform?layout=module&table_name=dev-{table}")).await.ok();
    assert_eq!(module["file_name"], "game-scores.zip");
    let paths: Vec<_> = module["files"].as_array().unwrap().iter().map(|file| &file["path"]).collect();
    assert_eq!(paths, ["versions.tf", "main.tf", "variables.tf", "outputs.tf"]);
    assert!(module["files"][1]["text"].as_str().unwrap().contains("dev-GameScores"));
    let notes = module["notes"].as_array().unwrap();
    assert!(
        notes.iter().any(|note| note["what"].as_str().unwrap().ends_with("access patterns")),
        "{notes:?}"
    );
    assert_eq!(app.get(&app.admin, &export("terraform?layout=cube")).await.code(422), "invalid");
    assert_eq!(app.get(&app.admin, &export("terraform?table_name=x")).await.code(422), "invalid");
}

#[tokio::test]
async fn a_version_is_exported_for_an_environment_with_import_blocks_of_what_is_there() {
    let app = TestApp::new().await;
    let (id, sandbox) = (app.game_scores(&app.admin).await, app.sandbox().await);
    let path =
        |environment: &str| format!("/designs/{id}/versions/1/export/terraform?environment={environment}");
    let text = async || {
        let export = app.get(&app.admin, &path(&sandbox)).await.ok();
        export["text"].as_str().unwrap().to_owned()
    };
    let before = text().await;
    assert!(before.contains("\"GameScores\"") && !before.contains("import {"), "{before}");
    let table = json!({
        "TableName": "GameScores",
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "UserId", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "UserId", "KeyType": "HASH"}],
    });
    app.aws("CreateTable", &table).await;
    let after = text().await;
    assert!(after.contains("import {") && after.contains("id = \"GameScores\""), "{after}");
    assert_eq!(app.get(&app.admin, &path("nowhere")).await.code(404), "not_found");
    let reader = app.person("Vera", "viewer").await;
    assert_eq!(app.get(&reader, &path(&sandbox)).await.code(403), "forbidden");
}

#[tokio::test]
async fn a_version_is_exported_as_a_picture_that_says_what_it_can_not_show() {
    let app = TestApp::new().await;
    let id = app.game_scores(&app.admin).await;
    let path = format!("/designs/{id}/versions/1/export/png");
    let told = app.get(&app.admin, &path).await.ok();
    let expected = json!({"file_name": "game-scores.png", "media_type": "image/png", "text": ""});
    assert_eq!(told, expected, "nothing is left out of the picture, and it is no text");
    let file = app.get(&app.admin, &format!("{path}?download=true")).await;
    assert_eq!(file.headers["content-type"], "image/png");
    assert_eq!(file.headers["content-disposition"], "attachment; filename=\"game-scores.png\"");
    assert!(file.ok().as_str().unwrap().contains("PNG\r\n\u{1a}\n"));
}

#[tokio::test]
async fn a_design_does_not_grow_beyond_what_can_be_read_again() {
    let app = TestApp::new().await;
    let made = app.post(&app.admin, "/designs", json!({"source": {"blank": {"name": "Large"}}})).await.ok();
    let id = made["id"].as_str().unwrap().to_owned();
    let items: Vec<_> =
        (0..1_000).map(|n| json!({"id": format!("n{n}"), "values": {"a": {"S": "x"}}})).collect();
    let attributes = json!([{"id": "a", "name": "a", "type": "S"}]);
    let table = json!({"id": "t", "name": "Table", "attributes": attributes, "key": {}, "items": items});
    let add = json!({"id": "e1", "edit": {"add_table": {"table": table, "at": 0}}});
    // Each item carries the name, and JSON writes each of its characters as six.
    let name =
        |name: String| json!({"set_attribute": {"table": "t", "attribute": "a", "field": {"name": name}}});
    let grow = json!({"id": "e2", "edit": name("\u{1}".repeat(10_000))});
    let small = json!({"id": "e3", "edit": name("b".to_owned())});
    let posted = json!({"after": 0, "edits": [add, grow, small]});
    let reply = app.post(&app.admin, &format!("/designs/{id}/edits"), posted).await.ok();
    let outcome = |at: usize| &reply["results"][at]["outcome"];
    assert_eq!(outcome(0)["stored"]["seq"], 1, "{}", reply["results"]);
    let refused = outcome(1)["refused"]["message"].as_str().unwrap();
    assert!(refused.contains("too large") && refused.contains("split"), "{refused}");
    assert_eq!(outcome(2)["stored"]["seq"], 2);
    let design = app.get(&app.admin, &format!("/designs/{id}")).await.ok();
    assert_eq!(design["document"]["tables"][0]["attributes"][0]["name"], "b");
}

#[test]
fn a_new_design_that_could_not_be_read_again_is_refused() {
    let mut design = Design::blank("a".repeat(MAX_DOCUMENT_BYTES - 1_000));
    assert_eq!(within_size(&design), Ok(()));
    design.name = "a".repeat(MAX_DOCUMENT_BYTES);
    assert_eq!(within_size(&design), Err(Refusal::TooLarge { most: MAX_DOCUMENT_BYTES }));
}

#[tokio::test]
async fn a_program_learns_what_is_found_in_a_design_and_how_its_patterns_are_served() {
    let app = TestApp::new().await;
    let design = app.game_scores(&app.admin).await;
    let edit = json!({"set_table": {"table": "game-scores", "field": {"name": "a!"}}});
    let edits = json!({"after": 0, "edits": [{"id": "e1", "edit": edit}]});
    app.post(&app.admin, &format!("/designs/{design}/edits"), edits).await.ok();
    let get = async |path: &str| app.get(&app.admin, &format!("/designs/{design}/{path}")).await;

    let now = get("diagnostics").await.ok();
    let errors: Vec<_> =
        now["findings"].as_array().unwrap().iter().filter(|it| it["severity"] == "error").collect();
    assert_eq!(now["errors"], errors.len());
    assert!(errors.iter().any(|it| it["message"].as_str().unwrap().contains("a!")), "{errors:?}");
    assert_eq!(get("diagnostics?version=1").await.ok()["errors"], 0);

    let verdicts = get("verdicts").await.ok();
    let all = verdicts["verdicts"].as_array().unwrap();
    assert_eq!(all.len(), 5);
    let count = |outcome: &str| all.iter().filter(|it| it["outcome"] == outcome).count();
    assert_eq!(
        (&verdicts["served"], &verdicts["at_a_price"]),
        (&json!(count("served")), &json!(count("at_a_price")))
    );
    assert!(all.iter().any(|it| it["service"]["place"] == json!({"index": "GameTitleIndex"})), "{all:?}");
    assert_eq!(get("verdicts?version=1").await.ok()["verdicts"].as_array().unwrap().len(), 5);
    assert_eq!(get("verdicts?version=9").await.code(404), "not_found");
}
