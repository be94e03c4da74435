//! Event source mappings of a table's stream, as consumers.

use tablewright_model::{Consumer, ConsumerId, ConsumerKind, Lambda, List, StartPosition};

use crate::import::value::{Map, Value};

use super::ids::Ids;
use super::reading::{MAX_NAME, MAX_TEXT, Reading, owner};
use super::{left_out, protection::taken};

pub(super) fn consumers(mappings: Option<Value>, reading: &mut Reading<'_>) -> List<Consumer> {
    /// The service reads a stream twice at once.
    const MOST: usize = 1_000;
    let Some(mappings) = mappings else { return List::default() };
    let mut ids = Ids::default();
    let mut consumers = Vec::new();
    for mapping in mappings.items().iter().take(MOST) {
        let Some(map) = reading.settings(mapping, "an event source mapping") else {
            continue;
        };
        let name = map.get("FunctionName").and_then(name).unwrap_or_else(|| "Consumer".to_owned());
        let lambda = reading.within(&owner("consumer", &name), |reading| lambda(map, reading));
        let id = ConsumerId(ids.of(&name));
        let kind = ConsumerKind::Lambda(Box::new(lambda));
        consumers.push(Consumer { id, name, description: String::new(), needs: None, kind });
    }
    consumers.into_iter().collect()
}

/// What to call a consumer: the function's name, out of its ARN, or what the source calls the function.
fn name(function: &Value) -> Option<String> {
    let name = match function.to_text() {
        Some(text) => match text.split_once(":function:") {
            Some((_, name)) => name.split(':').next().unwrap_or(name).to_owned(),
            None => text.to_string(),
        },
        None => {
            let unknown = function.as_unknown()?;
            let target = unknown.target.as_ref().map(|target| target.address.to_string());
            let address = target.or_else(|| address(&unknown.text))?;
            address.rsplit('.').next().unwrap_or(&address).to_owned()
        }
    };
    (!name.is_empty() && name.len() <= MAX_NAME).then_some(name)
}

/// The address in an expression that is an attribute of something: `aws_lambda_function.on_order.arn`.
fn address(text: &str) -> Option<String> {
    let is_plain = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-'));
    let (address, _) = text.rsplit_once('.').filter(|_| is_plain)?;
    Some(address.to_owned())
}

fn lambda(mut map: Map, reading: &mut Reading<'_>) -> Lambda {
    let usual = Lambda::default();
    let function = taken(&mut map, "FunctionName");
    let function = function.and_then(|value| reading.expression(&value, "the function")).unwrap_or_default();
    let mut number =
        |name: &str, what: &str| taken(&mut map, name).and_then(|value| reading.small(&value, what));
    let batch_size = number("BatchSize", "the batch size").unwrap_or(usual.batch_size);
    let window = number("MaximumBatchingWindowInSeconds", "the batch window").unwrap_or(usual.window);
    let concurrency = number("ParallelizationFactor", "the concurrency").unwrap_or(usual.concurrency);
    let retries = number("MaximumRetryAttempts", "the number of retries");
    let max_age = number("MaximumRecordAgeInSeconds", "the greatest age");
    let tumbling_window = number("TumblingWindowInSeconds", "the tumbling window").unwrap_or(0);
    let mut flag =
        |name: &str, what: &str| taken(&mut map, name).and_then(|value| reading.flag(&value, what));
    let bisect = flag("BisectBatchOnFunctionError", "whether a failed batch is halved").unwrap_or(false);
    let enabled = flag("Enabled", "whether it runs").unwrap_or(true);
    let start = taken(&mut map, "StartingPosition")
        .and_then(|value| reading.term(&value, "where reading begins", StartPosition::from_term));
    let reports_failures = responses(taken(&mut map, "FunctionResponseTypes"), reading);
    let filters = filters(taken(&mut map, "FilterCriteria"), reading);
    let on_failure = on_failure(taken(&mut map, "DestinationConfig"), reading);
    left_out::tell(&map, reading);
    Lambda {
        function,
        batch_size,
        window,
        start: start.unwrap_or(usual.start),
        concurrency,
        retries,
        max_age,
        bisect,
        reports_failures,
        tumbling_window,
        filters,
        on_failure,
        enabled,
    }
}

fn responses(types: Option<Value>, reading: &mut Reading<'_>) -> bool {
    let types = types.as_ref().map(Value::items).unwrap_or_default();
    let mut term = |value: &Value| {
        let is_known = |text: &str| (text == "ReportBatchItemFailures").then_some(true);
        reading.term(value, "a type of response", is_known).unwrap_or(false)
    };
    types.iter().take(10).filter(|value| term(value)).count() > 0
}

fn filters(criteria: Option<Value>, reading: &mut Reading<'_>) -> Vec<String> {
    /// The service takes five, ten with a raised quota.
    const MOST: usize = 100;
    let filters = criteria.and_then(|criteria| reading.settings(&criteria, "the filters")?.remove("Filters"));
    let mut texts = Vec::new();
    for filter in filters.as_ref().map(Value::items).unwrap_or_default().iter().take(MOST) {
        let pattern = filter.get("Pattern").unwrap_or(filter);
        let read = |value: &Value| Some(value.as_text()?.to_owned()).filter(|text| text.len() <= MAX_TEXT);
        let text = if pattern.as_unknown().is_some() {
            reading.expression(pattern, "a filter")
        } else {
            reading.wanted(pattern, "a filter", "a text", read)
        };
        texts.extend(text);
    }
    texts
}

fn on_failure(config: Option<Value>, reading: &mut Reading<'_>) -> Option<String> {
    let what = "what is told of failures";
    let on_failure = reading.settings(&config?, what)?.remove("OnFailure")?;
    let destination = reading.settings(&on_failure, what)?.remove("Destination")?;
    reading.expression(&destination, what)
}
