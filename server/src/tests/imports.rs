//! Imports: a look changes nothing, and what was looked at is what is done.

use serde_json::{Value, json};

use super::TestApp;

const TERRAFORM: &str = r#"
resource "aws_dynamodb_table" "orders" {
  name         = "Orders"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
}
"#;

fn files(text: &str) -> Value {
    json!({"files": {"files": [{"path": "main.tf", "content": {"text": text}}]}})
}

#[tokio::test]
async fn a_preview_changes_nothing_and_carried_out_it_makes_a_design() {
    let app = TestApp::new().await;
    let preview = app.post(&app.admin, "/imports", json!({"source": files(TERRAFORM)})).await.ok();
    assert_eq!(preview["tables"][0]["name"], "Orders");
    assert_eq!(preview["report"]["understood"][0]["file"], "main.tf");
    assert_eq!(preview["report"]["understood"][0]["line"], 2);
    assert_eq!(preview["design"], Value::Null);
    assert_eq!(app.get(&app.admin, "/designs").await.ok(), json!([]));
    let import = json!({"source": files(TERRAFORM), "digest": preview["digest"], "name": "Shop"});
    assert_eq!(app.post(&app.admin, "/imports", import.clone()).await.code(409), "conflict");
    let preview =
        app.post(&app.admin, "/imports", json!({"source": files(TERRAFORM), "name": "Shop"})).await.ok();
    let import = json!({"source": files(TERRAFORM), "digest": preview["digest"], "name": "Shop"});
    let done = app.post(&app.admin, "/imports", import).await.ok();
    let design = app.get(&app.admin, &format!("/designs/{}", done["design"].as_str().unwrap())).await.ok();
    assert_eq!(
        (&design["document"]["name"], &design["document"]["tables"][0]["name"]),
        (&json!("Shop"), &json!("Orders"))
    );
}

#[tokio::test]
async fn an_import_into_a_design_is_one_edit_that_one_undo_takes_back() {
    let app = TestApp::new().await;
    let design = app.game_scores(&app.admin).await;
    let look = json!({"source": files(TERRAFORM), "into": design});
    let preview = app.post(&app.admin, "/imports", look).await.ok();
    let differences = preview["differences"].as_array().unwrap();
    assert!(
        differences.iter().any(|one| one["subject"] == "Orders" && one["kind"] == "added"),
        "{differences:?}"
    );
    let import = json!({"source": files(TERRAFORM), "into": design, "digest": preview["digest"]});
    let before = app.get(&app.admin, &format!("/designs/{design}")).await.ok();
    let done = app.post(&app.admin, "/imports", import.clone()).await.ok();
    assert_eq!(done["design"], json!(design));
    let edits = app.get(&app.admin, &format!("/designs/{design}/edits?after=0")).await.ok();
    assert_eq!(edits["edits"].as_array().unwrap().len(), 1);
    let head = app.get(&app.admin, &format!("/designs/{design}")).await.ok();
    assert_eq!(head["document"]["tables"].as_array().unwrap().len(), 2);
    assert_eq!(
        app.post(&app.admin, "/imports", import).await.code(409),
        "conflict",
        "the design has changed"
    );
    // What takes it back came with the answer.
    let undo: Value = serde_json::from_str(done["undo"].as_str().unwrap()).unwrap();
    let body = json!({"after": 1, "edits": [{"id": "taken-back", "edit": undo}]});
    app.post(&app.admin, &format!("/designs/{design}/edits"), body).await.ok();
    let after = app.get(&app.admin, &format!("/designs/{design}")).await.ok();
    assert_eq!(after["document"], before["document"]);
}

#[tokio::test]
async fn what_a_known_table_keeps_is_told() {
    let app = TestApp::new().await;
    let design = app.game_scores(&app.admin).await;
    let head = app.get(&app.admin, &format!("/designs/{design}")).await.ok();
    let document =
        json!({"format": tablewright_model::FORMAT_VERSION, "design": head["document"]}).to_string();
    let file = json!({"path": "a.json", "content": {"text": document}});
    let look = json!({"source": {"files": {"files": [file]}}, "into": design});
    let preview = app.post(&app.admin, "/imports", look).await.ok();
    assert_eq!(preview["differences"], json!([]), "it has all of this already");
    let told = preview["report"]["left_out"][0]["message"].as_str().unwrap();
    assert!(told.contains("`GameScores`") && told.contains("items"), "{told}");
}

#[tokio::test]
async fn what_can_not_be_imported_says_why() {
    let app = TestApp::new().await;
    let viewer = app.person("Vic", "viewer").await;
    let look = json!({"source": files(TERRAFORM)});
    assert_eq!(app.post(&viewer, "/imports", look).await.code(403), "forbidden");
    let broken = app.post(&app.admin, "/imports", json!({"source": files("resource \"x")})).await.ok();
    assert_eq!((&broken["digest"], &broken["report"]["problems"][0]["line"]), (&Value::Null, &json!(1)));
    let file = json!({"path": "a.zip", "content": {"base64": "!"}});
    let bad = app.post(&app.admin, "/imports", json!({"source": {"files": {"files": [file]}}})).await;
    assert_eq!(bad.code(422), "invalid");
    let gone = json!({"source": files(TERRAFORM), "into": "nowhere"});
    assert_eq!(app.post(&app.admin, "/imports", gone).await.code(404), "not_found");
    let large = "x".repeat(21 * 1024 * 1024);
    assert_eq!(
        app.post(&app.admin, "/imports", json!({"source": files(&large)})).await.code(413),
        "too_large"
    );
    let none = json!({"source": {"tables": {"environment": app.sandbox().await, "tables": []}}});
    assert_eq!(app.post(&app.admin, "/imports", none).await.code(422), "invalid");
}

#[tokio::test]
async fn live_tables_are_listed_and_one_that_is_gone_is_told() {
    let app = TestApp::new().await;
    let sandbox = app.sandbox().await;
    assert_eq!(app.get(&app.admin, &format!("/environments/{sandbox}/tables")).await.ok(), json!([]));
    let gone = json!({"source": {"tables": {"environment": sandbox, "tables": ["Orders"]}}});
    let preview = app.post(&app.admin, "/imports", gone).await.ok();
    assert_eq!(preview["digest"], Value::Null);
    assert!(preview["report"]["problems"][0]["message"].as_str().unwrap().contains("not there"));
}
