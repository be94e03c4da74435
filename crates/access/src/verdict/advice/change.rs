//! Changes of what is there: another sort key, a wider projection, key templates, eventual reads, a scan.

use tablewright_model::{
    AttributeId, AttributeType, Edit, Entity, EntityAttribute, EntityField, GlobalIndex, IndexField, IndexId,
    LocalIndexField, PatternField, PatternKind, Projection, Template, TemplatePart,
};

use super::super::question::Question;
use super::super::{Considered, Place, Price, Reason, Verdict};
use super::Change;
use super::new_index::{given, tail};

type Changes = Vec<(Change, Edit)>;

pub(super) fn changes(question: &Question<'_, '_>, verdict: &Verdict) -> Changes {
    let mut changes = wider(question, verdict);
    if matches!(question.pattern.kind, PatternKind::Get | PatternKind::Query) {
        changes.extend(sorted(question));
        changes.extend(templates(question));
    }
    changes.extend(eventual(question, verdict));
    changes.extend(scan(question));
    changes
}

/// What the chosen index fetches, and what others lack for their filter.
fn wider(question: &Question<'_, '_>, verdict: &Verdict) -> Changes {
    let fetched = verdict.service.as_ref().and_then(|service| {
        let Place::Index(index) = service.place else { return None };
        service.prices.iter().find_map(|price| match price {
            Price::Fetch(missing) | Price::LocalFetch(missing) => Some((index, missing.clone())),
            _ => None,
        })
    });
    let lacking = verdict.considered.iter().filter_map(|considered| {
        let Place::Index(index) = considered.place else { return None };
        let missing = lacked(considered);
        (!missing.is_empty()).then_some((index, missing))
    });
    fetched
        .into_iter()
        .chain(lacking)
        .filter_map(|(index, missing)| widened(question, index, missing))
        .collect()
}

/// What an index lacks, if nothing else is against it.
fn lacked(considered: &Considered) -> Vec<AttributeId> {
    let lacked = considered.reasons.iter().map(|reason| match reason {
        Reason::FilterNotProjected(attribute) => Some(*attribute),
        _ => None,
    });
    lacked.collect::<Option<Vec<_>>>().unwrap_or_default()
}

fn widened(question: &Question<'_, '_>, id: IndexId, missing: Vec<AttributeId>) -> Option<(Change, Edit)> {
    let index = question.scope.candidates.iter().find(|candidate| candidate.place == Place::Index(id))?;
    let mut included = index.projection?.included().to_vec();
    included.extend(missing.iter().copied());
    let is_all = question.pattern.attributes.is_empty() && question.entity.is_none();
    let wide = if is_all || included.len() > 20 { Projection::All } else { Projection::Include(included) };
    let table = question.scope.table;
    let edit = if table.index(id).is_some() {
        Edit::SetIndex { table: table.id, index: id, field: IndexField::Projection(wide) }
    } else if table.local_indexes.get(id).is_some() {
        Edit::SetLocalIndex { table: table.id, index: id, field: LocalIndexField::Projection(wide) }
    } else {
        let field = tablewright_model::VectorIndexField::Projection(wide);
        Edit::SetVectorIndex { table: table.id, index: id, field }
    };
    Some((Change::WiderProjection(id, missing), edit))
}

/// A sort key after this pattern, where the partition key is given already.
fn sorted(question: &Question<'_, '_>) -> Changes {
    let given = given(question);
    let tail = tail(question, &given);
    let fitting = question.scope.table.indexes.iter().filter(|index| {
        !index.partition.is_empty() && index.partition.iter().all(|attribute| given.contains(attribute))
    });
    let changed = fitting.map(|index| {
        let rest = given.iter().copied().filter(|one| !index.partition.contains(one));
        let sort: Vec<AttributeId> = rest.chain(tail).take(4).collect();
        let field = IndexField::Sort(sort.clone());
        let edit = Edit::SetIndex { table: question.scope.table.id, index: index.id, field };
        (Change::SortKey(index.id, sort), edit)
    });
    changed.collect()
}

/// Templates that bring the entity into an index whose key others fill by templates.
fn templates(question: &Question<'_, '_>) -> Changes {
    let Some(entity) = question.entity else { return Vec::new() };
    let given = given(question);
    if given.is_empty() {
        return Vec::new();
    }
    let table = question.scope.table;
    let is_filled = |index: &GlobalIndex| {
        let by = |other: &Entity| index.keys().any(|key| other.template(key).is_some());
        table.entities.iter().any(|other| by(other))
    };
    let is_free = |index: &GlobalIndex| index.keys().all(|key| entity.attribute(key).is_none());
    let is_text = |index: &GlobalIndex| index.keys().all(|key| question.is_text(key));
    let is_simple = |index: &GlobalIndex| index.partition.len() == 1 && index.sort.len() <= 1;
    let indexes = table.indexes.iter();
    let open =
        indexes.filter(|index| is_simple(index) && is_free(index) && is_text(index) && is_filled(index));
    open.map(|index| filled(question, entity, index, &given)).collect()
}

fn filled(
    question: &Question<'_, '_>,
    entity: &Entity,
    index: &GlobalIndex,
    given: &[AttributeId],
) -> (Change, Edit) {
    let mut attributes = entity.attributes.clone();
    let template = |parts| Some(Template(parts));
    for key in &index.partition {
        let parts = pieces(question, given);
        attributes.push(EntityAttribute { attribute: *key, optional: false, template: template(parts) });
    }
    // A number inside text has not the order of numbers.
    let tail = tail(question, given).filter(|attribute| {
        question.attribute(*attribute).is_some_and(|attribute| attribute.kind == AttributeType::S)
    });
    for key in &index.sort {
        let mut parts = vec![TemplatePart::Text(format!("{}#", upper(&entity.name)))];
        parts.extend(tail.map(TemplatePart::Attribute));
        attributes.push(EntityAttribute { attribute: *key, optional: false, template: template(parts) });
    }
    let field = EntityField::Attributes(attributes);
    let edit = Edit::SetEntity { table: question.scope.table.id, entity: entity.id, field };
    (Change::Templates(entity.id, index.id), edit)
}

/// `STATUS#{status}`: the fixed text keeps the values of one entity apart from those of others.
fn pieces(question: &Question<'_, '_>, given: &[AttributeId]) -> Vec<TemplatePart> {
    let mut pieces = Vec::new();
    for (at, attribute) in given.iter().enumerate() {
        let separator = if at == 0 { "" } else { "#" };
        let name = upper(question.scope.table.attribute_name(*attribute));
        pieces.push(TemplatePart::Text(format!("{separator}{name}#")));
        pieces.push(TemplatePart::Attribute(*attribute));
    }
    pieces
}

fn upper(name: &str) -> String {
    name.to_ascii_uppercase()
}

/// A global index, if nothing else is against it.
fn eventual(question: &Question<'_, '_>, verdict: &Verdict) -> Option<(Change, Edit)> {
    let only_that = |considered: &Considered| considered.reasons == [Reason::NoStrongReads];
    let field = PatternField::Consistent(false);
    let edit = Edit::SetPattern { pattern: question.pattern.id, field };
    verdict.considered.iter().any(only_that).then_some((Change::EventualReads, edit))
}

/// The last resort, without an order.
fn scan(question: &Question<'_, '_>) -> Option<(Change, Edit)> {
    let field = PatternField::Kind(PatternKind::Scan);
    let edit = Edit::SetPattern { pattern: question.pattern.id, field };
    (question.pattern.kind == PatternKind::Query).then_some((Change::Scan, edit))
}
