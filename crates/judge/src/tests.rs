//! A judge that is told of edits says the same as one that is told of the result.

use std::sync::Arc;

use proptest::prelude::*;
use tablewright_access::verdict::verdicts;
use tablewright_contract::judge::{Finding, Seen, Served, Splice, VerdictLine};
use tablewright_lint::Policy;
use tablewright_model::{
    DesignField, Diagnostic, Edit, IndexId, Object, Pattern, PatternField, PatternId, PatternKind, Severity,
    Silence, TableField, TableId, Validation, from_json, validate,
};
use tablewright_testkit::{arbitrary, large_design};

use super::*;
use crate::prices::tests::answer;

/// What an editor has of its judge's words.
#[derive(Debug, Default, PartialEq)]
struct Kept {
    findings: Vec<Finding>,
    silenced: u32,
    verdicts: Vec<VerdictLine>,
}

impl Kept {
    fn hear(&mut self, judge: &mut Judge) -> Word {
        let word = judge.word();
        Splice::apply_all(word.findings.clone(), &mut self.findings, |finding| finding);
        Splice::apply_all(word.verdicts.clone(), &mut self.verdicts, |line| line);
        self.silenced = word.silenced;
        word
    }
}

fn game_scores() -> Design {
    from_json(include_str!("../../../assets/examples/game-scores.json")).unwrap()
}

fn told(judge: &mut Judge, news: News) {
    let told = Told { seq: judge.seq + 1, news };
    judge.hear_json(&serde_json::to_string(&told).unwrap()).unwrap();
}

fn of(design: &Design) -> Judge {
    let mut judge = Judge::default();
    told(&mut judge, News::Design(Box::new(design.clone())));
    judge
}

fn afresh(design: &Design) -> Kept {
    let mut kept = Kept::default();
    kept.hear(&mut of(design));
    kept
}

fn rename(table: TableId, name: &str) -> Edit {
    Edit::SetTable { table, field: TableField::Name(name.to_owned()) }
}

fn seen(judge: &mut Judge, look: Look) -> Option<Seen> {
    told(judge, News::Look(vec![look]));
    assert_eq!(judge.word().seen, None, "findings and verdicts wait for nothing");
    judge.next_word()?.seen?.pop()
}

#[test]
fn each_word_is_about_what_is_different() {
    let design = large_design(5, 4, 20);
    let mut judge = of(&design);
    let mut kept = Kept::default();
    let first = kept.hear(&mut judge);
    let new = |word: &Word| word.findings.iter().flat_map(|splice| splice.with.clone()).collect::<Vec<_>>();
    assert!(new(&first).len() > 10, "a large design has findings");
    let id = design.tables.iter().next().unwrap().id;
    told(&mut judge, News::Edit(Box::new(rename(id, "a?"))));
    let second = kept.hear(&mut judge);
    assert!(new(&second).len() < new(&first).len());
    assert!(new(&second).iter().any(|finding| finding.severity == Severity::Error));
    let after = apply(&design, &rename(id, "a?")).unwrap().design;
    assert_eq!(kept, afresh(&after));
    // Nothing new: an empty word, and none after it.
    assert_eq!(judge.next_word(), None);
    assert_eq!(
        kept.hear(&mut judge),
        Word { seq: 2, silenced: second.silenced, seen: Some(Vec::new()), ..Word::default() }
    );
}

#[test]
fn typing_on_takes_the_place_of_what_was_typed_before() {
    let design = game_scores();
    let id = design.tables.iter().next().unwrap().id;
    let mut judge = of(&design);
    told(&mut judge, News::Edit(Box::new(rename(id, "S"))));
    told(&mut judge, News::Instead(Box::new(rename(id, "Sc"))));
    told(&mut judge, News::Instead(Box::new(rename(id, "Scores"))));
    let mut kept = Kept::default();
    kept.hear(&mut judge);
    assert_eq!(judge.before, design);
    assert_eq!(kept, afresh(&apply(&design, &rename(id, "Scores")).unwrap().design));
}

