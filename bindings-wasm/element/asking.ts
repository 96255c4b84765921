// A page of questions: the way back, where one is, the questions, the way on.
import { bar, button, h, type Child } from './dom.js';
import type { Mode, Page } from './pages.js';
import { question, type Asking } from './questions.js';
import type { Sheet } from './sheet.js';
import type { Words } from './words.js';

/** What a page is drawn of. */
export type Part = () => HTMLElement[];

export interface Way {
  /** None on the first page. */
  back: (() => void) | undefined;
  next(): void;
  goTo(control: number): void;
  finish(): void;
}

/** The sections that are asked, with the questions of each. */
export const sections = ({ view, asked }: Sheet) =>
  view.groups
    .map((group) => ({ ...group, of: asked.filter((at) => view.controls[at]?.group === group.id) }))
    .filter(({ of }) => of.length > 0);

const answered = (sheet: Sheet, of: number[]) => of.filter((at) => sheet.taken(at) !== undefined).length;

/** The line above the questions; what changes in it while they are answered is drawn by `update`. */
function head(sheet: Sheet, words: Words, page: Page, mode: Mode, way: Way) {
  const all = sections(sheet);
  const here = all.find(({ of }) => of.includes(page[0] ?? -1));
  const count = h('b', {});
  const said = h('p', { class: 'hidden', role: 'status' });
  const line = h('div', { class: 'segments', part: 'progress' });
  const list = h('ul', { class: 'plain' });
  const update = () => {
    const [done, of] = [sheet.done(), sheet.asked.length];
    // Alone on its page, a question says which it is; else what counts is how many are answered.
    count.textContent = `${mode === 'one' ? sheet.asked.indexOf(page[0] ?? 0) + 1 : done} / ${of}`;
    said.textContent = words.progress(done, of);
    line.replaceChildren(
      ...all.map(({ of }) => {
        const segment = bar(answered(sheet, of) / of.length, 0);
        segment.style.flexGrow = String(of.length);
        return segment;
      }),
    );
    list.replaceChildren(
      ...all.map(({ title, of }) =>
        h('li', {}, button(`${title} ${answered(sheet, of)} / ${of.length}`, () => way.goTo(of.find((at) => sheet.taken(at) === undefined) ?? of[0] ?? 0), 'plain')),
      ),
      h('li', {}, button(words.soFar, () => way.finish(), 'plain')),
    );
  };
  update();
  const title: Child[] = [h('span', {}, here?.title ?? ''), count];
  return {
    update,
    nodes: [
      h(
        'div',
        { class: 'top' },
        way.back && button(`‹ ${words.back}`, way.back, 'plain back'),
        h('details', { class: 'menu', part: 'menu' }, h('summary', {}, h('b', { class: 'hidden' }, words.sections, words.colon), ...title), list),
      ),
      line,
      said,
    ],
  };
}

/** The page in parts, the first to be shown before the rest is made; and what to do after an answer. */
export function asking(asked: Asking, page: Page, mode: Mode, last: boolean, way: Way): { parts: Part[]; update(): void } {
  const { sheet, words } = asked;
  const { update, nodes } = head(sheet, words, page, mode, way);
  const groups = sections(sheet).flatMap(({ title, summary, of }): Part[] => {
    const mine = page.filter((at) => of.includes(at));
    if (mine.length === 0) return [];
    const heading = asked.alone ? [] : [h('h3', { tabindex: -1 }, title), summary && h('p', { class: 'caption' }, summary)];
    return [() => [...heading, ...mine.map((at) => question(asked, at))].filter((one): one is HTMLElement => !!one)];
  });
  const onward = () => [h('div', { class: asked.alone ? 'onward alone' : 'onward' }, button(last ? words.finish : words.nextPage, last ? () => way.finish() : () => way.next(), 'main next'))];
  const [first, ...others] = groups;
  return { update, parts: [() => [...nodes, ...(first?.() ?? [])], ...others, onward] };
}
