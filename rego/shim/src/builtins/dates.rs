//! Calendar arithmetic.

use super::text;
use chrono::{DateTime, Datelike, Days, LocalResult, NaiveDate, TimeZone, Utc};
use chrono_tz::Tz;
use regorus::Value;

/// Nanoseconds of 1970, alone or in an array with a time zone.
fn moment(value: &Value) -> Option<DateTime<Tz>> {
    let (nanos, zone) = match value {
        Value::Array(array) => {
            let mut parts = array.iter();
            (parts.next()?.as_i64().ok()?, parts.next().map_or(Some(""), text)?)
        }
        _ => (value.as_i64().ok()?, ""),
    };
    let zone = match zone {
        "" | "UTC" | "Local" => Tz::UTC,
        name => name.parse().ok()?,
    };
    Some(Utc.timestamp_nanos(nanos).with_timezone(&zone))
}

/// Adds years, months and days; what a month is too short for runs over into the next, as in Go.
pub fn add_date(given: &[Value]) -> Option<Value> {
    let start = moment(&given[0])?;
    let years = i32::try_from(given[1].as_i64().ok()?).ok()?;
    let months = i32::try_from(given[2].as_i64().ok()?).ok()?;
    let days = given[3].as_i64().ok()?;
    let month = i32::try_from(start.month0()).ok()?.checked_add(months)?;
    let year = start.year().checked_add(years)?.checked_add(month.div_euclid(12))?;
    let first = NaiveDate::from_ymd_opt(year, month.rem_euclid(12) as u32 + 1, 1)?;
    let offset = i64::from(start.day0()).checked_add(days)?;
    let shift = Days::new(offset.unsigned_abs());
    let date = if offset < 0 {
        first.checked_sub_days(shift)?
    } else {
        first.checked_add_days(shift)?
    };
    let local = date.and_time(start.time());
    let moved = match start.timezone().from_local_datetime(&local) {
        LocalResult::Single(moment) | LocalResult::Ambiguous(moment, _) => moment,
        LocalResult::None => return None,
    };
    moved.timestamp_nanos_opt().map(Value::from)
}
