//! Small functions on arrays, strings, ranges and versions.

use super::text;
use regorus::Value;
use semver::Version;
use std::cmp::Ordering;

/// One level of arrays in an array.
pub fn flatten(given: &[Value]) -> Option<Value> {
    let mut flat = Vec::new();
    for element in given[0].as_array().ok()?.iter() {
        match element {
            Value::Array(inner) => flat.extend(inner.iter().cloned()),
            _ => flat.push(element.clone()),
        }
    }
    Some(Value::from(flat))
}

/// At most this many parts from the start, or, if negative, from the end.
pub fn split_n(given: &[Value]) -> Option<Value> {
    let (whole, separator, count) = (text(&given[0])?, text(&given[1])?, given[2].as_i64().ok()?);
    let parts: Vec<String> = if separator.is_empty() {
        whole.chars().map(String::from).collect()
    } else {
        whole.split(separator).map(String::from).collect()
    };
    let wanted = usize::try_from(count.unsigned_abs()).unwrap_or(usize::MAX).min(parts.len());
    let chosen = if count >= 0 { &parts[..wanted] } else { &parts[parts.len() - wanted..] };
    Some(Value::from(chosen.iter().map(|part| Value::from(part.as_str())).collect::<Vec<_>>()))
}

/// The place of one text in another in characters, or -1; to look for nothing is an error.
pub fn indexof(given: &[Value]) -> Option<Value> {
    let (whole, wanted) = (text(&given[0])?, text(&given[1])?);
    if wanted.is_empty() {
        return None;
    }
    let place = whole.find(wanted).map(|at| whole[..at].chars().count() as i64);
    Some(Value::from(place.unwrap_or(-1)))
}

/// All numbers from one to another, upwards or downwards; the step must be positive.
pub fn range_step(given: &[Value]) -> Option<Value> {
    let (first, last) = (given[0].as_i64().ok()?, given[1].as_i64().ok()?);
    let step = given[2].as_i64().ok().filter(|step| *step > 0)?;
    let step = if first <= last { step } else { -step };
    let mut numbers = Vec::new();
    let mut next = Some(first);
    while let Some(number) = next.filter(|n| if step > 0 { *n <= last } else { *n >= last }) {
        numbers.push(Value::from(number));
        next = number.checked_add(step);
    }
    Some(Value::from(numbers))
}

/// A version may begin with the letter v.
fn version(value: &Value) -> Option<Version> {
    let text = text(value)?;
    Version::parse(text.strip_prefix('v').unwrap_or(text)).ok()
}

pub fn semver_is_valid(given: &[Value]) -> Option<Value> {
    Some(Value::from(version(&given[0]).is_some()))
}

pub fn semver_compare(given: &[Value]) -> Option<Value> {
    let order = version(&given[0])?.cmp_precedence(&version(&given[1])?);
    Some(Value::from(match order {
        Ordering::Less => -1i64,
        Ordering::Equal => 0,
        Ordering::Greater => 1,
    }))
}
