//! CSV straight to columns: answers become numbers of texts, and only what is asked for is kept.
//!
//! A block of the file is read, cut between rows, and its parts are read side by side; then the next
//! block. So memory is that of a block whatever the size of the file, no thread outlives a call, and
//! whoever stops asking has stopped the work.

mod blocks;
mod header;
mod index;
mod piece;
mod plan;
mod quotes;
mod sample;
mod texts;

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Cursor, Read as _};
use std::panic::resume_unwind;
use std::path::Path;

use encoding_rs::{SHIFT_JIS, UTF_8};

use self::blocks::{Blocks, Cut};
pub(crate) use self::index::{BLOCK, Masks};
pub(super) use self::piece::dictionary;
use self::piece::{Parsed, Parser};
pub(crate) use self::plan::{Column, Plan, Role};
pub(crate) use self::sample::CsvSample;
pub(super) use self::texts::{NO_ANSWER, NOTHING, Texts};
use super::encoding::{self, Cells, Judged, Transcoded};
use super::error::{FileCode, FileError, Place, Said, unavailable};
use super::headings::{Headings, tell_apart};
use super::part::{Counted, Part};
use super::top::{self, Row};
use super::wanted::Wanted;

/// Bytes at the start of a file that say what it is.
const START: u64 = 1 << 14;

/// A CSV file whose header was read.
#[derive(Debug)]
pub(crate) struct CsvFile {
    begun: Begun,
    pub header: header::Header,
    /// The first rows, where they were looked at.
    pub top: Vec<Row>,
}

impl CsvFile {
    /// Opens a file, finds its header and reads it.
    pub fn open(
        path: &Path,
        encoding: Option<&str>,
        wanted: &Wanted<'_>,
    ) -> Result<Self, FileError> {
        let read = |row, rows| {
            let mut begun = Begun::open(path, encoding)?;
            let Begun { blocks, place, tabs, .. } = &mut begun;
            let mut header = header::read(blocks, place, *tabs, row, rows)?;
            let apart = tell_apart(&mut header.names, &place.at(header.at.0), wanted.named)?;
            header.found.extend(apart);
            header.found.extend(without_first(&header.names, place));
            Ok(Self { begun, header, top: Vec::new() })
        };
        let first = read(wanted.row, wanted.rows);
        let Some(named) = wanted.named else { return first };
        let names_some = |file: &Self| {
            let names = file.header.names.iter().flatten().map(String::as_str);
            named(&names.collect::<Vec<_>>()) > 0
        };
        let settled = wanted.row.is_some() || wanted.rows > 1;
        if !wanted.guess && (settled || first.as_ref().is_ok_and(names_some)) {
            return first;
        }
        let top = first_rows(path, encoding)?;
        let head = top::choose(&top, named, wanted.guess).filter(|_| !settled);
        let other = head.filter(|head| wanted.guess || head.named > 0);
        let mut file = match other {
            Some(head) => read(Some(head.row), head.rows)?,
            None => first?,
        };
        file.header
            .found
            .extend(other.and_then(|head| top::said(&top, head, &file.begun.place.file)));
        file.top = top;
        Ok(file)
    }

    pub fn headings(&self) -> Headings {
        let names = self.header.names.clone();
        Headings { place: self.begun.place.clone(), names, kinds: None }
    }

    /// That rows below the headings are not read.
    pub fn below(&self) -> Option<Said> {
        self.header.below.clone()
    }

    /// What was found out about the file.
    pub fn found(&self) -> &[Said] {
        &self.header.found
    }

    /// Reads the rows as these columns.
    pub fn rows(
        self,
        columns: Vec<Column>,
        schema: arrow_schema::SchemaRef,
        threads: usize,
    ) -> CsvRows {
        let names = self.header.names.iter().enumerate();
        // Nothing can have slipped below a first heading that is empty: there programs number the rows.
        let unnamed = names.skip(1).filter(|(_, name)| name.is_none()).map(|(at, _)| at).collect();
        let plan = Plan {
            place: self.begun.place,
            signs: self.header.signs,
            width: self.header.names.len(),
            columns,
            unnamed,
            schema,
        };
        let parsers = (0..threads.max(1)).map(|_| Parser::new()).collect();
        CsvRows {
            blocks: self.begun.blocks,
            plan,
            parsers,
            ready: VecDeque::new(),
            skipped: Counted::default(),
            remarks: Counted::default(),
        }
    }
}

