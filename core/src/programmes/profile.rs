//! Who an organisation is, as far as programmes ask.

use serde::Serialize;

use crate::input::at_most;
use crate::model::named::named;
use crate::programmes::setters::setters;

/// The legal form of an organisation, as far as programmes tell forms apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Form {
    /// A company.
    Company,
    /// A person in business for themselves.
    SoleProprietor,
    /// A corporation or body that is no company.
    Body,
}

named!(Form, "shisei::programmes" { Company = "company", SoleProprietor = "sole-proprietor", Body = "body", });

/// How an organisation sells on the web.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum EcSite {
    /// It does not.
    None,
    /// In a mall run by someone else.
    Mall,
    /// With a shop service run by someone else.
    ShopService,
    /// On a site of its own.
    Own,
}

/// Who an organisation is. What is not known stays empty; nothing is assumed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Profile {
    /// Line of the size table: an industry, or a kind of body.
    pub industry: Option<String>,
    /// For bodies that are measured by it: line of the table of their main industry.
    pub main_industry: Option<String>,
    /// Line of the table of the smallest firms, where the industry leaves a choice.
    pub micro_class: Option<String>,
    /// Legal form.
    pub form: Option<Form>,
    /// Capital or total investment, in yen.
    #[serde(deserialize_with = "at_most::<MOST_YEN, _>")]
    pub capital_yen: Option<u64>,
    /// Regular employees, without officers and the sole proprietor.
    #[serde(deserialize_with = "at_most::<MOST, _>")]
    pub employees: Option<u64>,
    /// Whether people work from home.
    pub telework: Option<bool>,
    /// Whether computers are carried out of the office.
    pub carried_laptops: Option<bool>,
    /// Number of devices to be watched.
    #[serde(deserialize_with = "at_most::<MOST, _>")]
    pub devices: Option<u64>,
    /// Whether some devices cannot take a monitoring agent: old systems, `IoT`, storage.
    pub agentless_devices: Option<bool>,
    /// How it sells on the web.
    pub ec_site: Option<EcSite>,
    /// Whether it makes `IoT` products.
    pub iot_maker: Option<bool>,
}

impl Profile {
    /// An organisation of which nothing is known yet.
    ///
    /// ```
    /// use shisei::programmes::{Form, Profile};
    ///
    /// let profile = Profile::new().industry("retail").form(Form::Company).employees(5);
    /// assert_eq!((profile.employees, profile.capital_yen), (Some(5), None));
    /// ```
    #[must_use]
    #[inline]
    pub fn new() -> Self {
        Self::default()
    }
}

setters! {
    Profile, "shisei::programmes::Profile::new()" {
        text industry = "retail";
        text main_industry = "retail";
        text micro_class = "commerce-service";
        value form: Form = shisei::programmes::Form::Company;
        value capital_yen: u64 = 10_000_000;
        value employees: u64 = 20;
        value telework: bool = true;
        value carried_laptops: bool = true;
        value devices: u64 = 25;
        value agentless_devices: bool = false;
        value ec_site: EcSite = shisei::programmes::EcSite::Own;
        value iot_maker: bool = false;
    }
}

/// Most devices, and most employees, that a profile may name.
pub(crate) const MOST: u64 = 10_000_000;
/// Most yen that an input may name: far above any capital, far below an overflow.
pub(crate) const MOST_YEN: u64 = 1_000_000_000_000_000;
