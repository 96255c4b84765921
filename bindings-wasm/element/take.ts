import { button, h } from './dom.js';
import { compare } from './compare.js';
import { save, type Format } from './files.js';
import { link } from './keep.js';
import type { Sheet } from './sheet.js';
import type { Words } from './words.js';

const FORMATS: Format[] = ['json', 'csv', 'svg', 'png'];

/** What can be done with a result: print, save, compare, and where the host wants it, share. */
export function take(sheet: Sheet, words: Words, share: boolean): HTMLElement {
  const assessment = sheet.assess();
  const saving = (format: Format) => {
    const chart = format === 'svg' || format === 'png' ? words.aside(words.chart) : '';
    const label = `${words.save}${words.colon}${format.toUpperCase()}${chart}`;
    return button(label, () => assessment && void save(format, sheet, words, assessment));
  };
  return h(
    'section',
    { class: 'take', part: 'take' },
    h('h4', {}, words.take),
    h('div', { class: 'buttons' }, button(words.print, () => print()), ...FORMATS.map(saving)),
    share && sharing(sheet, words),
    comparing(sheet, words),
  );
}

function sharing(sheet: Sheet, words: Words): HTMLElement {
  const place = h('div', { 'aria-live': 'polite' });
  const show = () => {
    const field = h('input', { type: 'text', readonly: true, value: link(sheet) });
    place.replaceChildren(h('label', { class: 'reason' }, words.shared, field));
    field.select();
    // Where the page may not write to the clipboard, the selected text is there to copy.
    void navigator.clipboard?.writeText(field.value).catch(() => {});
  };
  return h('div', {}, h('div', { class: 'buttons' }, button(words.share, show)), place);
}

function comparing(sheet: Sheet, words: Words): HTMLElement {
  const place = h('div', { 'aria-live': 'polite' });
  const field = h('input', {
    type: 'file',
    accept: '.json,application/json',
    onchange: async () => {
      const file = field.files?.[0];
      if (file) place.replaceChildren(await compare(file, sheet, words));
    },
  });
  return h('div', { part: 'compare' }, h('label', { class: 'reason' }, words.compare, field), place);
}
