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
        let is_mapping = object.cast::<PyMapping>().is_ok();
        let is_sequence =
            object.cast::<PySequence>().is_ok() && !object.is_instance_of::<PyBytes>();
        if !(is_mapping || is_sequence) {
            return match member(object)? {
                // One whose value is itself is nothing that a field takes.
                Some(value) if levels > 0 => self.value(&value, levels - 1),
                _ => other(object),
            };
        }
        let Some(inside) = levels.checked_sub(1) else {
            return Err(self.refused(object.py(), Code::TooDeep, format!("> {DEEPEST} levels")));
        };
        if let Some(entries) = entries(object)? {
            let Some(entries) = entries.into_iter().collect::<Option<Vec<_>>>() else {
                return other(object);
            };
            let entry = |(key, value): (Bound<'_, PyAny>, Bound<'_, PyAny>)| {
                let name = self.name(&key)?;
                Ok((name.into(), self.value(&value, inside)?))
            };
            return entries.into_iter().map(entry).collect::<PyResult<_>>().map(Value::Object);
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

    /// A key of a mapping as it is shown: a container is none.
    fn name(&mut self, key: &Bound<'_, PyAny>) -> PyResult<String> {
        let is_plain = key.cast::<PyString>().is_ok()
            || key.is_none()
            || key.is_instance_of::<PyInt>()
            || key.is_instance_of::<PyFloat>();
        let read = if is_plain { self.value(key, 0)? } else { other(key)? };
        Ok(read.shown().into_owned())
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

/// The value of a member of an `Enum`, which counts as that.
fn member<'py>(object: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
    let kind = object.py().import("enum")?.getattr("Enum")?;
    if object.is_instance(&kind)? { object.getattr("value").map(Some) } else { Ok(None) }
}

/// Signs of a value that a message shows.
const SHOWN: usize = 40;

/// What no field takes, by its type and as Python writes it, where that is short and says something;
/// the missing values of pandas are nothing, as `None` is.
fn other(object: &Bound<'_, PyAny>) -> Read {
    let class = object.get_type();
    let name = class.name()?;
    let is_missing = ["NAType", "NaTType"].contains(&&*name.to_string_lossy());
    if is_missing && class.module()?.to_string_lossy().starts_with("pandas.") {
        return Ok(Value::Null);
    }
    let text = object.str().map(|text| text.to_string_lossy().into_owned());
    // Where an object lies in memory is another place in the next run.
    let tells = |text: &String| {
        text.chars().count() <= SHOWN && !text.contains('\n') && !text.contains(" at 0x")
    };
    let text = text.ok().filter(tells).unwrap_or_else(|| "…".to_owned());
    Ok(Value::Odd(spelled(text, &name.to_string_lossy()).into()))
}
