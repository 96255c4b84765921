//! A report on many rows shows what the assessments of those rows show.
#![cfg(feature = "report")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

use std::sync::Arc;

use shisei::report::PortfolioReport as Document;
use shisei::{Code, Lang, catalog};
use shisei_arrow::arrow_array::{ArrayRef, RecordBatch, StringArray};
use shisei_arrow::report::{Contents, PortfolioReport};
use shisei_arrow::{Error, Keep, OnError, Portfolio, PortfolioScorer};

fn scorer() -> PortfolioScorer {
    let portfolio = Portfolio::new([catalog::framework("five-basics@3.1").unwrap()]);
    let portfolio = portfolio.id("firm").keep(Keep::Answers).on_error(OnError::Report);
    portfolio.spelling("まる", "met").compile().unwrap()
}

fn table() -> RecordBatch {
    let text = |texts: [&'static str; 4]| Arc::new(StringArray::from(texts.to_vec())) as ArrayRef;
    let mut columns = vec![
        ("firm", text(["C-1", "C-2", "C-3", "C-4"])),
        ("industry", text(["food", "food", "metal", "food"])),
    ];
    columns.push(("B1", text(["done", "partly", "perhaps", "まる"])));
    columns
        .extend(["B2", "B3", "B4", "B5"].map(|name| (name, text(["done", "partly", "done", ""]))));
    RecordBatch::try_from_iter(columns).unwrap()
}

fn html(contents: Contents) -> Result<String, Error> {
    let scorer = scorer();
    let mut report = PortfolioReport::new(&scorer, contents, Lang::En)?;
    let scored = scorer.score(&table())?;
    report.add(&scored.slice(0, 1))?;
    report.add(&scored.slice(1, 3))?;
    report.finish(None)
}

#[test]
fn the_document_is_that_of_the_sheets() {
    let framework = catalog::framework("five-basics@3.1").unwrap();
    let mut document = Document::new(framework, Lang::En);
    let open = shisei::UNANSWERED;
    for (firm, row) in [("C-1", [0; 5]), ("C-2", [1; 5]), ("C-4", [0, open, open, open, open])] {
        document.add(&framework.assess_row(&row).unwrap().with_subject(firm));
    }
    let pages = |html: &str| html.split_once("<article").map(|(_, rest)| rest.to_owned());
    let cover = |html: &str, end: &str| html.split_once(end).unwrap().0.to_owned();
    let ours = html(Contents::default()).unwrap();
    assert_eq!(pages(&ours), pages(&document.html()));
    // The cover is the same too, but for the row that has no sheet.
    let scored = ours.split_once("class=\"counts\"").unwrap().1;
    assert!(scored.starts_with(">\n<li><b>4</b> Answer sheets"));
    document.refuse("C-3", "", Some("unknown-choice"));
    let end = "Answer sheets that were not scored";
    assert_eq!(cover(&ours, end), cover(&document.html(), end));
    assert!(ours.contains("C-3") && ours.contains("perhaps"), "it says why");
}

#[test]
fn rows_are_chosen_by_their_ids() {
    let mut contents = Contents::default();
    contents.ids = Some(vec!["C-4".to_owned(), "C-3".to_owned()]);
    let some = html(contents.clone()).unwrap();
    assert_eq!(some.matches("<article class=\"leaf\"").count(), 1);
    assert!(some.contains("<h2>C-4</h2>") && !some.contains("C-1") && some.contains("perhaps"));
    contents.ids = Some(vec!["C-1".to_owned(), "C-22".to_owned()]);
    let Err(Error::Refused(error)) = html(contents) else { panic!("C-22 is not there") };
    let problem = &error.problems()[0];
    assert_eq!((problem.code, problem.given.as_deref()), (Code::UnknownReference, Some("C-22")));
    assert_eq!(problem.nearest.as_deref(), Some("C-2"));
}

#[test]
fn a_cover_alone_has_groups() {
    let mut contents = Contents::default();
    contents.by = vec!["industry".to_owned()];
    contents.cover_only = true;
    let cover = html(contents).unwrap();
    assert!(!cover.contains("<article"));
    let groups = cover.split_once("Results by group").unwrap().1;
    assert!(groups.find("food").unwrap() < groups.find("metal").unwrap());
}

#[test]
fn columns_that_are_not_there_are_named() {
    for change in [
        |contents: &mut Contents| contents.by = vec!["industy".to_owned()],
        |contents: &mut Contents| contents.subject = Some("nam".to_owned()),
    ] {
        let mut contents = Contents::default();
        change(&mut contents);
        let Err(Error::Refused(error)) = html(contents) else { panic!("there is no such column") };
        assert!(error.to_string().contains("industy") || error.to_string().contains("nam"));
    }
}
