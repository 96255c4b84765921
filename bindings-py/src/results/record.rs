//! Results in Python: a class for each type, made when first met, over one way to hold them.

use std::sync::Arc;

use pyo3::IntoPyObjectExt;
use pyo3::exceptions::{PyAttributeError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple, PyType};

use super::html;
use super::native::{json, unreadable};
use super::shape::{Field, Kind, Shape, named};
use super::tree::{Node, Object};
use crate::language;
use crate::names::named_member;
use crate::object::{Reduced, hash, quoted, tuple};

/// A result, or a part of one: its fields are attributes, and cannot be set.
#[pyclass(frozen, subclass, module = "shisei.results")]
pub struct Record(Arc<Object>);

/// What a record is made of: records are made here alone.
#[pyclass(frozen, name = "_Contents", module = "shisei._shisei")]
pub struct Contents(Arc<Object>);

// An attribute of a record. Its documentation is that of the field, so it has none of its own.
#[pyclass(frozen, name = "_Field", module = "shisei._shisei")]
pub struct Attribute {
    shape: &'static Shape,
    at: usize,
}

#[pymethods]
impl Attribute {
    fn __get__<'py>(
        slf: Bound<'py, Self>,
        record: Option<Bound<'py, PyAny>>,
        _class: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let Some(record) = record else { return Ok(slf.into_any()) };
        let this = slf.get();
        let object = &record.cast::<Record>()?.get().0;
        match (this.field(), object.values().get(this.at)) {
            (Some(field), Some(value)) if std::ptr::eq(object.shape, this.shape) => {
                value.python(slf.py(), field.kind)
            }
            _ => Err(PyTypeError::new_err("a field of another class")),
        }
    }

    fn __set__(&self, _record: &Bound<'_, PyAny>, _value: &Bound<'_, PyAny>) -> PyResult<()> {
        Err(self.read_only())
    }

    fn __delete__(&self, _record: &Bound<'_, PyAny>) -> PyResult<()> {
        Err(self.read_only())
    }

    #[getter]
    fn __name__(&self) -> &'static str {
        self.field().map_or("", |field| &field.name)
    }

    #[getter]
    fn __doc__(&self) -> &'static str {
        self.field().map_or("", |field| &field.doc)
    }
}

impl Attribute {
    fn field(&self) -> Option<&'static Field> {
        self.shape.fields().get(self.at)
    }

    fn read_only(&self) -> PyErr {
        let (class, name) = (&self.shape.name, self.__name__());
        PyAttributeError::new_err(format!("'{class}' is frozen: '{name}' cannot be set"))
    }
}

impl Record {
    pub fn object(&self) -> &Object {
        &self.0
    }
}

#[pymethods]
impl Record {
    #[new]
    #[pyo3(text_signature = None)]
    fn new(contents: &Bound<'_, Contents>) -> Self {
        Self(contents.get().0.clone())
    }

    /// The result as plain data, in the shape of its JSON.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("json")?.call_method1("loads", (self.to_json()?,))
    }

    /// The result as JSON: the same bytes in every language.
    fn to_json(&self) -> PyResult<String> {
        json(&self.0)
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.0 == other.0
    }

    fn __hash__(&self) -> u64 {
        hash(&self.0)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let fields = self
            .0
            .fields()
            .map(|(field, value)| Ok(format!("{}={}", field.name, value.shown(py, field.kind)?)));
        let fields = fields.collect::<PyResult<Vec<_>>>()?;
        Ok(format!("{}({})", self.0.shape.name, fields.join(", ")))
    }

    fn _repr_html_(&self) -> String {
        html::record(&self.0, language::default())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        let restore = py.import("shisei._shisei")?.getattr("_restore_record")?;
        Ok((restore, (&self.0.shape.name, self.to_json()?).into_pyobject(py)?))
    }
}

/// Items of a tuple that `repr()` shows.
const MOST_SHOWN: usize = 3;

