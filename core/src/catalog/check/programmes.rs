use super::roles::roles;
use super::{Checked, Known, among, controls, entry};
use crate::day::Day;
use crate::error::{Code, Problem};
use crate::model::{
    BreachKind, BreachRules, BreachStage, ControlRole, DeclarationUses, Holidays, LabelScheme,
    Playbooks, RiskRole, RiskSheet, RuleRole, ServiceScheme, Situation, SizeTable, Subsidy,
    YearEnd,
};

impl Checked for DeclarationUses {
    /// The controls of what is declared say what they ask for. A gBizID has not always been asked
    /// for.
    fn check(&self, known: &Known<'_>, problems: &mut Vec<Problem>) {
        use ControlRole::{Basics, Policy, PolicyPublished, SelfAssessment};
        known.editions("self_assessment", &self.self_assessment, problems);
        for edition in known.editions("declaration", &self.declaration, problems) {
            let found = edition.controls().iter().filter_map(|control| control.role);
            let required = [Basics, SelfAssessment, Policy, PolicyPublished];
            roles(&format!("{}.controls", edition.reference()), &required, found, problems);
        }
        if self.uses.is_empty() {
            problems.push(Problem::new(Code::Empty).at("uses"));
        }
    }
}

impl Checked for BreachRules {
    /// Every kind of breach and every length of time has its line, and the days can be counted.
    fn check(&self, known: &Known<'_>, problems: &mut Vec<Problem>) {
        entry(known.holidays, "holidays", &self.holidays, problems);
        roles("states", BreachKind::ALL, self.states.iter().map(|state| state.kind), problems);
        let finals: Vec<u32> = self
            .deadlines
            .iter()
            .filter(|deadline| deadline.stage == BreachStage::Final)
            .map(|deadline| deadline.days)
            .collect();
        for case in self.cases.iter().filter(|case| !finals.contains(&case.final_days)) {
            let at = format!("cases.{}", case.id);
            problems.push(Problem::new(Code::MissingField).at(at).given("final_days"));
        }
        for deadline in self.deadlines.iter() {
            if deadline.days_from == 0 || deadline.days_from > deadline.days {
                let at = format!("deadlines.{}", deadline.id);
                let given = deadline.days_from.to_string();
                problems.push(Problem::new(Code::OutOfRange).at(at).given(&given));
            }
        }
        let YearEnd { from, until } = &self.year_end;
        let is_day = |day: &str| day.len() == 5 && format!("2023-{day}").parse::<Day>().is_ok();
        if !is_day(from) || !is_day(until) || from <= until {
            problems.push(Problem::new(Code::OutOfRange).at("year_end"));
        }
    }
}

impl Checked for Holidays {
    /// The years follow one another, each with its own days, in order.
    fn check(&self, _: &Known<'_>, problems: &mut Vec<Problem>) {
        for (year, next) in self.years.iter().zip(self.years.iter().skip(1)) {
            if next.year != year.year + 1 {
                let given = next.year.to_string();
                problems.push(Problem::new(Code::OutOfRange).at("years").given(&given));
            }
        }
        for year in self.years.iter() {
            let at = format!("years.{}", year.year);
            let mut last = None;
            for text in year.days.iter() {
                let day: Option<Day> = text.parse().ok();
                if day.is_none_or(|day| day.year() != year.year) || day <= last {
                    problems.push(Problem::new(Code::OutOfRange).at(&at).given(text));
                }
                last = day;
            }
        }
    }
}

impl Checked for LabelScheme {
    fn check(&self, known: &Known<'_>, problems: &mut Vec<Problem>) {
        let levels: Vec<&str> = self.levels.iter().map(|level| &*level.id).collect();
        among("fees", self.fees.iter().map(|fee| &*fee.level), &levels, problems);
        let mut criteria = Vec::new();
        for level in self.levels.iter() {
            if let Some(reference) = &level.framework {
                let at = format!("levels.{}", level.id);
                let found = known.framework(&at, reference, problems);
                criteria.extend(found.map(controls).unwrap_or_default());
            }
        }
        for recognition in self.recognitions.iter() {
            let at = format!("recognitions.{}", recognition.id);
            among(&at, recognition.controls.iter().map(|id| &**id), &criteria, problems);
        }
        let rules: Vec<&str> = self.rules.iter().map(|rule| &*rule.id).collect();
        among("kinds", self.kinds.iter().map(|kind| &*kind.rule), &rules, problems);
        let found = self.rules.iter().filter_map(|rule| rule.role);
        roles("rules", &RuleRole::ALL, found, problems);
    }
}

impl Checked for Playbooks {
    fn check(&self, known: &Known<'_>, problems: &mut Vec<Problem>) {
        let prepared = known.framework("framework", &self.framework, problems).map(controls);
        entry(known.breach_rules, "breach_rules", &self.breach_rules, problems);
        let table = entry(known.desks, "desks", &self.desks, problems);
        let desks: Option<Vec<&str>> =
            table.map(|table| table.desks.iter().map(|desk| &*desk.id).collect());
        for step in self.cases.iter().flat_map(|playbook| playbook.steps.iter()) {
            if let Some(controls) = &prepared {
                among(&step.id, step.controls.iter().map(|id| &**id), controls, problems);
            }
            if let Some(desks) = &desks {
                among(&step.id, step.desks.iter().map(|id| &**id), desks, problems);
            }
        }
    }
}

