use shisei::catalog;
use shisei::catalog::programmes as catalogue;
use shisei::programmes::scs::level_gaps;
use shisei::programmes::security_action::{
    Declared, Evidence, GbizId, declaration_uses, security_action,
};
use shisei::{AnswerSheet, Standing};

#[test]
fn a_declaration_has_no_least_score_and_no_end() {
    let evidence = Evidence::default()
        .basics(true)
        .self_assessment(Standing::Met)
        .policy(true)
        .policy_published(true)
        .gbizid(GbizId::Prime);
    let framework = catalog::framework("security-action").unwrap();
    let declarable = security_action(framework, evidence).unwrap();
    assert_eq!(declarable.stars, 2);
    assert_eq!((declarable.minimum_score, declarable.validity_months), (None, None));
}

#[test]
fn scs_has_26_and_43_requirements_and_names_its_numbers() {
    let framework = catalog::framework("scs").unwrap();
    let assessment = framework.assess(&AnswerSheet::new("scs")).unwrap();
    let gaps = |level| {
        level_gaps(catalogue::gradings::in_force(None).unwrap(), &assessment, level).unwrap()
    };
    let requirements = |level| {
        let gaps = gaps(level);
        let all = gaps.categories.iter().flat_map(|category| category.gaps.iter());
        let mut all: Vec<_> = all.map(|gap| gap.requirement.clone().unwrap()).collect();
        all.dedup();
        all.len()
    };
    assert_eq!((requirements("star-3"), requirements("star-4")), (26, 43));
    let by_category = |level| -> Vec<u32> {
        gaps(level).categories.iter().map(|category| category.criteria).collect()
    };
    assert_eq!(by_category("star-3"), [8, 4, 11, 48, 3, 6, 1]);
    assert_eq!(by_category("star-4"), [19, 7, 29, 82, 8, 6, 2]);
    let whole = gaps("star-4");
    let numbers: Vec<(i64, &str)> = whole
        .categories
        .iter()
        .flat_map(|category| category.gaps.iter())
        .flat_map(|gap| gap.parameters.iter())
        .map(|number| (number.value, &*number.unit))
        .collect();
    // Patches in 14 days, CVSS 7.0, lock after 10, lengths 6, 8 and 10, logs of 6 months, review
    // every 12 months.
    let expected = [
        (14, "days"),
        (70, "tenths"),
        (10, "failures"),
        (6, "characters"),
        (8, "characters"),
        (10, "characters"),
        (6, "months"),
        (12, "months"),
    ];
    for number in expected {
        assert!(numbers.contains(&number), "{number:?} is not among {numbers:?}");
    }
    assert!(whole.claims.iter().any(|claim| claim.allowed));
    assert!(whole.claims.iter().any(|claim| !claim.allowed));
}

#[test]
fn uses_tell_what_a_star_is_enough_for() {
    let suffices = |declared, id: &str| {
        let uses =
            declaration_uses(catalogue::uses::in_force(None).unwrap(), Some(declared), None).uses;
        uses.into_iter().find(|one| one.id == id).unwrap().suffices
    };
    assert_eq!(suffices(Declared::One, "it-subsidy-security-2025"), Some(true));
    assert_eq!(suffices(Declared::None, "it-subsidy-security-2025"), Some(false));
    assert_eq!(suffices(Declared::One, "tokyo"), Some(false));
    assert_eq!(suffices(Declared::Two, "tokyo"), Some(true));
    // The source does not say which star, so neither do we.
    assert_eq!(suffices(Declared::Two, "akita"), None);
    assert_eq!(suffices(Declared::None, "monozukuri-20"), Some(true));
}
