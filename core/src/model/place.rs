//! Places in documents, as `Table 3, No. 11`, in the words of a language.

use std::borrow::Cow;

use super::Citation;
use super::place_words::{COUNTED, SAID};
use crate::Lang;

impl Citation {
    /// The place in the words of a language: `Table 3, No. 11` is 表3、No. 11. What a custom framework
    /// says in words that the catalogue does not use stays as it is written there.
    ///
    /// ```
    /// use shisei::Lang;
    /// use shisei::model::Citation;
    ///
    /// let citation = Citation::new("guideline", "Section 4-3, measure (9); p. 12");
    /// assert_eq!(citation.place(Lang::Ja), "4-3節、対策(9)、12ページ");
    /// assert_eq!(citation.place(Lang::En), "Section 4-3, measure (9); p. 12");
    /// assert_eq!(Citation::new("guideline", "scope").place(Lang::Ja), "適用範囲");
    /// assert_eq!(Citation::new("own", "kitchen").place(Lang::Ja), "kitchen");
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn place(&self, lang: Lang) -> Cow<'_, str> {
        let japanese = (lang == Lang::Ja).then(|| place_in_japanese(&self.at)).flatten();
        japanese.map_or(Cow::Borrowed(&*self.at), Cow::Owned)
    }
}

/// Every part of a place, or nothing where there are no words for one.
#[cfg_attr(debug_assertions, inline)]
fn place_in_japanese(place: &str) -> Option<String> {
    let parts: Option<Vec<String>> = parts(place).into_iter().map(part_in_japanese).collect();
    Some(parts?.join("、"))
}

/// What stands between `, ` and `; `, but for those within brackets.
#[cfg_attr(debug_assertions, inline)]
fn parts(place: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_u32, 0);
    for (at, letter) in place.char_indices() {
        let rest = place.get(at + 1..).unwrap_or_default();
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' | ';' if depth == 0 && rest.starts_with(' ') => {
                parts.push(place.get(start..at).unwrap_or_default());
                start = at + 2;
            }
            _ => {}
        }
    }
    parts.push(place.get(start..).unwrap_or_default());
    parts
}

#[cfg_attr(debug_assertions, inline)]
fn part_in_japanese(part: &str) -> Option<String> {
    let said = SAID.iter().find(|(english, _)| *english == part);
    said.map(|(_, japanese)| (*japanese).to_owned())
        .or_else(|| edition(part))
        .or_else(|| counted(part))
        .or_else(|| is_name(part).then(|| part.to_owned()))
        .or_else(|| noted(part))
}

/// `p. 24`, `items 1 to 5`, `Appendices VI and VII`.
#[cfg_attr(debug_assertions, inline)]
fn counted(part: &str) -> Option<String> {
    let (word, counted) = part.split_once(' ')?;
    let (_, before, after) = COUNTED.iter().find(|(english, ..)| *english == word)?;
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

/// `Section 4-3 (area only)`. What NIST numbers is the same in every language.
#[cfg_attr(debug_assertions, inline)]
fn noted(part: &str) -> Option<String> {
    const NUMBERED: &str = "NIST CSF 1.1: ";
    let (part, note) = part.strip_suffix(')')?.split_once(" (")?;
    let note = match note.strip_prefix(NUMBERED) {
        Some("none") => "NIST CSF 1.1：なし".to_owned(),
        Some(numbers) => format!("NIST CSF 1.1：{numbers}"),
        None => place_in_japanese(note)?,
    };
    Some(format!("{}（{note}）", part_in_japanese(part)?))
}

/// What is no English: `初動対応`, `★ (5)`, `5 (5) 1)`, a file's or a standard's name.
#[cfg_attr(debug_assertions, inline)]
fn is_name(part: &str) -> bool {
    const NAMES: &[&str] = &["ASNITE", "ISO/IEC 17025", "category.seed.ts"];
    let japanese = !part.is_ascii() && !part.contains(|it: char| it.is_ascii_lowercase());
    japanese || part.split(' ').all(is_count) || NAMES.contains(&part)
}

/// A number, perhaps with letters and signs, as in `4-(ii)`, `VI` and `A-1`: no word.
#[cfg_attr(debug_assertions, inline)]
fn is_count(text: &str) -> bool {
    let mut letters = text.split(|it: char| !it.is_ascii_alphabetic());
    let no_word = letters.all(|run| run.len() < 2 || run.chars().all(|it| "ivxIVX".contains(it)));
    no_word && !text.is_empty() && text.chars().all(|it| it.is_ascii_graphic())
}

/// `first edition`, `5th edition`.
#[cfg_attr(debug_assertions, inline)]
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
            (
                "Section 4-3 (area only); 33 measures in 10 areas",
                "4-3節（領域の名前だけ）、10領域33の対策",
            ),
            (
                "box 3 (NIST CSF 1.1: PR.AT-1, PR.AT-2)",
                "チェック欄3（NIST CSF 1.1：PR.AT-1, PR.AT-2）",
            ),
            ("Part 2, 5 (5) 1), ★", "第2部、5 (5) 1)、★"),
        ] {
            assert_eq!(japanese(place), wanted);
        }
    }

    #[test]
    fn what_is_said_in_words_stays() {
        for place in [
            "kitchens",
            "Table 4, on a Friday",
            "p. 24 or so",
            "",
            "measure on arriving",
            "年次",
            "(a (b)",
        ] {
            assert_eq!(japanese(place), place);
        }
    }

    #[test]
    fn every_place_in_a_framework_has_words() {
        for framework in catalog::all() {
            let definition = framework.definition();
            let controls = definition.controls.iter().flat_map(|control| control.citations.iter());
            let scales = definition.scales.iter().flat_map(|scale| scale.citations.iter());
            let outcome = definition.outcome.iter().flat_map(|outcome| outcome.citations.iter());
            for citation in controls.chain(scales).chain(outcome) {
                let (at, reference) = (&citation.at, framework.reference());
                assert!(place_in_japanese(at).is_some(), "{reference}: no Japanese for {at:?}");
            }
        }
    }
}
