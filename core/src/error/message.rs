//! The words of problems, in both languages. Codes are the contract, words are not.

use super::{Code, Error, ErrorKind, Problem};
use crate::model::Lang;
use crate::text::clean;

#[cfg_attr(debug_assertions, inline)]
pub(super) fn summary(error: &Error, lang: Lang) -> String {
    if let [only] = error.problems.as_slice() {
        return sentence(only, lang);
    }
    let count = error.problems.len();
    let head = match (error.kind, lang) {
        (ErrorKind::InvalidSheet, Lang::En) => format!("the answer sheet has {count} problems:"),
        (ErrorKind::InvalidSheet, Lang::Ja) => format!("回答に{count}件の問題があります："),
        (ErrorKind::InvalidFramework, Lang::En) => format!("the framework has {count} problems:"),
        (ErrorKind::InvalidFramework, Lang::Ja) => {
            format!("フレームワークに{count}件の問題があります：")
        }
        (ErrorKind::InvalidArgument, Lang::En) => format!("the arguments have {count} problems:"),
        (ErrorKind::InvalidArgument, Lang::Ja) => format!("引数に{count}件の問題があります："),
        (_, Lang::En) => format!("{count} problems:"),
        (_, Lang::Ja) => format!("{count}件の問題があります："),
    };
    #[cfg(feature = "columns")]
    let (problems, rest) = crate::columns::rest(&error.problems, lang);
    #[cfg(not(feature = "columns"))]
    let (problems, rest) = (error.problems.iter(), None);
    let lines = problems.map(|problem| sentence(problem, lang)).chain(rest);
    lines.fold(head, |text, line| text + "\n- " + &line)
}

#[cfg_attr(debug_assertions, inline)]
pub(super) fn sentence(problem: &Problem, lang: Lang) -> String {
    let message = message(problem, lang);
    match (help(problem, lang), lang) {
        (Some(help), Lang::En) => format!("{message} {help}"),
        (Some(help), Lang::Ja) => message + &help,
        (None, _) => message,
    }
}

#[cfg_attr(debug_assertions, inline)]
pub(super) fn message(problem: &Problem, lang: Lang) -> String {
    let place = match (&problem.at, problem.line, lang) {
        (Some(at), None, Lang::En) => format!("{at}: "),
        (Some(at), None, Lang::Ja) => format!("{at}："),
        (Some(at), Some(line), Lang::En) => format!("{at} (line {line}): "),
        (Some(at), Some(line), Lang::Ja) => format!("{at}（{line}行目）："),
        (None, Some(line), Lang::En) => format!("line {line}: "),
        (None, Some(line), Lang::Ja) => format!("{line}行目："),
        (None, None, _) => String::new(),
    };
    let given = problem.given.as_deref().map(|given| format!("`{given}`")).unwrap_or_default();
    let of_code = || meaning(problem.code, &given, lang);
    #[cfg(feature = "columns")]
    let body = crate::columns::body(problem, lang).unwrap_or_else(of_code);
    #[cfg(not(feature = "columns"))]
    let body = of_code();
    let detail = match (&problem.detail, lang) {
        (Some(detail), Lang::En) => format!(" ({detail})"),
        (Some(detail), Lang::Ja) => format!("（{detail}）"),
        (None, _) => String::new(),
    };
    clean(&format!("{place}{body}{detail}"))
}

#[cfg_attr(debug_assertions, inline)]
pub(super) fn meaning(code: Code, given: &str, lang: Lang) -> String {
    match lang {
        Lang::En => english(code, given),
        Lang::Ja => japanese(code, given),
    }
}

#[cfg_attr(debug_assertions, inline)]
pub(super) fn help(problem: &Problem, lang: Lang) -> Option<String> {
    #[cfg(feature = "columns")]
    if let Some(help) = crate::columns::help(problem, lang) {
        return Some(clean(&help));
    }
    let nearest = problem.nearest.as_deref().map(|nearest| match lang {
        Lang::En => format!("Did you mean `{nearest}`?"),
        Lang::Ja => format!("`{nearest}` ではありませんか。"),
    });
    let valid = (!problem.valid.is_empty()).then(|| valid(problem, lang));
    let help = match (nearest, valid) {
        (Some(nearest), Some(valid)) if lang == Lang::En => Some(format!("{nearest} {valid}")),
        (Some(nearest), Some(valid)) => Some(nearest + &valid),
        (nearest, valid) => nearest.or(valid),
    };
    help.map(|help| clean(&help))
}

