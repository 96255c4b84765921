import type { Assessment, Coverage, Finding, Landed, Part, Points, Ratio } from '../types/index.js';
import { h } from './dom.js';
import { outcomes, type View } from './view.js';
import type { Words } from './words.js';

/** Findings shown before the rest is folded away. */
const SHOWN = 5;

/** Whole percent rounded down, for display only: 100 means all of it. */
const percent = ({ credit, of }: Ratio) => String(Math.floor((credit * 100) / of));

export function result(view: View, words: Words, assessment: Assessment): HTMLElement[] {
  return [
    score(words, assessment),
    landed(view, words, assessment.outcome),
    parts(view, words, assessment.groups),
    findings(view, words, assessment.findings),
    h('p', { class: 'note' }, words.self),
  ].filter((section) => section !== null);
}

function score(words: Words, { points, coverage, tally }: Assessment): HTMLElement {
  return h(
    'section',
    { part: 'score' },
    h('p', { class: 'score' }, figure(words, points, coverage)),
    !points && coverage?.origin === 'derived' && h('p', { class: 'note' }, words.derived),
    tally.unanswered > 0 && h('p', { class: 'open' }, words.open(tally.unanswered)),
  );
}

function figure(words: Words, points: Points | null, coverage: Coverage | null): string {
  if (points)
    return words.points(words.range(String(points.low), String(points.high)), points.max);
  if (coverage) return words.coverage(words.range(percent(coverage.low), percent(coverage.high)));
  return '–';
}

function landed(view: View, words: Words, outcome: Landed | null): HTMLElement | null {
  if (!outcome) return null;
  const all = outcomes(view);
  const find = (id: string | null) => all.find((one) => one.id === id);
  const title = (id: string | null) => find(id)?.title ?? words.none;
  const sure = outcome.low === outcome.high ? find(outcome.low) : undefined;
  return h(
    'section',
    { part: 'outcome' },
    h('h3', {}, words.outcome),
    h('p', { class: 'outcome' }, words.range(title(outcome.low), title(outcome.high))),
    sure && h('p', {}, sure.meaning),
    sure && 'next' in sure && h('p', {}, sure.next),
    outcome.origin === 'derived' && h('p', { class: 'note' }, words.derivedOutcome),
  );
}

function parts(view: View, words: Words, groups: Part[]): HTMLElement {
  const row = (part: Part, at: number) => {
    const applicable = Object.values(part.tally).reduce((sum, count) => sum + count, 0);
    return h(
      'tr',
      {},
      h('th', { scope: 'row' }, view.groups[at]?.title ?? part.id),
      h('td', {}, figure(words, part.points, part.coverage)),
      h('td', {}, `${part.tally.met} / ${applicable - part.tally['not-applicable']}`),
    );
  };
  const head = [words.part, words.score, words.counts].map((title) =>
    h('th', { scope: 'col' }, title),
  );
  return h(
    'section',
    { part: 'parts' },
    h('h3', {}, words.parts),
    h('table', {}, h('thead', {}, h('tr', {}, ...head)), h('tbody', {}, ...groups.map(row))),
  );
}

function findings(view: View, words: Words, all: Finding[]): HTMLElement {
  const item = (one: Finding) => finding(view, words, one);
  const rest = all.slice(SHOWN);
  return h(
    'section',
    { part: 'findings' },
    h('h3', {}, words.findings),
    all.length === 0 && h('p', {}, words.nothing),
    h('ol', {}, ...all.slice(0, SHOWN).map(item)),
    rest.length > 0 &&
      h(
        'details',
        {},
        h('summary', {}, words.more(rest.length)),
        h('ol', { start: SHOWN + 1 }, ...rest.map(item)),
      ),
  );
}

function finding(view: View, words: Words, { control: id, state, worth, verification }: Finding) {
  const control = view.controls.find((one) => one.id === id);
  const gain = worth.points === null ? '' : ` · ${words.worth(worth.points)}`;
  const unverified = verification === 'unverified' ? ` · ${words.unverified}` : '';
  return h(
    'li',
    {},
    h('p', { class: 'label' }, [control?.number, control?.title].filter(Boolean).join(' ')),
    h('p', { class: 'state' }, words.states[state] + gain + unverified),
    h('p', {}, control?.advice ?? ''),
    control && sources(view, words, control.citations),
  );
}

function sources(view: View, words: Words, citations: { source: string; at: string }[]) {
  const items = citations.flatMap(({ source: id, at }) => {
    const source = view.sources.find((one) => one.id === id);
    return source ? [h('li', {}, link(source.title, source.url), ` ${at}`)] : [];
  });
  return h('details', {}, h('summary', {}, words.source), h('ul', {}, ...items));
}

/** A link only where the address is one of the web: a framework of one's own may say anything. */
function link(title: string, url: string | null | undefined): HTMLElement | string {
  if (!url || !/^https?:\/\//i.test(url)) return title;
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, title);
}
