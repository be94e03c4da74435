//! Provisioned capacity that follows its use, one dimension at a time.

use serde::{Deserialize, Serialize};
use tablewright_model::Capacity;

/// Which of the two capacities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words of the service")]
pub enum Dimension {
    Read,
    Write,
}

impl Dimension {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Read, Self::Write];

    /// The dimension in a word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
        }
    }

    /// The part of a capacity.
    #[must_use]
    pub const fn of(self, capacity: Capacity) -> u64 {
        match self {
            Self::Read => capacity.read,
            Self::Write => capacity.write,
        }
    }

    /// The part of a capacity, to be changed.
    pub const fn of_mut(self, capacity: &mut Capacity) -> &mut u64 {
        match self {
            Self::Read => &mut capacity.read,
            Self::Write => &mut capacity.write,
        }
    }
}

/// One capacity registered with Application Auto Scaling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScalingState {
    /// The least and the most.
    pub bounds: Bounds,
    /// The policy that moves it; without one it stays where it is.
    pub tracking: Option<Tracking>,
}

/// Units per second, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounds {
    /// The least.
    pub min: u64,
    /// The most.
    pub max: u64,
}

impl Bounds {
    /// The nearest number inside.
    #[must_use]
    pub fn clamp(self, units: u64) -> u64 {
        units.min(self.max).max(self.min)
    }
}

/// A target tracking policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tracking {
    /// The use that is aimed at, in percent.
    pub target: u32,
    /// Seconds between two decreases.
    pub scale_in_cooldown: Option<u32>,
    /// Seconds between two increases.
    pub scale_out_cooldown: Option<u32>,
    /// Whether capacity only goes up.
    pub only_out: bool,
}
