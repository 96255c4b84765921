//! Parquet: answers from the pages of their columns straight to codes, everything else as arrays.
//!
//! A file says where its columns lie. Of a column of answers that is text, the dictionary is looked up
//! once, and the small numbers in its pages become the bytes of answers. Columns are read side by side,
//! some rows at a time, so memory is that of a few pages whatever the size of the file or of its row
//! groups.

mod array;
mod band;
mod claims;
mod column;
mod flaw;
mod lookup;
mod runs;
mod widen;
mod window;

use std::collections::VecDeque;
use std::fs::File;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use arrow_array::{ArrayRef, NullArray, RecordBatch, RecordBatchOptions};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions};
use parquet::basic::{Compression, Encoding, Type};
use parquet::file::metadata::{
    ParquetMetaDataOptions, ParquetMetaDataReader, ParquetStatisticsPolicy, RowGroupMetaData,
};

use self::array::ArrayColumn;
use self::band::{Band, Column};
use self::column::CodedColumn;
use self::flaw::Flaw;
pub(super) use self::widen::wider;
use self::window::{Source, Window};
use super::csv::Role;
use super::error::{FileCode, FileError, Place, unavailable};
use super::headings::{Headings, check_names};
use super::part::Part;
use super::reader::WantedColumn;
use crate::given::Given;
use crate::scorer::PortfolioScorer;

/// Rows of a batch, which every column reads at a time.
const ROWS: usize = 1 << 16;
/// Most bytes of what a file says about itself.
const MOST_FOOTER: usize = 256 << 20;

/// A Parquet file that was opened and understood.
#[derive(Clone)]
pub(crate) struct ParquetFile {
    source: Arc<Source>,
    metadata: ArrowReaderMetadata,
    place: Place,
    /// The only row group that is read, where not all are.
    group: Option<usize>,
}

impl std::fmt::Debug for ParquetFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ParquetFile({:?})", self.place)
    }
}

impl ParquetFile {
    pub fn open(path: &Path) -> Result<Self, FileError> {
        let place = Place::file(path);
        let io = |error: std::io::Error| unavailable(path, &error);
        let source = File::open(path).and_then(Source::new).map_err(io)?;
        let footer = footer(&source).map_err(io)?;
        let opened = footer.and_then(|footer| {
            let read = catch_unwind(AssertUnwindSafe(|| understood(&footer)));
            read.unwrap_or_else(|_| Err(Flaw::damaged(&"its footer cannot be read")))
        });
        let metadata = opened.map_err(|flaw| flaw.at(&place))?;
        let file = Self { source: Arc::new(source), metadata, place, group: None };
        check_names(&file.headings().names, &file.place)?;
        Ok(file)
    }

    pub fn headings(&self) -> Headings {
        let schema = self.metadata.schema();
        let names = schema.fields().iter().map(|field| Some(field.name().clone())).collect();
        Headings { place: self.place.clone(), names, kinds: Some(Arc::clone(schema)) }
    }

    pub fn rows_there(&self) -> u64 {
        let groups = self.metadata.metadata().row_groups().iter();
        groups.map(|group| u64::try_from(group.num_rows()).unwrap_or(0)).sum()
    }

    pub fn schema(&self) -> SchemaRef {
        Arc::clone(self.metadata.schema())
    }

    /// How many row groups there are.
    pub fn groups(&self) -> usize {
        self.metadata.metadata().num_row_groups()
    }

    /// One row group alone.
    pub fn group(self, group: usize) -> Self {
        Self { group: Some(group), ..self }
    }

