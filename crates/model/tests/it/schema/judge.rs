//! What a JSON Schema says of a value, as far as ours go. A word of the language that is not known here is a failure,
//! so that nothing is taken for judged that is not.

use serde_json::{Map, Value};

/// The first thing that is wrong, with its place.
pub(super) fn complaint(schema: &Value, value: &Value) -> Option<String> {
    Judge { root: schema }.judge(schema, value, "").err()
}

struct Judge<'a> {
    root: &'a Value,
}

type Verdict = Result<(), String>;

impl Judge<'_> {
    fn judge(&self, schema: &Value, value: &Value, at: &str) -> Verdict {
        match schema {
            Value::Bool(true) => Ok(()),
            Value::Bool(false) => Err(format!("{at}: nothing may be here")),
            schema => {
                let words = schema.as_object().unwrap();
                words.iter().try_for_each(|(word, said)| self.word(words, word, said, value, at))
            }
        }
    }

    fn word(&self, words: &Map<String, Value>, word: &str, said: &Value, value: &Value, at: &str) -> Verdict {
        let holds =
            |holds: bool| if holds { Ok(()) } else { Err(format!("{at}: {word} is {said}, not so {value}")) };
        let number =
            |value: &Value| value.as_i64().map(i128::from).or_else(|| value.as_u64().map(i128::from));
        match word {
            "$schema" | "$defs" | "title" | "description" | "default" | "format" => Ok(()),
            "$ref" => {
                let pointer = said.as_str().unwrap().strip_prefix('#').unwrap();
                self.judge(self.root.pointer(pointer).unwrap(), value, at)
            }
            "const" => holds(said == value),
            "enum" => holds(list(said).contains(value)),
            "type" => holds(
                said.as_str()
                    .map_or_else(|| list(said).iter().any(|name| is_a(name, value)), |_| is_a(said, value)),
            ),
            "pattern" => {
                // The only one: that of ids.
                assert_eq!(said, "^[a-z0-9-]{1,23}$");
                holds(value.as_str().is_none_or(|text| text.parse::<tablewright_model::Id>().is_ok()))
            }
            "minimum" => holds(number(value).is_none_or(|value| value >= number(said).unwrap())),
            "maximum" => holds(number(value).is_none_or(|value| value <= number(said).unwrap())),
            "minItems" => {
                holds(value.as_array().is_none_or(|values| values.len() as u64 >= said.as_u64().unwrap()))
            }
            "maxItems" => {
                holds(value.as_array().is_none_or(|values| values.len() as u64 <= said.as_u64().unwrap()))
            }
            "items" => list(value).iter().try_for_each(|value| self.judge(said, value, &format!("{at}/-"))),
            "prefixItems" => {
                let pairs = list(said).iter().zip(list(value));
                pairs
                    .into_iter()
                    .try_for_each(|(schema, value)| self.judge(schema, value, &format!("{at}/-")))
            }
            "required" => holds(value.as_object().is_none_or(|object| {
                list(said).iter().all(|name| object.contains_key(name.as_str().unwrap()))
            })),
            "properties" => members(value).try_for_each(|(name, value)| {
                said.get(name).map_or(Ok(()), |schema| self.judge(schema, value, &format!("{at}/{name}")))
            }),
            "additionalProperties" => {
                let known =
                    |name: &String| words.get("properties").is_some_and(|known| known.get(name).is_some());
                members(value)
                    .filter(|(name, _)| !known(name))
                    .try_for_each(|(name, value)| self.judge(said, value, &format!("{at}/{name}")))
            }
            "anyOf" => self.some(said, value, at, |count| count > 0),
            "oneOf" => self.some(said, value, at, |count| count == 1),
            other => Err(format!("{at}: the word {other} is not known here")),
        }
    }

    fn some(&self, schemas: &Value, value: &Value, at: &str, enough: impl Fn(usize) -> bool) -> Verdict {
        let verdicts: Vec<_> = list(schemas).iter().map(|schema| self.judge(schema, value, at)).collect();
        if let Some(Err(unknown)) = verdicts
            .iter()
            .find(|verdict| verdict.as_ref().is_err_and(|said| said.contains("not known here")))
        {
            return Err(unknown.clone());
        }
        let fitting = verdicts.iter().filter(|verdict| verdict.is_ok()).count();
        if enough(fitting) {
            Ok(())
        } else {
            Err(format!("{at}: {fitting} of {} fit {value}", verdicts.len()))
        }
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn is_a(name: &Value, value: &Value) -> bool {
    match name.as_str().unwrap() {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("the type {other} is not known here"),
    }
}
