//! Places in documents, as `Table 3, No. 11`, in the words of a language.

use std::borrow::Cow;

use super::Citation;
use crate::Lang;

/// What counts a place, with the Japanese around what it counts. Catalogue files write places in
/// English, whatever the document's language.
const JAPANESE: &[(&str, &str, &str)] = &[
    ("Appendices", "付録", ""),
    ("Appendix", "付録", ""),
    ("Chapter", "第", "章"),
    ("Initiative", "取組", ""),
    ("No.", "No. ", ""),
    ("Part", "第", "部"),
    ("Principle", "原則", ""),
    ("Section", "", "節"),
    ("Table", "表", ""),
    ("box", "チェック欄", ""),
    ("chapter", "第", "章"),
    ("direction", "指示", ""),
    ("heading", "見出し", ""),
    ("item", "項目", ""),
    ("items", "項目", ""),
    ("measure", "対策", ""),
    ("measures", "対策", ""),
    ("p.", "", "ページ"),
    ("pp.", "", "ページ"),
    ("principle", "原則", ""),
    ("requirement", "要件", ""),
    ("section", "", "節"),
    ("slide", "スライド", ""),
    ("slides", "スライド", ""),
    ("step", "手順", ""),
];

impl Citation {
    /// The place in the words of a language, as far as it is counted: `Table 3, No. 11` is 表3、No. 11.
    /// What a file says in other words stays as it is written there.
    ///
    /// ```
    /// use shisei::Lang;
    /// use shisei::model::Citation;
    ///
    /// let citation = Citation::new("guideline", "Section 4-3, measure (9); p. 12");
    /// assert_eq!(citation.place(Lang::Ja), "4-3節、対策(9)、12ページ");
    /// assert_eq!(citation.place(Lang::En), "Section 4-3, measure (9); p. 12");
    /// assert_eq!(Citation::new("guideline", "scope").place(Lang::Ja), "scope");
    /// ```
    pub fn place(&self, lang: Lang) -> Cow<'_, str> {
        let japanese = (lang == Lang::Ja).then(|| place_in_japanese(&self.at)).flatten();
        japanese.map_or(Cow::Borrowed(&*self.at), Cow::Owned)
    }
}

/// Every part of a place, or nothing where one is not counted.
fn place_in_japanese(place: &str) -> Option<String> {
    let parts: Option<Vec<String>> =
        place.split("; ").flat_map(|part| part.split(", ")).map(part_in_japanese).collect();
    Some(parts?.join("、"))
}

fn part_in_japanese(part: &str) -> Option<String> {
    if let Some(edition) = edition(part) {
        return Some(edition);
    }
    if is_count(part) {
        return Some(part.to_owned());
    }
    let (word, counted) = part.split_once(' ')?;
    let (_, before, after) = JAPANESE.iter().find(|(english, ..)| *english == word)?;
    let counted: Option<Vec<String>> = counted
        .split(" and ")
        .map(|it| {
            let mut ends = it.split(" to ");
            let all = ends.clone().all(is_count);
            let first = ends.next()?.to_owned();
            let last = ends.next().map(|last| format!("～{last}")).unwrap_or_default();
            all.then_some(first + &last)
        })
        .collect();
    Some(format!("{before}{}{after}", counted?.join("、")))
}

/// A number, perhaps with letters and signs, as in `4-(ii)`, `VI` and `A-1`: no word.
fn is_count(text: &str) -> bool {
    let mut letters = text.split(|it: char| !it.is_ascii_alphabetic());
    let no_word = letters.all(|run| run.len() < 2 || run.chars().all(|it| "ivxIVX".contains(it)));
    no_word && !text.is_empty() && text.chars().all(|it| it.is_ascii_graphic())
}

/// `first edition`, `5th edition`.
fn edition(part: &str) -> Option<String> {
    let ordinal = part.strip_suffix(" edition")?;
    if ordinal == "first" {
        return Some("初版".to_owned());
    }
    let number = ["st", "nd", "rd", "th"].iter().find_map(|end| ordinal.strip_suffix(end))?;
    number.bytes().all(|it| it.is_ascii_digit()).then(|| format!("第{number}版"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog;

    fn japanese(place: &str) -> String {
        Citation::new("guideline", place.to_owned()).place(Lang::Ja).into_owned()
    }

    #[test]
    fn what_is_counted_reads_as_japanese() {
        for (place, wanted) in [
            ("Table 4, p. 24, No. 1", "表4、24ページ、No. 1"),
            ("5th edition, measure (12)", "第5版、対策(12)"),
            ("first edition, (3)", "初版、(3)"),
            ("Appendices VI and VII", "付録VI、VII"),
            ("items 1 to 5", "項目1～5"),
            ("Appendix A-1, principle (2), box 3", "付録A-1、原則(2)、チェック欄3"),
            ("S1.1-14, p. 25-26", "S1.1-14、25-26ページ"),
            ("No. 4-(ii)", "No. 4-(ii)"),
        ] {
            assert_eq!(japanese(place), wanted);
        }
    }

    #[test]
    fn what_is_said_in_words_stays() {
        for place in
            ["measures", "Table 4, on telework", "p. 24 ff.", "", "measure on leaving", "年次"]
        {
            assert_eq!(japanese(place), place);
        }
    }

    #[test]
    fn most_places_of_controls_are_counted() {
        let frameworks = catalog::all().iter();
        let controls = frameworks.flat_map(|framework| framework.controls());
        let places: Vec<_> = controls.flat_map(|control| control.citations.iter()).collect();
        let counted = places.iter().filter(|it| place_in_japanese(&it.at).is_some()).count();
        assert!(counted * 10 > places.len() * 6, "{counted} of {}", places.len());
    }
}
