use super::super::Report;
use crate::model::Control;

/// One answer with what people keep beside it.
pub(in crate::report) struct AnswerRow<'a> {
    pub control: &'a Control,
    /// Label of the choice taken, or that there is none.
    pub answer: &'a str,
    /// Points of the choice, as they count here.
    pub points: Option<i64>,
    /// Reason, note, evidence and date, each with its label.
    pub beside: Vec<(&'static str, &'a str)>,
}

impl<'a> Report<'a> {
    /// Every control, in order, with its answer.
    #[inline]
    pub(in crate::report) fn answers(&self) -> Vec<AnswerRow<'a>> {
        let controls = self.framework.controls().iter().enumerate();
        controls
            .map(|(at, control)| AnswerRow {
                control,
                answer: self.answer_label(control),
                points: self.assessment.contribution_at(at).and_then(|it| it.value()),
                beside: self.beside(control),
            })
            .collect()
    }

    /// What the sheet has beside the answer.
    #[inline]
    fn beside(&self, control: &'a Control) -> Vec<(&'static str, &'a str)> {
        let Some(answer) = self.assessment.answer(&control.id) else { return Vec::new() };
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
}
