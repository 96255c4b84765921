/** `<shisei-quiz>`: asks the questions of a framework and shows the result, all in the page. */

import type { Assessment, Definition, Lang } from './index.js';

export interface AnswerDetail {
  /** Id of the control. */
  control: string;
  /** Id of the choice. */
  choice: string;
}

export interface ErrorDetail {
  code: string;
  message: string;
}

export interface ShiseiQuizEventMap extends HTMLElementEventMap {
  'shisei-answer': CustomEvent<AnswerDetail>;
  'shisei-complete': CustomEvent<Assessment>;
  'shisei-error': CustomEvent<ErrorDetail>;
}

export class ShiseiQuiz extends HTMLElement {
  /** Reference of a built-in framework. Changing it starts anew. Attribute `framework`. */
  framework: string;
  /** Language; without it, that of the page around the element. Attribute `lang`. */
  lang: Lang | string;
  /** A framework of one's own, instead of a built-in one; null for none. */
  definition: Definition | string | null;
  /** Answers so far, by control. */
  readonly answers: Record<string, string>;
  /** The result of the answers so far; null while nothing is loaded. */
  readonly assessment: Assessment | null;
  /** Drops every answer and goes back to the first page. */
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
