// What is to be known about a questionnaire and its result: each caveat and each source once.
import { h, link, more, text } from './dom.js';
import type { Sheet } from './sheet.js';
import type { Citation, View } from './view.js';
import type { Words } from './words.js';

/** Texts that several controls share, with the controls they belong to. */
function doubts(sheet: Sheet): [string, string[]][] {
  const found = new Map<string, string[]>();
  for (const at of sheet.asked) {
    const { doubt, number } = sheet.view.controls[at] ?? {};
    if (doubt) found.set(doubt, [...(found.get(doubt) ?? []), number || sheet.name(at)]);
  }
  return [...found];
}

/** Where one control is written: what its publisher says, and on demand what others say about it. */
export function cited(view: View, words: Words, citations: Citation[]) {
  const publishers = view.publisher.split(' / ');
  const line = (own: boolean) =>
    citations.flatMap(({ source: id, at }) => {
      const source = view.sources.find((one) => one.id === id);
      if (!source || own !== publishers.some((one) => source.publisher.includes(one))) return [];
      return h('li', {}, link(source.title, source.url), h('span', { lang: /^[ -~]+$/.test(at) ? 'en' : 'ja' }, ` ${at}`));
    });
  const [own, others] = [line(true), line(false)];
  return h(
    'div',
    { class: 'caption' },
    own.length > 0 && h('p', {}, words.source),
    own.length > 0 && h('ul', {}, ...own),
    others.length > 0 && more(words.moreSources(others.length), h('ul', {}, ...others)),
  );
}

export const sources = ({ sources }: View) => h('ul', {}, ...sources.map(({ title, url }) => h('li', {}, link(title, url))));

export function about(sheet: Sheet, words: Words, title: string, ...notes: (string | false | undefined)[]): HTMLElement | null {
  const { view } = sheet;
  const all = doubts(sheet);
  return more(
    title,
    text([view.publisher, words.edition(view.edition)].join(' · ')),
    text(words.counted),
    ...notes.map((note) => note && text(note)),
    view.sources.length > 0 && h('p', {}, h('b', {}, words.source)),
    view.sources.length > 0 && sources(view),
    all.length > 0 && h('p', {}, h('b', {}, words.doubts)),
    all.length > 0 && h('ul', {}, ...all.map(([doubt, of]) => h('li', {}, `${of.join(words.comma)}${words.colon}${doubt}`))),
  );
}
