//! Sample items as text: DynamoDB's own JSON, one attribute a line.
//!
//! Reading is strict about the form and says what is wrong where; what the table would refuse of a well-formed item
//! is a second, separate answer, since such an item can be kept while it is being worked on.

use tablewright_model::{Attribute, AttributeType, AttributeValue, Table, Values, quoted};

/// The item as text.
#[must_use]
pub fn write(values: &Values) -> String {
    let line = |(name, value): (&String, &AttributeValue)| {
        // Strings and values of the model always serialise.
        let name = serde_json::to_string(name).unwrap_or_default();
        format!("  {name}: {}", write_value(value))
    };
    let lines: Vec<_> = values.iter().map(line).collect();
    if lines.is_empty() { "{\n}".to_owned() } else { format!("{{\n{}\n}}", lines.join(",\n")) }
}

/// Reads an item.
///
/// # Errors
///
/// A sentence that says where the text stops being an item, and what stands there in one.
pub fn read(text: &str) -> Result<Values, String> {
    serde_json::from_str(text).map_err(|error| {
        let place = if error.line() == 0 { String::new() } else { format!(" (line {})", error.line()) };
        if error.is_syntax() || error.is_eof() {
            format!("This is not JSON yet{place}: write names and values in double quotes, a comma between entries.")
        } else {
            format!("A value lacks its type{place}: write {{\"S\": \"text\"}}, {{\"N\": \"12\"}} or {{\"BOOL\": true}}.")
        }
    })
}

/// What DynamoDB would refuse of an item of this table: a key without its value, or of another type; a number that is none.
#[must_use]
pub fn problem(table: &Table, values: &Values) -> Option<String> {
    let keys = table.key.attributes().filter_map(|key| table.attribute(key));
    let key = keys.filter_map(|key| key_problem(key, values.get(&key.name))).next();
    key.or_else(|| values.iter().find_map(|(name, value)| number_problem(name, value)))
}

/// A value in a cell of a grid: without its type, on one line.
#[must_use]
pub fn shown(value: &AttributeValue) -> String {
    match value {
        AttributeValue::S(text) | AttributeValue::N(text) | AttributeValue::B(text) => text.clone(),
        AttributeValue::Bool(value) => value.to_string(),
        AttributeValue::Null(_) => "null".to_owned(),
        AttributeValue::StringSet(members)
        | AttributeValue::NumberSet(members)
        | AttributeValue::BinarySet(members) => {
            format!("{{{}}}", members.join(", "))
        }
        AttributeValue::L(values) => {
            let inner: Vec<_> = values.iter().map(shown).collect();
            format!("[{}]", inner.join(", "))
        }
        AttributeValue::M(values) => {
            let inner: Vec<_> =
                values.iter().map(|(name, value)| format!("{name}: {}", shown(value))).collect();
            format!("{{{}}}", inner.join(", "))
        }
    }
}

/// The type of a value.
#[must_use]
pub const fn kind_of(value: &AttributeValue) -> AttributeType {
    match value {
        AttributeValue::S(_) => AttributeType::S,
        AttributeValue::N(_) => AttributeType::N,
        AttributeValue::B(_) => AttributeType::B,
        AttributeValue::Bool(_) => AttributeType::Bool,
        AttributeValue::Null(_) => AttributeType::Null,
        AttributeValue::StringSet(_) => AttributeType::StringSet,
        AttributeValue::NumberSet(_) => AttributeType::NumberSet,
        AttributeValue::BinarySet(_) => AttributeType::BinarySet,
        AttributeValue::L(_) => AttributeType::L,
        AttributeValue::M(_) => AttributeType::M,
    }
}

fn write_value(value: &AttributeValue) -> String {
    serde_json::to_string(value).unwrap_or_default().replacen("\":", "\": ", 1)
}

fn key_problem(key: &Attribute, value: Option<&AttributeValue>) -> Option<String> {
    let (name, wanted) = (quoted(&key.name), key.kind.descriptor());
    let Some(value) = value else {
        return Some(format!("The key {name} is missing: every item has it, as {{\"{wanted}\": …}}."));
    };
    if kind_of(value) != key.kind {
        let found = kind_of(value).descriptor();
        return Some(format!("The key {name} has the type {found}: the table wants {wanted}."));
    }
    match value {
        AttributeValue::S(text) | AttributeValue::B(text) if text.is_empty() => {
            Some(format!("The key {name} is empty: a key needs at least one character."))
        }
        _ => None,
    }
}

