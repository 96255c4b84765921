import type { Assessment } from '../types/index.js';
import { button, h } from './dom.js';
import { figure } from './figures.js';
import { name } from './questions.js';
import { outcomeRange } from './result.js';
import type { Sheet } from './sheet.js';
import type { Words } from './words.js';

/** What is still open, each a way back to its question, and how far the result can go. */
export function review(sheet: Sheet, words: Words, assessment: Assessment, go: (at: number) => void): HTMLElement[] {
  const list = (title: string, which: number[]) =>
    which.length > 0 &&
    h(
      'section',
      { part: 'open' },
      h('p', { class: 'open' }, title),
      h(
        'ul',
        { class: 'plain' },
        ...which.map((at) => {
          const control = sheet.view.controls[at];
          const label = control ? `${name(control)}${words.colon}${control.question}` : '';
          return h('li', {}, button(label, () => go(at)));
        }),
      ),
    );
  const unexplained = sheet.unexplained();
  return [
    list(words.unexplained(unexplained.length), unexplained),
    list(words.open(sheet.open().length), sheet.open()),
    h('p', {}, words.soFar, h('strong', {}, figure(words, assessment))),
    assessment.outcome &&
      h('p', {}, words.outcome, words.colon, outcomeRange(sheet.view, words, assessment.outcome)),
  ].filter((section): section is HTMLElement => !!section);
}
