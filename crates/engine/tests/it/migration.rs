//! A table that has to be replaced: the new one beside the old, nothing lost, and the old one gone when somebody says so.

use tablewright_engine::Outcome;
use tablewright_model::{AttributeType, Design, StreamView, Table};
use tablewright_plan::{Call, MigrationProgress, StageKind};
use tablewright_testkit::{TableBuilder, design};

use crate::faulty::Faulty;
use crate::world::World;

pub(crate) fn scores(name: &str, sort: &str) -> Design {
    let table = TableBuilder::new("Scores")
        .attribute("User", AttributeType::S)
        .attribute("Game", AttributeType::S)
        .attribute("Played", AttributeType::S)
        .partition("User")
        .sort(sort)
        .protected()
        .build();
    design("Scores", [Table { name: name.to_owned(), ..table }])
}

#[tokio::test]
async fn a_table_with_another_key_moves_to_another_name_and_the_old_one_is_retired_when_asked_for() {
    let world = World::new().await;
    world.apply(&scores("Scores", "Game")).await;
    assert!(world.propose_if_possible(&scores("Scores", "Played")).await.is_none(), "the name is taken");

    let moved = scores("Scores-v2", "Played");
    let job = world.apply(&moved).await;
    let [migration] = job.plan.migrations.as_slice() else { panic!("{:?}", job.plan.migrations) };
    assert_eq!((migration.from.as_str(), migration.to.as_str()), ("Scores", "Scores-v2"));
    assert_eq!(migration.progress, MigrationProgress::Planned);
    let create = &migration.stages[0];
    assert_eq!((create.kind, create.steps.len()), (StageKind::Create, job.plan.steps.len()));
    let both = world.live(["Scores", "Scores-v2"]).await;
    assert_eq!(both.tables["Scores"].state.stream, Some(StreamView::NewAndOldImages));
    assert!(both.tables["Scores"].state.recovery.is_some());

    let idle = world.propose(&moved).await;
    assert_eq!(idle.plan.steps, [], "the old table is left alone");
    assert_eq!(idle.plan.migrations[0].progress, MigrationProgress::UnderWay);

    let (from, to) = (&both.tables["Scores"].state, &both.tables["Scores-v2"].state);
    let empty = world.gateway.compare(from, to, 4).await.unwrap();
    assert!(empty.is_same(), "{empty:?}");

    let retire = world.retire(&moved, "Scores", "tablewright-1").await;
    world.start(&retire).await.unwrap();
    let watched = Faulty::fine(&world.gateway);
    let (outcome, _) = world.work(&retire, &watched).await;
    assert!(matches!(outcome, Ok(Outcome::Succeeded { .. })), "{outcome:?}");
    let operations: Vec<_> = watched.taken().iter().map(Call::operation).collect();
    assert_eq!(operations, ["CreateBackup", "UpdateTable", "DeleteTable"]);
    world.assert_matches(&retire).await;
    assert_eq!(world.live(["Scores", "Scores-v2"]).await.tables.len(), 1);
}
