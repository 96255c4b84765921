//! Python objects as the values that the core reads: nothing is judged here.

use pyo3::prelude::*;
use pyo3::types::{
    PyBool, PyBytes, PyDict, PyFloat, PyInt, PyMapping, PySequence, PyString, PyStringMethods,
};
use shisei::input::{DEEPEST, LARGEST, Value, spelled};
use shisei::{Code, ErrorKind, Problem};

use crate::assessment::Assessment;
use crate::error::raise;
use crate::framework::Framework;
use crate::results::Record;

/// Reads objects, and keeps the frameworks found on the way.
pub struct Reader {
    kind: ErrorKind,
    /// Bytes of text, and values, that may still follow.
    room: usize,
    /// Those in lists: the caller's own.
    pub frameworks: Vec<shisei::Framework>,
    /// Those of assessments, which become their sheets.
    pub scored_by: Vec<shisei::Framework>,
}

type Read = PyResult<Value<'static>>;

impl Reader {
    pub fn new(kind: ErrorKind) -> Self {
        Self { kind, room: LARGEST, frameworks: Vec::new(), scored_by: Vec::new() }
    }

    pub fn read(&mut self, object: &Bound<'_, PyAny>) -> Read {
        self.value(object, DEEPEST)
    }

    /// The arguments that are given, as one object.
    pub fn fields<'a, 'py: 'a, const COUNT: usize>(
        &mut self,
        fields: [(&'static str, Option<&'a Bound<'py, PyAny>>); COUNT],
    ) -> Read {
        let given = fields.into_iter().filter_map(|(name, value)| Some((name, value?)));
        let read = given.map(|(name, value)| Ok((name.into(), self.read(value)?)));
        read.collect::<PyResult<_>>().map(Value::Object)
    }

    fn value(&mut self, object: &Bound<'_, PyAny>, levels: usize) -> Read {
        self.take(object.py(), 1)?;
        if let Ok(text) = object.cast::<PyString>() {
            return self.text(text);
        }
        if object.is_none() {
            return Ok(Value::Null);
        }
        if let Ok(flag) = object.cast::<PyBool>() {
            return Ok(Value::Flag(flag.is_true()));
        }
        if object.is_instance_of::<PyInt>() {
            return Ok(whole(object));
        }
        if let Ok(number) = object.cast::<PyFloat>() {
            return Ok(float(number));
        }
        if let Ok(assessment) = object.cast::<Assessment>() {
            let framework = assessment.getattr("framework")?;
            let framework = framework.cast::<Framework>()?.get().core().clone();
            let mut sheet = self.value(&assessment.getattr("sheet")?, levels)?;
            // The edition that scored it, also where the sheet names none.
            if let Value::Object(fields) = &mut sheet {
                for (_, value) in fields.iter_mut().filter(|(name, _)| name == "framework") {
                    *value = Value::Text(framework.reference().to_string().into());
                }
            }
            self.scored_by.push(framework);
            return Ok(sheet);
        }
        if let Ok(record) = object.cast::<Record>() {
            return Ok(record.get().object().into());
        }
        if let Some(day) = day(object)? {
            return Ok(Value::Text(day.into()));
        }
        let Some(inside) = levels.checked_sub(1) else {
            return Err(self.refused(object.py(), Code::TooDeep, format!("> {DEEPEST} levels")));
        };
        if let Some(entries) = entries(object)? {
            let Some(entries) = entries.into_iter().collect::<Option<Vec<_>>>() else {
                return other(object);
            };
            let entry = |(key, value): (Bound<'_, PyAny>, Bound<'_, PyAny>)| {
                let name = self.value(&key, 0)?.shown().into_owned();
                Ok((name.into(), self.value(&value, inside)?))
            };
            return entries.into_iter().map(entry).collect::<PyResult<_>>().map(Value::Object);
        }
        if object.is_instance_of::<PyBytes>() || object.cast::<PySequence>().is_err() {
            return other(object);
        }
        let mut items = Vec::new();
        for item in object.try_iter()? {
            let item = item?;
            match item.cast::<Framework>() {
                Ok(framework) => self.frameworks.push(framework.get().core().clone()),
                Err(_) => items.push(self.value(&item, inside)?),
            }
        }
        Ok(Value::List(items))
    }

    /// Text; what is not Unicode is nothing that any field takes.
    fn text(&mut self, text: &Bound<'_, PyString>) -> Read {
        let unicode = text.to_cow();
        let owned = text.to_string_lossy().into_owned();
        self.take(text.py(), owned.len())?;
        Ok(match unicode {
            Ok(_) => Value::Text(owned.into()),
            Err(_) => Value::Odd(owned.into()),
        })
    }

    fn take(&mut self, py: Python<'_>, bytes: usize) -> PyResult<()> {
        match self.room.checked_sub(bytes) {
            Some(room) => self.room = room,
            None => return Err(self.refused(py, Code::TooLarge, format!("> {LARGEST} bytes"))),
        }
        Ok(())
    }

    fn refused(&self, py: Python<'_>, code: Code, detail: String) -> PyErr {
        let problem = Problem::new(code).detail(detail);
        raise(py, shisei::Error::one(self.kind, problem), None)
    }
}

/// A pair of a mapping; none for an entry that is no pair.
type Entry<'py> = Option<(Bound<'py, PyAny>, Bound<'py, PyAny>)>;

/// The entries of a mapping.
///
/// They are taken out before any is looked at: looking may run Python code, which may change the
/// mapping.
fn entries<'py>(object: &Bound<'py, PyAny>) -> PyResult<Option<Vec<Entry<'py>>>> {
    if let Ok(dict) = object.cast::<PyDict>() {
        return Ok(Some(dict.iter().map(Some).collect()));
    }
    let Ok(mapping) = object.cast::<PyMapping>() else { return Ok(None) };
    Ok(Some(mapping.items()?.iter().map(|entry| entry.extract().ok()).collect()))
}

