import { createElement as h, useState } from 'react';
import { createRoot } from 'react-dom/client';
import 'shisei/quiz';

// React 19 sets properties of custom elements, and listens to their events by `on` + name.
function App() {
  const [met, setMet] = useState(null);
  return h(
    'div',
    null,
    h('h1', null, 'Self-assessment'),
    h('shisei-quiz', {
      framework: 'five-basics',
      mode: 'one',
      resume: true,
      'onshisei-complete': ({ detail }) => setMet(detail.tally.met),
    }),
    met !== null && h('output', null, `${met} done`),
  );
}

createRoot(document.getElementById('app')).render(h(App));
