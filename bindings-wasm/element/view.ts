import type { Definition, Lang, Localized, TierResult } from '../types/index.js';
import type { CompiledFramework } from '../types/quiz.js';

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

export type Texts = OneLanguage<Definition>;
export type Citation = Texts['controls'][number]['citations'][number];
/** A control, with positions of choices: those that may be taken, where not all may; those that need a reason. */
export type ControlView = Texts['controls'][number] & { offered?: number[]; with_reason?: number[] };
/** A framework as one page shows it. */
export type View = Omit<Texts, 'controls'> & { controls: ControlView[] } & Beside;

export type Compiled = CompiledFramework & { texts: { [lang in Lang]?: View } };

/** The texts in a language, or in the one that there is. */
export const spoken = ({ rules, texts }: Compiled, lang: Lang) =>
  ({ ...(texts[lang] ?? texts.ja ?? texts.en), rules }) as View;

/** Bands or tiers by id. */
export function outcomes(view: View) {
  const rule = view.outcome?.rule;
  if (!rule) return [];
  return 'bands' in rule ? rule.bands.steps : rule.tiers;
}
