//! Files as people save them: what comes out is what is in them, or is refused by name.
#![cfg(feature = "files")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
#![allow(clippy::needless_pass_by_value, reason = "files are made for one call")]

use std::fmt::Write as _;
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use arrow_array::cast::AsArray as _;
use arrow_array::types::Int16Type;
use arrow_array::{Array as _, RecordBatch};
use proptest::prelude::*;
use shisei::{Lang, catalog};
use shisei_arrow::files::{FileCode, Files, IdFrom};
use shisei_arrow::{Error, Keep, Long, OnError, Portfolio, PortfolioScorer};

struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let next = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("shisei-{}-{next}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn scorer(on_error: OnError) -> PortfolioScorer {
    let framework = catalog::framework("five-basics@3.1").unwrap();
    Portfolio::new([framework]).id("firm").on_error(on_error).compile().unwrap()
}

/// Firm, coverage and problem of each row.
type Row = (Option<String>, Option<i16>, Option<String>);

fn rows(batches: impl IntoIterator<Item = RecordBatch>) -> Vec<Row> {
    let mut rows = Vec::new();
    for batch in batches {
        let text = |name: &str, at: usize| {
            let column = batch.column_by_name(name).unwrap().as_string::<i32>();
            column.is_valid(at).then(|| column.value(at).to_owned())
        };
        let coverage = batch.column_by_name("coverage").unwrap().as_primitive::<Int16Type>();
        for at in 0..batch.num_rows() {
            let score = coverage.is_valid(at).then(|| coverage.value(at));
            rows.push((text("firm", at), score, text("problem", at)));
        }
    }
    rows
}

fn score(files: Files) -> Result<Vec<Row>, Error> {
    let scored = files.score(&scorer(OnError::Report))?;
    Ok(rows(scored.map(|batch| batch.unwrap())))
}

fn good(firm: &str, coverage: i16) -> Row {
    (Some(firm.to_owned()), Some(coverage), None)
}

const HEADER: &str = "firm,B1,B2,B3,B4,B5";

#[test]
fn every_encoding_and_line_end_is_the_same_table() {
    let folder = Folder::new();
    let text = format!("{HEADER}\n株式会社㈱髙①,できている,done,done,できていない,done\nB,,,,,\n");
    let expected = [good("株式会社㈱髙①", 80), good("B", 0)];
    let (cp932, _, bad) = encoding_rs::SHIFT_JIS.encode(&text);
    assert!(!bad);
    let utf16: Vec<u8> =
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let (euc, _, _) =
        encoding_rs::EUC_JP.encode("firm,B1,B2,B3,B4,B5\n東京,done,done,done,done,done\n");
    let table: [(&str, Vec<u8>); 8] = [
        ("plain.csv", text.clone().into_bytes()),
        ("mark.csv", format!("\u{feff}{text}").into_bytes()),
        ("crlf.csv", text.replace('\n', "\r\n").into_bytes()),
        ("cr.csv", text.replace('\n', "\r").into_bytes()),
        ("open.csv", text.trim_end().as_bytes().to_vec()),
        ("cp932.csv", cp932.into_owned()),
        ("utf16.csv", utf16),
        ("tabs.tsv", text.replace(',', "\t").into_bytes()),
    ];
    for (name, bytes) in table {
        let found = score(Files::new([folder.file(name, bytes)])).unwrap();
        assert_eq!(found.len(), 2, "{name}");
        assert_eq!(found[0], expected[0], "{name}");
    }
    let path = folder.file("euc.csv", euc);
    assert_eq!(score(Files::new([&path]).encoding("euc_jp")).unwrap(), [good("東京", 100)]);
    for other in ["utf-8", "cp932"] {
        assert!(
            score_error(Files::new([&path]).encoding(other)).contains("euc.csv, row"),
            "{other}"
        );
    }
    assert!(score_error(Files::new([&path]).encoding("klingon")).contains("`klingon`"));
}

