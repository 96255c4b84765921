use super::clean::{clean, web_address};

/// The text cleaned and escaped: no markup, no HTML, no link made of an address, no table cell ended.
///
/// ```
/// assert_eq!(shisei::text::markdown("*a*"), r"\*a\*");
/// ```
#[inline]
pub fn markdown(text: &str) -> String {
    let mut out = Markdown::default();
    out.text(text);
    out.finish()
}

/// Markdown (GitHub's flavour) in the making: markup comes from literals of the program, everything
/// else is escaped.
#[derive(Clone, Debug, Default)]
pub struct Markdown(String);

impl Markdown {
    /// Markup, which only a literal can give.
    ///
    /// ```
    /// use shisei::text::Markdown;
    ///
    /// let mut page = Markdown::default();
    /// page.raw("- ").text("- not a list");
    /// assert_eq!(page.finish(), r"- \- not a list");
    /// ```
    #[inline]
    pub fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Text that stays text: no markup, no HTML, no link made of an address, no table cell ended.
    ///
    /// ```
    /// use shisei::text::Markdown;
    ///
    /// let mut page = Markdown::default();
    /// page.text("[a](b) <i>");
    /// assert!(page.finish().contains("&lt;i&gt;"));
    /// ```
    #[inline]
    pub fn text(&mut self, text: &str) -> &mut Self {
        let text = clean(text);
        let mut left = "";
        for (at, character) in text.char_indices() {
            if needs_escape(character, left, text.get(at..).unwrap_or_default()) {
                self.0.push('\\');
            }
            match character {
                // Entities, so that nothing reads a tag even where HTML is allowed.
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '&' => self.0.push_str("&amp;"),
                '@' => self.0.push_str("&#64;"),
                other => self.0.push(other),
            }
            left = text.get(..at + character.len_utf8()).unwrap_or_default();
        }
        self
    }

    /// A heading with blank lines around it.
    ///
    /// ```
    /// use shisei::text::Markdown;
    ///
    /// let mut page = Markdown::default();
    /// page.heading("## ", "Findings");
    /// assert_eq!(page.finish(), "\n## Findings\n\n");
    /// ```
    #[inline]
    pub fn heading(&mut self, level: &'static str, text: &str) -> &mut Self {
        self.raw("\n").raw(level).text(text).raw("\n\n")
    }

    /// A text, linked if the address may be one.
    ///
    /// ```
    /// use shisei::text::Markdown;
    ///
    /// let mut page = Markdown::default();
    /// page.link("IPA", Some("https://www.ipa.go.jp/")).raw(", ").link("x", Some("javascript:x"));
    /// assert_eq!(page.finish(), "[IPA](https://www.ipa.go.jp/), x");
    /// ```
    #[inline]
    pub fn link(&mut self, text: &str, url: Option<&str>) -> &mut Self {
        let Some(url) = url.and_then(web_address) else { return self.text(text) };
        self.raw("[").text(text).raw("](");
        for character in url.chars() {
            match encoded(character) {
                Some(code) => self.0.push_str(code),
                None => self.0.push(character),
            }
        }
        self.raw(")")
    }

    /// The head of a table.
    ///
    /// ```
    /// use shisei::text::Markdown;
    ///
    /// let mut page = Markdown::default();
    /// page.table(&["Control", "State"]);
    /// assert_eq!(page.finish(), "| Control | State |\n| --- | --- |\n");
    /// ```
    #[inline]
    pub fn table(&mut self, columns: &[&str]) {
        self.raw("|");
        for column in columns {
            self.raw(" ").text(column).raw(" |");
        }
        self.raw("\n|");
        for _ in columns {
            self.raw(" --- |");
        }
        self.raw("\n");
    }

    /// A row of a table.
    ///
    /// ```
    /// use shisei::text::Markdown;
    ///
    /// let mut page = Markdown::default();
    /// page.row(&["B1".to_owned(), "Done".to_owned()]);
    /// assert_eq!(page.finish(), "| B1 | Done |\n");
    /// ```
    #[inline]
    pub fn row(&mut self, cells: &[String]) {
        self.raw("|");
        for cell in cells {
            self.raw(" ").text(cell).raw(" |");
        }
        self.raw("\n");
    }

    /// The Markdown.
    ///
    /// ```
    /// use shisei::text::Markdown;
    ///
    /// assert_eq!(Markdown::default().finish(), "");
    /// ```
    #[inline]
    pub fn finish(self) -> String {
        self.0
    }
}

/// Whether a character would start markup here. Signs that only mean something at the start of a
/// line are escaped when they start the text.
#[inline]
fn needs_escape(character: char, left: &str, rest: &str) -> bool {
    match character {
        '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '$' | '^' => true,
        '-' | '+' | '=' => left.trim_start().is_empty(),
        // "1." or "1)" at the start, and addresses that renderers turn into links by themselves.
        '.' => starts_list(left) || left.to_ascii_lowercase().ends_with("www"),
        ')' => starts_list(left),
        ':' => rest.starts_with("://"),
        _ => false,
    }
}

#[inline]
fn starts_list(left: &str) -> bool {
    let left = left.trim_start();
    !left.is_empty() && left.chars().all(|character| character.is_ascii_digit())
}

/// Characters that would end the address of a link.
#[inline]
fn encoded(character: char) -> Option<&'static str> {
    Some(match character {
        '(' => "%28",
        ')' => "%29",
        '<' => "%3C",
        '>' => "%3E",
        '"' => "%22",
        '\'' => "%27",
        '\\' => "%5C",
        '`' => "%60",
        '|' => "%7C",
        '*' => "%2A",
        '[' => "%5B",
        ']' => "%5D",
        _ => return None,
    })
}
