//! Designs in a line or two, and the laws that every finding must keep.

use tablewright_model::*;

use crate::{Policy, Rule, Thresholds, judge, lint};

/// A design that is being written down; what is added goes to the table that was begun last.
#[derive(Debug, Clone)]
pub(crate) struct Sketch {
    pub(crate) tables: Vec<Table>,
    pub(crate) patterns: Vec<Pattern>,
    pub(crate) policy: Policy,
    pub(crate) silences: Vec<Silence>,
}

/// A table: `"pk sk:N | colour expires:N"` has its key before the bar. Types are `S` unless said.
pub(crate) fn table(attributes: &str) -> Sketch {
    Sketch { tables: Vec::new(), patterns: Vec::new(), policy: Policy::default(), silences: Vec::new() }
        .and_table(attributes)
}

impl Sketch {
    pub(crate) fn and_table(mut self, attributes: &str) -> Self {
        let number = self.tables.len() + 1;
        let mut table = Table::blank(id(&format!("t{number}")), format!("Table{number}"));
        let (key, others) = attributes.split_once('|').unwrap_or((attributes, ""));
        let all = || key.split_whitespace().chain(others.split_whitespace()).enumerate();
        table.attributes = all()
            .map(|(at, word)| {
                let (name, kind) = word.split_once(':').unwrap_or((word, "S"));
                let kind = AttributeType::from_descriptor(kind).unwrap();
                Attribute::new(id(&format!("a{at}")), name, kind)
            })
            .collect();
        let mut key = all().take(key.split_whitespace().count()).map(|(at, _)| id(&format!("a{at}")));
        table.key = PrimaryKey { partition: key.next(), sort: key.next() };
        self.tables.push(table);
        self
    }

    /// Changes the table.
    pub(crate) fn set(mut self, change: impl FnOnce(&mut Table)) -> Self {
        change(self.tables.last_mut().unwrap());
        self
    }

    /// Changes an attribute.
    pub(crate) fn set_attribute(self, name: &str, change: impl FnOnce(&mut Attribute)) -> Self {
        let id = self.attribute(name);
        self.set(|table| {
            let mut all: Vec<Attribute> = plain(&table.attributes);
            change(all.iter_mut().find(|attribute| attribute.id == id).unwrap());
            table.attributes = all.into_iter().collect();
        })
    }

    /// Changes the policy's thresholds.
    pub(crate) fn thresholds(mut self, change: impl FnOnce(&mut Thresholds)) -> Self {
        change(&mut self.policy.thresholds);
        self
    }

    /// The id of the attribute with this name in the table.
    pub(crate) fn attribute(&self, name: &str) -> AttributeId {
        let table = self.tables.last().unwrap();
        table.attributes.iter().find(|attribute| attribute.name == name).expect(name).id
    }

    pub(crate) fn attributes(&self, names: &str) -> Vec<AttributeId> {
        names.split_whitespace().map(|name| self.attribute(name)).collect()
    }

    /// A global index with everything: `"email / created name"` has its sort key after the slash.
    pub(crate) fn index(self, name: &str, key: &str) -> Self {
        self.index_with(name, key, |_| {})
    }

    pub(crate) fn index_with(self, name: &str, key: &str, change: impl FnOnce(&mut GlobalIndex)) -> Self {
        let (partition, sort) = key.split_once('/').unwrap_or((key, ""));
        let mut index = GlobalIndex::new(id(&format!("i-{name}")), name);
        index.partition = self.attributes(partition);
        index.sort = self.attributes(sort);
        change(&mut index);
        self.set(|table| table.indexes = with(&table.indexes, index))
    }

    /// A local index with everything.
    pub(crate) fn local(self, name: &str, sort: &str) -> Self {
        let (id, name, sort) = (id(&format!("l-{name}")), name.to_owned(), Some(self.attribute(sort)));
        let index = LocalIndex { id, name, description: String::new(), sort, projection: Projection::All };
        self.set(|table| table.local_indexes = with(&table.local_indexes, index))
    }

