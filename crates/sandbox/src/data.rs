//! The data plane: operations on items, handed to dynoxide's typed methods.
//!
//! No rule about items lives here. Operations that neither dynoxide nor the sandbox has are refused as unknown.

use dynoxide::Database;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::expiry;
use crate::faults::is_change;
use crate::gate::Named;
use crate::partition::Partition;
use crate::protocol::{Refusal, decode};
use crate::replication;

type Operation = fn(&Database, &str, Value) -> Result<String, Refusal>;

/// The operation of that name, if dynoxide does it.
fn operation(name: &str) -> Option<Operation> {
    Some(match name {
        "PutItem" => |db, name, request| call(name, request, |request| db.put_item(request)),
        "GetItem" => |db, name, request| call(name, request, |request| db.get_item(request)),
        "UpdateItem" => |db, name, request| call(name, request, |request| db.update_item(request)),
        "DeleteItem" => |db, name, request| call(name, request, |request| db.delete_item(request)),
        "Query" => |db, name, request| call(name, request, |request| db.query(request)),
        "Scan" => |db, name, request| call(name, request, |request| db.scan(request)),
        "SearchVectors" => |db, name, request| call(name, request, |request| db.search_vectors(request)),
        "BatchGetItem" => |db, name, request| call(name, request, |request| db.batch_get_item(request)),
        "BatchWriteItem" => |db, name, request| call(name, request, |request| db.batch_write_item(request)),
        "TransactGetItems" => {
            |db, name, request| call(name, request, |request| db.transact_get_items(request))
        }
        "TransactWriteItems" => {
            |db, name, request| call(name, request, |request| db.transact_write_items(request))
        }
        "ExecuteStatement" => {
            |db, name, request| call(name, request, |request| db.execute_statement(request))
        }
        "ExecuteTransaction" => {
            |db, name, request| call(name, request, |request| db.execute_transaction(request))
        }
        "BatchExecuteStatement" => {
            |db, name, request| call(name, request, |request| db.batch_execute_statement(request))
        }
        _ => return None,
    })
}

/// Whether there is a data operation of that name.
pub(crate) fn is_operation(name: &str) -> bool {
    operation(name).is_some()
}

/// Answers a data operation.
pub(crate) fn run(partition: &Partition, name: &str, mut request: Value) -> Result<String, Refusal> {
    let operation = operation(name).ok_or_else(|| Refusal::unknown_operation(name))?;
    let named = Named::find(&partition.place, name, &mut request)?;
    named.tables().try_for_each(|table| freshen(partition, table))?;
    let answer = perform(partition, name, operation, &named, request)?;
    named.tables().try_for_each(|table| replication::bring(partition, table))?;
    named.restore(answer)
}

/// Does what is due of a table: expired items go, and writes of other regions come.
pub(crate) fn freshen(partition: &Partition, table: &str) -> Result<(), Refusal> {
    expiry::sweep(partition, table)?;
    replication::bring(partition, table)
}

fn perform(
    partition: &Partition,
    name: &str,
    operation: Operation,
    named: &Named,
    request: Value,
) -> Result<String, Refusal> {
    // Held to the end: no change of a table happens in the middle of the operation.
    let overlay = partition.look();
    named.check(&overlay, partition.now())?;
    let answer = operation(&partition.db, name, request)?;
    if is_change(name) {
        replication::note(partition, &overlay, named.tables())?;
    }
    Ok(answer)
}

fn call<Q: DeserializeOwned, A: Serialize>(
    name: &str,
    request: Value,
    run: impl FnOnce(Q) -> dynoxide::Result<A>,
) -> Result<String, Refusal> {
    let answer = run(decode(name, request)?)?;
    serde_json::to_string(&answer).map_err(|error| Refusal::internal(&error.to_string()))
}
