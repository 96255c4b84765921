// A form of the page's own, scored as it is filled in: what is loaded is one framework and what scores it.
import { framework } from 'shisei/five-basics';

const basics = framework('five-basics');
const { controls } = basics.definition;
const form = document.querySelector('form');

for (const { id, title } of controls) {
  const label = document.createElement('label');
  const box = Object.assign(document.createElement('input'), { type: 'checkbox', name: id, value: 'done' });
  label.append(box, title.en);
  form.append(label);
}

function score() {
  const { tally, findings } = basics.assess(new Map(new FormData(form)));
  const next = controls.find(({ id }) => id === findings[0]?.control);
  document.querySelector('output').textContent = `${tally.met} of ${controls.length}. ${next?.advice.en ?? ''}`;
}

form.addEventListener('change', score);
score();
