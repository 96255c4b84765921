import { framework } from 'shisei';

import { Quiz } from './quiz';

/** Scored on the server: a score, or a range while questions are open. */
export default function Page() {
  const { points } = framework('self-assessment').assess({ 'SA-01': 'implemented' });
  return (
    <main>
      <h1>Self-assessment</h1>
      <p>
        After one answer: {points.low} to {points.high} of {points.max} points.
      </p>
      <Quiz />
    </main>
  );
}
