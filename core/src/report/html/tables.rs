//! The parts and the answers. On a narrow screen each row becomes a block, so every cell carries
//! its label and the roles that the layout would take away.

use super::{chart, section};
use crate::assessment::{State, Tally};
use crate::report::Report;
use crate::report::view::AnswerRow;
use crate::text::Html;

impl Report<'_> {
    #[inline]
    pub(super) fn page_parts(&self, out: &mut Html) {
        let words = self.words;
        section(out, "parts", words.parts());
        let parts = self.parts();
        out.raw("<ul class=\"chart\">\n");
        for (at, part) in parts.iter().enumerate() {
            out.raw("<li><span>").text(part.title).raw("</span> <b>").text(&part.figure.text);
            out.raw("</b>\n");
            chart(out, &format!("part-{at}"), part.title, &part.figure);
            out.raw("</li>\n");
        }
        out.raw("</ul>\n");
        let states = self.states();
        let mut columns = vec![words.part(), words.result()];
        columns.extend(states.iter().map(|state| self.state(*state)));
        open_table(out, "numbers", words.tally(), &columns);
        for part in &parts {
            self.part_row(out, part.title, &part.figure.text, &part.tally, &states);
        }
        self.part_row(out, words.whole(), &self.whole().text, &self.assessment.tally, &states);
        close_table(out);
        for &state in &states {
            let Some(note) = self.call_out(state) else { continue };
            out.raw("<p class=\"call\"><b>").text(self.state(state)).raw(" ");
            out.number(self.assessment.tally.count(state)).raw("</b> ").text(note).raw("</p>\n");
        }
        out.raw("</section>\n");
    }

    #[inline]
    fn part_row(&self, out: &mut Html, title: &str, figure: &str, tally: &Tally, states: &[State]) {
        out.raw("<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">").text(title).raw("</th>");
        cell(out, self.words.result(), figure);
        for &state in states {
            cell(out, self.state(state), &tally.count(state).to_string());
        }
        out.raw("</tr>\n");
    }

    #[inline]
    pub(super) fn page_answers(&self, out: &mut Html) {
        let words = self.words;
        section(out, "answers", words.answers());
        let points = self.framework.has_points();
        let mut columns = vec![words.item(), words.answer()];
        columns.extend(points.then(|| words.points_column()));
        open_table(out, "sheet", words.answers(), &columns);
        for row in self.answers() {
            self.answer_row(out, &row, points);
        }
        close_table(out);
        out.raw("</section>\n");
    }

    #[inline]
    fn answer_row(&self, out: &mut Html, row: &AnswerRow<'_>, points: bool) {
        let words = self.words;
        let control = row.control;
        out.raw("<tr role=\"row\" id=\"a-").text(&control.id);
        out.raw("\"><th role=\"rowheader\" scope=\"row\"><span class=\"id\">").text(&control.id);
        out.raw("</span> ").text(control.title.get(words.0));
        out.element((" <span class=\"question\">", "</span>"), control.question.get(words.0));
        for (label, text) in &row.beside {
            out.raw(" <span class=\"beside\">").text(label).text(words.colon()).text(text);
            out.raw("</span>");
        }
        out.raw("</th>");
        cell(out, words.answer(), row.answer);
        if points {
            let value = row.points.map_or_else(|| "–".to_owned(), |points| points.to_string());
            cell(out, words.points_column(), &value);
        }
        out.raw("</tr>\n");
    }
}

#[inline]
pub(in crate::report) fn open_table(
    out: &mut Html,
    class: &'static str,
    caption: &str,
    columns: &[&str],
) {
    out.raw("<table role=\"table\" class=\"").raw(class).raw("\">\n<caption>").text(caption);
    out.raw("</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">");
    for column in columns {
        out.element(("<th role=\"columnheader\" scope=\"col\">", "</th>"), column);
    }
    out.raw("</tr></thead>\n<tbody role=\"rowgroup\">\n");
}

#[inline]
pub(in crate::report) fn close_table(out: &mut Html) {
    out.raw("</tbody>\n</table>\n");
}

#[inline]
pub(in crate::report) fn cell(out: &mut Html, label: &str, text: &str) {
    out.raw("<td role=\"cell\" data-label=\"").text(label).raw("\">").text(text).raw("</td>");
}
