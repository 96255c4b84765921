import type { Assessment, Finding, Outcome, TierResult } from '../types/index.js';
import { charts } from './chart.js';
import { h, more } from './dom.js';
import { counts, figure, range, reach } from './figures.js';
import { name } from './questions.js';
import { answerLabel, outcomes, stateLabel, type Star, type Survey, type View } from './view.js';
import type { Words } from './words.js';

/** Findings shown before the rest is folded away. */
const SHOWN = 5;

export function result(view: View, words: Words, assessment: Assessment): HTMLElement[] {
  return [
    score(words, assessment),
    landed(view, words, assessment.outcome),
    tiers(view, words, assessment.tiers),
    stars(view, words, assessment),
    parts(view, words, assessment),
    findings(view, words, assessment),
    ...(view.peers ?? []).map((survey) => peers(view, words, assessment, survey)),
    doubts(view, words, assessment),
    h('p', { class: 'self', part: 'self' }, words.selfAssessment),
  ].filter((section) => section !== null);
}

function score(words: Words, assessment: Assessment): HTMLElement {
  const { points, coverage, tally } = assessment;
  return h(
    'section',
    { part: 'score' },
    h('p', { class: 'score' }, figure(words, assessment)),
    !points && coverage?.origin === 'derived' && h('p', { class: 'note' }, words.derived),
    tally.unanswered > 0 && h('p', { class: 'open' }, words.open(tally.unanswered)),
    tally.unknown > 0 && h('p', { class: 'note' }, words.unknowns(tally.unknown)),
  );
}

const title = (view: View, words: Words, id: string | null) =>
  outcomes(view).find((one) => one.id === id)?.title ?? words.none;

/** Where a result landed, in words; a range while questions are open. */
export function outcomeRange(view: View, words: Words, outcome: Outcome | null): string {
  return outcome ? range(words, title(view, words, outcome.low), title(view, words, outcome.high)) : '';
}

function landed(view: View, words: Words, outcome: Outcome | null): HTMLElement | null {
  if (!outcome) return null;
  const all = outcomes(view);
  const sure = outcome.low === outcome.high ? all.find((one) => one.id === outcome.low) : undefined;
  return h(
    'section',
    { part: 'outcome' },
    h('h4', {}, words.outcome),
    h('p', { class: 'outcome' }, outcomeRange(view, words, outcome)),
    sure && h('p', {}, sure.meaning),
    sure && 'next' in sure && h('p', {}, sure.next),
    outcome.origin === 'derived' && h('p', { class: 'note' }, words.derivedOutcome),
  );
}

/** Each star or level: whether the answers support it, and what is missing. */
function tiers(view: View, words: Words, all: TierResult[]): HTMLElement | null {
  if (all.length === 0) return null;
  const missing = (id: string) => {
    const control = view.controls.find((one) => one.id === id);
    return h('li', {}, control ? name(control) : id);
  };
  const item = ({ id, state, missing: ids }: TierResult) =>
    h(
      'li',
      {},
      h('p', { class: 'label' }, `${title(view, words, id)}${words.colon}${words.tierState[state]}`),
      ids.length > 0 && more(words.lacking(ids.length), h('ul', {}, ...ids.map(missing))),
    );
  return h('section', { part: 'tiers' }, h('h4', {}, words.levels), h('ul', { class: 'plain' }, ...all.map(item)));
}

/** What of SECURITY ACTION can be declared, and what else it takes. */
function stars(view: View, words: Words, { complete }: Assessment): HTMLElement | null {
  if (!view.stars) return null;
  const missing = ({ title, advice }: Star['missing'][number]) =>
    h('li', {}, h('span', { class: 'label' }, title), advice);
  const item = ({ title, state, meaning, missing: all }: Star) =>
    h(
      'li',
      {},
      h('p', { class: 'label' }, `${title}${words.colon}${words.tierState[state]}`),
      state === 'reached'
        ? h('p', {}, meaning)
        : more(words.lacking(all.length), h('ul', {}, ...all.map(missing))),
    );
  return h(
    'section',
    { part: 'stars' },
    h('h4', {}, view.stars.title),
    h('p', { class: 'note' }, words.notAsked),
    h('ul', { class: 'plain' }, ...view.stars[complete ? 'complete' : 'open'].map(item)),
  );
}