impl Checked for RiskSheet {
    /// The conversion table is whole, the levels do not overlap, and the examples come out.
    fn check(&self, _: &Known<'_>, problems: &mut Vec<Problem>) {
        let found = self.scales.iter().map(|scale| scale.role);
        roles("scales", &RiskRole::ALL, found, problems);
        let grades = |role: RiskRole| {
            self.scale(role)
                .into_iter()
                .flat_map(|scale| scale.grades.iter())
                .map(|grade| grade.value)
        };
        let cells = |threat: u32, vulnerability: u32| {
            let cells = self.conversion.iter();
            cells.filter(move |cell| (cell.threat, cell.vulnerability) == (threat, vulnerability))
        };
        for (threat, vulnerability) in grades(RiskRole::Threat)
            .flat_map(|t| grades(RiskRole::Vulnerability).map(move |v| (t, v)))
        {
            if cells(threat, vulnerability).count() != 1 {
                let given = format!("{threat}, {vulnerability}");
                problems.push(Problem::new(Code::OutOfRange).at("conversion").given(&given));
            }
        }
        if !grades(RiskRole::Criticality).any(|value| value == self.personal_data) {
            let given = self.personal_data.to_string();
            problems.push(Problem::new(Code::OutOfRange).at("personal_data").given(&given));
        }
        for &value in self.values.iter() {
            let within =
                self.levels.iter().filter(|level| (level.from..=level.to).contains(&value));
            if within.count() != 1 {
                let given = value.to_string();
                problems.push(Problem::new(Code::BrokenBands).at("levels").given(&given));
            }
        }
        for example in self.examples.iter() {
            let mut possibility =
                cells(example.threat, example.vulnerability).map(|c| c.possibility);
            let level = self.levels.iter().find(|level| level.id == example.level);
            let comes_out = possibility.next() == Some(example.possibility)
                && example.criticality * example.possibility == example.risk
                && level.is_some_and(|level| (level.from..=level.to).contains(&example.risk));
            if !comes_out {
                let at = format!("examples.{}", example.id);
                problems.push(Problem::new(Code::Contradiction).at(at).given(&example.level));
            }
        }
    }
}

impl Checked for ServiceScheme {
    fn check(&self, _: &Known<'_>, problems: &mut Vec<Problem>) {
        let ways: Vec<&str> = self.monitoring.iter().map(|way| &*way.id).collect();
        let classes: Vec<&str> = self.classes.iter().map(|class| &*class.id).collect();
        for class in self.classes.iter() {
            let at = format!("classes.{}.caps", class.id);
            among(&at, class.caps.iter().map(|cap| &*cap.monitoring), &ways, problems);
        }
        for element in self.elements.iter() {
            let at = format!("elements.{}.classes", element.id);
            among(&at, element.classes.iter().map(|id| &**id), &classes, problems);
        }
        for advice in self.advice.iter() {
            let at = format!("advice.{}", advice.id);
            among(&at, advice.fits.iter().map(|id| &**id), &ways, problems);
            among(&at, advice.class.iter().map(|id| &**id), &classes, problems);
            let class = self.classes.iter().find(|class| advice.class.as_ref() == Some(&class.id));
            let parameters = class.into_iter().flat_map(|class| class.parameters.iter());
            let parameters: Vec<&str> = parameters.map(|parameter| &*parameter.id).collect();
            among(&at, advice.parameter.iter().map(|id| &**id), &parameters, problems);
            if advice.when == Situation::ManyDevices && advice.parameter.is_none() {
                problems.push(Problem::new(Code::MissingField).at(&at).given("parameter"));
            }
        }
    }
}

impl Checked for SizeTable {
    /// Every class has the limits that its test compares with.
    fn check(&self, _: &Known<'_>, problems: &mut Vec<Problem>) {
        let smallest: Vec<&str> = self.micro.iter().map(|line| &*line.id).collect();
        for class in self.classes.iter() {
            use crate::model::SizeTest::{CapitalOrEmployees, Employees, EmployeesOfMainIndustry};
            let limits = (class.capital_max_yen.is_some(), class.employees_max.is_some());
            let fits = match class.test {
                CapitalOrEmployees => limits == (true, true),
                Employees => limits == (false, true),
                EmployeesOfMainIndustry => limits == (false, false),
            };
            let at = format!("classes.{}", class.id);
            among(&at, class.micro.iter().map(|id| &**id), &smallest, problems);
            if !fits {
                problems.push(Problem::new(Code::Contradiction).at(at).given("test"));
            }
        }
    }
}

impl Checked for Subsidy {
    fn check(&self, known: &Known<'_>, problems: &mut Vec<Problem>) {
        entry(known.sizes, "sizes", &self.sizes, problems);
        entry(known.eligibility, "eligibility", &self.eligibility, problems);
        if let Some(scheme) = &self.scheme {
            entry(known.services, "scheme", scheme, problems);
        }
        for rate in self.rates.iter() {
            if rate.numerator == 0 || rate.numerator > rate.denominator {
                let given = format!("{}/{}", rate.numerator, rate.denominator);
                problems.push(Problem::new(Code::OutOfRange).at("rates").given(&given));
            }
        }
        if self.floor.value > self.cap.value {
            let given = self.floor.value.to_string();
            problems.push(Problem::new(Code::OutOfRange).at("floor").given(&given));
        }
        for window in self.windows.iter() {
            if window.opens.as_ref().is_some_and(|opens| *opens > window.closes) {
                let at = format!("windows.{}", window.id);
                problems.push(Problem::new(Code::OutOfRange).at(at).given(&window.closes));
            }
        }
    }
}
