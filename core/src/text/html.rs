use super::clean::{chars, web_address};

/// The text cleaned and escaped, safe between tags and inside quoted attributes.
///
/// ```
/// assert_eq!(shisei::text::html("<b>"), "&lt;b&gt;");
/// ```
#[inline]
pub fn html(text: &str) -> String {
    let mut out = Html::default();
    out.text(text);
    out.finish()
}

/// HTML in the making: markup comes from literals of the program, everything else is escaped.
///
/// ```
/// use shisei::text::Html;
///
/// let mut page = Html::default();
/// page.raw("<p>").text("1 < 2").raw("</p>");
/// assert_eq!(page.finish(), "<p>1 &lt; 2</p>");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Html(String);

impl Html {
    /// Markup, which only a literal can give.
    ///
    /// ```
    /// use shisei::text::Html;
    ///
    /// let mut page = Html::default();
    /// page.raw("<br>");
    /// assert_eq!(page.finish(), "<br>");
    /// ```
    #[inline]
    pub fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Text, safe between tags and inside quoted attributes.
    ///
    /// ```
    /// use shisei::text::Html;
    ///
    /// let mut page = Html::default();
    /// page.text("<script>");
    /// assert_eq!(page.finish(), "&lt;script&gt;");
    /// ```
    #[inline]
    pub fn text(&mut self, text: &str) -> &mut Self {
        for character in chars(text) {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                other => self.0.push(other),
            }
        }
        self
    }

    /// A number.
    ///
    /// ```
    /// use shisei::text::Html;
    ///
    /// let mut page = Html::default();
    /// page.number(25).raw(" ").number(-1);
    /// assert_eq!(page.finish(), "25 -1");
    /// ```
    #[inline]
    pub fn number(&mut self, number: impl Into<i64>) -> &mut Self {
        self.0.push_str(&number.into().to_string());
        self
    }

    /// A text inside an element without attributes, such as `("<p>", "</p>")`.
    ///
    /// ```
    /// use shisei::text::Html;
    ///
    /// let mut page = Html::default();
    /// page.element(("<p>", "</p>"), "R&D");
    /// assert_eq!(page.finish(), "<p>R&amp;D</p>");
    /// ```
    #[inline]
    pub fn element(&mut self, tags: (&'static str, &'static str), text: &str) -> &mut Self {
        self.raw(tags.0).text(text).raw(tags.1)
    }

    /// Opens a link if the address may be one; says whether it did.
    ///
    /// ```
    /// use shisei::text::Html;
    ///
    /// let mut page = Html::default();
    /// assert!(!page.open_link(Some("javascript:alert(1)")));
    /// assert!(page.open_link(Some("https://www.ipa.go.jp/")));
    /// ```
    #[inline]
    pub fn open_link(&mut self, url: Option<&str>) -> bool {
        let Some(url) = url.and_then(web_address) else { return false };
        self.raw("<a rel=\"noreferrer\" href=\"").text(url).raw("\">");
        true
    }

    /// Closes the link if one was opened.
    ///
    /// ```
    /// use shisei::text::Html;
    ///
    /// let mut page = Html::default();
    /// let open = page.open_link(None);
    /// page.text("IPA").close_link(open);
    /// assert_eq!(page.finish(), "IPA");
    /// ```
    #[inline]
    pub fn close_link(&mut self, open: bool) -> &mut Self {
        if open { self.raw("</a>") } else { self }
    }

    /// HTML that was made elsewhere.
    ///
    /// ```
    /// use shisei::text::Html;
    ///
    /// let mut part = Html::default();
    /// part.text("<");
    /// let mut page = Html::default();
    /// page.append(&part);
    /// assert_eq!(page.finish(), "&lt;");
    /// ```
    #[inline]
    pub fn append(&mut self, other: &Self) -> &mut Self {
        self.0.push_str(&other.0);
        self
    }

    /// The HTML.
    ///
    /// ```
    /// use shisei::text::Html;
    ///
    /// assert_eq!(Html::default().finish(), "");
    /// ```
    #[inline]
    pub fn finish(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_leave_its_place() {
        let mut sink = Html::default();
        sink.raw("<b title=\"").text("\"><script>'&\u{202e}").raw("\">");
        assert_eq!(sink.finish(), "<b title=\"&quot;&gt;&lt;script&gt;&#39;&amp;\">");
    }

    #[test]
    fn a_script_address_opens_no_link() {
        let mut sink = Html::default();
        assert!(!sink.open_link(Some("javascript:alert(1)")));
        assert!(!sink.open_link(None));
        assert!(sink.open_link(Some("https://example.com/?a=\"b\"&c")));
        let expected = "<a rel=\"noreferrer\" href=\"https://example.com/?a=&quot;b&quot;&amp;c\">";
        assert_eq!(sink.finish(), expected);
    }
}
