import type { Assessment, Definition, Lang } from '../types/index.js';
import loadWasm, { Engine } from '../glue/engine.js';
import editions from '../dist/frameworks/editions.json';
import { inLanguage, type View } from './view.js';

/** What answers the quiz's questions about scoring; all rules stay behind it. */
export interface Scorer {
  choices(control: number): Uint8Array;
  assess(positions: Uint8Array): Assessment | undefined;
}

/** A framework at hand: its scorer and its texts, language by language. */
export interface Loaded {
  scorer: Scorer;
  view(lang: Lang): Promise<View>;
}

async function get(file: string): Promise<Response> {
  const response = await fetch(new URL(`./frameworks/${file}`, import.meta.url));
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  return response;
}

/** `self-assessment` becomes `self-assessment@4.0`. */
function resolve(reference: string): string {
  const [id = '', edition] = reference.split('@');
  const known = new Map<string, string[]>(Object.entries(editions)).get(id);
  const found = edition === undefined ? known?.[0] : known?.find((one) => one === edition);
  if (found === undefined) throw new Error(`unknown framework \`${reference}\``);
  return `${id}@${found}`;
}

let engine: Promise<unknown> | undefined;

/** A built-in framework: skeleton and engine now, texts when they are asked for. */
export async function builtIn(reference: string): Promise<Loaded> {
  const name = resolve(reference);
  engine ??= loadWasm({ module_or_path: new URL('./engine_bg.wasm', import.meta.url) });
  const [skeleton] = await Promise.all([
    get(`${name}.bin`).then((response) => response.arrayBuffer()),
    engine,
  ]);
  const loaded = Engine.load(new Uint8Array(skeleton));
  if (!loaded) throw new Error(`${name}: made by another version`);
  const scorer: Scorer = {
    choices: (control) => loaded.choices(control),
    assess: (positions) => {
      const json = loaded.assess(positions);
      return json === undefined ? undefined : JSON.parse(json);
    },
  };
  const views = new Map<Lang, Promise<View>>();
  const view = (lang: Lang) => {
    const texts = views.get(lang) ?? get(`${name}.${lang}.json`).then((response) => response.json());
    views.set(lang, texts);
    return texts;
  };
  return { scorer, view };
}

/** A framework of one's own: read and checked by the large module, which is loaded for it. */
export async function own(source: Definition | string, lang: Lang): Promise<Loaded> {
  const { ownFramework } = await import('shisei');
  const framework = await ownFramework(source, { lang });
  const definition = framework.definition;
  const scorer: Scorer = {
    choices: (control) => framework.choices(control),
    assess: (positions) => framework.assessRow(positions),
  };
  return { scorer, view: async (lang) => inLanguage(definition, lang) };
}