    /// An entity: `"pk=USER#{email} email colour?"`; a question mark is for what may be missing.
    pub(crate) fn entity(self, name: &str, attributes: &str) -> Self {
        let carried = |word: &str| {
            let (name, template) =
                word.split_once('=').map_or((word, None), |(name, text)| (name, Some(text)));
            let optional = name.ends_with('?');
            let known = |name: &str| {
                let table = self.tables.last().unwrap();
                table.attributes.iter().find(|attribute| attribute.name == name).map(|attribute| attribute.id)
            };
            let template = template.map(|text| Template::parse(text, known));
            EntityAttribute { attribute: self.attribute(name.trim_end_matches('?')), optional, template }
        };
        let attributes = attributes.split_whitespace().map(carried).collect();
        let (id, name) = (id(&format!("e-{}", name.to_lowercase())), name.to_owned());
        let entity = Entity { id, name, description: String::new(), colour: None, attributes };
        self.set(|table| table.entities = with(&table.entities, entity))
    }

    /// A sample item: `"pk=x score=#5"`; a number has a hash before it.
    pub(crate) fn item(self, values: &str) -> Self {
        self.item_of("", values)
    }

    pub(crate) fn item_of(self, entity: &str, values: &str) -> Self {
        let value = |text: &str| match text.strip_prefix('#') {
            Some(digits) => AttributeValue::N(digits.to_owned()),
            None => AttributeValue::S(text.to_owned()),
        };
        let values = values.split_whitespace().map(|word| {
            let (name, text) = word.split_once('=').unwrap();
            (name.to_owned(), value(text))
        });
        let values = values.collect();
        let entity = (!entity.is_empty()).then(|| id(&format!("e-{}", entity.to_lowercase())));
        self.set(|table| {
            let id = id(&format!("n{}", table.items.len()));
            table.items = with(&table.items, Item { id, values, entity });
        })
    }

    /// A query: `"pk = ; sk begins_with"`.
    pub(crate) fn query(self, conditions: &str) -> Self {
        self.query_with(conditions, |_| {})
    }

    pub(crate) fn query_with(self, conditions: &str, change: impl FnOnce(&mut Pattern)) -> Self {
        self.pattern(PatternKind::Query, conditions, change)
    }

    pub(crate) fn pattern(
        mut self,
        kind: PatternKind,
        conditions: &str,
        change: impl FnOnce(&mut Pattern),
    ) -> Self {
        let number = self.patterns.len();
        let table = self.tables.last().unwrap().id;
        let mut pattern = Pattern::new(id(&format!("p{number}")), format!("pattern {number}"), table, kind);
        let words = conditions.split(';').filter_map(|text| text.trim().split_once(' '));
        pattern.conditions = words
            .map(|(name, symbol)| {
                let comparison = Comparison::ALL.into_iter().find(|one| one.symbol() == symbol.trim());
                Condition {
                    attribute: self.attribute(name),
                    comparison: comparison.expect(symbol),
                    parameter: name.to_owned(),
                }
            })
            .collect();
        change(&mut pattern);
        self.patterns.push(pattern);
        self
    }

    /// Says how often the last pattern is asked at its peak.
    pub(crate) fn rate(mut self, rate: u32) -> Self {
        self.patterns.last_mut().unwrap().peak_rate = Some(rate);
        self
    }

    pub(crate) fn consumer(self, kind: ConsumerKind) -> Self {
        self.consumer_needing(None, kind)
    }

    pub(crate) fn consumer_needing(self, needs: Option<StreamView>, kind: ConsumerKind) -> Self {
        self.set(|table| {
            let number = table.consumers.len();
            let (id, name) = (id(&format!("c{number}")), format!("consumer {number}"));
            let consumer = Consumer { id, name, description: String::new(), needs, kind };
            table.consumers = with(&table.consumers, consumer);
        })
    }

    pub(crate) fn lambda(self, change: impl FnOnce(&mut Lambda)) -> Self {
        let mut lambda = Lambda::default();
        change(&mut lambda);
        self.consumer(ConsumerKind::Lambda(Box::new(lambda)))
    }

    pub(crate) fn replica(self, region: &str, change: impl FnOnce(&mut Replica)) -> Self {
        let mut replica = Replica::new(id(region), region);
        change(&mut replica);
        self.set(|table| table.replicas = with(&table.replicas, replica))
    }

    pub(crate) fn silence(mut self, code: &str, object: Object, reason: &str) -> Self {
        let id = id(&format!("s{}", self.silences.len()));
        self.silences.push(Silence { id, code: code.to_owned(), object, reason: reason.to_owned() });
        self
    }

