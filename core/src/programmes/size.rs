//! Whether an organisation is small or medium-sized, and whether it is among the smallest.

use serde::Serialize;

use super::basis::Basis;
use super::profile::{Form, Profile};
use crate::error::{Code, Error, Problem, refuse};
use crate::model::{Localized, SizeClass, SizeTable, SizeTest, Text};
use crate::reference::Reference;

/// What is compared with a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "SizeMeasure"))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Measure {
    /// Capital or total investment, in yen.
    CapitalYen,
    /// Regular employees.
    Employees,
    /// Regular employees, against the limit of the smallest firms.
    EmployeesOfSmallest,
}

/// One comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "SizeComparison"))]
#[non_exhaustive]
pub struct Compared {
    /// What is compared.
    pub measure: Measure,
    /// The value of the profile, where it says.
    pub given: Option<u64>,
    /// Highest value that is within.
    pub limit: u64,
    /// Whether the value is within; `None` if not known.
    pub within: Option<bool>,
    /// Line of the table that sets the limit.
    pub line: Text,
    /// Title of that line.
    pub title: Localized,
    /// Sources of the limit.
    pub basis: Basis,
}

/// How an organisation is classed by size.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SmeClass {
    /// The table, `id@edition`.
    pub table: Reference,
    /// Line of the table.
    pub class: Text,
    /// Its printed number, such as ①.
    pub number: Option<Text>,
    /// Title of the line.
    pub title: Localized,
    /// Whether it is small or medium-sized; `None` if that depends on something unknown.
    pub sme: Option<bool>,
    /// Whether it is among the smallest (小規模事業者); `None` if not known.
    pub micro: Option<bool>,
    /// The comparisons made.
    pub compared: Vec<Compared>,
    /// Who counts as a regular employee.
    pub counting: Localized,
    /// Sources of the line.
    pub basis: Basis,
}

/// Classes an organisation by a size table.
///
/// ```
/// use shisei::catalog::programmes as catalogue;
/// use shisei::programmes::{Profile, size};
///
/// let profile = Profile::new().industry("retail").employees(5);
/// let class = size::sme_class(catalogue::sizes::in_force(None)?, &profile)?;
/// assert_eq!((class.sme, class.micro), (Some(true), Some(true)));
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) with every problem: no or an
/// unknown industry, a main industry missing or out of place, a form that does not go with it.
#[inline]
pub fn sme_class(table: &SizeTable, profile: &Profile) -> Result<SmeClass, Error> {
    refuse(problems(table, profile))?;
    let find =
        |id: &Option<String>| table.classes.iter().find(|class| id.as_deref() == Some(&*class.id));
    let class = find(&profile.industry).ok_or_else(|| unknown(table))?;
    let measured = match class.test {
        SizeTest::EmployeesOfMainIndustry => {
            find(&profile.main_industry).ok_or_else(|| unknown(table))?
        }
        SizeTest::CapitalOrEmployees | SizeTest::Employees => class,
    };
    let mut compared = compare(table, class, measured, profile);
    let sme = any(&compared);
    let smallest = if sme == Some(false) { None } else { smallest(table, class, profile) };
    let micro = smallest.as_ref().map_or(Some(false), |smallest| smallest.within);
    compared.extend(smallest);
    Ok(SmeClass {
        table: table.reference(),
        class: class.id.clone(),
        number: class.number.clone(),
        title: class.title.clone(),
        sme,
        micro,
        compared,
        counting: table.counting.clone(),
        basis: Basis::of(class, &table.sources),
    })
}

/// Cannot happen once the problems are refused; said all the same instead of a panic.
#[inline]
fn unknown(table: &SizeTable) -> Error {
    let problem = Problem::new(Code::UnknownOption).at("industry").given(&table.id);
    Error::one(crate::ErrorKind::InvalidArgument, problem)
}

/// Yes when one is within, open while one is not known, no otherwise.
#[inline]
fn any(compared: &[Compared]) -> Option<bool> {
    if compared.iter().any(|one| one.within == Some(true)) {
        return Some(true);
    }
    if compared.iter().any(|one| one.within.is_none()) { None } else { Some(false) }
}