/// The first rows of a file with something in them.
pub(crate) fn first_rows(path: &Path, encoding: Option<&str>) -> Result<Vec<Row>, FileError> {
    let Begun { mut blocks, place, tabs, .. } = Begun::open(path, encoding)?;
    header::top(&mut blocks, &place, tabs)
}

/// All rows of a file with something in them.
pub(crate) fn cells(path: &Path, encoding: Option<&str>) -> Result<Vec<Row>, FileError> {
    let Begun { mut blocks, place, tabs, .. } = Begun::open(path, encoding)?;
    header::all(&mut blocks, &place, tabs)
}

/// A file of which nothing was read but its mark.
#[derive(Debug)]
struct Begun {
    blocks: Blocks,
    place: Place,
    tabs: bool,
    /// Whether its bytes are read as they lie there, so that one may begin anywhere.
    plain: bool,
    /// What it becomes UTF-8 from.
    transcoded: Option<&'static encoding_rs::Encoding>,
}

impl Begun {
    fn open(path: &Path, encoding: Option<&str>) -> Result<Self, FileError> {
        let place = Place::file(path);
        let input = File::open(path).map_err(|error| unavailable(path, &error))?;
        let name = path.to_string_lossy().to_ascii_lowercase();
        let (packed, plain) = match name.strip_suffix(".gz") {
            Some(plain) => (true, plain),
            None => (false, &*name),
        };
        let mut input: Box<dyn io::Read + Send> = if packed {
            Box::new(flate2::read::MultiGzDecoder::new(io::BufReader::new(input)))
        } else {
            Box::new(input)
        };
        let mut start = Vec::new();
        let read = input.by_ref().take(START).read_to_end(&mut start);
        read.map_err(|error| unavailable(path, &error))?;
        if let Some((en, ja)) = foreign(&start) {
            return Err(place.refuse(FileCode::Damaged, en, ja));
        }
        let said = match encoding {
            None => None,
            Some(name) => Some(encoding::named(name).ok_or_else(|| {
                place.clone().refuse(
                    FileCode::UnknownEncoding,
                    format!("no encoding is called `{name}`: utf-8, cp932, utf-16, euc-jp are some"),
                    format!("文字コード `{name}` はありません。utf-8、cp932、utf-16、euc-jpなどを指定してください"),
                )
            })?),
        };
        let mark = encoding::marked(&start);
        // A mark of another encoding than was said is text.
        let mark = mark.filter(|(marked, _)| {
            said.is_none_or(|said| {
                said.name().starts_with("UTF") && marked.name().starts_with("UTF")
            })
        });
        let escaped = || said.is_none().then(|| encoding::escaped(&start)).flatten();
        let encoding = mark.map(|(encoding, _)| encoding).or(said).or_else(escaped);
        let skip = mark.map_or(0, |(_, length)| length);
        let head = Cursor::new(start.split_off(skip.min(start.len())));
        let judged =
            |cells| if said.is_some() { Judged::Said(cells) } else { Judged::Found(cells) };
        let chained = head.chain(input);
        let blocks = match encoding {
            None => Blocks::new(Box::new(chained), Judged::Open),
            Some(encoding) if encoding == UTF_8 => {
                Blocks::new(Box::new(chained), judged(Cells::Utf8))
            }
            Some(encoding) if encoding == SHIFT_JIS => {
                Blocks::new(Box::new(chained), judged(Cells::Cp932))
            }
            Some(encoding) => {
                Blocks::new(Box::new(Transcoded::new(chained, encoding)), judged(Cells::Utf8))
            }
        };
        let tabs = Path::new(plain).extension().is_some_and(|it| it == "tsv");
        let transcoded = encoding.filter(|it| *it != UTF_8 && *it != SHIFT_JIS);
        let plain = !packed && transcoded.is_none();
        Ok(Self { blocks, place, tabs, plain, transcoded })
    }
}

