//! By which aliases the key is known that a table is encrypted with: one of them says that AWS manages it, and a design
//! may name a key by any of them.

use std::collections::BTreeSet;

use aws_sdk_dynamodb::types::TableDescription;
use tablewright_plan::Topic;

use super::Reader;
use super::topic::Known;
use crate::GatewayError;
use crate::normalise::encrypted_with;

const OPERATION: &str = "ListAliases";

impl Reader<'_> {
    pub(super) async fn key(
        &self,
        description: &TableDescription,
    ) -> Result<Known<BTreeSet<String>>, GatewayError> {
        match encrypted_with(description) {
            None => Ok(Known::Is(BTreeSet::new())),
            Some(key) => Known::of(Topic::Encryption, self.aliases(key).await),
        }
    }

    async fn aliases(&self, key: &str) -> Result<BTreeSet<String>, GatewayError> {
        let doing = self.asking.connection.doing(OPERATION, self.object);
        let (mut aliases, mut next) = (BTreeSet::new(), None);
        loop {
            self.asking.pacing.turn(OPERATION).await;
            let request = self.asking.services.keys.list_aliases().key_id(key).set_marker(next);
            let page = match request.send().await.map_err(|error| doing.failed(&error)) {
                Ok(page) => page,
                // A key that was deleted, or is of another account, has no alias here.
                Err(error) if error.code() == Some("NotFoundException") => return Ok(aliases),
                Err(error) => return Err(error),
            };
            aliases.extend(page.aliases.unwrap_or_default().into_iter().filter_map(|alias| alias.alias_name));
            next = page.next_marker.filter(|_| page.truncated);
            if next.is_none() {
                return Ok(aliases);
            }
        }
    }
}
