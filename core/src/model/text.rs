use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// Text that is either compiled in (and then costs nothing) or owned.
pub type Text = Cow<'static, str>;

/// A list that is either compiled in (and then costs nothing) or owned.
pub type List<T> = Cow<'static, [T]>;

/// A language of texts and messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Lang {
    /// Japanese.
    Ja,
    /// English.
    #[default]
    En,
}

impl Lang {
    /// The BCP 47 tag: `ja` or `en`.
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
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag.split(['-', '_', '.']).next()? {
            "ja" => Some(Self::Ja),
            "en" => Some(Self::En),
            _ => None,
        }
    }
}

/// One text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Localized {
    /// Japanese.
    pub ja: Text,
    /// English.
    pub en: Text,
}

impl Localized {
    /// The text in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ja => &self.ja,
            Lang::En => &self.en,
        }
    }
}
