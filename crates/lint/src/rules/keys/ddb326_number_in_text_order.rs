//! Numbers in the order of text.
//!
//! Detects: a sort key made by a template of a Number, or of a parameter-free text around one.
//! Why: text is ordered by its bytes, so that 10 comes before 9, and negative numbers in the wrong order
//! altogether.
//! Way out: pad the number to a fixed width, or make it a sort attribute of its own in a global index.
//! Source: Developer Guide, naming rules and data types: strings are ordered by UTF-8 bytes.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB326", Info, check);

fn check(view: &TableView, found: &mut Findings) {
    for entity in &view.table.entities {
        for carried in &entity.attributes {
            let Some(template) = carried.template.as_ref().filter(|template| template.0.len() > 1) else {
                continue;
            };
            let key = carried.attribute;
            let Some(number) =
                template.attributes().filter_map(|id| view.attribute(id)).find(|it| varies(it))
            else {
                continue;
            };
            if !view.paths.iter().any(|path| path.sort.contains(&key)) {
                continue;
            }
            let (name, number, key) = (quoted(&entity.name), quoted(&number.name), view.named(key));
            let message = format!(
                "Entity {name} puts the Number {number} into the text of {key}: pad it, so that 10 follows 9"
            );
            found.add(Address::field(Object::Entity(view.table.id, entity.id), Field::Templates), message);
        }
    }
}

/// Whether values have different widths; a time in seconds has ten digits.
fn varies(attribute: &Attribute) -> bool {
    attribute.kind == AttributeType::N && !matches!(attribute.format, Some(SampleFormat::EpochSeconds(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn numbers_keep_their_order() {
        let scored =
            |kind: &str| table(&format!("pk sk | score:{kind}")).entity("Score", "pk sk=SCORE#{score} score");
        fires(&RULE, scored("N"));
        silent(&RULE, scored("S"));
        let seconds =
            |it: &mut Attribute| it.format = Some(SampleFormat::EpochSeconds(Range { from: 0, to: 1 }));
        silent(&RULE, scored("N").set_attribute("score", seconds));
        silent(&RULE, table("pk sk | score:N").entity("Score", "pk=SCORE#{score} sk score"));
    }
}