/// That the first column has no heading.
fn without_first(names: &[Option<String>], place: &Place) -> Option<Said> {
    let file = &place.file;
    matches!(names, [None, Some(_), ..]).then(|| {
        Said::new(
            format!("{file}: the first column has no heading and is left out"),
            format!("{file}：最初の列には見出しがないので除きました"),
        )
    })
}

/// What a file is instead of CSV, by its first bytes.
fn foreign(start: &[u8]) -> Option<(&'static str, &'static str)> {
    let begins = |signs: &[u8]| start.starts_with(signs);
    if begins(b"PK\x03\x04") || begins(b"\xd0\xcf\x11\xe0") {
        return Some((
            "this is a workbook or an archive and no CSV: name a workbook .xlsx or .xls",
            "CSVではなく、ブックか圧縮ファイルです。ブックなら名前の末尾を.xlsxか.xlsにしてください",
        ));
    }
    if begins(b"\x1f\x8b") {
        return Some((
            "this is packed by gzip: name it .csv.gz",
            "gzipで圧縮されています。名前の末尾を.csv.gzにしてください",
        ));
    }
    if begins(b"%PDF") {
        return Some((
            "this is a PDF and no CSV: save the table that it was made from",
            "CSVではなくPDFです。元の表をCSVかブックとして保存してください",
        ));
    }
    let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    let mut signs = text.iter().filter(|byte| !byte.is_ascii_whitespace());
    match (signs.next(), signs.next()) {
        (Some(b'<'), Some(b'!' | b'?' | b'h' | b'H' | b't' | b'T' | b'm' | b'M')) => Some((
            "this is a web page and no CSV: open it in a spreadsheet and save it as .xlsx",
            "CSVではなくウェブページです。表計算ソフトで開き、.xlsxとして保存してください",
        )),
        (Some(b'['), Some(b'{' | b'[')) | (Some(b'{'), Some(b'"')) => Some((
            "this is JSON and no CSV: give `score` its rows as Python objects, or save it as CSV",
            "CSVではなくJSONです。Pythonで読んだ行を `score` に渡すか、CSVとして保存してください",
        )),
        _ => None,
    }
}

/// The rows of a file, batch by batch.
#[derive(Debug)]
pub(crate) struct CsvRows {
    blocks: Blocks,
    plan: Plan,
    parsers: Vec<Parser>,
    ready: VecDeque<Result<Part, FileError>>,
    pub skipped: Counted,
    /// Remarks that are a single cell.
    pub remarks: Counted,
}

impl CsvRows {
    pub fn next(&mut self) -> Option<Result<Part, FileError>> {
        while self.ready.is_empty() {
            match self.blocks.next(self.parsers.len(), self.plan.signs, &self.plan.place) {
                Ok(Some(cut)) => self.block(&cut),
                Ok(None) => return None,
                Err(error) => return Some(Err(error)),
            }
        }
        self.ready.pop_front()
    }

    /// Reads the parts of a block side by side.
    fn block(&mut self, cut: &Cut) {
        let plan = &self.plan;
        let mut pieces = self.blocks.pieces(cut).zip(&mut self.parsers);
        let first = pieces.next();
        let parsed: Vec<Result<Parsed, FileError>> = std::thread::scope(|scope| {
            let others: Vec<_> = pieces
                .map(|(piece, parser)| scope.spawn(move || parser.read(&piece, plan)))
                .collect();
            let own = first.map(|(piece, parser)| parser.read(&piece, plan));
            let others =
                others.into_iter().map(|it| it.join().unwrap_or_else(|e| resume_unwind(e)));
            own.into_iter().chain(others).collect()
        });
        let mut line = self.blocks.line;
        let from = line;
        for parsed in parsed {
            match parsed {
                Ok(Parsed { parts, lines, skipped, remarks }) => {
                    self.skipped.extend(skipped, line);
                    self.remarks.extend(remarks, line);
                    for mut part in parts {
                        if let Some(origin) = &mut part.origin {
                            origin.shift(line);
                        }
                        self.ready.push_back(Ok(part));
                    }
                    line += lines;
                }
                Err(error) => {
                    self.ready.push_back(Err(error.shifted(line)));
                    break;
                }
            }
        }
        self.blocks.done(cut, line - from);
    }
}
