//! The names of time zones. What time it is in one is for whoever has a clock; here only whether there is such a zone.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use jiff::tz::TimeZoneDatabase;

/// Whether the IANA database names this zone; upper and lower case are the same.
#[must_use]
pub fn is_zone(name: &str) -> bool {
    TimeZoneDatabase::bundled().get(name).is_ok()
}

/// The names of all zones, such as `Asia/Shanghai`.
#[must_use]
pub fn zones() -> Vec<String> {
    TimeZoneDatabase::bundled().available().map(|name| name.to_string()).collect()
}
