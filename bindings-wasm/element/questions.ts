import { h, more } from './dom.js';
import type { Sheet } from './sheet.js';
import type { ControlView } from './view.js';
import type { Words } from './words.js';

export interface Asking {
  sheet: Sheet;
  words: Words;
  /** After an answer or a reason was taken. */
  changed(control: number): void;
  disabled: boolean;
}

/** Number and title, as far as there are any. */
export const name = ({ number, title }: { number?: string | null; title: string }) =>
  [number, title].filter(Boolean).join(' ');

/** One question: a fieldset of native radio buttons. */
export function question({ sheet, words, changed, disabled }: Asking, at: number): HTMLElement {
  const control = sheet.view.controls[at];
  if (!control) return h('div');
  const choices = sheet.choices(at);
  // What a choice asks for or means stands below it, and is said when it is taken.
  const aside = h('div', { class: 'aside', 'aria-live': 'polite' });
  const explain = () => {
    const unknown = sheet.choice(at)?.standing === 'unknown';
    aside.replaceChildren(
      ...(unknown ? [h('p', { class: 'hint', part: 'hint' }, words.unknown)] : []),
      ...(sheet.wantsReason(at) ? [reason()] : []),
    );
  };
  const reason = () => {
    const field = h('textarea', {
      rows: 2,
      maxlength: 1000,
      required: true,
      oninput: () => {
        sheet.explain(at, field.value);
        changed(at);
      },
    });
    field.value = sheet.reason(at);
    return h('label', { class: 'reason' }, words.reasonNeeded, field);
  };
  const take = ({ target }: Event) => {
    const { value } = target as HTMLInputElement;
    sheet.take(at, choices.findIndex(({ id }) => id === value));
    explain();
    changed(at);
  };
  const option = (position: number) =>
    h(
      'label',
      { class: 'choice', part: 'choice' },
      h('input', {
        type: 'radio',
        part: 'radio',
        name: control.id,
        value: choices[position]?.id,
        checked: sheet.taken(at) === position,
      }),
      h('span', {}, choices[position]?.label ?? ''),
    );
  explain();
  return h(
    'fieldset',
    { part: 'question', tabindex: -1, 'data-at': at, disabled },
    h(
      'legend',
      {},
      h('span', { class: 'label' }, name(control)),
      h('span', { class: 'question' }, control.question),
    ),
    parts(control, words),
    h('div', { class: 'choices', onchange: take }, ...[...sheet.offered(at)].map(option)),
    aside,
    more(words.whenNotApplicable, text(control.not_applicable_when)),
    more(words.why, text(control.why)),
  );
}

/** What a requirement consists of, and whether all of it is needed. */
const parts = ({ parts }: ControlView, words: Words) =>
  parts &&
  h(
    'div',
    { class: 'note' },
    words.join[parts.join],
    h('ul', {}, ...parts.of.map(({ id, text }) => h('li', {}, `(${id}) ${text}`))),
  );

const text = (words: string | null | undefined) => words && h('p', {}, words);
