//! From a pattern and its verdict to a program.

use std::collections::{BTreeMap, BTreeSet};

use tablewright_model::{AttributeId, Design, Pattern, PatternId, PatternKind, Table, TableId};

use super::lines::one_line;
use super::moved::{self, Moved, moved};
use super::{Bit, Call, Each, Fetch, Program, Sample, Text, Variable, Work};
use crate::example::arguments;
use crate::value::Value;
use crate::verdict::{
    Argument, Arguments, Operation, Piece, Place, Request, Service, Slot, render, request, verdict,
};

/// The program of a pattern; none if nothing serves it and no delete and put can take its place.
#[must_use]
pub fn program(design: &Design, id: PatternId) -> Option<Program> {
    let pattern = design.pattern(id)?;
    let Some(service) = verdict(design, id)?.service else {
        return anew(design.table(pattern.table)?, pattern, moved(design, pattern)?);
    };
    let mut variables = Variables { samples: arguments(design, id), ..Variables::default() };
    let work = match pattern.kind {
        PatternKind::Transaction => together(design, pattern, service.operation, &mut variables)?,
        _ => alone(design, pattern, &service, &mut variables)?,
    };
    let prices = service.prices.iter().map(|price| render::price(design, id, price));
    let notes = service.notes.iter().map(|note| render::note(design, id, note));
    Some(Program {
        title: one_line(&pattern.name),
        notes: prices.chain(notes).map(|note| one_line(&note)).collect(),
        variables: variables.all,
        work,
    })
}

/// A delete and a put in the place of an update.
fn anew(table: &Table, pattern: &Pattern, moved: Moved) -> Option<Program> {
    let Moved { delete, put, renewed, before } = moved;
    let mut variables = Variables { samples: before, renewed, ..Variables::default() };
    let calls = [delete, put].map(|(service, request)| {
        call(&mut Scope { table, pattern, variables: &mut variables }, &service, &request)
    });
    Some(Program {
        title: one_line(&pattern.name),
        notes: vec![moved::NOTE.to_owned()],
        variables: variables.all,
        work: Work::Together { is_read: false, calls: calls.into() },
    })
}

fn together(
    design: &Design,
    pattern: &Pattern,
    operation: Operation,
    variables: &mut Variables,
) -> Option<Work> {
    let part = |id: &PatternId| {
        let (pattern, service) = (design.pattern(*id)?, verdict(design, *id)?.service?);
        let (table, request) = (design.table(pattern.table)?, request(design, *id)?);
        let call = call(&mut Scope { table, pattern, variables }, &service, &request);
        // The operations of transactions have no word for it.
        Some(Call { consistent: false, ..call })
    };
    let calls: Option<Vec<Call>> = pattern.together.iter().map(part).collect();
    Some(Work::Together { is_read: operation == Operation::TransactGetItems, calls: calls? })
}

fn alone(design: &Design, pattern: &Pattern, service: &Service, variables: &mut Variables) -> Option<Work> {
    let (table, request) = (design.table(pattern.table)?, request(design, pattern.id)?);
    let mut scope = Scope { table, pattern, variables };
    let each = scope.loops(&request);
    let of_keys = request.then.as_ref().map(|(_, then)| fetch(table, then));
    Some(match service.operation {
        Operation::BatchGetItem => Work::Batch {
            each,
            key: request.key.iter().map(|(name, slot)| (name.clone(), scope.text(slot))).collect(),
            fetch: fetch(table, &request),
        },
        Operation::Query | Operation::Scan => Work::Pages {
            each,
            call: call(&mut scope, service, &request),
            most: pattern.limit,
            fetch: of_keys,
        },
        Operation::SearchVectors => {
            let mut call = call(&mut scope, service, &request);
            call.vector = Some(scope.vector(service));
            // Nearest of how many must be said.
            call.limit = call.limit.or(pattern.items).or(Some(NEAREST));
            Work::Search { call: searched(call), fetch: of_keys }
        }
        _ => Work::One(call(&mut scope, service, &request)),
    })
}

/// How many are looked for where the pattern does not say.
const NEAREST: u32 = 10;

/// A search has one condition for its partition and its filters.
fn searched(mut call: Call) -> Call {
    let conditions: Vec<String> = call.key_condition.take().into_iter().chain(call.filter.take()).collect();
    call.key_condition = (!conditions.is_empty()).then(|| conditions.join(" AND "));
    call
}

