//! Which built-in frameworks this module carries: what is not named here is not linked in.

use shisei::Framework;
#[cfg(any(feature = "five-basics", feature = "self-assessment"))]
use shisei::catalog::frameworks;

#[cfg(feature = "all")]
pub fn carried() -> &'static [&'static Framework] {
    shisei::catalog::all()
}

#[cfg(not(feature = "all"))]
pub fn carried() -> &'static [&'static Framework] {
    static CARRIED: &[&Framework] = &[
        #[cfg(feature = "five-basics")]
        &frameworks::FIVE_BASICS_3_1,
        #[cfg(feature = "five-basics")]
        &frameworks::FIVE_BASICS_4_0,
        #[cfg(feature = "self-assessment")]
        &frameworks::SELF_ASSESSMENT_3_1,
        #[cfg(feature = "self-assessment")]
        &frameworks::SELF_ASSESSMENT_4_0,
    ];
    CARRIED
}
