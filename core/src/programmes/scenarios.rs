//! Inputs for loss models: what is published about each threat, and the fields that nobody
//! publishes, left empty. No loss is estimated here.

use serde::Serialize;

use super::basis::Basis;
use super::threats::{Cover, Data, Line, WayIn, threat_view};
use crate::assessment::{Assessment, FrameworkRef};
use crate::error::Error;
use crate::insight::tied;
use crate::model::{
    Axis, Distribution, Evidence, Figure, FigureLink, Gives, Incident, List, Localized, LossInput,
    Origin, Portion, Precision, Quantity, RankedThreat, Regime, Text,
};
use crate::reference::Reference;

/// A published figure about a scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PublishedFigure {
    /// The set of figures, `id@edition`.
    pub evidence: Reference,
    /// Id of the figure or distribution there.
    pub figure: Text,
    /// Title of the survey, statistic or study.
    pub title: Localized,
    /// Who publishes it.
    pub publisher: Text,
    /// What the figure counts.
    pub label: Localized,
    /// What it says of the scenario.
    pub gives: Gives,
    /// What the figure is and is not about.
    pub reason: Localized,
    /// Whether the publisher ties figure and scenario, or the tie is editorial.
    pub tied: Origin,
    /// The number; none for a distribution.
    pub value: Option<Quantity>,
    /// How the number is meant.
    pub precision: Precision,
    /// The parts of a distribution, in order; empty for a number.
    pub portions: List<Portion>,
    /// The unit of the bounds of the parts.
    pub axis: Option<Axis>,
    /// The time it describes.
    pub period: Text,
    /// Who was counted.
    pub population: Localized,
    /// How many answered, where known.
    pub n: Option<u32>,
    /// Which severity regime it belongs to: two regimes are never averaged.
    pub regime: Option<Regime>,
    /// Kind of incident.
    pub incident: Option<Incident>,
    /// Whether it is printed, or follows from printed numbers by arithmetic.
    pub origin: Origin,
    /// How the figures of the set may and may not be used.
    pub caution: Localized,
    /// How sure we are of it, and where the source says so.
    pub basis: Basis,
}

/// What loss models ask for. A field is filled where a publisher prints just that, and empty
/// everywhere else: nothing is assumed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LossInputs {
    /// The probability within a year, in thousandths.
    pub probability_permille: Option<u32>,
    /// The loss that one in twenty stays below, in yen.
    pub severity_p5_yen: Option<u64>,
    /// The loss that one in twenty exceeds, in yen.
    pub severity_p95_yen: Option<u64>,
}

/// One scenario: a threat of the list, with what is published about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Scenario {
    /// Stable id of the threat over the years.
    pub kind: Text,
    /// The label of that year.
    pub title: Localized,
    /// What it is.
    pub summary: Localized,
    /// How far the basic measures against it are in place; absent if the framework that was
    /// answered says nothing about them.
    pub cover: Option<Cover>,
    /// Its ways in, with the state of the measure that closes each.
    pub ways_in: Vec<WayIn>,
    /// Published figures about it; empty if nothing is published.
    pub figures: Vec<PublishedFigure>,
    /// What loss models ask for.
    pub inputs: LossInputs,
}

/// Inputs for loss models, scenario by scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ScenarioInputs {
    /// The list of threats, `id@edition`. Its ranks are votes, and no input for a model.
    pub list: Reference,
    /// The rules the answers were given by.
    pub answered: FrameworkRef,
    /// Who or what was assessed.
    pub subject: Option<String>,
    /// What the figures do and do not say.
    pub note: Localized,
    /// The scenarios, in the order of the list.
    pub scenarios: Vec<Scenario>,
}

/// The threats of a list as scenarios for loss models: published figures with number asked, period,
/// population and mark, beside the measures that the answers say are in place. The figures do not
/// depend on the answers, and nothing here multiplies the two.
///
/// ```
/// use shisei::programmes::scenarios::{LossInputs, scenario_inputs};
/// use shisei::programmes::threats::Data;
/// use shisei::{AnswerSheet, assess, catalog};
///
/// let list = catalog::threats::find("ten-threats@2026")?;
/// let measures = catalog::framework("basic-measures@2026")?;
/// let data = Data::new(list, catalog::threat_kinds::find("ten-threats")?, measures);
/// let assessment = assess(&AnswerSheet::new("basic-measures@2026").with("encryption", "met"))?;
/// let inputs = scenario_inputs(data, catalog::evidence::all(), &assessment)?;
/// let ransom = &inputs.scenarios[0];
/// assert!(ransom.figures.iter().any(|figure| figure.n == Some(89)));
/// assert_eq!(ransom.inputs, LossInputs::default(), "nobody publishes these");
/// # Ok::<(), shisei::Error>(())
/// ```
///
/// # Errors
/// Those of [`threat_view`], where the answered framework is tied to the measures.
#[inline]
pub fn scenario_inputs(
    data: Data<'_>,
    evidence: &[&Evidence],
    assessment: &Assessment,
) -> Result<ScenarioInputs, Error> {
    let answered = assessment.framework().reference();
    let seen = if tied(data.crosswalks, &answered, &data.measures.reference())? {
        threat_view(data, assessment)?.threats
    } else {
        Vec::new()
    };
    let scenario = |threat: &RankedThreat| {
        let kind = data.kinds.kinds.iter().find(|kind| kind.id == threat.kind)?;
        let line: Option<&Line> = seen.iter().find(|line| line.kind == threat.kind);
        let linked = kind.figures.iter().filter_map(|link| linked(link, evidence));
        let figures: Vec<PublishedFigure> = linked.collect();
        Some(Scenario {
            kind: threat.kind.clone(),
            title: threat.title.clone(),
            summary: kind.summary.clone(),
            cover: line.map(|line| line.cover),
            ways_in: line.map(|line| line.ways_in.clone()).unwrap_or_default(),
            inputs: inputs(&kind.figures, &figures),
            figures,
        })
    };
    Ok(ScenarioInputs {
        list: data.list.reference(),
        answered: FrameworkRef::of(assessment.framework()),
        subject: assessment.subject.clone(),
        note: note(),
        scenarios: data.list.threats.iter().filter_map(scenario).collect(),
    })
}

