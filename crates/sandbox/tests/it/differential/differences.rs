//! Where the emulator is known to be wrong, as data: the same list is in `docs/emulator-differences.md`.

use serde_json::Value as Json;
use tablewright_access::engine::{GetItem, ReturnValues, Select, Table};
use tablewright_access::schema::{IndexProjection, IndexSchema, IndexScope};
use tablewright_access::value::Attributes;

use super::requests::Request;

/// A known mistake of the emulator.
pub(super) struct Difference {
    /// Its heading in the document.
    pub(super) name: &'static str,
    /// Whether a case runs into it.
    pub(super) applies: fn(&Case<'_>) -> bool,
    /// What of the answer is not compared then, as paths of members; none if the request is not even sent.
    pub(super) hides: &'static [&'static str],
}

/// A request on a table: before it is sent, and again with our answer.
pub(super) struct Case<'c> {
    pub(super) request: &'c Request,
    pub(super) table: &'c Table,
    pub(super) ours: Option<&'c Json>,
}

/// What is seen elsewhere than in this comparison: in transactions.
pub(super) const ELSEWHERE: [&str; 1] = ["A projected read in a transaction answers with the key"];

pub(super) const DIFFERENCES: [Difference; 7] = [
    Difference {
        name: "A scan of a local index is charged to the table",
        applies: |case| matches!(case.request, Request::Scan(_)) && index(case).is_some_and(is_local),
        hides: &["ConsumedCapacity/Table", "ConsumedCapacity/LocalSecondaryIndexes"],
    },
    Difference {
        name: "Items fetched for a query of a local index are rounded together",
        applies: |case| index(case).is_some_and(lacks) && wants_all(case.request),
        hides: &["ConsumedCapacity/Table", "ConsumedCapacity/CapacityUnits"],
    },
    Difference {
        name: "A projection that an index does not carry",
        applies: |case| index(case).is_some_and(lacks) && is_projected(case.request),
        hides: &[],
    },
    Difference {
        name: "A scan of a local index fetches nothing",
        applies: |case| {
            let whole =
                matches!(case.request, Request::Scan(scan) if scan.select == Some(Select::AllAttributes));
            whole && index(case).is_some_and(|index| is_local(index) && lacks(index))
        },
        hides: &[],
    },
    Difference {
        name: "A table without sort key is queried from a start key on",
        applies: |case| match case.request {
            Request::Query(query) => {
                query.index_name.is_none()
                    && case.table.schema().key.sort.is_empty()
                    && query.exclusive_start_key.is_some()
            }
            _ => false,
        },
        hides: &[],
    },
    Difference {
        name: "An update that makes an item answers with an old one",
        applies: |case| match case.request {
            Request::Update(update) => {
                update.return_values == ReturnValues::AllOld && !has(case.table, &update.key)
            }
            _ => false,
        },
        hides: &["Attributes"],
    },
    Difference {
        name: "A page that ends by its size counts one item too many",
        applies: |case| case.ours.is_some_and(|answer| ends_by_size(case.request, answer)),
        hides: &["ScannedCount"],
    },
];

/// Whether a page went on behind 1 MB rather than behind its limit.
pub(super) fn ends_by_size(request: &Request, answer: &Json) -> bool {
    let limit = match request {
        Request::Query(request) => request.limit,
        Request::Scan(request) => request.limit,
        _ => None,
    };
    let scanned = answer["ScannedCount"].as_u64();
    answer.get("LastEvaluatedKey").is_some() && limit.map(u64::from) != scanned
}

fn index<'c>(case: &Case<'c>) -> Option<&'c IndexSchema> {
    case.table.schema().index(case.request.index()?)
}

fn has(table: &Table, key: &Attributes) -> bool {
    let get = GetItem { key: key.clone(), ..GetItem::default() };
    table.get(&get).is_ok_and(|answer| answer.item.is_some())
}

fn is_local(index: &IndexSchema) -> bool {
    index.scope == IndexScope::Local
}

fn lacks(index: &IndexSchema) -> bool {
    index.projection != IndexProjection::All
}

fn wants_all(request: &Request) -> bool {
    matches!(request, Request::Query(query) if query.select == Some(Select::AllAttributes))
}

fn is_projected(request: &Request) -> bool {
    match request {
        Request::Query(request) => request.projection_expression.is_some(),
        Request::Scan(request) => request.projection_expression.is_some(),
        _ => false,
    }
}
