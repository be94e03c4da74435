//! The example that the product's first story is told with.

use tablewright_model::{AttributeType, Design, Projection, StreamView};

use crate::{TableBuilder, design};

/// *Game scores*: players and games, with `GameTitleIndex` for the top scores of a game, a stream and TTL.
#[must_use]
pub fn game_scores() -> Design {
    let table = TableBuilder::new("GameScores")
        .attribute("UserId", AttributeType::S)
        .attribute("GameTitle", AttributeType::S)
        .attribute("TopScore", AttributeType::N)
        .attribute("ExpiresAt", AttributeType::N)
        .partition("UserId")
        .sort("GameTitle")
        .index("GameTitleIndex", &["GameTitle"], &["TopScore"], Projection::All)
        .stream(StreamView::NewImage)
        .ttl("ExpiresAt");
    design("Game scores", [table.build()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_valid() {
        assert_eq!(tablewright_model::validate(&game_scores()), []);
    }
}
