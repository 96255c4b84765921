//! Rows of positions, one for each control.

use std::fmt;

use crate::rules::{Rules, UNANSWERED};

/// Why a row of positions cannot be scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RowError {
    /// The row is not as long as the framework has controls.
    Length {
        /// Positions given.
        given: usize,
        /// Controls of the framework.
        controls: usize,
    },
    /// The position is none of the choices of the control.
    UnknownChoice {
        /// Position of the control.
        control: usize,
    },
    /// The choice may not be taken for the control.
    NotAllowed {
        /// Position of the control.
        control: usize,
    },
}

impl fmt::Display for RowError {
    #[cfg_attr(debug_assertions, inline)]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length { given, controls } => {
                write!(f, "{given} positions for {controls} controls")
            }
            Self::UnknownChoice { control } => {
                write!(f, "the position of control {control} is none of its choices")
            }
            Self::NotAllowed { control } => {
                write!(f, "the choice of control {control} is not allowed there")
            }
        }
    }
}

impl std::error::Error for RowError {}

impl Rules {
    /// Checks a row, and tells unanswered controls apart.
    #[cfg_attr(debug_assertions, inline)]
    pub(super) fn read_row(&self, positions: &[u8]) -> Result<Vec<Option<u8>>, RowError> {
        let controls = self.controls.len();
        if positions.len() != controls {
            return Err(RowError::Length { given: positions.len(), controls });
        }
        let mut choices = Vec::with_capacity(controls);
        for (control, (rules, &position)) in self.controls.iter().zip(positions).enumerate() {
            choices.push(match rules.choice(position) {
                _ if position == UNANSWERED => None,
                Some(choice) if choice.allowed => Some(position),
                Some(_) => return Err(RowError::NotAllowed { control }),
                None => return Err(RowError::UnknownChoice { control }),
            });
        }
        Ok(choices)
    }
}
