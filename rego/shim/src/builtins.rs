//! Functions that regorus lacks or answers differently than OPA. A failing one is undefined.

mod crypto;
mod dates;
mod globs;
mod networks;
mod random;
mod sprintf;
mod texts;

use anyhow::Result;
use regorus::{Engine, Value};
use std::collections::BTreeMap;

/// One function: what it answers is `None` where OPA has an error.
type Function = fn(&[Value]) -> Option<Value>;

const FUNCTIONS: &[(&str, u8, Function)] = &[
    ("array.flatten", 1, texts::flatten),
    ("crypto.hmac.equal", 2, crypto::hmac_equal),
    ("crypto.hmac.md5", 2, crypto::hmac_md5),
    ("crypto.hmac.sha1", 2, crypto::hmac_sha1),
    ("crypto.hmac.sha256", 2, crypto::hmac_sha256),
    ("crypto.hmac.sha512", 2, crypto::hmac_sha512),
    ("crypto.md5", 1, crypto::md5),
    ("crypto.sha1", 1, crypto::sha1),
    ("crypto.sha256", 1, crypto::sha256),
    ("glob.match", 3, globs::matches),
    ("indexof", 2, texts::indexof),
    ("net.cidr_contains_matches", 2, networks::contains_matches),
    ("net.cidr_intersects", 2, networks::intersects),
    ("net.cidr_merge", 1, networks::merge),
    ("numbers.range_step", 3, texts::range_step),
    ("rand.intn", 2, random::intn),
    ("semver.compare", 2, texts::semver_compare),
    ("semver.is_valid", 1, texts::semver_is_valid),
    ("sprintf", 2, sprintf::sprintf),
    ("strings.split_n", 3, texts::split_n),
    ("time.add_date", 4, dates::add_date),
    ("uuid.rfc4122", 1, random::uuid),
];

/// Adds them to an engine; regorus asks for them before it looks among its own.
pub fn register(engine: &mut Engine) {
    for (name, arguments, function) in FUNCTIONS {
        engine
            .add_extension(
                name.to_string(),
                *arguments,
                Box::new(|given: Vec<Value>| Ok(function(&given).unwrap_or(Value::Undefined))),
            )
            .expect("every name once");
    }
}

/// Every function there is, of regorus and from here.
pub fn list() -> Result<String> {
    let mut all: BTreeMap<&str, u8> =
        regorus::unstable::BUILTINS.iter().map(|(name, entry)| (*name, entry.1)).collect();
    all.extend(FUNCTIONS.iter().map(|(name, arguments, _)| (*name, *arguments)));
    Ok(serde_json::to_string(&all)?)
}

fn text(value: &Value) -> Option<&str> {
    value.as_string().ok().map(|text| text.as_ref())
}
