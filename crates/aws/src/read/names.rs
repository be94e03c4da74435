//! The tables that there are.

use super::Asking;
use crate::GatewayError;

const OPERATION: &str = "ListTables";

/// The names of all tables of the account and region.
pub(crate) async fn table_names(asking: Asking<'_>) -> Result<Vec<String>, GatewayError> {
    let doing = asking.connection.doing(OPERATION, "all tables of the region");
    let (mut names, mut after) = (Vec::new(), None);
    loop {
        asking.pacing.turn(OPERATION).await;
        let request = asking.services.dynamodb.list_tables().set_exclusive_start_table_name(after);
        let page = request.send().await.map_err(|error| doing.failed(&error))?;
        names.extend(page.table_names.unwrap_or_default());
        after = page.last_evaluated_table_name;
        if after.is_none() {
            return Ok(names);
        }
    }
}
