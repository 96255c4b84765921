import type { AssessmentData, Coverage, Points } from '../types/index.js';
import type { Sheet } from './sheet.js';
import type { Words } from './words.js';

/** With the minus of print. */
export const number = (value: number) => String(value).replace('-', '−');

/** A value, or from the lowest to the highest while they differ. */
export const range = (words: Words, low: string, high: string) =>
  low === high ? low : words.range(low, high);

export type Scored = Pick<AssessmentData, 'points' | 'coverage'> | { points: Points | null; coverage: Coverage | null };

/** A score as a number and what it is out of; a range while questions are open. */
export function score({ scorer }: Sheet, words: Words, { points, coverage }: Scored): { value: string; of: string; low: number; high: number } | null {
  const of = (end: 'low' | 'high') => points?.[end] ?? (coverage && scorer?.percent(coverage[end]));
  const [low, high] = [of('low'), of('high')];
  if (low == null || high == null) return null;
  const value = range(words, number(low), number(high));
  return { value, of: points ? words.ofPoints(points.max) : '%', low, high };
}

/** The same in a line. */
export function figure(sheet: Sheet, words: Words, scored: Scored): string {
  const found = score(sheet, words, scored);
  return found ? found.value + found.of : '–';
}

/** How far a bar reaches, of 1: what is sure, and what is still possible. None for no score. */
export function reach({ points, coverage }: Scored): { low: number; high: number } | null {
  const share = (credit: number, of: number) => (of > 0 ? Math.max(0, credit) / of : 0);
  if (points) return { low: share(points.low, points.max), high: share(points.high, points.max) };
  if (!coverage) return null;
  const { low, high } = coverage;
  return { low: share(low.credit, low.of), high: share(high.credit, high.of) };
}

/** Days of the form `2026-11-26` in a text, as people write them. */
export const dated = (text: string, lang: string) =>
  text.replace(/\d{4}-\d\d-\d\d/g, (day) => new Date(`${day}T00:00`).toLocaleDateString(lang, { dateStyle: 'long' }));

/** Today here, as `YYYY-MM-DD`. */
export const today = () => new Date().toLocaleDateString('sv-SE');
