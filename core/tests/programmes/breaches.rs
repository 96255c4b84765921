use shisei::Day;
use shisei::catalog::programmes::{breach_reports, holidays};
use shisei::model::{BreachKind, BreachTrigger, Localized, Origin};
use shisei::programmes::breach_report::{Breach, BreachReport, breach_report};

fn report(breach: &Breach) -> BreachReport {
    let rules = breach_reports::in_force(None).unwrap();
    breach_report(rules, holidays::find(rules.holidays.as_str()).unwrap(), breach).unwrap()
}

fn wrongful(discovered: Day) -> Breach {
    Breach::new(BreachKind::Leak, discovered).triggers(vec![BreachTrigger::Wrongful])
}

#[test]
fn a_last_day_is_open_and_no_earlier_one_was_after_the_count() {
    let rules = breach_reports::in_force(None).unwrap();
    let holidays = holidays::find(rules.holidays.as_str()).unwrap();
    let is_holiday = |day: Day| {
        holidays.years.iter().any(|year| year.days.iter().any(|it| *it == day.to_string()))
    };
    let closed = |day: Day| {
        let number = Day::new(2026, 11, 22).unwrap().days_until(day).rem_euclid(7);
        let year_end =
            (day.month() == 12 && day.day() >= 29) || (day.month() == 1 && day.day() <= 3);
        // 2026-11-22 is a Sunday.
        matches!(number, 0 | 6) || year_end || is_holiday(day)
    };
    let mut day = Day::new(2026, 1, 1).unwrap();
    while day < Day::new(2028, 10, 1).unwrap() {
        let due = report(&wrongful(day)).due;
        let last = due.last().unwrap();
        assert_eq!(day.days_until(last.counted), 59, "{day}");
        assert!(!closed(last.by) && last.check.is_none(), "{day}");
        let mut between = last.counted;
        while between < last.by {
            assert!(closed(between), "{day}: {between}");
            between = between.checked_add_days(1).unwrap();
        }
        day = day.checked_add_days(1).unwrap();
    }
}

#[test]
fn what_the_guideline_does_not_print_says_so() {
    let report = report(&wrongful(Day::new(2026, 11, 26).unwrap()));
    let origins: Vec<Origin> = report.due.iter().map(|due| due.counting_origin).collect();
    assert_eq!(origins, [Origin::Derived, Origin::Official]);
    let says = |text: &Localized| text.en.contains("prints no rule");
    assert_eq!(report.due.iter().filter(|due| says(&due.counting)).count(), 1);
    assert!(report.items.iter().filter(|item| item.told_to_persons == Some(true)).count() == 5);
}
