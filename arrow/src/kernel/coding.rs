use super::UNREADABLE;
use shisei::UNANSWERED;
use shisei::rules::ControlRules;

/// How the bytes of one column mean choices.
///
/// Any byte that is neither a choice's nor the missing one is refused, row by row.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Coding {
    codes: Vec<Option<u8>>,
    missing: Option<u8>,
}

impl Coding {
    /// The byte of each choice, by position (none for a choice that the column cannot say), and
    /// the byte of an unanswered control, where the column has one.
    ///
    /// None when two of them share a byte.
    pub fn new(codes: Vec<Option<u8>>, missing: Option<u8>) -> Option<Self> {
        let mut seen = [false; 256];
        for &code in codes.iter().flatten().chain(missing.iter()) {
            let slot = seen.get_mut(usize::from(code))?;
            if std::mem::replace(slot, true) {
                return None;
            }
        }
        Some(Self { codes, missing })
    }

    /// Positions from 0, with [`UNANSWERED`] for an unanswered control.
    pub fn positions(choices: u8) -> Self {
        Self { codes: (0..choices).map(Some).collect(), missing: Some(UNANSWERED) }
    }

    /// The same choices, with a byte for what is missing: the present one, or a free one.
    #[must_use]
    pub fn with_missing(mut self) -> Self {
        if self.missing.is_none() {
            self.missing = self.free();
        }
        self
    }

    /// The byte of an unanswered control.
    pub fn missing(&self) -> Option<u8> {
        self.missing
    }

    /// A byte that means nothing: behind the last code, where it can be, as codes that follow each
    /// other are counted fastest.
    pub fn free(&self) -> Option<u8> {
        let last = self.codes.iter().flatten().copied().max().unwrap_or(0);
        // At most 32 choices and one for what is missing: one of 256 is free.
        (last..=255).chain(0..last).find(|&byte| !self.means(byte))
    }

    /// Whether the byte means a choice or an unanswered control.
    pub fn means(&self, byte: u8) -> bool {
        self.missing == Some(byte) || self.codes.contains(&Some(byte))
    }

    /// Which bytes a control takes: those of the choices that may be answered, and the missing one.
    pub fn taken(&self, control: &ControlRules) -> [bool; 256] {
        let allowed = |at: u8| control.choice(at).is_some_and(|choice| choice.allowed);
        let choices = self.choices().filter(|&(at, _)| allowed(at)).map(|(_, code)| code);
        let mut taken = [false; 256];
        for code in choices.chain(self.missing) {
            if let Some(slot) = taken.get_mut(usize::from(code)) {
                *slot = true;
            }
        }
        taken
    }

    /// The position that each byte means to a control: [`UNANSWERED`] for the missing one, and
    /// [`UNREADABLE`] for those that it does not take.
    pub fn read(&self, control: &ControlRules) -> [u8; 256] {
        let allowed = |at: u8| control.choice(at).is_some_and(|choice| choice.allowed);
        let choices = self.choices().filter(|&(at, _)| allowed(at)).map(|(at, code)| (code, at));
        let mut positions = [UNREADABLE; 256];
        for (code, at) in choices.chain(self.missing.map(|code| (code, UNANSWERED))) {
            if let Some(slot) = positions.get_mut(usize::from(code)) {
                *slot = at;
            }
        }
        positions
    }

    /// The bytes of choices, with the position of each.
    pub(super) fn choices(&self) -> impl Iterator<Item = (u8, u8)> {
        (0..UNANSWERED).zip(&self.codes).filter_map(|(at, code)| Some((at, (*code)?)))
    }
}
