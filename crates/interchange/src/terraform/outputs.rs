//! What a complete module tells whoever calls it.

use super::body::{Block, Body, Expr};
use super::table::Scope;

/// Names, ARNs and streams of all tables.
pub(super) fn body(tables: &[Scope<'_>]) -> Body {
    let mut body = Body::default();
    let has_stream: Vec<_> = tables.iter().copied().filter(|scope| scope.table.stream.is_some()).collect();
    for (name, about, attribute, tables) in [
        ("table_names", "Name of each table.", "name", tables),
        ("table_arns", "ARN of each table.", "arn", tables),
        ("stream_arns", "ARN of the stream of each table that has one.", "stream_arn", &has_stream),
    ] {
        body.push(Block::new("output", &[name]).with(|body| {
            let entry = |scope: &Scope<'_>| (scope.resource.to_owned(), scope.of(attribute));
            body.set("description", about);
            body.set("value", Expr::Object(tables.iter().map(entry).collect()));
        }));
    }
    body
}
