//! Crosswalks and references as a table that tools for NIST mappings read.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use crate::catalog;
use crate::error::{Code, Error, ErrorKind, Problem};
use crate::framework::Framework;
use crate::model::{
    Crosswalk, Entry as _, Lang, List, Localized, Origin, Rationale, References, Relation, Scheme,
    Text, Verification,
};
use crate::reference::{Reference, split};
use crate::text::Words;
use crate::text::csv::Table;

/// The columns, by the names and in the order of NIST IR 8477, table 5, and of the template of NIST
/// IR 8278A Rev. 1, table 2. Of the template, the strength of a relationship is left out: it is
/// optional, and a number made from the other columns would say nothing new.
const COLUMNS: [&str; 7] = [
    "Focal Document Element",
    "Focal Document Element Description",
    "Rationale",
    "Relationship",
    "Reference Document Element",
    "Reference Document Element Description",
    "Comments",
];

/// A control, group or entry of one of the two documents.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Element {
    id: Text,
    description: Option<Localized>,
    /// Whether a row is due even if nothing is related to it.
    listed: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    /// Position of the focal element.
    focal: usize,
    relation: Relation,
    rationale: Rationale,
    /// Position of the reference element.
    reference: usize,
    reason: Option<Localized>,
    verification: Verification,
}

/// A set theory relationship mapping (STRM, NIST IR 8477) between two documents: a crosswalk between
/// two frameworks, or the references of a framework to a scheme, in either direction.
///
/// A row reads from left to right: the focal element is a subset of the reference element, and so
/// on. A focal element without any relation has a row of its own, otherwise empty, as the template
/// of NIST's OLIR programme wants it; one that was compared and has nothing in common with another
/// is "not related to" it.
///
/// ```
/// use shisei::insight::Strm;
/// use shisei::model::Lang;
/// use shisei::catalog;
///
/// let references = catalog::references::all().iter().find(|it| it.to == "nist-csf@2.0").unwrap();
/// let framework = catalog::framework(references.from.as_str())?;
/// let scheme = catalog::schemes::find(references.to.as_str())?;
/// let strm = Strm::of_references(references, framework, scheme);
/// assert!(strm.csv(Lang::En).starts_with("Focal Document Element,"));
/// assert_eq!(strm.inverse().focal(), strm.reference());
/// # Ok::<(), shisei::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Strm {
    focal: Reference,
    reference: Reference,
    origin: Origin,
    elements: Vec<Element>,
    reference_elements: Vec<Element>,
    rows: Vec<Row>,
}

