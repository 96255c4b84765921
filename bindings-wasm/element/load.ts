import { engine, names, own as readOwn, plain, texts } from 'shisei-carrier';
import { bytes } from '../js/bytes.js';
import { reader } from './engine.js';
import type { AssessmentData, Definition, Lang, Ratio } from '../types/index.js';
import type { CompiledFramework } from '../types/quiz.js';
import { resolve } from './reference.js';
import { spoken, type Compiled, type View } from './view.js';
import { say, type Words } from './words.js';

/** The most that is read from outside: a framework, a result file. Real ones stay far below. */
export const LARGEST = 1 << 20;

/** What answers the quiz's questions about scoring; all rules stay behind it. */
export interface Scorer {
  assess(positions: Uint8Array): AssessmentData | undefined;
  /** Whole percent rounded down: 100 means all of it. */
  percent(share: Ratio): number;
}

/** A framework in one language, and the words around it: a module, as far as it was built in. */
export interface Texts {
  default: View;
  words: Words;
}

/** A framework: its texts, language by language, and its scorer, which questions need not wait for. */
export interface Loaded {
  scorer: Promise<Scorer>;
  texts(lang: Lang): Promise<Texts>;
}

/** An error with a code of our own. */
export const failure = (code: string, message: string) => Object.assign(new Error(message), { code });

/** A promise whose failure may be asked for later. */
function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

/** Texts that came with rules. What scores them is asked for when the texts are there, or `early`: at once. */
function carried(name: string, load: (lang: Lang) => Promise<Texts>, lang: Lang, early: boolean): Loaded {
  const loaded = new Map<Lang, Promise<Texts>>();
  const texts = (lang: Lang) => {
    const asked = loaded.get(lang) ?? load(lang);
    loaded.set(lang, asked);
    return asked;
  };
  const scorer = async () => {
    if (!early) await texts(lang);
    const [{ default: view }, read] = await Promise.all([texts(lang), reader(engine, plain)]);
    const scorer = read(bytes(view.rules ?? ''));
    if (!scorer) throw failure('load', `${name}: made by another version`);
    return scorer;
  };
  return { scorer: quiet(scorer()), texts };
}

/** A built-in framework. */
export function builtIn(reference: string, lang: Lang, early: boolean): Loaded {
  const name = resolve(names, reference);
  if (!name) throw failure('unknown-framework', reference);
  return carried(name, (lang) => texts(name, lang), lang, early);
}

const told = async (view: View, lang: Lang): Promise<Texts> => ({ default: view, words: await say(lang) });

/** A custom framework: as it was compiled, or read and checked by the large module, which is loaded for it. */
export async function own(source: Definition | CompiledFramework | string, lang: Lang): Promise<Loaded> {
  const text = typeof source === 'string' ? source : JSON.stringify(source);
  if (text.length > LARGEST) throw failure('too-large', '');
  const compiled: Compiled = /^\s*\{\s*"compiled"/.test(text) ? JSON.parse(text) : await readOwn(text, lang);
  return carried('the compiled questionnaire', (lang) => told(spoken(compiled, lang), lang), lang, true);
}

/** The text of a framework file of the page's own origin; no redirect leads elsewhere. */
export async function ownText(address: string): Promise<string> {
  const url = new URL(address, document.baseURI);
  if (url.origin !== location.origin) throw failure('other-origin', url.origin);
  const response = await fetch(url, { redirect: 'error' });
  if (!response.ok || !response.body) throw failure('load', `${url.pathname}: ${response.status}`);
  const decoder = new TextDecoder();
  let text = '';
  // Left at the limit, which ends the transfer.
  for (const reader = response.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
    if (text.length > LARGEST) {
      void reader.cancel();
      throw failure('too-large', url.pathname);
    }
  }
}
