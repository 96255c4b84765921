use serde::Serialize;

use crate::reference::Reference;

use super::{
    Choice, Citation, List, Localized, Origin, Parameter, Source, Status, Text, Verification,
};

/// Who applies, by size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Applicant {
    /// A small or medium-sized firm.
    Sme,
    /// One of the smallest firms (小規模事業者).
    Micro,
}

/// The share of eligible cost that is paid, as a ratio.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Rate {
    /// Who gets it.
    pub applicant: Applicant,
    /// Upper number of the ratio.
    pub numerator: u32,
    /// Lower number of the ratio.
    pub denominator: u32,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// What a rule of a label decides, where a result shows or uses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum RuleRole {
    /// How the last day of a label is counted.
    LastDay,
    /// The duty to give updates while a label is valid.
    Support,
    /// Which products are in scope.
    InScope,
    /// Which products are out of scope.
    OutOfScope,
}

impl RuleRole {
    /// The roles that the rules of every label have.
    pub const ALL: [Self; 4] = [Self::LastDay, Self::Support, Self::InScope, Self::OutOfScope];
}

/// A line that an applicant, a bonus or an exclusion is judged by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Criterion {
    /// Id within the list.
    pub id: Text,
    /// What it decides, for rules of a label.
    #[serde(default)]
    pub role: Option<RuleRole>,
    /// The printed number, such as ア, where there is one.
    #[serde(default)]
    pub number: Option<Text>,
    /// Short title.
    pub title: Localized,
    /// What it asks, in our own words.
    pub gist: Localized,
    /// Numbers it names.
    #[serde(default)]
    pub parameters: List<Parameter>,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// A span in which applications are taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Window {
    /// Id within the programme, such as `1`.
    pub id: Text,
    /// First day, `YYYY-MM-DD`, where known.
    #[serde(default)]
    pub opens: Option<Text>,
    /// Last day, `YYYY-MM-DD`.
    pub closes: Text,
    /// Time of the last day at which it closes, `HH:MM` in Japan, where known.
    #[serde(default)]
    pub closes_at: Option<Text>,
    /// Day on which the grants are to be decided, `YYYY-MM-DD`, as planned when it was seen.
    #[serde(default)]
    pub decision: Option<Text>,
    /// Whether the day was only planned when it was seen.
    #[serde(default)]
    pub planned: bool,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// A sum or a length of time that a programme fixes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Limit {
    /// The value, an integer in `unit`.
    pub value: u64,
    /// Unit: `yen` or `months`.
    pub unit: Text,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// How the conditions of a subsidy are answered: the words of a small framework.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Eligibility {
    /// Id of the form.
    pub id: Text,
    /// Edition of the form.
    pub edition: Text,
    /// Whether it is current, superseded or upcoming.
    #[serde(default)]
    pub status: Status,
    /// First day it is in force, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, where known.
    #[serde(default)]
    pub valid_from: Option<Text>,
    /// Title of the framework.
    pub title: Localized,
    /// What it is and is not, in our own words.
    pub summary: Localized,
    /// Title of the group of conditions.
    pub conditions: Localized,
    /// Title of the group of exclusions.
    pub exclusions: Localized,
    /// Choices for a condition.
    pub condition_choices: List<Choice>,
    /// Choices for an exclusion: `met` means that it does not apply.
    pub exclusion_choices: List<Choice>,
    /// What to do about a condition that does not hold.
    pub condition_advice: Localized,
    /// What to do about an exclusion that applies.
    pub exclusion_advice: Localized,
    /// Name of the state in which every line is answered well.
    pub reached: Localized,
    /// What that state means, and what it does not.
    pub reached_meaning: Localized,
}