    pub(crate) fn design(self) -> Design {
        Design {
            tables: self.tables.into_iter().collect(),
            patterns: self.patterns.into_iter().collect(),
            silences: self.silences.into_iter().collect(),
            ..Design::blank("Sketch")
        }
    }
}

/// An id of whatever kind; ids have hyphens where names have underscores.
pub(crate) fn id<T: From<Id>>(text: &str) -> T {
    T::from(text.replace('_', "-").parse().unwrap())
}

fn plain<T: Identified + Clone>(list: &List<T>) -> Vec<T> {
    list.iter().map(|entity| (**entity).clone()).collect()
}

fn with<T: Identified + Clone>(list: &List<T>, entity: T) -> List<T> {
    plain(list).into_iter().chain([entity]).collect()
}

/// What the rule finds, each finding held against the laws.
#[track_caller]
pub(crate) fn found(rule: &Rule, sketch: Sketch) -> Vec<Diagnostic> {
    let policy = sketch.policy.clone();
    let design = sketch.design();
    let found: Vec<_> = lint(&design, &policy).into_iter().filter(|one| one.code == rule.code).collect();
    for finding in &found {
        reads_well(finding);
        can_be_silenced(&design, &policy, finding);
        is_mended_by_its_fix(&design, &policy, finding);
    }
    found
}

/// Fails unless the rule finds something; gives the first finding.
#[track_caller]
pub(crate) fn fires(rule: &Rule, sketch: Sketch) -> Diagnostic {
    found(rule, sketch).into_iter().next().unwrap_or_else(|| panic!("{} finds nothing", rule.code))
}

/// The same, and fails unless the finding brings a fix.
#[track_caller]
pub(crate) fn fires_with_fix(rule: &Rule, sketch: Sketch) -> Diagnostic {
    let finding = fires(rule, sketch);
    assert!(finding.fix.is_some(), "no fix: {finding:?}");
    finding
}

/// Fails when the rule finds something.
#[track_caller]
pub(crate) fn silent(rule: &Rule, sketch: Sketch) {
    assert_eq!(found(rule, sketch), [], "{} is not silent", rule.code);
}

/// One sentence: what is wrong, and after a colon or semicolon the way out.
#[track_caller]
fn reads_well(finding: &Diagnostic) {
    let message = &finding.message;
    assert!(message.contains([':', ';']), "no way out: {message}");
    assert!(!message.ends_with('.') && !message.contains(['!', '\n']), "not calm: {message}");
    assert!(message.chars().next().is_some_and(|first| !first.is_lowercase()), "no sentence: {message}");
}

#[track_caller]
fn can_be_silenced(design: &Design, policy: &Policy, finding: &Diagnostic) {
    if rule_of(finding).group == crate::Group::Lint {
        return;
    }
    let object = finding.address.object;
    let silence = Silence { id: id("silence"), code: finding.code.clone(), object, reason: "why".to_owned() };
    let silenced = Design { silences: with(&design.silences, silence), ..design.clone() };
    let outcome = judge(&silenced, policy);
    assert!(!outcome.findings.contains(finding), "not silenced: {finding:?}");
    assert!(outcome.silenced.iter().any(|one| one.finding == *finding && one.reason == "why"));
}

/// The fix takes the finding away and adds nothing that AWS would refuse.
#[track_caller]
fn is_mended_by_its_fix(design: &Design, policy: &Policy, finding: &Diagnostic) {
    let Some(fix) = &finding.fix else { return };
    let mended = apply(design, &fix.edit).expect("the fix applies").design;
    let is_same = |one: &Diagnostic| one.code == finding.code && one.address == finding.address;
    assert!(!lint(&mended, policy).iter().any(is_same), "`{}` does not mend {}", fix.label, finding.message);
    let before: Vec<_> = validate(design).into_iter().map(|one| (one.code, one.address)).collect();
    let worse: Vec<_> = validate(&mended)
        .into_iter()
        .filter(|one| !before.contains(&(one.code.clone(), one.address)))
        .collect();
    assert_eq!(worse, [], "`{}` breaks the design", fix.label);
}

fn rule_of(finding: &Diagnostic) -> &'static Rule {
    crate::rule(&finding.code).expect("findings have the codes of rules")
}
