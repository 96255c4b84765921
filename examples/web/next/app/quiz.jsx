'use client';

import { useEffect, useRef, useState } from 'react';
import { framework } from 'shisei/five-basics';
import 'shisei/quiz';

const basics = framework('five-basics');

/** Rendered on the server too, where the element is an empty tag. */
export function Quiz() {
  const quiz = useRef(null);
  const [met, setMet] = useState(null);
  // By hand: what the server sent, React takes over without the handlers of its custom events.
  useEffect(() => {
    const element = quiz.current;
    const complete = ({ detail }) => setMet(detail.tally.met);
    element.addEventListener('shisei-complete', complete);
    return () => element.removeEventListener('shisei-complete', complete);
  }, []);
  return (
    <>
      <shisei-quiz ref={quiz} framework="five-basics" mode="one" />
      {met !== null && (
        <output>
          {met} of {basics.definition.controls.length}
        </output>
      )}
    </>
  );
}
