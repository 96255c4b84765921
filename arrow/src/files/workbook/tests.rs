//! A sheet that is shared out among threads is read as it is by one.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use arrow_schema::{DataType, Field, Schema, SchemaRef};
use calamine::Sheets;
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Answered, Column, Plan, Sheet, Wanted, Workbook, parts};
use crate::cell::text;
use crate::files::csv::Role;
use crate::files::part::Counted;

const HEADINGS: [&str; 5] = ["firm", "B1", "B2", "B3", "memo"];
const STRINGS: [&str; 4] = ["done", "not done", "A &amp; B", "1"];

/// A file that is removed again.
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// A workbook with this XML as its sheet, behind another one.
fn workbook(sheet: &str) -> Temporary {
    static MADE: AtomicUsize = AtomicUsize::new(0);
    let name =
        format!("shisei-{}-{}.xlsx", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
    let path = std::env::temp_dir().join(name);
    let mut package = ZipWriter::new(File::create(&path).unwrap());
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let strings = STRINGS.map(|text| format!("<si><t>{text}</t></si>")).concat();
    let parts = [
        (
            "_rels/.rels",
            format!(
                r#"<Relationships><Relationship Id="w" Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        ("xl/worksheets/other.xml", "<worksheet><sheetData/></worksheet>".to_owned()),
        ("xl/worksheets/sheet.xml", sheet.to_owned()),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{main}" xmlns:r="{relation}"><sheets><sheet name="x" sheetId="1" r:id="a"/><sheet name="s" sheetId="2" r:id="b"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"<Relationships><Relationship Id="a" Type="{relation}/worksheet" Target="worksheets/other.xml"/><Relationship Id="b" Type="{relation}/worksheet" Target="worksheets/sheet.xml"/></Relationships>"#
            ),
        ),
        ("xl/sharedStrings.xml", format!(r#"<sst xmlns="{main}">{strings}</sst>"#)),
    ];
    for (name, content) in parts {
        package.start_file(name, SimpleFileOptions::default()).unwrap();
        package.write_all(content.as_bytes()).unwrap();
    }
    package.finish().unwrap();
    Temporary(path)
}

fn open(path: &Path) -> Result<Workbook, String> {
    let sheet = Sheet::Name("s".to_owned());
    let wanted = Wanted {
        sheet: Some(&sheet),
        row: None,
        rows: 1,
        named: None,
        fits: &|_| true,
        guess: false,
    };
    Workbook::open(path, &wanted).map_err(|error| error.to_string())
}

/// What is read: the firm, with its name filled down, and three answers.
fn plan() -> (Vec<Column>, SchemaRef, Answered) {
    let few = DataType::Dictionary(Box::new(DataType::UInt16), Box::new(DataType::Utf8));
    let named = HEADINGS.iter().take(4).enumerate();
    let columns = named.map(|(place, name)| Column {
        place,
        name: (*name).to_owned(),
        role: if place == 0 { Role::Text } else { Role::Answer },
    });
    let columns: Vec<Column> = columns.collect();
    let field = |column: &Column| match column.role {
        Role::Text => Field::new(&column.name, DataType::Utf8, true),
        Role::Answer => Field::new(&column.name, few.clone(), true),
    };
    let schema = Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()));
    let names = |columns: &[Column]| columns.iter().map(|it| it.name.clone()).collect();
    let answered = Answered {
        columns: names(columns.get(1..).unwrap()),
        key: Some("firm".to_owned()),
        filled: vec!["firm".to_owned()],
    };
    (columns, schema, answered)
}

/// The rows with their numbers and what is wrong with them, those without a value, and those that are
/// hidden: how many, the first and the last.
type Read = Result<(Vec<(u64, Vec<Option<String>>, Option<String>)>, [u64; 3], [u64; 3]), String>;

fn read(path: &Path, threads: usize) -> Read {
    let (columns, schema, answered) = plan();
    let rows = open(path)?.rows(&columns, &schema, &answered, usize::MAX, threads);
    let mut rows = rows.map_err(|error| error.to_string())?;
    let mut all = Vec::new();
    while let Some(part) = rows.next() {
        let origin = part.origin.unwrap();
        for row in 0..part.batch.num_rows() {
            let cells = part.batch.columns().iter().map(|column| text(column.as_ref(), row));
            let flaw = origin.flaws.iter().find(|(at, _)| *at == row);
            all.push((origin.row(row), cells.collect(), flaw.map(|(_, said)| said.en.clone())));
        }
    }
    let counted = |it: Counted| [it.rows, it.first, it.last];
    Ok((all, counted(rows.skipped), counted(rows.hidden)))
}

/// How many parts the sheet is read in, if it is.
fn parts_of(path: &Path, threads: usize) -> Option<usize> {
    let Workbook { mut book, package, place, names, .. } = open(path).ok()?;
    let (columns, schema, answered) = plan();
    let Sheets::Xlsx(book) = &mut book else { return None };
    let xml = package.sheet(book, "s", true)?;
    let regions = xml.regions("s")?;
    let plan = Plan {
        place: &place,
        names: &names,
        header: 0,
        columns: &columns,
        schema: &schema,
        answered: &answered,
        regions: &regions,
        hidden: &xml.hidden,
    };
    parts::tables(&xml, "s", threads, &plan).map(|tables| tables.len())
}

fn sheet(rows: &str, after: &str) -> String {
    let cells = HEADINGS.map(|name| format!(r#"<c t="inlineStr"><is><t>{name}</t></is></c>"#));
    let cells = cells.concat();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><worksheet><dimension ref="A1:E9"/><sheetData><row r="1">{cells}</row>{rows}</sheetData>{after}</worksheet>"#
    )
}

fn alike(xml: &str) -> Read {
    let made = workbook(xml);
    let whole = read(&made.0, 1);
    for threads in [2, 3, 7] {
        assert_eq!(read(&made.0, threads), whole, "{threads} threads\n{xml}");
    }
    whole
}

fn firm(row: u32) -> String {
    format!(
        r#"<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>F{row}</t></is></c><c r="B{row}" t="s"><v>0</v></c></row>"#
    )
}

#[test]
fn plain_rows_are_shared_out() {
    let rows: String = (2..40).map(firm).collect();
    let made = workbook(&sheet(&rows, ""));
    assert_eq!(parts_of(&made.0, 1), None);
    assert_eq!(parts_of(&made.0, 2), Some(2));
    assert_eq!(parts_of(&made.0, 7), Some(7));
    let (read, skipped, hidden) = alike(&sheet(&rows, "")).unwrap();
    assert_eq!((read.len(), skipped, hidden), (38, [0, 0, 0], [0, 0, 0]));
}

#[test]
fn rows_that_are_hidden_are_read_and_counted() {
    let hide = |row: u32, how: &str| firm(row).replacen("<row", &format!("<row{how}"), 1);
    let mut rows: Vec<String> = (2..80).map(firm).collect();
    rows[3] = hide(5, " spans=\"1:5\" hidden=\"1\" ht=\"15\"");
    rows[10] = hide(12, " hidden=\"0\"");
    rows[60] = hide(62, " hidden=\"true\"");
    // Nothing is in it.
    rows.push("<row r=\"90\" hidden=\"1\"/>".to_owned());
    let (read, _, hidden) = alike(&sheet(&rows.concat(), "")).unwrap();
    assert_eq!((read.len(), hidden), (78, [2, 5, 62]));
    let text = firm(9).replace("F9", "a row that says hidden=\"1\"");
    let (_, _, hidden) = alike(&sheet(&text, "<cols><col hidden=\"1\"/></cols>")).unwrap();
    assert_eq!(hidden, [0, 0, 0]);
}

/// XML in which a cut between two rows may be none, or other than it looks.
#[test]
fn no_cut_is_taken_for_one() {
    let hidden = (2..30).map(firm).collect::<String>();
    let cases = [
        format!("<!-- {hidden} -->"),
        format!(r#"<row r="9"><c r="A9" t="str"><v><![CDATA[{hidden}]]></v></c></row>"#),
        format!(r#"<row r="9" x='{hidden}'><c r="A9"><v>1</v></c></row>"#),
        format!(r#"<row r="9"><c r="A9" t="str"><v>{hidden}</v></c></row>"#),
        format!(r#"<row r="9"><c r="A9" t="inlineStr"><is><t>{hidden}</t></is></c></row>"#),
        format!(r#"<row r="9"><c r="A9"><v>1</v></c>{hidden}</row>"#),
        format!(r#"<row r="9"><c t="s"><v>0</v></c><c t="s"><v>1</v></c>{hidden}"#),
        format!("<? {hidden} ?>"),
        format!("</sheetData>{hidden}<sheetData>"),
        hidden.clone(),
        hidden.replace("<row r", "<row  s='1' r"),
        hidden.replace("<row", "<x:row"),
        hidden.replace(" t=\"inlineStr\"", ""),
        hidden.replacen("</row>", "</row", 9),
        format!("{hidden}{hidden}"),
        format!(
            "{}</row>{}</row>{}",
            &firm(2),
            &hidden,
            &hidden.replace("</c></row>", "</c></row></row>")
        ),
        hidden.replacen("</row>", "</row></row>", 1)
            + &hidden.replacen("</row>", "</row></row>", 1),
        (30..60)
            .map(|row| {
                firm(row).replacen(
                    "</row>",
                    if row % 15 == 0 { "</row></row>" } else { "</row>" },
                    1,
                )
            })
            .collect(),
        format!("{hidden}<row r=\"x\"><c><v>1</v></c></row>"),
    ];
    for case in &cases {
        for (before, behind) in
            [("", ""), (&*firm(31), &*firm(32)), (&*firm(40), "<row><c><v>1</v></c></row>")]
        {
            let _ = alike(&sheet(&format!("{before}{case}{behind}"), ""));
        }
    }
    let _ = alike(&sheet(&hidden, "").replace("UTF-8", "Shift_JIS"));
    let _ = alike(sheet(&hidden, "").trim_end_matches("</worksheet>"));
    let _ = alike(sheet(&hidden, "").split("</sheetData>").next().unwrap());
}

#[test]
fn a_cell_is_told_that_covers_answers() {
    let merge = |cells: &str| {
        let cells = cells.split(' ').map(|cells| format!(r#"<mergeCell ref="{cells}"/>"#));
        format!("<mergeCells>{}</mergeCells>", cells.collect::<String>())
    };
    let rows: String = (2..12).map(firm).collect();
    let rows = rows.replace(r#"<c r="B5" t="s"><v>0</v></c>"#, r#"<c r="B5" t="s"/>"#);
    let told = |cells: &str| {
        let (read, ..) = alike(&sheet(&rows, &merge(cells))).unwrap();
        let told = read.into_iter().filter_map(|(row, _, said)| Some((row, said?)));
        told.collect::<Vec<_>>()
    };
    let [(3, said)] = &*told("B3:D3") else { panic!() };
    assert!(said.contains("the cells B3:D3 are merged, and `done` is the answer of B3 alone"));
    let rows_of = |cells: &str| told(cells).into_iter().map(|(row, _)| row).collect::<Vec<_>>();
    assert_eq!(rows_of("B3:B6"), [4, 5, 6]);
    assert_eq!(rows_of("B3:C4 B8:B9"), [3, 4, 9]);
    // Nothing is written in them; they begin beside the answers, or go on there; the firm is one.
    for apart in ["B5:B7", "A3:D3", "D3:E4", "E3:E5", "A1:D1"] {
        assert_eq!(rows_of(apart), [0; 0], "{apart}");
    }
    // Whatever else an answer is merged with, rows without a firm of their own are none.
    let lone = rows.replace(r#"<c r="A4" t="inlineStr"><is><t>F4</t></is></c>"#, "");
    let (read, ..) = alike(&sheet(&lone, &merge("A3:A4 B3:B4"))).unwrap();
    let nothing = Some(String::new());
    assert_eq!(
        read[2],
        (4, vec![Some("F3".into()), Some("done".into()), nothing.clone(), nothing], None)
    );
}

/// A cell of a random sheet: how it is written, and whether it says its place.
fn cell() -> impl Strategy<Value = (usize, bool)> {
    (0..12_usize, prop::bool::weighted(0.9))
}

fn written((kind, placed): (usize, bool), row: u32, column: char) -> String {
    let place = if placed { format!(r#" r="{column}{row}""#) } else { String::new() };
    match kind {
        0..4 => format!(r#"<c{place} t="s"><v>{kind}</v></c>"#),
        4 => format!(r#"<c{place} t="inlineStr"><is><t>やった &lt;row </t></is></c>"#),
        5 => format!(r"<c{place}><v>1</v></c>"),
        6 => format!(r#"<c{place} t="e"><v>#N/A</v></c>"#),
        7 => format!(r#"<c{place} t="str"><f>A1&amp;"x"</f><v>done</v></c>"#),
        8 => format!(r"<c{place}><f>A1</f></c>"),
        9 => format!(r#"<c{place} t="b"><v>1</v></c>"#),
        10 => format!(r"<c{place}/>"),
        _ => String::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn random_sheets_are_read_alike(
        rows in prop::collection::vec(
            (0..20_u32, prop::bool::weighted(0.95), prop::collection::vec(cell(), 0..6), 0..12_u8),
            1..60,
        ),
        merged in prop::collection::vec((0..4_u8, 1..50_u32, 0..6_u32, 0..2_u8), 0..6),
    ) {
        let (mut xml, mut row) = (String::new(), 1);
        for (gap, numbered, cells, between) in rows {
            row += 1 + gap.saturating_sub(16);
            if numbered {
                write!(xml, r#"<row r="{row}" spans="1:5">"#).unwrap();
            } else {
                xml.push_str("<row>");
            }
            for (cell, column) in cells.into_iter().zip('A'..) {
                xml.push_str(&written(cell, row, column));
            }
            xml.push_str("</row>");
            xml.push_str(match between {
                0 => "\n ",
                1 => r#"<!-- <row r="3"> </row><row r="4"> -->"#,
                2 => r#"<row r="5"/>"#,
                _ => "",
            });
        }
        let merged = merged.into_iter().map(|(column, row, rows, columns)| {
            let name = |at: u8| char::from(b'A' + at);
            let (from, to) = (name(column), name(column + columns));
            format!(r#"<mergeCell ref="{from}{row}:{to}{}"/>"#, row + rows)
        });
        let merged = format!("<mergeCells>{}</mergeCells>", merged.collect::<String>());
        let _ = alike(&sheet(&xml, &merged));
    }
}
