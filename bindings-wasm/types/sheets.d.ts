/** Scoring with some frameworks: what `shisei/five-basics` and its like export. */

import type { AnswerSheet, Definition } from './arguments.js';
import type { Answers, AssessOptions, LangOption } from './index.js';
import type { AssessmentData } from './index.js';

export { ShiseiError } from './index.js';
export type { Answer, Answers, AnswerSheet, AssessmentData, AssessOptions, Definition, Lang, LangOption } from './index.js';

/** One edition of one guideline: the same results as `Framework` of `shisei`. */
export class Framework {
  private constructor();
  readonly id: string;
  readonly edition: string;
  /** `id@edition` */
  readonly reference: string;
  /** SHA-256 over the canonical form, in hex. */
  readonly digest: string;
  /** SHA-256 over what scoring reads, in hex: a correction of texts or marks keeps it. */
  readonly rulesDigest: string;
  /** Everything its author wrote; parsed anew at each access. */
  readonly definition: Definition;
  /** Scores answers. Throws a {@link ShiseiError} naming every problem. */
  assess(answers: Answers, options?: AssessOptions): AssessmentData;
  /** Positions of the choices that may be taken for the control at this position. */
  choices(control: number): Uint8Array;
  /** Scores positions of choices, 255 for unanswered; undefined when one is not allowed. */
  assessRow(positions: Uint8Array): AssessmentData | undefined;
}

/** Every framework of this entry, sorted by id and edition. */
export function frameworks(): Framework[];

/** The framework of this entry with this id (current edition) or `id@edition`. */
export function framework(reference: string, options?: LangOption): Framework;

/** Scores a sheet with the framework of this entry that it names. */
export function assess(sheet: AnswerSheet, options?: LangOption): AssessmentData;
