use proptest::prelude::*;
use shisei::catalog::programmes as catalogue;
use shisei::catalog::programmes::subsidies::IT_SUBSIDY_SECURITY_2025;
use shisei::programmes::Profile;
use shisei::programmes::subsidy::{Application, IneligibilityReason, eligibility, subsidy};

fn application(employees: u64, fee: u64) -> Application {
    let profile = Profile::new().industry("manufacturing").employees(employees).capital_yen(1);
    Application::new(profile).eligible_yen(fee)
}

fn ask(application: &Application) -> shisei::programmes::subsidy::Calculation {
    let (sizes, form) = (
        catalogue::sizes::in_force(None).unwrap(),
        catalogue::eligibility::find("subsidy-eligibility").unwrap(),
    );
    subsidy(&IT_SUBSIDY_SECURITY_2025, sizes, form, application, None).unwrap()
}

proptest! {
    #[test]
    fn a_sum_is_the_share_between_floor_and_cap(fee in 0u64..5_000_000, micro in any::<bool>()) {
        let (numerator, denominator) = if micro { (2, 3) } else { (1, 2) };
        let result = ask(&application(if micro { 20 } else { 21 }, fee));
        let share = fee * numerator / denominator;
        let expected = (share >= 50_000).then_some(share.min(1_500_000));
        prop_assert_eq!(result.amount_yen, expected);
        let below = result.reasons.iter().any(|reason| reason.code == IneligibilityReason::BelowFloor);
        prop_assert_eq!(below, expected.is_none());
    }
}

#[test]
fn the_conditions_are_a_framework_like_any_other() {
    let framework = eligibility(
        &IT_SUBSIDY_SECURITY_2025,
        catalogue::eligibility::find("subsidy-eligibility").unwrap(),
    )
    .unwrap();
    assert_eq!(framework.controls().len(), 18);
    assert!(framework.control("security-action").is_some());
    let assessment = framework.assess(&shisei::AnswerSheet::new("it-subsidy-security")).unwrap();
    assert_eq!(assessment.findings.len(), 18);
}
