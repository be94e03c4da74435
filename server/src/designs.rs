//! The designs that are being edited: the newest document of each in memory, every edit stored before it is acknowledged.
//!
//! The server is where edits get their order. A document is loaded at its first use; all that happens to it goes
//! through one lock per design, so numbers have no gaps and an edit that arrives twice happens once.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use tablewright_contract::{EditOutcome, EditResult, RecordedEdit, SubmittedEdit};
use tablewright_model::{Applied, Design, DocumentSize, MAX_DOCUMENT_BYTES, Refusal, apply, displaced};
use tablewright_storage::{DesignId, EditId, NewEdit, Store, StoreError, Timestamp, UserId};
use tokio::sync::Mutex;

use crate::live::Live;
use crate::time::rfc3339;

/// Documents kept in memory; a document that nobody holds is dropped when there are more.
const MOST_OPEN: usize = 200;

/// A document and the number of its last edit.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    /// The document.
    pub(crate) design: Design,
    /// The number of its last edit.
    pub(crate) seq: u64,
    /// What its document has at most: it is kept below what can be read again.
    size: DocumentSize,
}

/// Refuses a new design that could not be read again.
pub(crate) fn within_size(design: &Design) -> Result<(), Refusal> {
    if DocumentSize::of(design).at_most() > MAX_DOCUMENT_BYTES {
        return Err(Refusal::TooLarge { most: MAX_DOCUMENT_BYTES });
    }
    Ok(())
}

type Shelf = HashMap<DesignId, Arc<Mutex<Option<Head>>>>;

/// The open documents.
pub(crate) struct Designs {
    store: Store,
    open: Mutex<Shelf>,
    /// Who hears of each edit once it is stored.
    pub(crate) live: Live,
}

impl Designs {
    /// With no document open.
    pub(crate) fn new(store: Store) -> Self {
        Self { store, open: Mutex::default(), live: Live::default() }
    }

    /// The newest document.
    pub(crate) async fn head(&self, id: DesignId) -> Result<Option<Head>, StoreError> {
        let slot = self.slot(id).await;
        let mut slot = slot.lock().await;
        self.load(id, &mut slot).await?;
        Ok(slot.clone())
    }

    /// Applies and stores edits in order. A refused one does not stop the ones behind it.
    pub(crate) async fn post(
        &self,
        id: DesignId,
        author: UserId,
        edits: Vec<(EditId, SubmittedEdit)>,
        now: Timestamp,
    ) -> Result<Option<(Head, Vec<EditResult>)>, StoreError> {
        let name = self.store.user(author).await?.map(|author| author.name).unwrap_or_default();
        let slot = self.slot(id).await;
        let mut slot = slot.lock().await;
        self.load(id, &mut slot).await?;
        let Some(head) = slot.as_ref() else {
            return Ok(None);
        };
        let ids: Vec<_> = edits.iter().flat_map(|(id, edit)| taken_back(edit).chain([*id])).collect();
        let known = self.store.edit_seqs(id, &ids).await?;
        let batch = Batch::judge(head, edits, &known);
        if !batch.stored.is_empty() {
            let Batch { head, before, stored, .. } = &batch;
            self.store.append_edits(id, *before, author, stored, &head.design, now).await?;
            // Still in the design's own order.
            self.live.publish(id, head.seq, || batch.recorded(&name, now));
        }
        *slot = Some(batch.head.clone());
        Ok(Some((batch.head, batch.results)))
    }

    /// Lets go of a document that was deleted.
    pub(crate) async fn forget(&self, id: DesignId) {
        self.open.lock().await.remove(&id);
    }

    async fn load(&self, id: DesignId, slot: &mut Option<Head>) -> Result<(), StoreError> {
        if slot.is_none() {
            let stored = self.store.load_design(id).await?;
            *slot = stored.map(|head| Head {
                size: DocumentSize::of(&head.design),
                design: head.design,
                seq: head.seq,
            });
        }
        Ok(())
    }

    async fn slot(&self, id: DesignId) -> Arc<Mutex<Option<Head>>> {
        let mut open = self.open.lock().await;
        if open.len() >= MOST_OPEN {
            open.retain(|_, slot| Arc::strong_count(slot) > 1);
        }
        open.entry(id).or_default().clone()
    }
}

/// Edits of one post, applied but not yet stored.
struct Batch {
    head: Head,
    before: u64,
    stored: Vec<NewEdit>,
    results: Vec<EditResult>,
}

impl Batch {
    fn judge(head: &Head, edits: Vec<(EditId, SubmittedEdit)>, known: &BTreeMap<EditId, u64>) -> Self {
        let mut batch =
            Self { head: head.clone(), before: head.seq, stored: Vec::new(), results: Vec::new() };
        for (id, submitted) in edits {
            let outcome = match batch.seq_of(id, known) {
                Some(seq) => EditOutcome::Stored { seq },
                None => {
                    let is_undo_of_nothing =
                        taken_back(&submitted).any(|id| batch.seq_of(id, known).is_none());
                    batch.apply(id, &submitted, is_undo_of_nothing)
                }
            };
            batch.results.push(EditResult { id: submitted.id, outcome });
        }
        batch
    }

    /// The number of an edit that is stored, or about to be.
    fn seq_of(&self, id: EditId, known: &BTreeMap<EditId, u64>) -> Option<u64> {
        let seen = || self.stored.iter().position(|edit| edit.id == id);
        known.get(&id).copied().or_else(|| Some(self.before + seen()? as u64 + 1))
    }

    /// The stored ones, as everybody hears of them.
    fn recorded(&self, author: &str, at: Timestamp) -> Vec<RecordedEdit> {
        let numbered = (self.before + 1..).zip(&self.stored);
        let recorded = numbered.map(|(seq, new)| RecordedEdit {
            seq,
            id: new.id.to_string(),
            author: author.to_owned(),
            at: rfc3339(at),
            edit: new.edit.clone(),
        });
        recorded.collect()
    }

    fn apply(&mut self, id: EditId, submitted: &SubmittedEdit, is_undo_of_nothing: bool) -> EditOutcome {
        if is_undo_of_nothing {
            return refused(Refusal::ChangedSince);
        }
        let own = own(&self.head.design, submitted);
        let applied = own.and_then(|()| apply(&self.head.design, &submitted.edit)).and_then(|applied| {
            let size = self.head.size.after(&submitted.edit, &applied.design)?;
            Ok((applied, size))
        });
        match applied {
            Ok((Applied { design, inverse }, size)) => {
                self.head = Head { design, seq: self.head.seq + 1, size };
                self.stored.push(NewEdit { id, edit: submitted.edit.clone(), inverse });
                EditOutcome::Stored { seq: self.head.seq }
            }
            Err(refusal) => refused(refusal),
        }
    }
}

/// Refuses an undo that would take back what somebody else did.
fn own(design: &Design, submitted: &SubmittedEdit) -> Result<(), Refusal> {
    match &submitted.undo {
        Some(undo) if displaced(design, &submitted.edit)? != undo.finds => Err(Refusal::ChangedSince),
        _ => Ok(()),
    }
}

/// The edits that an undo takes back. What is no id was never stored.
fn taken_back(submitted: &SubmittedEdit) -> impl Iterator<Item = EditId> {
    let of = submitted.undo.iter().flat_map(|undo| &undo.of);
    of.filter_map(|id| id.parse().ok())
}

fn refused(refusal: Refusal) -> EditOutcome {
    let message = refusal.to_string();
    EditOutcome::Refused { refusal, message }
}
