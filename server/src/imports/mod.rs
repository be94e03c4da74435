//! Imports over the API: from files or live tables to a preview, and from a preview that was looked at to a design.

mod merge;
mod read;

use tablewright_contract::{
    EditOutcome, ErrorCode, ImportNote, ImportReport, ImportRequest, ImportView, ImportedTable, SubmittedEdit,
};
use tablewright_interchange::{Note, Report};
use tablewright_model::{Design, Table, compare, digest_of, edit_between, quoted};
use tablewright_storage::{DesignId, EditId, Store, UserId};

use crate::api::{Failure, capitalised};
use crate::designs::{Head, within_size};
use crate::entropy;
use crate::state::AppState;
use crate::time::now;

/// Looks at an import, or does it, through the store of who asks, when the request names the preview that was looked at.
pub(crate) async fn import(
    state: &AppState,
    store: &Store,
    user: UserId,
    request: ImportRequest,
) -> Result<ImportView, Failure> {
    let ImportRequest { source, into, name, digest } = request;
    let read::Read { design, report } = read::read(state, source).await?;
    let target = target(state, into.as_deref()).await?;
    let Some(mut imported) = design else {
        return Ok(nothing(report));
    };
    if let Some(name) = name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()) {
        imported.name = name.chars().take(200).collect();
    }
    let plan = Plan::of(target, imported);
    let mut view = plan.view(report);
    if let Some(expected) = digest {
        if view.digest != Some(expected) {
            return Err(Failure::conflict(
                "What would be imported is not what was looked at, since the source or the design has changed: look again.",
            ));
        }
        view.undo = plan.undo();
        view.design = Some(plan.carry_out(state, store, user).await?.to_string());
    }
    Ok(view)
}

async fn target(state: &AppState, into: Option<&str>) -> Result<Option<(DesignId, Head)>, Failure> {
    let gone = || Failure::not_found("design");
    let Some(into) = into else { return Ok(None) };
    let id = into.parse().map_err(|_| gone())?;
    let head = state.designs.head(id).await?.ok_or_else(gone)?;
    Ok(Some((id, head)))
}

/// An import that is understood and not done yet.
struct Plan {
    target: Option<(DesignId, Head)>,
    imported: Design,
    after: Design,
}

impl Plan {
    fn of(target: Option<(DesignId, Head)>, imported: Design) -> Self {
        let after = match &target {
            Some((_, head)) => merge::merged(&head.design, &imported),
            None => imported.clone(),
        };
        Self { target, imported, after }
    }

    fn before(&self) -> Design {
        match &self.target {
            Some((_, head)) => head.design.clone(),
            None => Design::blank(self.after.name.clone()),
        }
    }

    fn view(&self, mut report: Report) -> ImportView {
        let before = self.before();
        report.left_out.extend(self.kept());
        let is_known = |name: &str| before.tables.iter().any(|table| table.name == name);
        ImportView {
            report: wire(report),
            tables: self.imported.tables.iter().map(|one| table(one, is_known(&one.name))).collect(),
            differences: compare(&before, &self.after),
            digest: Some(digest_of(&(&before, &self.after)).to_string()),
            name: self.after.name.clone(),
            design: None,
            undo: None,
        }
    }

    /// What takes it back: for who imports into a design and looks at it then.
    fn undo(&self) -> Option<String> {
        let back = edit_between(&self.after, &self.target.as_ref()?.1.design).ok()??;
        serde_json::to_string(&back).ok()
    }

    /// What tables that the design has already do not take over.
    fn kept(&self) -> Vec<Note> {
        let Some((_, head)) = &self.target else { return Vec::new() };
        let is_known = |name: &str| head.design.tables.iter().any(|table| table.name == name);
        let has_more = |table: &Table| {
            let Table { entities, items, consumers, replicas, .. } = table;
            !(entities.is_empty() && items.is_empty() && consumers.is_empty() && replicas.is_empty())
        };
        let tables = self.imported.tables.iter().filter(|table| is_known(&table.name) && has_more(table));
        tables
            .map(|table| {
                let name = quoted(&table.name);
                let message = format!(
                    "of {name} the design keeps the entities, items, consumers and replicas that it has"
                );
                Note { file: String::new(), line: 0, message }
            })
            .collect()
    }

    async fn carry_out(self, state: &AppState, store: &Store, user: UserId) -> Result<DesignId, Failure> {
        let too_large = |refusal: tablewright_model::Refusal| {
            Failure::new(ErrorCode::TooLarge, capitalised(&refusal.to_string()))
        };
        within_size(&self.after).map_err(too_large)?;
        let before = self.before();
        let Some((id, _)) = self.target else {
            let id = DesignId(entropy::id()?);
            store.create_design(id, &self.after, user, now()).await?;
            return Ok(id);
        };
        // One edit, so that one undo takes all of it back.
        if let Some(edit) = edit_between(&before, &self.after).map_err(too_large)? {
            let edit_id = entropy::id()?;
            let submitted = SubmittedEdit { id: edit_id.to_string(), edit, undo: None };
            let posted = state.designs.post(id, user, vec![(EditId(edit_id), submitted)], now()).await?;
            let (_, results) = posted.ok_or_else(|| Failure::not_found("design"))?;
            if let Some(EditOutcome::Refused { message, .. }) =
                results.into_iter().map(|one| one.outcome).next()
            {
                return Err(Failure::conflict(format!(
                    "The design has changed meanwhile: {message}. Look again."
                )));
            }
        }
        Ok(id)
    }
}

fn nothing(report: Report) -> ImportView {
    ImportView {
        report: wire(report),
        tables: Vec::new(),
        differences: Vec::new(),
        digest: None,
        name: String::new(),
        design: None,
        undo: None,
    }
}

fn table(table: &Table, is_known: bool) -> ImportedTable {
    let key: Vec<_> = table.key.attributes().map(|id| table.attribute_name(id)).collect();
    let indexes = table.index_ids().filter_map(|id| table.index_name(id)).map(str::to_owned).collect();
    ImportedTable {
        name: table.name.clone(),
        key: key.join(", "),
        indexes,
        items: table.items.len(),
        is_known,
    }
}

fn wire(report: Report) -> ImportReport {
    let list = |notes: Vec<Note>| notes.into_iter().map(note).collect();
    ImportReport {
        problems: list(report.problems),
        understood: list(report.understood),
        assumed: list(report.assumed),
        left_out: list(report.left_out),
    }
}

fn note(Note { file, line, message }: Note) -> ImportNote {
    ImportNote { file, line: (line > 0).then_some(line), message }
}
