//! Tags, page by page.

use std::collections::BTreeMap;

use tablewright_plan::Topic;

use super::Reader;
use super::topic::Known;
use crate::GatewayError;

const OPERATION: &str = "ListTagsOfResource";

impl Reader<'_> {
    pub(super) async fn tags(&self, arn: &str) -> Result<Known<BTreeMap<String, String>>, GatewayError> {
        Known::of(Topic::Tags, self.all_tags(arn).await)
    }

    async fn all_tags(&self, arn: &str) -> Result<BTreeMap<String, String>, GatewayError> {
        let doing = self.asking.connection.doing(OPERATION, self.object);
        let (mut tags, mut next) = (BTreeMap::new(), None);
        loop {
            self.asking.pacing.turn(OPERATION).await;
            let request = self.asking.services.dynamodb.list_tags_of_resource().resource_arn(arn);
            let page = request.set_next_token(next).send().await.map_err(|error| doing.failed(&error))?;
            tags.extend(page.tags.unwrap_or_default().into_iter().map(|tag| (tag.key, tag.value)));
            next = page.next_token;
            if next.is_none() {
                return Ok(tags);
            }
        }
    }
}
