// What the core knows beside a framework: what can be declared with it, and what others answered.
import type { AssessmentData } from '../types/index.js';
import { h, more, text } from './dom.js';
import { dated } from './figures.js';
import type { Sheet } from './sheet.js';
import type { Star, Survey, View } from './view.js';
import type { Words } from './words.js';

/** What of SECURITY ACTION can be declared, and what else it takes. */
export function stars(view: View, words: Words, { complete }: AssessmentData) {
  if (!view.stars) return null;
  const missing = ({ title, advice }: NonNullable<Star['missing']>[number]) => h('li', {}, h('p', { class: 'label' }, title), text(advice));
  const item = ({ title, state, meaning, missing: all = [] }: Star) =>
    h(
      'li',
      {},
      h('p', { class: 'label' }, `${title}${words.colon}${state === 'reached' ? words.tierState.reached : words.beyond(all.length)}`),
      state === 'reached' && text(meaning),
      all.length > 0 && h('ul', {}, ...all.map(missing)),
    );
  const all = view.stars[complete ? 'complete' : 'open'];
  const section = more(view.stars.title, text(words.notAsked, 'caption'), h('ul', { class: 'plain' }, ...all.map(item)));
  section?.setAttribute('part', 'stars');
  return section;
}

/** The answers given beside published shares. */
export function peers(sheet: Sheet, words: Words, survey: Survey) {
  const { title, publisher, period, population, asked, caution, shares } = survey;
  const row = ({ control: id, label, share_permille, n, doubt }: Survey['shares'][number]) =>
    h(
      'li',
      {},
      h('p', { class: 'label' }, `${sheet.view.controls[sheet.position(id)]?.number ?? ''} ${label}`.trim()),
      h('p', {}, `${words.you}${words.colon}${sheet.label(sheet.position(id), words)} · ${words.others}${words.colon}${share_permille / 10}%${n === undefined ? '' : words.aside(`n = ${n}`)}`),
      doubt && text(doubt, 'caption'),
    );
  const days = dated(period.replace('/', words.until), words.tag);
  const section = more(
    words.peers(shares.length),
    text([publisher, title, days, asked].join(' · '), 'caption'),
    text(population, 'caption'),
    h('ul', { class: 'plain' }, ...shares.map(row)),
    text(caution, 'caption'),
  );
  section?.setAttribute('part', 'peers');
  return section;
}
