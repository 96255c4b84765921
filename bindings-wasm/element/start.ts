import { about } from './about.js';
import { button, h } from './dom.js';
import type { Sheet } from './sheet.js';
import type { Words } from './words.js';

/** What awaits those who start, and the way back for those who had begun. */
export function start(sheet: Sheet, words: Words, resume: boolean, go: () => void, anew: () => void): HTMLElement[] {
  const { view, asked, only } = sheet;
  const done = sheet.done();
  const unknown = asked.some((at) => sheet.choices(at).some(({ standing }) => standing === 'unknown'));
  const facts = [
    [only && view.tagged?.[only]?.title, words.questions(asked.length), view.publisher].filter(Boolean).join(' · '),
    resume ? words.kept : words.stays,
    unknown && words.mayNotKnow,
  ];
  return [
    h('h2', { part: 'title', tabindex: -1 }, view.title),
    h('p', {}, view.summary),
    h('ul', { class: 'plain caption' }, ...facts.map((fact) => fact && h('li', {}, fact))),
    h(
      'div',
      { class: 'buttons' },
      button(done > 0 ? words.goOn(done, asked.length) : words.begin, go, 'main'),
      done > 0 && button(words.again, anew),
    ),
    about(sheet, words, words.about),
  ].filter((one): one is HTMLElement => !!one);
}
