//! What the code of a pattern does, in no language.

use std::collections::BTreeMap;

use tablewright_model::AttributeType;

use crate::value::Value;
use crate::verdict::Operation;

/// A program that carries out one pattern.
#[derive(Debug, Clone, PartialEq)]
pub struct Program {
    /// The pattern's name.
    pub title: String,
    /// What is to be known of it, a line each.
    pub notes: Vec<String>,
    /// What the application supplies.
    pub variables: Vec<Variable>,
    /// What is done.
    pub work: Work,
}

/// A value that the application supplies.
#[derive(Debug, Clone, PartialEq)]
pub struct Variable {
    /// Its name, as the design has it; each language spells it its own way.
    pub name: String,
    /// What it is in the example.
    pub sample: Sample,
}

/// The example's value of a variable.
#[derive(Debug, Clone, PartialEq)]
pub enum Sample {
    /// A value.
    One(Value),
    /// Several, of which each is taken in turn.
    List(Vec<Value>),
}

/// What is done.
#[derive(Debug, Clone, PartialEq)]
pub enum Work {
    /// One call on one item.
    One(Call),
    /// All pages of a query or scan.
    Pages {
        /// Loops around it, from the outside.
        each: Vec<Each>,
        /// The call of one page.
        call: Call,
        /// How many items are wanted at most.
        most: Option<u32>,
        /// What is read with the keys that the call gives.
        fetch: Option<Fetch>,
    },
    /// A vector search.
    Search {
        /// The call.
        call: Call,
        /// What is read with the keys that the call gives.
        fetch: Option<Fetch>,
    },
    /// Items by their keys, in batches.
    Batch {
        /// Loops around the making of a key, from the outside.
        each: Vec<Each>,
        /// A key.
        key: Vec<(String, Text)>,
        /// How it is read.
        fetch: Fetch,
    },
    /// Several calls, all or none.
    Together {
        /// Whether they read.
        is_read: bool,
        /// The calls.
        calls: Vec<Call>,
    },
}

/// A loop over a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Each {
    /// The variable that is a list.
    pub list: String,
    /// What one of its values is called inside.
    pub item: String,
}

/// Reading items in batches of 100 keys, until none is left unprocessed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fetch {
    /// The table.
    pub table: String,
    /// The attributes of its key.
    pub keys: Vec<String>,
    /// `ProjectionExpression`.
    pub projection: Option<String>,
    /// `ExpressionAttributeNames`.
    pub names: BTreeMap<String, String>,
    /// `ConsistentRead`.
    pub consistent: bool,
}

/// One call.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// The operation.
    pub operation: Operation,
    /// The table.
    pub table: String,
    /// The index.
    pub index: Option<String>,
    /// `Key`.
    pub key: Vec<(String, Text)>,
    /// `Item`.
    pub item: Vec<(String, Text)>,
    /// `KeyConditionExpression`, or of a search the condition on its partition.
    pub key_condition: Option<String>,
    /// `FilterExpression`, or of a search its inline filter.
    pub filter: Option<String>,
    /// `UpdateExpression`.
    pub update: Option<String>,
    /// `ConditionExpression`.
    pub condition: Option<String>,
    /// `ProjectionExpression`.
    pub projection: Option<String>,
    /// `ExpressionAttributeNames`.
    pub names: BTreeMap<String, String>,
    /// `ExpressionAttributeValues`.
    pub values: Vec<(String, Text)>,
    /// `ScanIndexForward`.
    pub forward: Option<bool>,
    /// `ConsistentRead`.
    pub consistent: bool,
    /// `Limit`, or `TopK`.
    pub limit: Option<u32>,
    /// Whether `Select` is `ALL_ATTRIBUTES`.
    pub whole: bool,
    /// The variable with the vector that a search is for.
    pub vector: Option<String>,
}

/// A value made of text and variables.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// Its pieces, joined.
    pub bits: Vec<Bit>,
}

/// A piece of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bit {
    /// Text as it is.
    Text(String),
    /// A variable's value.
    Variable(String),
    /// The greatest character there is.
    Highest,
}

