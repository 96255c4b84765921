//! One form for all spellings of a text.
//!
//! The folding is our own: a lean build has 14 crates and a page 60 KB, and the tables of
//! `unicode-normalization` alone weigh more than either allows. It does what NFKC does to the
//! characters of Japanese and English forms (a test compares), and some things that NFKC does not.

use super::is_hidden;

/// Half-width katakana from U+FF61, with the two marks at the end as the ones that combine.
const HALF_WIDTH: &str = "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン\u{3099}\u{309a}";

/// Kangxi radicals from U+2F00, as PDF files have them in place of ideographs.
const RADICALS: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Roman numerals from U+2160.
const ROMAN: [&str; 16] =
    ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "l", "c", "d", "m"];

/// The text in lower case and half width, with the spacing, marks and dashes that people do not
/// tell apart made one: two texts that read alike have the same normal form.
///
/// - Full-width letters and digits, half-width katakana, Roman numerals and numbers in circles or
///   brackets become plain ones; marks that combine with kana are joined to them.
/// - A run of spacing, line breaks included, is one space, and none beside a Japanese letter.
///   Characters that nobody sees are left out.
/// - Every apostrophe is `'`, every dash and minus `-`, a long-vowel mark before a number too.
/// - ◯ 〇 ⭕ are ○; ✕ ✖ ✗ ✘ ❌ are ×; ✔ ☑ ✅ √ are ✓.
///
/// ```
/// use shisei::text::normal;
///
/// assert_eq!(normal(" Ｄｏｎ’ｔ\u{3000}know "), "don't know");
/// assert_eq!(normal("実施して\nいる"), "実施している");
/// assert_eq!(normal("−４"), "-4");
/// assert_eq!(normal("◯"), normal("〇"));
/// ```
#[inline]
pub fn normal(text: &str) -> String {
    Form::of(text, false)
}

/// The same with one space wherever there was spacing: headings are cut there.
#[cfg(feature = "columns")]
#[inline]
pub(crate) fn spaced(text: &str) -> String {
    Form::of(text, true)
}

/// Whether a text says nothing: its normal form is empty.
#[inline]
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(|character| character.is_whitespace() || is_unseen(character))
}

#[inline]
fn is_unseen(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}' | '\u{ad}' | '\u{fe00}'..='\u{fe0f}')
        || is_hidden(character)
}

struct Form {
    text: String,
    /// Whether there was spacing since the last letter.
    space: bool,
    /// Whether spacing beside Japanese letters counts.
    spaced: bool,
}

impl Form {
    #[inline]
    fn of(text: &str, spaced: bool) -> String {
        let mut form = Self { text: String::with_capacity(text.len()), space: false, spaced };
        for character in text.chars() {
            form.add(character);
        }
        form.text
    }

    #[inline]
    fn add(&mut self, character: char) {
        match character {
            ' '..='~' if character != ' ' => self.push(character.to_ascii_lowercase()),
            character if character.is_whitespace() => self.space = true,
            character if is_unseen(character) => {}
            // Full-width forms of ASCII.
            '\u{ff01}'..='\u{ff5e}' => self.add(shifted(character, 0xff01, 0x21)),
            '\u{ff61}'..='\u{ff9f}' => self.push(nth(HALF_WIDTH, character, 0xff61)),
            '\u{2f00}'..='\u{2fd5}' => self.push(nth(RADICALS, character, 0x2f00)),
            '\u{2160}'..='\u{217f}' => {
                let at = (u32::from(character) - 0x2160) % 16;
                self.write(ROMAN.get(at as usize).copied().unwrap_or_default());
            }
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '\u{b4}' | '\u{2032}' => {
                self.push('\'');
            }
            '\u{201c}' | '\u{201d}' => self.push('"'),
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => self.push('-'),
            '№' => self.write("no"),
            '\u{2474}'..='\u{2487}' => self.write(&format!("({})", u32::from(character) - 0x2473)),
            '\u{2488}'..='\u{249b}' => self.write(&format!("{}.", u32::from(character) - 0x2487)),
            '◯' | '〇' | '⭕' => self.push('○'),
            '✕' | '✖' | '✗' | '✘' | '❌' => self.push('×'),
            '✔' | '☑' | '✅' | '√' => self.push('✓'),
            character => match circled(character) {
                Some(number) => self.write(&number.to_string()),
                None => character.to_lowercase().for_each(|it| self.push(it)),
            },
        }
    }

    #[inline]
    fn write(&mut self, text: &str) {
        text.chars().for_each(|character| self.push(character));
    }

    #[inline]
    fn push(&mut self, character: char) {
        let last = self.text.chars().next_back();
        let space = std::mem::take(&mut self.space);
        let counts = |last| self.spaced || !is_wide(last) && !is_wide(character);
        if space && last.is_some_and(counts) {
            self.text.push(' ');
        } else if let (false, Some(joined)) = (space, last.and_then(|it| joined(it, character))) {
            self.text.pop();
            self.text.push(joined);
            return;
        }
        if character.is_ascii_digit() && self.text == "ー" {
            self.text.clear();
            self.text.push('-');
        }
        self.text.push(character);
    }
}

