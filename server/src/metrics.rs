//! What the server counts of itself, as Prometheus reads it at `/metrics`.
//!
//! Routes go by their patterns, so that ids of designs do not become series without end.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::http::Method;

/// The upper bounds of the durations, in seconds.
const BOUNDS: [f64; 8] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 5.0];

/// The counters.
#[derive(Debug, Default)]
pub(crate) struct Metrics(Mutex<Counted>);

#[derive(Debug, Default)]
struct Counted {
    answers: BTreeMap<(String, String, u16), u64>,
    durations: BTreeMap<String, Durations>,
}

#[derive(Debug, Default, Clone)]
struct Durations {
    within: [u64; BOUNDS.len()],
    count: u64,
    sum: f64,
}

impl Metrics {
    /// Counts an answer. What has no route is a page or a file.
    pub(crate) fn answered(&self, method: &Method, route: Option<&str>, status: u16, took: Duration) {
        let route = route.unwrap_or("pages").to_owned();
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *counted.answers.entry((method.to_string(), route.clone(), status)).or_default() += 1;
        let durations = counted.durations.entry(route).or_default();
        let seconds = took.as_secs_f64();
        for (bound, within) in BOUNDS.iter().zip(&mut durations.within) {
            *within += u64::from(seconds <= *bound);
        }
        durations.count += 1;
        durations.sum += seconds;
    }

    /// Everything as text, with these numbers of now.
    pub(crate) fn text(&self, gauges: &[(&str, &str, u64)]) -> String {
        let counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut text = String::new();
        for (name, help, value) in gauges {
            let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}");
        }
        answers(&mut text, &counted.answers);
        durations(&mut text, &counted.durations);
        text
    }
}

fn answers(text: &mut String, answers: &BTreeMap<(String, String, u16), u64>) {
    const NAME: &str = "tablewright_http_requests_total";
    let _ = writeln!(text, "# HELP {NAME} Requests by method, route and status.\n# TYPE {NAME} counter");
    for ((method, route, status), count) in answers {
        let _ = writeln!(text, "{NAME}{{method=\"{method}\",route=\"{route}\",status=\"{status}\"}} {count}");
    }
}

fn durations(text: &mut String, durations: &BTreeMap<String, Durations>) {
    const NAME: &str = "tablewright_http_request_duration_seconds";
    let _ = writeln!(text, "# HELP {NAME} How long answers took.\n# TYPE {NAME} histogram");
    for (route, Durations { within, count, sum }) in durations {
        for (bound, within) in BOUNDS.iter().zip(within) {
            let _ = writeln!(text, "{NAME}_bucket{{route=\"{route}\",le=\"{bound}\"}} {within}");
        }
        let _ = writeln!(text, "{NAME}_bucket{{route=\"{route}\",le=\"+Inf\"}} {count}");
        let _ = writeln!(
            text,
            "{NAME}_sum{{route=\"{route}\"}} {sum}\n{NAME}_count{{route=\"{route}\"}} {count}"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_counted_by_route_and_durations_add_up() {
        let metrics = Metrics::default();
        for millis in [1, 30, 9_000] {
            metrics.answered(&Method::GET, Some("/api/v1/designs/{id}"), 200, Duration::from_millis(millis));
        }
        metrics.answered(&Method::GET, None, 404, Duration::ZERO);
        let text = metrics.text(&[("tablewright_runs_open", "Runs that have not ended.", 2)]);
        for line in [
            "tablewright_runs_open 2",
            "tablewright_http_requests_total{method=\"GET\",route=\"/api/v1/designs/{id}\",status=\"200\"} 3",
            "tablewright_http_requests_total{method=\"GET\",route=\"pages\",status=\"404\"} 1",
            "tablewright_http_request_duration_seconds_bucket{route=\"/api/v1/designs/{id}\",le=\"0.005\"} 1",
            "tablewright_http_request_duration_seconds_bucket{route=\"/api/v1/designs/{id}\",le=\"0.05\"} 2",
            "tablewright_http_request_duration_seconds_bucket{route=\"/api/v1/designs/{id}\",le=\"+Inf\"} 3",
            "tablewright_http_request_duration_seconds_count{route=\"/api/v1/designs/{id}\"} 3",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} is not in:\n{text}");
        }
    }
}
