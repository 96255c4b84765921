use super::asset::{Asset, MOST_ASSETS};
use super::register::Register;
use crate::error::{Code, Error, ErrorKind, Problem, refuse};
use crate::text::csv::{Rows, Table, unguard};

/// Columns that are read. The first and the grades must be there.
const COLUMNS: [&str; 11] = [
    "name",
    "owner",
    "scenario",
    "confidentiality",
    "integrity",
    "availability",
    "personal_data",
    "threat",
    "vulnerability",
    "treatment",
    "note",
];

/// Columns without which there is nothing to rate.
const NEEDED: [&str; 6] =
    ["name", "confidentiality", "integrity", "availability", "threat", "vulnerability"];

/// Columns that are written beside them, and passed over when read.
const WORKED_OUT: [&str; 4] = ["criticality", "possibility", "risk", "level"];

/// Largest table, in bytes.
const LARGEST: usize = 8 * 1024 * 1024;

/// Reads assets from a table with a heading row. Columns may be in any order; those that a
/// register adds are passed over and worked out anew.
///
/// ```
/// use shisei::catalog::programmes::risk::in_force;
/// use shisei::programmes::risk::{Asset, assets_from_csv, register, register_csv};
///
/// let laptop = Asset::new("Laptop").confidentiality(3).integrity(2).availability(2);
/// let laptop = laptop.threat(2).vulnerability(2);
/// let table = register_csv(&register(in_force(None)?, &[laptop])?);
/// assert_eq!(assets_from_csv(&table)?[0].name, "Laptop");
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::InvalidArgument`] with every problem: columns missing, unknown or twice, cells that
/// are no whole numbers, with row and column named.
#[inline]
pub fn assets_from_csv(table: &str) -> Result<Vec<Asset>, Error> {
    let refused = |problem| Error::one(ErrorKind::InvalidArgument, problem);
    if table.len() > LARGEST {
        let detail = format!("{} > {LARGEST} bytes", table.len());
        return Err(refused(Problem::new(Code::TooLarge).detail(detail)));
    }
    let table = table.trim_start_matches('\u{feff}');
    let mut rows = Rows::of(table);
    let headings = rows.next().unwrap_or_default();
    let mut problems = heading_problems(&headings);
    let mut assets = Vec::new();
    for (number, row) in (2..).zip(rows) {
        if row.len() != headings.len() {
            let (cells, columns) = (row.len(), headings.len());
            let detail = format!("row {number}: {cells} columns, but {columns} headings");
            return Err(refused(Problem::new(Code::MalformedTable).detail(detail)));
        }
        if assets.len() >= MOST_ASSETS {
            let problem = Problem::new(Code::TooLarge).detail(format!("> {MOST_ASSETS} rows"));
            problems.push(problem);
            break;
        }
        assets.push(asset(&headings, &row, number, &mut problems));
    }
    refuse(problems)?;
    Ok(assets)
}

#[inline]
fn heading_problems(headings: &[String]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let there: Vec<&str> = headings.iter().map(|heading| heading.trim()).collect();
    for needed in NEEDED {
        if !there.contains(&needed) {
            problems.push(Problem::new(Code::MissingField).given(needed));
        }
    }
    for (at, heading) in there.iter().enumerate() {
        if there.iter().take(at).any(|before| before == heading) {
            problems.push(Problem::new(Code::DuplicateField).given(heading));
        } else if !COLUMNS.contains(heading) && !WORKED_OUT.contains(heading) {
            problems.push(Problem::new(Code::UnknownField).given(heading).nearest_of(COLUMNS));
        }
    }
    problems
}

#[inline]
fn asset(headings: &[String], cells: &[String], row: usize, problems: &mut Vec<Problem>) -> Asset {
    let cell = |column: &str| {
        let at = headings.iter().position(|heading| heading.trim() == column);
        at.and_then(|at| cells.get(at)).map_or("", String::as_str)
    };
    let text = |column: &str| unguard(cell(column)).to_owned();
    let mut wrong = |column: &str, code: Code, detail: &str| {
        let problem = Problem::new(code).at(format!("row {row}, {column}")).given(cell(column));
        problems.push(problem.detail(detail));
    };
    let mut grade = |column: &str| {
        let digits = cell(column).trim();
        let value = digits.parse().ok();
        if value.is_none() && !digits.is_empty() {
            wrong(column, Code::WrongType, "whole number");
        }
        value
    };
    let [confidentiality, integrity, availability, threat, vulnerability] =
        ["confidentiality", "integrity", "availability", "threat", "vulnerability"].map(&mut grade);
    let personal_data = match cell("personal_data").trim() {
        "" | "false" => false,
        "true" => true,
        _ => {
            wrong("personal_data", Code::WrongType, "true or false");
            false
        }
    };
    Asset {
        name: text("name"),
        owner: text("owner"),
        scenario: text("scenario"),
        confidentiality,
        integrity,
        availability,
        personal_data,
        threat,
        vulnerability,
        treatment: Some(text("treatment")).filter(|treatment| !treatment.is_empty()),
        note: text("note"),
    }
}

/// The register as a table with a heading row: the columns that are read, then those worked out.
/// Texts that a spreadsheet would take for a formula are guarded.
///
/// ```
/// use shisei::catalog::programmes as catalogue;
/// use shisei::programmes::risk::{self, Asset};
///
/// let laptop = Asset::new("laptop").confidentiality(3).integrity(2).availability(2);
/// let laptop = laptop.threat(2).vulnerability(3);
/// let register = risk::register(catalogue::risk::in_force(None)?, &[laptop])?;
/// assert!(risk::register_csv(&register).lines().nth(1).is_some_and(|it| it.starts_with("laptop,")));
/// # Ok::<(), shisei::Error>(())
/// ```
#[inline]
pub fn register_csv(register: &Register) -> String {
    let mut table = Table::new(COLUMNS.into_iter().chain(WORKED_OUT));
    for line in &register.lines {
        let grades = line.grades;
        let middle = [grades.confidentiality, grades.integrity, grades.availability]
            .map(|grade| grade.to_string());
        let threats = [grades.threat, grades.vulnerability].map(|grade| grade.to_string());
        let worked_out =
            [line.criticality, line.possibility, line.risk].map(|value| value.to_string());
        let personal_data = line.personal_data.to_string();
        let level = line.level.to_string();
        let cells = [&*line.name, &line.owner, &line.scenario].into_iter();
        let cells = cells.chain(middle.iter().map(String::as_str)).chain([&*personal_data]);
        let cells = cells.chain(threats.iter().map(String::as_str));
        let cells = cells.chain([line.treatment.as_deref().unwrap_or_default(), &line.note]);
        let cells = cells.chain(worked_out.iter().map(String::as_str)).chain([&*level]);
        table.row(cells);
    }
    table.finish()
}
