//! Forms in which headings are compared.

use crate::framework::Framework;

/// Letters and digits alone: titles and questions whatever their spacing and punctuation.
#[cfg_attr(debug_assertions, inline)]
pub fn letters(folded: &str) -> String {
    folded.chars().filter(|sign| sign.is_alphanumeric()).collect()
}

/// An id by its words and numbers, in any separators: `sa_01`, `sa01` and `sa-1` are `sa-1`.
#[cfg_attr(debug_assertions, inline)]
pub fn tokens(folded: &str) -> String {
    let mut form = String::new();
    let mut last = ' ';
    let mut zeros = false;
    for sign in folded.chars() {
        let kind = if sign.is_ascii_digit() {
            'd'
        } else if sign.is_alphanumeric() {
            'l'
        } else {
            ' '
        };
        if kind != last && kind != ' ' {
            if zeros {
                form.push('0');
            }
            zeros = false;
            if !form.is_empty() {
                form.push('-');
            }
        }
        match (kind, sign) {
            ('d', '0') if last != 'd' || zeros => zeros = true,
            ('d' | 'l', _) => {
                zeros = false;
                form.push(sign);
            }
            _ => {
                if zeros {
                    form.push('0');
                }
                zeros = false;
            }
        }
        last = kind;
    }
    if zeros {
        form.push('0');
    }
    form
}

/// What follows the reference of a framework and a colon: `B1` of `five-basics@4.0:B1`.
#[cfg_attr(debug_assertions, inline)]
pub fn split_reference<'a>(text: &'a str, framework: &Framework) -> Option<&'a str> {
    let rest = text.trim().strip_prefix(framework.id())?;
    let rest = match rest.strip_prefix('@') {
        Some(rest) => rest.strip_prefix(framework.edition())?,
        None => rest,
    };
    rest.strip_prefix(':').map(str::trim)
}

/// Words before or after the number of a question.
const WORDS: &[&str] = &[
    "question", "q", "問い", "問", "設問", "質問", "number", "no", "nr", "番号", "項目", "項番",
    "item", "control", "第", "#",
];

/// Words for an answer, before or after what is answered.
const ANSWERS: &[&str] = &["answer", "ans", "回答", "答え", "解答"];

/// Signs between a number and its words.
pub const SIGNS: &[char] = &[
    ' ', '.', '_', '-', ':', '#', ')', ']', '(', '[', '、', '。', '【', '】', '〔', '〕', '「',
    '」', '・', '/', '|', ',', '>', '<', '~',
];

/// The number of a question, and how the heading writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number<'a> {
    pub value: u32,
    /// Whether something says that it is the number of a question: `q1`, `(1)`, `1.`.
    pub marked: bool,
    /// What follows.
    pub rest: &'a str,
}

/// The number that a folded heading begins with.
#[cfg_attr(debug_assertions, inline)]
pub fn number(folded: &str) -> Option<Number<'_>> {
    let mut rest = folded;
    let mut marked = false;
    loop {
        let before = rest;
        rest = rest.trim_start_matches(SIGNS);
        for word in WORDS.iter().chain(ANSWERS) {
            if let Some(after) = rest.strip_prefix(word) {
                rest = after;
                break;
            }
        }
        if rest.len() == before.len() {
            break;
        }
        marked = true;
    }
    let end = rest.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, mut after) = rest.split_at_checked(end)?;
    let value = digits.parse().ok()?;
    // 1.0 is how a spreadsheet writes 1; 1.5 is another number.
    if let Some(fraction) = after.strip_prefix('.')
        && fraction.starts_with(|sign: char| sign.is_ascii_digit())
    {
        let zeros = fraction.trim_start_matches('0');
        if zeros.starts_with(|sign: char| sign.is_ascii_digit()) || zeros.len() == fraction.len() {
            return None;
        }
        after = zeros;
    } else if after.starts_with(|sign: char| SIGNS.contains(&sign) && sign != ' ') {
        marked = true;
    }
    Some(Number { value, marked, rest: after.trim_start_matches(SIGNS) })
}

/// What is left after the words for an answer and of a question at its end.
#[cfg_attr(debug_assertions, inline)]
pub fn without_answer(folded: &str) -> &str {
    let mut rest = folded.trim_matches(SIGNS);
    if let Some(of) = rest.strip_prefix("の") {
        rest = of;
    }
    for word in ANSWERS.iter().chain(&["問", "問目"]) {
        if rest == *word {
            return "";
        }
    }
    rest
}

