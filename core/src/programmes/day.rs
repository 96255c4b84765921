//! Days, as arguments and as the catalogue writes them. Nothing here asks what day it is.

use jiff::civil::Date;
use serde::Serializer;

/// A day written exactly `YYYY-MM-DD`. The calendar's own reader takes more forms than that.
pub(crate) fn parse(text: &str) -> Option<Date> {
    let shape = text.len() == 10
        && text.char_indices().all(|(at, c)| match at {
            4 | 7 => c == '-',
            _ => c.is_ascii_digit(),
        });
    if shape { text.parse().ok() } else { None }
}

/// First day of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
pub(crate) fn first(text: &str) -> Option<Date> {
    match text.len() {
        4 => parse(&format!("{text}-01-01")),
        7 => parse(&format!("{text}-01")),
        _ => parse(text),
    }
}

/// Last day of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
pub(crate) fn last(text: &str) -> Option<Date> {
    match text.len() {
        4 => parse(&format!("{text}-12-31")),
        7 => first(text).map(Date::last_of_month),
        _ => parse(text),
    }
}

/// Whether a span of the catalogue holds on a day. An open end holds for ever.
pub(crate) fn holds(from: Option<&str>, until: Option<&str>, on: Date) -> bool {
    from.and_then(first).is_none_or(|from| from <= on)
        && until.and_then(last).is_none_or(|until| on <= until)
}

/// Whole days from one day to another; negative when the other comes first.
pub(crate) fn between(from: Date, to: Date) -> i64 {
    i64::from(from.until(to).map_or(0, |span| span.get_days()))
}

/// A day in a result, as `YYYY-MM-DD`.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "the serializer's own shape")]
pub(crate) fn write<S: Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}

/// A day in a result, or `null`.
#[allow(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "the serializer's own shape"
)]
pub(crate) fn write_option<S: Serializer>(
    day: &Option<Date>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => serializer.collect_str(day),
        None => serializer.serialize_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_day_of_the_calendar_is_a_day() {
        assert!(parse("2024-02-29").is_some());
        for wrong in
            ["2023-02-29", "20240229", "2024-2-9", "2024-02-29T00:00", "２０２４-02-29", ""]
        {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_month_or_a_year_stands_for_its_first_or_last_day() {
        assert_eq!(first("2024-02"), parse("2024-02-01"));
        assert_eq!(last("2024-02"), parse("2024-02-29"));
        assert_eq!((first("2026"), last("2026")), (parse("2026-01-01"), parse("2026-12-31")));
    }

    #[test]
    fn a_span_holds_on_its_ends() {
        let on = |text| parse(text).is_some_and(|on| holds(Some("2025-04"), Some("2025-09"), on));
        assert!(on("2025-04-01") && on("2025-09-30"));
        assert!(!on("2025-03-31") && !on("2025-10-01"));
    }

    #[test]
    fn days_between_are_counted_across_years() {
        let (Some(from), Some(to)) = (parse("2024-02-28"), parse("2025-03-01")) else { return };
        assert_eq!((between(from, to), between(to, from)), (367, -367));
    }
}