/** The answers given beside published shares. */
function peers(view: View, words: Words, assessment: Assessment, survey: Survey): HTMLElement {
  const { title, publisher, period, population, asked, caution, shares } = survey;
  const row = ({ control: id, label, share_permille, n, doubt }: Survey['shares'][number]) => {
    const control = view.controls.find((one) => one.id === id);
    return h(
      'tr',
      {},
      h('th', { scope: 'row' }, control?.number, ' ', label, doubt && h('p', { class: 'note' }, doubt)),
      h('td', {}, answerLabel(view, words, assessment, id)),
      h('td', {}, `${share_permille / 10}%`, n !== undefined && h('p', { class: 'note' }, `n = ${n}`)),
    );
  };
  const head = [words.practice, words.you, words.others].map((text) => h('th', { scope: 'col' }, text));
  return h(
    'section',
    { part: 'peers' },
    h('h4', {}, words.peers),
    h('p', { class: 'note' }, [publisher, title, period, asked].join(' · '), ' ', population),
    h('table', {}, h('thead', {}, h('tr', {}, ...head)), h('tbody', {}, ...shares.map(row))),
    h('p', { class: 'note' }, caution),
  );
}

function parts(view: View, words: Words, assessment: Assessment): HTMLElement {
  const row = (part: Assessment['groups'][number], at: number) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, view.groups[at]?.title ?? part.id),
      h('td', {}, figure(words, part)),
      h('td', {}, counts(part)),
    );
  const head = [words.part, words.result, stateLabel(view, words, 'met')].map((title) =>
    h('th', { scope: 'col' }, title),
  );
  const drawn = assessment.groups.some((part) => reach(part));
  return h(
    'section',
    { part: 'parts' },
    h('h4', {}, words.parts),
    drawn && h('div', { class: 'charts' }, ...charts(view, words, assessment)),
    h('table', {}, h('thead', {}, h('tr', {}, ...head)), h('tbody', {}, ...assessment.groups.map(row))),
  );
}

function findings(view: View, words: Words, assessment: Assessment): HTMLElement {
  const all = assessment.findings;
  const item = (one: Finding) => finding(view, words, assessment, one);
  const rest = all.slice(SHOWN);
  const folded = rest.length > 0 ? more(words.moreItems(rest.length), h('ol', { start: SHOWN + 1 }, ...rest.map(item))) : null;
  folded?.classList.add('rest');
  return h(
    'section',
    { part: 'findings' },
    h('h4', {}, words.findings),
    all.length === 0 && h('p', {}, words.noFindings),
    h('ol', {}, ...all.slice(0, SHOWN).map(item)),
    folded,
  );
}

function finding(view: View, words: Words, assessment: Assessment, { control: id, worth, verification }: Finding) {
  const control = view.controls.find((one) => one.id === id);
  const gain = worth.points === null ? '' : ` · ${words.gain(worth.points)}`;
  const unverified = verification === 'unverified' ? ` · ${words.mark.unverified}` : '';
  return h(
    'li',
    { part: 'finding' },
    h('p', { class: 'label' }, control ? name(control) : id),
    h('p', { class: 'state' }, answerLabel(view, words, assessment, id) + gain + unverified),
    h('p', {}, control?.advice ?? ''),
    control && sources(view, words, control.citations),
  );
}

/** All that is not certain, in one place: the rule behind the outcome, and what was not checked. */
function doubts(view: View, words: Words, { findings }: Assessment): HTMLElement | null {
  const unverified = findings.flatMap(({ control: id, verification }) =>
    verification === 'unverified' ? (view.controls.find((one) => one.id === id) ?? []) : [],
  );
  const concerned = new Map<string, string[]>();
  for (const control of unverified) {
    if (!control.doubt) continue;
    concerned.set(control.doubt, [...(concerned.get(control.doubt) ?? []), name(control)]);
  }
  const rule = view.outcome?.verification === 'unverified';
  return more(
    words.doubts,
    (rule || unverified.length > 0) && h('p', {}, words.unverifiedMeans),
    rule && h('p', {}, `${words.outcome}${words.colon}${words.mark.unverified}`),
    ...[...concerned].map(([text, names]) => h('p', {}, text, h('span', { class: 'note' }, names.join(words.comma)))),
  );
}

function sources(view: View, words: Words, citations: { source: string; at: string }[]) {
  const items = citations.flatMap(({ source: id, at }) => {
    const source = view.sources.find((one) => one.id === id);
    return source ? [[link(source.title, source.url), ` ${at}`]] : [];
  });
  const [first, ...others] = items;
  if (!first) return null;
  return h(
    'div',
    { class: 'sources' },
    h('p', {}, `${words.source}${words.colon}`, ...first),
    others.length > 0 && more(words.moreSources(others.length), h('ul', {}, ...others.map((one) => h('li', {}, ...one)))),
  );
}

/** A link only where the address is one of the web: a custom framework may say anything. */
function link(title: string, url: string | null | undefined): HTMLElement | string {
  if (!url || !/^https?:\/\//i.test(url)) return title;
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, title);
}
