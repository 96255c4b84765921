'use client';

import { useState } from 'react';
import { framework } from 'shisei/five-basics';
import 'shisei/quiz';

const basics = framework('five-basics');

/** Rendered on the server too, where the element is an empty tag. */
export function Quiz() {
  const [met, setMet] = useState(null);
  return (
    <>
      <shisei-quiz framework="five-basics" mode="one" onshisei-complete={({ detail }) => setMet(detail.tally.met)} />
      {met !== null && (
        <output>
          {met} of {basics.definition.controls.length}
        </output>
      )}
    </>
  );
}
