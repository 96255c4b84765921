use super::answers::Answers;
use crate::model::{Lang, Localized, PolicySentence};

/// Every sentence whose conditions hold, filled in.
#[inline]
pub(super) fn filled(sentences: &[PolicySentence], answers: &Answers) -> Vec<Localized> {
    let fill = |sentence: &PolicySentence| Localized {
        ja: fill(sentence, answers, Lang::Ja).into(),
        en: fill(sentence, answers, Lang::En).into(),
    };
    standing(sentences, answers).map(fill).collect()
}

/// The sentences whose conditions hold.
#[inline]
pub(super) fn standing<'a>(
    sentences: &'a [PolicySentence],
    answers: &'a Answers,
) -> impl Iterator<Item = &'a PolicySentence> {
    sentences.iter().filter(|sentence| {
        sentence.when.as_deref().is_none_or(|field| answers.given(field))
            && sentence.unless.as_deref().is_none_or(|field| !answers.given(field))
    })
}

/// A sentence with its gaps filled. An answer that looks like a gap is not filled again.
#[inline]
pub(super) fn fill(sentence: &PolicySentence, answers: &Answers, lang: Lang) -> String {
    let mut rest = sentence.text.get(lang);
    let mut filled = String::new();
    while let Some((before, gap)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((field, after)) = gap.split_once('}') else {
            filled.push('{');
            rest = gap;
            continue;
        };
        filled.push_str(&answers.text(field, lang));
        rest = after;
    }
    filled + rest
}
