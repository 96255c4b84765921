use super::super::Report;
use crate::answers::Answer;
use crate::model::Control;
use crate::rules::ControlRules;

/// One answer with what people keep beside it.
pub(in crate::report) struct AnswerRow<'a> {
    pub control: &'a Control,
    /// Label of the choice taken, or that there is none.
    pub answer: &'a str,
    /// Points of the choice, as they count here.
    pub points: Option<i32>,
    pub mark: Option<&'static str>,
    /// Reason, note, evidence and date, each with its label.
    pub beside: Vec<(&'static str, &'a str)>,
}

impl<'a> Report<'a> {
    /// Every control, in order, with its answer.
    pub(in crate::report) fn answers(&self) -> Vec<AnswerRow<'a>> {
        let controls = self.framework.controls().iter().zip(self.framework.rules.controls.iter());
        controls
            .map(|(control, index)| AnswerRow {
                control,
                answer: self.answer_label(control),
                points: self.points_of(control, index),
                mark: self.words.mark(control.verification),
                beside: self.beside(control),
            })
            .collect()
    }

    fn points_of(&self, control: &'a Control, index: &ControlRules) -> Option<i32> {
        let taken = self.choice(control)?;
        let scale = self.framework.scale_of(control)?;
        let at = scale.choices.iter().position(|choice| choice.id == taken.id)?;
        index.choices.get(at)?.points
    }

    /// What stands beside the answer in the sheet, as long as it is the answer that was scored.
    fn beside(&self, control: &'a Control) -> Vec<(&'static str, &'a str)> {
        let Some(answer) = self.sheet_answer(control) else { return Vec::new() };
        let words = self.words;
        let single = [
            (words.reason(), &answer.reason),
            (words.note(), &answer.note),
            (words.date(), &answer.date),
        ];
        let single = single.into_iter().filter_map(|(label, text)| Some((label, text.as_deref()?)));
        let evidence = answer.evidence.iter().map(|text| (words.evidence(), text.as_str()));
        single.chain(evidence).filter(|(_, text)| !text.trim().is_empty()).collect()
    }

    fn sheet_answer(&self, control: &Control) -> Option<&'a Answer> {
        let (_, answer) = self.sheet?.answers.iter().find(|(id, _)| *id == control.id)?;
        let scored = self.assessment.answers.iter().find(|(id, _)| *id == control.id);
        (answer.choice.as_deref() == scored.map(|(_, choice)| &**choice)).then_some(answer)
    }
}
