//! A plan with a table that moves: the stages, who does them, and what is compared once it is under way.

use std::collections::BTreeMap;

use tablewright_contract::{PlanView, Role};
use tablewright_model::{Design, Table, TableId, digest_of};
use tablewright_plan::{
    CopyPlace, Desired, EnvironmentIdentity, LiveState, LiveTable, Managed, NameTemplate, TableState,
    desired, plan,
};
use tablewright_testkit::game_scores;

use crate::data::site;

fn wanted(design: &Design) -> Desired {
    desired(design, "Sandbox", &NameTemplate::parse("{table}").unwrap()).unwrap()
}

/// The example moves to another name, through a bucket if there is one.
fn moving(copies: Option<&str>) -> PlanView {
    let was = wanted(&game_scores());
    let of = |(name, state): (String, TableState)| {
        let table = LiveTable::as_if_applied(state);
        let source: TableId = was.sources[&name];
        (Managed { table_id: table.table_id.clone(), source }, name, table)
    };
    let (managed, tables): (BTreeMap<_, _>, BTreeMap<_, _>) = was
        .states
        .clone()
        .into_iter()
        .map(of)
        .map(|(managed, name, table)| ((name.clone(), managed), (name, table)))
        .unzip();
    let renamed = |table: &Table| Table { name: format!("{}-v2", table.name), ..table.clone() };
    let moved =
        Design { tables: game_scores().tables.iter().map(|table| renamed(table)).collect(), ..game_scores() };
    let environment = EnvironmentIdentity {
        name: "Sandbox".into(),
        account: "000000000000".into(),
        region: "eu-central-1".into(),
        endpoint: None,
        name_template: "{table}".into(),
        copies: copies.map(|uri| CopyPlace::parse(uri, None).unwrap()),
    };
    let live = LiveState { tables, ..LiveState::default() };
    plan(digest_of(&moved), environment, &wanted(&moved), &live, &managed, "tablewright-1").into()
}

async fn shown(copies: Option<&str>) -> String {
    let site = site(Role::Administrator).post("/designs/d1/plans", &moving(copies));
    site.page("/designs/d1/versions/1/plan/e1").await.text()
}

#[tokio::test]
async fn the_stages_of_a_migration_stand_below_the_steps() {
    let text = shown(None).await;
    for words in [
        "How the items move",
        "GameScores moves to GameScores-v2",
        "To change the name: begins with this plan.",
        "catch up by the application's owner",
        "copy by the application's owner",
        "name a place for copies",
        "retire by Tablewright",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[tokio::test]
async fn what_a_run_copies_is_told_with_its_steps_and_the_exact_request() {
    let text = shown(Some("s3://copies")).await;
    for words in [
        "ExportTableToPointInTime GameScores: to s3://copies/tablewright-1/GameScores",
        "ImportTable GameScores-v2: the items of GameScores",
        "id of the export",
        "copy by Tablewright, steps 2, 3",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
}
