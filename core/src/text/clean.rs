/// Ranges of characters that nobody sees or that turn the reading direction, controls aside. The
/// joiners U+200C and U+200D are not among them: scripts and emoji need them.
pub const HIDDEN: [(char, char); 9] = [
    ('\u{61c}', '\u{61c}'),
    ('\u{180e}', '\u{180e}'),
    ('\u{200b}', '\u{200b}'),
    ('\u{200e}', '\u{200f}'),
    ('\u{202a}', '\u{202e}'),
    ('\u{2060}', '\u{206f}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{fff9}', '\u{fffb}'),
    ('\u{e0000}', '\u{e007f}'),
];

/// Whether a character is a control or hidden one, which no text for people needs.
///
/// ```
/// use shisei::text::is_hidden;
///
/// assert!(is_hidden('\u{202e}') && is_hidden('\u{7}'));
/// assert!(!is_hidden('a'));
/// ```
#[inline]
pub fn is_hidden(character: char) -> bool {
    // The first hidden character beyond controls; most text never gets past this test.
    character.is_control()
        || character >= '\u{61c}'
            && HIDDEN.iter().any(|&(first, last)| (first..=last).contains(&character))
}

/// The text on one line, without control, direction and invisible characters. Line breaks and tabs
/// become spaces; the ideographic space stays.
///
/// ```
/// assert_eq!(shisei::text::clean("a\u{202e}b\u{0}c"), "abc");
/// ```
#[inline]
pub fn clean(text: &str) -> String {
    chars(text).collect()
}

/// The characters of the cleaned text.
#[inline]
pub(super) fn chars(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter_map(|character| match character {
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        hidden if is_hidden(hidden) => None,
        shown => Some(shown),
    })
}

/// Longest subject, date or publisher shown, in characters.
const LONGEST_LINE: usize = 200;

/// At most a line's worth of text; a cut shows as `…`.
#[inline]
pub(crate) fn shorten(text: &str) -> String {
    let mut line: String = chars(text).take(LONGEST_LINE + 1).collect();
    if let Some((end, _)) = line.char_indices().nth(LONGEST_LINE) {
        line.truncate(end);
        line.push('…');
    }
    line
}

/// The address if it may become a link: `http` or `https`, nothing else, and nothing hidden in it.
///
/// ```
/// use shisei::text::web_address;
///
/// assert!(web_address("https://www.ipa.go.jp/").is_some());
/// assert_eq!(web_address("javascript:alert(1)"), None);
/// ```
#[inline]
pub fn web_address(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    let web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let plain = rest.chars().all(|character| !character.is_whitespace() && !is_hidden(character));
    (web && plain && !rest.is_empty()).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_not_shown() {
        assert_eq!(clean("a\u{202e}b\u{2066}c\u{200b}d\u{7}\u{1b}[31me"), "abcd[31me");
        assert_eq!(clean("one\r\n\ttwo\u{2028}three"), "one   two three");
        assert_eq!(
            clean("株式会社\u{3000}みどり 👩\u{200d}🔧"),
            "株式会社\u{3000}みどり 👩\u{200d}🔧"
        );
    }

    #[test]
    fn a_long_line_says_that_it_was_cut() {
        let line = shorten(&"長".repeat(10_000));
        assert_eq!(line.chars().count(), LONGEST_LINE + 1);
        assert!(line.ends_with('…'));
        assert_eq!(shorten("short"), "short");
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert!(web_address("https://www.ipa.go.jp/security/").is_some());
        assert!(web_address("HTTP://example.com").is_some());
        for bad in [
            "javascript:alert(1)",
            "javascript://%0aalert(1)",
            "data:text/html,x",
            "//example.com",
            "https://",
            "https://a b",
            "https://a\nb",
            " https://example.com",
            "https:\u{202e}//example.com",
        ] {
            assert_eq!(web_address(bad), None, "{bad}");
        }
    }
}
