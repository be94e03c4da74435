//! Settings beside the table: time to live, tags, recovery, encryption, policies.

use aws_sdk_dynamodb::types::{
    PointInTimeRecoverySpecification, PointInTimeRecoveryStatus, SseSpecification, SseStatus, Tag,
    TimeToLiveSpecification,
};

use crate::support::{Account, LONG, TestResult, assert_refused, on_demand};

const ARN: &str = "arn:aws:dynamodb:eu-central-1:123456789012:table/Orders";

#[tokio::test]
async fn time_to_live_settles_and_changes_once_an_hour() -> TestResult {
    let account = Account::in_memory().await?;
    account.active_table("Orders").await?;
    let switch = |attribute: &str, on| {
        let wanted = TimeToLiveSpecification::builder().attribute_name(attribute).enabled(on).build();
        let update = account.db.update_time_to_live().table_name("Orders");
        wanted.map(|wanted| update.time_to_live_specification(wanted).send())
    };
    let described = async || -> Result<(String, Option<String>), Box<dyn std::error::Error>> {
        let answer = account.db.describe_time_to_live().table_name("Orders").send().await?;
        let shown = answer.time_to_live_description.ok_or("no description")?;
        let status = shown.time_to_live_status().map(|status| status.as_str().to_owned());
        Ok((status.unwrap_or_default(), shown.attribute_name().map(str::to_owned)))
    };
    assert_eq!(described().await?, ("DISABLED".to_owned(), None));
    assert_refused(switch("ttl", false)?.await, "ValidationException", "TimeToLive is already disabled");
    switch("ttl", true)?.await?;
    assert_eq!(described().await?, ("ENABLING".to_owned(), Some("ttl".to_owned())));
    account.advance(20);
    assert_eq!(described().await?, ("ENABLED".to_owned(), Some("ttl".to_owned())));
    assert_refused(switch("ttl", true)?.await, "ValidationException", "TimeToLive is already enabled");
    let other = switch("expires", true)?.await;
    assert_refused(other, "ValidationException", "TimeToLive is active on a different AttributeName");
    let soon = switch("ttl", false)?.await;
    assert_refused(soon, "ValidationException", "modified multiple times within a fixed interval");
    account.advance(3_600);
    switch("ttl", false)?.await?;
    assert_eq!(described().await?.0, "DISABLING");
    account.advance(20);
    assert_eq!(described().await?, ("DISABLED".to_owned(), None));
    Ok(())
}

#[tokio::test]
async fn tags_are_limited_and_kept() -> TestResult {
    let account = Account::in_memory().await?;
    let tag = |key: &str| Tag::builder().key(key).value("v").build();
    on_demand(&account.db, "Orders").tags(tag("team")?).send().await?;
    let add = |tag| account.db.tag_resource().resource_arn(ARN).tags(tag).send();
    assert_refused(add(tag("x")?).await, "ResourceInUseException", "Table is being created");
    account.clock.advance(LONG);
    assert_refused(add(tag("aws:x")?).await, "ValidationException", "reserved");
    for number in 0..49 {
        add(tag(&format!("k{number}"))?).await?;
    }
    assert_refused(add(tag("last")?).await, "ValidationException", "Too many tags");
    account.db.untag_resource().resource_arn(ARN).tag_keys("k0").send().await?;
    add(tag("last")?).await?;
    let all = account.db.list_tags_of_resource().resource_arn(ARN).send().await?;
    assert_eq!(all.tags().len(), 50);
    let missing = account.db.list_tags_of_resource().resource_arn(format!("{ARN}2")).send().await;
    assert_refused(missing, "AccessDeniedException", "ListTagsOfResource");
    Ok(())
}

#[tokio::test]
async fn recovery_is_unavailable_at_first_and_then_kept() -> TestResult {
    let account = Account::in_memory().await?;
    on_demand(&account.db, "Orders").send().await?;
    let switch = |on, days| {
        let wanted = PointInTimeRecoverySpecification::builder().point_in_time_recovery_enabled(on);
        let wanted = wanted.set_recovery_period_in_days(days).build();
        let update = account.db.update_continuous_backups().table_name("Orders");
        wanted.map(|wanted| update.point_in_time_recovery_specification(wanted).send())
    };
    assert_refused(switch(true, None)?.await, "ContinuousBackupsUnavailableException", "Orders");
    account.clock.advance(LONG);
    assert_refused(switch(true, Some(36))?.await, "ValidationException", "RecoveryPeriodInDays");
    switch(true, Some(7))?.await?;
    let answer = account.db.describe_continuous_backups().table_name("Orders").send().await?;
    let backups = answer.continuous_backups_description.ok_or("no description")?;
    let recovery = backups.point_in_time_recovery_description().ok_or("no recovery")?;
    assert_eq!(recovery.point_in_time_recovery_status(), Some(&PointInTimeRecoveryStatus::Enabled));
    assert_eq!(recovery.recovery_period_in_days(), Some(7));
    let missing = account.db.describe_continuous_backups().table_name("Missing").send().await;
    assert_refused(missing, "TableNotFoundException", "Missing");
    Ok(())
}

#[tokio::test]
async fn encryption_is_changed_in_place() -> TestResult {
    let account = Account::in_memory().await?;
    account.active_table("Orders").await?;
    let update = |wanted| account.db.update_table().table_name("Orders").sse_specification(wanted).send();
    let described =
        async || Ok::<_, Box<dyn std::error::Error>>(account.describe("Orders").await?.sse_description);
    assert!(described().await?.is_none());
    update(SseSpecification::builder().enabled(true).kms_master_key_id("abc").build()).await?;
    let shown = described().await?.ok_or("no encryption")?;
    assert_eq!(shown.status(), Some(&SseStatus::Enabling));
    assert_eq!(shown.kms_master_key_arn(), Some("arn:aws:kms:eu-central-1:123456789012:key/abc"));
    account.clock.advance(LONG);
    assert_eq!(described().await?.and_then(|shown| shown.status), Some(SseStatus::Enabled));
    update(SseSpecification::builder().enabled(false).build()).await?;
    account.clock.advance(LONG);
    assert!(described().await?.is_none());
    Ok(())
}

#[tokio::test]
async fn policies_have_revisions() -> TestResult {
    let account = Account::in_memory().await?;
    account.active_table("Orders").await?;
    let put = |policy: &str| account.db.put_resource_policy().resource_arn(ARN).policy(policy);
    let get = || account.db.get_resource_policy().resource_arn(ARN).send();
    assert_refused(get().await, "PolicyNotFoundException", ARN);
    assert_refused(put("nonsense").send().await, "ValidationException", "not a valid JSON document");
    let first = put("{}").expected_revision_id("NO_POLICY").send().await?;
    assert_eq!(put("{}").send().await?.revision_id(), first.revision_id());
    assert_refused(put(r#"{"a":1}"#).send().await, "LimitExceededException", "Try again later");
    account.advance(15);
    let stale = put(r#"{"a":1}"#).expected_revision_id("1").send().await;
    assert_refused(stale, "PolicyNotFoundException", ARN);
    let second = put(r#"{"a":1}"#).set_expected_revision_id(first.revision_id).send().await?;
    let shown = get().await?;
    assert_eq!((shown.policy(), shown.revision_id()), (Some(r#"{"a":1}"#), second.revision_id()));
    account.advance(15);
    account.db.delete_resource_policy().resource_arn(ARN).send().await?;
    assert_refused(get().await, "PolicyNotFoundException", ARN);
    Ok(())
}
