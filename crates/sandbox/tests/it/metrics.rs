//! How much of an index is filled, as CloudWatch's own client asks for it on the same endpoint.

use std::error::Error;

use aws_sdk_cloudwatch::operation::get_metric_statistics::builders::GetMetricStatisticsFluentBuilder;
use aws_sdk_cloudwatch::primitives::DateTime;
use aws_sdk_cloudwatch::types::{Datapoint, Dimension, StandardUnit, Statistic};
use aws_sdk_dynamodb::types::AttributeValue;
use tablewright_sandbox::{Clock, Fault, FaultRule, ManualClock};

use crate::support::{Account, TestResult, assert_refused, metrics_client, refused};

/// A full hour, so that minutes are easily counted.
const START: u64 = 1_800_000_000_000;

const NONE: [f64; 0] = [];

/// Everything takes 60 times as long: the resources of an index 10 minutes, its backfill 15 and 0.12 seconds for each item.
async fn slow() -> Result<Account, Box<dyn Error>> {
    let account = Account::open(None, ManualClock::new(START), 60.0).await?;
    account.active_table("Orders").await?;
    account.advance(60 * 60);
    Ok(account)
}

fn now(account: &Account) -> i64 {
    i64::try_from(account.clock.now_ms()).unwrap_or(i64::MAX)
}

/// The figures of the last hour.
fn ask(account: &Account, index: &str) -> GetMetricStatisticsFluentBuilder {
    let dimension = |name: &str, value: &str| Dimension::builder().name(name).value(value).build();
    metrics_client(account.running.endpoint())
        .get_metric_statistics()
        .namespace("AWS/DynamoDB")
        .metric_name("OnlineIndexPercentageProgress")
        .dimensions(dimension("TableName", "Orders"))
        .dimensions(dimension("GlobalSecondaryIndexName", index))
        .start_time(DateTime::from_millis(now(account) - 60 * 60 * 1_000))
        .end_time(DateTime::from_millis(now(account) + 60 * 1_000))
        .period(60)
        .statistics(Statistic::Maximum)
}

async fn maxima(account: &Account, index: &str) -> Result<Vec<f64>, Box<dyn Error>> {
    let answer = ask(account, index).send().await?;
    assert_eq!(answer.label(), Some("OnlineIndexPercentageProgress"));
    Ok(answer.datapoints().iter().filter_map(|point| point.maximum).collect())
}

#[tokio::test]
async fn an_index_that_is_filled_has_a_figure_a_minute_until_it_is_there() -> TestResult {
    let account = slow().await?;
    assert_eq!(maxima(&account, "email").await?, NONE);
    account.add_index("Orders", "email").await?;
    assert_eq!(maxima(&account, "email").await?, NONE, "its resources are being made");
    account.advance(10 * 60 + 3 * 60);
    assert_eq!(maxima(&account, "email").await?, [6.0, 13.0, 20.0, 20.0]);
    assert_eq!(maxima(&account, "other").await?, NONE);
    account.advance(12 * 60 - 1);
    let nearly = maxima(&account, "email").await?;
    assert_eq!((nearly.len(), nearly.last()), (15, Some(&99.0)));
    account.advance(1);
    assert_eq!(maxima(&account, "email").await?, NONE, "it is there");
    Ok(())
}

#[tokio::test]
async fn more_items_are_filled_in_later() -> TestResult {
    let account = slow().await?;
    for number in 0..50 {
        let id = AttributeValue::S(number.to_string());
        account.db.put_item().table_name("Orders").item("id", id).send().await?;
    }
    account.add_index("Orders", "email").await?;
    // 15 minutes and 6 seconds.
    account.advance(10 * 60 + 15 * 60);
    assert_eq!(maxima(&account, "email").await?.last(), Some(&99.0));
    Ok(())
}

#[tokio::test]
async fn points_have_their_time_and_unit_and_the_statistics_that_were_asked_for() -> TestResult {
    let account = slow().await?;
    account.add_index("Orders", "email").await?;
    account.advance(10 * 60 + 6 * 60);
    let all = [Statistic::Minimum, Statistic::Average, Statistic::Sum, Statistic::SampleCount];
    let asked = all.iter().fold(ask(&account, "email").period(300), |ask, one| ask.statistics(one.clone()));
    let mut points = asked.send().await?.datapoints.unwrap_or_default();
    points.sort_by_key(|point| point.timestamp);
    let told = |point: &Datapoint| {
        (point.minimum, point.average, point.maximum, point.sum, point.sample_count, point.unit.clone())
    };
    let of = |point: Option<&Datapoint>| point.map(told);
    let unit = Some(StandardUnit::Count);
    let first = (Some(6.0), Some(13.0), Some(20.0), Some(39.0), Some(3.0), unit.clone());
    let second = (Some(26.0), Some(34.75), Some(40.0), Some(139.0), Some(4.0), unit);
    assert_eq!((of(points.first()), of(points.get(1)), points.len()), (Some(first), Some(second), 2));
    let times: Vec<_> = points.iter().filter_map(|point| point.timestamp.map(|at| at.secs() % 300)).collect();
    assert_eq!(times, [0, 0]);
    Ok(())
}

#[tokio::test]
async fn other_metrics_have_no_figures() -> TestResult {
    let account = slow().await?;
    account.add_index("Orders", "email").await?;
    account.advance(15 * 60);
    let one = Dimension::builder().name("TableName").value("Orders").build();
    for other in [
        ask(&account, "email").namespace("AWS/EC2"),
        ask(&account, "email").metric_name("ConsumedReadCapacityUnits"),
        ask(&account, "email").set_dimensions(Some(vec![one])),
        ask(&account, "email").unit(StandardUnit::Seconds),
    ] {
        assert_eq!(other.send().await?.datapoints().len(), 0);
    }
    assert!(!ask(&account, "email").send().await?.datapoints().is_empty());
    Ok(())
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_as_the_service_does() -> TestResult {
    let account = slow().await?;
    let ask = || ask(&account, "email");
    let long_ago = DateTime::from_millis(now(&account) - 48 * 60 * 60 * 1_000);
    for (request, code, message) in [
        (ask().set_namespace(None), "MissingParameter", "Namespace is required"),
        (ask().set_start_time(None), "MissingParameter", "StartTime is required"),
        (ask().period(61), "InvalidParameterValue", "Period"),
        (ask().period(0), "InvalidParameterValue", "Period"),
        (ask().set_statistics(None), "InvalidParameterCombination", "Statistics"),
        (ask().statistics("Median".into()), "InvalidParameterValue", "Median"),
        (ask().end_time(long_ago), "InvalidParameterCombination", "must be less than"),
        (ask().start_time(long_ago), "InvalidParameterCombination", "up to 2881 datapoints"),
    ] {
        assert_refused(request.send().await, code, message);
    }
    Ok(())
}

#[tokio::test]
async fn other_operations_are_unknown_and_faults_strike() -> TestResult {
    let account = slow().await?;
    let client = metrics_client(account.running.endpoint());
    let listed = client.list_metrics().namespace("AWS/DynamoDB").send().await;
    assert_refused(listed, "UnknownOperationException", "ListMetrics");
    account.faults.add(FaultRule::new(Fault::Throttled).on("GetMetricStatistics"));
    assert_eq!(refused(ask(&account, "email").send().await).0, "ThrottlingException");
    Ok(())
}
