//! Marks in columns that are for one choice each.

use super::words::{NOT_TAKEN, TAKEN};
use crate::text::normal;

/// Whether a cell in the column of a choice says that the choice was taken: `None` where it is no mark.
///
/// ```
/// use shisei::answers::is_marked;
///
/// assert_eq!(is_marked("〇"), Some(true));
/// assert_eq!(is_marked(" "), Some(false));
/// assert_eq!(is_marked("△"), None);
/// ```
#[cfg_attr(debug_assertions, inline)]
pub fn is_marked(text: &str) -> Option<bool> {
    let text = normal(text);
    if text.is_empty() || NOT_TAKEN.contains(&text.as_str()) {
        return Some(false);
    }
    TAKEN.contains(&text.as_str()).then_some(true)
}
