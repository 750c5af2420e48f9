//! What is random in OPA depends on the arguments and the time here, so that the same policy on the
//! same input at the same time says the same again.

use super::text;
use regorus::Value;
use sha2::{Digest, Sha256};
use std::time::{SystemTime, UNIX_EPOCH};

fn bytes(purpose: &str, key: &str) -> [u8; 32] {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_nanos());
    Sha256::digest(format!("{purpose}\0{now}\0{key}")).into()
}

pub fn intn(given: &[Value]) -> Option<Value> {
    let limit = given[1].as_i64().ok()?.unsigned_abs();
    if limit == 0 {
        return Some(Value::from(0u64));
    }
    let random = bytes(&format!("intn {limit}"), text(&given[0])?);
    let number = u64::from_be_bytes(random[..8].try_into().ok()?);
    Some(Value::from(number % limit))
}

pub fn uuid(given: &[Value]) -> Option<Value> {
    let mut id = bytes("uuid", text(&given[0])?);
    id[6] = id[6] & 0x0f | 0x40;
    id[8] = id[8] & 0x3f | 0x80;
    let hex: String = id[..16].iter().map(|byte| format!("{byte:02x}")).collect();
    let parts = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]];
    Some(Value::from(parts.join("-")))
}
