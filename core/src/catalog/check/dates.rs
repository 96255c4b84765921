//! Days, months and years as the catalogue writes them.

use crate::day::Day;

/// Whether this is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, and the calendar has it.
pub(super) fn is_date(date: &str) -> bool {
    Day::first_of(date).is_some()
}

/// Whether this is a date, a half-year `2025-H1`, a fiscal year `FY2023`, or a span between two of
/// these: `from/to`, `/to` with an open start, `P3Y/to` for the three years up to then.
pub(super) fn is_period(period: &str) -> bool {
    let one = |part: &str| {
        let half = part.strip_suffix("-H1").or_else(|| part.strip_suffix("-H2"));
        is_date(part.strip_prefix("FY").or(half).unwrap_or(part))
    };
    match period.split_once('/') {
        Some(("", to)) => one(to),
        Some((from, to)) if from.starts_with('P') => is_years(from) && one(to),
        Some((from, to)) => one(from) && one(to) && from <= to,
        None => one(period),
    }
}

/// `P3Y`: three years.
fn is_years(duration: &str) -> bool {
    let years = duration.strip_prefix('P').and_then(|rest| rest.strip_suffix('Y'));
    years.is_some_and(|years| years.parse::<u8>().is_ok_and(|years| years > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_a_day_that_there_is() {
        for date in ["2026", "2026-03", "2026-03-27", "2024-02-29", "2000-02-29"] {
            assert!(is_date(date), "{date}");
        }
        let none =
            ["", "26", "2026-13", "2026-00", "2026-02-29", "1900-02-29", "2026-3-1", "2026-"];
        for date in none.into_iter().chain(["2026-03-27-01", "2026/03", "2026-04-31", "+026"]) {
            assert!(!is_date(date), "{date}");
        }
    }

    #[test]
    fn a_period_is_a_date_a_half_year_a_fiscal_year_or_a_span() {
        for period in ["2025", "2025-H1", "FY2023", "2024-10-25/2024-11-06", "/2022", "P3Y/2024-10"]
        {
            assert!(is_period(period), "{period}");
        }
        for period in ["2025-H3", "FY23", "2025/2024", "2024/", "P0Y/2024", "about 2024"] {
            assert!(!is_period(period), "{period}");
        }
    }
}
