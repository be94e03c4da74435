//! CloudWatch, as far as tables need it: how much of an index that is being added is filled.
//!
//! It answers on the same endpoint. There is one metric with a figure a minute, `OnlineIndexPercentageProgress`, of the
//! index that is being built now; a minute that has begun shows how far it has come. Figures of an index that is built are
//! not kept, and every other metric is one without figures.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::control::Handler;
use crate::durations::milliseconds;
use crate::overlay::Build;
use crate::partition::Partition;
use crate::protocol::{Refusal, decode};

const NAMESPACE: &str = "AWS/DynamoDB";
const PROGRESS: &str = "OnlineIndexPercentageProgress";
const UNIT: &str = "Count";
const STATISTICS: [&str; 5] = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"];
/// Periods below a minute that the service takes, in seconds.
const SHORT_PERIODS: [u64; 5] = [1, 5, 10, 20, 30];
/// Milliseconds from one figure to the next.
const MINUTE: u64 = 60_000;
/// The most points of one answer.
const MOST: u64 = 1_440;

/// The operation of that name, if it belongs to this service and the sandbox has it.
pub(crate) fn handler(operation: &str) -> Option<Handler> {
    Some(match operation {
        "GetMetricStatistics" => statistics,
        _ => return None,
    })
}

/// The refusal of an operation that the sandbox does not have.
pub(crate) fn unknown(operation: &str) -> Refusal {
    Refusal { status: 404, ..Refusal::unknown_operation(operation) }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct GetMetricStatistics {
    namespace: Option<String>,
    metric_name: Option<String>,
    #[serde(default)]
    dimensions: Vec<Dimension>,
    start_time: Option<f64>,
    end_time: Option<f64>,
    period: Option<u64>,
    #[serde(default)]
    statistics: Vec<String>,
    unit: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Dimension {
    name: String,
    value: String,
}

/// A request that makes sense. Times and the period are in milliseconds.
struct Wanted {
    metric: String,
    /// The table and the index, if it is the metric that there is.
    index: Option<(String, String)>,
    start: u64,
    end: u64,
    period: u64,
    statistics: Vec<String>,
}

fn statistics(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    let wanted = checked(decode("GetMetricStatistics", request)?)?;
    let now = partition.now();
    let build = wanted.index.as_ref().and_then(|(table, index)| {
        partition.look().tables.get(table)?.indexes.get(index).filter(|index| !index.vector)?.building(now)
    });
    let figures = build.map(|build| figures(build, &wanted, now)).unwrap_or_default();
    let points: Vec<_> = figures.iter().map(|(at, all)| point(*at, all, &wanted.statistics)).collect();
    Ok(json!({ "Label": wanted.metric, "Datapoints": points }))
}

fn checked(request: GetMetricStatistics) -> Result<Wanted, Refusal> {
    let missing = |name: &str| {
        Refusal::plain("MissingRequiredParameterException", &format!("The parameter {name} is required."))
    };
    let namespace = request.namespace.ok_or_else(|| missing("Namespace"))?;
    let metric = request.metric_name.ok_or_else(|| missing("MetricName"))?;
    let start = moment(request.start_time.ok_or_else(|| missing("StartTime"))?)?;
    let end = moment(request.end_time.ok_or_else(|| missing("EndTime"))?)?;
    let seconds = request.period.ok_or_else(|| missing("Period"))?;
    let index = dimensions(&request.dimensions);
    let is_here =
        namespace == NAMESPACE && metric == PROGRESS && request.unit.is_none_or(|unit| unit == UNIT);
    let period = period(seconds)?;
    let wanted = Wanted {
        index: index.filter(|_| is_here),
        metric,
        start: start - start % MINUTE,
        end,
        period,
        statistics: request.statistics,
    };
    wanted.check()?;
    Ok(wanted)
}

impl Wanted {
    fn check(&self) -> Result<(), Refusal> {
        let together = |message: &str| Err(Refusal::plain("InvalidParameterCombinationException", message));
        if self.statistics.is_empty() {
            return together(
                "At least one of the parameters Statistics and ExtendedStatistics must be specified.",
            );
        }
        if let Some(other) = self.statistics.iter().find(|name| !STATISTICS.contains(&name.as_str())) {
            let known = STATISTICS.join(", ");
            return Err(invalid(&format!("The parameter Statistics must be one of {known}, not '{other}'.")));
        }
        if self.start >= self.end {
            return together("The parameter StartTime must be less than the parameter EndTime.");
        }
        let points = (self.end - self.start).div_ceil(self.period);
        if points > MOST {
            return together(&format!(
                "You have requested up to {points} datapoints, which exceeds the limit of 1,440. You may reduce the \
                 datapoints requested by increasing Period, or decreasing the time range."
            ));
        }
        Ok(())
    }
}

fn invalid(message: &str) -> Refusal {
    Refusal::plain("InvalidParameterValueException", message)
}

fn moment(seconds: f64) -> Result<u64, Refusal> {
    let since = Duration::try_from_secs_f64(seconds);
    since.map(milliseconds).map_err(|_| invalid("A time must be after 1970-01-01T00:00:00Z."))
}

fn period(seconds: u64) -> Result<u64, Refusal> {
    let is_whole = seconds > 0 && seconds.is_multiple_of(60);
    if is_whole || SHORT_PERIODS.contains(&seconds) {
        return Ok(seconds.saturating_mul(1_000));
    }
    Err(invalid("The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60."))
}

/// The table and the index that exactly these dimensions name.
fn dimensions(all: &[Dimension]) -> Option<(String, String)> {
    let of = |name: &str| Some(all.iter().find(|one| one.name == name)?.value.clone());
    Some((of("TableName")?, of("GlobalSecondaryIndexName")?)).filter(|_| all.len() == 2)
}

/// The figures of each period, by its beginning.
fn figures(build: Build, wanted: &Wanted, now: u64) -> BTreeMap<u64, Vec<f64>> {
    let from = wanted.start.max(build.allocated - build.allocated % MINUTE);
    let mut periods = BTreeMap::<_, Vec<_>>::new();
    let mut minute = from;
    while minute < wanted.end && minute <= now && build.allocated <= now {
        let period = minute - minute % wanted.period;
        periods.entry(period).or_default().push(percent(build, now.min(minute + MINUTE)));
        minute += MINUTE;
    }
    periods
}

/// How much is filled at a time, in whole percent.
fn percent(build: Build, at: u64) -> f64 {
    let (done, whole) = (at.saturating_sub(build.allocated), build.active.saturating_sub(build.allocated));
    let percent = done.saturating_mul(100).checked_div(whole).unwrap_or(100).min(100);
    u32::try_from(percent).map_or(100.0, f64::from)
}

fn point(at: u64, figures: &[f64], statistics: &[String]) -> Value {
    let mut point = Map::new();
    point.insert("Timestamp".to_owned(), json!(at / 1_000));
    point.insert("Unit".to_owned(), json!(UNIT));
    for name in statistics {
        point.insert(name.clone(), json!(statistic(name, figures)));
    }
    Value::Object(point)
}

fn statistic(name: &str, figures: &[f64]) -> f64 {
    let count = u32::try_from(figures.len()).map_or(f64::MAX, f64::from);
    let sum = figures.iter().sum::<f64>();
    match name {
        "SampleCount" => count,
        "Average" => sum / count,
        "Sum" => sum,
        "Minimum" => figures.iter().copied().fold(f64::INFINITY, f64::min),
        _ => figures.iter().copied().fold(f64::NEG_INFINITY, f64::max),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: u64 = 60 * MINUTE;

    fn wanted(start: u64, end: u64, period: u64) -> Wanted {
        let statistics = vec!["Maximum".to_owned()];
        Wanted { metric: PROGRESS.to_owned(), index: None, start, end, period, statistics }
    }

    /// A backfill of ten minutes that begins in the middle of a minute.
    const BUILD: Build = Build { allocated: HOUR + 30_000, active: HOUR + 30_000 + 10 * MINUTE };

    #[test]
    fn each_minute_has_a_figure_as_far_as_it_has_come() {
        let now = HOUR + 2 * MINUTE + 30_000;
        let found = figures(BUILD, &wanted(0, 2 * HOUR, MINUTE), now);
        let expected = [(HOUR, vec![5.0]), (HOUR + MINUTE, vec![15.0]), (HOUR + 2 * MINUTE, vec![20.0])];
        assert_eq!(found, expected.into());
        let later = figures(BUILD, &wanted(HOUR + MINUTE, HOUR + 2 * MINUTE, MINUTE), now);
        assert_eq!(later, [(HOUR + MINUTE, vec![15.0])].into());
        assert_eq!(figures(BUILD, &wanted(0, 2 * HOUR, MINUTE), HOUR).len(), 0);
    }

    #[test]
    fn figures_of_a_longer_period_come_together() {
        let found = figures(BUILD, &wanted(0, 2 * HOUR, 5 * MINUTE), HOUR + 5 * MINUTE);
        let expected = [(HOUR, vec![5.0, 15.0, 25.0, 35.0, 45.0]), (HOUR + 5 * MINUTE, vec![45.0])];
        assert_eq!(found, expected.into());
        let of = |name: &str| statistic(name, &[5.0, 15.0, 25.0]);
        assert_eq!(STATISTICS.map(of), [3.0, 15.0, 45.0, 5.0, 25.0]);
    }
}
