import { h } from './dom.js';
import type { ControlView, View } from './view.js';
import type { Words } from './words.js';

export interface Asking {
  view: View;
  words: Words;
  /** Positions of the choices that may be taken. */
  choices(control: number): Uint8Array;
  /** Position of the choice taken, if any. */
  taken(control: number): number | undefined;
  take(control: number, position: number): void;
}

/** The questions of one group, each a fieldset of native radio buttons. */
export function questions(asking: Asking, group: string): HTMLElement[] {
  return asking.view.controls.flatMap((control, at) =>
    control.group === group ? [question(asking, control, at)] : [],
  );
}

function question(asking: Asking, control: ControlView, at: number): HTMLElement {
  const { view, words } = asking;
  const choices = view.scales.find((scale) => scale.id === control.scale)?.choices ?? [];
  const options = [...asking.choices(at)].map((position) =>
    h(
      'label',
      { class: 'choice', part: 'choice' },
      h('input', {
        type: 'radio',
        name: control.id,
        value: choices[position]?.id,
        checked: asking.taken(at) === position,
        onchange: () => asking.take(at, position),
      }),
      h('span', {}, choices[position]?.label ?? ''),
    ),
  );
  return h(
    'fieldset',
    { part: 'question' },
    h(
      'legend',
      {},
      h('span', { class: 'label' }, [control.number, control.title].filter(Boolean).join(' ')),
      h('span', { class: 'question' }, control.question),
    ),
    h('div', { class: 'choices' }, ...options),
    more(words.whenNotApplicable, control.not_applicable_when),
    more(words.why, control.why),
  );
}

function more(title: string, text: string | null | undefined): HTMLElement | null {
  return text ? h('details', {}, h('summary', {}, title), h('p', {}, text)) : null;
}
