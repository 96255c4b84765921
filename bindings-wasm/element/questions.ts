import { h, more, text } from './dom.js';
import type { Sheet } from './sheet.js';
import type { ControlView } from './view.js';
import type { Words } from './words.js';

export interface Asking {
  sheet: Sheet;
  words: Words;
  /** After an answer, or another letter of a reason; `settled` when it is more than a letter. */
  changed(control: number, settled: boolean): void;
  /** After an answer by pointer, space or enter that asks for nothing more. */
  onward(): void;
  disabled: boolean;
  /** Whether the question is alone, and so the heading of its page. */
  alone: boolean;
}

/** One question: a fieldset of native radio buttons. */
export function question({ sheet, words, changed, onward, disabled, alone }: Asking, at: number): HTMLElement {
  const control = sheet.view.controls[at];
  if (!control) return h('div');
  const choices = sheet.choices(at);
  // What a choice asks for or means stands below it, and is said when it is taken.
  const aside = h('div', { class: 'aside', 'aria-live': 'polite' });
  const explain = () => {
    const unknown = sheet.choice(at)?.standing === 'unknown';
    aside.replaceChildren(...(unknown ? [hint(sheet, words, at)] : []), ...(sheet.wantsReason(at) ? [reason()] : []));
  };
  const reason = () => {
    const typed = (settled: boolean) => () => {
      sheet.explain(at, field.value);
      changed(at, settled);
    };
    const field = h('textarea', { rows: 2, maxlength: 1000, required: true, oninput: typed(false), onchange: typed(true) });
    field.value = sheet.reason(at);
    return h('label', { class: 'reason' }, words.reasonNeeded, field);
  };
  /** Arrow keys go through the choices: they settle nothing. */
  let meant = false;
  const take = ({ target }: Event) => {
    if (!(target instanceof HTMLInputElement)) return;
    sheet.take(at, choices.findIndex(({ id }) => id === target.value));
    for (const row of rows) mark(row);
    explain();
    changed(at, true);
    if (meant && !aside.firstChild) onward();
  };
  const mark = (row: HTMLElement) => {
    const taken = !!row.querySelector<HTMLInputElement>('input')?.checked;
    row.classList.toggle('selected', taken);
    row.setAttribute('part', taken ? 'choice selected' : 'choice');
  };
  const rows = [...sheet.offered(at)].map((position) => {
    const checked = sheet.taken(at) === position;
    const { id = '', label = '' } = choices[position] ?? {};
    const row = h('label', { class: 'choice' }, h('input', { type: 'radio', part: 'radio', name: control.id, value: id, checked }), h('span', {}, label));
    mark(row);
    return row;
  });
  explain();
  return h(
    'fieldset',
    { part: 'question', tabindex: -1, 'data-at': at, disabled },
    h(
      'legend',
      {},
      h('span', { class: 'caption' }, sheet.name(at)),
      h(alone ? 'h3' : 'span', { class: 'question' }, control.question),
    ),
    parts(control, words),
    h(
      'div',
      {
        onchange: take,
        onpointerdown: () => (meant = true),
        onkeydown: (event) => (meant = [' ', 'Enter'].includes((event as KeyboardEvent).key)),
      },
      ...rows,
    ),
    aside,
    more(
      words.why,
      text(control.why),
      control.not_applicable_when && h('p', {}, h('b', {}, words.whenNotApplicable, words.colon), control.not_applicable_when),
    ),
  );
}

/** What "don't know" means, and what it costs where it counts below "not done". */
function hint(sheet: Sheet, words: Words, at: number) {
  const less = sheet.less(at);
  const worst = sheet.choices(at).find(({ standing }) => standing === 'unmet')?.label ?? '';
  return h('p', { class: 'hint', part: 'hint' }, [words.unknown, less > 0 && words.less(less, worst)].filter(Boolean).join(words.space));
}

/** What a requirement consists of, and whether all of it is needed. */
const parts = ({ parts }: ControlView, words: Words) =>
  parts &&
  h(
    'div',
    { class: 'caption' },
    words.join[parts.join],
    h('ul', {}, ...parts.of.map(({ id, text }) => h('li', {}, `(${id}) ${text}`))),
  );
