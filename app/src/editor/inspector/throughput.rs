//! Settings of throughput, which tables, indexes and replicas share.

use tablewright_model::{Autoscaling, Billing, Capacity, Maximum, Scaling};

use super::control::At;

/// The scaling of one side: whether it scales, and then how. What follows the side is the place of an
/// `Option<Scaling>`.
macro_rules! scaling {
    (reads, $($place:tt)+) => {
        scaling!(@ "Scale reads" "Least read units" "Most read units" "Target use of reads" "Pause after fewer reads"
            "Pause after more reads" "Reads only upwards", $($place)+)
    };
    (writes, $($place:tt)+) => {
        scaling!(@ "Scale writes" "Least write units" "Most write units" "Target use of writes"
            "Pause after fewer writes" "Pause after more writes" "Writes only upwards", $($place)+)
    };
    (
        @ $scale:literal $least:literal $most:literal $target:literal $fewer:literal $more:literal $upwards:literal,
        |$it:pat_param, $at:pat_param| $scaling:expr
    ) => {
        &[
            control!(Autoscaling($scale "ScalableTarget"), Kind::Switch,
                "Application Auto Scaling keeps the use near its target.", |$it, $at| $scaling),
            control!(Autoscaling($least "MinCapacity"), Kind::Number(false), "Never fewer a second",
                |$it, $at| &mut $scaling.as_mut()?.min),
            control!(Autoscaling($most "MaxCapacity"), Kind::Number(false), "Never more a second",
                |$it, $at| &mut $scaling.as_mut()?.max),
            control!(Autoscaling($target "TargetValue"), Kind::Number(false), "Percent: 20 to 90",
                |$it, $at| &mut $scaling.as_mut()?.target),
            control!(Autoscaling($fewer "ScaleInCooldown"), Kind::Number(true), "Seconds",
                |$it, $at| &mut $scaling.as_mut()?.scale_in_cooldown),
            control!(Autoscaling($more "ScaleOutCooldown"), Kind::Number(true), "Seconds",
                |$it, $at| &mut $scaling.as_mut()?.scale_out_cooldown),
            control!(Autoscaling($upwards "DisableScaleIn"), Kind::Switch, "Capacity is never taken away by itself.",
                |$it, $at| &mut $scaling.as_mut()?.only_out),
        ]
    };
}

pub(super) use scaling;

/// What an on-demand table or index may use, and what it must sustain at once.
macro_rules! on_demand {
    () => {
        &[
            control!(Maximum("Most reads" "MaxReadRequestUnits"), Kind::Number(true),
                "Units a second, on demand", |it, at| super::throughput::maximum(&mut it.maximum, at, |one| &mut one.read)?),
            control!(Maximum("Most writes" "MaxWriteRequestUnits"), Kind::Number(true),
                "Units a second, on demand", |it, at| super::throughput::maximum(&mut it.maximum, at, |one| &mut one.write)?),
            control!(Warm, Kind::Switch, "What must be sustained at once. It goes up and never down.", |it, _| &mut it.warm),
            control!(Warm("Warm reads" "ReadUnitsPerSecond"), Kind::Number(false), "Units a second",
                |it, _| &mut it.warm.as_mut()?.read),
            control!(Warm("Warm writes" "WriteUnitsPerSecond"), Kind::Number(false), "Units a second",
                |it, _| &mut it.warm.as_mut()?.write),
        ]
    };
}

pub(super) use on_demand;

/// A side of the maximum of on-demand requests.
pub(super) fn maximum<'a>(
    maximum: &'a mut Option<Maximum>,
    at: &At<'_>,
    side: fn(&mut Maximum) -> &mut Option<u64>,
) -> Option<&'a mut Option<u64>> {
    (!at.is_provisioned() || maximum.is_some()).then(|| side(maximum.get_or_insert_default()))
}

/// A side of autoscaling: where capacity is kept ready, or where there is one that should not be.
pub(super) fn side<'a>(
    autoscaling: &'a mut Option<Autoscaling>,
    at: &At<'_>,
    side: fn(&mut Autoscaling) -> &mut Option<Scaling>,
) -> Option<&'a mut Option<Scaling>> {
    (at.is_provisioned() || autoscaling.is_some()).then(|| side(autoscaling.get_or_insert_default()))
}

/// The capacity of a provisioned table.
pub(super) fn capacity(billing: &mut Billing) -> Option<&mut Capacity> {
    match billing {
        Billing::OnDemand => None,
        Billing::Provisioned(capacity) => Some(capacity),
    }
}

/// What says nothing is left out.
pub(super) fn tidy(autoscaling: &mut Option<Autoscaling>, maximum: &mut Option<Maximum>) {
    autoscaling.take_if(|one| *one == Autoscaling::default());
    maximum.take_if(|one| *one == Maximum::default());
}
