//! The judge of a design that is being edited: validation, lint, verdicts, coverage and advice, after each edit.
//!
//! It lives in a thread of its own in the browser (ADR 12), holds a copy of the design that follows the editor's by the
//! same edits, and says what is different since its last word (`contract::judge`). What it says is text as people read
//! it: the editor has no code to make it.
//!
//! Deliberately absent: how anything is judged, which is `model`'s, `lint`'s and `access`'s; messages between threads,
//! time and randomness.

mod findings;
mod lines;
mod looks;
mod papers;
mod prices;
#[cfg(test)]
mod tests;

use tablewright_contract::judge::{Look, News, Told, Word};
use tablewright_model::{Design, Edit, apply};

use findings::Findings;
use lines::Verdicts;
use prices::Book;

/// A judge with the design that it was told of.
#[derive(Debug, Default)]
pub struct Judge {
    seq: u64,
    design: Design,
    /// The design before the last edit, for an edit that takes its place.
    before: Design,
    looks: Vec<Look>,
    /// What the design is compared with.
    against: Option<Design>,
    prices: Book,
    is_lost: bool,
    /// Whether the design is another than the one that was judged last.
    is_news: bool,
    findings: Findings,
    verdicts: Verdicts,
}

impl Judge {
    /// Takes in a message of the editor, a [`Told`] as JSON.
    ///
    /// # Errors
    ///
    /// Why it is none.
    pub fn hear_json(&mut self, text: &str) -> serde_json::Result<()> {
        self.hear(serde_json::from_str(text)?);
        Ok(())
    }

    /// Takes in what the editor tells. Nothing is judged yet: more may come first.
    pub fn hear(&mut self, told: Told) {
        self.seq = told.seq;
        match told.news {
            News::Design(design) => {
                self.before = Design::clone(&design);
                self.design = *design;
                (self.is_news, self.is_lost) = (true, false);
            }
            News::Edit(edit) => self.follow(&edit, self.design.clone()),
            News::Instead(edit) => self.follow(&edit, self.before.clone()),
            News::Look(looks) => self.looks = looks,
            News::Against(answer) => self.against = answer.and_then(|answer| document(&answer)),
            News::Prices(answer) => self.prices.learn(&answer),
        }
    }

    /// The word on everything heard, as JSON.
    ///
    /// # Errors
    ///
    /// None that is known: every [`Word`] can be written.
    pub fn word_json(&mut self) -> serde_json::Result<String> {
        serde_json::to_string(&self.word())
    }

    /// The word after that one, as JSON, if there is one.
    ///
    /// # Errors
    ///
    /// None that is known: every [`Word`] can be written.
    pub fn next_word_json(&self) -> serde_json::Result<Option<String>> {
        self.next_word().map(|word| serde_json::to_string(&word)).transpose()
    }

    /// The word on everything heard, but for what is looked at: that can take far longer than findings and verdicts.
    pub fn word(&mut self) -> Word {
        let mut word = Word { seq: self.seq, lost: self.is_lost, ..Word::default() };
        if self.is_news {
            self.is_news = false;
            word.verdicts = self.verdicts.judge(&self.design);
            word.findings = self.findings.judge(&self.design);
        }
        word.silenced = self.findings.silenced;
        word.seen = self.looks.is_empty().then(Vec::new);
        word
    }

    /// The word on what is looked at, if anything is.
    #[must_use]
    pub fn next_word(&self) -> Option<Word> {
        let verdicts = self.verdicts.all();
        let seen = self.looks.iter().filter_map(|look| {
            looks::seen(&self.design, self.against.as_ref(), &self.prices, verdicts, look)
        });
        (!self.looks.is_empty()).then(|| Word {
            seq: self.seq,
            silenced: self.findings.silenced,
            seen: Some(seen.collect()),
            ..Word::default()
        })
    }

    /// A copy that can't follow is no copy any more: its last state is judged until the whole design comes.
    fn follow(&mut self, edit: &Edit, before: Design) {
        match apply(&before, edit) {
            Ok(applied) => {
                self.design = applied.design;
                self.before = before;
                self.is_news = true;
            }
            Err(_) => self.is_lost = true,
        }
    }
}

/// The document in an answer of the API.
fn document(answer: &str) -> Option<Design> {
    #[derive(serde::Deserialize)]
    struct Answer {
        document: Design,
    }
    serde_json::from_str(answer).ok().map(|Answer { document }| document)
}
