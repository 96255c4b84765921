import type { Definition, Lang, Localized } from '../types/index.js';

/** A shape with the text of one language in place of each pair. */
export type OneLanguage<T> = T extends Localized
  ? string
  : T extends (infer Item)[]
    ? OneLanguage<Item>[]
    : T extends object
      ? { [Key in keyof T]: OneLanguage<T[Key]> }
      : T;

/** A framework as one page shows it. */
export type View = OneLanguage<Definition>;
export type ControlView = View['controls'][number];

/** One language of a definition that came with both. */
export function inLanguage(definition: Definition, lang: Lang): View {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    if ('ja' in value && 'en' in value) return value[lang];
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
  };
  return walk(definition) as View;
}

/** Bands or tiers by id. */
export function outcomes(view: View) {
  const rule = view.outcome?.rule;
  if (!rule) return [];
  return 'bands' in rule ? rule.bands.steps : rule.tiers;
}