#[cfg_attr(debug_assertions, inline)]
fn valid(problem: &Problem, lang: Lang) -> String {
    let quoted = problem.valid.iter().map(|name| format!("`{name}`"));
    match lang {
        Lang::En if problem.code == Code::AmbiguousAnswer => {
            format!("It may mean: {}.", quoted.collect::<Vec<_>>().join(", "))
        }
        Lang::Ja if problem.code == Code::AmbiguousAnswer => {
            format!("考えられるのは {} です。", quoted.collect::<Vec<_>>().join("、"))
        }
        Lang::En => format!("Valid here: {}.", quoted.collect::<Vec<_>>().join(", ")),
        Lang::Ja => format!("指定できるのは {} です。", quoted.collect::<Vec<_>>().join("、")),
    }
}

/// Whether a standing was given otherwise than by its own name, so that the words are to be told.
#[cfg_attr(debug_assertions, inline)]
fn in_other_words(given: &str, name: &str) -> bool {
    !given.is_empty() && given.trim_matches('`') != name
}

#[cfg_attr(debug_assertions, inline)]
fn english(code: Code, given: &str) -> String {
    match code {
        Code::MalformedJson => "the JSON cannot be read".into(),
        Code::MalformedToml => "the TOML cannot be read".into(),
        Code::TooLarge => "the input is too large".into(),
        Code::UnknownFramework => format!("there is no framework {given}."),
        Code::UnknownEdition => format!("there is no edition {given} of this framework."),
        Code::WrongFramework => format!("{given} is another framework."),
        Code::WrongEdition => format!("{given} is another edition."),
        Code::ChangedRules => {
            "the rules of this edition have been corrected since the result was computed.".into()
        }
        Code::ChangedResult => "the recorded result is not what its answers give.".into(),
        Code::UnknownControl => format!("there is no control {given}."),
        Code::UnknownChoice => format!("{given} is not one of the choices."),
        Code::AmbiguousAnswer => format!("{given} may mean more than one of the choices."),
        Code::DuplicateAnswer => "this control is answered more than once.".into(),
        Code::NotApplicableNotAllowed if in_other_words(given, "not-applicable") => {
            format!("{given} means \"does not apply\", which is not a valid answer here.")
        }
        Code::NotApplicableNotAllowed => "\"does not apply\" is not a valid answer here.".into(),
        Code::AcceptanceNotAllowed if in_other_words(given, "accepted") => {
            format!("{given} accepts a risk, which is not possible here.")
        }
        Code::AcceptanceNotAllowed => "a risk cannot be accepted here.".into(),
        Code::MissingReason => format!("the answer {given} needs a reason."),
        Code::UnknownField => format!("there is no field {given} here."),
        Code::MissingField => format!("the field {given} is missing."),
        Code::WrongType => format!("{given} is of the wrong type."),
        Code::UnknownOption => format!("{given} is not one of the options."),
        Code::DuplicateId => format!("the id {given} occurs twice."),
        Code::MalformedId => format!("the id {given} has characters that are not allowed."),
        Code::UnknownReference => format!("{given} does not exist."),
        Code::MissingTranslation => "a text is missing in one language.".into(),
        Code::MissingSource => "there is no source.".into(),
        Code::Empty => "this must not be empty.".into(),
        Code::OutOfRange => format!("{given} is out of range."),
        Code::BrokenBands => {
            format!("the bands do not cover every result exactly once at {given}.")
        }
        Code::UnsatisfiableTier => format!("the tier {given} can never be reached."),
        Code::BrokenPoints => format!("{given} has inconsistent points."),
        Code::Contradiction => format!("{given} contradicts another rule."),
        Code::ForbiddenWord => format!("{given} claims more than a self-assessment can."),
        Code::TooDeep => "the input is nested too deeply".into(),
        Code::Cyclic => format!("{given} refers back to itself."),
        Code::UnknownFunction => format!("there is no function {given}."),
        Code::UnknownTarget => format!("the framework has no target {given}."),
        Code::Unreachable => format!("{given} cannot be reached with the allowed changes."),
        Code::HeldBack => "this control blocks the target and is locked.".into(),
        Code::KeptOut => "this control blocks the target because it does not apply.".into(),
        Code::TooComplex => "an exact answer would take too much work".into(),
        Code::DuplicateField => format!("the field {given} is given more than once."),
        Code::MalformedDate => format!("{given} is not a day written YYYY-MM-DD."),
        Code::MalformedReference => {
            format!("{given} is not a reference: write `id` or `id@edition`.")
        }
        Code::MalformedTable => "the table cannot be read".into(),
        Code::OldScale => format!("the grades {given} use an older scale."),
        Code::NotRelated => format!("no crosswalk and no references relate {given} to it."),
        Code::UnknownColumn => format!("there is no column {given}."),
        // Only tables have these, and `columns` says more of them.
        Code::MissingColumn
        | Code::AmbiguousColumn
        | Code::SharedColumn
        | Code::ExistingColumn
        | Code::WrongSeparator => {
            format!("the column for {given} cannot be told.")
        }
    }
}

