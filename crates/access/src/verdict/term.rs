//! What the conditions of a pattern say of a key attribute, directly or through the template that fills it.
//!
//! The parameter `user_id` fills `USER#{user_id}`; a template of which only the beginning is known gives a
//! `begins_with`. A template joins values as text, so only text has the order of its key, and a range inside one is
//! used only where what follows can't disturb it. Values are taken not to contain the fixed text behind them.

use tablewright_model::{AttributeId, Comparison, Condition, SampleFormat, Template, TemplatePart};

use super::question::{Extent, Question};

/// A condition on a key attribute, as the request would carry it.
#[derive(Debug, Clone)]
pub(super) struct Term<'d> {
    pub(super) attribute: AttributeId,
    pub(super) comparison: Comparison,
    pub(super) value: Filling<'d>,
    /// The upper end of a range.
    pub(super) to: Option<Filling<'d>>,
    /// The conditions of the pattern that it takes care of.
    pub(super) answers: Answered,
}

/// What is compared with.
#[derive(Debug, Clone)]
pub(super) enum Filling<'d> {
    /// The parameter as it is.
    Whole(&'d str),
    /// Text and parameters, joined.
    Joined(Vec<Part<'d>>),
}

/// A piece of a value.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part<'d> {
    Text(&'d str),
    Parameter(&'d str),
    /// One value of a list of that name.
    Each(&'d str),
    /// Either end of a pair of that name.
    From(&'d str),
    To(&'d str),
    /// Greater than every text.
    Highest,
}

/// A set of conditions by their places; one beyond the room is never in it, and stays a filter.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Answered([u64; 3]);

impl Answered {
    pub(super) fn one(at: usize) -> Self {
        let mut set = Self::default();
        set.add(at);
        set
    }

    pub(super) fn add(&mut self, at: usize) {
        if let Some(word) = self.0.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }

    pub(super) fn has(self, at: usize) -> bool {
        self.0.get(at / 64).is_some_and(|word| word & (1 << (at % 64)) != 0)
    }

    pub(super) fn join(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(mine, its)| *mine |= its);
    }
}

impl<'d> Term<'d> {
    /// The value that the attribute must have: one, or one of a list.
    pub(super) fn equal(question: &Question<'d, '_>, attribute: AttributeId) -> Option<Self> {
        let direct = question
            .on(attribute)
            .find(|(_, condition)| matches!(condition.comparison, Comparison::Equal | Comparison::In));
        let template = question.template(attribute);
        let (value, comparison, answers) = match (direct, template) {
            (Some((at, condition)), template) => {
                let Condition { comparison, parameter, .. } = condition;
                let filled = template.filter(|_| *comparison == Comparison::Equal);
                let filled = filled.and_then(|template| Known::of(question, template).whole(parameter));
                match filled {
                    Some((parts, mut answers)) => {
                        answers.add(at);
                        (Filling::Joined(parts), *comparison, answers)
                    }
                    None => (Filling::Whole(parameter), *comparison, Answered::one(at)),
                }
            }
            (None, Some(template)) => {
                let known = Known::each_of(question, template);
                (!known.parts.is_empty() && known.next.is_none()).then_some(())?;
                let certain = known.certain();
                let comparison = if known.is_listed() { Comparison::In } else { Comparison::Equal };
                (Filling::Joined(known.parts), comparison, certain)
            }
            (None, None) => return None,
        };
        Some(Self { attribute, comparison, value, to: None, answers })
    }

    /// The range that the attribute must be in. `Err` when the conditions make more than one.
    pub(super) fn range(question: &Question<'d, '_>, attribute: AttributeId) -> Result<Option<Self>, ()> {
        let mut direct = question.on(attribute).filter(|(_, condition)| is_range(condition.comparison));
        match (direct.next(), direct.next(), direct.next()) {
            (Some(one), None, _) => Ok(Some(Self::of_one(question, attribute, one))),
            (Some(one), Some(two), None) => Self::of_two(attribute, one, two).map(Some).ok_or(()),
            (Some(_), Some(_), Some(_)) => Err(()),
            (None, ..) => Ok(question
                .template(attribute)
                .and_then(|template| Known::of(question, template).range(question, attribute))),
        }
    }

    fn of_one(
        question: &Question<'d, '_>,
        attribute: AttributeId,
        (at, condition): (usize, &'d Condition),
    ) -> Self {
        let Condition { comparison, parameter, .. } = condition;
        let template = question.template(attribute).filter(|_| *comparison == Comparison::BeginsWith);
        let known = template.map(|template| Known::of(question, template));
        match known.filter(|known| known.names(parameter)) {
            Some(known) => {
                let mut answers = known.certain();
                answers.add(at);
                let value = Filling::Joined(known.parts);
                Self { attribute, comparison: *comparison, value, to: None, answers }
            }
            None => Self::compared(attribute, at, condition),
        }
    }

    /// The range that a condition makes by itself.
    fn compared(attribute: AttributeId, at: usize, condition: &'d Condition) -> Self {
        let Condition { comparison, parameter, .. } = condition;
        let value = match comparison {
            Comparison::Between => Filling::Joined(vec![Part::From(parameter)]),
            _ => Filling::Whole(parameter),
        };
        let to = (*comparison == Comparison::Between).then(|| Filling::Joined(vec![Part::To(parameter)]));
        Self { attribute, comparison: *comparison, value, to, answers: Answered::one(at) }
    }

    /// Two bounds, both included, are a `BETWEEN`.
    fn of_two(
        attribute: AttributeId,
        (at, one): (usize, &'d Condition),
        (other_at, two): (usize, &'d Condition),
    ) -> Option<Self> {
        let (from, to) = match (one.comparison, two.comparison) {
            (Comparison::GreaterOrEqual, Comparison::LessOrEqual) => (one, two),
            (Comparison::LessOrEqual, Comparison::GreaterOrEqual) => (two, one),
            _ => return None,
        };
        let mut answers = Answered::one(at);
        answers.add(other_at);
        let (value, to) = (Filling::Whole(&from.parameter), Some(Filling::Whole(&to.parameter)));
        Some(Self { attribute, comparison: Comparison::Between, value, to, answers })
    }

    /// Whether it is one value.
    pub(super) fn is_equal(&self) -> bool {
        self.comparison == Comparison::Equal
    }

    /// The fixed text that every value of it begins with.
    pub(super) fn prefix(&self, question: &Question<'d, '_>) -> &'d str {
        match &self.value {
            Filling::Joined(parts) => match parts.first() {
                Some(Part::Text(text)) => text,
                _ => "",
            },
            Filling::Whole(_) => question.template(self.attribute).map_or("", Template::prefix),
        }
    }
}

/// Comparisons of a sort key beside equality.
const fn is_range(comparison: Comparison) -> bool {
    comparison.fits_sort_key() && !matches!(comparison, Comparison::Equal)
}

/// The beginning of a template as far as the conditions fill it.
struct Known<'d> {
    parts: Vec<Part<'d>>,
    answers: Answered,
    /// The first piece that they do not fill, and whether it is the last.
    next: Option<(&'d TemplatePart, bool)>,
    /// Where each filled piece got its value from, by name.
    filled: Vec<&'d str>,
    /// Whether two values follow each other, so that others give the same text and a filter has to tell.
    runs_together: bool,
    /// Whether the next attribute ends where a text or nothing follows. Else what it begins with may be a shorter value and
    /// the beginning of what comes behind.
    is_delimited: bool,
}

impl<'d> Known<'d> {
    /// As far as single values fill it.
    fn of(question: &Question<'d, '_>, template: &'d Template) -> Self {
        Self::filled(question, template, false)
    }

    /// As far as single values and lists fill it.
    fn each_of(question: &Question<'d, '_>, template: &'d Template) -> Self {
        Self::filled(question, template, true)
    }

    fn filled(question: &Question<'d, '_>, template: &'d Template, takes_lists: bool) -> Self {
        let mut known = Self {
            parts: Vec::new(),
            answers: Answered::default(),
            next: None,
            filled: Vec::new(),
            runs_together: false,
            is_delimited: true,
        };
        let last = template.0.len().saturating_sub(1);
        for (at, part) in template.0.iter().enumerate() {
            if known.take(question, part, takes_lists) != Some(Extent::Whole) {
                known.next = Some((part, at == last));
                known.is_delimited = matches!(template.0.get(at + 1), None | Some(TemplatePart::Text(_)));
                break;
            }
        }
        known
    }

    fn take(
        &mut self,
        question: &Question<'d, '_>,
        part: &'d TemplatePart,
        takes_lists: bool,
    ) -> Option<Extent> {
        let name = match part {
            TemplatePart::Text(text) => {
                self.parts.push(Part::Text(text));
                return Some(Extent::Whole);
            }
            TemplatePart::Attribute(id) => {
                if let Some((at, condition)) = question.equal(*id) {
                    self.answers.add(at);
                    self.fill(&condition.parameter);
                    return Some(Extent::Whole);
                }
                let mut lists = question.on(*id).filter(|(_, one)| one.comparison == Comparison::In);
                if let Some((at, condition)) = lists.next().filter(|_| takes_lists) {
                    self.answers.add(at);
                    self.follow();
                    self.parts.push(Part::Each(&condition.parameter));
                    return Some(Extent::Whole);
                }
                question.attribute(*id).map_or("", |attribute| attribute.name.as_str())
            }
            TemplatePart::Parameter(name) => name,
        };
        let extent = question.parameter(name)?;
        self.fill(name);
        Some(extent)
    }

    fn fill(&mut self, parameter: &'d str) {
        self.follow();
        self.filled.push(parameter);
        self.parts.push(Part::Parameter(parameter));
    }

    /// Notes whether the next value stands right behind another.
    fn follow(&mut self) {
        self.runs_together |= !matches!(self.parts.last(), None | Some(Part::Text(_)));
    }

    /// Whether a list is in it, so that there is one value for each of its members.
    fn is_listed(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Each(_)))
    }

    /// Whether a parameter of that name is in it.
    fn names(&self, parameter: &str) -> bool {
        self.filled.contains(&parameter)
    }

    /// The conditions that the text so far takes care of.
    fn certain(&self) -> Answered {
        if self.runs_together { Answered::default() } else { self.answers }
    }

    /// The whole value, if the parameter is a piece of it and the rest is known.
    fn whole(self, parameter: &str) -> Option<(Vec<Part<'d>>, Answered)> {
        let certain = self.certain();
        (self.next.is_none() && self.names(parameter)).then_some((self.parts, certain))
    }

    /// What is left of a template that is not wholly known: a range of its next attribute, or all that begins so.
    fn range(self, question: &Question<'d, '_>, attribute: AttributeId) -> Option<Term<'d>> {
        let (next, is_last) = self.next?;
        if let TemplatePart::Attribute(id) = next
            && question.is_text(*id)
            && let Some((at, condition)) = single_range(question, *id)
        {
            if self.parts.is_empty() && is_last {
                return Some(Term::compared(attribute, at, condition));
            }
            let is_exact = condition.comparison == Comparison::BeginsWith || is_last;
            // A range from nothing on has no lower end that a key condition could carry.
            let is_open = matches!(condition.comparison, Comparison::Less | Comparison::LessOrEqual);
            if (is_exact || has_fixed_width(question, *id)) && !(is_open && self.parts.is_empty()) {
                return Some(self.bounded(attribute, at, condition, is_last));
            }
        }
        let is_shared = question.scope.table.entities.len() > 1;
        let says_something = self.parts.len() > 1 || !self.filled.is_empty() || is_shared;
        // A value right before what is unknown may be the beginning of a longer one.
        let ends_in_text = matches!(self.parts.last(), Some(Part::Text(_)));
        let answers = if ends_in_text { self.certain() } else { Answered::default() };
        let (comparison, value) = (Comparison::BeginsWith, Filling::Joined(self.parts));
        let is_empty = matches!(&value, Filling::Joined(parts) if parts.is_empty());
        (says_something && !is_empty).then_some(Term { attribute, comparison, value, to: None, answers })
    }

    /// The prefix with a range of the attribute behind it; what the range says exactly needs no filter.
    fn bounded(self, attribute: AttributeId, at: usize, condition: &'d Condition, is_last: bool) -> Term<'d> {
        let Condition { comparison, parameter, .. } = condition;
        let mut answers = self.certain();
        // What is greater begins behind all that goes on from the value; with nothing behind it, a filter decides.
        let is_strict = matches!(comparison, Comparison::Greater | Comparison::Less);
        let is_told = *comparison != Comparison::BeginsWith || self.is_delimited;
        if is_told && (!is_strict || !is_last) {
            answers.add(at);
        }
        let with = |more: Option<Part<'d>>, is_open: bool| {
            let highest = is_open.then_some(Part::Highest);
            Filling::Joined(self.parts.iter().copied().chain(more).chain(highest).collect())
        };
        let (low, high) = match comparison {
            Comparison::BeginsWith => {
                let value = with(Some(Part::Parameter(parameter)), false);
                return Term { attribute, comparison: *comparison, value, to: None, answers };
            }
            Comparison::Between => (Some(Part::From(parameter)), Some(Part::To(parameter))),
            Comparison::Greater | Comparison::GreaterOrEqual => (Some(Part::Parameter(parameter)), None),
            _ => (None, Some(Part::Parameter(parameter))),
        };
        let is_behind = is_strict && !is_last;
        let value = with(low, is_behind && low.is_some());
        let to = Some(with(high, high.is_none() || (!is_last && !is_strict)));
        Term { attribute, comparison: Comparison::Between, value, to, answers }
    }
}

/// The only range condition on an attribute.
fn single_range<'d>(question: &Question<'d, '_>, attribute: AttributeId) -> Option<(usize, &'d Condition)> {
    let mut ranges = question.on(attribute).filter(|(_, condition)| is_range(condition.comparison));
    let first = ranges.next()?;
    ranges.next().is_none().then_some(first)
}

/// Whether all values have the same length, so that what follows them in a key can't disturb their order.
pub(super) fn has_fixed_width(question: &Question<'_, '_>, attribute: AttributeId) -> bool {
    let format = question.attribute(attribute).and_then(|attribute| attribute.format.as_ref());
    matches!(
        format,
        Some(
            SampleFormat::Date(_)
                | SampleFormat::DateTime(_)
                | SampleFormat::Ulid
                | SampleFormat::Uuid
                | SampleFormat::Country
        )
    )
}
