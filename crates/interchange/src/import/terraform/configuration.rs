//! `.tf.json`: a configuration in JSON as the same syntax tree as HCL's.
//!
//! Without the provider's schema an object may be an argument or a block; what is made of both is the same, so
//! everything in a resource is an argument here, but for `dynamic`.

use std::borrow::Cow;

use crate::import::hcl::{Attribute, Block, Body, Expr, ExprKind, bare};
use crate::import::report::Problem;
use crate::import::value::{Kind, Loc, Value};

/// Labels of the blocks that matter at the top.
const LABELS: [(&str, usize); 6] =
    [("resource", 2), ("data", 2), ("module", 1), ("variable", 1), ("output", 1), ("locals", 0)];

/// The configuration in a JSON value.
///
/// # Errors
///
/// When a text in it is no template.
pub(super) fn body<'a>(value: &'a Value, nodes: &mut usize) -> Result<Body<'a>, Problem> {
    let mut body = Body::default();
    let Some(map) = value.as_map() else {
        return Err(Problem::new(value.at, "a configuration in JSON is a map: put it in braces"));
    };
    for (key, value) in map.iter() {
        if let Some((kind, labels)) = LABELS.iter().find(|(kind, _)| *kind == &**key) {
            labelled(kind, *labels, Vec::new(), value, &mut body, nodes)?;
        }
    }
    Ok(body)
}

fn labelled<'a>(
    kind: &'static str,
    left: usize,
    labels: Vec<Cow<'a, str>>,
    value: &'a Value,
    out: &mut Body<'a>,
    nodes: &mut usize,
) -> Result<(), Problem> {
    for value in value.items() {
        let Some(map) = value.as_map() else { continue };
        if left == 0 {
            let body = arguments(value, nodes)?;
            out.blocks.push(Block {
                kind: kind.into(),
                labels: labels.clone(),
                body,
                at: value.at,
                comment: String::new(),
            });
            continue;
        }
        for (label, value) in map.iter() {
            let labels = labels.iter().cloned().chain([Cow::Borrowed(&**label)]).collect();
            labelled(kind, left - 1, labels, value, out, nodes)?;
        }
    }
    Ok(())
}

fn arguments<'a>(value: &'a Value, nodes: &mut usize) -> Result<Body<'a>, Problem> {
    let mut body = Body::default();
    for (key, value) in value.as_map().into_iter().flat_map(|map| map.iter()) {
        match &**key {
            "dynamic" => labelled("dynamic", 1, Vec::new(), value, &mut body, nodes)?,
            "content" => {
                let inner = arguments(value.items().first().unwrap_or(value), nodes)?;
                let labels = Vec::new();
                body.blocks.push(Block {
                    kind: "content".into(),
                    labels,
                    body: inner,
                    at: value.at,
                    comment: String::new(),
                });
            }
            "//" => {}
            key => {
                let at = value.at;
                body.attributes.push(Attribute {
                    name: Cow::Borrowed(key),
                    value: expression(value, nodes)?,
                    at,
                });
            }
        }
    }
    Ok(body)
}

fn expression<'a>(value: &'a Value, nodes: &mut usize) -> Result<Expr<'a>, Problem> {
    let text = value.as_text().unwrap_or("an expression in JSON");
    let kind = match &value.kind {
        Kind::Null | Kind::Unknown(_) => ExprKind::Null,
        Kind::Bool(value) => ExprKind::Bool(*value),
        Kind::Number(number) => ExprKind::Number(*number),
        Kind::Text(text) => bare(text, value.at, nodes)?,
        Kind::List(list) => {
            ExprKind::List(list.iter().map(|value| expression(value, nodes)).collect::<Result<_, _>>()?)
        }
        Kind::Map(map) => {
            let mut entries = Vec::with_capacity(map.len());
            for (key, value) in map.iter() {
                entries.push((text_expression(key, value.at, nodes)?, expression(value, nodes)?));
            }
            ExprKind::Object(entries)
        }
    };
    Ok(Expr { kind, at: value.at, text })
}

fn text_expression<'a>(text: &'a str, at: Loc, nodes: &mut usize) -> Result<Expr<'a>, Problem> {
    Ok(Expr { kind: bare(text, at, nodes)?, at, text })
}
