// Checked by the TypeScript compiler only: the quiz in a React app.
import type {} from 'shisei/react';
import type { ShiseiQuiz } from 'shisei/quiz';

export const quiz = (
  <shisei-quiz
    framework="self-assessment"
    mode="one"
    resume
    className="dads"
    answers={{ 'SA-01': 'implemented' }}
    ref={(element: ShiseiQuiz | null) => console.log(element?.assessment?.complete)}
    onshisei-complete={({ detail }) => console.log(detail.points?.low)}
    onshisei-page={({ detail }) => console.log(detail.answered)}
  >
    <p slot="intro">Hello</p>
  </shisei-quiz>
);

// @ts-expect-error there is no such mode
export const wrong = <shisei-quiz mode="some" />;
