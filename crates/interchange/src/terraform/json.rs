//! The layout of Terraform's JSON syntax (`.tf.json`): values of other things are templates in strings.

use super::body::{Block, Body, Expr, Item};
use super::{hcl, quote};
use crate::tree::{Map, Tree};

impl Body {
    /// The text of a file with it.
    pub(super) fn to_tf_json(&self) -> String {
        Tree::from(self.to_map(None)).to_json()
    }

    fn to_map(&self, about: Option<&str>) -> Map {
        let mut map = Map::default();
        let comments = self.0.iter().filter_map(|item| match item {
            Item::Comment(text) => Some(text.as_str()),
            _ => None,
        });
        let comments: Vec<_> = about.into_iter().chain(comments).filter(|text| !text.is_empty()).collect();
        if !comments.is_empty() {
            map.set("//", comments.join("\n"));
        }
        for item in &self.0 {
            match item {
                Item::Argument(name, value) => map.set(*name, tree(value)),
                Item::Block(block) => put(&mut map, block),
                Item::Comment(_) | Item::Gap => {}
            }
        }
        map
    }
}

/// Adds a block under its kind and labels; of several without labels a list is made.
fn put(map: &mut Map, block: &Block) {
    let body = Tree::from(block.body.to_map(Some(&block.about)));
    let Some((last, path)) = block.labels.split_last() else {
        match map.get_mut(block.kind) {
            Some(Tree::List(list)) => list.push(body),
            Some(one) => *one = Tree::List(vec![std::mem::replace(one, Tree::Null), body]),
            None => map.set(block.kind, body),
        }
        return;
    };
    let mut at = map;
    for step in std::iter::once(block.kind).chain(path.iter().map(String::as_str)) {
        if at.get_mut(step).is_none() {
            at.set(step.to_owned(), Map::default());
        }
        let Some(Tree::Map(inner)) = at.get_mut(step) else { return };
        at = inner;
    }
    at.set(last.clone(), body);
}

fn tree(value: &Expr) -> Tree {
    match value {
        Expr::Text(text) => Tree::Text(quote::literal(text)),
        Expr::Number(number) => Tree::Number(number.clone()),
        Expr::Bool(value) => Tree::Bool(*value),
        Expr::Null => Tree::Null,
        Expr::Name(name) => Tree::Text(name.clone()),
        Expr::List(items) => Tree::List(items.iter().map(tree).collect()),
        Expr::Object(entries) => {
            let mut map = Map::default();
            for (key, value) in entries {
                map.set(quote::literal(key), tree(value));
            }
            map.into()
        }
        Expr::Template(parts) => {
            let part = |part: &Expr| match part {
                Expr::Text(text) => quote::literal(text),
                value => interpolated(value),
            };
            Tree::Text(parts.iter().map(part).collect())
        }
        Expr::Value(_) | Expr::Call(..) => Tree::Text(interpolated(value)),
    }
}

fn interpolated(value: &Expr) -> String {
    let mut out = String::new();
    hcl::template_part(&mut out, value);
    out
}