/// The first error, as text.
fn score_error(files: Files) -> String {
    match files.score(&scorer(OnError::Report)) {
        Err(error) => error.to_string(),
        Ok(scored) => match scored.collect::<Result<Vec<_>, _>>() {
            Ok(batches) => format!("no error in {} rows", rows(batches).len()),
            Err(error) => error.to_string(),
        },
    }
}

#[test]
fn each_file_has_its_own_encoding_separator_and_order() {
    let folder = Folder::new();
    let first = encoding_rs::SHIFT_JIS
        .encode(&format!("{HEADER}\n東京,done,done,done,done,done\n"))
        .0
        .into_owned();
    let second = "B5;B4;B3;B2;B1;firm\ndone;done;done;done;できていない;日本\n";
    let paths = [folder.file("g-1.csv", first), folder.file("g-2.csv", second)];
    assert_eq!(score(Files::new(paths)).unwrap(), [good("東京", 100), good("日本", 80)]);
}

#[test]
fn a_file_that_changes_its_encoding_is_refused_by_row() {
    let folder = Folder::new();
    let mut bytes = format!("{HEADER}\n").into_bytes();
    for row in 0..100_000 {
        bytes.extend_from_slice(format!("C-{row},done,done,done,done,done\n").as_bytes());
    }
    let plain = bytes.clone();
    bytes.extend_from_slice(&encoding_rs::SHIFT_JIS.encode("東京,done,done,done,done,done\n").0);
    let late = score(Files::new([folder.file("late.csv", &bytes)])).unwrap();
    assert_eq!(late.len(), 100_001);
    assert_eq!(late.last(), Some(&good("東京", 100)));
    bytes.extend_from_slice("日本,done,done,done,done,done\n".as_bytes());
    let message = score_error(Files::new([folder.file("both.csv", &bytes)]));
    assert!(message.contains("both.csv, row 10000"), "{message}");
    let mut utf8 = format!("{HEADER}\n東京,done,done,done,done,done\n").into_bytes();
    utf8.extend_from_slice(plain.split_at(HEADER.len() + 1).1);
    utf8.extend_from_slice(b"C,done,d\xff\xfene,done,done,done\n");
    let message = score_error(Files::new([folder.file("bad.csv", &utf8)]));
    assert!(message.contains("bad.csv, row 100003: column B2"), "{message}");
    let said = Files::new([folder.file("bad.csv", &utf8)]).encoding("utf-8");
    let (firm, coverage, problem) = score(said).unwrap().pop().unwrap();
    assert_eq!((firm.as_deref(), coverage), (Some("C"), None));
    let problem = problem.unwrap();
    assert!(
        problem.starts_with("firm=C (bad.csv, row 100003), B2: `d\u{fffd}\u{fffd}ne`"),
        "{problem}"
    );
}

#[test]
fn rows_that_are_not_whole_keep_their_place_and_empty_ones_are_told() {
    let folder = Folder::new();
    let rows = "A,done,done,done,done,done\n\n,,,,,\nB,done\n\"C,\n\"\"x\"\"\",done,done,done,done,done,\n\
        D,done,done,done,done,done,more\n , , ,,,\nE,done,done,done,done,maybe\n";
    let path = folder.file("in.csv", format!("{HEADER}\n{rows}"));
    let mut scored = Files::new([&path]).score(&scorer(OnError::Report)).unwrap();
    let batches: Vec<_> = scored.by_ref().map(|batch| batch.unwrap()).collect();
    let found = self::rows(batches);
    let firms: Vec<&str> = found.iter().filter_map(|row| row.0.as_deref()).collect();
    assert_eq!(firms, ["A", "B", "C,\n\"x\"", "D", "E"]);
    let scores: Vec<Option<i16>> = found.iter().map(|row| row.1).collect();
    assert_eq!(scores, [Some(100), None, Some(100), None, None]);
    let told = |at: usize| found[at].2.clone().unwrap_or_default();
    assert!(told(1).contains("firm=B (in.csv, row 5)"), "{}", told(1));
    assert!(told(1).contains("the row has 2 cells, the header 6"), "{}", told(1));
    assert!(told(3).contains("row 8") && told(3).contains("7 cells"), "{}", told(3));
    assert!(told(4).contains("row 10), B5: `maybe`"), "{}", told(4));
    let notes: Vec<&str> = scored.notes(Lang::En).collect();
    assert_eq!(notes.len(), 1);
    assert!(notes[0].ends_with("3 rows (rows 3 to 9) without any value left out"), "{notes:?}");
    let stopped = Files::new([&path]).score(&scorer(OnError::Stop)).unwrap().next().unwrap();
    assert!(stopped.unwrap_err().to_string().contains("in.csv, row 5"));
}

