// What a page needs of a custom framework: what the build makes of a built-in one.
import type { Definition, Lang } from '../types/index.js';
import { packed } from '../js/bytes.js';
import { refusing } from '../js/error.js';
import type { Compiled, Texts, View } from './view.js';

/** A framework that was read and checked. */
interface Read {
  definition(): string;
  rules(): Uint8Array;
  /** Positions of the choices that may be taken for a control, and of those that need a reason. */
  choices(control: number): Uint8Array;
  choices_with_reason(control: number): Uint8Array;
}

/** The module that reads and checks, once it runs. */
interface Reader {
  from_json(text: string, lang: Lang): Read;
  from_toml(text: string, lang: Lang): Read;
}

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

/** Controls by tag. */
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

function view(framework: Read, definition: Definition, lang: Lang): View {
  const view = inLanguage(definition, lang);
  for (const [at, control] of view.controls.entries()) {
    const [offered, reasoned] = [[...framework.choices(at)], [...framework.choices_with_reason(at)]];
    const all = view.scales.find(({ id }) => id === control.scale)?.choices.length;
    if (offered.length !== all) control.offered = offered;
    if (reasoned.length > 0) control.with_reason = reasoned;
  }
  view.tagged = tagged(view, view.controls);
  return view;
}

/** Reads, checks and compiles a framework in JSON or TOML; refused in the language of `lang`. */
export function compile({ from_json, from_toml }: Reader, text: string, lang: Lang, langs: Lang[] = ['ja', 'en']): Compiled {
  const read = /^\s*\{/.test(text) ? from_json : from_toml;
  const framework = refusing(() => read(text, lang));
  const definition: Definition = JSON.parse(framework.definition());
  const texts = langs.map((lang) => [lang, view(framework, definition, lang)]);
  return { compiled: 1, rules: packed(framework.rules()), texts: Object.fromEntries(texts) };
}
