//! Contributor Insights: one list for a table and its indexes, or for a region.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::{ContributorInsightsStatus, ContributorInsightsSummary};
use tablewright_model::InsightsMode;
use tablewright_plan::Topic;

use super::topic::Known;
use super::{Asking, Reader};
use crate::GatewayError;
use crate::normalise::Insights;

const OPERATION: &str = "ListContributorInsights";

impl Reader<'_> {
    pub(super) async fn insights(&self) -> Result<Known<Insights>, GatewayError> {
        if let Some(survey) = self.survey {
            return Ok(survey.insights(self.name));
        }
        let listed = list(self.asking, self.object, Some(self.name)).await?;
        Ok(listed.map(|mut tables| tables.remove(self.name).unwrap_or_default()))
    }
}

/// The insights of a table, or of all tables of the region, by name.
pub(super) async fn list(
    asking: Asking<'_>,
    object: &str,
    table: Option<&str>,
) -> Result<Known<BTreeMap<String, Insights>>, GatewayError> {
    Known::of(Topic::Insights, pages(asking, object, table).await)
}

async fn pages(
    asking: Asking<'_>,
    object: &str,
    table: Option<&str>,
) -> Result<BTreeMap<String, Insights>, GatewayError> {
    let doing = asking.connection.doing(OPERATION, object);
    let (mut tables, mut next) = (BTreeMap::<String, Insights>::new(), None);
    loop {
        asking.pacing.turn(OPERATION).await;
        let request = asking.services.dynamodb.list_contributor_insights().set_next_token(next);
        let request = request.set_table_name(table.map(str::to_owned)).max_results(100);
        let page = request.send().await.map_err(|error| doing.failed(&error))?;
        for summary in page.contributor_insights_summaries.unwrap_or_default() {
            let name = summary.table_name.clone().unwrap_or_default();
            let name = name.rsplit('/').next().unwrap_or_default().to_owned();
            note(tables.entry(name).or_default(), summary);
        }
        next = page.next_token;
        if next.is_none() {
            return Ok(tables);
        }
    }
}

fn note(insights: &mut Insights, summary: ContributorInsightsSummary) {
    let ContributorInsightsSummary { index_name, contributor_insights_status, .. } = summary;
    let status = contributor_insights_status.unwrap_or(ContributorInsightsStatus::Disabled);
    let of = index_name.as_deref().map_or_else(|| "the table".to_owned(), |index| format!("index `{index}`"));
    match status {
        ContributorInsightsStatus::Enabled | ContributorInsightsStatus::Enabling => {
            let mode = summary.contributor_insights_mode;
            let mode = mode.and_then(|mode| InsightsMode::from_term(mode.as_str()));
            // The only mode that there was before there were two.
            insights.on.insert(index_name, mode.unwrap_or(InsightsMode::AccessedAndThrottled));
        }
        ContributorInsightsStatus::Failed => insights.failed.push(format!("of {of}")),
        _ => {}
    }
    if matches!(status, ContributorInsightsStatus::Enabling | ContributorInsightsStatus::Disabling) {
        insights.settling = Some(format!("Contributor Insights of {of} are {}", status.as_str()));
    }
}
