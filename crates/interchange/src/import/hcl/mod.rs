//! HCL, the language of Terraform's files: text to syntax tree.
//!
//! Own code and not a crate, for its limits: the kept one needs half a gigabyte and seconds for a file of 20 MB. It
//! reads all of the native syntax. Deliberately absent: any meaning; `terraform` evaluates.

mod ast;
mod collection;
mod cursor;
mod expression;
mod heredoc;
mod structure;
mod template;

pub(crate) use ast::{
    Attribute, Block, Body, Call, Chain, Expr, ExprKind, For, Operator, Operators, Piece, Step,
};
pub(crate) use structure::parse;
pub(crate) use template::bare;