#[test]
fn a_judge_that_can_not_follow_says_so_until_it_is_told_the_whole() {
    let mut judge = of(&game_scores());
    told(&mut judge, News::Edit(Box::new(rename("gone".parse().unwrap(), "x"))));
    assert!(judge.word().lost);
    told(&mut judge, News::Design(Box::new(game_scores())));
    assert!(!judge.word().lost);
}

#[test]
fn what_is_no_message_is_an_error() {
    assert!(Judge::default().hear_json("{}").is_err());
}

#[test]
fn silences_take_findings_away_and_are_counted() {
    let design = game_scores();
    let found = afresh(&design).findings.into_iter().find(|finding| finding.by_rule).unwrap();
    let silence = Silence {
        id: "s".parse().unwrap(),
        code: found.code.clone(),
        object: Object::Design,
        reason: "It is meant so.".to_owned(),
    };
    let after = apply(&design, &Edit::AddSilence { at: 0, silence }).unwrap().design;
    let kept = afresh(&after);
    assert!(kept.silenced > 0);
    assert!(kept.findings.iter().all(|finding| finding.code != found.code));
}

#[test]
fn what_validation_finds_comes_before_rules_and_is_no_rule() {
    let design = game_scores();
    let id = design.tables.iter().next().unwrap().id;
    let kept = afresh(&apply(&design, &rename(id, "")).unwrap().design);
    let first = kept.findings.first().unwrap();
    assert_eq!((first.severity, first.by_rule), (Severity::Error, false));
    assert_eq!(first.address.object, Object::Table(id));
}

/// The example whose question for the best of a game over all players has no index any more.
fn unserved() -> (Design, PatternId) {
    let design = game_scores();
    let table = design.tables.iter().next().unwrap();
    let remove = |index| Edit::RemoveIndex { table: table.id, index };
    let edit = Edit::Batch { edits: table.index_ids().map(remove).collect() };
    (apply(&design, &edit).unwrap().design, "top-scores-of-game".parse().unwrap())
}

#[test]
fn a_verdict_tells_why_each_place_was_not_chosen_and_advice_can_be_taken() {
    let (design, asked) = unserved();
    let mut judge = of(&design);
    let Some(Seen::Verdict(verdict)) = seen(&mut judge, Look::Verdict(asked)) else { panic!("no verdict") };
    assert_eq!(verdict.considered.len(), 1);
    assert!(verdict.considered[0].why.contains("partition key"), "{verdict:?}");
    let fresh: IndexId = "fresh".parse().unwrap();
    let Some(Seen::Advice(advice)) = seen(&mut judge, Look::Advice(asked, fresh)) else {
        panic!("no advice")
    };
    let best = advice.proposals.first().unwrap();
    assert_eq!(best.served, Some(Served::Well));
    let edit: Edit = serde_json::from_str(&best.edit).unwrap();
    let kept = afresh(&apply(&design, &edit).unwrap().design);
    let line = kept.verdicts.iter().find(|line| line.pattern == asked).unwrap();
    assert_eq!(line.served, Served::Well);
    assert!(line.by.starts_with("Query · "), "{line:?}");
}

/// What the server knows is told once; the design says which of it counts.
#[test]
fn advice_is_priced_in_the_region_that_the_design_names() {
    let (design, asked) = unserved();
    let field = PatternField::PeakRate(Some(1000));
    let rated = design.patterns.iter().map(|one| Edit::SetPattern { pattern: one.id, field: field.clone() });
    let design = apply(&design, &Edit::Batch { edits: rated.collect() }).unwrap().design;
    let mut judge = of(&design);
    let mut effects = |news: Option<News>| {
        news.into_iter().for_each(|news| told(&mut judge, news));
        let look = Look::Advice(asked, "fresh".parse().unwrap());
        let Some(Seen::Advice(seen)) = seen(&mut judge, look) else { panic!("no advice") };
        seen.proposals.iter().flat_map(|proposal| proposal.effects.clone()).collect::<Vec<_>>().join("; ")
    };
    let without = effects(None);
    assert!(without.contains("at the prices of us-east-1 of"), "{without}");
    assert_eq!(effects(Some(News::Prices(answer(&[("eu-central-1", "2030-01-01")])))), without);
    let field = DesignField::Prices(Some("eu-central-1".to_owned()));
    let told = effects(Some(News::Edit(Box::new(Edit::SetDesign { field }))));
    assert!(told.contains("at the prices of eu-central-1 of 2030-01-01"), "{told}");
}

