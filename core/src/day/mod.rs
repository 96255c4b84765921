//! A day of the calendar. Nothing here asks what day it is today.

use std::fmt;
use std::str::FromStr;

#[cfg(feature = "serde")]
use serde::de::{self, Unexpected};
#[cfg(feature = "serde")]
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::{Code, Error, ErrorKind, Problem};

/// How a day is written.
pub(crate) const FORMAT: &str = "YYYY-MM-DD";

/// A day of the Gregorian calendar, from `0000-01-01` to `9999-12-31`.
///
/// It is read from, printed as and serialized as `YYYY-MM-DD`, and has neither a time nor a time
/// zone.
///
/// ```
/// use shisei::Day;
///
/// let granted: Day = "2025-05-21".parse()?;
/// assert_eq!(granted.to_string(), "2025-05-21");
/// assert!(granted < Day::new(2025, 6, 1)?);
/// assert!("2025-02-29".parse::<Day>().is_err());
/// # Ok::<(), shisei::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::struct_field_names, reason = "a day has a day of the month")]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

impl Day {
    /// The first day there is, `0000-01-01`.
    pub const MIN: Self = Self { year: 0, month: 1, day: 1 };

    /// The last day there is, `9999-12-31`.
    pub const MAX: Self = Self { year: 9999, month: 12, day: 31 };

    /// A day from its year, month and day of the month.
    ///
    /// # Errors
    /// [`Code::MalformedDate`] if the calendar has no such day.
    ///
    /// ```
    /// use shisei::Day;
    ///
    /// assert_eq!(Day::new(2024, 2, 29)?.to_string(), "2024-02-29");
    /// assert!(Day::new(2023, 2, 29).is_err());
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, Error> {
        Self::checked(year, month, day)
            .ok_or_else(|| malformed(&format!("{year:04}-{month:02}-{day:02}")))
    }

    #[cfg_attr(debug_assertions, inline)]
    fn checked(year: u16, month: u8, day: u8) -> Option<Self> {
        let there = year <= 9999 && (1..=month_length(year, month)).contains(&day);
        there.then_some(Self { year, month, day })
    }

    /// The year, 0 to 9999.
    ///
    /// ```
    /// assert_eq!(shisei::Day::new(2026, 3, 27)?.year(), 2026);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    ///
    /// ```
    /// assert_eq!(shisei::Day::new(2026, 3, 27)?.month(), 3);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    ///
    /// ```
    /// assert_eq!(shisei::Day::new(2026, 3, 27)?.day(), 27);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub const fn day(self) -> u8 {
        self.day
    }

    /// The last day of the same month.
    ///
    /// ```
    /// use shisei::Day;
    ///
    /// assert_eq!(Day::new(2024, 2, 1)?.last_of_month(), Day::new(2024, 2, 29)?);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[must_use]
    #[cfg_attr(debug_assertions, inline)]
    pub fn last_of_month(self) -> Self {
        Self { day: month_length(self.year, self.month), ..self }
    }

    /// Whole days from this day to another; negative if the other comes first.
    ///
    /// ```
    /// use shisei::Day;
    ///
    /// assert_eq!(Day::new(2024, 2, 28)?.days_until(Day::new(2024, 3, 1)?), 2);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn days_until(self, other: Self) -> i64 {
        other.number() - self.number()
    }

    /// The day so many days later, or earlier if `days` is negative. `None` if it is out of range.
    ///
    /// ```
    /// use shisei::Day;
    ///
    /// assert_eq!(Day::new(2024, 3, 1)?.checked_add_days(-1), Day::new(2024, 2, 29).ok());
    /// assert_eq!(Day::MAX.checked_add_days(1), None);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn checked_add_days(self, days: i64) -> Option<Self> {
        let number = self.number().checked_add(days)?;
        if !(0..=Self::MAX.number()).contains(&number) {
            return None;
        }
        // Counted in average years, this is the year itself or one beside it.
        let mut year = u16::try_from(number * 400 / DAYS_IN_400_YEARS).ok()?.saturating_sub(1);
        while days_before_year(year + 1) <= number {
            year += 1;
        }
        let mut rest = number - days_before_year(year);
        for month in 1..=12 {
            let length = i64::from(month_length(year, month));
            if rest < length {
                return Self::checked(year, month, u8::try_from(rest + 1).ok()?);
            }
            rest -= length;
        }
        None
    }

    /// The same day of the month so many months later, or the last day of that month if it is
    /// shorter. `None` if it is out of range.
    ///
    /// ```
    /// use shisei::Day;
    ///
    /// assert_eq!(Day::new(2024, 1, 31)?.checked_add_months(1), Day::new(2024, 2, 29).ok());
    /// assert_eq!(Day::new(2024, 1, 31)?.checked_add_months(24), Day::new(2026, 1, 31).ok());
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn checked_add_months(self, months: u32) -> Option<Self> {
        let months = (u32::from(self.year) * 12 + u32::from(self.month) - 1).checked_add(months)?;
        let year = u16::try_from(months / 12).ok()?;
        let month = u8::try_from(months % 12 + 1).ok()?;
        Self::checked(year, month, self.day.min(month_length(year, month)))
    }

    /// Whether it is a Saturday or a Sunday.
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn is_weekend(self) -> bool {
        // The first day there is is a Saturday.
        self.number() % 7 < 2
    }

    /// Days since [`Day::MIN`].
    #[cfg_attr(debug_assertions, inline)]
    fn number(self) -> i64 {
        let months = (1..self.month).map(|month| i64::from(month_length(self.year, month)));
        days_before_year(self.year) + months.sum::<i64>() + i64::from(self.day) - 1
    }

    /// The first day of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`: the catalogue is as exact as its sources.
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn first_of(text: &str) -> Option<Self> {
        match text.len() {
            4 => format!("{text}-01-01").parse().ok(),
            7 => format!("{text}-01").parse().ok(),
            _ => text.parse().ok(),
        }
    }

    /// The last day of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn last_of(text: &str) -> Option<Self> {
        match text.len() {
            4 => format!("{text}-12-31").parse().ok(),
            7 => Self::first_of(text).map(Self::last_of_month),
            _ => text.parse().ok(),
        }
    }

    /// Whether the day is in a span of the catalogue, ends included. An open end has no limit.
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn is_within(self, from: Option<&str>, until: Option<&str>) -> bool {
        from.and_then(Self::first_of).is_none_or(|from| from <= self)
            && until.and_then(Self::last_of).is_none_or(|until| self <= until)
    }
}

