//! The audit log over the API: who did what, found again, exported, and verified.

use serde_json::{Value, json};

use super::TestApp;

#[tokio::test]
async fn what_people_do_is_in_the_log_with_who_and_by_which_request() {
    let app = TestApp::new().await;
    let design = app.game_scores(&app.admin).await;
    let body =
        json!({"design": design, "version": 1, "environment": app.sandbox().await, "title": "Create it"});
    let opened = app.post(&app.admin, "/requests", body).await;
    let (id, digest) = (opened.body["summary"]["id"].clone(), opened.body["plan"]["digest"].clone());
    let found = app.get(&app.admin, "/audit?action=request.&text=create%20IT").await.ok();
    let entry = &found[0];
    assert_eq!(found.as_array().unwrap().len(), 1, "{found}");
    assert_eq!((&entry["action"], &entry["actor_name"]), (&json!("request.opened"), &json!("Ada")));
    assert_eq!(
        (&entry["subject"], &entry["digest"]),
        (&json!(format!("request/{}", id.as_str().unwrap())), &digest)
    );
    assert_eq!(entry["request_id"].as_str(), opened.headers["x-request-id"].to_str().ok());
}

#[tokio::test]
async fn the_log_is_read_in_pages_exported_whole_and_its_chain_holds() {
    let app = TestApp::new().await;
    for name in ["Bob", "Eve", "Joe"] {
        app.person(name, "viewer").await;
    }
    let mut seen = Vec::new();
    let mut path = "/audit?limit=4".to_owned();
    loop {
        let page = app.get(&app.admin, &path).await;
        seen.extend(page.body.as_array().unwrap().iter().map(|entry| entry["seq"].as_u64().unwrap()));
        let Some(link) = page.headers.get("link") else { break };
        let next = link.to_str().unwrap().strip_prefix("</api/v1").unwrap();
        path = next.split_once('>').unwrap().0.to_owned();
    }
    let count = u64::try_from(seen.len()).unwrap();
    assert_eq!(seen, (1..=count).rev().collect::<Vec<_>>());
    let export = app.get(&app.admin, "/audit/export").await;
    let text = export.body.as_str().unwrap();
    let last: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
    let chain = app.get(&app.admin, "/audit/chain").await.ok();
    assert_eq!((&chain["entries"], &chain["head"]), (&json!(count), &last["hash"]));
    assert_eq!((text.lines().count(), chain.get("broken_at")), (seen.len(), None));
}

#[tokio::test]
async fn questions_that_make_no_sense_are_refused_by_field() {
    let app = TestApp::new().await;
    for (query, field) in [
        ("from=yesterday", "from"),
        ("actor=NOBODY!", "actor"),
        ("limit=0", "limit"),
        ("limit=501", "limit"),
        ("cursor=x", "cursor"),
    ] {
        let reply = app.get(&app.admin, &format!("/audit?{query}")).await;
        assert_eq!((reply.code(422), &reply.body["field"]), ("invalid", &json!(field)), "{query}");
    }
}
