// The result at a glance: the figure, what it means, where it is on its scale, how far to the next step.
import type { AssessmentData, Outcome, TierResult } from '../types/index.js';
import { h, more, text } from './dom.js';
import { number, range, score, type Scored } from './figures.js';
import type { Sheet } from './sheet.js';
import { outcomes, type View } from './view.js';
import type { Words } from './words.js';

/** Actions shown before the rest is folded away. */
export const SHOWN = 3;

const title = (view: View, words: Words, id: string | null) =>
  outcomes(view).find((one) => one.id === id)?.title ?? words.none;

/** Where a result landed, in words; a range while questions are open. */
export const outcomeRange = (view: View, words: Words, { low, high }: Outcome): string =>
  range(words, title(view, words, low), title(view, words, high));

/** What the figures are of: the whole, or the part that was asked. */
export const whole = ({ only }: Sheet, assessment: AssessmentData): Scored =>
  assessment.tags.find(({ id }) => id === only) ?? assessment;

/** What is sure of an outcome. */
export const landed = (view: View, { outcome }: AssessmentData) =>
  outcome?.low === outcome?.high ? outcomes(view).find(({ id }) => id === outcome?.low) : undefined;

/** The first sentence of a text, and the rest. */
export const gist = (text: string) => text.split(/(?<=。|\. )(.*)/s);

export function hero(sheet: Sheet, words: Words, assessment: AssessmentData): HTMLElement {
  const { view } = sheet;
  const found = score(sheet, words, whole(sheet, assessment));
  const sure = landed(view, assessment);
  const rule = view.outcome?.rule;
  const bands = rule && 'bands' in rule ? rule.bands : null;
  const headline = bands && assessment.outcome && (sure ? gist(sure.meaning)[0] : outcomeRange(view, words, assessment.outcome));
  const open = sheet.open().length;
  const notes = [
    ...(bands && found && open === 0 ? way(bands, words, found, assessment) : []),
    open > 0 && words.open(open),
  ];
  return h(
    'section',
    { class: 'hero', part: 'score' },
    found && h('p', { class: 'num' }, found.value, h('small', {}, found.of)),
    found && !assessment.points && text(words.coverage, 'caption'),
    sheet.only && text(words.filtered(view.tagged?.[sheet.only]?.title ?? '', sheet.asked.length), 'caption'),
    headline && h('p', { class: 'headline', part: 'outcome' }, headline),
    bands && found && scale(bands, words, found),
    tiers(sheet, words, assessment.tiers),
    !bands && sure && text(sure.meaning, 'caption'),
    text(notes.filter(Boolean).join(words.space), 'caption'),
  );
}

type Bands = Extract<NonNullable<View['outcome']>['rule'], { bands: unknown }>['bands'];
type Found = NonNullable<ReturnType<typeof score>>;

const bounds = ({ steps }: Bands) => steps.flatMap(({ from }) => (typeof from === 'number' ? [from] : [])).sort((a, b) => a - b);

/** The bands side by side, those reached filled, and where the result is; all of it is said in words too. */
function scale(bands: Bands, words: Words, { low, high }: Found): HTMLElement {
  const start = Math.min(0, low);
  const edges = [start, ...bounds(bands).filter((edge) => edge > start)];
  const end = Math.max(100, high, ...edges);
  const share = (value: number) => ((value - start) / (end - start)) * 100;
  const segments = edges.map((edge, at) => {
    const next = edges[at + 1] ?? end;
    const here = low < next && high >= edge;
    return h('i', { class: here && 'here', style: `flex-grow:${Math.max(next - edge, 1)}` });
  });
  const ticks = edges.map((edge) => h('span', { style: `inset-inline-start:${share(edge)}%` }, number(edge)));
  const middle = Math.min(92, Math.max(8, share((low + high) / 2)));
  return h(
    'div',
    { class: 'scale', part: 'scale', 'aria-hidden': 'true' },
    h('b', { style: `inset-inline-start:${middle}%` }, words.you),
    h('div', {}, ...segments),
    h('div', { class: 'ticks' }, ...ticks),
  );
}

/** How far it is to the next band, and how far the first actions go. */
function way(bands: Bands, words: Words, { low }: Found, { findings }: AssessmentData) {
  const next = bounds(bands).find((edge) => edge > low);
  const band = bands.steps.find(({ from }) => from === next);
  if (next === undefined || !band) return [];
  const points = bands.measure === 'points';
  const need = words.need(points ? words.count(next - low) : `${next - low}%`, band.title);
  const first = findings.slice(0, SHOWN);
  const gained = first.reduce((sum, { worth }) => sum + (worth.points ?? 0), low);
  return [need, points && first.length > 1 && words.reached(first.length, number(gained))];
}

/** Each star or level: whether the answers support it, and what is missing. */
function tiers(sheet: Sheet, words: Words, all: TierResult[]) {
  const missing = (id: string) => h('li', {}, sheet.name(sheet.position(id)));
  const item = ({ id, state, missing: ids }: TierResult) => {
    const label = `${title(sheet.view, words, id)}${words.colon}`;
    return h(
      'li',
      {},
      ids.length > 0
        ? more(`${label}${words.lacking(ids.length)}`, h('ul', {}, ...ids.map(missing)))
        : h('p', {}, label, h('span', { class: `chip ${state === 'reached' ? 'met' : ''}` }, words.tierState[state])),
    );
  };
  return all.length > 0 && h('ul', { class: 'plain', part: 'tiers' }, ...all.map(item));
}
