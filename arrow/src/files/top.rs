//! Where the headings are: in the first row, or below titles and notes.

use super::error::Said;
use super::headings::joined;

/// Rows of a file or sheet among which the headings are looked for.
pub const TOP: usize = 20;

/// A row with its number, as the file counts, and the text of each of its cells.
pub type Row = (u64, Vec<Option<String>>);

/// How many controls headings name.
pub type Named<'a> = &'a dyn Fn(&[&str]) -> usize;

/// Controls that a row of headings names at least, where another row is the first.
const FEW: usize = 2;

/// The rows of the headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The first of them.
    pub row: u64,
    pub rows: u32,
    /// Controls that they name.
    pub named: usize,
}

impl Head {
    /// The position of the last of them, from 0.
    pub fn last(self) -> u32 {
        u32::try_from(self.row + u64::from(self.rows)).map_or(u32::MAX, |behind| behind - 2)
    }
}

/// The headings of a table: its first row, unless only another one names controls. Where a `guess` is
/// wanted, whatever row they may be in.
pub fn choose(top: &[Row], named: Named<'_>, guess: bool) -> Option<Head> {
    let (row, cells) = top.first()?;
    let first = Head { row: *row, rows: 1, named: count(cells, named) };
    if !guess && first.named > 0 {
        return Some(first);
    }
    find(top, named, guess).filter(|head| guess || head.named >= FEW).or(Some(first))
}

/// What there is to say about headings that are not in the first row.
pub fn said(top: &[Row], head: Head, file: &str) -> Option<Said> {
    let above = top.iter().filter(|(row, _)| *row < head.row).count();
    let Head { row, rows, .. } = head;
    let (more_en, more_ja) = match rows {
        1 => (String::new(), String::new()),
        rows => (format!(" and take {rows} rows"), format!("から{rows}行")),
    };
    (above > 0 || rows > 1).then(|| {
        Said::new(
            format!("{file}: the headings begin in row {row}{more_en}; what is above is not read"),
            format!("{file}：見出しは{row}行目{more_ja}です。その上は読みません"),
        )
    })
}

/// What survey services write below the names of questions without a list of choices.
const RESPONSES: [&str; 5] =
    ["Response", "Open-Ended Response", "回答", "自由回答", "自由回答形式の回答"];
/// What Qualtrics writes below the questions.
const IMPORT: &str = "{\"ImportId\"";

/// Rows below the headings that services write for themselves: the texts of the questions and a row
/// of ids below them, or what kind of answer a column has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Below {
    pub first: u64,
    pub last: u64,
}

impl Below {
    /// How many there are at most.
    pub const MOST: usize = 2;

    /// Those among the next rows with something in them.
    pub fn headings(next: &[Row]) -> Option<Self> {
        let next = next.get(..Self::MOST).unwrap_or(next);
        let all = |row: &Row, says: &dyn Fn(&str) -> bool| {
            let mut cells = row.1.iter().flatten().map(|cell| cell.trim()).peekable();
            cells.peek().is_some() && cells.all(says)
        };
        let ids = next.iter().rfind(|row| all(row, &|cell| cell.starts_with(IMPORT)));
        let kinds = next.first().filter(|row| all(row, &|cell| RESPONSES.contains(&cell)));
        let (last, _) = ids.or(kinds)?;
        next.first().map(|(first, _)| Self { first: *first, last: *last })
    }

    /// The position of the last of them, from 0.
    pub fn end(self) -> u32 {
        u32::try_from(self.last).map_or(u32::MAX, |last| last.saturating_sub(1))
    }

    /// That they are not read.
    pub fn said(self, file: &str) -> Said {
        let Self { first, last } = self;
        let (en, ja) = if first == last {
            (format!("row {last}"), format!("{last}行目"))
        } else {
            (format!("rows {first} to {last}"), format!("{first}～{last}行目"))
        };
        Said::new(
            format!("{file}: {en} below the headings left out: no answers but their kind"),
            format!("{file}：見出しの下の{ja}は、回答ではなく設問の説明なので除きました"),
        )
    }
}

/// Whether the numbers in a row ascend, as those of questions do: answers in points do not.
fn counts(cells: &[Option<String>]) -> bool {
    let number = |cell: &String| cell.trim().parse::<f64>().ok();
    cells.iter().flatten().filter_map(number).is_sorted_by(|one, other| one < other)
}

fn count(cells: &[Option<String>], named: Named<'_>) -> usize {
    let names: Vec<&str> = cells.iter().flatten().map(String::as_str).collect();
    if names.len() < FEW { 0 } else { named(&names) }
}

/// Whether a row has values below no heading, for which the row above it has one.
fn fills(top: &[Row], single: Head, double: Head) -> bool {
    let row = |number: u64| top.iter().find(|(row, _)| *row == number).map(|(_, cells)| cells);
    if (single.rows, double.rows) != (1, 2) || double.row + 1 != single.row {
        return false;
    }
    let (Some(above), Some(own)) = (row(double.row), row(single.row)) else { return false };
    let below = top.iter().filter(|(row, _)| *row > single.row);
    let there = |cells: &[Option<String>], at: usize| cells.get(at).is_some_and(Option::is_some);
    let mut below = below.flat_map(|(_, cells)| (0..cells.len()).filter(|at| there(cells, *at)));
    below.any(|at| !there(own, at) && there(above, at))
}

/// Whether rows go on as one began that names hardly more than the question of its answer: in a table
/// with a row for each question there are no headings in it.
fn goes_on(top: &[Row], head: Head, count: &dyn Fn(&[Option<String>]) -> usize) -> bool {
    let below = top.iter().find(|(row, _)| *row >= head.row + u64::from(head.rows));
    head.named <= FEW + 1 && below.is_some_and(|(_, cells)| count(cells) >= FEW)
}

/// The headings among the first rows: those that name most controls, in two rows where one of them
/// alone names fewer. Where no row names any, the first of those with most cells.
fn find(top: &[Row], named: Named<'_>, guess: bool) -> Option<Head> {
    let count = |cells: &[Option<String>]| if counts(cells) { count(cells, named) } else { 0 };
    let single = top.iter().map(|(row, cells)| Head { row: *row, rows: 1, named: count(cells) });
    let double = top.windows(2).filter_map(|pair| match pair {
        [(row, above), (next, below)] if row + 1 == *next => {
            let cells = joined(vec![above.clone(), below.clone()]);
            Some(Head { row: *row, rows: 2, named: count(&cells) })
        }
        _ => None,
    });
    // Of equals the first, and one row before two, unless it leaves columns without a heading.
    let better = |best: Head, head: Head| {
        let fuller = guess && head.named == best.named && fills(top, best, head);
        if head.named > best.named || fuller { head } else { best }
    };
    let best = single.chain(double).reduce(better)?;
    if best.named >= FEW && !goes_on(top, best, &count) {
        return Some(best);
    }
    let cells = |row: &Row| row.1.iter().flatten().count();
    let fullest = top.iter().rev().max_by_key(|row| cells(row))?;
    Some(Head { row: fullest.0, rows: 1, named: 0 })
}
