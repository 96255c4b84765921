//! Two tables of answers, row by row: who renewed, who is new, who lapsed, and what changed.

use std::collections::{BTreeSet, HashMap};
use std::hash::BuildHasherDefault;
use std::panic::resume_unwind;
use std::sync::{Arc, Mutex};

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::types::Int8Type;
use arrow_array::{
    Array, ArrayRef, DictionaryArray, Int8Array, Int16Array, Int32Array, Int64Array, RecordBatch,
    StringArray, new_null_array,
};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use arrow_select::interleave::interleave;
use shisei::insight::AnswerChange;
use shisei::{Framework, Lang};

use super::carry::Carrying;
use super::ids::{Keys, alike, as_type, compared, either, written_otherwise};
use super::side::{MEASURES, NOTHING, Side, Standing, Way};
use crate::compiled::Width;
use crate::error::Error;
use crate::ids::Half;
use crate::kernel::outcomes;
use crate::output::{names_type, outcome_field};
use crate::places::one_of_each;
use crate::scorer::PortfolioScorer;
use crate::watch::Watch;

/// Rows of a batch of the result.
const ROWS: usize = 1 << 16;
/// Repeated ids that an error names.
const MOST_NAMED: usize = 5;
/// No row on this side.
const NO_ROW: u32 = u32::MAX;

/// What changed between two tables of answers: last year's and this year's.
///
/// Batches of both are added in any order; [`finish`](Self::finish) then puts them side by side. Rows
/// belong together by their ids, of any type that names rows. Where the tables answer two editions
/// of a guideline, the earlier answers are carried into the later edition, by its own migration.
///
/// ```
/// use shisei::catalog;
/// use shisei_arrow::Portfolio;
/// use shisei_arrow::renewal::Comparison;
/// # use shisei_arrow::arrow_array::cast::AsArray as _;
/// # use shisei_arrow::arrow_array::{ArrayRef, RecordBatch, StringArray};
/// # use std::sync::Arc;
/// # let table = |ids: [&'static str; 2], answer: &'static str| {
/// #     let text = |texts: [&'static str; 2]| Arc::new(StringArray::from(texts.to_vec())) as ArrayRef;
/// #     let mut columns = vec![("firm", text(ids)), ("B1", text([answer, "done"]))];
/// #     columns.extend(["B2", "B3", "B4", "B5"].map(|name| (name, text(["done", "partly"]))));
/// #     RecordBatch::try_from_iter(columns)
/// # };
/// # let last_year = table(["a", "b"], "not-done")?;
/// # let this_year = table(["a", "c"], "done")?;
///
/// let scorer = Portfolio::new([catalog::framework("five-basics@3.1")?]).id("firm").compile()?;
/// let mut comparison = Comparison::new(&scorer, &scorer)?;
/// comparison.before(&last_year)?;
/// comparison.after(&this_year)?;
/// let moves = comparison.finish(&|| false)?;
/// // `a` renewed, `c` is new, `b` lapsed.
/// assert_eq!(moves[0].num_rows(), 3);
/// let better = moves[0].column_by_name("better").expect("a list of controls");
/// assert_eq!(better.as_list::<i32>().value(0).as_string::<i32>().value(0), "B1");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Comparison {
    before: Side,
    after: Side,
    way: Option<Way>,
}

impl std::fmt::Debug for Comparison {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Comparison({} rows, {} rows)", self.before.rows, self.after.rows)
    }
}

impl Comparison {
    /// For tables that these scorers read, each of one framework and with an id.
    ///
    /// # Errors
    /// [`Error::Refused`] where there is no id, and where the later edition does not come from the
    /// earlier one.
    pub fn new(before: &PortfolioScorer, after: &PortfolioScorer) -> Result<Self, Error> {
        let (before, after) = (Side::new(before)?, Side::new(after)?);
        let way = match (before.framework(), after.framework()) {
            (Some(old), Some(new)) => Carrying::new(old, new)?,
            _ => None,
        };
        let way = way.map(|carrying| Way { carrying, scorer: after.scorer.clone() });
        Ok(Self { before, after, way })
    }

    /// Adds rows of the earlier table.
    ///
    /// # Errors
    /// Those of [`PortfolioScorer::score`], and where two batches have different columns.
    pub fn before(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        self.before_unless(batch, &|| false)
    }

