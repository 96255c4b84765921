import type { AssessmentData, DetailedAnswer } from '../types/index.js';
import { failure, type Scorer } from './load.js';
import type { View } from './view.js';
import type { Words } from './words.js';

const UNANSWERED = 255;

export type Kept = Record<string, string | DetailedAnswer>;

/** The answers so far: positions of choices, and the reasons people gave. */
export class Sheet {
  #row: Uint8Array;
  #reasons = new Map<number, string>();
  /** The controls that are asked: all, or those with a tag. */
  readonly asked: number[];

  constructor(
    readonly view: View,
    /** A tag such as `level:star-3`, or nothing. */
    readonly only = '',
    /** Comes a little after the texts. */
    public scorer?: Scorer,
  ) {
    this.#row = new Uint8Array(view.controls.length).fill(UNANSWERED);
    const tag = new Map(Object.entries(view.tagged ?? {})).get(only);
    if (only && !tag?.at.length) throw failure('unknown-tag', only);
    this.asked = tag?.at ?? [...view.controls.keys()];
  }

  taken = (at: number) => (this.#row[at] === UNANSWERED ? undefined : this.#row[at]);
  reason = (at: number) => this.#reasons.get(at) ?? '';

  take(at: number, position: number) {
    this.#row[at] = position;
  }

  explain(at: number, reason: string) {
    this.#reasons.set(at, reason);
  }

  clear() {
    this.#row.fill(UNANSWERED);
    this.#reasons.clear();
  }

  /** The choices of a control's scale. */
  choices(at: number) {
    const scale = this.view.controls[at]?.scale;
    return this.view.scales.find((one) => one.id === scale)?.choices ?? [];
  }

  /** The positions of those that may be taken. */
  offered = (at: number) => this.view.controls[at]?.offered ?? this.choices(at).keys();

  choice(at: number) {
    const position = this.taken(at);
    return position === undefined ? undefined : this.choices(at)[position];
  }

  /** The answer in its own words. */
  label = (at: number, words: Words) => this.choice(at)?.label ?? words.state.unanswered;

  position = (id: string) => this.view.controls.findIndex((one) => one.id === id);

  /** Number and title, as far as there are any. */
  name(at: number): string {
    const { number, title } = this.view.controls[at] ?? {};
    return [number, title].filter(Boolean).join(' ');
  }

  /** Whether the answer taken is one for which the framework wants a reason. */
  wantsReason(at: number): boolean {
    return !!this.view.controls[at]?.with_reason?.includes(this.taken(at) ?? UNANSWERED);
  }

  #where = (holds: (at: number) => boolean) => this.asked.filter(holds);
  open = () => this.#where((at) => this.taken(at) === undefined);
  unexplained = () => this.#where((at) => this.wantsReason(at) && !this.reason(at).trim());
  /** How many are answered. */
  done = () => this.asked.length - this.open().length;

  /** How many points the answer taken counts below "not done", where the framework counts it below. */
  less(at: number): number {
    const low = (position: number) => {
      const row = this.#row.slice();
      row[at] = position;
      return this.scorer?.assess(row)?.points?.low ?? 0;
    };
    const worst = this.choices(at).findIndex(({ standing }) => standing === 'unmet');
    return worst < 0 ? 0 : low(worst) - low(this.taken(at) ?? worst);
  }

  assess = (): AssessmentData | undefined => this.scorer?.assess(this.#row);

  #framework: AssessmentData['framework'] | undefined;

  /** The exact framework behind the questions. */
  get framework() {
    return (this.#framework ??= this.assess()?.framework);
  }

  /** The answers as a sheet has them: an id, or the long form where there is a reason. */
  answers(): Kept {
    const given = this.#where((at) => this.taken(at) !== undefined).map((at) => {
      const choice = this.choice(at)?.id ?? '';
      const answer = this.wantsReason(at) ? { choice, reason: this.reason(at) } : choice;
      return [this.view.controls[at]?.id ?? '', answer] as const;
    });
    return Object.fromEntries(given);
  }

  /**
   * Takes answers from outside: how many did not fit and were left out, or nothing where these are no
   * answers at all. After a correction of the catalogue the others stay.
   */
  fill(answers: unknown): number | undefined {
    if (typeof answers !== 'object' || answers === null || Array.isArray(answers)) return;
    const row = new Uint8Array(this.#row.length).fill(UNANSWERED);
    const reasons = new Map<number, string>();
    const ids = new Map(this.view.controls.map(({ id }, at) => [id, at]));
    let unfit = 0;
    for (const [id, answer] of Object.entries(answers)) {
      const at = ids.get(id) ?? -1;
      const { choice, reason } = typeof answer === 'string' ? { choice: answer } : (answer ?? {});
      const position = this.choices(at).findIndex((one) => one.id === choice);
      if (![...this.offered(at)].includes(position)) unfit += 1;
      else {
        row[at] = position;
        if (typeof reason === 'string') reasons.set(at, reason);
      }
    }
    return this.#replace(row, reasons) ? unfit : undefined;
  }

  /** The answers without their reasons, a letter each. */
  letters = () => [...this.#row].map((position) => (position < 36 ? position.toString(36) : '-')).join('');

  /** Takes letters from outside, all or none; whether it did. */
  read(letters: string): boolean {
    const row = Uint8Array.from(letters, (letter) => (letter === '-' ? UNANSWERED : parseInt(letter, 36)));
    return /^[0-9a-z-]*$/.test(letters) && this.#replace(row, new Map());
  }

  #replace(row: Uint8Array, reasons: Map<number, string>): boolean {
    if (!this.scorer?.assess(row)) return false;
    this.#row = row;
    this.#reasons = reasons;
    return true;
  }
}
