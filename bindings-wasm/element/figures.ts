import type { Assessment, Coverage, Part, Points, Ratio } from '../types/index.js';
import type { Words } from './words.js';

/** Whole percent rounded down, for display only: 100 means all of it. */
const percent = ({ credit, of }: Ratio) => String(Math.floor((credit * 100) / of));

/** A value, or from the lowest to the highest while they differ. */
export const range = (words: Words, low: string, high: string) =>
  low === high ? low : words.range(low, high);

type Scored = { points: Points | null; coverage: Coverage | null };

/** A score in words; a range while questions are open. */
export function figure(words: Words, { points, coverage }: Scored): string {
  if (points)
    return words.pointsOf(range(words, String(points.low), String(points.high)), points.max);
  if (coverage) return words.coverageOf(range(words, percent(coverage.low), percent(coverage.high)));
  return '–';
}

/** How far a bar reaches, of 1: what is sure, and what is still possible. None for no score. */
export function reach({ points, coverage }: Scored): { low: number; high: number } | null {
  const share = (credit: number, of: number) => (of > 0 ? Math.max(0, credit) / of : 0);
  if (points) return { low: share(points.low, points.max), high: share(points.high, points.max) };
  if (!coverage) return null;
  const { low, high } = coverage;
  return { low: share(low.credit, low.of), high: share(high.credit, high.of) };
}

/** `done / applicable`. */
export function counts({ tally }: Part | Assessment): string {
  const all = Object.values(tally).reduce((sum, count) => sum + count, 0);
  return `${tally.met} / ${all - tally['not-applicable']}`;
}