const DAYS_IN_400_YEARS: i64 = 146_097;

/// Days from [`Day::MIN`] to the first day of a year: year 0 is a leap year.
#[cfg_attr(debug_assertions, inline)]
fn days_before_year(year: u16) -> i64 {
    let year = i64::from(year);
    year * 365 + (year + 3) / 4 - (year + 99) / 100 + (year + 399) / 400
}

/// Days of a month; 0 if there is no such month.
#[cfg_attr(debug_assertions, inline)]
const fn month_length(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        1..=12 => 31,
        _ => 0,
    }
}

#[cfg_attr(debug_assertions, inline)]
fn malformed(text: &str) -> Error {
    Error::one(ErrorKind::InvalidArgument, Problem::new(Code::MalformedDate).given(text))
}

impl FromStr for Day {
    type Err = Error;

    /// Reads exactly `YYYY-MM-DD`, in ASCII digits.
    #[cfg_attr(debug_assertions, inline)]
    fn from_str(text: &str) -> Result<Self, Error> {
        let read = || {
            let (year, rest) = text.split_once('-')?;
            let (month, day) = rest.split_once('-')?;
            let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
            let shape = [year, month, day].map(str::len) == [4, 2, 2];
            (shape && [year, month, day].into_iter().all(digits)).then_some(())?;
            Self::checked(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
        };
        read().ok_or_else(|| malformed(text))
    }
}

impl fmt::Display for Day {
    #[cfg_attr(debug_assertions, inline)]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Debug for Day {
    #[cfg_attr(debug_assertions, inline)]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(feature = "serde")]
impl Serialize for Day {
    #[cfg_attr(debug_assertions, inline)]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "serde")]
impl<'de> Deserialize<'de> for Day {
    #[cfg_attr(debug_assertions, inline)]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(|_| de::Error::invalid_value(Unexpected::Str(&text), &FORMAT))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Day {
    #[cfg_attr(debug_assertions, inline)]
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Day".into()
    }

    #[cfg_attr(debug_assertions, inline)]
    fn inline_schema() -> bool {
        true
    }

    #[cfg_attr(debug_assertions, inline)]
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date" })
    }
}

#[cfg(test)]
mod tests;
