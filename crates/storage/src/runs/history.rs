//! What runs have done in an environment: for what AWS takes only so often.

use tablewright_plan::{Call, Plan};

use crate::{EnvironmentId, Store, StoreError, Timestamp, column};

impl Store {
    /// The calls that took effect in an environment since then, each with the time when it was through.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn calls_made(
        &self,
        environment: EnvironmentId,
        since: Timestamp,
    ) -> Result<Vec<(Call, Timestamp)>, StoreError> {
        let rows = sqlx::query(
            "SELECT requests.plan AS plan, json_group_array(json_array(run_steps.number, run_steps.finished_at)) AS done
             FROM run_steps JOIN runs ON runs.id = run_steps.run JOIN requests ON requests.id = runs.request
             WHERE runs.environment = ? AND run_steps.state = 'done' AND run_steps.finished_at >= ?
             GROUP BY runs.id ORDER BY runs.started_at",
        )
        .bind(environment)
        .bind(since)
        .fetch_all(&self.readers)
        .await?;
        let mut made = Vec::new();
        for row in rows {
            let plan: Plan = column::json(&row, "plan")?;
            let done: Vec<(u32, Timestamp)> = column::json(&row, "done")?;
            let call =
                |number| plan.steps.iter().find(|step| step.number == number).map(|step| step.call.clone());
            made.extend(done.into_iter().filter_map(|(number, at)| Some((call(number)?, at))));
        }
        Ok(made)
    }
}
