//! Looks over what a file says about itself before a library takes it at its word: a size that cannot
//! be is refused before memory is asked for it.
//!
//! Footers and headers of pages are Thrift structs in the compact protocol. Nothing is read here but
//! their shape and the few sizes that matter.

/// Most bytes of a page, unpacked.
pub const MOST_PAGE: i64 = 256 << 20;
/// Deepest nesting of columns, and of structs in a footer or header.
const DEEPEST: usize = 32;

/// Whether the footer of a file can be what it says.
pub fn plausible_footer(footer: &[u8]) -> bool {
    let mut scan = Scan { data: footer, at: 0 };
    let mut schema = false;
    let read = scan.fields(DEEPEST, &mut |scan, id, kind| match (id, kind) {
        (2, LIST) => {
            schema = true;
            scan.schema()
        }
        _ => scan.skip(kind, DEEPEST),
    });
    read.is_some() && schema
}

/// Whether the page that begins here can be what its header says.
pub fn plausible_page(header: &[u8]) -> bool {
    let mut scan = Scan { data: header, at: 0 };
    let (mut size, mut values) = (0, 0);
    let read = scan.fields(DEEPEST, &mut |scan, id, kind| match (id, kind) {
        (2, I32) => {
            size = scan.number()?;
            Some(())
        }
        // The header of a dictionary, of which the first field is the number of its values.
        (7, STRUCT) => scan.fields(DEEPEST, &mut |scan, id, kind| match (id, kind) {
            (1, I32) => {
                values = scan.number()?;
                Some(())
            }
            _ => scan.skip(kind, DEEPEST),
        }),
        _ => scan.skip(kind, DEEPEST),
    });
    read.is_some() && (0..=MOST_PAGE).contains(&size) && (0..=size).contains(&values)
}

const BYTE: u8 = 3;
const I16: u8 = 4;
const I32: u8 = 5;
const I64: u8 = 6;
const DOUBLE: u8 = 7;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const SET: u8 = 10;
const MAP: u8 = 11;
const STRUCT: u8 = 12;

struct Scan<'a> {
    data: &'a [u8],
    at: usize,
}

type Visit<'a, 'v> = &'v mut dyn FnMut(&mut Scan<'a>, i64, u8) -> Option<()>;

impl<'a> Scan<'a> {
    fn byte(&mut self) -> Option<u8> {
        let byte = self.data.get(self.at).copied();
        self.at += 1;
        byte
    }

    fn unsigned(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn number(&mut self) -> Option<i64> {
        let number = self.unsigned()?;
        Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    fn pass(&mut self, bytes: u64) -> Option<()> {
        let end = self.at.checked_add(usize::try_from(bytes).ok()?)?;
        self.at = end;
        (end <= self.data.len()).then_some(())
    }

    /// Calls `visit` with every field of a struct: it has to go behind the field.
    fn fields(&mut self, levels: usize, visit: Visit<'a, '_>) -> Option<()> {
        levels.checked_sub(1)?;
        let mut id = 0;
        loop {
            let byte = self.byte()?;
            if byte == 0 {
                return Some(());
            }
            id = if byte >> 4 == 0 { self.number()? } else { id + i64::from(byte >> 4) };
            visit(self, id, byte & 0x0F)?;
        }
    }

    /// How many items a list has, and of what kind; each takes a byte at least.
    fn list(&mut self) -> Option<(u64, u8)> {
        let byte = self.byte()?;
        let items = if byte >> 4 == 15 { self.unsigned()? } else { u64::from(byte >> 4) };
        let left = self.data.len().saturating_sub(self.at) as u64;
        (items <= left).then_some((items, byte & 0x0F))
    }

    fn skip(&mut self, kind: u8, levels: usize) -> Option<()> {
        let inside = levels.checked_sub(1)?;
        match kind {
            // A boolean is in the kind itself.
            1 | 2 => Some(()),
            BYTE => self.pass(1),
            I16 | I32 | I64 => self.unsigned().map(|_| ()),
            DOUBLE => self.pass(8),
            BINARY => {
                let bytes = self.unsigned()?;
                self.pass(bytes)
            }
            LIST | SET => {
                let (items, kind) = self.list()?;
                (0..items).try_for_each(|_| self.item(kind, inside))
            }
            MAP => {
                let items = self.unsigned()?;
                if items == 0 {
                    return Some(());
                }
                let kinds = self.byte()?;
                let each = |scan: &mut Self| {
                    scan.item(kinds >> 4, inside)?;
                    scan.item(kinds & 0x0F, inside)
                };
                (0..items).try_for_each(|_| each(self))
            }
            STRUCT => self.fields(inside, &mut |scan, _, kind| scan.skip(kind, inside)),
            _ => None,
        }
    }

    fn item(&mut self, kind: u8, levels: usize) -> Option<()> {
        // Booleans in a list take a byte each.
        if matches!(kind, 1 | 2) { self.pass(1) } else { self.skip(kind, levels) }
    }

    /// The columns: each says how many of those behind it lie within it.
    fn schema(&mut self) -> Option<()> {
        let (items, kind) = self.list()?;
        if kind != STRUCT {
            return None;
        }
        let mut open: Vec<u64> = Vec::new();
        for at in 0..items {
            let mut children = 0;
            self.fields(DEEPEST, &mut |scan, id, kind| match (id, kind) {
                (5, I32) => {
                    children = u64::try_from(scan.number()?).ok()?;
                    Some(())
                }
                _ => scan.skip(kind, DEEPEST),
            })?;
            match open.last_mut() {
                Some(left) => *left -= 1,
                None if at > 0 => return None,
                None => {}
            }
            if children > items - at - 1 {
                return None;
            }
            if children > 0 {
                open.push(children);
            }
            if open.len() > DEEPEST {
                return None;
            }
            while open.last() == Some(&0) {
                open.pop();
            }
        }
        open.is_empty().then_some(())
    }
}
