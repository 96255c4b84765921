// Checked by the TypeScript compiler only: a program of a user, against the package's types.
import { assess, Assessment, framework, frameworks, ownFramework, ShiseiError } from 'shisei';
import { framework as basics } from 'shisei/five-basics';
import type { AnswerSheet, AssessmentData, Definition, State } from 'shisei';
import type { ShiseiQuiz } from 'shisei/quiz';

const sheet: AnswerSheet = {
  framework: 'self-assessment',
  answers: { 'SA-01': 'implemented', 'SA-02': null, 'SA-03': { choice: 'partial', note: 'PCs' } },
};
const assessment: Assessment = assess(sheet, { lang: 'ja' });
export const isOne: boolean = (assessment as unknown) instanceof Assessment;
export const effort: number = assessment.plan({ target: { points: 70 } }).effort;
export const told: string | null | undefined = assessment.explain({ lang: 'ja' }).text;
export const page: string = assessment.report({ lang: 'en', format: 'html' });
export const moved: number = assessment.diff(framework('self-assessment').assess({})).improved.length;
// @ts-expect-error a plan takes its sheet from the assessment
assessment.plan({ sheet, budget: 3 });
// @ts-expect-error there is no such form
assessment.report({ format: 'pdf' });
export const data: AssessmentData = basics('five-basics').assess({});
// @ts-expect-error an entry scores and nothing else
basics('five-basics').assess({}).plan;
export const points: number | undefined = assessment.points?.low;
export const worst: State | undefined = assessment.findings[0]?.state;
export const references: string[] = frameworks().map((one) => one.reference);

try {
  framework('five-basics').assess({ B1: 'done' }, { subject: 'Example', date: '2026-11-22' });
} catch (error) {
  if (error instanceof ShiseiError) console.log(error.code, error.problems[0]?.nearest);
}

export async function custom(definition: Definition): Promise<string> {
  const own = await ownFramework(definition);
  // @ts-expect-error a choice is named by text, never by number
  own.assess({ Q1: 4 });
  return own.digest;
}

const quiz: ShiseiQuiz = document.createElement('shisei-quiz');
quiz.framework = 'self-assessment@4.0';
quiz.mode = 'one';
quiz.resume = true;
export const given: Record<string, string | { choice?: string | null }> = quiz.answers;
// @ts-expect-error there is no such mode
quiz.mode = 'some';
quiz.answers = { 'SA-01': 'implemented' };
quiz.headingLevel = 3;
quiz.addEventListener('shisei-page', ({ detail }) => console.log(detail.place, detail.answered));
quiz.addEventListener('shisei-complete', (event) => console.log(event.detail.outcome?.low));
quiz.addEventListener('shisei-answer', ({ detail: { control, choice, reason } }) => {
  console.log(control, choice, reason);
});
// @ts-expect-error there is no such language
assess(sheet, { lang: 'fr' });

basics('five-basics').assess(new Map([['B1', 'done']]), { lang: 'ja' });
// @ts-expect-error a choice is named by text here, too
basics('five-basics').assess(new Map([['B1', 4]]));
export const definition: Definition = basics('five-basics').definition;
// @ts-expect-error there is no such entry
export type None = typeof import('shisei/six-basics');
