//! Drift: found, told apart, accepted, planned back; and tables that were there first.

use serde_json::{Value, json};
use tablewright_aws::Gateway;
use tablewright_model::{Design, Recovery};
use tablewright_plan::{Call, Setting, TableState};

use super::TestApp;
use super::requests::{apply, open};

const TABLE: &str = "GameScores";

/// The example, applied; gives the design's id.
async fn applied(app: &TestApp) -> String {
    let design = app.game_scores(&app.admin).await;
    let request = open(app, &design).await;
    let path = format!("/requests/{}", request["summary"]["id"].as_str().unwrap());
    let reviewer = app.person("Rita", "reviewer").await;
    let approve = json!({"digest": request["plan"]["digest"]});
    app.post(&reviewer, &format!("{path}/approvals"), approve).await.ok();
    assert_eq!(apply(app, &path).await["state"], "succeeded");
    design
}

/// What somebody does in the AWS console.
async fn by_hand(app: &TestApp, call: Call) {
    let environment = app.state.store.environments().await.unwrap().remove(0);
    let gateway = app.state.environments.connect(&environment).await.unwrap().gateway;
    let live = gateway.read_table(call.table()).await.unwrap();
    gateway.perform(&call, live.as_ref()).await.unwrap();
}

fn set(setting: Setting) -> Call {
    Call::Set { table: TABLE.to_owned(), setting }
}

async fn look(app: &TestApp, design: &str) -> Value {
    let path = format!("/environments/{}/drift/{design}", app.sandbox().await);
    app.post(&app.admin, &path, json!({})).await.ok()
}

async fn plan(app: &TestApp, design: &str, version: u32) -> Value {
    let body = json!({"version": version, "environment": app.sandbox().await});
    app.post(&app.admin, &format!("/designs/{design}/plans"), body).await.ok()
}

async fn accept(app: &TestApp, cookie: &str, design: &str) -> super::app::Reply {
    let body = json!({"environment": app.sandbox().await, "message": "As it is in AWS"});
    app.post(cookie, &format!("/designs/{design}/drift/acceptance"), body).await
}

#[tokio::test]
async fn what_a_run_has_used_up_is_told_before_the_next_one_is_approved() {
    let app = TestApp::new().await;
    let design = applied(&app).await;
    by_hand(&app, set(Setting::Ttl { attribute: "ExpiresAt".to_owned(), enabled: false })).await;
    let warnings = &plan(&app, &design, 1).await["warnings"];
    let told = warnings[0]["message"].as_str().unwrap();
    let expected = "Runs of this server have changed TTL of table `GameScores` once in the last 60 minutes, and AWS takes 1";
    assert_eq!((&warnings[0]["code"], warnings.as_array().unwrap().len()), (&json!("DDB112"), 1));
    assert!(told.starts_with(expected), "{told}");
}

#[tokio::test]
async fn without_drift_a_plan_is_empty_and_with_drift_it_takes_it_back() {
    let app = TestApp::new().await;
    let design = applied(&app).await;
    let found = look(&app, &design).await;
    assert_eq!((&found["version"], &found["tables"], &found["error"]), (&json!(1), &json!([]), &Value::Null));
    assert_eq!(plan(&app, &design, 1).await["steps"], json!([]));

    by_hand(&app, set(Setting::Recovery(Some(Recovery { days: 7 })))).await;
    let found = look(&app, &design).await;
    let drift = &found["tables"][0];
    assert_eq!((&drift["table"], &drift["kind"]), (&json!(TABLE), &json!("changed")));
    assert_eq!(drift["fields"][0]["field"]["path"], "point-in-time recovery");
    assert_eq!(drift["fields"][0]["cause"], "someone");
    let plan = plan(&app, &design, 1).await;
    assert_eq!(plan["steps"][0]["operation"], "UpdateContinuousBackups");
    // The last look is there for whoever comes later.
    let path = format!("/environments/{}/drift", app.sandbox().await);
    let kept = app.get(&app.admin, &path).await.ok();
    assert_eq!((&kept["interval"], &kept["designs"][0]), (&json!("off"), &found));
}

