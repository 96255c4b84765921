//! Scoring by name, for pages that carry some frameworks: answers as values, errors in words. The
//! texts of the frameworks stay with the page, and JSON with the browser, which has a parser.
//!
//! What is refused gives a length below zero: that of the error report in the buffer.

use shisei::input::Value;
use shisei::model::{Entry, Status};
use shisei::rules::Rules;
use shisei::{AnswerSheet, Error, Lang, catalog, json};

use crate::engine::{Loaded, give, given, loaded};

/// Rules are looked up as their framework.
impl Entry for Loaded {
    fn id(&self) -> &str {
        &self.rules.framework().id
    }

    fn edition(&self) -> Option<&str> {
        Some(&self.rules.framework().edition)
    }

    fn status(&self) -> Status {
        if self.in_force { Status::Current } else { Status::Superseded }
    }
}

fn find<'a>(all: &[&'a Loaded], reference: &str) -> Result<&'a Loaded, Error> {
    catalog::find(all, reference)
}

/// Language of messages, by its position.
fn lang(at: usize) -> Lang {
    if at == 0 { Lang::Ja } else { Lang::En }
}

fn refused(error: &Error, at: usize) -> isize {
    -give(Some(json::error(error, lang(at)).into_bytes())).cast_signed()
}

/// Number of the framework that the reference in the buffer means.
#[unsafe(no_mangle)]
pub extern "C" fn framework(lang: usize) -> isize {
    let reference = String::from_utf8(given()).unwrap_or_default();
    loaded(|all| match find(all, &reference) {
        Ok(found) => {
            let at = all.iter().position(|it| std::ptr::eq(*it, found));
            at.map_or(0, |at| (at + 1).cast_signed())
        }
        Err(error) => refused(&error, lang),
    })
}

/// Scores the sheet in the buffer with a framework or, by 0, with the one that it names.
#[unsafe(no_mangle)]
pub extern "C" fn score(framework: usize, lang: usize) -> isize {
    let bytes = given();
    let sheet = value(&mut &*bytes).unwrap_or(Value::Null);
    loaded(|all| {
        let rules = |reference: &str| -> Result<&Rules, Error> {
            match all.get(framework.wrapping_sub(1)) {
                Some(framework) => Ok(&framework.rules),
                None => Ok(&find(all, reference)?.rules),
            }
        };
        let scored =
            AnswerSheet::from_value(&sheet, |sheet| rules(&sheet.framework)?.assess(&sheet));
        match scored {
            Ok(assessment) => give(Some(assessment.to_json().into_bytes())).cast_signed(),
            Err(error) => refused(&error, lang),
        }
    })
}

/// Positions of the choices that may be taken for a control: their number.
#[unsafe(no_mangle)]
pub extern "C" fn choices(framework: usize, control: usize) -> usize {
    loaded(|all| {
        let framework = all.get(framework.wrapping_sub(1));
        give(framework.map(|it| it.rules.allowed_choices(control).collect()))
    })
}

/// Takes a value from the front, as `js/sheets.js` writes it: a letter, then a count or a length in
/// four bytes, then what it counts.
fn value<'a>(bytes: &mut &'a [u8]) -> Option<Value<'a>> {
    Some(match bytes.split_off_first()? {
        b'f' => Value::Flag(false),
        b't' => Value::Flag(true),
        b'w' => Value::Whole(text(bytes)?.parse().ok()?),
        b's' => Value::Text(text(bytes)?.into()),
        b'o' => Value::Odd(text(bytes)?.into()),
        b'l' => {
            let count = length(bytes)?;
            Value::List((0..count).map(|_| value(bytes)).collect::<Option<_>>()?)
        }
        b'm' => {
            let count = length(bytes)?;
            let entry = |_| Some((text(bytes)?.into(), value(bytes)?));
            Value::Object((0..count).map(entry).collect::<Option<_>>()?)
        }
        _ => Value::Null,
    })
}

fn length(bytes: &mut &[u8]) -> Option<usize> {
    let length = bytes.split_off(..4)?.first_chunk()?;
    usize::try_from(u32::from_le_bytes(*length)).ok()
}

fn text<'a>(bytes: &mut &'a [u8]) -> Option<&'a str> {
    let length = length(bytes)?;
    std::str::from_utf8(bytes.split_off(..length)?).ok()
}
