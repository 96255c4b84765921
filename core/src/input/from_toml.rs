use toml::de::{DeTable, DeValue};

use super::Value;
use super::value::spelled;

impl<'a> From<&'a DeTable<'a>> for Value<'a> {
    fn from(table: &'a DeTable<'a>) -> Self {
        let entry = |(key, value): (&'a toml::Spanned<_>, &'a toml::Spanned<DeValue<'a>>)| {
            let key: &'a std::borrow::Cow<'a, str> = key.get_ref();
            ((&**key).into(), value.get_ref().into())
        };
        Self::Object(table.iter().map(entry).collect())
    }
}

impl<'a> From<&'a DeValue<'a>> for Value<'a> {
    fn from(value: &'a DeValue<'a>) -> Self {
        match value {
            DeValue::String(text) => Self::Text((&**text).into()),
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
                .map_or_else(|_| odd(number.as_str(), "number"), Self::Whole),
            DeValue::Float(number) => odd(number.as_str(), "number"),
            DeValue::Boolean(flag) => Self::Flag(*flag),
            DeValue::Datetime(time) => odd(&time.to_string(), "date"),
            DeValue::Array(items) => {
                Self::List(items.iter().map(|item| item.get_ref().into()).collect())
            }
            DeValue::Table(table) => table.into(),
        }
    }
}

fn odd(text: &str, kind: &str) -> Value<'static> {
    Value::Odd(spelled(text, kind).into())
}
