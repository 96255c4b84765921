//! The words of our own texts: each language in its place, and no claim that a self-assessment
//! cannot make.

/// Words that would claim more than a self-assessment can.
const CLAIMS: &[&str] = &["認定", "合格", "certified", "passed"];

/// What a declaration is not: something that is acquired.
const ACQUIRED: &str = "取得";
const DECLARATION: &str = "SECURITY ACTION";

/// Whether a text holds kana or kanji.
pub(super) fn is_japanese(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '々'))
}

/// The first word of a text that claims too much.
pub(super) fn claim(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let found = CLAIMS.iter().copied().find(|claim| lower.contains(claim));
    let acquired = || (text.contains(ACQUIRED) && text.contains(DECLARATION)).then_some(ACQUIRED);
    found.or_else(acquired)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_are_found_and_plain_words_are_not() {
        assert_eq!(claim("ISMSの認定を受ける"), Some("認定"));
        assert_eq!(claim("The firm is Certified."), Some("certified"));
        assert_eq!(claim("SECURITY ACTIONの二つ星を取得する"), Some("取得"));
        assert_eq!(claim("バックアップを取得する"), None);
        assert_eq!(claim("SECURITY ACTIONの二つ星を宣言する"), None);
    }

    #[test]
    fn japanese_is_told_by_its_letters() {
        assert!(is_japanese("更新する") && is_japanese("ソフト") && is_japanese("まで"));
        assert!(!is_japanese("EDR 24 h — ★3"));
    }
}
