//! Networks in CIDR notation.

use super::text;
use ipnet::{IpNet, Ipv4Net};
use regorus::Value;
use std::collections::BTreeSet;
use std::net::IpAddr;

fn network(value: &Value) -> Option<IpNet> {
    text(value)?.parse::<IpNet>().ok().map(|network| network.trunc())
}

pub fn intersects(given: &[Value]) -> Option<Value> {
    let (left, right) = (network(&given[0])?, network(&given[1])?);
    Some(Value::from(left.contains(&right) || right.contains(&left)))
}

/// A network, or an address, which then stands for the network of its class.
fn network_or_address(value: &Value) -> Option<IpNet> {
    match text(value)?.parse::<IpAddr>() {
        Err(_) => network(value),
        Ok(IpAddr::V6(_)) => None,
        Ok(IpAddr::V4(address)) => {
            let prefix = match address.octets()[0] {
                0..=127 => 8,
                128..=191 => 16,
                192..=223 => 24,
                _ => return None,
            };
            Ipv4Net::new(address, prefix).ok().map(|network| IpNet::V4(network.trunc()))
        }
    }
}

pub fn merge(given: &[Value]) -> Option<Value> {
    let members = members(&given[0])?;
    let networks = members
        .iter()
        .map(|(_, member)| network_or_address(member))
        .collect::<Option<Vec<_>>>()?;
    let merged: BTreeSet<Value> =
        IpNet::aggregate(&networks).iter().map(|net| Value::from(net.to_string())).collect();
    Some(Value::from(merged))
}

/// The members of a collection with the key of each, or a text alone with itself as its key.
fn members(value: &Value) -> Option<Vec<(Value, Value)>> {
    match value {
        Value::Array(array) => {
            Some(array.iter().enumerate().map(|(i, v)| (Value::from(i), v.clone())).collect())
        }
        Value::Set(set) => Some(set.iter().map(|v| (v.clone(), v.clone())).collect()),
        Value::Object(object) => {
            Some(object.iter().map(|(k, v)| (k.clone(), v.clone())).collect())
        }
        _ => None,
    }
}

fn members_or_text(value: &Value) -> Option<Vec<(Value, Value)>> {
    match value {
        Value::String(_) => Some(vec![(value.clone(), value.clone())]),
        _ => members(value),
    }
}

/// A member is a text, or an array that begins with one.
fn text_of(member: &Value) -> Option<&str> {
    match member {
        Value::Array(array) => text(array.iter().next()?),
        _ => text(member),
    }
}

fn contains(network: &str, other: &str) -> Option<bool> {
    let network: IpNet = network.parse().ok()?;
    match other.parse::<IpAddr>() {
        Ok(address) => Some(network.contains(&address)),
        Err(_) => Some(network.contains(&other.parse::<IpNet>().ok()?)),
    }
}

pub fn contains_matches(given: &[Value]) -> Option<Value> {
    let mut found = BTreeSet::new();
    for (key, network) in members_or_text(&given[0])? {
        for (other_key, other) in members_or_text(&given[1])? {
            if contains(text_of(&network)?, text_of(&other)?)? {
                found.insert(Value::from(vec![key.clone(), other_key]));
            }
        }
    }
    Some(Value::from(found))
}
