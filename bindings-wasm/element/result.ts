import type { AssessmentData, Finding } from '../types/index.js';
import { about, cited } from './about.js';
import { peers, stars } from './beside.js';
import { bar, h, more, text } from './dom.js';
import { figure, reach } from './figures.js';
import { gist, hero, landed, SHOWN } from './hero.js';
import type { Sheet } from './sheet.js';
import type { Words } from './words.js';

const slot = (name: string) => h('slot', { name });

/** The result from what matters most to what only some will open. */
export function result(sheet: Sheet, words: Words, assessment: AssessmentData): HTMLElement[] {
  const { view } = sheet;
  return [
    hero(sheet, words, assessment),
    slot('result-before-actions'),
    actions(sheet, words, assessment),
    !sheet.only && parts(sheet, words, assessment),
    stars(view, words, assessment),
    ...(view.peers ?? []).map((survey) => peers(sheet, words, survey)),
    answers(sheet, words),
    about(
      sheet,
      words,
      words.reading,
      gist(landed(view, assessment)?.meaning ?? '')[1],
      !assessment.points && assessment.coverage?.origin === 'derived' && words.derived,
      assessment.outcome?.origin === 'derived' && words.derivedOutcome,
      view.outcome?.verification === 'unverified' && words.unverifiedOutcome,
    ),
    slot('result-after'),
  ].filter((section): section is HTMLElement => !!section);
}

/** What is open is no action: it is a question. */
export const todo = ({ findings }: AssessmentData) => findings.filter(({ state }) => state !== 'unanswered');

function actions(sheet: Sheet, words: Words, assessment: AssessmentData) {
  const all = todo(assessment);
  const item = (one: Finding) => action(sheet, words, one);
  const [first, rest] = [all.slice(0, SHOWN), all.slice(SHOWN)];
  if (all.length === 0 && !assessment.complete) return null;
  return h(
    'section',
    { part: 'findings' },
    h('h4', {}, all.length === 0 ? words.next : rest.length > 0 ? words.firstOf(first.length) : words.findings),
    all.length === 0 && text(words.noFindings),
    h('ol', { class: 'plain' }, ...first.map(item)),
    rest.length > 0 && more(words.moreActions(rest.length), h('ol', { class: 'plain', start: SHOWN + 1 }, ...rest.map(item))),
  );
}

const chip = (sheet: Sheet, words: Words, at: number) =>
  h('span', { class: `chip ${sheet.choice(at)?.standing ?? ''}` }, sheet.label(at, words));

function action(sheet: Sheet, words: Words, { control, state, worth }: Finding) {
  const at = sheet.position(control);
  const asked = sheet.view.controls[at];
  return h(
    'li',
    { part: 'finding' },
    h('p', { class: 'chips' }, !!worth.points && h('span', { class: 'chip gain' }, words.gain(worth.points)), chip(sheet, words, at)),
    h('p', { class: 'label' }, sheet.name(at)),
    h('p', {}, state === 'unknown' && words.findOut, asked?.advice ?? ''),
    asked && more(words.whyAndSource, text(asked.why), cited(sheet.view, words, asked.citations)),
  );
}

function parts(sheet: Sheet, words: Words, assessment: AssessmentData) {
  if (assessment.groups.length < 2) return null;
  const row = (part: AssessmentData['groups'][number], at: number) => {
    const far = reach(part);
    return h('li', {}, h('span', {}, sheet.view.groups[at]?.title ?? part.id), h('b', {}, figure(sheet, words, part)), far && bar(far.low, far.high));
  };
  return h('section', { part: 'parts' }, h('h4', {}, words.parts), h('ul', { class: 'plain parts' }, ...assessment.groups.map(row)));
}

/** What was answered, by question. */
function answers(sheet: Sheet, words: Words) {
  const row = (at: number) => {
    return h(
      'li',
      {},
      `${sheet.name(at)} `,
      chip(sheet, words, at),
      sheet.wantsReason(at) && text(sheet.reason(at), 'caption'),
    );
  };
  const all = more(words.answers(sheet.asked.length), h('ul', { class: 'plain' }, ...sheet.asked.map(row)));
  all?.setAttribute('part', 'answers');
  return all;
}
