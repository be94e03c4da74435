//! What a replica takes in of the server's order: answers, pages of what it missed, and what is told live.

use tablewright_contract::{EditOutcome, EditsView, RecordedEdit};
use tablewright_model::{Applied, Design, apply};

use super::{Move, Notice, OutOfStep, Session};

impl Session {
    /// Edits of others (and of this replica, if its answer got lost), in the server's order.
    ///
    /// # Errors
    ///
    /// [`OutOfStep`], when they do not continue what is known here.
    pub fn receive(&mut self, news: &EditsView) -> Result<Vec<Notice>, OutOfStep> {
        let (mut confirmed, shown) = (self.confirmed.clone(), self.shown.clone());
        let mut seq = self.seq;
        let mut moves = Vec::new();
        let waited = !self.pending.is_empty();
        let mut of_others = false;
        let mut own = Vec::new();
        for recorded in news.edits.iter().filter(|recorded| recorded.seq > self.seq) {
            let applied = next_in_order(&confirmed, seq, recorded)?;
            confirmed.clone_from(&applied.design);
            seq = recorded.seq;
            let is_own = self.pending.iter().any(|pending| pending.id == recorded.id);
            of_others |= !is_own;
            own.extend(is_own.then_some((recorded.id.as_str(), applied)));
            moves.push(Move::By(recorded.edit.clone()));
        }
        // The server answers in pages: what is missing comes with the next answer, unless nothing comes at all.
        if news.edits.is_empty() && seq < news.seq {
            return Err(OutOfStep);
        }
        self.confirmed = confirmed;
        self.seq = seq;
        self.latest = self.latest.max(news.seq).max(seq);
        for (id, applied) in &own {
            self.history.refresh(id, applied);
            self.pending.retain(|pending| pending.id != *id);
        }
        let notices = self.settle(news);
        self.rebase();
        if !waited {
            self.moves.append(&mut moves);
        } else if self.shown != shown {
            self.moved_anew();
        } else if of_others {
            // What is shown is the same, but not what it comes from.
            self.unfollowed();
        }
        Ok(notices)
    }

    /// Edits as they are told live: twice, late, or with some missing. What can't be taken yet is read by its number:
    /// see [`Session::is_behind`].
    ///
    /// # Errors
    ///
    /// [`OutOfStep`], when they do not continue what is known here.
    pub fn hear(&mut self, seq: u64, mut edits: Vec<RecordedEdit>) -> Result<Vec<Notice>, OutOfStep> {
        self.latest = self.latest.max(seq);
        edits.retain(|edit| edit.seq > self.seq);
        match (edits.first(), edits.last()) {
            (Some(first), Some(last)) if first.seq == self.seq + 1 => {
                let seq = last.seq;
                self.receive(&EditsView { seq, results: Vec::new(), edits })
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Whether the server has more than what is known here.
    #[must_use]
    pub const fn is_behind(&self) -> bool {
        self.seq < self.latest
    }

    /// Drops what the server stored within what is known here, and what it refused.
    fn settle(&mut self, news: &EditsView) -> Vec<Notice> {
        let mut notices = Vec::new();
        for result in &news.results {
            match &result.outcome {
                EditOutcome::Stored { seq } if *seq <= self.seq => {
                    self.pending.retain(|pending| pending.id != result.id);
                }
                EditOutcome::Stored { .. } => {}
                EditOutcome::Refused { message, .. } => {
                    notices.push(self.give_up(result.id.clone(), message.clone()));
                }
            }
        }
        notices
    }
}

/// The server stores only what applies, one number after the other.
fn next_in_order(confirmed: &Design, seq: u64, recorded: &RecordedEdit) -> Result<Applied, OutOfStep> {
    if recorded.seq != seq + 1 {
        return Err(OutOfStep);
    }
    apply(confirmed, &recorded.edit).map_err(|_| OutOfStep)
}