/// A subsidy, or one frame of it.
///
/// The sum is `floor(min(cap, numerator * eligible / denominator))`; below the floor there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Subsidy {
    /// Id of the frame.
    pub id: Text,
    /// Edition, such as `2026`.
    pub edition: Text,
    /// Whether it is current, superseded or upcoming.
    #[serde(default)]
    pub status: Status,
    /// First day it is in force, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, where known.
    #[serde(default)]
    pub valid_from: Option<Text>,
    /// Title: the official one.
    pub title: Localized,
    /// What it pays for, in our own words.
    pub summary: Localized,
    /// Who runs it.
    pub publisher: Text,
    /// Portal of the programme.
    pub portal: Text,
    /// Size table that decides who is small or medium-sized, `id@edition`.
    pub sizes: Reference,
    /// Service scheme whose services are eligible, `id@edition`, where there is one.
    #[serde(default)]
    pub scheme: Option<Reference>,
    /// How the conditions are answered: [`Eligibility`], `id@edition`.
    pub eligibility: Reference,
    /// Documents cited.
    pub sources: List<Source>,
    /// Shares paid.
    pub rates: List<Rate>,
    /// Least sum that is paid, in yen.
    pub floor: Limit,
    /// Highest sum that is paid, in yen.
    pub cap: Limit,
    /// Longest span whose fees are eligible, in months.
    pub term: Limit,
    /// What costs are eligible, in our own words.
    pub eligible: Localized,
    /// When applications are taken, where known.
    #[serde(default)]
    pub windows: List<Window>,
    /// What must hold for every applicant.
    #[serde(default)]
    pub conditions: List<Criterion>,
    /// Who cannot apply.
    #[serde(default)]
    pub exclusions: List<Criterion>,
    /// What raises the chance.
    #[serde(default)]
    pub bonuses: List<Criterion>,
    /// Rules on what is paid and when.
    #[serde(default)]
    pub rules: List<Criterion>,
}

/// Which star of SECURITY ACTION a programme asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Star {
    /// One star.
    One,
    /// Two stars.
    Two,
    /// Either star will do.
    OneOrTwo,
    /// The sources do not say.
    NotStated,
    /// It asks for no star: we looked, and found none.
    NoneAsked,
}

/// What a declaration does for an applicant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum StarRole {
    /// Without it, nobody can apply.
    Gate,
    /// It adds points.
    Bonus,
    /// It replaces another requirement.
    Substitute,
    /// The sources do not say.
    NotStated,
    /// Nothing.
    NoRole,
}

/// That a programme asks for a declaration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DeclarationUse {
    /// Id within the list.
    pub id: Text,
    /// Title of the programme: the official one.
    pub title: Localized,
    /// Who runs the programme.
    pub owner: Text,
    /// Which star it asks for.
    pub star: Star,
    /// What the star does.
    pub role: StarRole,
    /// When this was so, `YYYY-MM` or `YYYY`.
    pub as_of: Text,
    /// Whether the programme was over when seen.
    #[serde(default)]
    pub ended: bool,
    /// More, in our own words.
    #[serde(default)]
    pub note: Option<Localized>,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// Programmes that ask for a declaration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DeclarationUses {
    /// Id of the list.
    pub id: Text,
    /// Edition of the list.
    pub edition: Text,
    /// Whether it is current, superseded or upcoming.
    #[serde(default)]
    pub status: Status,
    /// First day it is in force, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, where known.
    #[serde(default)]
    pub valid_from: Option<Text>,
    /// Title.
    pub title: Localized,
    /// What a declaration is and is not, in our own words.
    pub note: Localized,
    /// The framework whose tiers are the stars to declare; every edition of it.
    pub declaration: Reference,
    /// The framework whose sheet shows that the self-assessment is done; every edition of it.
    pub self_assessment: Reference,
    /// Documents cited.
    pub sources: List<Source>,
    /// The programmes.
    pub uses: List<DeclarationUse>,
}

/// Who judges a product for a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Evaluator {
    /// The vendor declares, the operator grants the label.
    Vendor,
    /// An independent body evaluates.
    ThirdParty,
}

/// Whether a label level can be applied for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Availability {
    /// Applications are taken.
    Open,
    /// Criteria are out, applications not seen open.
    CriteriaPublished,
    /// No criteria seen.
    NotYet,
}