#[cfg_attr(debug_assertions, inline)]
fn japanese(code: Code, given: &str) -> String {
    match code {
        Code::MalformedJson => "JSONを読み取れません".into(),
        Code::MalformedToml => "TOMLを読み取れません".into(),
        Code::TooLarge => "入力が大きすぎます".into(),
        Code::UnknownFramework => format!("{given} というフレームワークはありません。"),
        Code::UnknownEdition => format!("このフレームワークに {given} という版はありません。"),
        Code::WrongFramework => format!("{given} は別のフレームワークです。"),
        Code::WrongEdition => format!("{given} は別の版です。"),
        Code::ChangedRules => "結果を計算した後で、この版の採点の規則が訂正されています。".into(),
        Code::ChangedResult => "記録された結果が、回答から計算した結果と一致しません。".into(),
        Code::UnknownControl => format!("{given} という項目はありません。"),
        Code::UnknownChoice => format!("{given} は選択肢にありません。"),
        Code::AmbiguousAnswer => format!("{given} は二つ以上の選択肢に当てはまります。"),
        Code::DuplicateAnswer => "同じ項目に二度答えています。".into(),
        Code::NotApplicableNotAllowed if in_other_words(given, "not-applicable") => {
            format!("{given} は「該当しない」の意味ですが、この項目では選べません。")
        }
        Code::NotApplicableNotAllowed => "この項目では「該当しない」を選べません。".into(),
        Code::AcceptanceNotAllowed if in_other_words(given, "accepted") => {
            format!("{given} はリスクの受容ですが、この項目では選べません。")
        }
        Code::AcceptanceNotAllowed => "この項目ではリスクの受容を選べません。".into(),
        Code::MissingReason => format!("回答 {given} には理由が必要です。"),
        Code::UnknownField => format!("ここに {given} という欄はありません。"),
        Code::MissingField => format!("{given} の欄がありません。"),
        Code::WrongType => format!("{given} は型が合いません。"),
        Code::UnknownOption => format!("{given} は選べる値ではありません。"),
        Code::DuplicateId => format!("id {given} が重複しています。"),
        Code::MalformedId => format!("id {given} に使えない文字があります。"),
        Code::UnknownReference => format!("{given} は存在しません。"),
        Code::MissingTranslation => "どちらかの言語の文がありません。".into(),
        Code::MissingSource => "出典がありません。".into(),
        Code::Empty => "空にはできません。".into(),
        Code::OutOfRange => format!("{given} は範囲外です。"),
        Code::BrokenBands => format!("区分が {given} で重なるか途切れています。"),
        Code::UnsatisfiableTier => format!("段階 {given} には決して届きません。"),
        Code::BrokenPoints => format!("{given} の点数に食い違いがあります。"),
        Code::Contradiction => format!("{given} がほかのルールと矛盾しています。"),
        Code::ForbiddenWord => format!("{given} は自己評価で言える範囲を超えています。"),
        Code::TooDeep => "入力の入れ子が深すぎます".into(),
        Code::Cyclic => format!("{given} が自分自身を参照しています。"),
        Code::UnknownFunction => format!("{given} という機能はありません。"),
        Code::UnknownTarget => format!("このフレームワークに {given} という目標はありません。"),
        Code::Unreachable => format!("変更できる項目だけでは {given} に届きません。"),
        Code::HeldBack => "この項目を変えない指定のため、目標に届きません。".into(),
        Code::KeptOut => "この項目が「該当しない」ため、目標に届きません。".into(),
        Code::TooComplex => "正確に求めるには計算量が多すぎます".into(),
        Code::DuplicateField => format!("{given} の欄が二度あります。"),
        Code::MalformedDate => format!("{given} は YYYY-MM-DD の形の日付ではありません。"),
        Code::MalformedReference => {
            format!("{given} は参照の形（`id` または `id@edition`）ではありません。")
        }
        Code::MalformedTable => "表を読み取れません".into(),
        Code::OldScale => format!("{given} は以前の版の尺度の値です。"),
        Code::NotRelated => format!("{given} との対応付けがありません。"),
        Code::UnknownColumn => format!("{given} という列がありません。"),
        Code::MissingColumn
        | Code::AmbiguousColumn
        | Code::SharedColumn
        | Code::ExistingColumn
        | Code::WrongSeparator => {
            format!("{given} の列が決まりません。")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_words_in_both_languages() {
        for &code in Code::ALL {
            let problem = Problem::new(code).given("x");
            assert_ne!(problem.message(Lang::Ja), problem.message(Lang::En));
            assert!(!problem.message(Lang::En).is_empty());
            assert_eq!(serde_json::to_value(code).ok(), Some(code.as_str().into()));
        }
    }
}