    /// Adds rows of the earlier table; `stop` is asked whether to give up.
    ///
    /// # Errors
    /// Those of [`before`](Self::before), and [`Error::Stopped`].
    pub fn before_unless(
        &mut self,
        batch: &RecordBatch,
        stop: &dyn Fn() -> bool,
    ) -> Result<(), Error> {
        self.before.add(batch, self.way.as_ref(), &mut Watch::new(stop))
    }

    /// Adds rows of the later table.
    ///
    /// # Errors
    /// Those of [`PortfolioScorer::score`], and where two batches have different columns.
    pub fn after(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        self.after_unless(batch, &|| false)
    }

    /// Adds rows of the later table; `stop` is asked whether to give up.
    ///
    /// # Errors
    /// Those of [`after`](Self::after), and [`Error::Stopped`].
    pub fn after_unless(
        &mut self,
        batch: &RecordBatch,
        stop: &dyn Fn() -> bool,
    ) -> Result<(), Error> {
        self.after.add(batch, None, &mut Watch::new(stop))
    }

    /// An id of the earlier table and one of the later that are not the same, but for zeros in front,
    /// width, case or blanks: mostly one table has lost them. The first 10,000 rows are looked at.
    #[must_use]
    pub fn written_otherwise(&self) -> Option<(String, String)> {
        written_otherwise(&self.before, &self.after)
    }

    /// The rows side by side: those of the later table in order, then those that lapsed. There is
    /// always a batch, though it may be empty.
    ///
    /// # Errors
    /// [`Error::Refused`] with the first ids that occur twice in a table.
    pub fn finish(self, stop: &dyn Fn() -> bool) -> Result<Vec<RecordBatch>, Error> {
        let mut watch = Watch::new(stop);
        let pairs = self.pairs(&mut watch)?;
        let table = Table::new(&self)?;
        let parts: Vec<&[Pair]> =
            if pairs.is_empty() { vec![&[]] } else { pairs.chunks(ROWS).collect() };
        let queue = Mutex::new(parts.iter().enumerate());
        let next = || queue.lock().map_or_else(|e| e.into_inner().next(), |mut it| it.next());
        let work = || {
            let mut done = Vec::new();
            while let Some((at, pairs)) = next() {
                done.push((at, table.batch(pairs)?));
            }
            Ok::<_, Error>(done)
        };
        let threads = self.after.scorer.inner().threads.min(parts.len());
        let mut batches = std::thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
            let own = work();
            let others =
                others.into_iter().map(|it| it.join().unwrap_or_else(|e| resume_unwind(e)));
            let all: Result<Vec<_>, Error> = others.chain([own]).collect();
            all.map(|all| all.concat())
        })?;
        batches.sort_by_key(|(at, _)| *at);
        Ok(batches.into_iter().map(|(_, batch)| batch).collect())
    }

    /// Which rows belong together.
    fn pairs(&self, watch: &mut Watch<'_>) -> Result<Vec<Pair>, Error> {
        let (before, after) = (&self.before, &self.after);
        if before.rows.saturating_add(after.rows) >= NO_ROW as usize {
            return Err(Error::Memory { rows: before.rows.saturating_add(after.rows) });
        }
        let (keys, how) = (Keys::default(), compared(before.id_type(), after.id_type()));
        let mut known: HashMap<u128, u32, BuildHasherDefault<Half>> =
            HashMap::with_capacity_and_hasher(before.rows, BuildHasherDefault::default());
        let mut again = Vec::new();
        keys.each(before, how, watch, |row, key| {
            if let Some(key) = key
                && known.insert(key, row).is_some()
                && again.len() < MOST_NAMED
            {
                again.push(row as usize);
            }
        })?;
        if !again.is_empty() {
            return Err(before.repeated("before", &again));
        }
        let mut pairs = Vec::with_capacity(after.rows);
        let mut renewed = vec![false; before.rows];
        // New rows are known by their number behind all of the earlier table.
        let first_new = u32::try_from(before.rows).unwrap_or(NO_ROW);
        keys.each(after, how, watch, |row, key| {
            let earlier = key.and_then(|key| {
                let earlier = known.insert(key, first_new)?;
                match renewed.get_mut(earlier as usize) {
                    Some(renewed) if !*renewed => *renewed = true,
                    _ if again.len() < MOST_NAMED => again.push(row as usize),
                    _ => {}
                }
                Some(earlier)
            });
            pairs.push(Pair { before: earlier.unwrap_or(NO_ROW), after: row });
        })?;
        if !again.is_empty() {
            return Err(after.repeated("after", &again));
        }
        let lapsed = (0..).zip(&renewed).filter(|(_, renewed)| !**renewed);
        pairs.extend(lapsed.map(|(before, _)| Pair { before, after: NO_ROW }));
        Ok(pairs)
    }
}

