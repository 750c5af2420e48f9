//! Digests of texts, in hexadecimal.

use super::text;
use hmac::{Hmac, Mac};
use regorus::Value;
use sha2::Digest;

fn hex(bytes: &[u8]) -> Value {
    Value::from(bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
}

pub fn md5(given: &[Value]) -> Option<Value> {
    Some(hex(&md5::Md5::digest(text(&given[0])?)))
}

pub fn sha1(given: &[Value]) -> Option<Value> {
    Some(hex(&sha1::Sha1::digest(text(&given[0])?)))
}

pub fn sha256(given: &[Value]) -> Option<Value> {
    Some(hex(&sha2::Sha256::digest(text(&given[0])?)))
}

macro_rules! hmac {
    ($name:ident, $digest:ty) => {
        pub fn $name(given: &[Value]) -> Option<Value> {
            let mut mac = Hmac::<$digest>::new_from_slice(text(&given[1])?.as_bytes()).ok()?;
            mac.update(text(&given[0])?.as_bytes());
            Some(hex(&mac.finalize().into_bytes()))
        }
    };
}

hmac!(hmac_md5, md5::Md5);
hmac!(hmac_sha1, sha1::Sha1);
hmac!(hmac_sha256, sha2::Sha256);
hmac!(hmac_sha512, sha2::Sha512);

/// Compares without telling by its time where the difference is.
pub fn hmac_equal(given: &[Value]) -> Option<Value> {
    let (left, right) = (text(&given[0])?.as_bytes(), text(&given[1])?.as_bytes());
    let differences = left.iter().zip(right).fold(0, |sum, (a, b)| sum | (a ^ b));
    Some(Value::from(left.len() == right.len() && differences == 0))
}