impl Node {
    /// For `repr()`: long tuples are cut short.
    fn shown(&self, py: Python<'_>, kind: Kind) -> PyResult<String> {
        match self {
            Self::Text(text) => quoted(py, text),
            Self::List(items) => {
                let first = items.iter().take(MOST_SHOWN).map(|it| it.shown(py, kind.inside()));
                let mut first = first.collect::<PyResult<Vec<_>>>()?;
                if items.len() > MOST_SHOWN {
                    first.push(format!("… {} more", items.len() - MOST_SHOWN));
                }
                let comma = if first.len() == 1 { "," } else { "" };
                Ok(format!("({}{comma})", first.join(", ")))
            }
            _ => Ok(self.python(py, kind)?.repr()?.to_string()),
        }
    }

    /// The value in Python. Lists are tuples, so that a result can be hashed and is not changed by
    /// mistake; a mapping is a dict of its own each time.
    pub fn python<'py>(&self, py: Python<'py>, kind: Kind) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::Absent | Self::Null => Ok(py.None().into_bound(py)),
            Self::Flag(flag) => flag.into_bound_py_any(py),
            Self::Whole(number) => number.into_bound_py_any(py),
            Self::Large(number) => number.into_bound_py_any(py),
            Self::Text(text) => match kind {
                Kind::Member(name) => named_member(py, name, text),
                _ => Ok(PyString::new(py, text).into_any()),
            },
            Self::Object(object) => record(py, object),
            Self::List(items) => {
                let items = items.iter().map(|item| item.python(py, kind.inside()));
                Ok(tuple(py, items.collect::<PyResult<Vec<_>>>()?)?.into_any())
            }
            Self::Map(entries) => {
                let dict = PyDict::new(py);
                for (key, value) in entries {
                    dict.set_item(&**key, value.python(py, kind.inside())?)?;
                }
                Ok(dict.into_any())
            }
        }
    }
}

fn record<'py>(py: Python<'py>, object: &Arc<Object>) -> PyResult<Bound<'py, PyAny>> {
    match object.shape.native {
        Some(native) => native(py, object),
        None => class(py, object.shape)?.call1((Contents(object.clone()),)),
    }
}

/// The class of a type.
fn class<'py>(py: Python<'py>, shape: &'static Shape) -> PyResult<&'py Bound<'py, PyType>> {
    let make = || {
        let members = PyDict::new(py);
        members.set_item("__module__", "shisei.results")?;
        members.set_item("__doc__", &shape.doc)?;
        members.set_item("__slots__", PyTuple::empty(py))?;
        for (at, field) in shape.fields().iter().enumerate() {
            members.set_item(&field.name, Attribute { shape, at })?;
        }
        let bases = (py.get_type::<Record>(),);
        let class = py.get_type::<PyType>().call1((&shape.name, bases, members))?;
        Ok::<_, PyErr>(class.cast_into::<PyType>()?.unbind())
    };
    Ok(shape.class.get_or_try_init(py, make)?.bind(py))
}

/// What the core has written, as objects.
pub fn given(py: Python<'_>, json: String, kind: Kind) -> PyResult<Bound<'_, PyAny>> {
    match kind {
        Kind::Object(shape) if shape.native.is_none() => {
            record(py, &Arc::new(Object::written(json, shape)))
        }
        _ => read(py, &json, kind),
    }
}

fn read<'py>(py: Python<'py>, json: &str, kind: Kind) -> PyResult<Bound<'py, PyAny>> {
    Node::read(json, kind).map_err(|error| unreadable(&error))?.python(py, kind)
}

/// The class with a name at `shisei.results`; None for another.
#[pyfunction]
pub fn _result_type<'py>(py: Python<'py>, name: &str) -> PyResult<Option<Bound<'py, PyType>>> {
    named(name).map(|shape| Ok(class(py, shape)?.clone())).transpose()
}

/// Every name at `shisei.results`.
#[pyfunction]
pub fn _result_names() -> Vec<&'static str> {
    super::shape::names()
}

#[pyfunction]
pub fn _restore_record<'py>(
    py: Python<'py>,
    name: &str,
    json: &str,
) -> PyResult<Bound<'py, PyAny>> {
    match named(name) {
        Some(shape) => read(py, json, Kind::Object(shape)),
        _ => Err(PyValueError::new_err("this result was pickled by another version of shisei")),
    }
}
