use proptest::prelude::*;
use shisei::catalog::programmes as catalogue;
use shisei::programmes::Profile;
use shisei::programmes::otasuketai::{ceiling_cost, monitoring_advice};

proptest! {
    #[test]
    fn both_cost_what_each_costs(devices in 0u64..=1_000_000) {
        let cost = |way| ceiling_cost(catalogue::services::in_force(None).unwrap(), way, devices).unwrap().yen_per_month;
        prop_assert_eq!(cost("both"), cost("network") + cost("endpoint"));
        prop_assert_eq!(cost("endpoint") <= cost("network"), devices <= 5);
    }

    #[test]
    fn what_is_advised_fits_every_line_that_applies(
        telework in any::<Option<bool>>(),
        carried_laptops in any::<Option<bool>>(),
        agentless_devices in any::<Option<bool>>(),
        devices in proptest::option::of(0u64..100),
    ) {
        let mut profile = Profile::new();
        profile.telework = telework;
        profile.carried_laptops = carried_laptops;
        profile.agentless_devices = agentless_devices;
        profile.devices = devices;
        let advised = monitoring_advice(catalogue::services::in_force(None).unwrap(), &profile).unwrap();
        prop_assert!(!advised.first.is_empty());
        for line in advised.lines.iter().filter(|l| l.applies == Some(true) && !l.fits.is_empty()) {
            prop_assert!(advised.first.iter().all(|way| line.fits.contains(way)));
        }
        prop_assert_eq!(!advised.classes.is_empty(), devices.is_some_and(|devices| devices >= 50));
    }
}