/// The rows of an id.
#[derive(Clone, Copy)]
struct Pair {
    before: u32,
    after: u32,
}

impl Pair {
    fn ends(self) -> [Option<usize>; 2] {
        [self.before, self.after].map(|row| (row != NO_ROW).then_some(row as usize))
    }
}

/// What the columns are made of.
struct Table<'a> {
    before: &'a Side,
    after: &'a Side,
    crossed: bool,
    kept: Vec<Kept>,
    schema: SchemaRef,
    /// Ids of the controls.
    controls: Vec<&'a str>,
    /// By control and by both answers: 1 for better, 2 for weaker.
    changes: Vec<u8>,
    outcomes: [Arc<StringArray>; 2],
    statuses: Arc<StringArray>,
    ends: Arc<StringArray>,
}

/// A column that is carried along.
struct Kept {
    /// A row of nothing, then the batches of both sides.
    sources: Vec<ArrayRef>,
    /// Where the batches of each side begin among them, where it has the column.
    before: Option<usize>,
    after: Option<usize>,
}

impl Kept {
    fn new(
        kind: &DataType,
        [before, after]: [&Side; 2],
        [earlier, later]: [Option<usize>; 2],
    ) -> Self {
        let mut sources = vec![new_null_array(kind, 1)];
        let mut add = |side: &Side, column: Option<usize>| {
            let first = sources.len();
            let columns = side.kept.iter().filter_map(|kept| kept.get(column?));
            sources.extend(columns.map(|array| as_type(array, kind)));
            column.map(|_| first)
        };
        let (before, after) = (add(before, earlier), add(after, later));
        Self { sources, before, after }
    }
}

/// Answers that two of a control are told apart by.
const CHOICES: usize = 32;

impl<'a> Table<'a> {
    fn new(comparison: &'a Comparison) -> Result<Self, Error> {
        let Comparison { before, after, way } = comparison;
        let mut fields = Vec::new();
        let mut kept = Vec::new();
        keep(before, after, &mut fields, &mut kept);
        let crossed = way.is_some();
        fields.push(Field::new("status", names_type(), true));
        fields.push(Field::new("incomplete", names_type(), true));
        for measure in MEASURES {
            let ends = [before.has(measure), after.has(measure)];
            let outcome = measure == "outcome";
            let kind = |side: &Side| match side.compiled().map(|it| it.width) {
                Some(Width::Int64) => DataType::Int64,
                _ => DataType::Int16,
            };
            let field = |name: &str, side: &Side| {
                let name = format!("{measure}_{name}");
                if outcome {
                    outcome_field(&name, &side.framework().map_or_else(Vec::new, outcomes))
                } else {
                    Field::new(name, kind(side), true)
                }
            };
            if ends[0] {
                fields.push(field("before", before));
            }
            if crossed && ends[1] {
                fields.push(field("carried", after));
            }
            if ends[1] {
                fields.push(field("after", after));
            }
            if ends == [true, true] && !outcome {
                let wide = kind(before) == DataType::Int64 || kind(after) == DataType::Int64;
                let kind = if wide { DataType::Int64 } else { DataType::Int32 };
                fields.push(Field::new(format!("{measure}_change"), kind, true));
            }
        }
        let list = || DataType::new_list(DataType::Utf8, true);
        fields.push(Field::new("better", list(), true));
        fields.push(Field::new("worse", list(), true));
        if crossed {
            fields.push(Field::new("confirm", list(), true));
        }
        fields.push(Field::new("problem", DataType::Utf8, true));
        let schema = schema(fields, kept.len())?;
        let names = |side: &Side| {
            Arc::new(StringArray::from(side.framework().map_or_else(Vec::new, outcomes)))
        };
        let rules = after.framework().map_or(&[][..], |it| it.rules().controls());
        Ok(Self {
            before,
            after,
            crossed,
            kept,
            schema,
            controls: after.framework().map_or_else(Vec::new, ids),
            changes: rules.iter().flat_map(changes).collect(),
            outcomes: [names(before), names(after)],
            statuses: Arc::new(StringArray::from(vec!["renewed", "new", "lapsed"])),
            ends: Arc::new(StringArray::from(vec!["before", "after", "both"])),
        })
    }

