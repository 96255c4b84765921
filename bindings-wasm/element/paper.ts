// The result on paper: who, when and of which questions; every action to tick off; every answer.
import type { AssessmentData } from '../types/index.js';
import { sources } from './about.js';
import { h, text } from './dom.js';
import { dated, figure, today } from './figures.js';
import { landed, outcomeRange, whole } from './hero.js';
import { todo } from './result.js';
import type { Sheet } from './sheet.js';
import type { Words } from './words.js';

export function paper(sheet: Sheet, words: Words, assessment: AssessmentData, who: HTMLElement): HTMLElement {
  const { view } = sheet;
  const { outcome, groups, framework } = assessment;
  const days = dated(today(), words.tag);
  const action = ({ control, worth: { points } }: AssessmentData['findings'][number]) => {
    const at = sheet.position(control);
    return h(
      'tr',
      {},
      h('td', {}, '☐'),
      h('td', {}, h('b', {}, sheet.name(at)), ` ${view.controls[at]?.advice ?? ''}`),
      h('td', {}, sheet.label(at, words), points ? ` ${words.gain(points)}` : ''),
      h('td'),
      h('td'),
    );
  };
  const answer = (at: number) => {
    const reason = sheet.wantsReason(at) ? words.aside(sheet.reason(at)) : '';
    return h('li', {}, `${sheet.name(at)}${words.colon}`, h('b', {}, sheet.label(at, words)), reason);
  };
  const head = ['', words.findings, words.result, words.inCharge, words.due];
  const all = todo(assessment);
  return h(
    'section',
    { class: 'paper' },
    h('p', { class: 'title' }, view.title),
    h('p', {}, who, [days, words.edition(view.edition), framework.digest.slice(0, 12)].join(' · ')),
    h('p', { class: 'num' }, figure(sheet, words, whole(sheet, assessment))),
    outcome && h('p', {}, `${words.outcome}${words.colon}`, h('b', {}, outcomeRange(view, words, outcome)), ` ${landed(view, assessment)?.meaning ?? ''}`),
    text(groups.map((part, at) => `${view.groups[at]?.title ?? part.id} ${figure(sheet, words, part)}`).join(' · ')),
    text(words.selfAssessment),
    all.length > 0 &&
      h('table', {}, h('thead', {}, h('tr', {}, ...head.map((title) => h('th', {}, title)))), h('tbody', {}, ...all.map(action))),
    h('p', { class: 'label' }, words.answers(sheet.asked.length)),
    h('ul', { class: 'plain columns' }, ...sheet.asked.map(answer)),
    h('p', { class: 'label' }, words.source),
    sources(view),
  );
}
