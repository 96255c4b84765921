//! One word for one thing: forms that the catalogue does not use, and what it says instead.
//!
//! Names as printed (titles, labels, techniques) and quoted words are not looked at.

use super::texts;

/// A form, and the term that replaces it.
type Term = (&'static str, &'static str);

const JAPANESE: &[Term] = &[
    ("弱点", "脆弱性（弱点）"),
    ("控えを", "バックアップを"),
    ("控えが", "バックアップが"),
    ("控えの", "バックアップの"),
    ("控えから", "バックアップから"),
    ("合言葉", "パスワード"),
    ("定義データ", "定義ファイル"),
    ("検知用データ", "定義ファイル"),
    ("対策ソフト", "マルウェア対策ソフト"),
    ("セキュリティソフト", "マルウェア対策ソフト"),
    ("境目の機器", "境界機器"),
    ("ネットの境目", "境界機器"),
    ("VPN機器", "VPN装置"),
    ("使わない口", "ポート"),
    ("使っていない口", "ポート"),
    ("開いている口", "ポート"),
    ("支援切れ", "サポート終了"),
    ("支援の切れ", "サポート終了"),
    ("更新を当て", "更新プログラムを適用し"),
    ("修正を当て", "更新プログラムを適用し"),
    ("二段階認証", "多要素認証"),
    ("社員", "従業員"),
    ("決まりを", "ルールを"),
    ("決まりが", "ルールが"),
    ("決まりに", "ルールに"),
    ("決まりの", "ルールの"),
    ("決まりと", "ルールと"),
    ("決まりで", "ルールで"),
    ("決まりは", "ルールは"),
    ("道具", "ツール"),
    ("見張", "監視"),
    ("見守", "監視"),
    ("当方", "独自"),
    ("私たち", "独自"),
    ("分か", "わか"),
    ("頁", "ページ"),
    ("恐れ", "おそれ"),
    ("ねらう", "狙う"),
    ("ねらい", "狙い"),
    ("取組み", "取組"),
    ("取り組みを", "取組を"),
    ("取り組みが", "取組が"),
    ("取り組みの", "取組の"),
    ("取り組みに", "取組に"),
    ("届け出を", "届出を"),
    ("届け出の", "届出の"),
    ("届け出先", "届出先"),
    ("持出", "持ち出し"),
    ("問合", "問い合わせ"),
    ("フォルダー", "フォルダ"),
    ("サーバー", "サーバ"),
    ("ルーター", "ルータ"),
    ("〜", "～"),
    ("％", "%"),
    ("(", "（"),
    (")", "）"),
    (":", "："),
];

/// Longer terms in which a form above is right.
const RIGHT: &[&str] = &["脆弱性（弱点）", "マルウェア対策ソフト", "ウイルス対策ソフト"];

/// Whole words, in lower case.
const ENGLISH: &[Term] = &[
    ("weakness", "vulnerability"),
    ("weaknesses", "vulnerabilities"),
    ("weak point", "vulnerability"),
    ("weak points", "vulnerabilities"),
    ("hole", "vulnerability"),
    ("holes", "vulnerabilities"),
    ("flaw", "vulnerability"),
    ("flaws", "vulnerabilities"),
    ("multi-factor sign-in", "multi-factor authentication"),
    ("boundary device", "perimeter device"),
    ("boundary devices", "perimeter devices"),
    ("vpn box", "VPN appliance"),
    ("vpn boxes", "VPN appliances"),
    ("mail", "e-mail"),
    ("email", "e-mail"),
    ("web site", "website"),
    ("web sites", "websites"),
    ("log in", "sign in"),
    ("login", "sign-in"),
    ("logins", "sign-ins"),
    ("firm", "business, organisation or company"),
    ("firms", "businesses, organisations or companies"),
    ("papers", "documents"),
    ("ours", "unofficial"),
    ("our reading", "an unofficial reading"),
    ("our advice", "unofficial advice"),
    ("our own advice", "unofficial advice"),
    ("our summary", "summarised"),
    ("our translation", "an unofficial translation"),
    ("was not seen", "has not been checked"),
    ("were not seen", "have not been checked"),
    ("rest on", "come from"),
    ("rests on", "comes from"),
    ("stand in", "be in, replace"),
    ("stands in", "is in, replaces"),
    ("settle", "decide"),
    ("settled", "decided"),
    ("mend", "fix"),
    ("mended", "fixed"),
    ("one's own", "your own"),
    ("secrecy", "confidentiality"),
    ("ledger", "asset register"),
    ("the call", "the application guidelines"),
    ("percent", "per cent"),
];

/// A text without what is in quotation marks.
fn unquoted(text: &str, open: char, close: char) -> String {
    let mut quoted = false;
    text.chars()
        .filter(|&c| {
            let before = quoted;
            quoted = if c == open && !quoted { true } else { quoted && c != close };
            !(before || quoted)
        })
        .collect()
}

/// The terms whose forms a text uses.
fn used(language: &str, text: &str) -> Vec<Term> {
    let (terms, text) = if language == "ja" {
        let text = unquoted(text, '「', '」');
        (JAPANESE, RIGHT.iter().fold(text, |text, right| text.replace(right, "")))
    } else {
        let text = unquoted(text, '"', '"').to_lowercase();
        let letter = |c: char| c.is_alphanumeric() || c == '-' || c == '\'';
        let words: Vec<&str> = text.split(|c| !letter(c)).filter(|word| !word.is_empty()).collect();
        (ENGLISH, format!(" {} ", words.join(" ")))
    };
    let uses = |form: &str| {
        if language == "ja" { text.contains(form) } else { text.contains(&format!(" {form} ")) }
    };
    terms.iter().copied().filter(|(form, _)| uses(form)).collect()
}

#[test]
fn the_catalogue_uses_one_word_for_one_thing() {
    let mut found = Vec::new();
    for (at, text) in texts::all() {
        let language = at.rsplit('.').next().expect("a place ends with its language");
        for (form, term) in used(language, &text) {
            found.push(format!("{at}: `{form}`, say `{term}`: {text}"));
        }
    }
    assert!(found.is_empty(), "{} places:\n{}", found.len(), found.join("\n"));
}

#[test]
fn a_form_is_found_and_names_quotations_and_longer_terms_are_not() {
    assert_eq!(used("ja", "知られた弱点を直しましょう。"), [("弱点", "脆弱性（弱点）")]);
    assert!(used("ja", "脆弱性（弱点）を直し、「弱点」という語は引くだけにします。").is_empty());
    assert_eq!(used("en", "Mail it to us."), [("mail", "e-mail")]);
    assert!(used("en", "The \"mail\" of an e-mail; a firmware update.").is_empty());
}
