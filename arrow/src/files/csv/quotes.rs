//! Where cells are quoted, so that separators and line ends inside are text.

use memchr::{memchr, memchr_iter};

/// The quotes of a run of bytes that begins at the beginning of a row.
#[derive(Clone, Debug, Default)]
pub struct Quotes {
    pub style: Style,
    /// Quoted cells with a line end inside, in order.
    pub breaks: Vec<(usize, usize)>,
    /// Where a quoted cell begins that does not end.
    pub open: Option<usize>,
}

/// How quotes are told from text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// There are none.
    #[default]
    None,
    /// Every quote begins or ends a cell, or is doubled within one: what is inside has an odd number
    /// of quotes before it.
    Paired,
    /// Some quote is text: what is inside lies within these cells.
    Loose(Vec<(usize, usize)>),
}

/// The signs of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signs {
    pub separator: u8,
    /// The last byte of a line.
    pub newline: u8,
}

impl Signs {
    fn ends_cell(self, byte: u8) -> bool {
        byte == self.separator || byte == self.newline || byte == b'\r'
    }

    /// Looks at every quote once.
    pub fn quotes(self, data: &[u8]) -> Quotes {
        let mut quotes = Quotes::default();
        let Some(first) = memchr(b'"', data) else { return quotes };
        quotes.style = Style::Paired;
        let mut cells = Vec::new();
        let mut next = Some(first);
        while let Some(at) = next {
            let begins = at == 0 || data.get(at - 1).is_some_and(|&byte| self.begins_after(byte));
            if !begins {
                loosen(&mut quotes.style);
                next = after(data, at + 1);
                continue;
            }
            let Some(end) = close(data, at) else {
                quotes.open = Some(at);
                break;
            };
            if data.get(end + 1).is_some_and(|&byte| !self.ends_cell(byte)) {
                loosen(&mut quotes.style);
            }
            let inside = data.get(at..end).unwrap_or_default();
            if memchr(self.newline, inside).is_some() {
                quotes.breaks.push((at, end));
            }
            cells.push((at, end));
            next = after(data, end + 1);
        }
        if let Style::Loose(loose) = &mut quotes.style {
            *loose = cells;
        }
        quotes
    }

    fn begins_after(self, byte: u8) -> bool {
        byte == self.separator || byte == self.newline
    }
}

fn loosen(style: &mut Style) {
    *style = Style::Loose(Vec::new());
}

fn after(data: &[u8], from: usize) -> Option<usize> {
    memchr(b'"', data.get(from..)?).map(|at| from + at)
}

/// Where a quoted cell that begins here ends.
fn close(data: &[u8], begin: usize) -> Option<usize> {
    let mut from = begin + 1;
    loop {
        let end = after(data, from)?;
        if data.get(end + 1) != Some(&b'"') {
            return Some(end);
        }
        from = end + 2;
    }
}

impl Quotes {
    /// Whether a line end here is text within a quoted cell.
    pub fn within(&self, at: usize) -> Option<(usize, usize)> {
        let place = self.breaks.partition_point(|&(_, end)| end < at);
        self.breaks.get(place).copied().filter(|&(begin, _)| begin < at)
    }

    /// Those of a part that begins and ends between rows.
    pub fn part(&self, from: usize, to: usize) -> Self {
        let shifted = |cells: &[(usize, usize)]| {
            let here = cells.iter().filter(|&&(begin, end)| begin >= from && end < to);
            here.map(|&(begin, end)| (begin - from, end - from)).collect()
        };
        let style = match &self.style {
            Style::Loose(cells) => Style::Loose(shifted(cells)),
            style => style.clone(),
        };
        Self { style, breaks: shifted(&self.breaks), open: None }
    }
}

/// Line ends within a cell.
pub fn line_ends(newline: u8, cell: &[u8]) -> u64 {
    memchr_iter(newline, cell).count() as u64
}

/// The text of a cell without its quotes; what is no quote stays.
pub fn unquoted(cell: &[u8], out: &mut Vec<u8>) {
    out.clear();
    let Some(inside) = cell.strip_prefix(b"\"") else { return out.extend_from_slice(cell) };
    let end = close(cell, 0).unwrap_or(cell.len());
    let (quoted, rest) = inside.split_at_checked(end - 1).unwrap_or((inside, &[]));
    let mut rest_of = quoted;
    while let Some(at) = memchr(b'"', rest_of) {
        out.extend_from_slice(rest_of.get(..=at).unwrap_or_default());
        rest_of = rest_of.get(at + 2..).unwrap_or_default();
    }
    out.extend_from_slice(rest_of);
    out.extend_from_slice(rest.get(1..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_taken_off_once() {
        let mut out = Vec::new();
        for (cell, text) in [
            ("a", "a"),
            ("\"a\"", "a"),
            ("\"a,\"\"b\"\"\"", "a,\"b\""),
            ("\"\"", ""),
            ("\"a\"b", "ab"),
            ("\"\"\"\"", "\""),
            ("5\" disk", "5\" disk"),
            ("\"open", "open"),
        ] {
            unquoted(cell.as_bytes(), &mut out);
            assert_eq!(std::str::from_utf8(&out).unwrap(), text, "{cell}");
        }
    }
}