/// A `datetime.date` that is not also a time.
fn day(object: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    let module = object.py().import("datetime")?;
    let is_day = object.is_instance(&module.getattr("date")?)?
        && !object.is_instance(&module.getattr("datetime")?)?;
    if is_day { object.call_method0("isoformat")?.extract().map(Some) } else { Ok(None) }
}

/// An integer as JSON has it: whole up to 64 bits, beyond that a fraction.
fn whole(number: &Bound<'_, PyAny>) -> Value<'static> {
    match (number.extract::<i64>(), number.extract::<u64>()) {
        (Ok(number), _) => Value::Whole(number),
        (_, Ok(number)) => Value::Odd(spelled(number, "number").into()),
        _ => in_json(number).unwrap_or_else(|| Value::Odd(spelled("…", "number").into())),
    }
}

/// A float as JSON has it; `NaN` and infinities have no JSON.
fn float(number: &Bound<'_, PyFloat>) -> Value<'static> {
    let value = number.value();
    if value.is_finite() {
        in_json(number.as_any()).unwrap_or_else(|| Value::fraction(value))
    } else {
        Value::Odd(spelled(value, "number").into())
    }
}

/// A number as it is read from JSON: of many digits, the last may be another.
fn in_json(number: &Bound<'_, PyAny>) -> Option<Value<'static>> {
    let digits = number.str().ok()?;
    serde_json::from_str::<f64>(&digits.to_string_lossy()).ok().map(Value::fraction)
}

/// What no field takes, by its type; the missing values of pandas are nothing, as `None` is.
fn other(object: &Bound<'_, PyAny>) -> Read {
    let class = object.get_type();
    let name = class.name()?;
    let is_missing = ["NAType", "NaTType"].contains(&&*name.to_string_lossy());
    if is_missing && class.module()?.to_string_lossy().starts_with("pandas.") {
        return Ok(Value::Null);
    }
    Ok(Value::Odd(spelled("…", &name.to_string_lossy()).into()))
}
