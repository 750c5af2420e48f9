//! `glob.match`: patterns as OPA has them, by way of regular expressions.

use super::text;
use regex::Regex;
use regorus::Value;
use std::cell::RefCell;
use std::collections::HashMap;

const REMEMBERED: usize = 200;

thread_local! {
    static COMPILED: RefCell<HashMap<String, Option<Regex>>> = RefCell::default();
}

pub fn matches(given: &[Value]) -> Option<Value> {
    let (pattern, subject) = (text(&given[0])?, text(&given[2])?);
    let delimiters = delimiters(&given[1])?;
    let key = format!("{delimiters}\0{pattern}");
    COMPILED.with(|compiled| {
        let mut compiled = compiled.borrow_mut();
        if compiled.len() > REMEMBERED {
            compiled.clear();
        }
        let regex = compiled.entry(key).or_insert_with(|| compile(pattern, &delimiters));
        regex.as_ref().map(|regex| Value::from(regex.is_match(subject)))
    })
}

/// `null` is none, and an empty array is the full stop.
fn delimiters(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::Array(array) if array.iter().next().is_none() => Some(".".to_string()),
        Value::Array(array) => {
            let letters = array.iter().map(text).collect::<Option<Vec<_>>>()?;
            letters.iter().all(|letter| letter.chars().count() == 1).then(|| letters.concat())
        }
        _ => None,
    }
}

fn compile(pattern: &str, delimiters: &str) -> Option<Regex> {
    let one = if delimiters.is_empty() {
        "(?s:.)".to_string()
    } else {
        let letters: String = delimiters.chars().map(escaped).collect();
        format!("[^{letters}]")
    };
    let mut out = String::from("^");
    let mut letters = pattern.chars().peekable();
    let mut depth = 0;
    while let Some(letter) = letters.next() {
        match letter {
            '*' if letters.next_if_eq(&'*').is_some() => {
                while letters.next_if_eq(&'*').is_some() {}
                out.push_str("(?s:.)*");
            }
            '*' => out.push_str(&format!("{one}*")),
            '?' => out.push_str(&one),
            '[' => class(&mut letters, &mut out)?,
            '{' => {
                depth += 1;
                out.push_str("(?:");
            }
            '}' if depth > 0 => {
                depth -= 1;
                out.push(')');
            }
            ',' if depth > 0 => out.push('|'),
            '\\' => out.push_str(&escaped(letters.next()?)),
            other => out.push_str(&escaped(other)),
        }
    }
    if depth > 0 {
        return None;
    }
    out.push('$');
    Regex::new(&out).ok()
}

fn class(letters: &mut impl Iterator<Item = char>, out: &mut String) -> Option<()> {
    out.push('[');
    let mut first = true;
    loop {
        match letters.next()? {
            ']' if !first => break,
            '!' if first => out.push('^'),
            '-' => out.push('-'),
            '\\' => out.push_str(&escaped(letters.next()?)),
            other => out.push_str(&escaped(other)),
        }
        first = false;
    }
    out.push(']');
    Some(())
}

/// A letter that stands for itself in a regular expression, inside of a class too.
fn escaped(letter: char) -> String {
    if letter.is_ascii_punctuation() {
        format!("\\{letter}")
    } else {
        letter.to_string()
    }
}