impl Strm {
    /// A crosswalk, with its first framework as the focal document. Lines about controls that the
    /// frameworks do not have are left out.
    ///
    /// ```
    /// use shisei::insight::Strm;
    /// use shisei::model::{Crosswalk, Lang, Link, Localized, Relation};
    /// use shisei::catalog;
    ///
    /// let [from, to] = [catalog::framework("five-basics@4.0")?, catalog::framework("scs")?];
    /// let reason = Localized::new("例", "An example");
    /// let link = Link::new("B1", Relation::Intersects, &*to.controls()[0].id, reason);
    /// let crosswalk = Crosswalk::new(from.reference(), to.reference(), vec![link]);
    /// let csv = Strm::of_crosswalk(&crosswalk, from, to).csv(Lang::En);
    /// assert!(csv.contains("intersects with"));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn of_crosswalk(crosswalk: &Crosswalk, from: &Framework, to: &Framework) -> Self {
        let links = crosswalk.links.iter().map(|link| Line {
            from: &link.from,
            relation: link.relation,
            rationale: link.rationale.unwrap_or(crosswalk.rationale),
            to: &link.to,
            reason: Some(&link.reason),
            verification: link.verification.unwrap_or(crosswalk.verification),
        });
        let controls = |framework: &Framework| elements(framework, &HashSet::new());
        Self::new(
            [from.reference(), to.reference()],
            crosswalk.origin,
            [controls(from), controls(to)],
            links,
        )
    }

    /// References, with the framework as the focal document.
    ///
    /// ```
    /// use shisei::insight::Strm;
    /// use shisei::catalog;
    ///
    /// let references = catalog::references::all()[0];
    /// let framework = catalog::framework(references.from.as_str())?;
    /// let scheme = catalog::schemes::find(references.to.as_str())?;
    /// let strm = Strm::of_references(references, framework, scheme);
    /// assert_eq!(*strm.focal(), framework.reference());
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn of_references(references: &References, framework: &Framework, scheme: &Scheme) -> Self {
        let lines = references.links.iter().flat_map(|link| {
            link.to.iter().map(|to| Line {
                from: &link.from,
                relation: references.relation,
                rationale: references.rationale,
                to,
                reason: None,
                verification: references.verification,
            })
        });
        let named: HashSet<&str> = references.links.iter().map(|link| &*link.from).collect();
        Self::new(
            [framework.reference(), scheme.reference()],
            references.origin,
            [elements(framework, &named), entries(scheme)],
            lines,
        )
    }

    #[inline]
    fn new<'a>(
        [focal, reference]: [Reference; 2],
        origin: Origin,
        [elements, reference_elements]: [Vec<Element>; 2],
        lines: impl Iterator<Item = Line<'a>>,
    ) -> Self {
        let (from, to) = (places(&elements), places(&reference_elements));
        let rows = lines.filter_map(|line| {
            Some(Row {
                focal: *from.get(line.from)?,
                relation: line.relation,
                rationale: line.rationale,
                reference: *to.get(line.to)?,
                reason: line.reason.cloned(),
                verification: line.verification,
            })
        });
        let mut rows: Vec<Row> = rows.collect();
        in_order(&mut rows);
        Self { focal, reference, origin, elements, reference_elements, rows }
    }

    /// The focal document, `id@edition`.
    ///
    /// ```
    /// use shisei::insight::Strm;
    /// use shisei::catalog;
    ///
    /// let crosswalk = catalog::crosswalks::all()[0];
    /// let [from, to] = [&crosswalk.from, &crosswalk.to].map(|it| catalog::framework(it.as_str()));
    /// let strm = Strm::of_crosswalk(crosswalk, from?, to?);
    /// assert_eq!(*strm.focal(), crosswalk.from);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn focal(&self) -> &Reference {
        &self.focal
    }

    /// The reference document, `id@edition`.
    ///
    /// ```
    /// use shisei::insight::Strm;
    /// use shisei::catalog;
    ///
    /// let crosswalk = catalog::crosswalks::all()[0];
    /// let [from, to] = [&crosswalk.from, &crosswalk.to].map(|it| catalog::framework(it.as_str()));
    /// let strm = Strm::of_crosswalk(crosswalk, from?, to?);
    /// assert_eq!(*strm.reference(), crosswalk.to);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn reference(&self) -> &Reference {
        &self.reference
    }

    /// The same relations, read from the other document.
    ///
    /// ```
    /// use shisei::insight::Strm;
    /// use shisei::catalog;
    ///
    /// let crosswalk = catalog::crosswalks::all()[0];
    /// let [from, to] = [&crosswalk.from, &crosswalk.to].map(|it| catalog::framework(it.as_str()));
    /// let strm = Strm::of_crosswalk(crosswalk, from?, to?);
    /// assert_eq!(strm.inverse().focal(), strm.reference());
    /// assert_eq!(strm.inverse().inverse(), strm);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn inverse(&self) -> Self {
        let mut rows = self.rows.clone();
        for row in &mut rows {
            std::mem::swap(&mut row.focal, &mut row.reference);
            row.relation = row.relation.inverse();
        }
        in_order(&mut rows);
        Self {
            focal: self.reference.clone(),
            reference: self.focal.clone(),
            origin: self.origin,
            elements: self.reference_elements.clone(),
            reference_elements: self.elements.clone(),
            rows,
        }
    }

    /// The table as CSV with a heading row, descriptions and comments in a language. What a
    /// spreadsheet would take for a formula is guarded.
    ///
    /// ```
    /// use shisei::model::Lang;
    /// use shisei::insight::Strm;
    /// use shisei::catalog;
    ///
    /// let crosswalk = catalog::crosswalks::all()[0];
    /// let [from, to] = [&crosswalk.from, &crosswalk.to].map(|it| catalog::framework(it.as_str()));
    /// let strm = Strm::of_crosswalk(crosswalk, from?, to?);
    /// assert!(strm.csv(Lang::En).starts_with("Focal Document Element,"));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn csv(&self, lang: Lang) -> String {
        let mut table = Table::new(COLUMNS);
        let described = |element: &Element| {
            let description = element.description.as_ref();
            description.map(|text| text.get(lang).to_owned()).unwrap_or_default()
        };
        let mut rows = self.rows.iter().peekable();
        for (at, element) in self.elements.iter().enumerate() {
            let description = described(element);
            let mut related = false;
            while let Some(row) = rows.next_if(|row| row.focal == at) {
                let Some(other) = self.reference_elements.get(row.reference) else { continue };
                related = true;
                let (relation, comments) = (relationship(row.relation), self.comments(row, lang));
                table.row([
                    &*element.id,
                    &*description,
                    row.rationale.as_str(),
                    relation,
                    &other.id,
                    &described(other),
                    &comments,
                ]);
            }
            if element.listed && !related {
                table.row([&*element.id, &*description, "", "", "", "", ""]);
            }
        }
        table.finish()
    }

    /// Why, and whose the row is.
    #[inline]
    fn comments(&self, row: &Row, lang: Lang) -> String {
        let words = Words(lang);
        let marks = [words.origin(self.origin), words.mark(row.verification)].join(words.comma());
        let reason = row.reason.as_ref().map(|reason| reason.get(lang)).unwrap_or_default();
        format!("{reason}{}", words.aside(marks)).trim_start().to_owned()
    }

    /// The table with what it is of.
    #[inline]
    pub(crate) fn table(&self, lang: Lang) -> StrmTable {
        let related: HashSet<usize> = self
            .rows
            .iter()
            .filter(|row| row.relation != Relation::NotRelated)
            .map(|row| row.focal)
            .collect();
        let elements = self.elements.iter().enumerate();
        let unrelated = elements.filter(|(at, it)| it.listed && !related.contains(at));
        StrmTable {
            focal: self.focal.clone(),
            reference: self.reference.clone(),
            origin: self.origin,
            verification: self.rows.iter().map(|row| row.verification).min(),
            rows: u32::try_from(self.rows.len()).unwrap_or(u32::MAX),
            unrelated: unrelated.map(|(_, element)| element.id.clone()).collect(),
            csv: self.csv(lang),
        }
    }
}

