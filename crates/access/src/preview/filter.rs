//! The filters of Lambda's event source mappings: which records a function is called with.
//!
//! Source: Lambda developer guide, "Control which events Lambda sends to your function". A record passes if one of the
//! patterns matches; without patterns every record does. Numbers of items are text in a record (`{"N": "5"}`), so the
//! numeric comparisons, which want JSON numbers, match none of them: that is so in the service, too.

use std::fmt;

use serde_json::Value as Json;

/// A pattern that Lambda would refuse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The pattern's place in the list, from 0.
    pub pattern: usize,
    /// What is wrong with it.
    pub why: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "filter {} is no pattern: {}", self.pattern + 1, self.why)
    }
}

impl std::error::Error for Broken {}

/// Whether the record passes.
///
/// # Errors
///
/// [`Broken`] names a pattern that Lambda would refuse, whatever the others say.
pub fn passes(patterns: &[String], record: &Json) -> Result<bool, Broken> {
    let mut passes = patterns.is_empty();
    for (at, pattern) in patterns.iter().enumerate() {
        let broken = |why: String| Broken { pattern: at, why };
        let read: Json = serde_json::from_str(pattern).map_err(|error| broken(error.to_string()))?;
        let Json::Object(_) = read else { return Err(broken("it must be a JSON object".to_owned())) };
        passes |= object(&read, Some(record)).map_err(broken)?;
    }
    Ok(passes)
}

/// Every member of the pattern must match; `$or` needs one of its objects to.
fn object(pattern: &Json, value: Option<&Json>) -> Result<bool, String> {
    let mut all = true;
    for (name, inner) in pattern.as_object().into_iter().flatten() {
        let member = value.and_then(|value| value.get(name));
        all &= match (name.as_str(), inner) {
            ("$or", Json::Array(choices)) => {
                let mut any = false;
                for choice in choices {
                    any |= object(choice, value)?;
                }
                any
            }
            (_, Json::Array(matchers)) => leaf(matchers, member)?,
            (_, Json::Object(_)) => object(inner, member)?,
            _ => return Err(format!("`{name}` must be an object or a list")),
        };
    }
    Ok(all)
}

/// One of the matchers must match the value, or one of its elements if it is a list.
fn leaf(matchers: &[Json], value: Option<&Json>) -> Result<bool, String> {
    if matchers.is_empty() {
        return Err("an empty list matches nothing: put values in it".to_owned());
    }
    let mut any = false;
    for matcher in matchers {
        any |= match value {
            Some(Json::Array(elements)) if !is_presence(matcher) => {
                let mut found = false;
                for element in elements {
                    found |= matches(matcher, Some(element))?;
                }
                found
            }
            _ => matches(matcher, value)?,
        };
    }
    Ok(any)
}

fn is_presence(matcher: &Json) -> bool {
    matcher.get("exists").is_some()
}

fn matches(matcher: &Json, value: Option<&Json>) -> Result<bool, String> {
    let Json::Object(named) = matcher else {
        return match matcher {
            Json::Array(_) => Err("a list in a list matches nothing".to_owned()),
            plain => Ok(value == Some(plain)),
        };
    };
    let mut named = named.iter();
    let (Some((name, wanted)), None) = (named.next(), named.next()) else {
        return Err("a comparison has exactly one name".to_owned());
    };
    let text = value.and_then(Json::as_str);
    let wanted_text = || wanted.as_str().ok_or_else(|| format!("`{name}` wants a text"));
    match name.as_str() {
        "exists" => {
            let wanted = wanted.as_bool().ok_or("`exists` wants true or false")?;
            // Only a leaf can exist: an object in between counts as not there.
            let is_there = value.is_some_and(|value| !value.is_object());
            Ok(is_there == wanted)
        }
        "prefix" => wanted_text().map(|wanted| text.is_some_and(|text| text.starts_with(wanted))),
        "suffix" => wanted_text().map(|wanted| text.is_some_and(|text| text.ends_with(wanted))),
        "equals-ignore-case" => {
            wanted_text().map(|wanted| text.is_some_and(|text| text.to_lowercase() == wanted.to_lowercase()))
        }
        "anything-but" => anything_but(wanted, value),
        "numeric" => numeric(wanted, value),
        other => Err(format!("Lambda knows no comparison `{other}`")),
    }
}

fn anything_but(wanted: &Json, value: Option<&Json>) -> Result<bool, String> {
    let Some(value) = value else { return Ok(false) };
    match wanted {
        Json::Array(values) => Ok(!values.contains(value)),
        Json::Object(_) => matches(wanted, Some(value)).map(|found| !found),
        plain => Ok(plain != value),
    }
}