#[test]
fn coverage_is_a_matrix_of_the_table_and_its_indexes() {
    let design = game_scores();
    let table = design.tables.iter().next().unwrap();
    let Some(Seen::Coverage(seen)) = seen(&mut of(&design), Look::Coverage(table.id)) else { panic!("none") };
    assert_eq!(seen.places.len(), 1 + table.index_ids().count());
    assert_eq!(seen.rows.len(), design.patterns.len());
    for row in &seen.rows {
        assert_eq!(row.served.len(), seen.places.len());
        assert!(row.chosen.is_none_or(|at| row.served[at as usize] != Served::Not));
    }
}

#[test]
fn a_rule_says_what_it_is_about() {
    let judge = &mut of(&game_scores());
    let Some(Seen::Rule(rule)) = seen(judge, Look::Rule("DDB101".to_owned())) else { panic!("no rule") };
    assert!(!rule.title.is_empty() && !rule.why.is_empty() && !rule.way_out.contains('\n'));
    assert_eq!(seen(judge, Look::Rule("DDB000".to_owned())), None);
}

#[test]
fn what_is_gone_is_not_seen() {
    let judge = &mut of(&game_scores());
    let gone: PatternId = "gone".parse().unwrap();
    assert_eq!(seen(judge, Look::Verdict(gone)), None);
    assert_eq!(seen(judge, Look::Coverage("gone".parse().unwrap())), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    /// From any design to any other, by edits that take all away and put all in again.
    #[test]
    fn told_of_edits_it_says_the_same_as_told_of_the_result(before in arbitrary::designs(), after in arbitrary::designs()) {
        let mut judge = of(&before);
        let mut kept = Kept::default();
        kept.hear(&mut judge);
        let removed = before.tables.iter().map(|table| Edit::RemoveTable { table: table.id });
        let added = after.tables.iter().map(|table| Edit::AddTable { at: u32::MAX, table: Box::new(table.as_ref().clone()) });
        let asked = after.tables.iter().next().map(|table| {
            let pattern = Pattern::new("asked".parse().unwrap(), "Asked", table.id, PatternKind::Get);
            Edit::AddPattern { at: u32::MAX, pattern: Box::new(pattern) }
        });
        let mut design = before.clone();
        for edit in removed.chain(added).chain(asked) {
            let Ok(applied) = apply(&design, &edit) else { continue };
            design = applied.design;
            told(&mut judge, News::Edit(Box::new(edit)));
            kept.hear(&mut judge);
        }
        prop_assert_eq!(kept, afresh(&design));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is kept of the last design: what is found of the next is what is found of it alone.
    #[test]
    fn what_is_kept_is_what_is_found_afresh(walk in arbitrary::walks()) {
        let (mut validation, mut rules) = (Validation::default(), tablewright_lint::Judging::default());
        let mut patterns = tablewright_access::verdict::Judging::default();
        for design in &walk {
            let found: Vec<Diagnostic> = validation.check(design).iter().map(|one| Diagnostic::clone(one)).collect();
            prop_assert_eq!(found, validate(design));
            let afresh = tablewright_lint::judge(design, &Policy::default());
            let (found, silenced) = rules.judge(design);
            prop_assert!(found.iter().map(|one| &**one).eq(&afresh.findings));
            prop_assert_eq!(silenced, afresh.silenced.len());
            patterns.judge(design);
            prop_assert_eq!(patterns.verdicts(), verdicts(design));
        }
    }
}

#[test]
fn an_edit_of_one_table_leaves_the_findings_of_others_as_they_are() {
    let design = large_design(5, 4, 20);
    let mut judging = tablewright_lint::Judging::default();
    let (before, _) = judging.judge(&design);
    let id = design.tables.iter().next().unwrap().id;
    let (after, _) = judging.judge(&apply(&design, &rename(id, "Renamed")).unwrap().design);
    let of_others = |found: Vec<Arc<Diagnostic>>| -> Vec<_> {
        let is_of_other =
            |finding: &Arc<Diagnostic>| finding.address.object.table().is_some_and(|of| of != id);
        found.into_iter().filter(is_of_other).collect()
    };
    let (before, after) = (of_others(before), of_others(after));
    assert!(!before.is_empty() && before.len() == after.len());
    assert!(before.iter().zip(&after).all(|(one, other)| Arc::ptr_eq(one, other)), "found again");
}

fn text_of(judge: &mut Judge, format: &str) -> String {
    match seen(judge, Look::Text(format.to_owned())) {
        Some(Seen::Text(view)) => view.text,
        other => panic!("{other:?}"),
    }
}

fn read(judge: &mut Judge, from: &str, text: &str) -> tablewright_contract::judge::ReadingView {
    let reading =
        tablewright_contract::judge::Reading { of: 7, from: from.to_owned(), text: text.to_owned() };
    match seen(judge, Look::Reading(Box::new(reading))) {
        Some(Seen::Reading(view)) => view,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_text_follows_the_design() {
    let design = game_scores();
    let mut judge = of(&design);
    assert_eq!(text_of(&mut judge, "json"), tablewright_model::to_json(&design));
    let table = design.tables.iter().next().unwrap().id;
    told(&mut judge, News::Edit(Box::new(rename(table, "Results"))));
    assert!(text_of(&mut judge, "terraform").contains(r#""Results""#));
    assert_eq!(seen(&mut judge, Look::Text("toml".to_owned())), None);
}

#[test]
fn a_written_text_is_one_edit_that_leaves_alone_what_others_did() {
    let design = game_scores();
    let mut judge = of(&design);
    let from = text_of(&mut judge, "json");
    let view = read(&mut judge, &from, &from.replace("\"GameScores\"", "\"Results\""));
    assert_eq!((view.of, view.problem.as_str(), view.changes), (7, "", 1));
    // Meanwhile somebody else renamed the design.
    let named = Edit::SetDesign { field: tablewright_model::DesignField::Name("Arcade".to_owned()) };
    let design = apply(&design, &named).unwrap().design;
    let edit: Edit = serde_json::from_str(&view.edit.unwrap()).unwrap();
    let after = apply(&design, &edit).unwrap().design;
    let names = (after.name.as_str(), after.tables.iter().next().unwrap().name.as_str());
    assert_eq!(names, ("Arcade", "Results"));
    assert_eq!(read(&mut judge, &from, &from).edit, None);
}

#[test]
fn a_bent_text_is_told_with_its_line() {
    let mut judge = of(&game_scores());
    let from = text_of(&mut judge, "json");
    for (bent, line) in [
        (from.replacen("\"name\"", "\"naem\"", 1), Some(4)),
        (from.replacen("{\n", "{\n,", 1), Some(2)),
        ("[]".to_owned(), Some(1)),
    ] {
        let view = read(&mut judge, &from, &bent);
        assert_eq!((view.line, view.edit), (line, None), "{}", view.problem);
    }
}

#[test]
fn changes_are_told_against_another_state() {
    let before = game_scores();
    let table = before.tables.iter().next().unwrap();
    let (id, index) = (table.id, table.indexes.iter().next().unwrap().id);
    let mut judge = of(&before);
    assert_eq!(seen(&mut judge, Look::Changes), None);
    let answer = serde_json::json!({ "summary": {}, "document": before }).to_string();
    told(&mut judge, News::Against(Some(answer)));
    told(&mut judge, News::Edit(Box::new(rename(id, "Results"))));
    told(&mut judge, News::Edit(Box::new(Edit::RemoveIndex { table: id, index })));
    let Some(Seen::Changes(view)) = seen(&mut judge, Look::Changes) else { panic!("nothing is seen") };
    let gone: Vec<_> = view.gone.iter().map(|gone| (gone.object, gone.name.as_str())).collect();
    assert_eq!(gone, [(Object::Index(id, index), "GameTitleIndex")]);
    let renamed = view.lines.iter().find(|line| line.object == Object::Table(id)).unwrap();
    assert_eq!((renamed.before.as_str(), renamed.after.as_str()), ("GameScores", "Results"));
    told(&mut judge, News::Against(None));
    assert_eq!(seen(&mut judge, Look::Changes), None);
}
