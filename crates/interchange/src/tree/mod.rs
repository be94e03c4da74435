//! A value of JSON or YAML on its way out: ordered as a person would write it, with comments where a format has them.
//!
//! Writers make trees, [`json`] and [`yaml`] lay them out. Deliberately absent: reading, which is `import`'s, except of
//! the JSON texts that a design carries (a resource policy), whose order is kept.

mod from_json;
mod json;
mod values;
mod yaml;

pub(crate) use values::descriptor;

use std::borrow::Cow;

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Tree {
    Null,
    Bool(bool),
    /// A number as it is written.
    Number(String),
    Text(String),
    List(Vec<Tree>),
    Map(Map),
    /// A value that is JSON already, on one line; there is no other in a format that is not.
    Line(String),
    /// A function of CloudFormation with its argument as its short form takes it: `!GetAtt Orders.Arn`.
    Call(Function, String),
}

/// The functions of CloudFormation that are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Function {
    Ref,
    GetAtt,
    Sub,
}

/// Members in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Map(Vec<Member>);

/// A member of a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) key: Cow<'static, str>,
    pub(crate) value: Tree,
    /// What is said about it; JSON has no place for it.
    pub(crate) comment: String,
}

impl Map {
    /// Adds a member.
    pub(crate) fn set(&mut self, key: impl Into<Cow<'static, str>>, value: impl Into<Tree>) {
        self.about("", key, value);
    }

    /// Adds a member with a comment.
    pub(crate) fn about(&mut self, comment: &str, key: impl Into<Cow<'static, str>>, value: impl Into<Tree>) {
        self.0.push(Member { key: key.into(), value: value.into(), comment: comment.to_owned() });
    }

    /// Adds a member if there is a value.
    pub(crate) fn maybe(&mut self, key: impl Into<Cow<'static, str>>, value: Option<impl Into<Tree>>) {
        if let Some(value) = value {
            self.set(key, value);
        }
    }

    /// Adds a list if it has anything in it.
    pub(crate) fn list(&mut self, key: impl Into<Cow<'static, str>>, value: Vec<Tree>) {
        if !value.is_empty() {
            self.set(key, Tree::List(value));
        }
    }

    /// Adds a map if it has anything in it.
    pub(crate) fn map(&mut self, key: impl Into<Cow<'static, str>>, value: Self) {
        if !value.0.is_empty() {
            self.set(key, value);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn members(&self) -> &[Member] {
        &self.0
    }

    /// The value of a member that is there already, if it is.
    pub(crate) fn get_mut(&mut self, key: &str) -> Option<&mut Tree> {
        self.0.iter_mut().find(|member| member.key == key).map(|member| &mut member.value)
    }
}

/// A map of these members.
pub(crate) fn map<const N: usize>(members: [(&'static str, Tree); N]) -> Map {
    let member = |(key, value)| Member { key: Cow::Borrowed(key), value, comment: String::new() };
    Map(members.into_iter().map(member).collect())
}

impl Tree {
    /// A reference to a resource or parameter.
    pub(crate) fn reference(to: impl Into<String>) -> Self {
        Self::Call(Function::Ref, to.into())
    }

    /// An attribute of a resource: `Orders.Arn`.
    pub(crate) fn attribute_of(resource: &str, attribute: &str) -> Self {
        Self::Call(Function::GetAtt, format!("{resource}.{attribute}"))
    }

    /// A list of texts.
    pub(crate) fn texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        Self::List(texts.into_iter().map(Self::from).collect())
    }
}

impl From<&str> for Tree {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Tree {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Tree {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<u64> for Tree {
    fn from(value: u64) -> Self {
        Self::Number(value.to_string())
    }
}

impl From<u32> for Tree {
    fn from(value: u32) -> Self {
        Self::Number(value.to_string())
    }
}

impl From<Map> for Tree {
    fn from(map: Map) -> Self {
        Self::Map(map)
    }
}

impl From<Vec<Self>> for Tree {
    fn from(list: Vec<Self>) -> Self {
        Self::List(list)
    }
}
