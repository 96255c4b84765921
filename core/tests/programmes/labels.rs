use proptest::prelude::*;
use shisei::Day;
use shisei::catalog::programmes as catalogue;
use shisei::programmes::jc_star::{Label, LabelStatus, label_life};

fn date(year: u16, month: u8, day: u8) -> Day {
    Day::new(year, month, day).unwrap()
}

fn label(issued: Day) -> Label {
    Label::new("star-1", issued)
}

fn any_day() -> impl Strategy<Value = Day> {
    (1u16..=9999, 1u8..=12, 1u8..=31).prop_map(|(year, month, day)| {
        Day::new(year, month, day).unwrap_or_else(|_| date(year, month, 28))
    })
}

proptest! {
    #[test]
    fn a_label_holds_from_its_first_day_to_its_last(issued in any_day(), on in any_day()) {
        let life = label_life(catalogue::labels::in_force(None).unwrap(), &label(issued), on).unwrap();
        let holds = matches!(life.status, LabelStatus::Valid | LabelStatus::Expiring);
        prop_assert_eq!(holds, issued <= on && on <= life.expires);
        prop_assert_eq!(life.days_left >= 0, on <= life.expires);
        prop_assert_eq!(life.support.unwrap().binds, holds);
        prop_assert!(issued <= life.expires && life.expires <= life.extended_until);
    }

    #[test]
    fn the_last_day_is_two_years_on(issued in any_day()) {
        let expires = label_life(catalogue::labels::in_force(None).unwrap(), &label(issued), issued).unwrap().expires;
        if issued.year() <= 9997 {
            prop_assert_eq!((expires.year(), expires.month()), (issued.year() + 2, issued.month()));
            // 29 February has no counterpart two years on.
            let leap = (issued.month(), issued.day()) == (2, 29);
            prop_assert_eq!(expires.day(), if leap { 28 } else { issued.day() });
        }
    }
}

#[test]
fn support_that_ends_before_the_label_is_short() {
    let mut label = label(date(2025, 5, 21));
    let on = date(2026, 1, 1);
    let short = |label: &Label| {
        label_life(catalogue::labels::in_force(None).unwrap(), label, on)
            .unwrap()
            .support
            .unwrap()
            .short_days
    };
    assert_eq!(short(&label), None);
    label.support_until = Some(date(2027, 5, 20));
    assert_eq!(short(&label), Some(1));
    label.support_until = Some(date(2028, 5, 21));
    assert_eq!(short(&label), Some(0));
}

#[test]
fn fees_change_with_the_day() {
    let fee = |on| {
        let life =
            label_life(catalogue::labels::in_force(None).unwrap(), &label(date(2025, 5, 21)), on)
                .unwrap();
        life.fees.iter().find(|fee| fee.id != "star-1-psti").map(|fee| fee.yen)
    };
    assert_eq!(fee(date(2025, 3, 24)), None);
    assert_eq!(fee(date(2025, 9, 30)), Some(110_000));
    assert_eq!(fee(date(2025, 10, 1)), Some(198_000));
}
