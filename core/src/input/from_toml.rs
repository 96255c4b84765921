//! TOML as a tree. Functions rather than `From`, so that the parser stays out of the public API.

use toml::de::{DeTable, DeValue};

use super::Value;
use super::value::spelled;

#[cfg_attr(debug_assertions, inline)]
pub(crate) fn table<'a>(table: &'a DeTable<'a>) -> Value<'a> {
    let entry = |(key, value): (&'a toml::Spanned<_>, &'a toml::Spanned<DeValue<'a>>)| {
        let key: &'a std::borrow::Cow<'a, str> = key.get_ref();
        ((&**key).into(), self::value(value.get_ref()))
    };
    Value::Object(table.iter().map(entry).collect())
}

#[cfg_attr(debug_assertions, inline)]
fn value<'a>(value: &'a DeValue<'a>) -> Value<'a> {
    match value {
        DeValue::String(text) => Value::Text((&**text).into()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or_else(|_| odd(number.as_str(), "number"), Value::Whole),
        DeValue::Float(number) => odd(number.as_str(), "number"),
        DeValue::Boolean(flag) => Value::Flag(*flag),
        DeValue::Datetime(time) => odd(&time.to_string(), "date"),
        DeValue::Array(items) => {
            Value::List(items.iter().map(|item| self::value(item.get_ref())).collect())
        }
        DeValue::Table(inner) => table(inner),
    }
}

#[cfg_attr(debug_assertions, inline)]
fn odd(text: &str, kind: &str) -> Value<'static> {
    Value::Odd(spelled(text, kind).into())
}
