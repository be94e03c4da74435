//! What a file of Terraform says, before it is laid out as HCL or as JSON. Knows nothing of DynamoDB.

use crate::tree::Tree;

/// The value of an argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Expr {
    /// A string.
    Text(String),
    /// A number as it is written.
    Number(String),
    /// `true` or `false`.
    Bool(bool),
    /// `null`.
    Null,
    /// The value of something else: `aws_dynamodb_table.orders.arn`.
    Value(String),
    /// The name of something else, which is no value: the `to` of an import, the type of a variable.
    Name(String),
    /// Strings and values put together.
    Template(Vec<Expr>),
    /// A list.
    List(Vec<Expr>),
    /// An object.
    Object(Vec<(String, Expr)>),
    /// A call of a function.
    Call(&'static str, Vec<Expr>),
}

impl Expr {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn value(of: impl Into<String>) -> Self {
        Self::Value(of.into())
    }

    pub(super) fn texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        Self::List(texts.into_iter().map(Self::text).collect())
    }

    pub(super) fn object<const N: usize>(entries: [(&str, Self); N]) -> Self {
        Self::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }
}

impl From<u64> for Expr {
    fn from(number: u64) -> Self {
        Self::Number(number.to_string())
    }
}

impl From<u32> for Expr {
    fn from(number: u32) -> Self {
        Self::Number(number.to_string())
    }
}

impl From<bool> for Expr {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<&str> for Expr {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

/// What a tree refers to is a value of Terraform.
impl From<&Tree> for Expr {
    fn from(tree: &Tree) -> Self {
        match tree {
            Tree::Null => Self::Null,
            Tree::Bool(value) => Self::Bool(*value),
            Tree::Number(text) | Tree::Line(text) => Self::Number(text.clone()),
            Tree::Text(text) => Self::Text(text.clone()),
            Tree::Call(_, value) => Self::Value(value.clone()),
            Tree::List(list) => Self::List(list.iter().map(Self::from).collect()),
            Tree::Map(map) => {
                let entry =
                    |member: &crate::tree::Member| (member.key.to_string(), Self::from(&member.value));
                Self::Object(map.members().iter().map(entry).collect())
            }
        }
    }
}

/// What is inside a file or a block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Body(pub(super) Vec<Item>);

/// A part of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    /// An argument with its value.
    Argument(&'static str, Expr),
    /// A block.
    Block(Block),
    /// A remark on the whole body, or on the arguments that follow.
    Comment(String),
    /// Keeps the arguments before and after apart.
    Gap,
}

/// A block: `resource "aws_dynamodb_table" "orders" { … }`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) kind: &'static str,
    pub(super) labels: Vec<String>,
    pub(super) about: String,
    pub(super) body: Body,
}

impl Block {
    /// A block with what it makes and its name.
    pub(super) fn new(kind: &'static str, labels: &[&str]) -> Self {
        let labels = labels.iter().map(|label| (*label).to_owned()).collect();
        Self { kind, labels, about: String::new(), body: Body::default() }
    }

    /// A resource.
    pub(super) fn resource(kind: &str, name: &str) -> Self {
        Self::new("resource", &[kind, name])
    }

    /// The same with a comment above it.
    pub(super) fn about(mut self, comment: &str) -> Self {
        comment.clone_into(&mut self.about);
        self
    }

    /// The same with what is in it.
    pub(super) fn with(mut self, fill: impl FnOnce(&mut Body)) -> Self {
        fill(&mut self.body);
        self
    }
}

impl Body {
    pub(super) fn set(&mut self, name: &'static str, value: impl Into<Expr>) {
        self.0.push(Item::Argument(name, value.into()));
    }

    pub(super) fn maybe(&mut self, name: &'static str, value: Option<impl Into<Expr>>) {
        if let Some(value) = value {
            self.set(name, value);
        }
    }

    pub(super) fn gap(&mut self) {
        self.0.push(Item::Gap);
    }

    pub(super) fn comment(&mut self, text: impl Into<String>) {
        self.0.push(Item::Comment(text.into()));
    }

    pub(super) fn push(&mut self, block: Block) {
        self.0.push(Item::Block(block));
    }

    /// Adds a block without labels.
    pub(super) fn block(&mut self, kind: &'static str, fill: impl FnOnce(&mut Self)) {
        self.push(Block::new(kind, &[]).with(fill));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
