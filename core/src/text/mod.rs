//! Text from outside, made safe where it is shown: a page, Markdown, a table, a terminal.
//!
//! Subjects, notes and custom frameworks may hold anything. Everything that this library writes for
//! people goes through here, and a program that shows such text itself can use the same functions.
//!
//! ```
//! use shisei::text;
//!
//! assert_eq!(text::clean("a\u{202e}b\u{1b}[31m\nc"), "ab[31m c");
//! assert_eq!(text::html("<b>R&D</b>"), "&lt;b&gt;R&amp;D&lt;/b&gt;");
//! assert_eq!(text::markdown("*R&D*"), "\\*R&amp;D\\*");
//! assert_eq!(text::csv::guard("=1+1"), "'=1+1");
//! ```

mod clean;
pub mod csv;
mod html;
mod markdown;
mod normal;
mod state_label;
#[cfg(feature = "report")]
mod terminal;
mod words;

pub use clean::{HIDDEN, clean, is_hidden, web_address};
pub use html::{Html, html};
pub use markdown::{Markdown, markdown};
pub(crate) use normal::is_blank;
pub use normal::normal;
#[cfg(feature = "columns")]
pub(crate) use normal::spaced;
pub use state_label::state_label;
#[cfg(feature = "report")]
pub use terminal::TextOptions;
pub use words::Words;

pub(crate) use clean::shorten;
#[cfg(feature = "report")]
pub(crate) use terminal::{Terminal, columns, width};
