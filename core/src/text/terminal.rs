//! Lines of a terminal: everything written is cleaned, measured in columns, and wrapped.

use textwrap::core::{Word, display_width};
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

use super::clean::clean;

/// How wide a terminal is, and what it can show.
///
/// ```
/// use shisei::{AnswerSheet, Lang, catalog, report};
///
/// let framework = catalog::framework("five-basics")?;
/// let assessment = framework.assess(&AnswerSheet::new("five-basics"))?;
/// let options = report::TextOptions::default().width(60).color(true);
/// let report = assessment.report(Lang::En).text(options);
/// assert!(report.contains("\u{1b}["));
/// # Ok::<(), shisei::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TextOptions {
    /// Columns of the terminal; a Japanese character takes two. Taken as 30 to 200. Addresses of
    /// documents are never broken and may be longer.
    pub width: usize,
    /// Whether to write colour codes (ANSI escape sequences).
    pub color: bool,
    /// Whether to draw bars with ASCII characters, for a terminal or a pipe whose encoding has no
    /// block characters, such as code page 932 of a Japanese Windows.
    pub ascii: bool,
}

impl TextOptions {
    /// The same options with a number of columns.
    ///
    /// ```
    /// use shisei::report::TextOptions;
    ///
    /// assert_eq!(TextOptions::default().width(60).width, 60);
    /// ```
    #[must_use]
    #[inline]
    pub fn width(self, width: usize) -> Self {
        Self { width, ..self }
    }

    /// The same options with colour codes, or without.
    ///
    /// ```
    /// use shisei::report::TextOptions;
    ///
    /// assert!(TextOptions::default().color(true).color);
    /// ```
    #[must_use]
    #[inline]
    pub fn color(self, color: bool) -> Self {
        Self { color, ..self }
    }

    /// The same options with bars of ASCII characters, or of block characters.
    ///
    /// ```
    /// use shisei::report::TextOptions;
    ///
    /// assert!(TextOptions::default().ascii(true).ascii);
    /// ```
    #[must_use]
    #[inline]
    pub fn ascii(self, ascii: bool) -> Self {
        Self { ascii, ..self }
    }
}

impl Default for TextOptions {
    #[inline]
    fn default() -> Self {
        Self { width: 80, color: false, ascii: false }
    }
}

