/** `<shisei-quiz>`: asks the questions of a framework and shows the result, all in the page. */

import type { Assessment, Definition, DetailedAnswer, Lang } from './index.js';

/** How many questions a page shows: those of one group, one, or all. */
export type Mode = 'group' | 'one' | 'all';

export interface AnswerDetail {
  /** Id of the control. */
  control: string;
  /** Id of the choice. */
  choice: string;
  /** Where the framework wants a reason for this choice, the reason so far. */
  reason?: string;
}

export interface ErrorDetail {
  /**
   * `load`, `unknown-framework`, `other-origin`, `too-large`, or a code of a refused framework of
   * one's own (see {@link ErrorReport}).
   */
  code: string;
  message: string;
}

export interface ShiseiQuizEventMap extends HTMLElementEventMap {
  'shisei-answer': CustomEvent<AnswerDetail>;
  'shisei-complete': CustomEvent<Assessment>;
  'shisei-error': CustomEvent<ErrorDetail>;
}

/**
 * Takes part in forms: its value, under `name`, is the answer sheet as JSON.
 *
 * Slots: `intro` and `footer`. CSS custom properties: `--shisei-accent`, `--shisei-on-accent`,
 * `--shisei-line`, `--shisei-background`, `--shisei-radius`, `--shisei-font`,
 * `--shisei-max-width`. Parts: `quiz`, `page`, `title`, `progress`, `notice`, `question`,
 * `choice`, `radio`, `hint`, `button`, `main`, `open`, `score`, `outcome`, `tiers`, `stars`, `parts`,
 * `chart`, `findings`, `finding`, `peers`, `self`, `take`, `compare`, `error`. Light or dark follows the
 * `color-scheme` of the page.
 */
export class ShiseiQuiz extends HTMLElement {
  /** Reference of a built-in framework. Changing it starts anew. Attribute `framework`. */
  framework: string;
  /** Language; without it, that of the page around the element. Attribute `lang`. */
  lang: Lang | string;
  /** Attribute `mode`; `group` without it. */
  mode: Mode;
  /** Whether answers are kept in local storage for the next visit. Attribute `resume`. */
  resume: boolean;
  /** Whether a link with the answers in its fragment is offered, and read. Attribute `share`. */
  share: boolean;
  /** Address of a framework of one's own (JSON or TOML), on the page's own origin. */
  src: string;
  /** A framework of one's own, instead of a built-in one; null for none. */
  definition: Definition | string | null;
  /** Name of the value in a form. */
  name: string;
  /** Whether a form needs every question answered. */
  required: boolean;
  disabled: boolean;
  readonly form: HTMLFormElement | null;
  /** Answers so far, by control; with a reason in the long form. */
  readonly answers: Record<string, string | DetailedAnswer>;
  /**
   * The result of the answers so far; null until what scores them is loaded, a little after the
   * questions. When `shisei-answer` is heard, it is there.
   */
  readonly assessment: Assessment | null;
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
