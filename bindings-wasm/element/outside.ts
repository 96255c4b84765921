// Generated from core/src/text/ by `cargo xtask words`.

/** Control characters but white space, and characters that nobody sees or that turn the
 * reading direction. */
export const HIDDEN = /[\u{0}-\u{8}\u{e}-\u{1f}\u{7f}-\u{9f}\u{61c}\u{180e}\u{200b}\u{200e}-\u{200f}\u{202a}-\u{202e}\u{2060}-\u{206f}\u{feff}\u{fff9}-\u{fffb}\u{e0000}-\u{e007f}]/gu;

/** The place before a text that a spreadsheet would take for a formula. */
export const FORMULA = /^(?='*[\u{3d}\u{2b}\u{2d}\u{40}\u{9}\u{d}\u{a}\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}])/u;