fn call(scope: &mut Scope<'_, '_>, service: &Service, request: &Request) -> Call {
    let index = match service.place {
        Place::Table => None,
        Place::Index(id) => scope.table.index_name(id).map(str::to_owned),
    };
    let named = |scope: &mut Scope<'_, '_>, slots: &[(String, Slot)]| -> Vec<(String, Text)> {
        slots.iter().map(|(name, slot)| (name.clone(), scope.text(slot))).collect()
    };
    let mut call = Call {
        operation: service.operation,
        table: scope.table.name.clone(),
        index,
        key: named(scope, &request.key),
        item: named(scope, &request.item),
        key_condition: request.key_condition.clone(),
        filter: request.filter.clone(),
        update: request.update.clone(),
        condition: request.condition.clone(),
        projection: request.projection.clone(),
        names: request.names.clone(),
        values: Vec::new(),
        forward: request.forward,
        consistent: request.consistent,
        limit: request.limit,
        whole: request.whole,
        vector: None,
    };
    for (placeholder, slot) in &request.values {
        match slot.pieces.as_slice() {
            [Piece::AllOf(list)] => scope.members(&mut call, placeholder, list),
            _ => call.values.push((placeholder.clone(), scope.text(slot))),
        }
    }
    call
}

fn fetch(table: &Table, request: &Request) -> Fetch {
    Fetch {
        table: table.name.clone(),
        keys: table.key.attributes().map(|id| table.attribute_name(id).to_owned()).collect(),
        projection: request.projection.clone(),
        names: request.names.clone(),
        consistent: request.consistent,
    }
}

/// The variables of a program, and what is known of their values.
#[derive(Default)]
struct Variables {
    all: Vec<Variable>,
    samples: Arguments,
    /// The attributes that are written with another value than they have.
    renewed: BTreeSet<String>,
    /// The variable of each name and what it is about.
    known: BTreeMap<(String, About), String>,
}

/// What tells variables of the same name apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum About {
    /// What the pattern compares an attribute of a table with.
    Compared(Option<(TableId, AttributeId)>),
    /// One end of a pair, or a number in a list.
    Part(Option<(TableId, AttributeId)>, usize),
    /// What is written into an attribute, where the same name is compared.
    Written(TableId),
    /// A list, and one of its values.
    List,
}

impl Variables {
    /// The variable of that name and meaning, made if it is new.
    fn get(&mut self, name: &str, about: About, sample: Sample) -> String {
        if let Some(known) = self.known.get(&(name.to_owned(), about)) {
            return known.clone();
        }
        let taken = |wanted: &str, all: &[Variable]| all.iter().any(|variable| variable.name == wanted);
        let numbered = |number: usize| if number == 1 { name.to_owned() } else { format!("{name}_{number}") };
        let free = (1..).map(numbered).find(|wanted| !taken(wanted, &self.all)).unwrap_or_default();
        self.all.push(Variable { name: free.clone(), sample });
        self.known.insert((name.to_owned(), about), free.clone());
        free
    }

    fn sample(&self, name: &str) -> Value {
        match self.samples.get(name) {
            Some(Argument::One(value) | Argument::Pair(value, _)) => value.clone(),
            Some(Argument::List(values)) => values.first().cloned().unwrap_or(Value::Null),
            None => Value::S(format!("{name}-1")),
        }
    }

    fn samples(&self, name: &str) -> Vec<Value> {
        match self.samples.get(name) {
            Some(Argument::List(values)) => values.clone(),
            _ => vec![self.sample(name)],
        }
    }
}

/// One pattern, in whose terms values are.
struct Scope<'d, 'v> {
    table: &'d Table,
    pattern: &'d Pattern,
    variables: &'v mut Variables,
}

impl Scope<'_, '_> {
    fn text(&mut self, slot: &Slot) -> Text {
        Text { bits: slot.pieces.iter().map(|piece| self.bit(piece)).collect() }
    }

    fn bit(&mut self, piece: &Piece) -> Bit {
        let variable = match piece {
            Piece::Text(text) => return Bit::Text(text.clone()),
            Piece::Highest => return Bit::Highest,
            Piece::Parameter(name) => {
                let sample = Sample::One(self.variables.sample(name));
                self.variables.get(name, About::Compared(self.about(name)), sample)
            }
            Piece::From(name) => self.end(name, 0),
            Piece::To(name) => self.end(name, 1),
            Piece::EachOf(name) | Piece::AllOf(name) => return Bit::Variable(loop_names(name).1),
            Piece::Attribute(name) => self.written(name),
        };
        Bit::Variable(variable)
    }