/// A set theory relationship mapping as CSV.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct StrmTable {
    /// The focal document.
    pub focal: Reference,
    /// The reference document.
    pub reference: Reference,
    /// Whether a publisher made the relations or we did.
    pub origin: Origin,
    /// The weakest mark of a relation; `None` if there is none.
    pub verification: Option<Verification>,
    /// How many relations there are.
    pub rows: u32,
    /// Focal elements to which nothing is related.
    pub unrelated: List<Text>,
    /// The table, with a heading row.
    pub csv: String,
}

/// A document that relations name.
enum Document<'a> {
    Framework(&'a Framework),
    Scheme(&'static Scheme),
}

impl Document<'_> {
    #[inline]
    fn name(&self) -> String {
        match self {
            Self::Framework(framework) => framework.reference().to_string(),
            Self::Scheme(scheme) => scheme.name(),
        }
    }
}

/// The relations between two documents, each `id` or `id@edition`, in whichever direction they were
/// written down.
///
/// # Errors
/// [`Code::UnknownReference`] for a document that is neither a framework nor a scheme, and
/// [`Code::NotRelated`] with the documents that the first one is related to.
#[inline]
pub(crate) fn strm<'a>(
    focal: &str,
    reference: &str,
    crosswalks: &[&Crosswalk],
    find: impl Fn(&str) -> Result<&'a Framework, Error>,
) -> Result<Strm, Error> {
    let pairs: Vec<[&str; 2]> = crosswalks
        .iter()
        .map(|it| [it.from.as_str(), it.to.as_str()])
        .chain(catalog::references::all().iter().map(|it| [it.from.as_str(), it.to.as_str()]))
        .collect();
    let mut problems = Vec::new();
    let mut document = |at: &str, name: &str| {
        let framework = find(name).ok().map(Document::Framework);
        let scheme = || catalog::schemes::find(name).ok().map(Document::Scheme);
        let found = framework.or_else(scheme);
        if found.is_none() {
            let problem = Problem::new(Code::UnknownReference).at(at).given(name);
            let names = pairs.iter().flatten().flat_map(|name| [split(name).0, name]);
            problems.push(problem.nearest_of(names));
        }
        found
    };
    let found = document("focal", focal);
    let Some((one, other)) = document("reference", reference).and_then(|it| Some((found?, it)))
    else {
        return Err(Error::new(ErrorKind::InvalidArgument, problems));
    };
    let back = || between(&other, &one, crosswalks).map(|strm| strm.inverse());
    between(&one, &other, crosswalks).or_else(back).ok_or_else(|| {
        let name = one.name();
        let related = pairs.iter().filter_map(|pair| match pair {
            [from, to] if *from == name => Some(*to),
            [from, to] if *to == name => Some(*from),
            _ => None,
        });
        let problem = Problem::new(Code::NotRelated).at("reference").given(&other.name());
        Error::one(ErrorKind::InvalidArgument, problem.nearest_of(related))
    })
}

