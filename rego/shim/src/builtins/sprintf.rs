//! `sprintf` with the verbs and flags of Go, which OPA hands on to.

use super::text;
use num_bigint::{BigInt, Sign};
use regorus::Value;

/// What OPA makes of a value before it formats it.
enum Argument {
    Integer(BigInt),
    Float(f64),
    Text(String),
}

impl Argument {
    fn of(value: &Value) -> Argument {
        match value {
            Value::String(text) => Argument::Text(text.to_string()),
            Value::Number(number) => {
                let written = number.format_decimal();
                match written.parse::<BigInt>() {
                    Ok(integer) if number.is_integer() => Argument::Integer(integer),
                    _ => number.as_f64().map_or(Argument::Text(written), Argument::Float),
                }
            }
            _ => Argument::Text(term(value)),
        }
    }

    /// Go's name of the type, as in `%!d(string=x)`.
    fn type_name(&self) -> &'static str {
        match self {
            Argument::Integer(number) if i64::try_from(number).is_err() => "*big.Int",
            Argument::Integer(_) => "int",
            Argument::Float(_) => "float64",
            Argument::Text(_) => "string",
        }
    }
}

/// A value as a Rego term.
fn term(value: &Value) -> String {
    let list = |parts: Vec<String>| parts.join(", ");
    match value {
        Value::Array(array) => format!("[{}]", list(array.iter().map(term).collect())),
        Value::Set(set) if set.iter().next().is_none() => "set()".to_string(),
        Value::Set(set) => {
            let mut members: Vec<&Value> = set.iter().collect();
            members.sort();
            format!("{{{}}}", list(members.into_iter().map(term).collect()))
        }
        Value::Object(object) => {
            let mut members: Vec<(&Value, &Value)> = object.iter().collect();
            members.sort();
            let member = |(key, value)| format!("{}: {}", term(key), term(value));
            format!("{{{}}}", list(members.into_iter().map(member).collect()))
        }
        other => other.to_json_str().unwrap_or_default(),
    }
}

#[derive(Default)]
struct Flags {
    plus: bool,
    minus: bool,
    sharp: bool,
    space: bool,
    zero: bool,
    width: Option<usize>,
    precision: Option<usize>,
}

/// Wider than this Go refuses as well.
const WIDEST: usize = 1_000_000;

pub fn sprintf(given: &[Value]) -> Option<Value> {
    let format: Vec<char> = text(&given[0])?.chars().collect();
    let arguments: Vec<Argument> = given[1].as_array().ok()?.iter().map(Argument::of).collect();
    let mut out = String::new();
    let mut at = 0;
    let mut next = 0;
    let mut reordered = false;
    while at < format.len() {
        if format[at] != '%' {
            out.push(format[at]);
            at += 1;
            continue;
        }
        at += 1;
        let mut flags = Flags::default();
        while let Some(flag) = format.get(at) {
            match flag {
                '+' => flags.plus = true,
                '-' => flags.minus = true,
                '#' => flags.sharp = true,
                ' ' => flags.space = true,
                '0' => flags.zero = true,
                _ => break,
            }
            at += 1;
        }
        if format.get(at) == Some(&'*') {
            at += 1;
            flags.width = width(arguments.get(next)?, &mut flags.minus);
            next += 1;
        } else {
            flags.width = digits(&format, &mut at);
        }
        if format.get(at) == Some(&'.') {
            at += 1;
            flags.precision = Some(digits(&format, &mut at).unwrap_or(0));
        }
        if format.get(at) == Some(&'[') {
            let close = format[at..].iter().position(|letter| *letter == ']')?;
            let index: usize =
                format[at + 1..at + close].iter().collect::<String>().parse().ok()?;
            next = index.checked_sub(1)?;
            reordered = true;
            at += close + 1;
        }
        let Some(verb) = format.get(at) else {
            out.push_str("%!(NOVERB)");
            break;
        };
        at += 1;
        if *verb == '%' {
            out.push('%');
            continue;
        }
        match arguments.get(next) {
            Some(argument) => out.push_str(&formatted(*verb, argument, &flags)),
            None if reordered => out.push_str(&format!("%!{verb}(BADINDEX)")),
            None => out.push_str(&format!("%!{verb}(MISSING)")),
        }
        next += 1;
    }
    if !reordered && next < arguments.len() {
        let extra: Vec<String> = arguments[next..]
            .iter()
            .map(|extra| format!("{}={}", extra.type_name(), plain(extra)))
            .collect();
        out.push_str(&format!("%!(EXTRA {})", extra.join(", ")));
    }
    Some(Value::from(out))
}

fn digits(format: &[char], at: &mut usize) -> Option<usize> {
    let start = *at;
    while format.get(*at).is_some_and(char::is_ascii_digit) {
        *at += 1;
    }
    let number = format[start..*at].iter().collect::<String>().parse::<usize>().ok()?;
    Some(number.min(WIDEST))
}

/// A width that is an argument; a negative one pads on the right.
fn width(argument: &Argument, minus: &mut bool) -> Option<usize> {
    let Argument::Integer(number) = argument else {
        return None;
    };
    *minus |= number.sign() == Sign::Minus;
    usize::try_from(number.magnitude()).ok().map(|width| width.min(WIDEST))
}

fn plain(argument: &Argument) -> String {
    formatted('v', argument, &Flags::default())
}

fn formatted(verb: char, argument: &Argument, flags: &Flags) -> String {
    match argument {
        Argument::Integer(number) => integer(verb, number, flags),
        Argument::Float(number) => float(verb, *number, flags),
        Argument::Text(given) => string(verb, given, flags),
    }
    .unwrap_or_else(|| {
        format!("%!{verb}({}={})", argument.type_name(), formatted('v', argument, flags))
    })
}