    /// What a parameter is compared with.
    fn about(&self, parameter: &str) -> Option<(TableId, AttributeId)> {
        let mut conditions = self.pattern.conditions.iter();
        let condition = conditions.find(|condition| condition.parameter == parameter)?;
        Some((self.table.id, condition.attribute))
    }

    fn end(&mut self, name: &str, which: usize) -> String {
        let value = match (self.variables.samples.get(name), which) {
            (Some(Argument::Pair(_, high)), 1) => high.clone(),
            _ => self.variables.sample(name),
        };
        let named = format!("{name}_{}", if which == 0 { "from" } else { "to" });
        self.variables.get(&named, About::Part(self.about(name), which), Sample::One(value))
    }

    /// A value of the item that is written; a new one, where the old one is compared.
    fn written(&mut self, name: &str) -> String {
        let attribute = self.table.attributes.iter().find(|attribute| attribute.name == name);
        let known = self.variables.sample(name);
        let is_renewed = self.variables.renewed.contains(name);
        let sample = Sample::One(if is_renewed { moved::another(&known) } else { known });
        let is_compared = self.pattern.conditions.iter().any(|condition| condition.parameter == name);
        if is_compared {
            return self.variables.get(&format!("new_{name}"), About::Written(self.table.id), sample);
        }
        let about = About::Compared(attribute.map(|attribute| (self.table.id, attribute.id)));
        self.variables.get(name, about, sample)
    }

    /// `:list` becomes `:list_1, :list_2`, one variable each.
    fn members(&mut self, call: &mut Call, placeholder: &str, list: &str) {
        let mut names = Vec::new();
        for (at, value) in self.variables.samples(list).into_iter().enumerate() {
            let name = format!("{placeholder}_{}", at + 1);
            let about = About::Part(self.about(list), at);
            let variable = self.variables.get(&format!("{list}_{}", at + 1), about, Sample::One(value));
            call.values.push((name.clone(), Text { bits: vec![Bit::Variable(variable)] }));
            names.push(name);
        }
        let (from, to) = (format!("({placeholder})"), format!("({})", names.join(", ")));
        for text in [&mut call.filter, &mut call.condition].into_iter().flatten() {
            *text = text.replace(&from, &to);
        }
    }

    /// A loop for each list that a key is made of.
    fn loops(&mut self, request: &Request) -> Vec<Each> {
        let slots = request.values.values().chain(request.key.iter().map(|(_, slot)| slot));
        let mut each: Vec<Each> = Vec::new();
        for piece in slots.flat_map(|slot| &slot.pieces) {
            let Piece::EachOf(name) = piece else { continue };
            let (list, item) = loop_names(name);
            if !each.iter().any(|known| known.item == item) {
                let sample = Sample::List(self.variables.samples(name));
                each.push(Each { list: self.variables.get(&list, About::List, sample), item });
            }
        }
        each
    }

    /// The variable with the vector that is searched for: a unit vector of the right length.
    fn vector(&mut self, service: &Service) -> String {
        let index = match service.place {
            Place::Index(id) => self.table.vector_indexes.get(id),
            Place::Table => None,
        };
        let dimensions = index.map_or(2, |index| index.dimensions.max(1));
        let number = |at: u32| Value::N(i64::from(at == 0).into());
        let compared = index.and_then(|index| index.vector).and_then(|vector| {
            self.pattern.conditions.iter().find(|condition| condition.attribute == vector)
        });
        let name = compared.map(|condition| condition.parameter.as_str()).filter(|name| !name.is_empty());
        let sample = Sample::One(Value::List((0..dimensions).map(number).collect()));
        self.variables.get(name.unwrap_or("vector"), About::List, sample)
    }
}

/// What a list and one of its values are called.
fn loop_names(parameter: &str) -> (String, String) {
    /// How plurals end, and the singular in their place; the first that fits.
    const ENDINGS: [(&str, &str); 7] = [
        ("ies", "y"),
        ("uses", "us"),
        ("sses", "ss"),
        ("xes", "x"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("s", ""),
    ];
    let singular =
        ENDINGS.iter().find_map(|(plural, one)| Some(parameter.strip_suffix(plural)?.to_owned() + one));
    match singular.filter(|one| one.len() > 2) {
        Some(one) => (parameter.to_owned(), one),
        None => (format!("{parameter}_values"), parameter.to_owned()),
    }
}
