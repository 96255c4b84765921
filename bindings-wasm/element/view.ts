import type { AssessmentData, Definition, Lang, Localized, State, TierResult } from '../types/index.js';
import type { CompiledFramework } from '../types/quiz.js';
import type { Words } from './words.js';

/** A shape with the text of one language in place of each pair. */
export type OneLanguage<T> = T extends Localized
  ? string
  : T extends (infer Item)[]
    ? OneLanguage<Item>[]
    : T extends object
      ? { [Key in keyof T]: OneLanguage<T[Key]> }
      : T;

/** What the core knows beside a built-in framework. */
interface Beside {
  /** All that scoring needs, as a text that `bytes` unpacks. */
  rules?: string;
  /** Stars that may be declared: with every question answered, and with some open. */
  stars?: { title: string; complete: Star[]; open: Star[] };
  /** Published surveys that asked the same. */
  peers?: Survey[];
  /** Controls by tag, by position. */
  tagged?: Record<string, { title: string; at: number[] }>;
}

export interface Star {
  title: string;
  meaning: string;
  state: TierResult['state'];
  missing?: { title: string; advice: string }[];
}

export interface Survey {
  title: string;
  publisher: string;
  period: string;
  population: string;
  /** The framework that was asked. */
  asked: string;
  caution: string;
  shares: { control: string; label: string; share_permille: number; n?: number; doubt?: string }[];
}

type Texts = OneLanguage<Definition>;
export type Citation = Texts['controls'][number]['citations'][number];
/** A control, with positions of choices: those that may be taken, where not all may; those that need a reason. */
export type ControlView = Texts['controls'][number] & { offered?: number[]; with_reason?: number[] };
/** A framework as one page shows it. */
export type View = Omit<Texts, 'controls'> & { controls: ControlView[] } & Beside;

export type Compiled = CompiledFramework & { texts: { [lang in Lang]?: View } };

/** The texts in a language, or in the one that there is. */
export const spoken = ({ rules, texts }: Compiled, lang: Lang) =>
  ({ ...(texts[lang] ?? texts.ja ?? texts.en), rules }) as View;

/** One language of a definition that came with both. */
function inLanguage(definition: Definition, lang: Lang): View {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    if ('ja' in value && 'en' in value) return value[lang];
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
  };
  return walk(definition) as View;
}

/** Controls by tag, where a whole definition is at hand. */
const tagged = ({ dimensions = [] }: Texts, controls: { tags?: string[] }[]): View['tagged'] =>
  Object.fromEntries(
    dimensions.flatMap(({ id, values }) =>
      values.map((value) => {
        const tag = `${id}:${value.id}`;
        const at = [...controls.keys()].filter((at) => controls[at]?.tags?.includes(tag));
        return [tag, { title: value.title, at }] as const;
      }),
    ),
  );

/** What is asked of a custom framework about each control, by position. */
interface Choices {
  choices(control: number): Iterable<number>;
  choicesWithReason(control: number): Iterable<number>;
}

/** A custom framework as one page shows it. */
export function viewOf(definition: Definition, lang: Lang, framework: Choices): View {
  const view = inLanguage(definition, lang);
  for (const [at, control] of view.controls.entries()) {
    const [offered, reasoned] = [[...framework.choices(at)], [...framework.choicesWithReason(at)]];
    const all = view.scales.find(({ id }) => id === control.scale)?.choices.length;
    if (offered.length !== all) control.offered = offered;
    if (reasoned.length > 0) control.with_reason = reasoned;
  }
  view.tagged = tagged(view, view.controls);
  return view;
}

export const control = (view: View, id: string) => view.controls.find((one) => one.id === id);

/** Bands or tiers by id. */
export function outcomes(view: View) {
  const rule = view.outcome?.rule;
  if (!rule) return [];
  return 'bands' in rule ? rule.bands.steps : rule.tiers;
}

/** The word for a state: the framework's own label where all its scales agree on one. */
export function stateLabel(view: View, words: Words, state: State): string {
  const choices = view.scales.flatMap((scale) => scale.choices);
  const labels = new Set(choices.filter(({ standing }) => standing === state).map(({ label }) => label));
  const [label] = labels;
  return labels.size === 1 && label ? label : words.state[state];
}

/** The answer to a control in its own words. */
export function answerLabel(view: View, words: Words, { answers }: AssessmentData, id: string): string {
  const control = view.controls.find((one) => one.id === id);
  const scale = view.scales.find((one) => one.id === control?.scale);
  return scale?.choices.find((one) => one.id === answers[id])?.label ?? words.state.unanswered;
}
