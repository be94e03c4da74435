//! What a successful run means for the other requests of its design in its environment.
//!
//! One with the same version or an older one has nothing left to do: it is superseded. One with a later version needs a
//! plan that starts from what is there now: it is stale, and so is every one after a run that took another back.

use serde_json::json;
use sqlx::{Row, SqliteConnection};

use crate::audit::{Action, Note};
use crate::requests::{RequestState, set_state};
use crate::{RequestId, Store, StoreError, Timestamp, column};

pub(super) async fn outrun(
    store: &Store,
    connection: &mut SqliteConnection,
    applied: RequestId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let others = sqlx::query(
        "SELECT other.id, other.digest,
             other.version <= applied.version AND applied.plan ->> '$.without' IS NULL AS older
         FROM requests AS applied
         JOIN requests AS other ON other.design = applied.design AND other.environment = applied.environment
         WHERE applied.id = ? AND other.id <> applied.id
             AND (other.state IN ('checks', 'in_review', 'approved')
                 OR (other.version <= applied.version AND applied.plan ->> '$.without' IS NULL
                     AND other.state IN ('draft', 'failed', 'stale')))",
    )
    .bind(applied)
    .fetch_all(&mut *connection)
    .await?;
    for row in others {
        let id: RequestId = row.try_get("id")?;
        let (state, action) = match row.try_get("older")? {
            true => (RequestState::Superseded, Action::Superseded),
            false => (RequestState::Stale, Action::Stale),
        };
        set_state(connection, id, state, now).await?;
        if state == RequestState::Superseded {
            let named =
                sqlx::query("UPDATE requests SET superseded_by = ? WHERE id = ?").bind(applied).bind(id);
            named.execute(&mut *connection).await?;
        }
        let note = Note::new(action, format!("request/{id}")).digest(column::digest(&row)?);
        store.note(connection, note.detail(json!({"by": applied})), now).await?;
    }
    Ok(())
}