#[tokio::test]
async fn the_live_state_is_the_design_until_somebody_changes_it_there() {
    let app = TestApp::new().await;
    let design = applied(&app).await;
    let path = format!("/designs/{design}/live-state/{}", app.sandbox().await);
    let viewer = app.person("Vic", "viewer").await;
    let document = app.get(&viewer, &format!("/designs/{design}")).await.ok()["document"].clone();
    assert_eq!(app.get(&viewer, &path).await.ok()["document"], document);

    by_hand(&app, set(Setting::Recovery(Some(Recovery { days: 7 })))).await;
    let live: Design =
        serde_json::from_value(app.get(&viewer, &path).await.ok()["document"].clone()).unwrap();
    let found = tablewright_model::compare(&serde_json::from_value(document).unwrap(), &live);
    let settings: Vec<_> = found.iter().map(|one| one.setting.as_str()).collect();
    assert_eq!(settings, ["point-in-time recovery"]);
}

#[tokio::test]
async fn accepted_drift_is_a_version_for_which_a_plan_is_empty() {
    let app = TestApp::new().await;
    let design = applied(&app).await;
    assert_eq!(accept(&app, &app.admin, &design).await.code(409), "conflict");
    by_hand(&app, set(Setting::Recovery(Some(Recovery { days: 7 })))).await;
    let viewer = app.person("Vic", "viewer").await;
    assert_eq!(accept(&app, &viewer, &design).await.code(403), "forbidden");
    let version = accept(&app, &app.admin, &design).await.ok();
    assert_eq!((&version["number"], &version["message"]), (&json!(2), &json!("As it is in AWS")));
    let changes = app.get(&app.admin, &format!("/designs/{design}/changes?from=1&to=2")).await.ok();
    assert_eq!(changes["differences"].as_array().unwrap().len(), 1, "{changes}");
    assert_eq!(plan(&app, &design, 2).await["steps"], json!([]));
    let found = look(&app, &design).await;
    assert_eq!((&found["version"], &found["tables"]), (&json!(2), &json!([])));
}

#[tokio::test]
async fn drift_is_not_mixed_with_changes_that_nobody_has_saved() {
    let app = TestApp::new().await;
    let design = applied(&app).await;
    by_hand(&app, set(Setting::Recovery(Some(Recovery { days: 7 })))).await;
    let edit = json!({"id": "e1", "edit": {"set_design": {"field": {"name": "Scores"}}}});
    let posted = json!({"after": 0, "edits": [edit]});
    app.post(&app.admin, &format!("/designs/{design}/edits"), posted).await.ok();
    let refused = accept(&app, &app.admin, &design).await;
    assert!(refused.body["message"].as_str().unwrap().contains("save them first"), "{}", refused.body);
}

#[tokio::test]
async fn a_deleted_table_is_told_and_can_be_let_go() {
    let app = TestApp::new().await;
    let design = applied(&app).await;
    by_hand(&app, set(Setting::DeletionProtection(false))).await;
    by_hand(&app, Call::DeleteTable { table: TABLE.to_owned() }).await;
    assert_eq!(look(&app, &design).await["tables"][0]["kind"], "gone");
    accept(&app, &app.admin, &design).await.ok();
    let document = app.get(&app.admin, &format!("/designs/{design}")).await.ok()["document"].take();
    assert_eq!(document["tables"], json!([]));
}

#[tokio::test]
async fn the_server_looks_as_often_as_an_operator_says() {
    let app = TestApp::new().await;
    let path = format!("/environments/{}/drift/interval", app.sandbox().await);
    let designer = app.person("Dora", "designer").await;
    assert_eq!(app.post(&designer, &path, json!({"interval": "daily"})).await.code(403), "forbidden");
    for interval in ["daily", "hourly", "off"] {
        let view = app.post(&app.admin, &path, json!({"interval": interval})).await.ok();
        assert_eq!(view["interval"], interval);
    }
    assert_eq!(app.post(&app.admin, &path, json!({"interval": "always"})).await.code(400), "malformed");
}

/// A table of the design that was made without it.
async fn made_by_hand(app: &TestApp, change: impl FnOnce(&mut TableState)) {
    let design = tablewright_testkit::game_scores();
    let mut state = tablewright_plan::state_of(design.tables.iter().next().unwrap(), TABLE.to_owned());
    change(&mut state);
    by_hand(app, Call::CreateTable { table: Box::new(state) }).await;
}