/// A field of a request.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Field<'c> {
    /// A text.
    Text(&'c str),
    /// True or false.
    Bool(bool),
    /// A number.
    Number(u32),
    /// Names to names.
    Names(&'c BTreeMap<String, String>),
    /// Names to values.
    Values(&'c [(String, Text)]),
    /// The variable with a vector.
    Vector(&'c str),
    /// `ALL_ATTRIBUTES` of `Select`.
    Whole,
}

impl Text {
    /// The variable, if it is nothing else.
    #[must_use]
    pub fn variable(&self) -> Option<&str> {
        match self.bits.as_slice() {
            [Bit::Variable(name)] => Some(name),
            _ => None,
        }
    }
}

impl Call {
    /// The fields that are said, by their names in the API.
    #[must_use]
    pub fn fields(&self) -> Vec<(&'static str, Field<'_>)> {
        let mut fields = vec![("TableName", Field::Text(&self.table))];
        self.push(&mut fields);
        fields
    }

    fn push<'c>(&'c self, fields: &mut Vec<(&'static str, Field<'c>)>) {
        let is_search = self.operation == Operation::SearchVectors;
        let mut add = |name: &'static str, field: Option<Field<'c>>| {
            fields.extend(field.map(|field| (name, field)));
        };
        let text = |text: &'c Option<String>| text.as_deref().map(Field::Text);
        let values = |values: &'c [(String, Text)]| (!values.is_empty()).then_some(Field::Values(values));
        add("IndexName", text(&self.index));
        add("SearchVector", self.vector.as_deref().map(Field::Vector));
        add("Key", values(&self.key));
        add("Item", values(&self.item));
        add(
            if is_search { "SearchConditionExpression" } else { "KeyConditionExpression" },
            text(&self.key_condition),
        );
        add("FilterExpression", text(&self.filter));
        add("UpdateExpression", text(&self.update));
        add("ConditionExpression", text(&self.condition));
        add("ProjectionExpression", text(&self.projection));
        add("ExpressionAttributeNames", (!self.names.is_empty()).then_some(Field::Names(&self.names)));
        add("ExpressionAttributeValues", values(&self.values));
        add("ScanIndexForward", self.forward.map(Field::Bool));
        add("ConsistentRead", self.consistent.then_some(Field::Bool(true)));
        add("Select", self.whole.then_some(Field::Whole));
        add(if is_search { "TopK" } else { "Limit" }, self.limit.map(Field::Number));
    }
}

impl Fetch {
    /// The fields of a table's part of a batch, but for its keys.
    #[must_use]
    pub fn fields(&self) -> Vec<(&'static str, Field<'_>)> {
        let names = (!self.names.is_empty()).then_some(Field::Names(&self.names));
        let all = [
            ("ProjectionExpression", self.projection.as_deref().map(Field::Text)),
            ("ExpressionAttributeNames", names),
            ("ConsistentRead", self.consistent.then_some(Field::Bool(true))),
        ];
        all.into_iter().filter_map(|(name, field)| Some((name, field?))).collect()
    }
}

impl Call {
    /// What it is called as a part of a transaction.
    #[must_use]
    pub const fn part(&self) -> &'static str {
        match self.operation {
            Operation::GetItem => "Get",
            Operation::UpdateItem => "Update",
            Operation::DeleteItem => "Delete",
            _ => "Put",
        }
    }
}

impl Program {
    /// The types of all variables and of the items of loops, by name.
    #[must_use]
    pub fn kinds(&self) -> BTreeMap<&str, AttributeType> {
        let kind = |variable: &Variable| match &variable.sample {
            Sample::One(value) => value.kind(),
            Sample::List(values) => values.first().map_or(AttributeType::S, Value::kind),
        };
        let mut kinds: BTreeMap<&str, AttributeType> =
            self.variables.iter().map(|variable| (variable.name.as_str(), kind(variable))).collect();
        for each in self.loops() {
            let of_list = kinds.get(each.list.as_str()).copied().unwrap_or(AttributeType::S);
            kinds.insert(&each.item, of_list);
        }
        kinds
    }

    /// The names of all variables and of the items of loops, each once.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.variables.iter().map(|variable| variable.name.as_str()).collect();
        for each in self.loops() {
            if !names.contains(&each.item.as_str()) {
                names.push(&each.item);
            }
        }
        names
    }

    fn loops(&self) -> &[Each] {
        match &self.work {
            Work::Pages { each, .. } | Work::Batch { each, .. } => each,
            _ => &[],
        }
    }
}

impl Work {
    /// Whether anything is read in batches.
    #[must_use]
    pub const fn fetches(&self) -> bool {
        match self {
            Self::Batch { .. } => true,
            Self::Pages { fetch, .. } | Self::Search { fetch, .. } => fetch.is_some(),
            _ => false,
        }
    }
}

impl Sample {
    /// Whether a number in it has places behind the point.
    #[must_use]
    pub fn has_fraction(&self) -> bool {
        match self {
            Self::One(value) => has_fraction(value),
            Self::List(values) => values.iter().any(has_fraction),
        }
    }
}

fn has_fraction(value: &Value) -> bool {
    match value {
        Value::N(number) => number.to_string().contains('.'),
        Value::NumberSet(members) => members.iter().any(|number| number.to_string().contains('.')),
        Value::List(items) => items.iter().any(has_fraction),
        Value::Map(entries) => entries.values().any(has_fraction),
        _ => false,
    }
}