/// One level of a label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LabelLevel {
    /// Id within the scheme.
    pub id: Text,
    /// Title, such as ★1.
    pub title: Localized,
    /// What it is for, in our own words.
    pub purpose: Localized,
    /// Who judges.
    pub evaluator: Evaluator,
    /// Whether each type of product has criteria of its own.
    pub per_product_type: bool,
    /// Whether it can be applied for.
    pub availability: Availability,
    /// Framework edition with its criteria, `id@edition`, where the catalogue has one.
    #[serde(default)]
    pub framework: Option<Reference>,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// What a label costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Fee {
    /// Id within the scheme.
    pub id: Text,
    /// What is paid for.
    pub title: Localized,
    /// Level it is for.
    pub level: Text,
    /// The fee, in yen.
    pub yen: u64,
    /// Whether tax is in it, where known.
    #[serde(default)]
    pub tax_included: Option<bool>,
    /// First day it holds, `YYYY-MM-DD`, where known.
    #[serde(default)]
    pub valid_from: Option<Text>,
    /// Last day it held, `YYYY-MM-DD`; without it, it still holds.
    #[serde(default)]
    pub valid_until: Option<Text>,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// That another scheme's proof is taken, or ours is taken there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Recognition {
    /// Id within the scheme.
    pub id: Text,
    /// The other scheme.
    pub title: Localized,
    /// First day it holds, `YYYY-MM-DD`, where it does.
    #[serde(default)]
    pub valid_from: Option<Text>,
    /// Controls of the label's framework that the other proof covers.
    #[serde(default)]
    pub controls: List<Text>,
    /// Whether our label is taken there.
    pub accepted_there: bool,
    /// What it means, in our own words.
    pub gist: Localized,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// A kind of product, for the question whether a label is for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ProductKind {
    /// Id within the scheme.
    pub id: Text,
    /// What it is called.
    pub title: Localized,
    /// Id of the rule that takes it in or leaves it out.
    pub rule: Text,
    /// Whether the rule leaves it out.
    pub excluded: bool,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// A rule on how a label may be spoken of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct WordingRule {
    /// Id within the scheme.
    pub id: Text,
    /// What may not be said, or what must be, in our own words.
    pub rule: Localized,
    /// Words that break the rule, compared by letters and digits alone: a sample, never the whole
    /// of it.
    #[serde(default)]
    pub phrases: List<Text>,
    /// Whether the rule ends once the acceptance number and the provisional registration number
    /// exist.
    #[serde(default)]
    pub until_numbered: bool,
    /// Whether the rule is the publisher's or ours.
    pub origin: Origin,
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, when something is not.
    #[serde(default)]
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub citations: List<Citation>,
}

/// A label for products, such as JC-STAR.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LabelScheme {
    /// Id of the scheme.
    pub id: Text,
    /// Edition, the month these facts were gathered.
    pub edition: Text,
    /// Whether it is current, superseded or upcoming.
    #[serde(default)]
    pub status: Status,
    /// First day it is in force, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, where known.
    #[serde(default)]
    pub valid_from: Option<Text>,
    /// Title: the official one.
    pub title: Localized,
    /// What it is, in our own words.
    pub summary: Localized,
    /// Who runs it.
    pub publisher: Text,
    /// Documents cited.
    pub sources: List<Source>,
    /// How long a label holds at most, in months.
    pub validity: Limit,
    /// How many days before its end a label is shown as expiring: our own advice.
    pub renewal: Limit,
    /// Levels, lowest first.
    pub levels: List<LabelLevel>,
    /// What a label costs.
    pub fees: List<Fee>,
    /// What the holder must do while the label holds, and what is in and out of scope.
    pub rules: List<Criterion>,
    /// Papers to hand in.
    pub documents: List<Criterion>,
    /// Other schemes.
    pub recognitions: List<Recognition>,
    /// How the label may be spoken of.
    pub wording: List<WordingRule>,
    /// Kinds of product, in and out of scope.
    pub kinds: List<ProductKind>,
}

impl LabelScheme {
    /// The rule with a role. The catalogue has each exactly once.
    ///
    /// ```
    /// use shisei::model::RuleRole;
    ///
    /// let scheme = shisei::catalog::programmes::labels::in_force(None)?;
    /// assert_eq!(scheme.rule(RuleRole::Support).expect("checked").id, "support");
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn rule(&self, role: RuleRole) -> Option<&Criterion> {
        self.rules.iter().find(|rule| rule.role == Some(role))
    }
}
