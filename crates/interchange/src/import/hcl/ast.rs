//! The syntax tree of HCL: small, borrowed from the text, and flat where the language is flat.
//!
//! Chains of steps and of operators are lists and not nested nodes, so that walking a tree needs no more stack than
//! the brackets in the text are deep.

use std::borrow::Cow;

use crate::import::value::Loc;

/// The inside of a file or block.
#[derive(Debug, Default)]
pub(crate) struct Body<'a> {
    pub(crate) attributes: Vec<Attribute<'a>>,
    pub(crate) blocks: Vec<Block<'a>>,
}

/// `name = value`
#[derive(Debug)]
pub(crate) struct Attribute<'a> {
    pub(crate) name: Cow<'a, str>,
    pub(crate) value: Expr<'a>,
    pub(crate) at: Loc,
}

/// `kind "label" { … }`
#[derive(Debug)]
pub(crate) struct Block<'a> {
    pub(crate) kind: Cow<'a, str>,
    pub(crate) labels: Vec<Cow<'a, str>>,
    pub(crate) body: Body<'a>,
    pub(crate) at: Loc,
    /// The comment that stands directly above, without its marks.
    pub(crate) comment: String,
}

impl<'a> Body<'a> {
    pub(crate) fn attribute(&self, name: &str) -> Option<&Attribute<'a>> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }
}

impl Block<'_> {
    pub(crate) fn label(&self, at: usize) -> &str {
        self.labels.get(at).map_or("", |label| label)
    }
}

/// An expression, where it stands, and its text.
#[derive(Debug)]
pub(crate) struct Expr<'a> {
    pub(crate) kind: ExprKind<'a>,
    pub(crate) at: Loc,
    pub(crate) text: &'a str,
}

#[derive(Debug)]
pub(crate) enum ExprKind<'a> {
    Null,
    Bool(bool),
    Number(f64),
    Text(Cow<'a, str>),
    Template(Vec<Piece<'a>>),
    List(Vec<Expr<'a>>),
    Object(Vec<(Expr<'a>, Expr<'a>)>),
    Name(&'a str),
    Chain(Box<Chain<'a>>),
    Call(Box<Call<'a>>),
    Not(Box<Expr<'a>>),
    Negative(Box<Expr<'a>>),
    Operators(Box<Operators<'a>>),
    Conditional(Box<[Expr<'a>; 3]>),
    For(Box<For<'a>>),
}

/// A value and the steps into it.
#[derive(Debug)]
pub(crate) struct Chain<'a> {
    pub(crate) base: Expr<'a>,
    pub(crate) steps: Vec<Step<'a>>,
}

#[derive(Debug)]
pub(crate) enum Step<'a> {
    Attribute(&'a str),
    Index(Expr<'a>),
    /// `.*`: the attributes that follow are taken of each element.
    AttributeSplat,
    /// `[*]`: all that follows is taken of each element.
    FullSplat,
}

#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(crate) name: &'a str,
    pub(crate) arguments: Vec<Expr<'a>>,
    /// Whether the last argument is a list of arguments (`...`).
    pub(crate) is_spread: bool,
}

/// Operators of one precedence, left to right.
#[derive(Debug)]
pub(crate) struct Operators<'a> {
    pub(crate) first: Expr<'a>,
    pub(crate) rest: Vec<(Operator, Expr<'a>)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    LessOrEqual,
    GreaterOrEqual,
    Less,
    Greater,
    Plus,
    Minus,
    Times,
    Divided,
    Remainder,
}

#[derive(Debug)]
pub(crate) struct For<'a> {
    pub(crate) key_name: Option<&'a str>,
    pub(crate) value_name: &'a str,
    pub(crate) over: Expr<'a>,
    /// The key of an object's entry; a list has none.
    pub(crate) key: Option<Expr<'a>>,
    pub(crate) value: Expr<'a>,
    /// Whether values of one key are collected (`...`).
    pub(crate) is_grouped: bool,
    pub(crate) condition: Option<Expr<'a>>,
}

/// A part of a template.
#[derive(Debug)]
pub(crate) enum Piece<'a> {
    Text(Cow<'a, str>),
    Value(Expr<'a>),
    If { condition: Expr<'a>, then: Vec<Piece<'a>>, otherwise: Vec<Piece<'a>> },
    For { key_name: Option<&'a str>, value_name: &'a str, over: Expr<'a>, body: Vec<Piece<'a>> },
}
