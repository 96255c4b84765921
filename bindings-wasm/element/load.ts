import { editions, engine, own as readOwn, skeleton, texts } from 'shisei-carrier';
import { load } from './engine.js';
import type { Assessment, Definition, Lang } from '../types/index.js';
import { inLanguage, type View } from './view.js';

/** The most that is read from outside: a framework, a result file. Real ones stay far below. */
export const LARGEST = 1 << 20;

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

export const bytes = (base64: string) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));

/** An error with a code of our own. */
export const failure = (code: string, message: string) => Object.assign(new Error(message), { code });

/** `self-assessment` becomes `self-assessment@4.0`. */
function resolve(reference: string): string {
  const [id = '', edition] = reference.split('@');
  const known = new Map<string, string[]>(Object.entries(editions)).get(id);
  const found = edition === undefined ? known?.[0] : known?.find((one) => one === edition);
  if (found === undefined) throw failure('unknown-framework', `unknown framework \`${reference}\``);
  return `${id}@${found}`;
}

/** A built-in framework; everything it needs is asked for at once. */
export async function builtIn(reference: string, lang: Lang): Promise<Loaded> {
  const name = resolve(reference);
  const views = new Map<Lang, Promise<View>>();
  const view = (lang: Lang) => {
    const asked = views.get(lang) ?? texts(name, lang);
    views.set(lang, asked);
    return asked;
  };
  const [bones, read] = await Promise.all([skeleton(name), load(engine), view(lang)]);
  const scorer = read(bytes(bones ?? ''));
  if (!scorer) throw failure('load', `${name}: made by another version`);
  return { scorer, view };
}

/** A framework of one's own: read and checked by the large module, which is loaded for it. */
export async function own(source: Definition | string, lang: Lang): Promise<Loaded> {
  const text = typeof source === 'string' ? source : JSON.stringify(source);
  if (text.length > LARGEST) throw failure('too-large', 'the framework is larger than 1 MiB');
  const framework = await readOwn(text, lang);
  const definition = framework.definition;
  const scorer: Scorer = {
    choices: (control) => framework.choices(control),
    assess: (positions) => framework.assessRow(positions),
  };
  return { scorer, view: async (lang) => inLanguage(definition, lang) };
}

/** The text of a framework file of the page's own origin. */
export async function ownText(address: string): Promise<string> {
  const url = new URL(address, document.baseURI);
  if (url.origin !== location.origin) throw failure('other-origin', `\`${url.origin}\` is not this page’s origin`);
  const response = await fetch(url);
  if (!response.ok) throw failure('load', `${url.pathname}: ${response.status}`);
  return response.text();
}