    fn batch(&self, pairs: &[Pair]) -> Result<RecordBatch, Error> {
        let mut arrays = Vec::with_capacity(self.schema.fields().len());
        for kept in &self.kept {
            arrays.push(self.kept(kept, pairs)?);
        }
        arrays.push(self.status(pairs));
        arrays.push(self.incomplete(pairs));
        for (at, measure) in MEASURES.iter().enumerate() {
            self.measure(at, measure, pairs, &mut arrays);
        }
        arrays.extend(self.changes(pairs));
        if self.crossed {
            arrays.push(self.confirm(pairs));
        }
        arrays.push(self.problem(pairs));
        Ok(RecordBatch::try_new(Arc::clone(&self.schema), arrays)?)
    }

    /// A column that is carried along: as it is now, or else as it was.
    fn kept(&self, kept: &Kept, pairs: &[Pair]) -> Result<ArrayRef, Error> {
        let sides = [(self.after, kept.after), (self.before, kept.before)];
        let place = |pair: &Pair| {
            let [before, after] = pair.ends();
            let found = [after, before].into_iter().zip(sides).find_map(|(row, (side, first))| {
                let (batch, at) = side.place(row?);
                Some((first? + batch, at))
            });
            found.unwrap_or((0, 0))
        };
        let places: Vec<(usize, usize)> = pairs.iter().map(place).collect();
        let sources: Vec<&dyn Array> = kept.sources.iter().map(AsRef::as_ref).collect();
        Ok(interleave(&sources, &places)?)
    }

    fn status(&self, pairs: &[Pair]) -> ArrayRef {
        let missing = |problems: &Side, row: usize| problems.id_is_missing(row);
        let key = |pair: &Pair| match pair.ends() {
            [Some(_), Some(_)] => Some(0),
            [None, Some(row)] => (!missing(self.after, row)).then_some(1),
            [Some(row), None] => (!missing(self.before, row)).then_some(2),
            [None, None] => None,
        };
        named(pairs.iter().map(key), &self.statuses)
    }

    /// On which side a control is unanswered.
    fn incomplete(&self, pairs: &[Pair]) -> ArrayRef {
        let open = |side: &Side, row: Option<usize>| {
            row.and_then(|row| side.standings.get(row)) == Some(&Standing::Incomplete)
        };
        let key = |pair: &Pair| {
            let [before, after] = pair.ends();
            match (open(self.before, before), open(self.after, after)) {
                (true, true) => Some(2),
                (false, true) => Some(1),
                (true, false) => Some(0),
                (false, false) => None,
            }
        };
        named(pairs.iter().map(key), &self.ends)
    }

    fn measure(&self, at: usize, measure: &str, pairs: &[Pair], arrays: &mut Vec<ArrayRef>) {
        let of = |side: &Side, scores: &[Vec<i64>], row: Option<usize>| -> Option<i64> {
            let row = row?;
            if side.standings.get(row) == Some(&Standing::Bad) {
                return None;
            }
            scores.get(at)?.get(row).copied().filter(|value| *value != NOTHING)
        };
        let before = |pair: &Pair| of(self.before, &self.before.scores, pair.ends()[0]);
        let carried = |pair: &Pair| of(self.before, &self.before.carried, pair.ends()[0]);
        let after = |pair: &Pair| of(self.after, &self.after.scores, pair.ends()[1]);
        let [names_before, names_after] = &self.outcomes;
        let ends = [self.before.has(measure), self.after.has(measure)];
        let mut push = |name: &str, values: &dyn Fn(&Pair) -> Option<i64>, names| {
            let name = format!("{measure}_{name}");
            let Ok(field) = self.schema.field_with_name(&name) else { return };
            let values = pairs.iter().map(values);
            arrays.push(match field.data_type() {
                DataType::Int64 => Arc::new(values.collect::<Int64Array>()),
                DataType::Int32 => {
                    Arc::new(values.map(|it| i32::try_from(it?).ok()).collect::<Int32Array>())
                }
                DataType::Int16 => {
                    Arc::new(values.map(|it| i16::try_from(it?).ok()).collect::<Int16Array>())
                }
                _ => named(values.map(|it| i8::try_from(it?).ok()), names),
            });
        };
        push("before", &before, names_before);
        push("carried", &carried, names_after);
        push("after", &after, names_after);
        if ends == [true, true] {
            push("change", &|pair| after(pair)?.checked_sub(before(pair)?), names_after);
        }
    }