#[tokio::test]
async fn a_table_that_was_there_first_is_adopted_after_a_look_at_what_differs() {
    let app = TestApp::new().await;
    made_by_hand(&app, |state| drop(state.tags.insert("team".to_owned(), "games".to_owned()))).await;
    let design = app.game_scores(&app.admin).await;
    let planned = plan(&app, &design, 1).await;
    assert_eq!(planned["problems"][0]["code"], "PLAN001");
    let path = format!("/designs/{design}/versions/1/adoptions/{}", app.sandbox().await);
    let found = app.get(&app.admin, &path).await.ok();
    let paths: Vec<_> = found[0]["fields"].as_array().unwrap().iter().map(|field| &field["path"]).collect();
    assert!(paths.contains(&&json!("tag team")), "{paths:?}");
    assert_eq!((&found[0]["refused"], &found[0]["replaces"]), (&Value::Null, &json!(false)));

    let adopt = |table_id: &Value| {
        let tables = json!([{"table": TABLE, "table_id": table_id}]);
        json!({"version": 1, "environment": Value::Null, "tables": tables})
    };
    let body = |table_id: &Value, environment: &str| {
        let mut body = adopt(table_id);
        body["environment"] = json!(environment);
        body
    };
    let (sandbox, path) = (app.sandbox().await, format!("/designs/{design}/adoptions"));
    let designer = app.person("Dora", "designer").await;
    let wanted = body(&found[0]["table_id"], &sandbox);
    assert_eq!(app.post(&designer, &path, wanted.clone()).await.code(403), "forbidden");
    let other = body(&json!("another"), &sandbox);
    assert_eq!(app.post(&app.admin, &path, other).await.code(409), "conflict");
    assert_eq!(app.post(&app.admin, &path, wanted.clone()).await.ok(), json!([]));
    assert_eq!(app.post(&app.admin, &path, wanted).await.code(409), "conflict");
    let planned = plan(&app, &design, 1).await;
    assert_eq!((&planned["problems"], planned["steps"].as_array().unwrap().is_empty()), (&json!([]), false));
}

#[tokio::test]
async fn an_adopted_table_that_is_as_the_design_says_can_drift_at_once() {
    let app = TestApp::new().await;
    let names = json!({"environment": app.sandbox().await, "tables": [TABLE]});
    made_by_hand(&app, |_| ()).await;
    let preview = app.post(&app.admin, "/imports", json!({"source": {"tables": names}})).await.ok();
    let import = json!({"source": {"tables": names}, "digest": preview["digest"]});
    let design = app.post(&app.admin, "/imports", import).await.ok()["design"].as_str().unwrap().to_owned();
    let saved = json!({"message": "As it is", "seq": 0});
    app.post(&app.admin, &format!("/designs/{design}/versions"), saved).await.ok();
    let path = format!("/designs/{design}/versions/1/adoptions/{}", app.sandbox().await);
    let found = app.get(&app.admin, &path).await.ok();
    assert_eq!(found[0]["fields"], json!([]));
    let tables = json!([{"table": TABLE, "table_id": found[0]["table_id"]}]);
    let adopt = json!({"version": 1, "environment": app.sandbox().await, "tables": tables});
    app.post(&app.admin, &format!("/designs/{design}/adoptions"), adopt).await.ok();
    let drift = look(&app, &design).await;
    assert_eq!((&drift["version"], &drift["tables"]), (&json!(1), &json!([])), "{drift}");
    by_hand(&app, set(Setting::Recovery(Some(Recovery { days: 7 })))).await;
    assert_eq!(look(&app, &design).await["tables"][0]["kind"], "changed");
}

#[tokio::test]
async fn a_table_with_another_key_is_not_adopted() {
    let app = TestApp::new().await;
    made_by_hand(&app, |state| {
        state.key.truncate(1);
        state.indexes.clear();
        state.definitions.retain(|name, _| name == "UserId");
    })
    .await;
    let design = app.game_scores(&app.admin).await;
    let path = format!("/designs/{design}/versions/1/adoptions/{}", app.sandbox().await);
    let found = app.get(&app.admin, &path).await.ok();
    assert!(found[0]["refused"].as_str().unwrap().contains("primary key"), "{found}");
    let tables = json!([{"table": TABLE, "table_id": found[0]["table_id"]}]);
    let adopt = json!({"version": 1, "environment": app.sandbox().await, "tables": tables});
    assert_eq!(
        app.post(&app.admin, &format!("/designs/{design}/adoptions"), adopt).await.code(409),
        "conflict"
    );
}

#[tokio::test]
async fn a_plan_says_which_patterns_are_served_otherwise() {
    let app = TestApp::new().await;
    made_by_hand(&app, |state| {
        state.indexes.clear();
        state.definitions.retain(|name, _| name != "TopScore");
    })
    .await;
    let design = app.game_scores(&app.admin).await;
    let patterns = plan(&app, &design, 1).await["patterns"].take();
    let found: Vec<_> =
        patterns.as_array().unwrap().iter().map(|one| (&one["effect"], &one["after"]["by"])).collect();
    assert_eq!(found, [(&json!("gains"), &json!("Query, GameTitleIndex"))]);
}
