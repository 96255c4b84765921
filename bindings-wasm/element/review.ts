import { button, h, text } from './dom.js';
import { sections } from './asking.js';
import { figure } from './figures.js';
import { outcomeRange } from './hero.js';
import type { Sheet } from './sheet.js';
import type { Words } from './words.js';

/** With fewer answers than this share, a result would say nothing. */
const ENOUGH = 0.3;

/** How many more answers a result takes. */
export const wanting = (sheet: Sheet) => Math.max(0, Math.ceil(sheet.asked.length * ENOUGH) - sheet.done());

/** What is still open, section by section, each a way back to its question; and how far the result can go. */
export function review(sheet: Sheet, words: Words, go: (at: number) => void, anyway: () => void): HTMLElement[] {
  const [open, unexplained, missing] = [sheet.open(), sheet.unexplained(), wanting(sheet)];
  const assessment = sheet.assess();
  const way = (at: number) => {
    const control = sheet.view.controls[at];
    const short = control?.number || String(at + 1);
    const item = button(short, () => go(at), 'way');
    item.ariaLabel = item.title = `${short} ${control?.title ?? ''}`;
    return h('li', {}, item);
  };
  const list = (title: string, which: number[]) =>
    which.length > 0 &&
    h(
      'section',
      { part: 'open' },
      h('p', { class: 'open' }, title),
      ...sections(sheet).flatMap((section) => {
        const mine = section.of.filter((at) => which.includes(at));
        return mine.length > 0 ? [h('h4', {}, section.title), h('ul', { class: 'plain ways' }, ...mine.map(way))] : [];
      }),
    );
  const soFar = assessment && missing === 0 && !sheet.only;
  return [
    missing > 0 && text(words.wanting(missing)),
    soFar && h('p', {}, `${words.soFar}${words.colon}`, h('b', {}, figure(sheet, words, assessment))),
    soFar && assessment.outcome && h('p', {}, words.outcome, words.colon, outcomeRange(sheet.view, words, assessment.outcome)),
    h(
      'div',
      { class: 'buttons' },
      open.length > 0 && button(words.answerOpen, () => go(open[0] ?? 0), missing > 0 ? 'main' : ''),
      missing === 0 && unexplained.length === 0 && button(words.anyway, anyway, 'main'),
    ),
    list(words.unexplained(unexplained.length), unexplained),
    list(words.open(open.length), open),
  ].filter((section): section is HTMLElement => !!section);
}