#[inline]
fn compare(
    table: &SizeTable,
    class: &SizeClass,
    measured: &SizeClass,
    profile: &Profile,
) -> Vec<Compared> {
    let one = |measure, given: Option<u64>, limit: u64| Compared {
        measure,
        given,
        limit,
        within: given.map(|given| given <= limit),
        line: measured.id.clone(),
        title: measured.title.clone(),
        basis: Basis::of(measured, &table.sources),
    };
    let capital = measured.capital_max_yen.filter(|_| class.test == SizeTest::CapitalOrEmployees);
    let capital = capital.map(|limit| one(Measure::CapitalYen, profile.capital_yen, limit));
    let employees = measured
        .employees_max
        .map(|limit| one(Measure::Employees, profile.employees, limit.into()));
    capital.into_iter().chain(employees).collect()
}

/// The comparison for the smallest; `None` for classes that are never among them.
#[inline]
fn smallest(table: &SizeTable, class: &SizeClass, profile: &Profile) -> Option<Compared> {
    let usual = class.micro.first()?;
    let id = profile.micro_class.as_deref().unwrap_or(usual);
    let line = table.micro.iter().find(|line| line.id == id)?;
    let limit = u64::from(line.employees_max);
    Some(Compared {
        measure: Measure::EmployeesOfSmallest,
        given: profile.employees,
        limit,
        within: profile.employees.map(|given| given <= limit),
        line: line.id.clone(),
        title: line.title.clone(),
        basis: Basis::of(line, &table.sources),
    })
}

/// Everything in a profile that the table cannot take.
#[inline]
pub(crate) fn problems(table: &SizeTable, profile: &Profile) -> Vec<Problem> {
    let mut problems = Vec::new();
    let ids = || table.classes.iter().map(|class| &*class.id);
    let class = named(&mut problems, "industry", profile.industry.as_deref(), table);
    if profile.industry.is_none() {
        problems.push(Problem::new(Code::MissingField).given("industry"));
    }
    let Some(class) = class else { return problems };
    match (class.test, profile.main_industry.as_deref()) {
        (SizeTest::EmployeesOfMainIndustry, None) => {
            problems.push(Problem::new(Code::MissingField).given("main_industry"));
        }
        (SizeTest::EmployeesOfMainIndustry, Some(main)) => {
            let main = named(&mut problems, "main_industry", Some(main), table);
            if main.is_some_and(|main| main.test != SizeTest::CapitalOrEmployees) {
                let id = profile.main_industry.as_deref().unwrap_or_default();
                let problem = Problem::new(Code::UnknownOption).at("main_industry").given(id);
                problems.push(problem.nearest_of(ids().filter(|other| *other != id)));
            }
        }
        (_, Some(main)) => {
            problems.push(Problem::new(Code::Contradiction).at("main_industry").given(main));
        }
        (_, None) => {}
    }
    if let Some(micro) = profile.micro_class.as_deref()
        && !class.micro.iter().any(|line| line == micro)
    {
        let problem = Problem::new(Code::UnknownOption).at("micro_class").given(micro);
        problems.push(problem.nearest_of(class.micro.iter().map(|line| &**line)));
    }
    let body = class.test != SizeTest::CapitalOrEmployees;
    if profile.form.is_some_and(|form| (form == Form::Body) != body) {
        let given = profile.form.map_or("", Form::as_str);
        problems.push(Problem::new(Code::Contradiction).at("form").given(given));
    }
    problems
}

#[inline]
fn named<'t>(
    problems: &mut Vec<Problem>,
    field: &str,
    id: Option<&str>,
    table: &'t SizeTable,
) -> Option<&'t SizeClass> {
    let id = id?;
    let found = table.classes.iter().find(|class| class.id == id);
    if found.is_none() {
        let problem = Problem::new(Code::UnknownOption).at(field).given(id);
        problems.push(problem.nearest_of(table.classes.iter().map(|class| &*class.id)));
    }
    found
}
