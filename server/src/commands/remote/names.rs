//! Designs and environments by what people call them: the id, or the name where only one has it.

use tablewright_contract::{DesignSummary, EnvironmentView};

use super::super::Failure;
use super::super::output::plain;
use super::client::Client;

/// The design that is meant.
pub(super) async fn design(client: &Client, called: &str) -> Result<DesignSummary, Failure> {
    let all: Vec<DesignSummary> = client.get("/designs").await?;
    one("design", called, all, |design| (&design.id, &design.name))
}

/// The environment that is meant.
pub(super) async fn environment(client: &Client, called: &str) -> Result<EnvironmentView, Failure> {
    let all: Vec<EnvironmentView> = client.get("/environments").await?;
    one("environment", called, all, |environment| (&environment.id, &environment.name))
}

fn one<T>(
    what: &str,
    called: &str,
    all: Vec<T>,
    names: impl Fn(&T) -> (&String, &String),
) -> Result<T, Failure> {
    let (mut by_id, others): (Vec<T>, Vec<T>) = all.into_iter().partition(|one| names(one).0 == called);
    if let Some(found) = by_id.pop() {
        return Ok(found);
    }
    let mut named: Vec<T> = others.into_iter().filter(|one| names(one).1 == called).collect();
    let called = plain(called);
    match named.len() {
        0 => Err(Failure::unreadable(format!("the server has no {what} `{called}`: check the name"))),
        1 => named.pop().ok_or_else(|| Failure::unreadable(format!("the {what} `{called}` is gone"))),
        count => {
            let ids: Vec<&str> = named.iter().map(|one| names(one).0.as_str()).collect();
            let ids = ids.join(", ");
            Err(Failure::unreadable(format!(
                "{count} of the server's {what}s are called `{called}`: name the id, one of {ids}"
            )))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(called: &str) -> Result<(String, String), String> {
        let all = [("a1", "Orders"), ("a2", "Games"), ("a3", "Games"), ("Orders", "Other")];
        let all = all.map(|(id, name)| (id.to_owned(), name.to_owned()));
        one("design", called, all.to_vec(), |(id, name)| (id, name)).map_err(|failure| failure.message)
    }

    #[test]
    fn an_id_comes_before_a_name_and_a_name_has_to_be_the_only_one() {
        assert_eq!(found("a2").unwrap().0, "a2");
        assert_eq!(found("Orders").unwrap().1, "Other");
        assert_eq!(found("Other").unwrap().0, "Orders");
        assert!(found("Games").unwrap_err().contains("a2, a3"));
        assert!(found("games").unwrap_err().contains("check the name"));
    }
}
