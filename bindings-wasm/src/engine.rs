//! Scoring by position, for the quiz: numbers in and out, bytes through one buffer.
//!
//! By hand: glue that is made for any function would weigh more than all that the quiz says to it.

use std::cell::Cell;
use std::mem;
use std::thread::LocalKey;

use shisei::assessment::Ratio;
use shisei::rules::Rules;

thread_local! {
    /// What goes in or comes out.
    static BYTES: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
    /// Kept as long as the page.
    static LOADED: Cell<Vec<&'static Loaded>> = const { Cell::new(Vec::new()) };
}

/// The rules of a framework that the page carries.
pub struct Loaded {
    pub rules: Rules,
    /// Whether an id alone means this edition.
    #[cfg(feature = "sheets")]
    pub in_force: bool,
}

/// Uses a state, without the code for messages that a page would never see, nor for freeing what is
/// left in its place: that is empty.
fn with<T: Default, R: Default>(
    state: &'static LocalKey<Cell<T>>,
    used: impl FnOnce(&mut T) -> R,
) -> R {
    let use_cell = |cell: &Cell<T>| {
        let mut value = cell.take();
        let result = used(&mut value);
        mem::forget(cell.replace(value));
        result
    };
    state.try_with(use_cell).unwrap_or_default()
}

/// Makes room for so many bytes, and says where.
#[unsafe(no_mangle)]
pub extern "C" fn room(length: usize) -> usize {
    with(&BYTES, |bytes| {
        *bytes = vec![0; length];
        bytes.as_mut_ptr().expose_provenance()
    })
}

/// Where the bytes are.
#[unsafe(no_mangle)]
pub extern "C" fn place() -> usize {
    with(&BYTES, |bytes| bytes.as_ptr().expose_provenance())
}

/// Reads the rules in the buffer: the framework's number from 1, or 0 when the bytes are damaged or
/// of another version.
#[unsafe(no_mangle)]
pub extern "C" fn load(#[cfg(feature = "sheets")] in_force: usize) -> usize {
    let Some(rules) = with(&BYTES, |bytes| Rules::from_bytes(bytes).ok()) else { return 0 };
    with(&LOADED, |loaded| {
        loaded.push(Box::leak(Box::new(Loaded {
            rules,
            #[cfg(feature = "sheets")]
            in_force: in_force != 0,
        })));
        loaded.len()
    })
}

/// The assessment of the positions in the buffer as JSON, 255 for unanswered: its length, 0 when a
/// position is not allowed.
#[unsafe(no_mangle)]
pub extern "C" fn assess(framework: usize) -> usize {
    let assessment = with(&LOADED, |loaded| {
        let framework = loaded.get(framework.wrapping_sub(1))?;
        with(&BYTES, |row| framework.rules.assess_row(row).ok())
    });
    give(assessment.map(|assessment| assessment.to_json().into_bytes()))
}

/// Whole percent of a share. Its numbers come in halves: plain JavaScript has no integer of 64 bits.
#[unsafe(no_mangle)]
pub extern "C" fn percent(credit_high: u32, credit: u32, of_high: u32, of: u32) -> usize {
    let whole = |high: u32, low: u32| u64::from(high) << 32 | u64::from(low);
    let ratio = Ratio::new(whole(credit_high, credit), whole(of_high, of));
    usize::try_from(ratio.percent()).unwrap_or_default()
}

/// Asks the frameworks loaded.
#[cfg(feature = "sheets")]
pub fn loaded<R: Default>(ask: impl FnOnce(&[&Loaded]) -> R) -> R {
    with(&LOADED, |loaded| ask(loaded))
}

/// What is in the buffer.
#[cfg(feature = "sheets")]
pub fn given() -> Vec<u8> {
    with(&BYTES, mem::take)
}

/// Puts an answer into the buffer: its length.
pub fn give(given: Option<Vec<u8>>) -> usize {
    with(&BYTES, |bytes| {
        *bytes = given.unwrap_or_default();
        bytes.len()
    })
}
