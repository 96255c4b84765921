//! The rows of a table, written and read.

use csv_core::{ReadFieldResult, Reader, Terminator, WriteResult, Writer, WriterBuilder};

use super::guard;

/// A table being written: cells are quoted where they must be, and guarded.
pub(crate) struct Table {
    writer: Writer,
    text: Vec<u8>,
}

impl Table {
    /// A table of its heading row.
    #[inline]
    pub fn new<'a>(heading: impl IntoIterator<Item = &'a str>) -> Self {
        let writer = WriterBuilder::new().terminator(Terminator::CRLF).build();
        let mut table = Self { writer, text: Vec::new() };
        table.row(heading);
        table
    }

    /// Adds a row.
    #[inline]
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        for (at, cell) in cells.into_iter().enumerate() {
            if at > 0 {
                self.write(CLOSING, Writer::delimiter);
            }
            let cell = guard(cell);
            // Every character may be a quote, which is doubled, and one begins the cell.
            self.write(2 * cell.len() + 1, |writer, room| {
                let (result, _, written) = writer.field(cell.as_bytes(), room);
                (result, written)
            });
        }
        self.write(CLOSING, Writer::terminator);
    }

    /// The table as text.
    #[inline]
    pub fn finish(self) -> String {
        String::from_utf8(self.text).unwrap_or_default()
    }

    #[inline]
    fn write(
        &mut self,
        room: usize,
        write: impl FnOnce(&mut Writer, &mut [u8]) -> (WriteResult, usize),
    ) {
        let start = self.text.len();
        self.text.resize(start + room, 0);
        let (_, written) = write(&mut self.writer, self.text.get_mut(start..).unwrap_or_default());
        self.text.truncate(start + written);
    }
}

/// Most bytes that end a cell or a row: two quotes and two of a new line.
const CLOSING: usize = 4;

/// The rows of a table, the heading row among them; blank lines are left out.
pub(crate) struct Rows<'a> {
    reader: Reader,
    rest: &'a [u8],
    /// Room for a cell, as long as the table: no cell is longer.
    cell: Vec<u8>,
}

impl<'a> Rows<'a> {
    #[inline]
    pub fn of(table: &'a str) -> Self {
        Self { reader: Reader::new(), rest: table.as_bytes(), cell: vec![0; table.len()] }
    }
}

impl Iterator for Rows<'_> {
    type Item = Vec<String>;

    #[inline]
    fn next(&mut self) -> Option<Vec<String>> {
        let (mut row, mut length) = (Vec::new(), 0);
        loop {
            let room = self.cell.get_mut(length..)?;
            let (result, read, written) = self.reader.read_field(self.rest, room);
            self.rest = self.rest.get(read..)?;
            length += written;
            match result {
                // The next turn reads the end of the table, which ends the cell.
                ReadFieldResult::InputEmpty => {}
                ReadFieldResult::Field { record_end } => {
                    row.push(String::from_utf8_lossy(self.cell.get(..length)?).into_owned());
                    length = 0;
                    if record_end {
                        return Some(row);
                    }
                }
                ReadFieldResult::OutputFull | ReadFieldResult::End => return None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn what_is_written_is_read(
            rows in proptest::collection::vec(["[a\",\r\n 社]{0,4}", "[\"]{0,9}"], 1..5),
        ) {
            let mut table = Table::new(["first", "second"]);
            for row in &rows {
                table.row(row.each_ref().map(String::as_str));
            }
            let table = table.finish();
            let read: Vec<_> = Rows::of(&table).skip(1).collect();
            let guarded: Vec<_> =
                rows.iter().map(|row| row.each_ref().map(|cell| guard(cell).into_owned())).collect();
            proptest::prop_assert_eq!(read, guarded);
        }
    }

    #[test]
    fn rows_end_with_any_new_line_or_with_the_table() {
        let table = "a,b\r\n\n\"1\",\n,2\r3";
        let rows: Vec<_> = Rows::of(table).collect();
        assert_eq!(rows, [vec!["a", "b"], vec!["1", ""], vec!["", "2"], vec!["3"]]);
        assert_eq!(Rows::of("").next(), None);
    }

    #[test]
    fn a_row_of_one_empty_cell_is_a_row() {
        let mut table = Table::new(["only"]);
        table.row([""]);
        assert_eq!(table.finish(), "only\r\n\"\"\r\n");
    }
}
