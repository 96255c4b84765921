// The package: each framework in each language is a module of its own, with the quiz's words, loaded when
// it is asked for.
import { editions, texts as found } from '../../glue/frameworks.js';
import type { Definition, Lang } from '../../types/index.js';
import type { Custom } from 'shisei-own';
import { wasm } from '../../js/bytes.js';
import type { Engine } from '../engine.js';
import type { Texts } from '../load.js';

export { editions };

export const engine = async () => wasm((await import('../../glue/bytes/engine.js')).default);

/** Loaded only where the page refuses the module. */
export const plain: (() => Promise<Engine>) | undefined = () => import('shisei-plain');

export const texts = (name: string, lang: Lang) => found(name, lang) as Promise<Texts>;

/** The large module, which reads and checks, comes only for a custom framework. */
export async function own(source: string, lang: Lang): Promise<Custom> {
  const { ownFramework } = await import('shisei-own');
  const format = /^\s*\{/.test(source) ? 'json' : 'toml';
  return ownFramework(source, { lang, format });
}
