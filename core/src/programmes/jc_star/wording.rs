use serde::Serialize;

use crate::model::{LabelScheme, Localized, Origin, Text, WordingRule};
use crate::programmes::basis::Basis;
use crate::reference::Reference;

/// A word that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Breach {
    /// The phrase that was found, as the catalogue writes it.
    pub phrase: Text,
}

/// A rule on how a label may be spoken of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct WordingRuleResult {
    /// Id within the scheme.
    pub id: Text,
    /// The rule.
    pub rule: Localized,
    /// Whether the rule is the publisher's or ours.
    pub origin: Origin,
    /// Sources.
    pub basis: Basis,
}

/// A rule that a text breaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct BrokenRule {
    /// The rule.
    #[serde(flatten)]
    pub rule: WordingRuleResult,
    /// What was found.
    pub found: Vec<Breach>,
}

/// What was found in a text about a label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct WordingCheck {
    /// The scheme, `id@edition`.
    pub scheme: Reference,
    /// Rules that known phrases in the text break. Empty does not mean that the text is right:
    /// only known phrases are found.
    pub broken: Vec<BrokenRule>,
    /// Every rule that applies, to be read beside the text.
    pub rules: Vec<WordingRuleResult>,
}

/// Looks for phrases in a text about a label that its rules of wording forbid.
///
/// `numbered`: whether the acceptance number and the provisional registration number exist.
///
/// ```
/// use shisei::catalog::programmes::labels;
/// use shisei::programmes::jc_star::label_wording;
///
/// let check = label_wording(labels::in_force(None)?, "A camera with a lens.", true);
/// assert_eq!(check.scheme.id(), "jc-star");
/// # Ok::<(), shisei::Error>(())
/// ```
#[inline]
pub fn label_wording(scheme: &LabelScheme, text: &str, numbered: bool) -> WordingCheck {
    let folded = fold(text);
    let applies = |rule: &&WordingRule| !(rule.until_numbered && numbered);
    let broken = scheme.wording.iter().filter(applies).filter_map(|rule| {
        let found = rule.phrases.iter().filter(|phrase| folded.contains(&fold(phrase)));
        let found: Vec<Breach> = found.map(|phrase| Breach { phrase: phrase.clone() }).collect();
        (!found.is_empty()).then(|| BrokenRule { rule: result(scheme, rule), found })
    });
    WordingCheck {
        scheme: scheme.reference(),
        broken: broken.collect(),
        rules: scheme.wording.iter().filter(applies).map(|rule| result(scheme, rule)).collect(),
    }
}

#[inline]
fn result(scheme: &LabelScheme, rule: &WordingRule) -> WordingRuleResult {
    WordingRuleResult {
        id: rule.id.clone(),
        rule: rule.rule.clone(),
        origin: rule.origin,
        basis: Basis::of(rule, &scheme.sources),
    }
}

/// Letters and digits alone, in lower case, full-width ones made plain: so that spacing and
/// punctuation hide nothing.
#[inline]
fn fold(text: &str) -> String {
    let plain = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => {
            u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c)
        }
        _ => c,
    };
    text.chars().map(plain).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