/// What relates one document to another, written down in this direction.
#[inline]
fn between(from: &Document<'_>, to: &Document<'_>, crosswalks: &[&Crosswalk]) -> Option<Strm> {
    let Document::Framework(framework) = from else { return None };
    let (one, other) = (from.name(), to.name());
    match to {
        Document::Framework(to) => {
            let crosswalk = crosswalks.iter().find(|it| it.from == *one && it.to == *other)?;
            Some(Strm::of_crosswalk(crosswalk, framework, to))
        }
        Document::Scheme(scheme) => {
            let mut all = catalog::references::all().iter();
            let references = all.find(|it| it.from == *one && it.to == *other)?;
            Some(Strm::of_references(references, framework, scheme))
        }
    }
}

/// A relation by the ids of its ends.
struct Line<'a> {
    from: &'a str,
    relation: Relation,
    rationale: Rationale,
    to: &'a str,
    reason: Option<&'a Localized>,
    verification: Verification,
}

#[inline]
fn in_order(rows: &mut [Row]) {
    rows.sort_by_key(|row| (row.focal, row.reference));
}

#[inline]
fn places(elements: &[Element]) -> HashMap<&str, usize> {
    elements.iter().enumerate().map(|(at, element)| (&*element.id, at)).collect()
}

/// The controls of a framework, each after its group if that is among those `named`. A row is due
/// for every control but those whose group speaks for them.
#[inline]
fn elements(framework: &Framework, named: &HashSet<&str>) -> Vec<Element> {
    let mut elements = Vec::new();
    for group in framework.groups() {
        let group_is_named = named.contains(&*group.id);
        if group_is_named {
            let (id, description) = (group.id.clone(), Some(group.title.clone()));
            elements.push(Element { id, description, listed: true });
        }
        let controls = framework.controls().iter().filter(|control| control.group == group.id);
        elements.extend(controls.map(|control| Element {
            id: control.id.clone(),
            description: Some(control.title.clone()),
            listed: !group_is_named,
        }));
    }
    elements
}

/// The entries of a scheme. A row is due for those without parts.
#[inline]
fn entries(scheme: &Scheme) -> Vec<Element> {
    let wholes: HashSet<&str> =
        scheme.entries.iter().filter_map(|entry| entry.part_of.as_deref()).collect();
    let entries = scheme.entries.iter().map(|entry| Element {
        id: entry.number.clone(),
        description: entry.title.clone(),
        listed: !wholes.contains(&*entry.number),
    });
    entries.collect()
}

/// The words of NIST IR 8278A Rev. 1 for a relation.
#[inline]
const fn relationship(relation: Relation) -> &'static str {
    match relation {
        Relation::Equal => "equal",
        Relation::Superset => "superset of",
        Relation::Subset => "subset of",
        Relation::Intersects => "intersects with",
        Relation::NotRelated => "not related to",
    }
}