/// An id before or after a word for an answer: `b1` of `b1の回答`, `b1_answer` and `回答 b1`.
#[cfg_attr(debug_assertions, inline)]
pub fn answered(folded: &str) -> Option<&str> {
    let folded = folded.trim_matches(SIGNS);
    for word in ANSWERS {
        let found = match folded.strip_suffix(word) {
            Some(before) => {
                let before = before.trim_end_matches(SIGNS);
                before.strip_suffix("の").unwrap_or(before)
            }
            None => match folded.strip_prefix(word) {
                Some(after) => after,
                None => continue,
            },
        };
        let found = found.trim_matches(SIGNS);
        return (!found.is_empty()).then_some(found);
    }
    None
}

/// Whether a sign of the heading is a number in a circle or brackets, which folding makes plain.
#[cfg_attr(debug_assertions, inline)]
pub fn enclosed(heading: &str) -> bool {
    heading.trim_start().starts_with(|sign: char| {
        matches!(sign, '\u{2460}'..='\u{249b}' | '\u{24ea}'..='\u{24ff}' | '\u{2776}'..='\u{2793}'
            | '\u{3251}'..='\u{325f}' | '\u{32b1}'..='\u{32bf}')
    })
}

/// Ways to cut a heading into a name and the words after it.
#[cfg_attr(debug_assertions, inline)]
pub fn cuts(folded: &str) -> impl Iterator<Item = (&str, &str)> {
    let ends =
        folded.char_indices().filter(|(_, sign)| SIGNS.contains(sign) || *sign == '\u{3000}');
    ends.take(6)
        .filter_map(|(at, _)| folded.split_at_checked(at))
        .map(|(name, rest)| (name.trim_matches(SIGNS), rest.trim_start_matches(SIGNS)))
}

/// Signs that close what a heading has in brackets.
pub const CLOSERS: &[char] = &[')', ']', '】', '〕', '」', '>'];

/// Ways to cut a heading into a name and the words behind it, the last one first.
#[cfg_attr(debug_assertions, inline)]
pub fn last_cuts(folded: &str) -> impl Iterator<Item = (&str, &str)> {
    let folded = folded.trim_end_matches(CLOSERS);
    let ends = folded.char_indices().rev().filter(|(_, sign)| SIGNS.contains(sign));
    ends.take(6)
        .filter_map(|(at, sign)| Some((folded.get(..at)?, folded.get(at + sign.len_utf8()..)?)))
        .filter(|(name, choice)| !name.is_empty() && !choice.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::spaced;

    #[test]
    fn ids_are_the_same_in_any_separators_and_with_any_zeros() {
        for form in ["SA-01", "sa_1", "ＳＡ０１", "SA 001", "sa.1", "Sa1"] {
            assert_eq!(tokens(&spaced(form)), "sa-1", "{form}");
        }
        assert_ne!(tokens("1-11-1"), tokens("11-1-1"));
        assert_ne!(tokens("b10"), tokens("b1"));
        assert_eq!(tokens("b0"), "b-0");
        assert_eq!(tokens("sa-100"), "sa-100");
    }

    #[test]
    fn numbers_of_questions_are_read_in_the_forms_of_forms() {
        for text in [
            "q1",
            "Q001",
            "問1",
            "設問１",
            "質問 1",
            "No.1",
            "No1",
            "№1",
            "(1)",
            "（１）",
            "1.",
            "①",
            "⑴",
            "1)",
            "第1問",
            "Question 1",
            "question_1",
            "【1】",
            "問い1",
        ] {
            let folded = spaced(text);
            let found = number(&folded).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(found.value, 1, "{text}");
            assert!(found.marked || enclosed(text), "{text}");
            assert_eq!(without_answer(found.rest), "", "{text}");
        }
        for text in ["1", "１", "1.0", "01"] {
            let folded = spaced(text);
            let found = number(&folded).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.value, found.marked, found.rest), (1, false, ""), "{text}");
        }
        for text in ["1.5", "", "one", "二"] {
            assert_eq!(number(&spaced(text)), None, "{text}");
        }
    }

    #[test]
    fn a_word_for_the_answer_is_not_part_of_the_name() {
        for text in ["B1の回答", "b1_answer", "回答 B1", "B1（回答）"] {
            assert_eq!(answered(&spaced(text)), Some("b1"), "{text}");
        }
        assert_eq!(answered("b1"), None);
    }
}
