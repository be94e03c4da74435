//! The request of a pattern as code.

use tablewright_access::code::{Language, code};
use tablewright_contract::judge::CodeView;
use tablewright_model::{Design, PatternId};

pub(super) fn seen(design: &Design, pattern: PatternId, number: u8) -> Option<CodeView> {
    let language = *Language::ALL.get(usize::from(number))?;
    design.pattern(pattern)?;
    Some(CodeView { pattern, language: number, text: code(design, pattern, language).unwrap_or_default() })
}

#[cfg(test)]
mod tests {
    use tablewright_contract::judge::LANGUAGES;

    use super::*;

    #[test]
    fn the_editor_lists_every_language() {
        assert_eq!(LANGUAGES, Language::ALL.map(Language::label));
    }
}
