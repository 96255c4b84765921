/** Scores, levels, gaps and next steps from answers about security. */

import type { Answer, AnswerSheet, Arguments, Definition, Lang } from './arguments.js';
import type { ErrorReport, ProblemReport as Problem } from './error.js';
import type { Assessment as AssessmentData, Results } from './results.js';

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
  Assessment as AssessmentData,
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

/** A form of a report, and how it is drawn. */
export interface ReportOptions {
  /** `en` without it. */
  lang?: Lang;
  /** Plain `text` for a terminal (the default), one `html` page, or `markdown`. */
  format?: 'text' | 'html' | 'markdown';
  /** Columns of the terminal, 80 without it. */
  width?: number;
  /** Whether text has colour codes (ANSI). */
  color?: boolean;
  /** Whether bars are drawn without block characters. */
  ascii?: boolean;
}

/**
 * The result of a sheet, and what can be asked of it.
 *
 * Its own members are plain data, all that its JSON holds; `{ ...assessment }` has nothing else.
 * Methods throw a {@link ShiseiError} for arguments that are not as they should be.
 */
export class Assessment {
  private constructor();
  /** The sheet as it was given, with reasons, notes, evidence and dates. */
  readonly sheet: AnswerSheet;
  /** What the sheet can still become, and which unanswered question decides most. */
  bounds(): Results['bounds'];
  /** What improved, worsened or was newly answered since an earlier assessment of the edition. */
  diff(earlier: Assessment, options?: LangOption): Results['diff'];
  /** Every number taken apart, down to answers and citations; with `lang`, its `text` too. */
  explain(given?: { lang?: Lang }, options?: LangOption): Results['explain'];
  /** Published shares of how others answered, where there are any. */
  peers(): Results['peers'];
  /** The changes of least effort that reach a target, or the best result of a budget. */
  plan(given: Omit<Arguments['plan'], 'sheet' | 'definitions'>, options?: LangOption): Results['plan'];
  /** What the sheet says in the terms of another standard: `nist-csf`, `iso-27001@2022`. */
  references(scheme: string, options?: LangOption): Results['references'];
  /** A report for people. */
  report(given?: ReportOptions, options?: LangOption): string;
  /** The change since an earlier assessment, split into what the answers and the rules did. */
  scoreChange(earlier: Assessment, options?: LangOption): Results['score_change'];
}

export interface Assessment extends AssessmentData {}

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
  /**
   * Reads back the JSON of an assessment, if its answers give the same today. Reasons, notes and
   * evidence are not part of a result, so none are asked for.
   */
  readAssessment(json: string, options?: LangOption): Assessment;
  /** Positions of the choices that may be taken for the control at this position. */
  choices(control: number): Uint8Array;
  /** Scores positions of choices, 255 for unanswered; undefined when one is not allowed. */
  assessRow(positions: Uint8Array): Assessment | undefined;
  /** Gives its memory back at once; neither it nor its assessments can be asked anything then. */
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

/** Reads and checks a custom framework. */
export function ownFramework(
  source: string | Definition,
  options?: LangOption & { format?: 'json' | 'toml' },
): Promise<Framework>;
