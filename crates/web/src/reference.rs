//! The number on a receipt: the microsecond in which something was received, in groups of four digits.

use duheng_pack::number::half_width;

/// The number of what was received at this time, in microseconds since 1970-01-01 UTC.
pub(crate) fn written(at: i64) -> String {
    let digits = format!("{at:016}");
    let groups = digits.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into_owned());
    groups.collect::<Vec<_>>().join("-")
}

/// The time of receipt that a number says, however its digits are grouped.
pub(crate) fn read(number: &str) -> Option<i64> {
    let digits: String = number.chars().map(half_width).filter(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{read, written};

    #[test]
    fn numbers_are_taken_however_they_are_grouped() {
        for typed in ["1782-2924-0000-0000", "1782292400000000", "１７８２ 2924 0000 0000"] {
            assert_eq!(read(typed), Some(1_782_292_400_000_000), "{typed}");
        }
        assert_eq!(read("no number"), None);
        assert_eq!(read(&written(1_782_292_400_000_000)), Some(1_782_292_400_000_000));
    }
}
