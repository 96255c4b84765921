import type { AssessmentData } from '../types/index.js';
import { button, h, more } from './dom.js';
import { compare } from './compare.js';
import { save, type Format } from './files.js';
import { link } from './keep.js';
import type { Sheet } from './sheet.js';
import type { Words } from './words.js';

const FORMATS: Format[] = ['json', 'csv', 'svg', 'png'];

export interface Taking {
  sheet: Sheet;
  words: Words;
  assessment: AssessmentData;
  /** The page that a link leads to; absent if the host wants no links. */
  address: string | null;
  /** Where the name of who is assessed goes on paper. */
  who: HTMLElement;
  told(kind: string): void;
  change(): void;
  again(): void;
}

/** What can be done with a result: print, save, compare, and where the host wants it, share. */
export function take(taking: Taking): HTMLElement {
  const { sheet, words, assessment, address, who, told, change, again } = taking;
  const saving = (format: Format) =>
    button(`${format.toUpperCase()}${words.aside(words.formats[format])}`, () => {
      told(format);
      void save(format, sheet, words, assessment);
    });
  const name = h('input', {
    type: 'text',
    maxlength: 100,
    autocomplete: 'organization',
    oninput: () => (who.textContent = name.value && `${name.value} · `),
  });
  name.value = who.textContent?.replace(/ · $/, '') ?? '';
  const printing = () => {
    told('print');
    print();
  };
  const place = h('div', { 'aria-live': 'polite' });
  return h(
    'section',
    { class: 'take', part: 'take' },
    h('label', { class: 'reason' }, words.who, name),
    h(
      'div',
      { class: 'buttons' },
      button(words.print, printing, 'main'),
      address !== null && button(words.share, () => (told('link'), share(place, words, link(sheet, address)))),
    ),
    place,
    more(words.files, h('div', { class: 'buttons' }, ...FORMATS.map(saving)), comparing(sheet, words)),
    h('div', { class: 'buttons links' }, button(words.change, change, 'plain'), button(words.again, again, 'plain danger')),
  );
}

function share(place: HTMLElement, words: Words, url: string) {
  const field = h('input', { type: 'text', readonly: true, value: url });
  const said = h('p', { class: 'caption' });
  place.replaceChildren(h('label', { class: 'reason' }, words.shared, field), said);
  field.select();
  // Where the page may not write to the clipboard, the selected text is there to copy.
  void navigator.clipboard?.writeText(url).then(() => (said.textContent = words.copied), () => {});
}

function comparing(sheet: Sheet, words: Words): HTMLElement {
  const place = h('div', { 'aria-live': 'polite' });
  const field = h('input', {
    type: 'file',
    class: 'hidden',
    accept: '.json,application/json',
    onchange: async () => {
      const file = field.files?.[0];
      if (file) place.replaceChildren(await compare(file, sheet, words));
    },
  });
  return h('div', { part: 'compare' }, h('label', { class: 'file' }, words.compare, field), place);
}