    /// The answers of a row, where it can be scored.
    fn answers(side: &'a Side, width: usize, row: usize) -> Option<&'a [u8]> {
        let good = side.standings.get(row).is_some_and(|it| *it != Standing::Bad);
        side.answers.get(row * width..(row + 1) * width).filter(|_| good)
    }

    /// Controls that are better, and those that are weaker.
    fn changes(&self, pairs: &[Pair]) -> [ArrayRef; 2] {
        let width = self.controls.len();
        let mut better = Lists::new(&self.controls);
        let mut worse = Lists::new(&self.controls);
        for pair in pairs {
            let [before, after] = pair.ends();
            let before = before.and_then(|row| Self::answers(self.before, width, row));
            let after = after.and_then(|row| Self::answers(self.after, width, row));
            let (Some(before), Some(after)) = (before, after) else {
                better.nothing();
                worse.nothing();
                continue;
            };
            for (at, (&from, &to)) in before.iter().zip(after).enumerate() {
                if from == to {
                    continue;
                }
                let (from, to) = (usize::from(from), usize::from(to));
                if from >= CHOICES || to >= CHOICES {
                    continue;
                }
                match self.changes.get((at * CHOICES + from) * CHOICES + to) {
                    Some(1) => better.push(at),
                    Some(2) => worse.push(at),
                    _ => {}
                }
            }
            better.end();
            worse.end();
        }
        [better.finish(), worse.finish()]
    }

    /// Controls whose carried answer is to be confirmed.
    fn confirm(&self, pairs: &[Pair]) -> ArrayRef {
        let width = self.controls.len();
        let mut lists = Lists::new(&self.controls);
        for pair in pairs {
            let [before, _] = pair.ends();
            let Some(row) = before.filter(|&row| Self::answers(self.before, width, row).is_some())
            else {
                lists.nothing();
                continue;
            };
            let flags = self.before.confirm.get(row * width..(row + 1) * width);
            for (at, flag) in flags.unwrap_or_default().iter().enumerate() {
                if *flag != 0 {
                    lists.push(at);
                }
            }
            lists.end();
        }
        lists.finish()
    }

    /// Why a row cannot be compared, with the side that it is about.
    fn problem(&self, pairs: &[Pair]) -> ArrayRef {
        let lang = self.after.scorer.inner().options.lang;
        let words = match lang {
            Lang::Ja => ["前回：", "今回："],
            Lang::En => ["before: ", "after: "],
        };
        let mut column = StringBuilder::new();
        for pair in pairs {
            let said =
                pair.ends().into_iter().zip([self.before, self.after]).zip(words).filter_map(
                    |((row, side), word)| Some(format!("{word}{}", side.problem(row?)?)),
                );
            let said: Vec<String> = said.collect();
            column.append_option((!said.is_empty()).then(|| said.join(" / ")));
        }
        Arc::new(column.finish())
    }
}

/// The columns, of which the first `kept` are carried along: those may share a name.
fn schema(fields: Vec<Field>, kept: usize) -> Result<SchemaRef, Error> {
    let mut seen = BTreeSet::new();
    let each = fields.iter().enumerate();
    let distinct = each.filter(|(at, field)| seen.insert(field.name()) || *at >= kept);
    one_of_each(distinct.map(|(_, field)| field.clone()).collect())?;
    Ok(Arc::new(Schema::new(fields)))
}

/// The columns that both sides carry along: one for each name, where the types are alike, and
/// otherwise one for each side.
fn keep(before: &Side, after: &Side, fields: &mut Vec<Field>, kept: &mut Vec<Kept>) {
    // Columns that share a name belong together in their order.
    let called = |side: &Side, name: &str| -> Vec<usize> {
        let each = side.fields.iter().enumerate();
        each.filter(|(_, it)| it.name() == name).map(|(at, _)| at).collect()
    };
    let twin = |of: &Side, at: usize, name: &str, side: &Side| {
        let nth = called(of, name).iter().position(|it| *it == at)?;
        called(side, name).get(nth).copied()
    };
    let mut push = |name: &str, kind: &DataType, columns: [Option<usize>; 2]| {
        fields.push(Field::new(name, kind.clone(), true));
        kept.push(Kept::new(kind, [before, after], columns));
    };
    let is_id = |side: &Side, at: usize| side.id == Some(at);
    // The id first, wherever it is.
    let id = after.id.and_then(|at| after.fields.get(at));
    let earlier_id = before.id.and_then(|at| before.fields.get(at));
    match (earlier_id, id) {
        (Some(one), Some(other)) => {
            let kind = either(one.data_type(), other.data_type());
            push(other.name(), &kind, [before.id, after.id]);
        }
        (None, Some(field)) | (Some(field), None) => {
            push(field.name(), field.data_type(), [before.id, after.id]);
        }
        (None, None) => {}
    }
    for (at, field) in after.fields.iter().enumerate().filter(|(at, _)| !is_id(after, *at)) {
        let (name, kind) = (field.name(), field.data_type());
        let earlier = twin(after, at, name, before).filter(|&at| !is_id(before, at));
        match earlier.and_then(|at| before.fields.get(at)).map(|it| it.data_type()) {
            Some(other) if alike(other, kind) => {
                push(name, &either(other, kind), [earlier, Some(at)]);
            }
            Some(other) => {
                push(&format!("{name}_before"), other, [earlier, None]);
                push(&format!("{name}_after"), kind, [None, Some(at)]);
            }
            None => push(name, kind, [None, Some(at)]),
        }
    }
    for (at, field) in before.fields.iter().enumerate().filter(|(at, _)| !is_id(before, *at)) {
        if twin(before, at, field.name(), after).is_none() {
            push(field.name(), field.data_type(), [Some(at), None]);
        }
    }
}

fn ids(framework: &Framework) -> Vec<&str> {
    framework.controls().iter().map(|control| &*control.id).collect()
}

/// What every change of an answer means to a control.
fn changes(control: &shisei::rules::ControlRules) -> Vec<u8> {
    let position = |at: usize| u8::try_from(at).ok();
    let each = (0..CHOICES).flat_map(|from| (0..CHOICES).map(move |to| (from, to)));
    each.map(|(from, to)| match control.change(position(from), position(to)) {
        AnswerChange::Improved => 1,
        AnswerChange::Worsened => 2,
        _ => 0,
    })
    .collect()
}

fn named(keys: impl Iterator<Item = Option<i8>>, names: &Arc<StringArray>) -> ArrayRef {
    let keys: Int8Array = keys.collect();
    let names: ArrayRef = Arc::clone(names) as ArrayRef;
    let keys_fit =
        keys.iter().flatten().all(|key| usize::try_from(key).is_ok_and(|it| it < names.len()));
    match DictionaryArray::<Int8Type>::try_new(keys, names) {
        Ok(named) if keys_fit => Arc::new(named),
        _ => new_null_array(&names_type(), 0),
    }
}

/// Lists of names of controls, row by row.
struct Lists<'a> {
    names: &'a [&'a str],
    lists: ListBuilder<StringBuilder>,
}

impl<'a> Lists<'a> {
    fn new(names: &'a [&'a str]) -> Self {
        Self { names, lists: ListBuilder::new(StringBuilder::new()) }
    }

    fn push(&mut self, control: usize) {
        self.lists.values().append_option(self.names.get(control));
    }

    fn end(&mut self) {
        self.lists.append(true);
    }

    fn nothing(&mut self) {
        self.lists.append(false);
    }

    fn finish(mut self) -> ArrayRef {
        Arc::new(self.lists.finish())
    }
}
