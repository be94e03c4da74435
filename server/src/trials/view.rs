//! Trials and what is given to them, between the wire and `access`.

use serde_json::json;
use tablewright_access::example;
use tablewright_access::trial::{Changed, Difference, Sent, Side, Trial};
use tablewright_access::value::{Attributes, Value};
use tablewright_access::verdict::{Argument, Arguments};
use tablewright_contract::{
    TrialChange, TrialDifference, TrialRequest, TrialSide, TrialUnits, TrialView, TryPattern,
};
use tablewright_model::{Design, Digest, PatternId};

use crate::api::Failure;

/// Values for all parameters: what is given, else those of a sample item.
pub(crate) fn arguments(
    design: &Design,
    pattern: PatternId,
    given: &TryPattern,
) -> Result<Arguments, Failure> {
    let mut all = example::arguments(design, pattern);
    for (name, values) in &given.values {
        let field = format!("values.{name}");
        let Some(usual) = all.get_mut(name) else {
            let known: Vec<String> = all.keys().map(|name| format!("`{name}`")).collect();
            let message = format!("The pattern has no parameter `{name}`; it has: {}.", known.join(", "));
            return Err(Failure::invalid(&field, message));
        };
        let values: Result<Vec<Value>, _> = values.iter().cloned().map(Value::try_from).collect();
        let values = values.map_err(|error| Failure::invalid(&field, format!("{name}: {error}.")))?;
        *usual = argument(usual, &values).ok_or_else(|| Failure::invalid(&field, wanted(name, usual)))?;
    }
    Ok(all)
}

/// As many values as the parameter takes.
fn argument(usual: &Argument, values: &[Value]) -> Option<Argument> {
    match (usual, values) {
        (Argument::One(_), [value]) => Some(Argument::One(value.clone())),
        (Argument::Pair(..), [low, high]) => Some(Argument::Pair(low.clone(), high.clone())),
        (Argument::List(_), [_, ..]) => Some(Argument::List(values.to_vec())),
        _ => None,
    }
}

fn wanted(name: &str, usual: &Argument) -> String {
    let number = match usual {
        Argument::One(_) => "one value",
        Argument::Pair(..) => "two values, the ends of the range",
        Argument::List(_) => "at least one value",
    };
    format!("`{name}` takes {number}.")
}

/// A trial as the API shows it.
pub(crate) fn view(design: Digest, trial: Trial) -> TrialView {
    TrialView {
        design: design.to_string(),
        page: u32::try_from(trial.page).unwrap_or(u32::MAX),
        requests: trial.sent.into_iter().map(request).collect(),
        preview: side(trial.preview),
        sandbox: side(trial.endpoint),
        differences: trial.differences.iter().map(difference).collect(),
    }
}

fn request(Sent { operation, body }: Sent) -> TrialRequest {
    TrialRequest { operation: operation.to_owned(), body }
}

fn side(side: Side) -> TrialSide {
    let item = |item: &Attributes| json!(item);
    TrialSide {
        refused: side.refused.map(|refused| refused.to_string()),
        count: u32::try_from(side.items.len()).unwrap_or(u32::MAX),
        scanned_count: side.scanned,
        items: side.items.iter().map(item).collect(),
        units: side.units.into_iter().map(units).collect(),
        last_key: side.last_key.as_ref().map(item),
        changes: side.changes.iter().map(change).collect(),
    }
}

fn units(units: tablewright_access::preview::Units) -> TrialUnits {
    TrialUnits { table: units.table, index: units.index, units: units.amount.to_string() }
}

fn change(Changed { table, before, after }: &Changed) -> TrialChange {
    let item = |item: &Option<Attributes>| item.as_ref().map(|item| json!(item));
    TrialChange { table: table.clone(), before: item(before), after: item(after) }
}

fn difference(difference: &Difference) -> TrialDifference {
    TrialDifference {
        what: difference.what.name().to_owned(),
        text: difference.what.to_string(),
        known: difference.known.map(|known| known.to_string()).unwrap_or_default(),
    }
}
