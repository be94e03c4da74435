//! What is found in the example of the first story, to be read by a reviewer.

use tablewright_lint::{Policy, lint};
use tablewright_testkit::{game_scores, golden};

#[test]
fn findings_of_game_scores() {
    let line = |finding: &tablewright_model::Diagnostic| {
        let fix = finding.fix.as_ref().map(|fix| format!(" [{}]", fix.label)).unwrap_or_default();
        format!("{} {:?}: {}{fix}\n", finding.code, finding.severity, finding.message)
    };
    let text: String = lint(&game_scores(), &Policy::default()).iter().map(line).collect();
    golden::check("lint/game-scores.txt", &text);
}