#[test]
fn what_is_above_the_header_is_left_out() {
    let folder = Folder::new();
    let row = "A;done;done;done;done;done";
    let header = HEADER.replace(',', ";");
    let declared = folder.file("sep.csv", format!("sep=;\r\n{header}\r\n{row}\r\n"));
    let blank = folder.file("blank.csv", format!("\n;;;\n{header}\n{row}\n"));
    let titled = folder.file("title.csv", format!("Answers of 2026\n\n{header}\n{row}\n"));
    assert_eq!(score(Files::new([declared])).unwrap(), [good("A", 100)]);
    assert_eq!(score(Files::new([&blank])).unwrap(), [good("A", 100)]);
    assert_eq!(score(Files::new([blank]).header_row(3)).unwrap(), [good("A", 100)]);
    assert_eq!(score(Files::new([titled]).header_row(3)).unwrap(), [good("A", 100)]);
}

#[test]
fn what_cannot_be_read_is_refused_by_name() {
    let folder = Folder::new();
    let wide: String = (0..200_000).fold(String::new(), |mut names, at| {
        let _ = write!(names, "c{at},");
        names
    });
    for (name, bytes, code, place) in [
        ("empty.csv", String::new(), FileCode::NoHeader, "empty.csv: "),
        (
            "open.csv",
            format!("{HEADER}\nA,\"done\nB,done\n"),
            FileCode::OpenQuote,
            "open.csv, row 2: ",
        ),
        ("wide.csv", wide, FileCode::TooLarge, "wide.csv, row 1: "),
        ("a.doc", String::new(), FileCode::UnknownKind, "a.doc: "),
        ("nul.csv", format!("f\0i\0,{HEADER}\n"), FileCode::NotText, "nul.csv, row 1: "),
        (
            "long.csv",
            format!("{HEADER}\n{}", "x".repeat(17 << 20)),
            FileCode::TooLarge,
            "long.csv, row 2: ",
        ),
    ] {
        let path = folder.file(name, bytes);
        let reader = Files::new([&path]).read().and_then(|mut reader| match reader.next() {
            Some(Err(error)) => Err(match error {
                arrow_schema::ArrowError::ExternalError(error) => *error.downcast().unwrap(),
                error => panic!("{error}"),
            }),
            _ => Ok(()),
        });
        let Err(Error::File(error)) = reader else { panic!("{name} was read") };
        assert_eq!(error.code(), code, "{error}");
        assert!(error.message(Lang::En).contains(place), "{error}");
        assert!(!error.message(Lang::Ja).is_ascii());
    }
}

#[test]
fn what_is_carried_may_be_large_and_answers_may_not() {
    let folder = Folder::new();
    let large = "x".repeat(2 << 20);
    let id = folder.file("id.csv", format!("{HEADER}\n{large},done,done,done,done,done\n"));
    assert_eq!(score(Files::new([id])).unwrap(), [good(&large, 100)]);
    let answer = folder.file("answer.csv", format!("{HEADER}\nA,{large},done,done,done,done\n"));
    let error = score_error(Files::new([answer]));
    assert!(error.contains("answer.csv, row 2: column B1"), "{error}");
    let twice = folder.file("twice.csv", "firm,B1,B1\nA,done,done\n");
    assert!(score_error(Files::new([twice])).contains("more than one column 'B1'"));
}

