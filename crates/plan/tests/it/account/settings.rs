//! The settings that came after the first version of the service, with the refusals of each.

use std::collections::BTreeMap;

use tablewright_model::{Kinesis, Maximum, TimePrecision, Warm};
use tablewright_plan::{
    BillingState, Bounds, Dimension, KinesisChange, ScalingState, Setting, TableState, TableStatus,
};

use super::{Account, Answer, refuse_if};

pub(super) fn set(account: &mut Account, table: &str, setting: &Setting) -> Answer {
    match setting {
        Setting::Maximum { table: own, indexes } => {
            let live = account.ready(table)?;
            live.status = TableStatus::Updating;
            maximum(&mut live.state, *own, indexes)
        }
        Setting::Warm { table: own, indexes } => warm(&mut account.ready(table)?.state, *own, indexes),
        Setting::Class(class) => {
            let live = account.ready(table)?;
            live.status = TableStatus::Updating;
            exchange(&mut live.state.class, *class)
        }
        Setting::Encryption(encryption) => {
            let live = account.ready(table)?;
            live.status = TableStatus::Updating;
            exchange(&mut live.state.encryption, encryption.clone())
        }
        Setting::Recovery(recovery) => exchange(&mut account.active(table)?.state.recovery, *recovery),
        Setting::Policy(policy) => exchange(&mut account.active(table)?.state.policy, policy.clone()),
        Setting::Insights { index: None, mode } => {
            exchange(&mut account.active(table)?.state.insights, *mode)
        }
        Setting::Insights { index: Some(name), mode } => {
            let index = account.active(table)?.state.indexes.get_mut(name).ok_or("no such index")?;
            exchange(&mut index.insights, *mode)
        }
        Setting::Kinesis { stream, change } => kinesis(&mut account.active(table)?.state, stream, *change),
        Setting::ScalingTarget { index, dimension, bounds } => {
            target(&mut account.active(table)?.state, index.as_deref(), *dimension, *bounds)
        }
        Setting::ScalingPolicy { index, dimension, tracking } => {
            let state = &mut account.active(table)?.state;
            let target = scaling(state, index.as_deref())?.get_mut(dimension).ok_or("no scalable target")?;
            target.tracking = Some(*tracking);
            Ok(())
        }
        _ => Err("not one of these settings".to_owned()),
    }
}

fn exchange<T: PartialEq>(now: &mut T, wanted: T) -> Answer {
    refuse_if(*now == wanted, "it is so already")?;
    *now = wanted;
    Ok(())
}

fn maximum(state: &mut TableState, own: Option<Maximum>, indexes: &BTreeMap<String, Maximum>) -> Answer {
    refuse_if(state.billing != BillingState::OnDemand, "only on demand has a maximum")?;
    refuse_if(own.is_none() && indexes.is_empty(), "nothing to change")?;
    if let Some(own) = own {
        exchange(&mut state.maximum, own)?;
    }
    for (name, wanted) in indexes {
        exchange(&mut state.indexes.get_mut(name).ok_or("no such index")?.maximum, *wanted)?;
    }
    Ok(())
}

fn warm(state: &mut TableState, own: Option<Warm>, indexes: &BTreeMap<String, Warm>) -> Answer {
    refuse_if(own.is_none() && indexes.is_empty(), "nothing to change")?;
    if let Some(own) = own {
        raise(&mut state.warm, own)?;
    }
    for (name, wanted) in indexes {
        raise(&mut state.indexes.get_mut(name).ok_or("no such index")?.warm, *wanted)?;
    }
    Ok(())
}

fn raise(now: &mut Option<Warm>, wanted: Warm) -> Answer {
    let lowers = now.is_some_and(|now| now.read > wanted.read || now.write > wanted.write);
    refuse_if(lowers || *now == Some(wanted), "warm throughput only goes up")?;
    *now = Some(wanted);
    Ok(())
}

fn kinesis(state: &mut TableState, stream: &str, change: KinesisChange) -> Answer {
    let named = state.kinesis.as_ref().map(|kinesis| kinesis.stream.as_str());
    let to = |precision: Option<TimePrecision>| {
        let precision = precision.filter(|exact| *exact == TimePrecision::Microsecond);
        Some(Kinesis { stream: stream.to_owned(), precision })
    };
    match change {
        KinesisChange::Enable(precision) => {
            refuse_if(named.is_some(), "there is a destination already")?;
            state.kinesis = to(precision);
        }
        KinesisChange::Disable => {
            refuse_if(named != Some(stream), "that is not the destination")?;
            state.kinesis = None;
        }
        KinesisChange::Precision(precision) => {
            refuse_if(named != Some(stream), "that is not the destination")?;
            exchange(&mut state.kinesis, to(Some(precision)))?;
        }
    }
    Ok(())
}

fn target(
    state: &mut TableState,
    index: Option<&str>,
    dimension: Dimension,
    bounds: Option<Bounds>,
) -> Answer {
    refuse_if(state.billing == BillingState::OnDemand, "on demand does not scale")?;
    let targets = scaling(state, index)?;
    let Some(bounds) = bounds else {
        return targets.remove(&dimension).map(drop).ok_or_else(|| "no scalable target".to_owned());
    };
    targets.entry(dimension).or_insert(ScalingState { bounds, tracking: None }).bounds = bounds;
    let capacity = match (index, &mut state.billing) {
        (Some(name), _) => state.indexes.get_mut(name).and_then(|index| index.capacity.as_mut()),
        (None, BillingState::Provisioned(capacity)) => Some(capacity),
        (None, BillingState::OnDemand) => None,
    };
    let units = dimension.of_mut(capacity.ok_or("no capacity to scale")?);
    *units = (*units).min(bounds.max).max(bounds.min);
    Ok(())
}

fn scaling<'a>(
    state: &'a mut TableState,
    index: Option<&str>,
) -> Result<&'a mut BTreeMap<Dimension, ScalingState>, String> {
    match index {
        None => Ok(&mut state.autoscaling),
        Some(name) => Ok(&mut state.indexes.get_mut(name).ok_or("no such index")?.autoscaling),
    }
}
