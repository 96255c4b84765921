use super::STYLE;
use crate::report::Report;
use crate::text::{Html, Words};

impl Report<'_> {
    #[inline]
    pub(super) fn open_page(&self, out: &mut Html) {
        let words = self.words;
        open_document(out, words, self.title(), &[STYLE]);
        out.raw("<header>\n");
        out.element(("<p class=\"kind\">", "</p>\n"), words.kind());
        out.element(("<h1>", "</h1>\n"), self.title());
        out.raw("<dl class=\"facts\">\n");
        for fact in self.facts() {
            out.element(("<div><dt>", "</dt>"), fact.label);
            out.element(("<dd>", "</dd></div>\n"), &fact.value);
        }
        out.raw("</dl>\n</header>\n");
    }
}

/// A document up to the beginning of its text.
#[inline]
pub(in crate::report) fn open_document(
    out: &mut Html,
    words: Words,
    title: &str,
    styles: &[&'static str],
) {
    out.raw("<!DOCTYPE html>\n<html lang=\"").raw(words.0.tag()).raw("\">\n<head>\n");
    out.raw("<meta charset=\"utf-8\">\n");
    // Even if something slipped through, nothing could run or be fetched.
    out.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
    out.raw("style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\">\n");
    out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
    out.raw("<link rel=\"icon\" href=\"data:,\">\n<title>").text(title);
    out.raw(" – ").text(words.kind()).raw("</title>\n<style>\n");
    for style in styles {
        out.raw(style);
    }
    out.raw("</style>\n</head>\n<body>\n<main>\n");
}

#[inline]
pub(in crate::report) fn close_document(out: &mut Html) {
    out.raw("</main>\n</body>\n</html>\n");
}
