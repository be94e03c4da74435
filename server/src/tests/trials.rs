//! Patterns tried on a scratch sandbox.

use serde_json::json;

use super::TestApp;

const PATTERN: &str = "games-of-player";

#[tokio::test]
async fn a_viewer_tries_a_pattern_and_no_environment_notices() {
    let app = TestApp::new().await;
    let id = app.game_scores(&app.admin).await;
    let viewer = app.person("Viewer", "viewer").await;
    let path = format!("/designs/{id}/trials");
    let trial = app.post(&viewer, &path, json!({"pattern": PATTERN})).await.ok();
    assert_eq!(trial["differences"], json!([]));
    assert_eq!(trial["preview"], trial["sandbox"]);
    assert!(trial["sandbox"]["count"].as_u64().unwrap() > 0, "{trial}");
    let request = &trial["requests"][0];
    assert_eq!(
        (&request["operation"], &request["body"]["TableName"]),
        (&json!("Query"), &json!("GameScores"))
    );
    // The same again: nothing was left that would be in its way.
    app.post(&viewer, &path, json!({"pattern": PATTERN})).await.ok();
    let sandbox = app.sandbox().await;
    assert_eq!(app.get(&app.admin, &format!("/environments/{sandbox}/tables")).await.ok(), json!([]));
}

#[tokio::test]
async fn a_trial_has_the_values_that_are_given() {
    let app = TestApp::new().await;
    let id = app.game_scores(&app.admin).await;
    let path = format!("/designs/{id}/trials");
    let asked = |values| json!({"pattern": PATTERN, "values": values});
    let usual = app.post(&app.admin, &path, json!({"pattern": PATTERN})).await.ok();
    let values = usual["requests"][0]["body"]["ExpressionAttributeValues"].as_object().unwrap();
    let name = values.keys().next().unwrap().trim_start_matches(':').to_owned();
    let nobody = app.post(&app.admin, &path, asked(json!({name.as_str(): [{"S": "nobody"}]}))).await.ok();
    assert_eq!((&nobody["sandbox"]["count"], &nobody["differences"]), (&json!(0), &json!([])));
    for (values, field) in [
        (json!({"hat": [{"S": "x"}]}), "values.hat".to_owned()),
        (json!({name.as_str(): []}), format!("values.{name}")),
        (json!({name.as_str(): [{"S": "x"}, {"S": "y"}]}), format!("values.{name}")),
        (json!({name.as_str(): [{"N": "x"}]}), format!("values.{name}")),
    ] {
        let refused = app.post(&app.admin, &path, asked(values)).await;
        assert_eq!(refused.code(422), "invalid");
        assert_eq!(refused.body["field"], field, "{}", refused.body);
    }
    assert_eq!(app.post(&app.admin, &path, json!({"pattern": "nothing"})).await.code(404), "not_found");
}

#[tokio::test]
async fn who_tries_a_second_pattern_at_once_is_told_to_wait() {
    let app = TestApp::new().await;
    let id = app.game_scores(&app.admin).await;
    let path = format!("/designs/{id}/trials");
    let person = app.get(&app.admin, "/session").await.ok()["user"]["id"].as_str().unwrap().to_owned();
    let turn = app.state.trials.turn(person.parse().unwrap()).unwrap();
    let refused = app.post(&app.admin, &path, json!({"pattern": PATTERN})).await;
    assert_eq!(refused.code(429), "too_many");
    assert_eq!(refused.headers["retry-after"], "5");
    drop(turn);
    app.post(&app.admin, &path, json!({"pattern": PATTERN})).await.ok();
}
