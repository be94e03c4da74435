//! A table that moves: nothing lets the old one go but the proof that the new one holds what it does.

use serde_json::{Value, json};
use tablewright_model::{AttributeType, Table, to_json};
use tablewright_testkit::{TableBuilder, design};

use super::TestApp;
use super::app::Reply;
use super::requests::apply;

fn scores(name: &str, sort: &str) -> Value {
    let table = TableBuilder::new("Scores")
        .attribute("User", AttributeType::S)
        .attribute("Game", AttributeType::S)
        .attribute("Played", AttributeType::S)
        .partition("User")
        .sort(sort)
        .build();
    let text = to_json(&design("Scores", [Table { name: name.to_owned(), ..table }]));
    json!({"files": {"files": [{"path": "design.json", "content": {"text": text}}]}})
}

/// Imports a document, into a design or as a new one, and saves a version; the design.
async fn version(app: &TestApp, source: Value, into: Option<&str>) -> String {
    let look = json!({"source": source, "into": into});
    let seen = app.post(&app.admin, "/imports", look.clone()).await.ok();
    let mut done = look;
    done["digest"] = seen["digest"].clone();
    let made = app.post(&app.admin, "/imports", done).await.ok();
    let id = made["design"].as_str().unwrap().to_owned();
    let seq = app.get(&app.admin, &format!("/designs/{id}")).await.ok()["seq"].clone();
    app.post(&app.admin, &format!("/designs/{id}/versions"), json!({"message": "x", "seq": seq})).await.ok();
    id
}

/// Makes the design what the document says, and saves that as the next version.
async fn second_version(app: &TestApp, id: &str, text: &Value) {
    let now = app.get(&app.admin, &format!("/designs/{id}")).await.ok();
    let was: tablewright_model::Design = serde_json::from_value(now["document"].clone()).unwrap();
    let document = text["files"]["files"][0]["content"]["text"].as_str().unwrap();
    let is = tablewright_model::from_json(document).unwrap();
    let is = tablewright_model::Design { name: was.name.clone(), ..is };
    let edit = tablewright_model::edit_between(&was, &is).unwrap().unwrap();
    let edits = json!({"after": 0, "edits": [{"id": "e1", "edit": edit}]});
    app.post(&app.admin, &format!("/designs/{id}/edits"), edits).await.ok();
    let seq = app.get(&app.admin, &format!("/designs/{id}")).await.ok()["seq"].clone();
    app.post(&app.admin, &format!("/designs/{id}/versions"), json!({"message": "v2", "seq": seq})).await.ok();
}

async fn approved_and_applied(app: &TestApp, reviewers: &[String], request: &Value, typed: &[&str]) {
    let path = format!("/requests/{}", request["summary"]["id"].as_str().unwrap());
    let approval = json!({"digest": request["plan"]["digest"], "typed": typed});
    for reviewer in reviewers {
        let now = app.post(reviewer, &format!("{path}/approvals"), approval.clone()).await.ok();
        if now["summary"]["state"] == "approved" {
            break;
        }
    }
    let run = apply(app, &path).await;
    assert_eq!(run["state"], "succeeded", "{run}");
}

/// People with a table of their design in the sandbox.
struct Team {
    app: TestApp,
    reviewers: [String; 2],
    environment: String,
    id: String,
}

impl Team {
    async fn with_scores() -> Self {
        let app = TestApp::new().await;
        let reviewers = [app.person("Rita", "reviewer").await, app.person("Rob", "reviewer").await];
        let environment = app.sandbox().await;
        let id = version(&app, scores("Scores", "Game"), None).await;
        let team = Self { app, reviewers, environment, id };
        let first = team.open(1, None).await.ok();
        approved_and_applied(&team.app, &team.reviewers, &first, &[]).await;
        team
    }

    async fn open(&self, number: u32, retire: Option<&str>) -> Reply {
        let Self { app, environment, id, .. } = self;
        let body = json!({"design": id, "version": number, "environment": environment, "title": "T",
            "retire": retire});
        app.post(&app.admin, "/requests", body).await
    }
}

