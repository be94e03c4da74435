//! How much of an index is filled: asked of CloudWatch, by the sandbox and by an endpoint that refuses.

use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::json;
use tablewright_aws::{Failure, Gateway, GatewayError, REQUIRED_ACTIONS};
use tablewright_plan::{Call, NewIndex};
use tablewright_sandbox::{Clock, Fault, FaultRule, ManualClock, Sandbox, SandboxOptions};

use crate::calls::{game_scores, title_index};
use crate::endpoint::{Endpoint, gateway};

const START: u64 = 1_800_000_000_000;
const MINUTE: Duration = Duration::from_secs(60);

fn until(now: u64) -> Range<SystemTime> {
    let now = UNIX_EPOCH + Duration::from_millis(now);
    now - 60 * MINUTE..now + MINUTE
}

#[tokio::test]
async fn the_newest_figure_counts() {
    let clock = ManualClock::new(START);
    let options = SandboxOptions {
        region: "eu-central-1".to_owned(),
        time_scale: 60.0,
        clock: Arc::new(clock.clone()),
        ..SandboxOptions::default()
    };
    let sandbox = Sandbox::open(options).unwrap();
    let running = sandbox.listen("127.0.0.1:0").await.unwrap();
    let gateway = gateway(running.endpoint()).await;
    let mut table = game_scores();
    table.indexes.clear();
    table.definitions.remove("TopScore");
    gateway.perform(&Call::CreateTable { table: Box::new(table.clone()) }, None).await.unwrap();
    clock.advance(60 * MINUTE);
    let index = Call::CreateIndex {
        table: table.name.clone(),
        definitions: game_scores().definitions,
        index: "GameTitleIndex".to_owned(),
        state: NewIndex::Global(title_index()),
    };
    gateway.perform(&index, None).await.unwrap();
    let filling = || gateway.filling(&table.name, "GameTitleIndex", until(clock.now_ms()));
    // Ten minutes until it begins, and fifteen until it ends.
    for (minutes, expected) in [(9, None), (1, Some(0)), (3, Some(20)), (6, Some(60)), (6, None)] {
        clock.advance(minutes * MINUTE);
        assert_eq!(filling().await.unwrap(), expected);
    }
    assert_eq!(gateway.filling(&table.name, "Other", until(clock.now_ms())).await.unwrap(), None);

    sandbox.faults().add(FaultRule::new(Fault::Throttled).on("GetMetricStatistics"));
    sandbox.faults().record();
    assert_eq!(filling().await.unwrap_err().failure(), Failure::Retryable);
    assert_eq!(sandbox.faults().recorded().len(), 1, "it is not repeated");
}

#[tokio::test]
async fn a_missing_permission_is_the_documented_one() {
    let endpoint = Endpoint::start().await;
    let refusal = json!({ "__type": "com.amazonaws.cloudwatch#AccessDenied", "message": "not authorized" });
    endpoint.answers("GetMetricStatistics", 403, refusal);
    let refused = endpoint.gateway().await.filling("GameScores", "GameTitleIndex", until(START)).await;
    let GatewayError::Denied { operation, object, permission, .. } = refused.unwrap_err() else {
        panic!("another error")
    };
    assert_eq!(
        (operation, object.as_str(), permission.as_str()),
        ("GetMetricStatistics", "index GameTitleIndex of table GameScores", "cloudwatch:GetMetricStatistics")
    );
    let asked = endpoint.asked();
    assert_eq!((asked.len(), REQUIRED_ACTIONS.watch), (1, &[asked[0].action().as_str()][..]));
}
