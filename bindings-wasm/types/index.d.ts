/** Scores, levels, gaps and next steps from answers about security. */

import type { Answer, AnswerSheet, Arguments, Definition, Lang } from './arguments.js';
import type { ErrorReport, ProblemReport as Problem } from './error.js';
import type { Assessment, Results } from './results.js';

export type {
  Answer,
  AnswerSheet,
  Arguments,
  Asset,
  Band,
  Choice,
  Citation,
  Condition,
  Control,
  Crosswalk,
  Definition,
  DetailedAnswer,
  Dimension,
  Effort,
  Group,
  Lang,
  Localized,
  NotApplicable,
  Offer,
  Origin,
  Profile,
  Rule,
  Scale,
  Source,
  Standing,
  Target,
  Tier,
  Verification,
} from './arguments.js';
export type { Code, ErrorReport, ProblemReport as Problem } from './error.js';
export type {
  Assessment,
  Coverage,
  Finding,
  Outcome,
  Part,
  Points,
  Ratio,
  Results,
  State,
  Tally,
  TierResult,
} from './results.js';
export * from './functions.js';

/** Answers by control id. What is missing is unanswered, never 0. */
export type Answers = Record<string, Answer> | ReadonlyMap<string, Answer>;

/** An input that was refused, with every problem found in it. */
export class ShiseiError extends Error {
  readonly code: ErrorReport['code'];
  readonly problems: Problem[];
}

export interface LangOption {
  /** Language of error messages; `en` without it. */
  lang?: Lang;
}

export interface AssessOptions extends LangOption {
  subject?: string;
  /** `YYYY-MM-DD` */
  date?: string;
}

/** One edition of one guideline. */
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
  assess(answers: Answers, options?: AssessOptions): Assessment;
  /** The same over the JSON of an answer sheet: the same bytes as in Rust and Python. */
  assessJson(sheet: string, options?: LangOption): string;
  /** Positions of the choices that may be taken for the control at this position. */
  choices(control: number): Uint8Array;
  /** Scores positions of choices, 255 for unanswered; undefined when one is not allowed. */
  assessRow(positions: Uint8Array): Assessment | undefined;
  /** Gives its memory back at once instead of at the next collection. */
  free(): void;
}

/** Every built-in framework, sorted by id and edition. */
export function frameworks(): Framework[];

/** The built-in framework with this id (current edition) or `id@edition`. */
export function framework(reference: string, options?: LangOption): Framework;

/** Scores a sheet with the built-in framework that it names. */
export function assess(sheet: AnswerSheet, options?: LangOption): Assessment;

/** The same over JSON. */
export function assessJson(sheet: string, options?: LangOption): string;

/**
 * Calls a function of the core by its name there: `carry_over` for {@link carryOver}. Arguments and
 * results are the plain data of the same functions in Rust and Python. Throws a {@link ShiseiError}
 * for an unknown name or arguments that are not as they should be.
 */
export function call<Name extends keyof Arguments>(
  name: Name,
  given: Arguments[Name],
  options?: LangOption,
): Results[Name];

/** The same over JSON. */
export function callJson(name: string, given: string, options?: LangOption): string;

/** Every catalogue entry of a kind (a folder of the catalogue), by `id@edition`. */
export function catalog(kind: string, options?: LangOption): Record<string, unknown>;

/** Reads and checks a custom framework. The code for it is loaded at the first call. */
export function ownFramework(
  source: string | Definition,
  options?: LangOption & { format?: 'json' | 'toml' },
): Promise<Framework>;
