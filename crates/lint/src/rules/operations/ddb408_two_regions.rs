//! What belongs to one table is in two regions.
//!
//! Detects: a Lambda function, a Kinesis data stream or an encryption key of a table whose ARNs name
//! different regions.
//! Why: functions, streams and keys must be in the region of the table; AWS refuses others.
//! Way out: name those of one region; the copies in other regions are the replicas' own.
//! Source: Lambda developer guide, DynamoDB event sources; Developer Guide, Kinesis Data Streams.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB408", Error, check);

fn check(view: &TableView, found: &mut Findings) {
    let mut first = None;
    for (arn, address) in arns(view.table) {
        let Some(region) = region(arn) else { continue };
        let home = *first.get_or_insert(region);
        if region != home {
            let message = format!(
                "{} is in {region}, while others of {} are in {home}: name one of the same region",
                quoted(arn),
                view.name()
            );
            found.add(address, message);
        }
    }
}

fn arns(table: &Table) -> impl Iterator<Item = (&str, Address)> {
    let at = move |field| Address::field(Object::Table(table.id), field);
    let key = match &table.encryption {
        Encryption::Customer(key) => Some((key.as_str(), at(Field::Encryption))),
        Encryption::AwsOwned | Encryption::AwsManaged => None,
    };
    let kinesis = table.kinesis.as_ref().map(|kinesis| (kinesis.stream.as_str(), at(Field::Kinesis)));
    let functions = table.consumers.iter().filter_map(move |consumer| match &consumer.kind {
        ConsumerKind::Lambda(lambda) => {
            let address = Address::field(Object::Consumer(table.id, consumer.id), Field::Function);
            Some((lambda.function.as_str(), address))
        }
        _ => None,
    });
    key.into_iter().chain(kinesis).chain(functions)
}

/// The fourth part of `arn:aws:lambda:eu-west-1:111122223333:function:f`.
fn region(arn: &str) -> Option<&str> {
    let mut parts = arn.split(':');
    (parts.next() == Some("arn")).then(|| parts.nth(2)).flatten().filter(|region| !region.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn all_are_in_one_region() {
        let arn = |region| format!("arn:aws:lambda:{region}:111122223333:function:f");
        let sketch = table("pk").lambda(|lambda| lambda.function = arn("eu-west-1"));
        fires(&RULE, sketch.clone().lambda(|lambda| lambda.function = arn("us-east-1")));
        let key = "arn:aws:kms:us-east-1:111122223333:key/1".to_owned();
        fires(&RULE, sketch.clone().set(|table| table.encryption = Encryption::Customer(key)));
        silent(&RULE, sketch.clone().lambda(|lambda| lambda.function = arn("eu-west-1")));
        silent(&RULE, sketch.lambda(|lambda| lambda.function = "plain-name".to_owned()));
    }
}