#[tokio::test]
async fn an_old_table_goes_once_it_was_seen_to_be_in_the_new_one() {
    let team = Team::with_scores().await;
    let Team { app, reviewers, environment, id } = &team;

    // The table of another key takes its place in the design, under another name.
    second_version(app, id, &scores("Scores-v2", "Played")).await;
    let second = team.open(2, None).await.ok();
    // It makes a table and destroys none: one approval is enough, and nobody types a name.
    assert_eq!((&second["needed"], &second["typed"]), (&json!(1), &json!([])));
    let told = second["plan"]["text"].as_str().unwrap();
    assert!(told.contains("Plan: 1 to add, 0 to change, 0 to destroy."), "{told}");
    approved_and_applied(app, reviewers, &second, &[]).await;

    let check = |request: &Value| {
        let checks = request["checks"].as_array().unwrap().clone();
        checks.into_iter().find(|check| check["kind"] == "migration").unwrap()
    };
    let early = team.open(2, Some("Scores")).await.ok();
    assert_eq!((&early["summary"]["state"], &check(&early)["outcome"]), (&json!("checks"), &json!("failed")));

    let compare = async || {
        let body = json!({"version": 2, "environment": environment, "table": "Scores"});
        app.post(&app.admin, &format!("/designs/{id}/comparisons"), body).await.ok()
    };
    // Somebody has written to the old table only.
    let put = |table: &str| {
        let item = json!({"User": {"S": "u"}, "Game": {"S": "g"}, "Played": {"S": "p"}});
        json!({"TableName": table, "Item": item})
    };
    app.aws("PutItem", &put("Scores")).await;
    let differs = compare().await;
    assert_eq!(
        (&differs["old_items"], &differs["new_items"], &differs["sampled"]),
        (&json!(1), &json!(0), &json!(1))
    );
    assert_eq!(differs["findings"].as_array().unwrap().len(), 2, "{differs}");
    app.aws("PutItem", &put("Scores-v2")).await;
    assert_eq!(compare().await["findings"], json!([]));
    let kept = app.get(&app.admin, &format!("/designs/{id}/comparisons/{environment}")).await.ok();
    assert_eq!(kept.as_array().unwrap().len(), 2);

    let path = format!("/requests/{}", early["summary"]["id"].as_str().unwrap());
    let again = app.post(&app.admin, &format!("{path}/plan"), json!({})).await.ok();
    assert_eq!(
        (&again["summary"]["state"], &check(&again)["outcome"]),
        (&json!("in_review"), &json!("passed"))
    );
    assert!(check(&again)["findings"][0].as_str().unwrap().contains("both had 1 items"), "{again}");
    let operations: Vec<_> =
        again["plan"]["steps"].as_array().unwrap().iter().map(|step| &step["operation"]).collect();
    assert_eq!(operations, [&json!("CreateBackup"), &json!("DeleteTable")]);
    assert_eq!((&again["typed"], &again["plan"]["warnings"]), (&json!(["Scores"]), &json!([])));

    // Where there are no backups the plan has none, says so, and wants as much of whoever approves it.
    app.faults.without_backups(true);
    let bare = app.post(&app.admin, &format!("{path}/plan"), json!({})).await.ok();
    assert_eq!(bare["plan"]["steps"].as_array().unwrap().len(), 1);
    assert_eq!(bare["plan"]["warnings"][0]["code"], "DDB109");
    assert!(check(&bare)["findings"][1].as_str().unwrap().contains("without one"), "{bare}");
    assert_eq!((&bare["typed"], &bare["needed"]), (&again["typed"], &again["needed"]));
    app.faults.without_backups(false);
    let again = app.post(&app.admin, &format!("{path}/plan"), json!({})).await.ok();
    approved_and_applied(app, reviewers, &again, &["Scores"]).await;
    assert_eq!(team.open(2, Some("Scores")).await.code(409), "conflict");
}

#[tokio::test]
async fn a_table_with_the_same_key_is_copied_by_the_run_that_begins_its_migration() {
    let team = Team::with_scores().await;
    let Team { app, reviewers, environment, id } = &team;
    for user in ["ada", "bob", "eve"] {
        let item = json!({"User": {"S": user}, "Game": {"S": "Chess"}, "Score": {"N": "3"}});
        app.aws("PutItem", &json!({"TableName": "Scores", "Item": item})).await;
    }

    let place = app.get(&app.admin, "/environments").await.ok()[0]["copies"].clone();
    assert_eq!(place, json!("s3://tablewright-sandbox/copies"));
    second_version(app, id, &scores("Scores-v2", "Game")).await;
    let second = team.open(2, None).await.ok();
    assert_eq!((&second["needed"], &second["typed"]), (&json!(1), &json!([])));
    let operations: Vec<_> =
        second["plan"]["steps"].as_array().unwrap().iter().map(|step| step["operation"].clone()).collect();
    let expected = ["UpdateContinuousBackups", "UpdateTable", "ExportTableToPointInTime", "ImportTable"]
        .map(Value::from);
    assert_eq!(operations, expected);
    let request = second["plan"]["steps"][3]["request"].to_string();
    assert!(request.contains("/Scores/AWSDynamoDB/<id of the export>/data/"), "{request}");
    approved_and_applied(app, reviewers, &second, &[]).await;

    let body = json!({"version": 2, "environment": environment});
    let idle = app.post(&app.admin, &format!("/designs/{id}/plans"), body).await.ok();
    assert_eq!(idle["steps"], json!([]));
    let copy = &idle["migrations"][0]["stages"][2];
    assert_eq!((&copy["kind"], &copy["by"]), (&json!("copy"), &json!("tool")));
    assert!(copy["tasks"][0].as_str().unwrap().starts_with("A run exported `Scores` to s3://"), "{copy}");

    let body = json!({"version": 2, "environment": environment, "table": "Scores"});
    let found = app.post(&app.admin, &format!("/designs/{id}/comparisons"), body).await.ok();
    assert_eq!((&found["findings"], &found["new_items"]), (&json!([]), &json!(3)));
    let retired = team.open(2, Some("Scores")).await.ok();
    approved_and_applied(app, reviewers, &retired, &["Scores"]).await;
}
