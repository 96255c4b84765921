/** The part of the package that reads custom frameworks. */
declare module 'shisei-own' {
  import type { AssessmentData, Definition, Lang } from 'shisei';

  /** A framework that was read and checked. */
  export interface Custom {
    definition: Definition;
    /** Positions of the choices that may be taken for the control at this position. */
    choices(control: number): number[];
    /** Positions of those that need a reason. */
    choicesWithReason(control: number): number[];
    /** Scores positions of choices, 255 for unanswered; undefined when one is not allowed. */
    assessRow(positions: Uint8Array): AssessmentData | undefined;
  }

  export function ownFramework(text: string, options: { format: 'json' | 'toml'; lang: Lang }): Custom;
}
