use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::named::unknown;
use crate::error::Error;

/// Text that is either compiled in (and then costs nothing) or owned.
pub type Text = Cow<'static, str>;

/// A list that is either compiled in (and then costs nothing) or owned.
pub type List<T> = Cow<'static, [T]>;

/// A language of texts and messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "kebab-case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Lang {
    /// Japanese.
    Ja,
    /// English.
    #[default]
    En,
}

impl Lang {
    /// The BCP 47 tag: `ja` or `en`.
    ///
    /// ```
    /// assert_eq!(shisei::Lang::Ja.tag(), "ja");
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }

    /// The language of a tag or locale name such as `ja`, `ja_JP.UTF-8` or `en-GB`.
    ///
    /// ```
    /// use shisei::Lang;
    /// assert_eq!(Lang::from_tag("ja_JP.UTF-8"), Some(Lang::Ja));
    /// assert_eq!(Lang::from_tag("fr"), None);
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag.split(['-', '_', '.']).next()? {
            "ja" => Some(Self::Ja),
            "en" => Some(Self::En),
            _ => None,
        }
    }
}

impl Lang {
    /// Both of them.
    pub const ALL: &[Self] = &[Self::Ja, Self::En];
}

impl fmt::Display for Lang {
    #[cfg_attr(debug_assertions, inline)]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.tag())
    }
}

/// Reads what [`Lang::from_tag`] reads.
impl FromStr for Lang {
    type Err = Error;

    #[cfg_attr(debug_assertions, inline)]
    fn from_str(tag: &str) -> Result<Self, Error> {
        Self::from_tag(tag).ok_or_else(|| unknown(tag, &["ja", "en"]))
    }
}

/// One text in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Localized {
    /// Japanese.
    pub ja: Text,
    /// English.
    pub en: Text,
}

impl Localized {
    /// A text in both languages.
    ///
    /// ```
    /// use shisei::{Lang, model::Localized};
    /// assert_eq!(Localized::new("はい", "Yes").get(Lang::En), "Yes");
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn new(ja: impl Into<Text>, en: impl Into<Text>) -> Self {
        Self { ja: ja.into(), en: en.into() }
    }
}

impl Localized {
    /// The text in `lang`.
    ///
    /// ```
    /// use shisei::{Lang, model::Localized};
    ///
    /// let text = Localized::new("いいえ", "No");
    /// assert_eq!((text.get(Lang::Ja), text.get(Lang::En)), ("いいえ", "No"));
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ja => &self.ja,
            Lang::En => &self.en,
        }
    }
}
