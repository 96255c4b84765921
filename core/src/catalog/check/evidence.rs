use super::{Checked, Known};
use crate::error::{Code, Problem};
use crate::model::{Distribution, Evidence, Figure, Quantity};

impl Checked for Evidence {
    /// Shares are shares, losses name their regime, and the parts of a distribution fit together.
    fn check(&self, _: &Known<'_>, problems: &mut Vec<Problem>) {
        if self.figures.is_empty() && self.distributions.is_empty() {
            problems.push(Problem::new(Code::Empty).at("figures"));
        }
        for figure in self.figures.iter() {
            check_figure(figure, problems);
        }
        for distribution in self.distributions.iter() {
            check_distribution(distribution, problems);
        }
    }
}

fn check_figure(figure: &Figure, problems: &mut Vec<Problem>) {
    let at = format!("figures.{}", figure.id);
    match figure.value {
        Quantity::SharePermille(share) if share > 1000 => {
            problems.push(Problem::new(Code::OutOfRange).at(&at).given(&share.to_string()));
        }
        Quantity::YenRange(range) if range.from > range.to => {
            problems.push(Problem::new(Code::OutOfRange).at(&at).given(&range.from.to_string()));
        }
        _ => {}
    }
    // A peer figure says what is counted, and where; anything else says neither.
    if figure.controls.is_empty() != figure.standings.is_empty() {
        let detail = "controls and standings stand together";
        problems.push(Problem::new(Code::Contradiction).at(&at).given("standings").detail(detail));
    }
    let share = matches!(figure.value, Quantity::SharePermille(_));
    if !share && !figure.standings.is_empty() {
        problems.push(Problem::new(Code::Contradiction).at(&at).given("standings"));
    }
}

/// Parts that are printed rounded can miss the whole by half a thousandth each.
fn check_distribution(distribution: &Distribution, problems: &mut Vec<Problem>) {
    let at = format!("distributions.{}", distribution.id);
    let mut wrong = |given: &str, detail: &str| {
        problems.push(Problem::new(Code::OutOfRange).at(&at).given(given).detail(detail));
    };
    let whole: u32 = distribution.portions.iter().map(|portion| portion.share_permille).sum();
    let slack = u32::try_from(distribution.portions.len()).unwrap_or(u32::MAX);
    if whole.abs_diff(1000) > slack {
        wrong(&whole.to_string(), "the shares do not make a whole");
    }
    let counts: Option<u32> = distribution.portions.iter().map(|portion| portion.count).sum();
    if let (Some(counts), Some(n)) = (counts, distribution.n)
        && counts != n
    {
        wrong(&counts.to_string(), "the counts do not make n");
    }
    let bounds = distribution.portions.iter().filter_map(|p| Some((p, p.from?, p.below?)));
    for (portion, ..) in bounds.filter(|(_, from, below)| from >= below) {
        wrong(&portion.id, "from is not below `below`");
    }
}
