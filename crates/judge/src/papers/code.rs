//! The request of a pattern as code, in the language that one asks for.

use tablewright_access::code::{Language, code};
use tablewright_contract::paper::{Blank, Given, Part, Tone};
use tablewright_model::{Design, Pattern, quoted};

use super::{given, said};

pub(super) fn paper(design: &Design, pattern: &Pattern, wanted: &Given) -> (Vec<Blank>, Vec<Part>) {
    let labels = Language::ALL.map(|language| (language.extension().to_owned(), language.label().to_owned()));
    let usual = Language::Cli.extension();
    let (chosen, blank) = given::choice(wanted, "language", "Language", labels.into(), usual);
    let language = Language::ALL.into_iter().find(|one| one.extension() == chosen).unwrap_or(Language::Cli);
    let part = match code(design, pattern.id, language) {
        Some(text) => Part::Code(language.label().to_owned(), text),
        None => {
            said(Tone::Plain, format!("{} has no words for {}.", language.label(), quoted(&pattern.name)))
        }
    };
    (vec![blank], vec![part])
}
