//! CBOR, as far as the RPC v2 protocol needs it: from and to the values that JSON has, so that operations know one kind.
//!
//! A time is a number of seconds under a tag. What is read loses the tag; what is written gets it by the member's name, as
//! the services' models have it. Byte strings are refused: no operation here takes any.

use std::convert::Infallible;

use minicbor::data::{IanaTag, Type};
use minicbor::{Decoder, Encoder, decode, encode};
use serde_json::{Map, Number, Value};

/// No request of the services is nested as deeply.
const DEEPEST: u8 = 16;
/// The members that are times.
const TIMES: [&str; 1] = ["Timestamp"];

/// Reads one value, and what is wrong with it otherwise.
pub(crate) fn read(body: &[u8]) -> Result<Value, String> {
    value(&mut Decoder::new(body), DEEPEST).map_err(|error| error.to_string())
}

/// Writes a value.
pub(crate) fn write(value: &Value) -> Vec<u8> {
    let mut to = Encoder::new(Vec::new());
    // Memory takes everything.
    let _ = put(&mut to, value);
    to.into_writer()
}

fn value(from: &mut Decoder<'_>, depth: u8) -> Result<Value, decode::Error> {
    let Some(depth) = depth.checked_sub(1) else {
        return Err(decode::Error::message("it is nested too deeply"));
    };
    Ok(match from.datatype()? {
        Type::Map | Type::MapIndef => Value::Object(object(from, depth)?),
        Type::Array | Type::ArrayIndef => Value::Array(list(from, depth)?),
        Type::String | Type::StringIndef => Value::String(text(from)?),
        Type::Bool => Value::Bool(from.bool()?),
        Type::Null => from.null().map(|()| Value::Null)?,
        Type::F16 | Type::F32 | Type::F64 => from.f64()?.into(),
        Type::U8 | Type::U16 | Type::U32 | Type::U64 => from.u64()?.into(),
        Type::I8 | Type::I16 | Type::I32 | Type::I64 => from.i64()?.into(),
        Type::Tag => {
            from.tag()?;
            value(from, depth)?
        }
        other => return Err(decode::Error::type_mismatch(other)),
    })
}

fn object(from: &mut Decoder<'_>, depth: u8) -> Result<Map<String, Value>, decode::Error> {
    let (length, mut read, mut fields) = (from.map()?, 0, Map::new());
    while goes_on(from, length, read)? {
        let name = text(from)?;
        fields.insert(name, value(from, depth)?);
        read += 1;
    }
    Ok(fields)
}

fn list(from: &mut Decoder<'_>, depth: u8) -> Result<Vec<Value>, decode::Error> {
    let (length, mut read, mut items) = (from.array()?, 0, Vec::new());
    while goes_on(from, length, read)? {
        items.push(value(from, depth)?);
        read += 1;
    }
    Ok(items)
}

/// Whether another entry follows. What has no length ends with a mark, which is passed over.
fn goes_on(from: &mut Decoder<'_>, length: Option<u64>, read: u64) -> Result<bool, decode::Error> {
    match length {
        Some(length) => Ok(read < length),
        None if from.datatype()? == Type::Break => from.skip().map(|()| false),
        None => Ok(true),
    }
}

fn text(from: &mut Decoder<'_>) -> Result<String, decode::Error> {
    from.str_iter()?.collect()
}

type Written = Result<(), encode::Error<Infallible>>;

fn put(to: &mut Encoder<Vec<u8>>, value: &Value) -> Written {
    match value {
        Value::Null => to.null().map(drop),
        Value::Bool(value) => to.bool(*value).map(drop),
        Value::Number(value) => number(to, value),
        Value::String(value) => to.str(value).map(drop),
        Value::Array(items) => {
            to.array(length(items.len()))?;
            items.iter().try_for_each(|item| put(to, item))
        }
        Value::Object(fields) => {
            to.map(length(fields.len()))?;
            fields.iter().try_for_each(|(name, value)| member(to, name, value))
        }
    }
}

fn member(to: &mut Encoder<Vec<u8>>, name: &str, value: &Value) -> Written {
    to.str(name)?;
    match value.as_f64().filter(|_| TIMES.contains(&name)) {
        Some(seconds) => to.tag(IanaTag::Timestamp)?.f64(seconds).map(drop),
        None => put(to, value),
    }
}

/// Clients expect a fraction where the model has one, even if it is whole.
fn number(to: &mut Encoder<Vec<u8>>, value: &Number) -> Written {
    match (value.as_u64(), value.as_i64()) {
        (Some(whole), _) => to.u64(whole).map(drop),
        (None, Some(whole)) => to.i64(whole).map(drop),
        (None, None) => to.f64(value.as_f64().unwrap_or_default()).map(drop),
    }
}

fn length(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let value = json!({
            "Label": "x", "Whole": 60, "Below": -3, "Part": 0.5, "On": true, "None": null,
            "Points": [{ "Maximum": 40.0 }, {}],
        });
        assert_eq!(read(&write(&value)), Ok(value));
    }

    #[test]
    fn a_time_is_tagged_and_read_as_its_seconds() {
        let written = write(&json!({ "Timestamp": 1 }));
        assert_eq!(written, b"\xa1\x69Timestamp\xc1\xfb\x3f\xf0\0\0\0\0\0\0");
        assert_eq!(read(&written), Ok(json!({ "Timestamp": 1.0 })));
    }

    #[test]
    fn lists_maps_and_texts_without_length_end_with_their_mark() {
        let written = b"\xbf\x61a\x9f\x01\x02\xff\x61b\x7f\x61x\x61y\xff\xff";
        assert_eq!(read(written), Ok(json!({ "a": [1, 2], "b": "xy" })));
    }

    #[test]
    fn what_is_cut_off_or_too_deep_or_bytes_is_refused() {
        let deep = [0x81; 1 << 20];
        for wrong in [&b"\xa1\x61a"[..], b"", b"\x9b\xff\xff\xff\xff\xff\xff\xff\xff", b"\x41x", &deep] {
            assert!(read(wrong).is_err(), "{:?}", wrong.get(..8));
        }
    }
}