#[test]
fn a_value_without_a_heading_is_a_problem_of_its_row() {
    let folder = Folder::new();
    let path = folder.file(
        "in.csv",
        format!("{HEADER},,\nA,done,done,done,done,done,,\nB,done,done,done,done,done,x,\n"),
    );
    let found = score(Files::new([path])).unwrap();
    assert_eq!(found[0], good("A", 100));
    assert!(found[1].2.as_ref().unwrap().contains("column 7 has a value and no heading"));
}

#[test]
fn packed_files_are_unpacked() {
    use std::io::Write as _;
    let folder = Folder::new();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(format!("{HEADER}\nA,done,done,done,done,done\n").as_bytes()).unwrap();
    let path = folder.file("in.csv.gz", packed.finish().unwrap());
    assert_eq!(score(Files::new([path])).unwrap(), [good("A", 100)]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Any table comes back as it was written, whatever it is cut into.
    #[test]
    fn tables_come_back(
        table in (1_usize..6).prop_flat_map(|width| {
            prop::collection::vec(prop::collection::vec("[a東,;\"\n\r 　x]{0,6}", width), 1..60)
        }),
        quote_all: bool,
        threads in 1_usize..4,
        copies in prop::sample::select(vec![1_usize, 300]),
    ) {
        let folder = Folder::new();
        let width = table[0].len();
        let quoted = |cell: &str| {
            let must = cell.contains([',', '"', '\n', '\r', ';', '\t']) || cell.trim().is_empty();
            if quote_all || must { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
        };
        let mut text: String = (0..width).map(|at| format!("c{at}")).collect::<Vec<_>>().join(",");
        text.push('\n');
        // A first column that is never empty: otherwise the row might be none.
        let table: Vec<Vec<String>> = table.into_iter().map(|mut row| {
            row[0].insert(0, 'k');
            row
        }).collect();
        for row in std::iter::repeat_n(&table, copies).flatten() {
            text.push_str(&row.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(","));
            text.push('\n');
        }
        let files = Files::new([folder.file("in.csv", &text)]).threads(NonZero::new(threads).unwrap());
        let mut at = 0;
        for batch in files.read().unwrap() {
            let batch = batch.unwrap();
            for row in 0..batch.num_rows() {
                for (column, cell) in table[at % table.len()].iter().enumerate() {
                    let column = batch.column(column).as_string::<i32>();
                    prop_assert_eq!(column.value(row), cell.as_str());
                    prop_assert_eq!(column.is_null(row), cell.is_empty());
                }
                at += 1;
            }
        }
        prop_assert_eq!(at, table.len() * copies);
    }
}

#[test]
fn answers_that_are_kept_stay_text() {
    let folder = Folder::new();
    let path =
        folder.file("in.csv", format!("{HEADER},memo\nA,done,DONE,done,done,done,\"a\"\"b\"\n"));
    let framework = catalog::framework("five-basics@3.1").unwrap();
    let scorer = Portfolio::new([framework]).id("firm").keep(Keep::All).compile().unwrap();
    let batch = Files::new([path]).score(&scorer).unwrap().next().unwrap().unwrap();
    assert_eq!(batch.column_by_name("B2").unwrap().as_string::<i32>().value(0), "DONE");
    assert_eq!(batch.column_by_name("memo").unwrap().as_string::<i32>().value(0), "a\"b");
}

#[test]
fn a_file_of_one_answer_a_row_is_scored_with_a_row_for_each_id() {
    let folder = Folder::new();
    let mut text = "firm;x;item;answer\nA;1;B1;done\n;;;\nB;2;問2;できている\n".to_owned();
    for (firm, items) in [("A", [2, 3, 4, 5]), ("B", [1, 3, 4, 5])] {
        for item in items {
            let _ = writeln!(text, "{firm};;B{item};できていない");
        }
    }
    let (cp932, ..) = encoding_rs::SHIFT_JIS.encode(&text);
    let layout = Long::new("item", "answer");
    for (name, bytes) in [("a.csv", text.as_bytes().to_vec()), ("b.csv", cp932.into_owned())] {
        let files = Files::new([folder.file(name, bytes)]);
        let mut scored = files.score_long(&scorer(OnError::Report), &layout).unwrap();
        let batches: Vec<RecordBatch> = scored.by_ref().map(Result::unwrap).collect();
        assert_eq!(rows(batches), [good("A", 20), good("B", 20)]);
        let notes: Vec<String> = scored.notes(Lang::En).map(str::to_owned).collect();
        assert!(notes[0].contains("semicolons"), "{notes:?}");
        assert!(notes[1].contains("row 3"), "{notes:?}");
        let read = files.read_long(&scorer(OnError::Report), &layout).unwrap();
        assert_eq!(read.map(|batch| batch.unwrap().num_rows()).sum::<usize>(), 2);
    }
    let refused = |name: &str, text: &str| {
        let files = Files::new([folder.file(name, text)]);
        match files.score_long(&scorer(OnError::Report), &layout) {
            Ok(mut scored) => scored.find_map(Result::err).unwrap().to_string(),
            Err(error) => error.to_string(),
        }
    };
    let said = refused("c.csv", "firm,item,answer\nA,B1,done\nB,B1\n");
    assert!(said.contains("c.csv, row 3: the row has 2 cells, the header 3"), "{said}");
    let said = refused("d.csv", "firm,item,anwser\nA,B1,done\n");
    assert!(said.contains("long: there is no column `answer`"), "{said}");
    assert!(said.contains("`anwser`") && said.contains("d.csv"), "{said}");
}

#[test]
fn forms_say_whose_they_are() {
    let folder = Folder::new();
    let mut form = "調査票,\n会社名,青山商店\n区分,\nNo.,回答\n基本,\n1,できている\n".to_owned();
    for item in 2..=5 {
        let _ = writeln!(form, "{item},できていない");
    }
    let path = folder.file("C-1.csv", form + ",\n※ 以上,\n");
    let score = |path: &PathBuf, from: &str, layout: &Long| {
        let files = Files::new([path]).id_from(from.parse::<IdFrom>().unwrap());
        let scored = files.score_long(&scorer(OnError::Report), layout)?;
        Ok::<_, Error>(rows(scored.collect::<Result<Vec<_>, _>>()?))
    };
    let layout = Long::new("No.", "回答");
    assert_eq!(score(&path, "file", &layout).unwrap(), [good("C-1", 20)]);
    assert_eq!(score(&path, "B2", &layout).unwrap(), [good("青山商店", 20)]);
    let said = |from: &str, layout: &Long| score(&path, from, layout).unwrap_err().to_string();
    assert!(said("C2", &layout).contains("the cell C2 is empty"));
    assert!(said("sheet", &layout).contains("CSV has no sheet"));
    let other = said("file", &Long::new("番号", "回答"));
    assert!(
        other.contains("no row has the headings '番号', '回答': 調査票 / 会社名 青山商店"),
        "{other}"
    );
    let twice = folder.file("twice.csv", "No.,回答,回答\n1,できている,できている\n");
    let twice = score(&twice, "file", &layout).unwrap_err().to_string();
    assert!(twice.contains("row 1: there is more than one column '回答'"), "{twice}");
    for wrong in ["", "B0", "2B", "ABCD1", "B12345678", "Bあ", "あ1"] {
        let error = wrong.parse::<IdFrom>().unwrap_err();
        assert_eq!(error.problems()[0].code.as_str(), "unknown-option", "{wrong}");
    }
}