    /// Reads the rows as these columns.
    pub fn rows(
        self,
        wanted: &[WantedColumn],
        schema: &SchemaRef,
        scorer: Option<&PortfolioScorer>,
        threads: usize,
    ) -> Result<ParquetRows, FileError> {
        let place = self.place.clone();
        let metadata = self.as_wanted(wanted, schema).map_err(|flaw| flaw.at(&place))?;
        let scales = match scorer {
            Some(scorer) => scales(scorer, schema),
            None => vec![Vec::new(); wanted.len()],
        };
        let mut plans = Vec::new();
        for ((wanted, field), scales) in wanted.iter().zip(schema.fields()).zip(scales) {
            let Some(root) = metadata.schema().fields().find(&wanted.name).map(|(at, _)| at) else {
                continue;
            };
            let coded = wanted.role == Role::Answer && scorer.is_some();
            let leaf = coded.then(|| texts(&metadata, root)).flatten();
            // Beside a batch, an answer may have any type.
            let kind = if coded { metadata.schema().field(root) } else { field };
            plans.push(Plan {
                name: wanted.name.clone(),
                root,
                coded: leaf.map(|leaf| (leaf, scales)),
                beside: coded,
                kind: kind.data_type().clone(),
            });
        }
        let groups = metadata.metadata().row_groups().iter().enumerate();
        let groups = groups.filter(|(at, _)| self.group.is_none_or(|only| only == *at));
        let groups = groups.filter_map(|(at, group)| {
            let rows = usize::try_from(group.num_rows()).ok().filter(|rows| *rows > 0)?;
            Some((at, rows))
        });
        let groups = groups.collect();
        Ok(ParquetRows {
            source: self.source,
            metadata,
            place,
            plans,
            schema: Arc::clone(schema),
            scorer: scorer.cloned(),
            threads,
            groups,
            bands: VecDeque::new(),
            ready: VecDeque::new(),
            ended: false,
        })
    }

    /// The file with the types that are wanted, where the library gives them.
    fn as_wanted(
        &self,
        wanted: &[WantedColumn],
        schema: &SchemaRef,
    ) -> Result<ArrowReaderMetadata, Flaw> {
        let own = self.metadata.schema();
        let mut other = false;
        let fields: Vec<Field> = own
            .fields()
            .iter()
            .map(|field| {
                let at = wanted.iter().position(|wanted| wanted.name == *field.name());
                let kind = at.and_then(|at| schema.fields().get(at)).map(|field| field.data_type());
                let kind = kind.filter(|kind| {
                    widen::same_text(kind, field.data_type())
                        || (few(kind) && widen::same_text(&DataType::Utf8, field.data_type()))
                });
                let kind = kind.filter(|kind| *kind != field.data_type());
                other |= kind.is_some();
                match kind {
                    Some(kind) => field.as_ref().clone().with_data_type(kind.clone()),
                    None => field.as_ref().clone(),
                }
            })
            .collect();
        if !other {
            return Ok(self.metadata.clone());
        }
        let schema = Schema::new_with_metadata(fields, own.metadata().clone());
        let options = ArrowReaderOptions::new().with_schema(Arc::new(schema));
        Ok(ArrowReaderMetadata::try_new(Arc::clone(self.metadata.metadata()), options)?)
    }
}

/// Texts of which there are few, each held once.
fn few(kind: &DataType) -> bool {
    matches!(kind, DataType::Dictionary(_, values) if **values == DataType::Utf8)
}

/// What a file says about itself, at its end.
fn footer(source: &Source) -> std::io::Result<Result<Vec<u8>, Flaw>> {
    const MARK: &[u8] = b"PAR1";
    let tail = source.bytes(source.length.saturating_sub(8), 8)?;
    let Some((length, mark)) = tail.split_first_chunk().filter(|_| source.length >= 12) else {
        return Ok(Err(Flaw::no_parquet()));
    };
    if mark == b"PARE" {
        return Ok(Err(Flaw::new(
            FileCode::Unsupported,
            "the file is encrypted: write it without encryption",
            "暗号化されたファイルです。暗号化せずに書き出してください",
        )));
    }
    if mark != MARK {
        let start = source.bytes(0, 4)?;
        return Ok(Err(if start == MARK {
            Flaw::damaged(&"its end is missing")
        } else {
            Flaw::no_parquet()
        }));
    }
    let length = u32::from_le_bytes(*length) as usize;
    if length > MOST_FOOTER || length as u64 > source.length - 12 {
        return Ok(Err(Flaw::damaged(&"its footer is larger than the file")));
    }
    Ok(Ok(source.bytes(source.length - 8 - length as u64, length)?))
}

fn understood(footer: &[u8]) -> Result<ArrowReaderMetadata, Flaw> {
    if !claims::plausible_footer(footer) {
        return Err(Flaw::damaged(&"its footer cannot be what it says"));
    }
    let options = ParquetMetaDataOptions::new()
        .with_column_stats_policy(ParquetStatisticsPolicy::SkipAll)
        .with_size_stats_policy(ParquetStatisticsPolicy::SkipAll)
        .with_encoding_stats_policy(ParquetStatisticsPolicy::SkipAll);
    let metadata = ParquetMetaDataReader::decode_metadata_with_options(footer, Some(&options))?;
    for chunk in metadata.row_groups().iter().flat_map(RowGroupMetaData::columns) {
        match chunk.compression() {
            Compression::UNCOMPRESSED
            | Compression::SNAPPY
            | Compression::GZIP(_)
            | Compression::ZSTD(_)
            | Compression::LZ4
            | Compression::LZ4_RAW => {}
            other => return Err(Flaw::compression(other)),
        }
    }
    Ok(ArrowReaderMetadata::try_new(Arc::new(metadata), ArrowReaderOptions::new())?)
}

