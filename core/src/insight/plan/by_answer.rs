//! What depends on a control and its answer alone, laid out flat.

use crate::framework::Framework;
use crate::rules::UNANSWERED;

/// Where each answer to each control is: its choices in order, and none at last.
#[derive(Clone, Copy)]
pub(super) struct Places {
    pub controls: usize,
    /// Answers of a control: as many as any control has.
    stride: usize,
}

impl Places {
    #[inline]
    pub(super) fn of(framework: &Framework) -> Self {
        let controls = &framework.rules.controls;
        let choices = controls.iter().map(|control| control.choices.len());
        Self { controls: controls.len(), stride: choices.max().unwrap_or(0) + 1 }
    }

    #[inline]
    pub(super) fn count(self) -> usize {
        self.controls * self.stride
    }

    /// The answers that some control has, in order.
    #[inline]
    pub(super) fn answers(self) -> impl Iterator<Item = u8> {
        (0..UNANSWERED).take(self.stride - 1).chain([UNANSWERED])
    }

    /// All places in order, as controls and answers.
    #[inline]
    pub(super) fn all(self) -> impl Iterator<Item = (usize, u8)> {
        let answers = move |control| self.answers().map(move |answer| (control, answer));
        (0..self.controls).flat_map(answers)
    }

    /// None for an answer that no control has.
    #[inline]
    pub(super) fn place(self, control: usize, answer: u8) -> Option<usize> {
        let answer = match answer {
            UNANSWERED => self.stride - 1,
            answer if usize::from(answer) + 1 < self.stride => usize::from(answer),
            _ => return None,
        };
        Some(control * self.stride + answer)
    }
}

/// A list for every place.
pub(super) struct Lists<T> {
    items: Vec<T>,
    /// Where the list of each place begins; the end of the last.
    starts: Vec<usize>,
}

impl<T> Lists<T> {
    #[inline]
    pub(super) fn new() -> Self {
        Self { items: Vec::new(), starts: vec![0] }
    }

    /// Adds the list of the next place.
    #[inline]
    pub(super) fn push(&mut self, list: impl IntoIterator<Item = T>) {
        self.items.extend(list);
        self.starts.push(self.items.len());
    }

    #[inline]
    pub(super) fn of(&self, place: usize) -> &[T] {
        match self.starts.get(place..place.saturating_add(2)) {
            Some(&[from, to]) => self.items.get(from..to).unwrap_or_default(),
            _ => &[],
        }
    }
}