/// A colour code, without escape and brackets.
#[derive(Clone, Copy)]
struct Colour(&'static str);

impl Colour {
    /// Of headings and of bars: certain and possible.
    const STRONG: Self = Self("1");
    const SURE: Self = Self("32");
    const POSSIBLE: Self = Self("33");
}

/// What bars are drawn with: certain, possible, the rest of the track.
const BLOCKS: [&str; 3] = ["█", "▒", "░"];
const ASCII: [&str; 3] = ["#", "+", "."];

/// Columns that a text takes.
#[inline]
pub(crate) fn width(text: &str) -> usize {
    display_width(&clean(text))
}

/// Texts padded to columns, for the head of a line.
#[inline]
pub(crate) fn columns(columns: &[(&str, usize)]) -> String {
    let padded = columns.iter().map(|(text, column)| {
        let gap = column.saturating_sub(width(text)) + 2;
        clean(text) + &" ".repeat(gap)
    });
    "  ".to_owned() + &padded.collect::<String>()
}

/// What is written so far.
pub(crate) struct Terminal {
    out: String,
    width: usize,
    color: bool,
    blocks: [&'static str; 3],
}

impl Terminal {
    #[inline]
    pub fn new(options: TextOptions) -> Self {
        Self {
            out: String::new(),
            width: options.width.clamp(30, 200),
            color: options.color,
            blocks: if options.ascii { ASCII } else { BLOCKS },
        }
    }

    #[inline]
    pub fn width(&self) -> usize {
        self.width
    }

    #[inline]
    pub fn finish(self) -> String {
        self.out
    }

    #[inline]
    pub fn blank(&mut self) {
        self.out.push('\n');
    }

    /// The title of the report, underlined twice.
    #[inline]
    pub fn title(&mut self, text: &str) {
        self.underlined(text, "=");
    }

    /// The heading of a section.
    #[inline]
    pub fn heading(&mut self, text: &str) {
        self.blank();
        self.underlined(text, "-");
    }

    #[inline]
    fn underlined(&mut self, text: &str, line: &str) {
        let length = width(text).min(self.width);
        self.wrapped("", "", text, Some(Colour::STRONG));
        self.line(&line.repeat(length));
    }

    #[inline]
    pub fn paragraph(&mut self, indent: &str, text: &str) {
        self.wrapped(indent, indent, text, None);
    }

    #[inline]
    pub fn strong(&mut self, indent: &str, text: &str) {
        self.wrapped(indent, indent, text, Some(Colour::STRONG));
    }

    /// A text after `indent` and `sign`; further lines start under its first character.
    #[inline]
    pub fn item(&mut self, indent: &str, sign: &str, text: &str) {
        let first = clean(indent) + &clean(sign);
        let rest = " ".repeat(display_width(&first));
        self.wrapped(&first, &rest, text, None);
    }

    /// A numbered item in strong type, with a blank line before it.
    #[inline]
    pub fn strong_item(&mut self, sign: &str, text: &str) {
        if !self.out.ends_with("-\n") {
            self.blank();
        }
        self.wrapped(sign, &" ".repeat(sign.len()), text, Some(Colour::STRONG));
    }

    /// A label in a column of its own, and its text.
    #[inline]
    pub fn labelled(&mut self, label: &str, column: usize, text: &str) {
        let gap = column.saturating_sub(width(label));
        self.item(label, &" ".repeat(gap), text);
    }

    /// A text that is left in one piece, such as an address.
    #[inline]
    pub fn unbroken(&mut self, indent: &str, text: &str) {
        let line = indent.to_owned() + &clean(text);
        self.line(&line);
    }

    /// A bar after `head`, `columns` long: first what is certain, then what is possible beyond it.
    #[inline]
    pub fn bar(&mut self, head: &str, (sure, possible): (usize, usize), columns: usize) {
        let [certain, open, track] = self.blocks;
        let sure_part = self.painted(Colour::SURE, &certain.repeat(sure));
        let possible_part = self.painted(Colour::POSSIBLE, &open.repeat(possible));
        let rest = track.repeat(columns.saturating_sub(sure + possible));
        let line = clean(head) + &sure_part + &possible_part + &rest;
        self.line(&line);
    }

    #[inline]
    fn wrapped(&mut self, first: &str, rest: &str, text: &str, colour: Option<Colour>) {
        let options = Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(rest)
            .word_separator(WordSeparator::Custom(words))
            .word_splitter(WordSplitter::NoHyphenation)
            .wrap_algorithm(WrapAlgorithm::FirstFit);
        for line in textwrap::wrap(&clean(text), &options) {
            match colour {
                Some(colour) => self.line(&self.painted(colour, &line)),
                None => self.line(&line),
            }
        }
    }

    /// Codes go around cleaned text, so that none of them can come from outside.
    #[inline]
    fn painted(&self, Colour(code): Colour, text: &str) -> String {
        if self.color && !text.is_empty() {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    #[inline]
    fn line(&mut self, line: &str) {
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }
}

/// The text between two places where Unicode allows a new line: Japanese has no spaces.
#[inline]
fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let mut start = 0;
    Box::new(unicode_linebreak::linebreaks(line).filter_map(move |(end, _)| {
        let word = line.get(start..end).map(Word::from);
        start = end;
        word
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terminal(width: usize) -> Terminal {
        Terminal::new(TextOptions { width, ..TextOptions::default() })
    }

    #[test]
    fn japanese_takes_two_columns_and_keeps_its_line_rules() {
        let mut out = terminal(30);
        out.paragraph("", "社長は、「会社の情報を守る」と、社員の前で約束しました。");
        for line in out.finish().lines() {
            assert!(width(line) <= 30, "{line}");
            assert!(!line.starts_with(['、', '。', '」']), "{line}");
            assert!(!line.ends_with('「'), "{line}");
        }
    }

    #[test]
    fn a_very_long_word_is_broken() {
        let mut out = terminal(30);
        out.item("  ", "- ", &"w".repeat(1000));
        let out = out.finish();
        assert!(out.lines().all(|line| width(line) <= 30));
        assert_eq!(out.matches('w').count(), 1000);
    }

    #[test]
    fn bars_have_their_length() {
        let mut out = terminal(30);
        out.bar("", (4, 2), 8);
        assert_eq!(out.finish(), "████▒▒░░\n");
        let mut out = Terminal::new(TextOptions { ascii: true, ..TextOptions::default() });
        out.bar("", (4, 2), 8);
        assert_eq!(out.finish(), "####++..\n");
    }
}