fn number_problem(name: &str, value: &AttributeValue) -> Option<String> {
    let wrong = |text: &String| !is_number(text);
    let found = match value {
        AttributeValue::N(text) => wrong(text).then_some(text),
        AttributeValue::NumberSet(members) => members.iter().find(|text| wrong(text)),
        AttributeValue::L(values) => return values.iter().find_map(|value| number_problem(name, value)),
        AttributeValue::M(values) => {
            return values.iter().find_map(|(name, value)| number_problem(name, value));
        }
        _ => None,
    };
    found.map(|text| {
        format!("{} has {} as a number: write digits, as in \"12.5\".", quoted(name), quoted(text))
    })
}

/// Whether a text is a number as DynamoDB writes them: `-12.5e3`. It is never read as a float, which has fewer digits, and
/// whose tables would weigh twelve kilobytes in the bundle.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = |text: &'_ str| text.strip_prefix(['+', '-']).map_or(text.to_owned(), str::to_owned);
    let (number, exponent) =
        text.split_once(['e', 'E']).map_or((text, None), |(number, e)| (number, Some(e)));
    let number = unsigned(number);
    let (whole, fraction) = number.split_once('.').unwrap_or((&number, ""));
    let exponent = exponent.map(unsigned);
    digits(whole)
        && digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && exponent.is_none_or(|exponent| !exponent.is_empty() && digits(&exponent))
}

#[cfg(test)]
mod tests {
    use tablewright_model::{Design, from_json};

    use super::*;

    fn example() -> Design {
        from_json(include_str!("../../../assets/examples/game-scores.json")).unwrap()
    }

    #[test]
    fn an_item_reads_back_and_stands_one_attribute_a_line() {
        let design = example();
        for item in &design.tables.iter().next().unwrap().items {
            let text = write(&item.values);
            assert_eq!(read(&text).as_ref(), Ok(&item.values));
            assert_eq!(text.lines().count(), item.values.len() + 2);
        }
        assert_eq!(read(&write(&Values::new())), Ok(Values::new()));
    }

    #[test]
    fn a_bare_value_is_told_about_types_and_half_a_text_about_json() {
        assert!(read(r#"{"a": "b"}"#).unwrap_err().contains("lacks its type (line 1)"));
        assert!(read("{\n \"a\": {\"S\"").unwrap_err().contains("not JSON yet (line 2)"));
    }

    #[test]
    fn numbers_are_digits_with_a_point_and_an_exponent() {
        for number in ["0", "-12.5e3", "+1", ".5", "1.", "1E-130", "12345678901234567890123456789012345678"] {
            assert!(is_number(number), "{number}");
        }
        for text in [
            "", "-", ".", "e3", "1e", "1e-", "--1", "1.2.3", "1e2e3", "inf", "NaN", " 1", "1 ", "0x1",
            "1_000",
        ] {
            assert!(!is_number(text), "{text}");
        }
    }

    #[test]
    fn what_the_table_would_refuse_is_told() {
        let design = example();
        let table = design.tables.iter().next().unwrap();
        let told = |text: &str| problem(table, &read(text).unwrap()).unwrap_or_default();
        assert!(told(r#"{"GameTitle": {"S": "x"}}"#).contains("`UserId` is missing"));
        assert!(told(r#"{"UserId": {"N": "1"}, "GameTitle": {"S": "x"}}"#).contains("wants S"));
        assert!(told(r#"{"UserId": {"S": ""}, "GameTitle": {"S": "x"}}"#).contains("is empty"));
        assert!(
            told(r#"{"UserId": {"S": "u"}, "GameTitle": {"S": "x"}, "Wins": {"N": "many"}}"#)
                .contains("as a number")
        );
        assert_eq!(told(r#"{"UserId": {"S": "u"}, "GameTitle": {"S": "x"}, "Wins": {"N": "-1.5e3"}}"#), "");
    }
}
