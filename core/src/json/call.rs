//! Every function by its name.

use super::functions::Function;
use super::library::Library;
use super::{INSIGHT, PROGRAMMES};
use crate::catalog;
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::input::{self, Value};

/// Every function of [`call`]: those of [`INSIGHT`], then those of [`PROGRAMMES`].
///
/// ```
/// assert!(shisei::json::functions().any(|function| function.name == "plan"));
/// ```
pub fn functions() -> impl Iterator<Item = &'static Function> {
    INSIGHT.iter().chain(PROGRAMMES)
}

/// Calls a function by name, with its arguments as one JSON object, over the built-in catalogue.
///
/// [`INSIGHT`] and [`PROGRAMMES`] list the functions; `schemas/functions.json` has the schema of the
/// arguments and the result of each. In arguments, `null` is the same as leaving a field out. A
/// sheet names its framework. Days are `YYYY-MM-DD`, money is whole yen.
///
/// ```
/// use shisei::json;
///
/// let arguments = r#"{"sheet": {"framework": "five-basics", "answers": {}}, "target": {"coverage": 50}}"#;
/// let plan = json::call("plan", arguments)?;
/// assert!(plan.contains(r#""effort":"#));
/// assert!(json::call("paln", arguments).unwrap_err().to_string().contains("`plan`"));
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::InvalidArgument`] with [`Code::UnknownFunction`] and the nearest name, with
/// [`Code::MalformedJson`], [`Code::TooLarge`] or [`Code::TooDeep`], or with every problem of the
/// arguments; and the errors of each function.
pub fn call(function: &str, arguments: &str) -> Result<String, Error> {
    let find = |reference: &str| catalog::framework(reference);
    let (crosswalks, evidence) = (catalog::crosswalks::all(), catalog::evidence::all());
    call_with(function, arguments, Library { find: &find, crosswalks, evidence })
}

/// [`call`] over other frameworks, crosswalks and figures: for programs that carry a part of the
/// catalogue, or have loaded frameworks that need not be sent with every call.
///
/// ```
/// use shisei::json::{self, Library};
/// use shisei::catalog;
///
/// let find = |reference: &str| catalog::framework(reference);
/// let arguments = r#"{"sheet": {"framework": "five-basics", "answers": {}}}"#;
/// assert!(json::call_with("bounds", arguments, Library::new(&find)).is_ok());
/// ```
///
/// # Errors
/// As [`call`], and those of the library.
pub fn call_with(function: &str, arguments: &str, library: Library<'_>) -> Result<String, Error> {
    let function = named(function)?;
    (function.run)(&input::json(arguments, ErrorKind::InvalidArgument)?, library)
}

/// [`call_with`] with the arguments as a value: for bindings, whose arguments are no JSON text.
///
/// ```
/// use shisei::json::{self, Library};
/// use shisei::{ErrorKind, catalog, input};
///
/// let find = |reference: &str| catalog::framework(reference);
/// let arguments = r#"{"before": "five-basics@3.1", "after": "five-basics@4.0"}"#;
/// let arguments = input::json(arguments, ErrorKind::InvalidArgument)?;
/// assert!(json::call_value("framework_diff", &arguments, Library::new(&find)).is_ok());
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// As [`call_with`].
pub fn call_value(
    function: &str,
    arguments: &Value<'_>,
    library: Library<'_>,
) -> Result<String, Error> {
    (named(function)?.run)(arguments, library)
}

fn named(name: &str) -> Result<&'static Function, Error> {
    functions().find(|function| function.name == name).ok_or_else(|| {
        let problem = Problem::new(Code::UnknownFunction).at("function").given(name);
        let names = functions().map(|function| function.name);
        Error::one(ErrorKind::InvalidArgument, problem.nearest_of(names))
    })
}