/// Whether no space is written beside it: a Japanese letter or mark.
#[inline]
fn is_wide(character: char) -> bool {
    character >= '\u{2e80}'
}

/// The character as far from `to` as it is from `from`.
#[inline]
fn shifted(character: char, from: u32, to: u32) -> char {
    char::from_u32(u32::from(character) - from + to).unwrap_or(character)
}

#[inline]
fn nth(all: &str, character: char, from: u32) -> char {
    let at = u32::from(character).saturating_sub(from) as usize;
    all.chars().nth(at).unwrap_or(character)
}

/// The number in a circle.
#[inline]
fn circled(character: char) -> Option<u32> {
    let number = |from: u32, first: u32| Some(u32::from(character) - from + first);
    match character {
        '\u{24ea}' => Some(0),
        '\u{2460}'..='\u{2473}' => number(0x2460, 1),
        '\u{3251}'..='\u{325f}' => number(0x3251, 21),
        '\u{32b1}'..='\u{32bf}' => number(0x32b1, 36),
        _ => None,
    }
}

/// Kana whose voiced form is the next character.
const VOICED: &str = "かきくけこさしすせそたちつてとはひふへほゝヽ";

/// A kana with a mark that combines.
#[inline]
fn joined(kana: char, mark: char) -> Option<char> {
    let code = u32::from(kana);
    let hiragana = match kana {
        'ァ'..='ヶ' => code - 0x60,
        _ => code,
    };
    let plain = char::from_u32(hiragana)?;
    let up = match mark {
        '\u{3099}' if plain == 'う' => 0x4e,
        '\u{3099}' if VOICED.contains(plain) => 1,
        '\u{3099}' if code != hiragana && "わゐゑを".contains(plain) => 8,
        '\u{309a}' if "はひふへほ".contains(plain) => 2,
        _ => return None,
    };
    char::from_u32(code + up)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization as _;

    use super::*;

    /// What Japanese and English forms are written in.
    fn letters() -> impl Strategy<Value = String> {
        let ranges = [
            '\u{20}'..='\u{7e}',
            '\u{2160}'..='\u{217f}',
            '\u{2460}'..='\u{2473}',
            '\u{2f00}'..='\u{2fd5}',
            '\u{3000}'..='\u{3002}',
            '\u{3041}'..='\u{3096}',
            '\u{3099}'..='\u{309a}',
            '\u{309d}'..='\u{309e}',
            '\u{30a1}'..='\u{30fe}',
            '\u{3251}'..='\u{325f}',
            '\u{32b1}'..='\u{32bf}',
            '\u{4e00}'..='\u{9fa5}',
            '\u{ff01}'..='\u{ff5e}',
            '\u{ff61}'..='\u{ff9f}',
        ];
        let one = proptest::sample::select(ranges.to_vec())
            .prop_flat_map(|range| proptest::char::range(*range.start(), *range.end()));
        proptest::collection::vec(one, 0..12).prop_map(|letters| letters.into_iter().collect())
    }

    proptest! {
        #[test]
        fn what_is_one_under_nfkc_has_one_normal_form(text in letters()) {
            let composed: String = text.nfkc().collect();
            let decomposed: String = text.nfkd().collect();
            prop_assert_eq!(normal(&text), normal(&composed));
            prop_assert_eq!(normal(&text), normal(&decomposed));
            // NFKC itself, but for what is made one beyond it.
            let plain = |text: &str| text.replace(['〇', ' '], "").replace("ー", "-");
            let lower: String = composed.chars().flat_map(char::to_lowercase).nfkc().collect();
            prop_assert_eq!(plain(&normal(&text)).replace('○', ""), plain(&lower));
        }

        #[test]
        fn a_normal_form_is_its_own(text in "\\PC{0,12}") {
            prop_assert_eq!(normal(&normal(&text)), normal(&text));
            prop_assert_eq!(is_blank(&text), normal(&text).is_empty());
        }
    }

    #[test]
    fn what_reads_alike_has_one_normal_form() {
        let alike: [&[&str]; 7] = [
            &[
                "実施している",
                "実施して\r\nいる",
                "実施 して\u{3000}いる",
                "\u{feff}実施\u{200b}している",
            ],
            &["don't know", "Don’t  Know", "ＤＯＮ＇Ｔ ＫＮＯＷ", "don\u{b4}t\tknow"],
            &["-1", "−1", "－１", "ー1", "ｰ1", "–1"],
            &["○", "〇", "◯", "⭕\u{fe0f}"],
            &["×", "✕", "✖\u{fe0f}", "✗", "❌"],
            &["✓", "✔", "✔\u{fe0f}", "☑"],
            &["ガパ", "ｶﾞﾊﾟ", "カ\u{3099}ハ\u{309a}"],
        ];
        for texts in alike {
            for text in texts {
                assert_eq!(normal(text), normal(texts[0]), "{text:?}");
            }
        }
        assert_ne!(normal("サーバー 1"), normal("サーバ-1"));
        assert_eq!(normal("two  words"), "two words");
    }
}