impl Flaw {
    fn no_parquet() -> Self {
        Self::new(
            FileCode::Damaged,
            "this is no Parquet file, whatever its name",
            "名前はParquetですが、中身が違います",
        )
    }

    fn compression(compression: Compression) -> Self {
        let name = compression.to_string();
        let name = name.split('(').next().unwrap_or_default();
        Self::new(
            FileCode::Unsupported,
            format!("{name} is not read: write the file with zstd, snappy, gzip or lz4"),
            format!(
                "圧縮形式 {name} は読めません。zstd、snappy、gzip、lz4のどれかで書き出してください"
            ),
        )
    }
}

/// The scales that each column answers, by framework and position.
fn scales(scorer: &PortfolioScorer, schema: &SchemaRef) -> Vec<Vec<(usize, usize)>> {
    let mut scales = vec![Vec::new(); schema.fields().len()];
    let Ok(shape) = scorer.inner().shape(schema) else { return scales };
    let inner = scorer.inner();
    for (framework, (compiled, places)) in
        inner.compiled.iter().zip(&shape.places.answers).enumerate()
    {
        for (place, scale) in places.iter().zip(compiled.scales()) {
            if let Some(scales) = place.and_then(|place| scales.get_mut(place))
                && !scales.contains(&(framework, *scale))
            {
                scales.push((framework, *scale));
            }
        }
    }
    scales
}

/// The leaf of a column of texts that can be read as codes.
fn texts(metadata: &ArrowReaderMetadata, root: usize) -> Option<usize> {
    let schema = metadata.parquet_schema();
    let mut leaves =
        (0..schema.num_columns()).filter(|&leaf| schema.get_column_root_idx(leaf) == root);
    let (leaf, None) = (leaves.next()?, leaves.next()) else { return None };
    let column = schema.column(leaf);
    let flat = column.max_rep_level() == 0 && column.max_def_level() <= 1;
    let kind = metadata.schema().field(root).data_type();
    if !flat || column.physical_type() != Type::BYTE_ARRAY || !text(kind) {
        return None;
    }
    let groups = metadata.metadata().row_groups().iter();
    let mut chunks = groups.filter_map(|group| group.columns().get(leaf));
    chunks.all(|chunk| chunk.encodings().all(known)).then_some(leaf)
}

fn text(kind: &DataType) -> bool {
    match kind {
        DataType::Utf8
        | DataType::LargeUtf8
        | DataType::Utf8View
        | DataType::Binary
        | DataType::LargeBinary
        | DataType::BinaryView => true,
        DataType::Dictionary(_, values) => text(values),
        _ => false,
    }
}

#[allow(deprecated, reason = "old files say so")]
fn known(encoding: Encoding) -> bool {
    matches!(
        encoding,
        Encoding::PLAIN
            | Encoding::PLAIN_DICTIONARY
            | Encoding::RLE_DICTIONARY
            | Encoding::RLE
            | Encoding::BIT_PACKED
    )
}

/// How a column is read.
struct Plan {
    name: String,
    root: usize,
    /// As codes: from this leaf, for these scales.
    coded: Option<(usize, Vec<(usize, usize)>)>,
    /// Whether it is given beside the batch.
    beside: bool,
    kind: DataType,
}

/// The rows of a file, batch by batch.
pub(crate) struct ParquetRows {
    source: Arc<Source>,
    metadata: ArrowReaderMetadata,
    place: Place,
    plans: Vec<Plan>,
    schema: SchemaRef,
    scorer: Option<PortfolioScorer>,
    threads: usize,
    /// Row groups that were not begun yet, with their rows.
    groups: VecDeque<(usize, usize)>,
    bands: VecDeque<Band>,
    ready: VecDeque<Part>,
    ended: bool,
}

impl std::fmt::Debug for ParquetRows {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ParquetRows({:?})", self.place)
    }
}

