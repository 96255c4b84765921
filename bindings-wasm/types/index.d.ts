/** Scores, levels, gaps and next steps from answers about security. */

import type { Arguments } from './arguments.js';
import type { Results } from './results.js';

export type * from './arguments.js';
export * from './functions.js';

export type Lang = 'ja' | 'en';
export type Standing = 'met' | 'partial' | 'unmet' | 'unknown' | 'not-applicable' | 'accepted';
export type State = Standing | 'unanswered';
export type Verification = 'confirmed' | 'single-source' | 'unverified';
export type Origin = 'official' | 'derived';

/** One text in both languages. */
export interface Localized {
  ja: string;
  en: string;
}

/** One answer with what people keep beside it; scoring looks at the choice alone. */
export interface DetailedAnswer {
  choice?: string | null;
  reason?: string | null;
  note?: string | null;
  evidence?: string[];
  /** `YYYY-MM-DD` */
  date?: string | null;
}

/** A choice id, `null` for unanswered, or the long form. */
export type Answer = string | null | DetailedAnswer;

/** Answers by control id. What is missing is unanswered, never 0. */
export type Answers = Record<string, Answer>;

export interface AnswerSheet {
  /** `id@edition`, or an id alone for the current edition. */
  framework: string;
  subject?: string | null;
  /** `YYYY-MM-DD` */
  date?: string | null;
  answers: Answers;
}

/** Counts of controls by state. */
export type Tally = Record<State, number>;

/** A range: `low` and `high` are equal once everything is answered. */
export interface Points {
  low: number;
  high: number;
  /** The fewest points that the applicable controls can give. */
  min: number;
  /** The most points that the applicable controls can give. */
  max: number;
}

/** An exact share: `credit` over `of`. */
export interface Ratio {
  credit: number;
  of: number;
}

export interface Coverage {
  low: Ratio;
  high: Ratio;
  origin: Origin;
}

/** Ids of bands or tiers; `low` is certain, `high` is still possible. */
export interface Outcome {
  low: string | null;
  high: string | null;
  origin: Origin;
}

export interface Part {
  id: string;
  tally: Tally;
  points: Points | null;
  coverage: Coverage | null;
}

export interface TierResult {
  id: string;
  state: 'reached' | 'open' | 'missed';
  missing: string[];
}

export interface Finding {
  /** Id of the control; its texts stand in the framework. */
  control: string;
  state: State;
  /** What fixing it is worth. */
  worth: { points: number | null; credit: number | null; tier: string | null };
  verification: Verification;
}

export interface Assessment {
  framework: { id: string; edition: string; digest: string };
  subject: string | null;
  date: string | null;
  complete: boolean;
  tally: Tally;
  points: Points | null;
  coverage: Coverage | null;
  outcome: Outcome | null;
  groups: Part[];
  tags: Part[];
  tiers: TierResult[];
  /** What keeps the sheet from a better result, what is worth most first. */
  findings: Finding[];
  answers: Record<string, string>;
}

export interface Citation {
  source: string;
  at: string;
}

export interface Source {
  id: string;
  title: Localized;
  publisher: string;
  edition?: string | null;
  url?: string | null;
}

export interface Choice {
  id: string;
  label: Localized;
  standing: Standing;
  points?: number | null;
}

export interface Scale {
  id: string;
  origin: Origin;
  verification: Verification;
  facts?: Facts | null;
  citations: Citation[];
  choices: Choice[];
}

export interface Group {
  id: string;
  title: Localized;
  summary?: Localized | null;
}

export interface Control {
  id: string;
  number?: string | null;
  group: string;
  title: Localized;
  question: Localized;
  parts?: { join: 'all' | 'any'; of: { id: string; text: Localized }[] } | null;
  advice: Localized;
  why?: Localized | null;
  scale: string;
  weight?: number;
  not_applicable?: NotApplicable | null;
  not_applicable_when?: Localized | null;
  tags?: string[];
  parameters?: { id: string; value: number; unit: string; label: Localized }[];
  see?: string[];
  effort?: number | null;
  verification: Verification;
  facts?: Facts | null;
  doubt?: Localized | null;
  citations: Citation[];
}

/** Marks of single facts, where they differ from the mark of the whole. */
export type Facts = Partial<
  Record<'title' | 'number' | 'level' | 'points' | 'not_applicable', Verification | null>
>;

export type NotApplicable = 'not-allowed' | 'excluded' | 'full-points';

export interface Band {
  id: string;
  title: Localized;
  meaning: Localized;
  next: Localized;
  from?: number | null;
  to?: number | null;
}

export interface Condition {
  groups?: string[];
  tags?: string[];
  controls?: string[];
  accept: Standing[];
  at_least?: number | null;
}

export interface Tier {
  id: string;
  title: Localized;
  meaning: Localized;
  conditions: Condition[];
}

export type Rule =
  | { bands: { measure: 'points' | 'percent' | 'coverage'; steps: Band[] } }
  | { tiers: Tier[] };

export interface Dimension {
  id: string;
  title: Localized;
  origin: Origin;
  values: { id: string; title: Localized }[];
}

/** A framework as its author writes it. */
export interface Definition {
  id: string;
  edition: string;
  title: Localized;
  summary: Localized;
  publisher: string;
  issued?: string | null;
  status: 'current' | 'superseded' | 'upcoming';
  subject: 'organisation' | 'product' | 'site';
  not_applicable: NotApplicable;
  acceptance?: boolean;
  reasons?: Standing[];
  previous?: {
    edition: string;
    changes?: {
      kind: 'same' | 'reworded' | 'split' | 'merged' | 'new' | 'removed';
      from?: string[];
      to?: string[];
      note?: Localized | null;
    }[];
  } | null;
  sources: Source[];
  scales: Scale[];
  groups: Group[];
  dimensions?: Dimension[];
  coverage?: { origin: Origin; met: number; partial: number; accepted?: number } | null;
  outcome?: {
    origin: Origin;
    verification: Verification;
    citations: Citation[];
    rule: Rule;
  } | null;
  controls: Control[];
}

/** One thing that is wrong. */
export interface Problem {
  /** Stable code, the same in Rust and Python. */
  code: string;
  /** Where: a control, or the path of a field. */
  at: string | null;
  given: string | null;
  /** The nearest valid name. */
  nearest: string | null;
  message: string;
  help: string | null;
}

export interface ErrorReport {
  code: 'unknown-framework' | 'invalid-sheet' | 'invalid-framework' | 'invalid-argument';
  message: string;
  problems: Problem[];
}

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
): (Results & { assess: Assessment })[Name];

/** The same over JSON. */
export function callJson(name: string, given: string, options?: LangOption): string;

/** Every catalogue entry of a kind (a folder of the catalogue), by `id@edition`. */
export function catalog(kind: string, options?: LangOption): Record<string, unknown>;

/** Reads and checks a framework of one's own. The code for it is loaded at the first call. */
export function ownFramework(
  source: string | Definition,
  options?: LangOption & { format?: 'json' | 'toml' },
): Promise<Framework>;