/// Fills up to the width, with zeros after the sign if asked to.
fn pad(body: String, flags: &Flags, zeros: bool) -> String {
    let missing = flags.width.unwrap_or(0).saturating_sub(body.chars().count());
    if flags.minus {
        return body + &" ".repeat(missing);
    }
    if !(zeros && flags.zero) {
        return " ".repeat(missing) + &body;
    }
    let sign = usize::from(body.starts_with(['+', '-', ' ']));
    format!("{}{}{}", &body[..sign], "0".repeat(missing), &body[sign..])
}

fn signed(negative: bool, body: String, flags: &Flags) -> String {
    match (negative, flags.plus, flags.space) {
        (true, _, _) => format!("-{body}"),
        (false, true, _) => format!("+{body}"),
        (false, false, true) => format!(" {body}"),
        _ => body,
    }
}

fn integer(verb: char, number: &BigInt, flags: &Flags) -> Option<String> {
    let magnitude = number.magnitude();
    let (radix, prefix) = match verb {
        'd' | 'v' => (10, ""),
        'b' => (2, "0b"),
        'o' => (8, "0"),
        'O' => (8, ""),
        'x' => (16, "0x"),
        'X' => (16, "0X"),
        'c' | 'q' | 'U' => return character(verb, number, flags),
        _ => return None,
    };
    let mut body = magnitude.to_str_radix(radix);
    if verb == 'X' {
        body = body.to_uppercase();
    }
    if let Some(precision) = flags.precision {
        body = "0".repeat(precision.saturating_sub(body.len())) + &body;
    }
    let prefix = if verb == 'O' { "0o" } else if flags.sharp { prefix } else { "" };
    let body = signed(number.sign() == Sign::Minus, format!("{prefix}{body}"), flags);
    Some(pad(body, flags, flags.precision.is_none()))
}

fn character(verb: char, number: &BigInt, flags: &Flags) -> Option<String> {
    let code = u32::try_from(number).unwrap_or(u32::MAX);
    let letter = char::from_u32(code).unwrap_or('\u{fffd}');
    let body = match verb {
        'c' => letter.to_string(),
        'U' => format!("U+{code:04X}"),
        _ => format!("'{letter}'"),
    };
    Some(pad(body, flags, false))
}

fn float(verb: char, number: f64, flags: &Flags) -> Option<String> {
    let magnitude = number.abs();
    let body = match verb {
        'f' | 'F' => format!("{magnitude:.*}", flags.precision.unwrap_or(6)),
        'e' | 'E' => scientific(magnitude, Some(flags.precision.unwrap_or(6))),
        'g' | 'G' | 'v' => general(magnitude, flags.precision),
        _ => return None,
    };
    let body = if verb.is_uppercase() { body.to_uppercase() } else { body };
    Some(pad(signed(number.is_sign_negative(), body, flags), flags, true))
}

fn scientific(magnitude: f64, precision: Option<usize>) -> String {
    let written = match precision {
        Some(digits) => format!("{magnitude:.digits$e}"),
        None => format!("{magnitude:e}"),
    };
    let (mantissa, exponent) = written.split_once('e').unwrap_or((&written, "0"));
    let (sign, digits) = match exponent.strip_prefix('-') {
        Some(digits) => ('-', digits),
        None => ('+', exponent),
    };
    format!("{mantissa}e{sign}{digits:0>2}")
}

/// So many digits decide between both notations unless a precision is asked for.
const GENERAL_DIGITS: i32 = 6;

/// The shorter of both notations, by the rules of Go.
fn general(magnitude: f64, precision: Option<usize>) -> String {
    if magnitude == 0.0 {
        return "0".to_string();
    }
    let wanted = precision.map(|digits| digits.max(1) - 1);
    let written = scientific(magnitude, wanted);
    let (mantissa, exponent) = written.split_once('e').unwrap_or((&written, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let mantissa = if mantissa.contains('.') {
        mantissa.trim_end_matches('0').trim_end_matches('.')
    } else {
        mantissa
    };
    let digits = mantissa.chars().filter(char::is_ascii_digit).count() as i32;
    let limit = match precision {
        None => GENERAL_DIGITS,
        Some(asked) if asked as i32 > digits && digits > exponent => digits,
        Some(asked) => asked.max(1) as i32,
    };
    if exponent < -4 || exponent >= limit {
        let (_, tail) = written.split_once('e').unwrap_or(("", "+00"));
        return format!("{mantissa}e{tail}");
    }
    format!("{:.*}", (digits - 1 - exponent).max(0) as usize, magnitude)
}

fn string(verb: char, given: &str, flags: &Flags) -> Option<String> {
    let cut: String = match flags.precision {
        Some(length) if verb != 'x' && verb != 'X' => given.chars().take(length).collect(),
        _ => given.to_string(),
    };
    let body = match verb {
        's' => cut,
        'v' if flags.sharp => quoted(&cut),
        'v' => cut,
        'q' if flags.sharp && !cut.contains('`') => format!("`{cut}`"),
        'q' => quoted(&cut),
        'x' => cut.bytes().map(|byte| format!("{byte:02x}")).collect(),
        'X' => cut.bytes().map(|byte| format!("{byte:02X}")).collect(),
        _ => return None,
    };
    Some(pad(body, flags, true))
}

fn quoted(given: &str) -> String {
    let mut out = String::from("\"");
    for letter in given.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{7}' => out.push_str("\\a"),
            '\u{8}' => out.push_str("\\b"),
            '\u{b}' => out.push_str("\\v"),
            '\u{c}' => out.push_str("\\f"),
            control if (control as u32) < 0x20 || control as u32 == 0x7f => {
                out.push_str(&format!("\\x{:02x}", control as u32));
            }
            _ => out.push(letter),
        }
    }
    out.push('"');
    out
}
