//! Scoring by position, for the quiz.

use shisei::Framework;
use wasm_bindgen::prelude::wasm_bindgen;

/// A framework without texts, ready to score.
#[wasm_bindgen]
pub struct Engine(&'static Framework);

#[wasm_bindgen]
impl Engine {
    /// Reads a skeleton; none when it is damaged or of another version.
    pub fn load(skeleton: &[u8]) -> Option<Engine> {
        Framework::from_skeleton(skeleton).map(Self)
    }

    /// Positions of the choices that may be taken for a control.
    pub fn choices(&self, control: usize) -> Vec<u8> {
        self.0.allowed_choices(control).collect()
    }

    /// The assessment as JSON; none when a position is not allowed. 255 is unanswered.
    pub fn assess(&self, positions: &[u8]) -> Option<String> {
        Some(self.0.assess_row(positions).ok()?.to_json())
    }
}