/// What is to be said beside every published figure.
#[inline]
fn note() -> Localized {
    Localized::new(
        "公表された数値は、各組織の自己申告に基づく関連を示すもので、因果関係を示すものでは\
         ありません。調査に答えた組織についての数値であり、この組織の見積もりではありません。空欄は、\
         公表された数値がないことを表します。どう埋めるかは、ご自身で判断してください。",
        "Published figures show how often things go together, as organisations report it \
         themselves; they do not show causes. They describe those who were counted and are no \
         estimate for this organisation. An empty field means that nobody publishes the number: \
         how to fill it in is yours to judge.",
    )
}

#[inline]
fn linked(link: &FigureLink, evidence: &[&Evidence]) -> Option<PublishedFigure> {
    let set = evidence.iter().find(|set| set.reference() == link.evidence)?;
    let figure = set.figures.iter().find(|figure| figure.id == link.figure);
    let distribution = || set.distributions.iter().find(|it| it.id == link.figure);
    match figure {
        Some(figure) => Some(number(link, set, figure)),
        None => distribution().map(|distribution| spread(link, set, distribution)),
    }
}

#[inline]
fn number(link: &FigureLink, set: &Evidence, figure: &Figure) -> PublishedFigure {
    PublishedFigure {
        label: figure.label.clone(),
        value: Some(figure.value),
        precision: figure.precision,
        portions: List::default(),
        axis: None,
        period: figure.period.clone().unwrap_or_else(|| set.period.clone()),
        n: figure.n,
        regime: figure.regime,
        incident: figure.incident,
        origin: figure.origin,
        basis: Basis::of(figure, &set.sources),
        ..of_set(link, set)
    }
}

#[inline]
fn spread(link: &FigureLink, set: &Evidence, distribution: &Distribution) -> PublishedFigure {
    PublishedFigure {
        label: distribution.label.clone(),
        portions: distribution.portions.clone(),
        axis: Some(distribution.axis),
        period: distribution.period.clone(),
        n: distribution.n,
        regime: distribution.regime,
        incident: distribution.incident,
        basis: Basis::of(distribution, &set.sources),
        ..of_set(link, set)
    }
}

/// What a set says of all its figures.
#[inline]
fn of_set(link: &FigureLink, set: &Evidence) -> PublishedFigure {
    PublishedFigure {
        evidence: link.evidence.clone(),
        figure: link.figure.clone(),
        title: set.title.clone(),
        publisher: set.publisher.clone(),
        label: set.title.clone(),
        gives: link.gives,
        reason: link.reason.clone(),
        tied: link.origin,
        value: None,
        precision: Precision::Exact,
        portions: List::default(),
        axis: None,
        period: set.period.clone(),
        population: set.population.clone(),
        n: None,
        regime: None,
        incident: None,
        origin: Origin::Official,
        caution: set.caution.clone(),
        basis: Basis::none(),
    }
}

/// The fields that a figure fills as it is printed.
#[inline]
fn inputs(links: &[FigureLink], figures: &[PublishedFigure]) -> LossInputs {
    let printed = |input: LossInput| {
        let link = links.iter().find(|link| link.input == Some(input))?;
        let same = |it: &&PublishedFigure| it.evidence == link.evidence && it.figure == link.figure;
        figures.iter().find(same)?.value
    };
    let yen = |input| match printed(input) {
        Some(Quantity::Yen(yen)) => Some(yen),
        _ => None,
    };
    LossInputs {
        probability_permille: match printed(LossInput::Probability) {
            Some(Quantity::SharePermille(share)) => Some(share),
            _ => None,
        },
        severity_p5_yen: yen(LossInput::SeverityP5),
        severity_p95_yen: yen(LossInput::SeverityP95),
    }
}
