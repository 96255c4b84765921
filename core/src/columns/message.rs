//! The words of problems about columns: they name several columns or controls, and the way out.

use super::SPELLED_OUT;
use crate::error::{Code, Problem};
use crate::model::Lang;

/// What is wrong.
#[cfg_attr(debug_assertions, inline)]
pub(crate) fn body(problem: &Problem, lang: Lang) -> Option<String> {
    let given = problem.given.as_deref().unwrap_or_default();
    let names = names(problem.valid.iter(), lang);
    Some(match (problem.code, lang) {
        (Code::MissingColumn, Lang::En) => format!("there is no column for `{given}`."),
        (Code::MissingColumn, Lang::Ja) => format!("`{given}` に答える列がありません。"),
        (Code::AmbiguousColumn, Lang::En) => format!("several columns answer it: {names}."),
        (Code::AmbiguousColumn, Lang::Ja) => format!("答える列が二つ以上あります（{names}）。"),
        (Code::SharedColumn, Lang::En) => {
            format!("the column `{given}` would answer several controls: {names}.")
        }
        (Code::SharedColumn, Lang::Ja) => {
            format!("列 `{given}` が二つ以上の項目に当てはまります（{names}）。")
        }
        (Code::ExistingColumn, Lang::En) => format!("the table has columns {names} already."),
        (Code::ExistingColumn, Lang::Ja) => format!("表にすでに {names} の列があります。"),
        (Code::WrongSeparator, Lang::En) => {
            format!(
                "the table has one single column, and `{given}` in its heading: is that the separator?"
            )
        }
        (Code::WrongSeparator, Lang::Ja) => {
            format!("列が一つしかなく、見出しに `{given}` があります。区切り文字が違うようです。")
        }
        _ => return None,
    })
}

/// What to do about it.
#[cfg_attr(debug_assertions, inline)]
pub(crate) fn help(problem: &Problem, lang: Lang) -> Option<String> {
    let given = problem.given.as_deref().unwrap_or_default();
    let first = problem.valid.first().map(String::as_str).unwrap_or_default();
    Some(match (problem.code, lang) {
        (Code::MissingColumn, _) => {
            format!("{}{}", nearest(problem, lang).unwrap_or_default(), absent(lang))
        }
        (Code::AmbiguousColumn, _) => {
            let at = problem.at.as_deref().unwrap_or_default();
            let says = format!("columns={{{first:?}: {at:?}}}");
            match lang {
                Lang::En => format!("Say which: {says}."),
                Lang::Ja => format!("{says} のように指定してください。"),
            }
        }
        (Code::SharedColumn, _) => {
            let says = format!("columns={{{given:?}: {first:?}}}");
            match (lang, first.contains(':')) {
                (Lang::En, true) => format!("Call the columns `{first}` and so on, or say {says}."),
                (Lang::Ja, true) => {
                    format!("見出しを `{first}` のようにするか、{says} のように指定してください。")
                }
                (Lang::En, false) => format!("Say which: {says}."),
                (Lang::Ja, false) => format!("{says} のように指定してください。"),
            }
        }
        (Code::ExistingColumn, Lang::En) => {
            "prefix=\"renewal_\" gives the new columns names of their own; keep=[…] leaves the old ones \
             out."
                .into()
        }
        (Code::ExistingColumn, Lang::Ja) => {
            "prefix=\"renewal_\" のように指定すると新しい列の名前が変わり、keep=[…] で残す列を選べます。"
                .into()
        }
        (Code::WrongSeparator, Lang::En) => "Read the file with it.".into(),
        (Code::WrongSeparator, Lang::Ja) => "その文字で区切って読み込んでください。".into(),
        _ => return None,
    })
}

/// The column that it could be, and how to say so.
#[cfg_attr(debug_assertions, inline)]
fn nearest(problem: &Problem, lang: Lang) -> Option<String> {
    let given = problem.given.as_deref().unwrap_or_default();
    let near = problem.nearest.as_deref()?;
    let says = format!("columns={{{near:?}: {given:?}}}");
    Some(match lang {
        Lang::En => format!("There is `{near}`: {says} takes it. "),
        Lang::Ja => format!("`{near}` がその列なら、{says} と指定してください。"),
    })
}

#[cfg_attr(debug_assertions, inline)]
fn absent(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "absent=\"unanswered\" scores without such columns.",
        Lang::Ja => "absent=\"unanswered\" を指定すると、列のない項目は未回答になります。",
    }
}

#[cfg_attr(debug_assertions, inline)]
fn names<'a>(names: impl Iterator<Item = &'a String>, lang: Lang) -> String {
    let quoted: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    quoted.join(match lang {
        Lang::En => ", ",
        Lang::Ja => "、",
    })
}

/// The problems that are spelled out, and a list of the other controls without a column.
#[cfg_attr(debug_assertions, inline)]
pub(crate) fn rest(
    problems: &[Problem],
    lang: Lang,
) -> (impl Iterator<Item = &Problem>, Option<String>) {
    let missing = |problem: &&Problem| problem.code == Code::MissingColumn;
    let others: Vec<&str> = problems
        .iter()
        .filter(missing)
        .skip(SPELLED_OUT)
        .filter_map(|problem| problem.given.as_deref())
        .collect();
    let said = match (others.is_empty(), lang) {
        (true, _) => None,
        (false, Lang::En) => Some(format!("there is no column either for {}.", others.join(", "))),
        (false, Lang::Ja) => Some(format!("{} に答える列もありません。", others.join("、"))),
    };
    let mut seen = 0;
    let spelled = problems.iter().filter(move |problem| {
        seen += usize::from(missing(problem));
        !missing(problem) || seen <= SPELLED_OUT
    });
    (spelled, said)
}
