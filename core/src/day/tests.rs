use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};
use proptest::prelude::*;

use super::*;

/// The same day by a calendar that others have tested.
fn date(day: Day) -> Date {
    day.to_string().parse().unwrap()
}

fn day(date: Date) -> Day {
    date.to_string().parse().unwrap()
}

fn any_day() -> impl Strategy<Value = Day> {
    (0..=Day::MAX.number()).prop_map(|days| Day::MIN.checked_add_days(days).unwrap())
}

/// Both calendars, day by day, over two cycles of leap years and the ends of the range.
#[test]
fn every_day_is_the_next_day_of_the_last_one() {
    let from = |start: Day, count: usize| {
        let (mut ours, mut theirs) = (start, date(start));
        for _ in 0..count {
            ours = ours.checked_add_days(1).unwrap();
            theirs = theirs.tomorrow().unwrap();
            assert_eq!(ours.to_string(), theirs.to_string());
            let weekend = [Weekday::Saturday, Weekday::Sunday].contains(&theirs.weekday());
            assert_eq!(ours.is_weekend(), weekend, "{ours}");
            assert_eq!(ours.checked_add_days(-1).unwrap().to_string(), {
                theirs.yesterday().unwrap().to_string()
            });
        }
        ours
    };
    from(Day::MIN, 1_000);
    from(Day::new(1599, 12, 31).unwrap(), 2 * 146_097);
    assert_eq!(from(Day::new(9997, 12, 31).unwrap(), 730), Day::MAX);
    assert_eq!(Day::MAX.checked_add_days(1), None);
    assert_eq!(Day::MIN.checked_add_days(-1), None);
}

proptest! {
    #[test]
    fn text_is_read_as_a_day_exactly_if_the_calendar_has_it(y in 0u16..=9999, m in 0u8..=13, d in 0u8..=32) {
        let text = format!("{y:04}-{m:02}-{d:02}");
        prop_assert_eq!(text.parse::<Day>().is_ok(), text.parse::<Date>().is_ok());
        prop_assert_eq!(text.parse::<Day>().ok(), Day::new(y, m, d).ok());
        if let Ok(day) = text.parse::<Day>() {
            prop_assert_eq!(day.to_string(), text);
        }
    }

    #[test]
    fn nothing_but_the_one_form_is_read(text in "[0-9]{1,5}[-/]?[0-9]{1,3}[-/]?[0-9]{1,3}[ T]?|.*") {
        if let Ok(day) = text.parse::<Day>() {
            prop_assert_eq!(day.to_string(), text);
        }
    }

    #[test]
    fn order_and_distance_are_those_of_the_calendar(a in any_day(), b in any_day()) {
        prop_assert_eq!(a.cmp(&b), date(a).cmp(&date(b)));
        let span = date(a).until(date(b)).unwrap();
        prop_assert_eq!(a.days_until(b), i64::from(span.get_days()));
        prop_assert_eq!(a.checked_add_days(a.days_until(b)), Some(b));
    }

    #[test]
    fn days_and_months_are_added_as_in_the_calendar(
        a in any_day(), days in -4_000_000i64..4_000_000, months in 0u32..130_000,
    ) {
        let within = |date: Date| (0..=9999).contains(&date.year()).then(|| day(date));
        let theirs = date(a).checked_add(days.days()).ok().and_then(within);
        prop_assert_eq!(a.checked_add_days(days), theirs);
        let theirs = date(a).checked_add(i64::from(months).months()).ok().and_then(within);
        prop_assert_eq!(a.checked_add_months(months), theirs);
        prop_assert_eq!(a.last_of_month(), day(date(a).last_of_month()));
    }
}

#[test]
fn sums_that_no_calendar_has_are_none() {
    assert_eq!(Day::MAX.checked_add_days(i64::MAX), None);
    assert_eq!(Day::MIN.checked_add_days(i64::MIN), None);
    assert_eq!(Day::MAX.checked_add_months(u32::MAX), None);
}

#[test]
fn a_malformed_day_is_named() {
    let error = "２０２４-02-29".parse::<Day>().unwrap_err();
    assert_eq!(error.problems()[0].code, Code::MalformedDate);
    assert_eq!(error.problems()[0].given.as_deref(), Some("２０２４-02-29"));
}

#[test]
fn json_holds_a_day_as_text() {
    let day = Day::new(2026, 3, 27).unwrap();
    assert_eq!(serde_json::to_string(&day).unwrap(), r#""2026-03-27""#);
    assert_eq!(serde_json::from_str::<Day>(r#""2026-03-27""#).unwrap(), day);
    assert!(serde_json::from_str::<Day>(r#""banana""#).is_err());
}

#[test]
fn a_month_or_a_year_has_a_first_and_a_last_day() {
    let day = |text: &str| text.parse::<Day>().ok();
    assert_eq!(Day::first_of("2024-02"), day("2024-02-01"));
    assert_eq!(Day::last_of("2024-02"), day("2024-02-29"));
    assert_eq!(
        (Day::first_of("2026"), Day::last_of("2026")),
        (day("2026-01-01"), day("2026-12-31"))
    );
    assert_eq!(Day::first_of("2026-3"), None);
}

#[test]
fn a_span_includes_both_of_its_ends() {
    let within =
        |text: &str| text.parse::<Day>().unwrap().is_within(Some("2025-04"), Some("2025-09"));
    assert!(within("2025-04-01") && within("2025-09-30"));
    assert!(!within("2025-03-31") && !within("2025-10-01"));
    assert!(Day::MIN.is_within(None, None) && Day::MAX.is_within(None, None));
}