/// `["=", 5]` or `[">", 1, "<=", 10]`.
fn numeric(wanted: &Json, value: Option<&Json>) -> Result<bool, String> {
    let pairs = wanted.as_array().map(Vec::as_slice).unwrap_or_default();
    if pairs.is_empty() || pairs.len() % 2 == 1 {
        return Err("`numeric` wants pairs of a comparison and a number".to_owned());
    }
    let number = value.and_then(Json::as_f64);
    let mut all = number.is_some();
    for pair in pairs.chunks(2) {
        let (Some(sign), Some(bound)) =
            (pair.first().and_then(Json::as_str), pair.get(1).and_then(Json::as_f64))
        else {
            return Err("`numeric` wants pairs of a comparison and a number".to_owned());
        };
        let compared = number.and_then(|number| number.partial_cmp(&bound));
        all &= match sign {
            "=" => compared.is_some_and(std::cmp::Ordering::is_eq),
            "<" => compared.is_some_and(std::cmp::Ordering::is_lt),
            "<=" => compared.is_some_and(std::cmp::Ordering::is_le),
            ">" => compared.is_some_and(std::cmp::Ordering::is_gt),
            ">=" => compared.is_some_and(std::cmp::Ordering::is_ge),
            other => return Err(format!("`numeric` knows no comparison `{other}`")),
        };
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn record() -> Json {
        json!({"eventName": "MODIFY", "dynamodb": {
            "Keys": {"Id": {"N": "101"}},
            "NewImage": {"Status": {"S": "Paid"}, "Tags": {"SS": ["a", "b"]}, "Left": {"NULL": true}},
        }})
    }

    #[test]
    fn patterns_match_as_the_guide_says() {
        for (pattern, expected) in [
            (json!({"eventName": ["INSERT", "MODIFY"]}), true),
            (json!({"eventName": ["INSERT"]}), false),
            (json!({"dynamodb": {"Keys": {"Id": {"N": ["101"]}}}}), true),
            (json!({"dynamodb": {"Keys": {"Id": {"N": [101]}}}}), false),
            (json!({"dynamodb": {"Keys": {"Id": {"N": [{"numeric": [">", 100]}]}}}}), false),
            (json!({"dynamodb": {"NewImage": {"Status": {"S": [{"prefix": "Pa"}]}}}}), true),
            (json!({"dynamodb": {"NewImage": {"Status": {"S": [{"suffix": "y"}]}}}}), false),
            (json!({"dynamodb": {"NewImage": {"Status": {"S": [{"equals-ignore-case": "PAID"}]}}}}), true),
            (json!({"dynamodb": {"NewImage": {"Status": {"S": [{"anything-but": ["Open"]}]}}}}), true),
            (
                json!({"dynamodb": {"NewImage": {"Status": {"S": [{"anything-but": {"prefix": "P"}}]}}}}),
                false,
            ),
            (json!({"dynamodb": {"NewImage": {"Gone": {"S": [{"anything-but": ["Open"]}]}}}}), false),
            (json!({"dynamodb": {"NewImage": {"Gone": {"S": [{"exists": false}]}}}}), true),
            (json!({"dynamodb": {"NewImage": {"Status": {"S": [{"exists": true}]}}}}), true),
            (json!({"dynamodb": {"OldImage": {"Status": {"S": [{"exists": false}]}}}}), true),
            (json!({"dynamodb": {"NewImage": {"Tags": {"SS": ["b"]}}}}), true),
            (json!({"dynamodb": {"NewImage": {"Left": {"NULL": [true]}}}}), true),
            (
                json!({"$or": [{"eventName": ["INSERT"]}, {"dynamodb": {"Keys": {"Id": {"N": ["101"]}}}}]}),
                true,
            ),
            (json!({"eventName": ["MODIFY"], "dynamodb": {"Keys": {"Id": {"N": ["5"]}}}}), false),
            (json!({}), true),
        ] {
            assert_eq!(passes(&[pattern.to_string()], &record()), Ok(expected), "{pattern}");
        }
    }

    #[test]
    fn one_pattern_is_enough_and_none_lets_everything_pass() {
        let pattern = |name: &str| json!({"eventName": [name]}).to_string();
        assert_eq!(passes(&[pattern("INSERT"), pattern("MODIFY")], &record()), Ok(true));
        assert_eq!(passes(&[], &record()), Ok(true));
    }

    #[test]
    fn what_lambda_refuses_is_told_with_its_place() {
        for broken in [
            "{",
            "[]",
            r#"{"eventName": "MODIFY"}"#,
            r#"{"eventName": []}"#,
            r#"{"eventName": [{"regex": "x"}]}"#,
            r#"{"eventName": [{"numeric": [">"]}]}"#,
            r#"{"eventName": [{"prefix": 1}]}"#,
            r#"{"eventName": [{"exists": 1}]}"#,
        ] {
            let told = passes(&["{}".to_owned(), broken.to_owned()], &record());
            assert!(told.as_ref().is_err_and(|broken| broken.pattern == 1), "{broken}: {told:?}");
        }
    }
}