impl ParquetRows {
    pub fn next(&mut self) -> Option<Result<Part, FileError>> {
        while self.ready.is_empty() && !self.ended {
            if let Err((column, flaw)) = self.read() {
                self.ended = true;
                let mut place = self.place.clone();
                place.column = self.plans.get(column).map(|plan| plan.name.clone());
                return Some(Err(flaw.at(&place)));
            }
        }
        self.ready.pop_front().map(Ok)
    }

    fn read(&mut self) -> Result<(), (usize, Flaw)> {
        while self.bands.front().is_some_and(|band| band.left == 0) {
            self.bands.pop_front();
        }
        // Bands behind one that goes on would have to be kept until it ends.
        let whole = |band: &Band| band.left <= ROWS;
        let most = self.threads.div_ceil(4);
        while self.bands.len() < most && self.bands.iter().all(whole) {
            match self.band()? {
                Some(band) => self.bands.push_back(band),
                None => break,
            }
        }
        if self.bands.is_empty() {
            self.ended = true;
            return Ok(());
        }
        let scorer = self.scorer.as_ref();
        for (rows, columns) in band::read(self.bands.iter_mut(), ROWS, scorer, self.threads)? {
            let part = self.part(rows, columns)?;
            self.ready.push_back(part);
        }
        Ok(())
    }

    /// The next row groups: as many as make a batch, or a large one alone.
    fn band(&mut self) -> Result<Option<Band>, (usize, Flaw)> {
        let (mut groups, mut left) = (Vec::new(), 0);
        while let Some(&(group, rows)) = self.groups.front() {
            if !groups.is_empty() && left + rows > ROWS {
                break;
            }
            self.groups.pop_front();
            groups.push(group);
            left += rows;
        }
        if groups.is_empty() {
            return Ok(None);
        }
        let mut band = Band { columns: Vec::new(), sizes: Vec::new(), left };
        for (at, plan) in self.plans.iter().enumerate() {
            let made =
                catch_unwind(AssertUnwindSafe(|| self.column(plan, &groups, left.min(ROWS))));
            let made = made.unwrap_or_else(|_| Err(Flaw::damaged(&"its pages cannot be found")));
            let (column, size) = made.map_err(|flaw| (at, flaw))?;
            band.columns.push(column);
            band.sizes.push(size);
        }
        Ok(Some(band))
    }

    /// A column of some row groups, and how long it takes beside others.
    fn column(&self, plan: &Plan, groups: &[usize], rows: usize) -> Result<(Column, u64), Flaw> {
        let parts = self.parts(plan.root, groups);
        let size: u64 = parts.iter().map(|part| part.end - part.start).sum();
        let window = Window::new(&self.source, parts);
        let groups = groups.to_vec();
        if let Some((leaf, scales)) = &plan.coded {
            let metadata = self.metadata.metadata();
            let column = CodedColumn::new(metadata, window, *leaf, groups, scales);
            return Ok((Column::Codes(Box::new(column)), size));
        }
        let kind = &plan.kind;
        let column = ArrayColumn::new(&self.metadata, window, plan.root, groups, rows, kind)?;
        // Arrays take longer to make.
        Ok((Column::Array(Box::new(column)), size.saturating_mul(4)))
    }

    /// Where the bytes of a column lie.
    fn parts(&self, root: usize, groups: &[usize]) -> Vec<Range<u64>> {
        let schema = self.metadata.parquet_schema();
        let all = self.metadata.metadata().row_groups();
        let groups = groups.iter().filter_map(|&group| all.get(group));
        let chunks = groups.flat_map(|group| group.columns().iter().enumerate());
        let own = chunks.filter(|(leaf, _)| schema.get_column_root_idx(*leaf) == root);
        let parts = own.map(|(_, chunk)| {
            let (start, length) = chunk.byte_range();
            start..start.saturating_add(length)
        });
        parts.collect()
    }

    fn part(&self, rows: usize, columns: Vec<Given>) -> Result<Part, (usize, Flaw)> {
        let (mut arrays, mut given): (Vec<ArrayRef>, Vec<Option<Given>>) = Default::default();
        for (column, plan) in columns.into_iter().zip(&self.plans) {
            match column {
                Given::Array(array) if !plan.beside => {
                    arrays.push(array);
                    given.push(None);
                }
                column => {
                    arrays.push(Arc::new(NullArray::new(rows)));
                    given.push(Some(column));
                }
            }
        }
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        let batch = RecordBatch::try_new_with_options(Arc::clone(&self.schema), arrays, &options)
            .map_err(|error| (usize::MAX, Flaw::damaged(&error)))?;
        Ok(Part { batch, given, origin: None })
    }
}
