//! What settings belong together.

/// What a setting belongs to. The order is the one to show them in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// What it is.
    Identity,
    /// By what it is found.
    Keys,
    /// What an index carries beside keys.
    Projection,
    /// What is inside.
    Contents,
    /// What an access pattern asks.
    Question,
    /// How often and how much is asked.
    Load,
    /// How reads and writes are paid for.
    Capacity,
    /// What leaves as things change.
    Streams,
    /// How changes reach their consumer.
    Delivery,
    /// What happens when a consumer fails.
    Failures,
    /// What guards the items.
    Protection,
    /// Copies in other regions.
    Replication,
    /// Watching and labelling.
    Operation,
    /// What sample items are like.
    Samples,
    /// Looks and places in the editor.
    Canvas,
}

impl Group {
    /// Every group, in order.
    pub const ALL: [Self; 15] = [
        Self::Identity,
        Self::Keys,
        Self::Projection,
        Self::Contents,
        Self::Question,
        Self::Load,
        Self::Capacity,
        Self::Streams,
        Self::Delivery,
        Self::Failures,
        Self::Protection,
        Self::Replication,
        Self::Operation,
        Self::Samples,
        Self::Canvas,
    ];

    /// The group as a heading.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Identity => "Identity",
            Self::Keys => "Keys",
            Self::Projection => "Projection",
            Self::Contents => "Contents",
            Self::Question => "Question",
            Self::Load => "Load",
            Self::Capacity => "Capacity",
            Self::Streams => "Streams",
            Self::Delivery => "Delivery",
            Self::Failures => "Failures",
            Self::Protection => "Protection",
            Self::Replication => "Replication",
            Self::Operation => "Operation",
            Self::Samples => "Samples",
            Self::Canvas => "Canvas",
        }
    }
}
