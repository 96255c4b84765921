/** `<shisei-quiz>`: asks the questions of a framework and shows the result, all in the page. */

import type { AssessmentData, Definition, DetailedAnswer, Lang } from './index.js';

/**
 * How many questions a page shows: those of one group (ten at most), one, or all; `auto`: one where
 * there is little room, else a group.
 */
export type Mode = 'group' | 'one' | 'all';

export interface AnswerDetail {
  /** Id of the control. */
  control: string;
  /** Id of the choice. */
  choice: string;
  /** Where the framework wants a reason for this choice, the reason. */
  reason?: string;
}

export interface ErrorDetail {
  /**
   * `load`, `unknown-framework`, `unknown-tag`, `other-origin`, `too-large`, `answers` (some given do
   * not fit), `same-key` (two quizzes would keep answers under one key), or a code of a refused
   * custom framework (see {@link ErrorReport}).
   */
  code: string;
  /** For developers; people read words of their language in the page. */
  message: string;
}

export interface PageDetail {
  /** Number of the page of questions, from 0, or what comes before and after them. */
  place: number | 'start' | 'review' | 'result';
  /** How many pages of questions there are. */
  count: number;
  /** How many questions are answered. */
  answered: number;
}

/** What `npx shisei compile` writes; what is in it is between that and the quiz of the same version. */
export interface CompiledFramework {
  compiled: 1;
  rules: string;
  texts: Partial<Record<Lang, unknown>>;
}

/** `shisei-answer` and `shisei-complete` say what was answered and are heard at the element alone. */
export interface QuizEvents {
  'shisei-ready': CustomEvent<{ framework: string }>;
  'shisei-page': CustomEvent<PageDetail>;
  'shisei-reset': CustomEvent<Record<string, never>>;
  'shisei-take': CustomEvent<{ kind: 'print' | 'link' | 'json' | 'csv' | 'svg' | 'png' }>;
  'shisei-error': CustomEvent<ErrorDetail>;
  'shisei-answer': CustomEvent<AnswerDetail>;
  'shisei-complete': CustomEvent<AssessmentData>;
}

export interface ShiseiQuizEventMap extends HTMLElementEventMap, QuizEvents {}

/** What may be set, for the types of React, Vue and Svelte. */
export type QuizProperties = Partial<
  Pick<
    ShiseiQuiz,
    | 'framework'
    | 'src'
    | 'definition'
    | 'lang'
    | 'mode'
    | 'only'
    | 'theme'
    | 'advance'
    | 'headingLevel'
    | 'history'
    | 'skipStart'
    | 'resume'
    | 'share'
    | 'shareUrl'
    | 'words'
    | 'name'
    | 'required'
    | 'disabled'
    | 'answers'
    | 'value'
  >
>;

/**
 * Takes part in forms: its value, under `name`, is the answer sheet as JSON.
 *
 * Slots: `intro`, `footer`, and around the actions of a result `result-before-actions` and
 * `result-after`. Content without a slot is shown until the quiz is there.
 * CSS custom properties: `--shisei-accent`, `--shisei-on-accent`, `--shisei-accent-soft`,
 * `--shisei-surface`, `--shisei-ink`, `--shisei-ink-2`, `--shisei-line`, `--shisei-track`,
 * `--shisei-focus`, `--shisei-radius`, `--shisei-font`, `--shisei-font-size`,
 * `--shisei-max-width`, `--shisei-min-height`, `--shisei-sticky-top` (height of a sticky head of the
 * page). Parts: `quiz`, `page`, `title`, `notice`, `menu`, `progress`, `bar`, `question`, `choice`,
 * `selected`, `radio`, `hint`, `button`, `main`, `next`, `back`, `plain`, `danger`, `way`, `open`, `score`, `scale`,
 * `outcome`, `tiers`, `stars`, `parts`, `findings`, `finding`, `peers`, `answers`, `self`, `take`,
 * `compare`, `error`. Custom states: `loading`, `start`, `questions`, `review`, `result`, `error` for
 * what is on show, and `done` once every question is answered; beside them, with a result that is sure,
 * `outcome-` and the id of its band or tier, as in `shisei-quiz:state(outcome-70-99)`.
 */
export class ShiseiQuiz extends HTMLElement {
  /** Reference of a built-in framework. Changing it starts anew. Attribute `framework`. */
  framework: string;
  /** Language; without it, that of the page around the element. Attribute `lang`. */
  lang: Lang | string;
  /** Attribute `mode`; `auto` without it. */
  mode: Mode | 'auto';
  /** Asks only the questions with a tag, such as `level:star-3`. Attribute `only`. */
  only: string;
  /** Light or dark; `auto` follows the text colour of the page around. Attribute `theme`. */
  theme: 'auto' | 'light' | 'dark';
  /** `auto`: an answer by pointer, space or enter leads to the next question. Attribute `advance`. */
  advance: '' | 'auto';
  /** Level of the title's heading, 2 without it. Attribute `heading-level`. */
  headingLevel: number;
  /** Whether each page is an entry of the browser's history. Attribute `history`. */
  history: boolean;
  /** Whether the first page is one of questions. Attribute `skip-start`. */
  skipStart: boolean;
  /**
   * Whether answers are kept in local storage for the next visit. Without it they are kept for this
   * visit, in the tab's own storage. Attribute `resume`.
   */
  resume: boolean;
  /** Whether a link with the answers in its fragment is offered, and read. Attribute `share`. */
  share: boolean;
  /** The page that such a link leads to; without it, this one. Attribute `share-url`. */
  shareUrl: string;
  /** Address of a custom framework (JSON, TOML, or made by `npx shisei compile`), on the page's own origin. */
  src: string;
  /** A custom framework, compiled or not, instead of a built-in one; null for none. */
  definition: Definition | CompiledFramework | string | null;
  /** Words to say instead of the quiz's own, by name: `{ finish: 'See where you are' }`. */
  words: Record<string, unknown>;
  /** Name of the value in a form. */
  name: string;
  /** Whether a form needs every question answered. */
  required: boolean;
  disabled: boolean;
  readonly form: HTMLFormElement | null;
  readonly labels: NodeList;
  readonly validity: ValidityState;
  readonly validationMessage: string;
  readonly willValidate: boolean;
  checkValidity(): boolean;
  reportValidity(): boolean;
  /** The answer sheet as JSON, as a form gets it; setting it sets the answers. */
  value: string;
  /**
   * Answers so far, by control; with a reason in the long form. May be set, before the quiz is
   * there too; setting the same again does nothing.
   */
  answers: Record<string, string | DetailedAnswer>;
  /**
   * The result of the answers so far; null until what scores them is loaded, a little after the
   * questions. When `shisei-answer` is heard, it is there.
   */
  readonly assessment: AssessmentData | null;
  /** Drops every answer, those kept included, and goes back to the first page. */
  reset(): void;

  addEventListener<K extends keyof ShiseiQuizEventMap>(
    type: K,
    listener: (this: ShiseiQuiz, event: ShiseiQuizEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'shisei-quiz': ShiseiQuiz;
  }
}
